"""Looks at a page with axe, by day and by night, and tells what breaks a rule."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from waiting import still

# Every rule that axe turns on by itself, best practices too, and the size of targets. Of what keeps the rules one element is enough.
EVERY = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# All rules that axe counts among those of color and turns on by itself. Night changes no more than colors, so no other rule can find
# there what it does not find by day.
OF_COLORS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script
# All that axe tells of a page is a million letters, and most of the time goes into carrying them over.
RUN = """async ([context, options]) => {
    const { passes, violations } = await axe.run(context, options);
    return [passes.map((rule) => rule.id), violations.flatMap((rule) => rule.nodes.map(
        (node) => `${rule.id}: ${node.target} ${node.html.slice(0, 120)}`))];
}"""


def broken(page, options: dict, exclude: Sequence[str] = ()) -> list[str]:
    """Return what breaks one of these rules on a page as it is now."""
    still(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    kept, found = page.evaluate(RUN, [{"include": [["html"]], "exclude": [[selector] for selector in exclude]}, options])
    # What finds nothing may have looked at nothing.
    assert "color-contrast" in kept or any(line.startswith("color-contrast:") for line in found)
    assert options is not EVERY or len(kept) > 15
    return found


def violations(page, exclude: Sequence[str] = ()) -> list[str]:
    """Return what breaks a rule on a page that was opened by day: every rule by day, then those of colors by night.

    The page hears of the other scheme as from a device that changes it by itself, and is left as it was.
    """
    found = broken(page, EVERY, exclude)
    page.emulate_media(color_scheme="dark")
    still(page)
    assert page.locator('[data-md-color-scheme="slate"]').count() == 1
    found += [f"by night: {line}" for line in broken(page, OF_COLORS, exclude)]
    page.emulate_media(color_scheme="light")
    still(page)
    assert page.locator('[data-md-color-scheme="slate"]').count() == 0
    return found
