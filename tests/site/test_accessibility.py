"""axe, with all its rules, on every kind of page and in the states that scripts make: notes, filters, quizzes, search, menu."""

from __future__ import annotations

import pytest
from accessible import EVERY, broken, violations
from comparison import outputs
from support import THREE_ROLES
from taking import check, key, respond, wrong

PAGES = ["", "side-by-side/", "side-by-side/?show=shared&topic=effects", "article/", "roles/therapeutic/", "aspects/scope/",
         "quizzes/self-check/", "quizzes/results/", "quizzes/lint-report/", "about/", "privacy/", "how-to-read/", "make-your-own/", "fits/",
         "fits/?for=headaches", "context/in-practice/", "context/research/", "context/safety/",
         "context/glossary/", "context/sources/"]


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_breaks_a_rule(visit, address, width):
    page = visit(address, width=width)
    for path in PAGES:
        page.goto(address + path)
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_quiz_breaks_no_rule_in_any_of_its_states(visit, other_address, width):
    (kinds,) = [quiz for quiz in outputs.read_project(THREE_ROLES).quizzes if quiz.quiz.id == "kinds"]
    page = visit(other_address + "quizzes/kinds/", width=width)
    page.get_by_label("Ask me how sure I am").check()
    seen = {"before": violations(page)}
    answers = {"right": key, "partly": partly, "wrong": wrong}
    for state, response in answers.items():
        for item in kinds.items:
            respond(page, item.id, **response(item))
            check(page, item.id)
        page.evaluate("document.querySelectorAll('[data-quiz-answer]').forEach(e => { e.open = true; })")
        page.mouse.move(0, 0)
        seen[state] = violations(page)
        assert page.locator(f'[data-quiz-result="{state}"]').count() > 0
        page.get_by_role("button", name="Start over").click()
    page.get_by_label("Test:").check()
    respond(page, "six-answers", **wrong(next(item for item in kinds.items if item.id == "six-answers")))
    seen["test"] = violations(page)
    page.get_by_role("button", name="Submit").click()
    seen["finished"] = violations(page)
    assert seen == {state: [] for state in ("before", "right", "partly", "wrong", "test", "finished")}


def partly(item) -> dict:
    """Return a response that is partly right, where the item can be."""
    response = key(item)
    if item.kind == "true-false" and len(response) == 2:
        response["correction"] = [next(option.id for option in item.parts[1].options if not option.correct)]
    elif len(response) > 1:
        response |= {item.parts[0].id: wrong(item)[item.parts[0].id]}
    elif item.parts[0].several:
        response = {item.parts[0].id: item.parts[0].key[:1]}
    return response


@pytest.mark.parametrize("width", [1280, 360])
def test_opened_notes_break_no_rule(visit, address, width):
    page = visit(address, width=width)
    for path in ("", "side-by-side/?topic=scope", "roles/therapeutic/"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('article details').forEach(e => { e.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert (path, violations(page)) == (path, [])


@pytest.mark.parametrize("width", [1280, 360])
def test_the_open_search_and_menu_break_no_rule(visit, address, width):
    page = visit(address, width=width)
    for path in ("", "side-by-side/?show=shared", "roles/therapeutic/", "404.html"):
        page.goto(address + path)
        page.get_by_role("button", name="Search").click()
        page.keyboard.type("license")
        page.locator(".theme-results a").first.wait_for()
        assert (path, violations(page)) == (path, [])
        page.keyboard.press("Escape")
        if width == 360:
            page.get_by_role("button", name="Menu", exact=True).click()
            page.locator("#menu").get_by_text("Quizzes").wait_for()
            assert (path, violations(page)) == (path, [])


def test_the_page_of_three_roles_breaks_no_rule(visit, other_address):
    for path in ("", "side-by-side/", "quizzes/fields/", "roles/hedger/"):
        page = visit(other_address + path, width=360)
        assert (path, broken(page, EVERY)) == (path, [])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_page_that_is_opened_by_night_breaks_no_rule(visit, address, width):
    page = visit(address, width=width, dark=True)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert broken(page, EVERY) == []


def test_letters_that_are_too_pale_by_day_or_by_night_are_told(visit, other_address):
    page = visit(other_address)
    page.evaluate("""() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('h1 { color: #e8e8e8 !important } [data-md-color-scheme="slate"] h1 { color: #333 !important }');
        document.adoptedStyleSheets.push(sheet); }""")
    by_day, by_night = violations(page)
    assert by_day.startswith("color-contrast: ") and by_night.startswith("by night: color-contrast: ")
