"""The side-by-side table, the figure and the downloads, on the page and in a browser."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from comparison import drawing, outputs
from comparison import figure as figure_module
from comparison.model import Comparison
from lxml import etree
from support import ROOT, THREE_ROLES, having, html, text_of

WORDS = {"stated": "Stated", "denied": "Denied", "not mentioned": "Not mentioned"}


@pytest.fixture(scope="module", params=[("site", ROOT), ("other_site", THREE_ROLES)], ids=["shipped", "three-roles"])
def both(request):
    """The table's page as a tree, and the comparison it shows."""
    name, root = request.param
    place = request.getfixturevalue(name) / "side-by-side" / "index.html"
    return html(place.read_text(encoding="utf-8")), outputs.read_project(root).comparison


def grid(table):
    """Return the table's cells by row and column, spans filled in, as HTML's table model lays them out."""
    rows = []
    for row in table.iter("tr"):
        cells = []
        for cell in row:
            cells += [cell] * int(cell.get("colspan", 1))
        rows.append(cells)
    return rows


def test_every_data_cell_resolves_to_one_row_and_one_column_header(both):
    tree, comparison = both
    table = next(tree.iter("table"))
    rows = grid(table)
    head, columns = rows[0], len(comparison.roles) + 1
    assert [cell.get("scope") for cell in head] == ["col"] * columns
    data = 0
    for row in rows[1:]:
        assert len(row) == columns
        headers = [cell for cell in row if cell.tag == "th"]
        if headers[0].get("scope") == "rowgroup":
            assert len({id(cell) for cell in row}) == 1
            continue
        assert [cell.get("scope") for cell in headers] == ["row"] and row[0] is headers[0]
        assert [cell.tag for cell in row[1:]] == ["td"] * (columns - 1)
        data += columns - 1
    assert data == len(comparison.facts) * len(comparison.roles)


def test_the_table_says_of_each_role_what_the_source_says(both):
    tree, comparison = both
    for fact in comparison.facts:
        row = next(element for element in having(tree, "id", f"fact-{fact.id}"))
        cells = [cell for cell in row if cell.tag == "td"]
        assert [cell.get("data-role") for cell in cells] == [role.id for role in comparison.roles]
        for cell, role in zip(cells, comparison.roles):
            stance = next(e for e in cell.iter("span") if "cmp-stance" in e.get("class", ""))
            assert text_of(stance)[1:] == WORDS[fact.stances[role.id]]
            assert having(stance, "aria-hidden", "true") != []


def test_rows_are_grouped_by_aspect_in_the_author_s_order_under_a_caption(both):
    tree, comparison = both
    table = next(tree.iter("table"))
    assert text_of(next(table.iter("caption")))
    groups = list(table.iter("tbody"))
    assert [group.get("data-cmp-aspect") for group in groups] == [aspect.id for aspect in comparison.aspects]
    for group, aspect in zip(groups, comparison.aspects):
        assert text_of(group[0]) == aspect.name
        assert [row.get("id") for row in group][1:] == [f"fact-{fact.id}" for fact in comparison.facts_of(aspect)]


def svg_of(tree):
    return next(next(tree.iter("figure")).iter("svg"))


def marks_of(figure) -> dict[str, str]:
    """Return the class that says of whom it is, for each mark of the figure, by its fact."""
    return {e.get("data-fact"): e.get("class").split()[-1] for e in having(figure, "data-fact")}


def wanted_marks(comparison) -> dict[str, str]:
    stated = {fact.id: fact.roles("stated") for fact in comparison.facts}
    return {id: "cmp-mark-shared" if len(roles) > 1 else f"cmp-role-{[role.id for role in comparison.roles].index(roles[0]) + 1}"
            for id, roles in stated.items() if roles}


def test_the_figure_counts_what_the_data_says(both):
    tree, comparison = both
    figure = svg_of(tree)
    wanted = wanted_marks(comparison)
    assert marks_of(figure) == wanted
    told = text_of(next(figure.iter("desc")))
    for index, role in enumerate(comparison.roles):
        assert f"Only {role.short}: {list(wanted.values()).count(f'cmp-role-{index + 1}')}." in told
    assert figure.get("role") == "img" and set(figure.get("aria-labelledby").split()) <= {e.get("id") for e in having(tree, "id")}


def spots(figure) -> list[tuple[float, float, float]]:
    """Return the middle of each mark, and half of the room it takes."""
    found = []
    for element in having(figure, "data-fact"):
        if element.get("cx"):
            half = float(element.get("r")) + float(element.get("stroke-width", 2.4)) / 2
            found.append((float(element.get("cx")), float(element.get("cy")), half))
        else:
            x, y = map(float, re.findall(r"-?[\d.]+", element.get("transform")))
            found.append((x, y, max(abs(float(number)) for number in re.findall(r"-?[\d.]+", element.get("d").partition("a")[0]))))
    return found


