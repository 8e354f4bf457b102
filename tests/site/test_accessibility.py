"""axe, with all its rules, on every kind of page and in the states that the project's own scripts make.

The theme's search box is left out: it is a dialog without a name until its template is replaced.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["", "side-by-side/", "side-by-side/?show=shared&topic=effects", "article/", "roles/therapeutic/", "aspects/scope/",
         "quizzes/self-check/", "about/", "how-to-read/", "fits/", "fits/?for=headaches", "context/in-practice/", "context/research/", "context/safety/", "context/glossary/",
         "context/sources/"]
CONTEXT = {"exclude": [[".md-search"]]}


def violations(page) -> list[str]:
    response = Axe().run(page, context=CONTEXT).response
    assert len(response["passes"]) > 15
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in response["violations"] for node in rule["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_breaks_a_rule(visit, address, width, dark):
    page = visit(address, width=width, dark=dark)
    for path in PAGES:
        page.goto(address + path)
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_quiz_breaks_no_rule_once_it_was_checked(visit, address, width, dark):
    page = visit(address + "quizzes/self-check/", width=width, dark=dark)
    for form in page.locator("[data-quiz-item]").all()[:6]:
        for part in form.locator("[data-quiz-part]").all():
            part.locator("input").nth(1).check()
        form.get_by_role("button", name="Check").click()
        form.locator("[data-quiz-answer] > summary").click()
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_opened_notes_break_no_rule(visit, address, width, dark):
    page = visit(address, width=width, dark=dark)
    for path in ("", "side-by-side/?topic=scope", "roles/therapeutic/"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('article details').forEach(e => { e.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (path, violations(page)) == (path, [])


def test_the_page_of_three_roles_breaks_no_rule(visit, other_address):
    for path in ("", "side-by-side/", "quizzes/fields/", "roles/hedger/"):
        page = visit(other_address + path, width=360)
        assert (path, violations(page)) == (path, [])
