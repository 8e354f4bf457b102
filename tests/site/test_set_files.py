"""The files of a set that the page for instructors puts together in a browser."""

from __future__ import annotations

import json

import pytest
from accessible import violations
from assigning import assigning, link_of, listed, put
from comparison import outputs, sets
from comparison.exporters import TEXT_FORMATS
from comparison.messages import messages
from support import ROOT, THREE_ROLES


@pytest.fixture(scope="module", params=["address", "other_address"])
def place(request):
    """The address of a site, and its project."""
    return request.getfixturevalue(request.param), outputs.read_project(ROOT if request.param == "address" else THREE_ROLES)


def ready(page):
    page.wait_for_function("document.querySelector('[data-assign-holds]').textContent !== ''")


def taken(page, name: str) -> tuple[str, bytes]:
    """Return the name of the file that the button of a format gives, and what it holds."""
    with page.expect_download() as download:
        page.locator(f'[data-assign-take="{name}"]').click()
    with download.value.path().open("rb") as file:
        return download.value.suggested_filename, file.read()


def test_a_file_of_a_set_has_the_bytes_of_the_export_of_its_link(visit, place):
    address, project = place
    page = assigning(visit, address)
    put(page, "count", 14)
    page.get_by_role("button", name="Down question 1", exact=True).click()
    page.get_by_label("Mix the answers").uncheck()
    link = link_of(page)
    name = sets.name_of(link.partition("#")[2])
    assert [item.id for item in sets.named(link.partition("#")[2], project.items)] == listed(page)
    assert page.locator("[data-assign-take]").evaluate_all("list => list.map((e) => e.dataset.assignTake)") == [
        exporter.name for exporter in TEXT_FORMATS]
    for exporter in TEXT_FORMATS:
        file, data = taken(page, exporter.name)
        assert file == f"set-{name}.{exporter.suffix}"
        assert data == outputs.export(project, exporter.name, link)
        told = f"Saved: {file}."
        assert (page.locator(f'[data-assign-taken="{exporter.name}"]').inner_text(), page.locator("[data-assign-status]").inner_text()) == (
            told, told)


def test_a_set_that_changed_gives_the_file_of_what_it_is_now(visit, place):
    address, project = place
    page = assigning(visit, address)
    put(page, "count", 3)
    before = taken(page, "csv")
    page.get_by_role("button", name="Swap question 2").click()
    assert page.locator('[data-assign-taken="csv"]').inner_text() == ""
    after = taken(page, "csv")
    assert before[0] != after[0] and before[1] != after[1] == outputs.export(project, "csv", link_of(page))


def test_pieces_are_fetched_when_a_file_is_asked_for_and_only_by_the_page_that_assigns(visit, address):
    page = assigning(visit, address)
    ready(page)
    put(page, "count", 4)
    assert [request for request in page.requests if "/quizzes/items/" in request] == []
    taken(page, "csv")
    assert sorted(request.rpartition("/")[2] for request in page.requests if "/quizzes/items/" in request) == sorted(
        f"{id}.json" for id in listed(page))
    assert [request for request in page.requests if not request.startswith((address, "blob:"))] == []
    link = link_of(page)
    visitor = visit(link)
    visitor.wait_for_selector("[data-quiz-item]")
    quiz = visit(address + "quizzes/self-check/")
    quiz.wait_for_load_state("networkidle")
    assert [request for other in (visitor, quiz) for request in other.requests if "files." in request or request.endswith(".json") and (
        "/items/" in request)] == []


def test_what_a_format_leaves_out_of_a_set_is_counted(visit, address):
    page = visit(address)
    index = json.loads(page.request.get(address + "assets/quiz/files.json").text())
    page = assigning(visit, address)
    put(page, "count", 5)
    ready(page)
    a, b, *_ = ids = listed(page)
    first, second = list(index)[:2]
    index[first]["without"], index[second]["without"] = [a, b], ids
    page.route("**/assets/quiz/files.json", lambda route: route.fulfill(json=index))
    page.reload()
    ready(page)
    assert page.locator(f'[data-assign-holds="{first}"]').inner_text() == (
        "3 of 5 questions. Left out, because this format does not take their kind: 2.")
    assert page.locator(f'[data-assign-take="{first}"]').is_enabled()
    assert page.locator(f'[data-assign-holds="{second}"]').inner_text() == "None of these questions can be told in this format."
    assert page.locator(f'[data-assign-take="{second}"]').is_disabled()
    # Other questions, another count.
    page.get_by_role("button", name="Remove question 1", exact=True).click()
    assert page.locator(f'[data-assign-holds="{first}"]').inner_text() == (
        "3 of 4 questions. Left out, because this format does not take their kind: 1.")
    page.get_by_role("button", name="Remove question 1", exact=True).click()
    assert page.locator(f'[data-assign-holds="{first}"]').inner_text() == "All 3 questions."
    put(page, "count", 1)


