"""The pages that show a part by choice: which of them fits, and practice by place."""

from __future__ import annotations

import pytest
from comparison import outputs
from support import ROOT, having, html, text_of

PAGES = {"fits/": ("for", "headaches"), "context/in-practice/": ("place", "Ontario")}


def shown(page) -> list[str]:
    return page.eval_on_selector_all("[data-cmp-choice]", "all => all.filter(e => e.offsetParent).map(e => e.dataset.cmpChoice)")


@pytest.mark.parametrize("path", PAGES)
def test_a_choice_shows_its_part_and_lives_in_the_address(visit, address, path):
    name, value = PAGES[path]
    page = visit(address + path)
    every = shown(page)
    assert len(every) > 10
    page.locator(f"select[name={name}]").select_option(value)
    assert page.url.endswith(f"?{name}={value}")
    assert set(shown(page)) == {value} and len(shown(page)) == every.count(value)
    assert f"{every.count(value)} of {len(every)}" in page.get_by_role("status").inner_text()
    # No heading stays without an entry under it.
    for group in page.locator("[data-cmp-group] >> visible=true").all():
        assert group.locator("[data-cmp-choice] >> visible=true").count() > 0
    assert set(shown(visit(page.url))) == {value}
    page.locator(f"select[name={name}]").select_option("")
    assert shown(page) == every and "?" not in page.url


@pytest.mark.parametrize("path", PAGES)
def test_a_choice_is_made_by_keyboard(visit, address, path):
    page = visit(address + path)
    page.locator("article select").focus()
    page.keyboard.press("ArrowDown")
    assert len(set(shown(page))) == 1 and "?" in page.url


@pytest.mark.parametrize("path", PAGES)
def test_an_unknown_choice_shows_everything_and_a_link_to_a_hidden_part_shows_it(visit, address, path):
    name, value = PAGES[path]
    page = visit(address + path)
    every = shown(page)
    assert shown(visit(f"{address}{path}?{name}=%3Cb%3E")) == every
    hidden = page.eval_on_selector_all("[data-cmp-choice]", "all => all.at(-1).id")
    assert shown(visit(f"{address}{path}?{name}={value}#{hidden}")) == every


@pytest.mark.parametrize("path", PAGES)
def test_without_scripts_everything_shows_and_no_dead_control(visit, address, path):
    page = visit(address + path, scripts=False)
    assert page.locator("[data-cmp-choice] >> visible=true").count() == page.locator("[data-cmp-choice]").count() > 10
    assert page.locator("article :is(select, button) >> visible=true").count() == 0


def test_what_people_come_for_shows_the_caution_first_then_the_article_then_context(site):
    comparison = outputs.read_project(ROOT).comparison
    tree = html((site / "fits" / "index.html").read_text(encoding="utf-8"))
    wanted = [fact for fact in comparison.facts if comparison.aspect(fact.aspect).need]
    parts = having(tree, "data-cmp-choice")
    assert [part.get("data-cmp-choice") for part in parts] == [fact.id for fact in wanted]
    for part, fact in zip(parts, wanted):
        claims = [claim for claim in comparison.claims_of(fact) if claim.cautions]
        notes = [note.id for note in comparison.notes_on(claims)]
        order = [element.get("data-context") or element.get("data-role") for element in part.iter()
                 if element.get("data-context") or element.get("data-role")]
        safety = [id for id in notes if id in {note.id for note in comparison.safety}]
        others = [id for id in notes if id not in safety]
        assert order == [*safety, *(role.id for role in comparison.roles), *others]
        lines = [text_of(element) for element in having(part, "data-role")]
        for line, role in zip(lines, comparison.roles):
            silent = fact.stances[role.id] == "not mentioned"
            assert ("Being silent is not saying no." in line) == silent and "The article" in line