def test_no_two_marks_of_the_figure_touch_and_none_leaves_it(both, made):
    for figure in (svg_of(both[0]), slide_of(made[1])):
        _, _, width, height = map(float, figure.get("viewBox").split())
        marks = spots(figure)
        assert marks != []
        assert [mark for mark in marks if not (mark[2] <= mark[0] <= width - mark[2] and mark[2] <= mark[1] <= height - mark[2])] == []
        assert [(a, b) for i, a in enumerate(marks) for b in marks[:i]
                if max(abs(a[0] - b[0]), abs(a[1] - b[1])) < a[2] + b[2]] == []


def slide_of(outputs_):
    text = next(output.text for output in outputs_ if output.uri == "downloads/figure.svg")
    return next(html(f"<!doctype html><title>x</title>{text}").iter("svg"))


def test_the_figure_for_slides_shows_the_same_and_says_whose_words_it_counts(made):
    project, outputs_ = made
    text = next(output.text for output in outputs_ if output.uri == "downloads/figure.svg")
    figure, comparison = slide_of(outputs_), project.comparison
    etree.fromstring(text.encode())
    assert marks_of(figure) == wanted_marks(comparison)
    words = " ".join(text_of(e) for e in figure.iter("text"))
    assert f"According to the article “{comparison.article.title}”" in words and "Each mark is one fact." in words
    assert comparison.title in words and all(aspect.name in words for aspect in comparison.aspects)
    assert figure.find("title") is not None and "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_the_figure_can_be_told_without_its_colors(made):
    """A shape of its own for each role, and an open ring for what they share: it is as good in black and white."""
    figure = slide_of(made[1])
    shapes = {(e.get("class").split()[-1], e.get("d", "ring")) for e in [*having(figure, "class")] if "cmp-mark" in e.get("class")}
    assert len({role for role, _ in shapes}) == len({shape for _, shape in shapes}) == len(shapes) == len(made[0].comparison.roles) + 1


def test_the_picture_for_slides_is_wide_enough_for_any_screen_and_the_same_each_time(made):
    project, outputs_ = made
    data = next(output.data for output in outputs_ if output.uri == "downloads/figure.png")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(data[place:place + 4], "big") for place in (16, 20))
    assert width == 1920 and 1080 <= height <= 1200
    drawing._png.cache_clear()
    assert [output.data for output in drawing.drawings(project)][1] == data
    assert len(data) < 200_000


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_words_of_the_figure_keep_to_their_columns_however_long_they_are(count):
    """Letters are taken to be as wide as those of a broad font."""
    project = outputs.read_project(ROOT)
    kinds = tuple(project.comparison.roles[0].model_copy(update={"id": f"role-{n}", "short": "Elektroenzephalographie" if n else "B"})
                  for n in range(count))
    facts = tuple(fact.model_copy(update={"stances": {role.id: "stated" if n == place % count else "not mentioned" for n, role in enumerate(kinds)}})
                  for place, fact in enumerate(project.comparison.facts))
    aspects = tuple(aspect.model_copy(update={"name": f"{aspect.name} {'a long name ' * 9}"}) for aspect in project.comparison.aspects)
    made_up = project.comparison.model_copy(update={"roles": kinds, "facts": facts, "aspects": aspects})
    for layout in (figure_module.PAGE, figure_module.SLIDE):
        drawn = figure_module.figure(made_up, project.say, layout)
        assert len(drawn.columns) == count + 1
        for column in drawn.columns:
            assert max(map(len, column.words)) * drawn.heading * figure_module.LETTER <= column.width
            assert column.x + column.width <= layout.width
        for band in drawn.bands:
            assert len(band.lines) > 1
            for text, x, _ in band.lines:
                assert x + len(text) * layout.label * figure_module.LETTER <= (layout.margin + layout.side if layout.side else layout.width)


def test_the_json_download_reads_back_to_the_same_comparison(made):
    project, outputs_ = made
    text = next(output.text for output in outputs_ if output.uri == "downloads/comparison.json")
    assert Comparison.model_validate(json.loads(text)) == project.comparison


def test_the_csv_download_reads_back_to_the_same_table(made):
    project, outputs_ = made
    data = next(output.data for output in outputs_ if output.uri.endswith(".csv"))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    comparison = project.comparison
    assert [row["fact"] for row in rows] == [fact.id for fact in comparison.facts]
    for row, fact in zip(rows, comparison.facts):
        assert {role.id: row[role.id] for role in comparison.roles} == fact.stances
        assert (row["aspect"], row["label"], row["phrase"], tuple(row["claims"].split())) == (
            fact.aspect, fact.label, fact.phrase, tuple(c.id for c in comparison.claims_of(fact)))
        assert set(row["claims"].split()) == set(fact.claims)


def rows_shown(page) -> list[str]:
    return page.eval_on_selector_all("tr[data-cmp-kind]", "rows => rows.filter(r => r.offsetParent).map(r => r.id)")


@pytest.fixture(scope="module")
def comparison():
    return outputs.read_project(ROOT).comparison