def test_the_count_of_a_format_is_that_of_its_file(visit, place):
    address, project = place
    page = assigning(visit, address)
    put(page, "count", 40)
    ready(page)
    by_id = {item.id: item for item in project.items}
    for exporter in TEXT_FORMATS:
        held = sum(bool(exporter.piece(question)) for question in outputs.exchange.questions(map(by_id.get, listed(page)), project))
        told = page.locator(f'[data-assign-holds="{exporter.name}"]').inner_text()
        count = len(listed(page))
        assert told.startswith(f"{held} of {count} questions. " if held < count else f"All {count} questions.")


def test_each_format_says_what_to_do_with_it_and_what_it_has_no_room_for(visit, address):
    page, say = assigning(visit, address), messages()
    for exporter in TEXT_FORMATS:
        row = page.locator(".assign-formats > li", has=page.locator(f'[data-assign-take="{exporter.name}"]'))
        row.locator("summary").click()
        assert row.locator("details li").all_inner_texts() == [say(f"export.loss.{loss}") for loss in exporter.losses]
        for system, steps in say.group(f"export.format.{exporter.name}.steps").items():
            assert f"{say(f'export.system.{system}')}: {steps.strip()}" in row.inner_text()


def test_a_file_that_cannot_be_put_together_is_told_and_can_be_had_later(visit, address):
    page = assigning(visit, address)
    ready(page)
    page.route("**/quizzes/items/*.json", lambda route: route.abort())
    page.locator('[data-assign-take="csv"]').click()
    page.get_by_text("The file could not be put together. Check the connection and try again.").last.wait_for()
    page.unroute("**/quizzes/items/*.json")
    page.errors.clear()
    assert taken(page, "csv")[1] == outputs.export(outputs.read_project(ROOT), "csv", link_of(page))


def test_a_set_can_be_handed_out_where_the_formats_cannot_be_had(visit, address):
    page = visit(address)
    page.route("**/assets/quiz/files.json", lambda route: route.abort())
    page.goto(address + "quizzes/assign/")
    page.wait_for_selector("[data-assign-item]")
    assert "#" in link_of(page) and len(listed(page)) == 10
    page.locator('[data-assign-take="csv"]').click()
    page.get_by_text("The file could not be put together.").last.wait_for()
    page.errors.clear()


def test_the_keyboard_takes_a_file_and_keeps_its_place(visit, address):
    page = assigning(visit, address)
    page.locator("[data-assign-take]").first.focus()
    with page.expect_download():
        page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[data-assign-taken]').textContent !== ''")
    assert page.locator(":focus").get_attribute("data-assign-take") == TEXT_FORMATS[0].name
    assert page.locator("[data-assign-status]").get_attribute("role") == "status"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_files_break_no_rule_in_any_state(visit, address, width):
    page = assigning(visit, address, width=width)
    ready(page)
    taken(page, TEXT_FORMATS[0].name)
    page.evaluate("document.querySelectorAll('.assign-formats details').forEach((e) => { e.open = true; })")
    page.locator("[data-assign-take]").last.evaluate("(e) => { e.disabled = true; }")
    page.mouse.move(0, 0)
    assert violations(page, exclude=[".md-search"]) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("fixture", ["site", "other_site"])
def test_the_search_index_holds_nothing_of_the_files(request, fixture):
    index = (request.getfixturevalue(fixture) / "search" / "search_index.json").read_text(encoding="utf-8")
    assert [place for place, _, _ in json.loads(index)["docs"] if "items/" in place] == []
    assert [word for word in ("NewQuestion", "\\tincorrect", "data-assign", messages()("assign.lms-how")) if word in index] == []
