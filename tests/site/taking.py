"""Takes a quiz on a page: puts responses in, checks them, and tells what the page says."""

from __future__ import annotations

from comparison.items import CORRECTION, FALSE, VERDICT


def item(page, id):
    return page.locator(f"#item-{id}")


def respond(page, id, **response):
    """Put a response into the page: by part, the ids of options or what is typed."""
    for part, given in response.items():
        place = item(page, id).locator(f'[data-quiz-part="{part}"]')
        if isinstance(given, str):
            place.locator("input").fill(given)
        elif place.locator("select").count():
            place.locator("select").select_option(given[0])
        else:
            for option in given:
                place.locator(f'input[value="{option}"]').check()


def choose(page, id, *options, part="answer"):
    respond(page, id, **{part: options})


def told(page, id):
    return item(page, id).locator("[data-quiz-feedback]")


def status(page) -> str:
    return page.locator("[data-quiz-status]").text_content()


def check(page, id) -> str:
    """Press Check and return what stands under the question."""
    item(page, id).get_by_role("button", name="Check").click()
    return told(page, id).inner_text()


def key(entry) -> dict:
    """Return the response that is right."""
    wanted = {part.id: part.accepted[0] if part.accepted else part.key for part in entry.parts}
    return {id: given for id, given in wanted.items() if given}


def wrong(entry) -> dict:
    """Return a response that scores nothing."""
    if entry.kind == "true-false":
        return {VERDICT: [option.id for option in entry.parts[0].options if not option.correct],
                **({CORRECTION: [entry.parts[1].options[0].id]} if FALSE not in entry.parts[0].key else {})}
    return {part.id: "nothing of the kind" if part.accepted else
            [next(option.id for option in part.options if not option.correct)] for part in entry.parts}


def answer(page, entry, response=None) -> str:
    respond(page, entry.id, **(key(entry) if response is None else response))
    return check(page, entry.id)


def graded(page) -> list[dict]:
    """Return what the page told so far of items that were graded; `listen` has to come first."""
    return page.evaluate("window.graded")


def listen(page):
    page.evaluate("""() => { window.graded = []; window.finished = [];
        document.addEventListener("quiz:graded", (event) => window.graded.push(event.detail));
        document.addEventListener("quiz:finished", (event) => window.finished.push(event.detail)); }""")
