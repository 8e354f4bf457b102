"""The proof of the keys, of small made-up comparisons: each slip that deriving code could make, and the sentence that tells of it."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import pytest
from comparison.bank import derive
from comparison.items import Item, Option
from comparison.messages import messages
from comparison.model import Comparison
from comparison.proof import unproved
from comparison.source import read
from support import RIGHT_TO_LEFT, SPANISH, THREE_ROLES

SOURCES = Path(__file__).parent / "sources"
KITES = read(SOURCES / "good" / "tiny-notes.yml", SOURCES).data
FIELDS, COMETAS, HEBREW = (read(root / "docs" / "comparison.yml", root).data for root in (THREE_ROLES, SPANISH, RIGHT_TO_LEFT))
EVERY = {"kites": KITES, "fields": FIELDS, "spanish": COMETAS, "hebrew": HEBREW}
NOT_HELD = "item '{}' shows something that the data does not hold: {}"


def bank(data: dict) -> dict[str, Item]:
    language = data.get("language", "en")
    # There are no Hebrew messages; those words of the interface that the proof reads are told apart by their signs.
    return {item.id: item for item in derive(Comparison.model_validate(data), messages("es" if language == "es" else "en"))}


def kite(name: str, /, **changes) -> Item:
    return replace(bank(KITES)[name], **changes)


def with_options(item: Item, *options: Option, part: int = 0) -> Item:
    parts = list(item.parts)
    parts[part] = replace(parts[part], options=options)
    return replace(item, parts=tuple(parts))


def reworded(item: Item, id: str, text: str) -> Item:
    """Return an item one of whose options reads otherwise."""
    return with_options(item, *(replace(option, text=text) if option.id == id else option for option in item.parts[0].options))


@pytest.mark.parametrize("name", EVERY)
def test_what_is_derived_is_proved_and_each_flipped_key_is_told_of(name):
    data = EVERY[name]
    for item in bank(data).values():
        assert unproved(data, item) == []
        for at, part in enumerate(item.parts):
            for place, option in enumerate(part.options):
                flipped = replace(option, correct=not option.correct)
                other = with_options(item, *part.options[:place], flipped, *part.options[place + 1:], part=at)
                assert unproved(data, other) == [
                    f"item '{item.id}': option '{option.id}' of '{part.id}' is keyed {flipped.correct}, but the data makes it {option.correct}"]


def test_every_option_that_is_keyed_wrongly_is_told_of():
    item = kite("which-glue")
    first, second, *rest = item.parts[0].options
    turned = with_options(item, replace(first, correct=False), replace(second, correct=True), *rest)
    assert len(unproved(KITES, turned)) == 2


# An item as a slip would leave it, and what the proof says.
SLIPS = {
    "a kind that has no proof": (lambda: kite("which-glue", kind="single"), "'single'"),
    "a stem that asks for what is said, of a denial": (
        lambda: kite("denied-glue", stem=kite("which-glue").stem), "its stem does not ask about its fact"),
    "a stem that asks for a denial, of what is said": (
        lambda: kite("which-glue", stem=kite("denied-glue").stem), "its stem does not ask about its fact"),
    "a stem in small letters of what is denied": (
        lambda: kite("denied-glue", stem=kite("denied-glue").stem.replace("NOT", "not")), "its stem does not ask about its fact"),
    "a stem of another fact": (lambda: kite("which-glue", stem=kite("which-string").stem), "its stem does not ask about its fact"),
    "a stem of other people": (
        lambda: kite("which-glue", stem="According to the article, which bird people use glue?"), "its stem does not ask about its fact"),
    "an id of no fact": (lambda: kite("which-glue", id="which-paper"), "nothing of that name"),
    "an option that is nobody": (lambda: reworded(kite("which-glue"), "builder", "Bird builders"), "option 'builder' names no role"),
    "an option in odd capitals": (lambda: reworded(kite("which-glue"), "builder", "kIte builders"), "option 'builder' names no role"),
    "a row of another fact": (
        lambda: replace(kite("classify-tools"), parts=(replace(kite("classify-tools").parts[0], id="string"),)), "row 'string' does not show its fact"),
    "a row of no fact": (
        lambda: replace(kite("classify-tools"), parts=(replace(kite("classify-tools").parts[0], id="paper"),)), "nothing of that name"),
    "a list asked of another role": (lambda: kite("select-tools-builder", stem=kite("select-tools-flier").stem), "nothing of that name"),
    "a list under another role's id": (lambda: kite("select-tools-builder", id="select-tools-flier"), "nothing of that name"),
    "a list under another topic's id": (lambda: kite("select-tools-builder", id="select-nowhere-builder"), "nothing of that name"),
    "an option of a list that reads otherwise": (lambda: reworded(kite("select-tools-builder"), "glue", "String"), "nothing of that name"),
    "a statement with another's words": (
        lambda: reworded(kite("spot-glue-flier"), "glue-flier", "Kite fliers hold string."), "nothing of that name"),
    "a statement of another role": (lambda: reworded(kite("spot-glue-flier"), "glue-flier", "Kite builders use glue."), "nothing of that name"),
    "a judgment under another fact's id": (lambda: kite("true-glue", id="true-string"), "its stem does not ask about its fact"),
    "a judgment of more than the fact": (
        lambda: kite("true-glue", stem=kite("true-glue").stem.replace("glue.”", "glue and nails.”")), "its stem does not ask about its fact"),
    "a judgment of nobody": (lambda: kite("true-glue", stem=kite("true-glue").stem.replace("Kite builders", "They")), "nothing of that name"),
    "a judgment of no fact": (lambda: kite("true-glue", id="true-paper"), "nothing of that name"),
    "a term by another meaning": (
        lambda: kite("term-g01", stem=kite("term-g01").stem.replace("a string", "a thread")), "its stem does not give the term's meaning"),
    "a meaning that goes on": (
        lambda: kite("term-g01", stem=kite("term-g01").stem.replace("string.", "string. It sings.")), "its stem does not give the term's meaning"),
    "a term of another id": (lambda: kite("term-g01", id="term-g02"), "nothing of that name"),
    "a term with one answer too many": (
        lambda: kite("term-g01", parts=(replace(kite("term-g01").parts[0], accepted=("Kite", "Bird")),)), "it accepts other answers than the term's forms"),
    "a term without an answer": (
        lambda: kite("term-g01", parts=(replace(kite("term-g01").parts[0], accepted=()),)), "it accepts other answers than the term's forms"),
    "a term to be chosen": (
        lambda: with_options(kite("term-g01"), Option("kite", "Kite", True, "So.")), "it accepts other answers than the term's forms"),
    "an item without a part": (lambda: kite("spot-glue-flier", parts=()), "nothing of that name"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_of_in_a_sentence(slip):
    made, told = SLIPS[slip]
    item = made()
    assert unproved(KITES, item) == [NOT_HELD.format(item.id, told)]


def test_a_statement_turned_around_is_told_of_by_its_keys():
    item = kite("true-glue", stem=kite("true-glue").stem.replace("builders use", "builders do not use"))
    assert unproved(KITES, item) == ["item 'true-glue' has other options than the data gives it"]
    silent = kite("true-string", stem=kite("true-string").stem.replace("builders", "fliers"))
    assert unproved(KITES, silent) == [
        "item 'true-string': option 'true' of 'verdict' is keyed False, but the data makes it True",
        "item 'true-string': option 'false' of 'verdict' is keyed True, but the data makes it False",
        "item 'true-string': option 'silent' of 'correction' is keyed True, but the data makes it False"]


def test_a_judgment_that_lacks_a_correction_is_told_of():
    item = kite("true-string")
    assert unproved(KITES, with_options(item, item.parts[1].options[0], part=1)) == ["item 'true-string' has other options than the data gives it"]


def test_where_several_may_be_chosen_each_option_is_one_role_that_the_stance_is_of():
    item = bank(FIELDS)["which-cut-wood"]
    assert item.parts[0].several and unproved(FIELDS, item) == []
    several = with_options(item, *item.parts[0].options, Option("all", "All of these kinds", False, "No."))
    assert unproved(FIELDS, several) == [NOT_HELD.format("which-cut-wood", "nothing of that name")]


def test_a_term_is_asked_for_by_its_name_its_other_forms_and_what_stands_in_brackets():
    data = copy.deepcopy(KITES)
    data["terms"][0] |= {"term": "Kite  (sky sail)", "also": ["paper bird"]}
    part = replace(kite("term-g01").parts[0], accepted=("Kite (sky sail)", "Kite", "sky sail", "paper bird"))
    assert unproved(data, kite("term-g01", parts=(part,))) == []
    for answer in part.accepted:
        fewer = replace(part, accepted=tuple(form for form in part.accepted if form != answer))
        assert unproved(data, kite("term-g01", parts=(fewer,))) == [NOT_HELD.format("term-g01", "it accepts other answers than the term's forms")]


@pytest.mark.parametrize("term", ["(big) kite", "Kite (a b", "Kite a) b", "Kite (a) (b)", "Kite ((a))", "Kite () x", "()", "(", ")", "x()", "Kite ( a )"])
def test_brackets_anywhere_in_a_term_are_no_mistake(term):
    data = copy.deepcopy(KITES)
    data["terms"][0]["term"] = term
    assert [text for item in bank(data).values() for text in unproved(data, item)] == []


def test_line_breaks_of_the_source_are_spaces_in_what_is_shown():
    data = copy.deepcopy(KITES)
    data["noun"], data["terms"][0]["meaning"] = "kite\n  people", "What flies\n on a string."
    data["roles"][0]["plural"] = "kite\n  builders"
    for fact in data["facts"]:
        fact["phrase"], fact["label"] = fact["phrase"].replace(" ", "\n "), fact["label"].replace(" ", "\n  ")
    assert [text for item in bank(data).values() for text in unproved(data, item)] == []


@pytest.mark.parametrize("sign", ["¿", "¡"])
def test_at_the_head_of_a_sentence_the_letter_behind_an_opening_sign_is_a_capital(sign):
    data = copy.deepcopy(KITES)
    data["roles"][0]["plural"] = f"{sign}kite builders"
    items = bank(data)
    assert items["which-glue"].parts[0].options[0].text == f"{sign}Kite builders"
    assert [text for item in items.values() for text in unproved(data, item)] == []
    odd = reworded(items["which-glue"], "builder", f"{sign}KIte builders")
    assert unproved(data, odd) == [NOT_HELD.format("which-glue", "option 'builder' names no role")]


def test_in_a_script_without_capitals_any_word_before_the_phrase_denies():
    said, denied = bank(HEBREW)["which-quick-rise"], bank(HEBREW)["denied-quick-rise"]
    phrase = next(fact["phrase"] for fact in HEBREW["facts"] if fact["id"] == "quick-rise")
    plain, turned = f"{HEBREW['noun']} {phrase}?", f"{HEBREW['noun']} לא {phrase}?"
    assert unproved(HEBREW, replace(said, stem=plain)) == unproved(HEBREW, replace(denied, stem=turned)) == []
    for item in (replace(said, stem=turned), replace(denied, stem=plain)):
        assert unproved(HEBREW, item) == [NOT_HELD.format(item.id, "its stem does not ask about its fact")]
