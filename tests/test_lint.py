"""The item rules: for each an item that breaks it and one that keeps it."""

from __future__ import annotations

import dataclasses

import pytest
from comparison import lint
from comparison.items import ALL, NONE, Item, Option, Part
from comparison.messages import messages

SAY = messages()
REASON = "The leaflet says so in its second paragraph."


def option(id: str, text: str = "", correct: bool = False, **more) -> Option:
    return Option(id, text or f"Option named {id}", correct, more.pop("rationale", REASON), ("f",), **more)


def item(*options: Option, stem: str = "According to the article, which of them works?", several: bool = False, **more) -> Item:
    options = options or (option("a", correct=True), option("b"), option("c"))
    return Item(more.pop("id", "one"), "single", stem, (Part("answer", "", options, several),), ("f",), **more)


GOOD = item()
SOURCED = {"place": "Lower Valley", "as_of": "May 2026", "source": "The Lower Valley Leaflet"}


def with_reason(text: str) -> Item:
    return item(option("a", correct=True, rationale=text), option("b"))


# Rule, an item that breaks it, one that only just keeps it.
CASES = {
    "k1_key: no key": (item(option("a"), option("b")), GOOD),
    "k1_key: two keys": (item(option("a", correct=True), option("b", correct=True)), GOOD),
    "k1_key: several, no key": (item(option("a"), option("b"), several=True),
                                item(option("a", correct=True), option("b"), several=True)),
    "k1_key: several, all keys": (item(option("a", correct=True), option("b", correct=True), several=True),
                                  item(option("a", correct=True), option("b", correct=True), option("c"), several=True)),
    "k2_distinct: but for case and signs": (item(option("a", "In *spas*.", True), option("b", "in  Spas")),
                                            item(option("a", "In spas", True), option("b", "In spa"))),
    "k3_no_combined_option: all": (item(option("a", "All of the above", True), option("b")),
                                   item(option("a", "All of them", True), option("b"))),
    "k3_no_combined_option: both": (item(option("a", "Both of the answers", True), option("b")),
                                    item(option("a", "Both", True), option("b"))),
    "k3_no_combined_option: letters": (item(option("a", "A and C", True), option("b")),
                                       item(option("a", "Vitamins A and D", True), option("b"))),
    "k3_no_combined_option: letters with words": (item(option("a", "Both (B) and (C)", True), option("b")),
                                                  item(option("a", "Acts and Cures", True), option("b"))),
    "k5_rationales: five words": (with_reason("It is said right there."), with_reason("It is said right there, twice.")),
    "k6_no_order: letter": (with_reason("Here option B is the one that is meant."),
                            with_reason("Here the option to stay is the one meant.")),
    "k6_no_order: place": (item(stem="According to the article, why is the first option wrong?"),
                           item(stem="According to the article, what do they do first?")),
    "k9_plain_text: tag": (item(stem="According to the article, <b>which</b> of them works?"),
                           item(stem="According to the article, which has a < b and c > d?")),
    "k9_plain_text: image": (item(option("a", "![x](https://example.org/x.png)", True), option("b")),
                             item(option("a", "Stop! [really]", True), option("b"))),
    "k10_sourced: no source": (item(stem="A guest asks. What do you say?", place="Lower Valley", as_of="May 2026"),
                               item(stem="A guest asks. What do you say?", **SOURCED)),
    "k10_sourced: no place or date": (item(stem="A guest asks. What do you say?", source="Leaflet"),
                                      item(stem="According to the article, what do you say?")),
    "k13_fixed_last: not last": (item(option(ALL, fixed=True), option(NONE, fixed=True), option("a", correct=True)),
                                 item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k13_fixed_last: not fixed": (item(option("a", correct=True), option(ALL), option(NONE)),
                                  item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k13_fixed_last: wrong order": (item(option("a", correct=True), option(NONE, fixed=True), option(ALL, fixed=True)),
                                    item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k14_stem: four words": (item(stem="Which of them works?"), item(stem="Which of them works here?")),
    "k14_stem: asks nothing": (item(stem="According to the article they work."),
                               item(stem="According to the article they work in ...")),
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(name):
    rule = getattr(lint, name.partition(":")[0])
    bad, good = CASES[name]
    id = name.partition("_")[0].upper()
    found = list(rule(bad, SAY))
    assert [finding.rule for finding in found] == [id] and found[0].item is bad and "'one'" in found[0].text
    assert list(rule(good, SAY)) == []
    assert id in {finding.rule for finding in lint.lint(bad, SAY, is_written=True)}


def test_every_rule_has_a_case():
    rules = {rule.__name__ for rule in (*lint.RULES, *lint.WRITTEN_RULES)}
    assert rules == {name.partition(":")[0] for name in CASES}


def test_the_same_question_twice_is_found_whatever_the_order_and_case_of_options():
    again = item(*reversed(GOOD.parts[0].options), id="two", stem=GOOD.stem.upper())
    other = item(option("a", "Something else", True), option("b"), id="three")
    assert [(finding.rule, finding.item.id) for finding in lint.lint_bank([GOOD, again, other])] == [("K7", "two")]


def test_an_id_used_twice_is_found():
    twin = dataclasses.replace(item(stem="According to the article, which of them rests?"), id="one")
    assert [(finding.rule, finding.item) for finding in lint.lint_bank([GOOD, twin])] == [("K8", twin)]


def test_a_fact_may_speak_of_a_first_choice():
    # A derived item shows the fact's own words; they say nothing of the options' order.
    assert lint.lint(with_reason("The article says that the balm is the first choice for burns."), SAY) == []
