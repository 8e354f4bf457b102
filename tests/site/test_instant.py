"""The site with Material's instant navigation turned on: pages are swapped, and every script still starts once a page."""

from __future__ import annotations

import pytest
from building import FEW, built
from support import THREE_ROLES, lay_project
from taking import check, choose, graded, listen, told


@pytest.fixture(scope="module")
def instant(tmp_path_factory, serve) -> str:
    project = lay_project(tmp_path_factory.mktemp("instant") / "project", data=THREE_ROLES)
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert "  features:\n" in text
    settings.write_text(text.replace("  features:\n", "  features:\n    - navigation.instant\n"), encoding="utf-8")
    # Instant navigation needs to know where the site lives, and takes its pages from the sitemap there.
    folder = built(project, SITE_URL="http://127.0.0.1/", **FEW)
    address = serve(folder)
    sitemap = folder / "sitemap.xml"
    sitemap.write_text(sitemap.read_text(encoding="utf-8").replace("http://127.0.0.1/", address), encoding="utf-8")
    return address


def follow(page, name: str) -> None:
    """Follow a link of the navigation and wait until its page stands there, swapped in and not loaded."""
    page.evaluate("window.same = true")
    # On a wide screen the navigation of other sections is folded away, so the click is a script's.
    page.locator(".theme-nav a", has_text=name).first.evaluate("$link => $link.click()")
    page.wait_for_function("name => document.querySelector('h1').textContent.startsWith(name)", arg=name)
    assert page.evaluate("window.same") is True


def test_a_quiz_works_on_a_page_that_was_swapped_in_and_after_going_back(visit, instant):
    page = visit(instant + "about/")
    listen(page)
    follow(page, "Every kind")
    page.locator("[data-quiz-check]").first.wait_for()
    first = page.locator("[data-quiz-item][data-quiz-kind=single]").first
    id = first.get_attribute("data-quiz-item")
    choose(page, id, first.locator("input[type=radio]").first.get_attribute("value"))
    assert check(page, id) != ""
    assert [answer["id"] for answer in graded(page)] == [id]
    # The status, the buttons and the results of a quiz stand there once, however often its page comes and goes.
    page.go_back()
    page.wait_for_function("document.querySelector('[data-quiz-item]') === null")
    page.go_forward()
    page.locator("[data-quiz-check]").first.wait_for()
    assert page.evaluate("window.same") is True
    count = page.locator("[data-quiz-item]").count()
    assert page.locator("[data-quiz-check]").count() == count and page.locator("[data-quiz-status]").count() == 1
    check(page, id)
    assert told(page, id).inner_text() != ""


def test_a_quiz_works_after_the_browser_went_back_to_it(visit, other_address):
    page = visit(other_address + "quizzes/kinds/")
    first = page.locator("[data-quiz-item][data-quiz-kind=single]").first
    id = first.get_attribute("data-quiz-item")
    choose(page, id, first.locator("input[type=radio]").first.get_attribute("value"))
    check(page, id)
    page.goto(other_address + "about/")
    page.go_back()
    page.locator("[data-quiz-check]").first.wait_for()
    choose(page, id, first.locator("input[type=radio]").first.get_attribute("value"))
    assert check(page, id) != "" and page.locator("[data-quiz-check]").count() == page.locator("[data-quiz-item]").count()


def test_receipts_are_made_and_read_on_pages_that_were_swapped_in(visit, instant):
    page = visit(instant + "about/")
    follow(page, "Every kind")
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Ann")
    text = page.locator("[data-receipt-text]").text_content()
    follow(page, "Results from receipts")
    page.get_by_label("Paste receipts").fill(text)
    page.get_by_role("button", name="Read what was pasted").click()
    page.locator(".results-set").wait_for()
    assert page.locator(".results-set [data-results-name]").all_inner_texts() == ["Ann"]
    # The texts of the questions came from the right place.
    assert page.locator(".results-set [data-results-question] a").count() == text.count(" unanswered ") > 5
    assert not page.locator("[data-results-problems]").is_visible()