def test_the_filters_show_differences_what_is_shared_and_one_topic(visit, address, comparison):
    page = visit(address + "side-by-side/")
    every = [f"fact-{fact.id}" for fact in comparison.facts]
    shared = [f"fact-{fact.id}" for fact in comparison.facts if len(fact.roles("stated")) == len(comparison.roles)]
    differing = [f"fact-{fact.id}" for fact in comparison.facts if len(set(fact.stances.values())) > 1]
    assert shared and differing and rows_shown(page) == every
    page.get_by_label("What they share").check()
    assert rows_shown(page) == shared
    assert page.url.endswith("side-by-side/?show=shared")
    page.get_by_label("Only differences").check()
    assert rows_shown(page) == differing
    page.locator("select[name=topic]").select_option("settings")
    assert rows_shown(page) == [f"fact-{f.id}" for f in comparison.facts if f.aspect == "settings"]
    assert page.url.endswith("?show=differences&topic=settings")
    assert "7 of 45" in page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_function("!location.search")
    assert rows_shown(page) == every


def test_filters_in_the_address_are_taken_up_and_unknown_ones_ignored(visit, address, comparison):
    page = visit(address + "side-by-side/?show=shared&topic=effects&other=kept")
    assert rows_shown(page) == ["fact-circulation"]
    assert page.get_by_label("What they share").is_checked()
    page.get_by_label("All rows").check()
    assert "other=kept" in page.url and "topic=effects" in page.url and "show=" not in page.url
    page = visit(address + "side-by-side/?show=nonsense&topic=%3Cscript%3E")
    assert len(rows_shown(page)) == len(comparison.facts)


def test_a_link_to_a_row_that_filters_hide_shows_it(visit, address):
    page = visit(address + "side-by-side/?show=shared#fact-spas")
    assert "fact-spas" in rows_shown(page)
    assert page.locator("#fact-spas").bounding_box()["y"] < 800


def test_no_row_to_show_is_said_in_words(visit, address):
    page = visit(address + "side-by-side/?show=shared&topic=settings")
    assert rows_shown(page) == []
    assert "No row fits" in page.get_by_role("status").inner_text()


def test_the_filters_work_by_keyboard(visit, address):
    page = visit(address + "side-by-side/")
    page.locator(".cmp-filters input").first.focus()
    page.keyboard.press("ArrowRight")
    assert "show=differences" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "topic"
    page.keyboard.press("ArrowDown")
    assert "topic=scope" in page.url
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("!location.search")


def test_without_scripts_the_whole_table_shows_and_no_dead_control(visit, address, comparison):
    page = visit(address + "side-by-side/", scripts=False)
    assert page.locator("tr[data-cmp-kind]").count() == len(comparison.facts)
    assert page.locator("tr[data-cmp-kind] >> visible=true").count() == len(comparison.facts)
    assert page.locator("article :is(input, select, button) >> visible=true").count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_marker_opens_its_notes_in_place_by_keyboard(visit, address, scripts):
    page = visit(address + "side-by-side/", scripts=scripts)
    marker = page.locator("#fact-license .cmp-marker").first
    assert not marker.locator("p").first.is_visible()
    marker.locator("summary").focus()
    page.keyboard.press("Enter")
    assert marker.locator("p").first.is_visible() and "45 states" in marker.inner_text()
    page.keyboard.press("Enter")
    assert not marker.locator("p").first.is_visible()


def test_every_row_has_a_permalink_that_leads_to_it(visit, address, comparison):
    page = visit(address + "side-by-side/")
    for fact in comparison.facts[::9]:
        page.locator(f"#fact-{fact.id} .cmp-permalink").click()
        assert page.url.endswith(f"#fact-{fact.id}")
        head = page.locator(".cmp-table thead th").first.bounding_box()
        assert page.locator(f"#fact-{fact.id}").bounding_box()["y"] >= head["y"] + head["height"] - 1


def test_the_column_heads_stay_in_sight_while_scrolling(visit, address):
    page = visit(address + "side-by-side/")
    page.locator("#fact-worthwhile").scroll_into_view_if_needed()
    box = page.locator(".cmp-table thead th").nth(1).bounding_box()
    assert 0 <= box["y"] < 200
    top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('th') !== null", [box["x"] + 20, box["y"] + 20])
    assert top


def test_on_a_phone_rows_are_cards_that_keep_their_table_roles(visit, address):
    page = visit(address + "side-by-side/", width=320)
    row = page.locator("#fact-spas")
    cells = row.locator("td")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert second["y"] >= first["y"] + first["height"] - 1
    assert cells.nth(0).locator(".cmp-cell-role").is_visible()
    table = page.get_by_role("table")
    assert table.count() == 1
    assert row.get_by_role("rowheader").count() == 1 and row.get_by_role("cell").count() == 2
    assert page.get_by_role("columnheader", name="Relaxation").count() == 1


def test_on_paper_the_table_is_whole_and_nothing_around_it(visit, address, comparison):
    page = visit(address + "side-by-side/")
    page.emulate_media(media="print")
    assert not page.locator(".cmp-filters").is_visible()
    assert not page.locator(".md-header").is_visible()
    assert page.locator("tr[data-cmp-kind] >> visible=true").count() == len(comparison.facts)
