"""The bank of small made-up comparisons: each item in full, and what decides which items there are and what they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparison.bank import MOST_OF_EACH, MOST_ROWS, derive, facts_behind
from comparison.items import Item
from comparison.messages import messages
from comparison.model import Comparison
from comparison.source import read
from support import GOOD, THREE_ROLES

TOLD = Path(__file__).parent / "sources" / "bank" / "told.txt"
KITES, FIELDS = (read(file, GOOD).data for file in (GOOD / "tiny-notes.yml", THREE_ROLES / "docs" / "comparison.yml"))
# One aspect says all that there is to say of three; the others are without facts then.
CASES = {"two roles": KITES, "three roles": {**FIELDS, "facts": [fact for fact in FIELDS["facts"] if fact["aspect"] == "tools"]}}
STANCES = {"+": "stated", "-": "denied", "?": "not mentioned"}


def bank(data: dict) -> dict[str, Item]:
    return {item.id: item for item in derive(Comparison.model_validate(data), messages())}


def lines(item: Item) -> list[str]:
    """Return an item as text: a line for itself, one for each part, and one for each option with `+` before those that are right."""
    told = [f"{item.id}: {item.kind} on {item.topic} ({', '.join((*item.facts, *item.cites))}): {item.stem}"]
    for part in item.parts:
        told.append(f"  {part.id}{', several' if part.several else ''}: {part.prompt}{' / '.join(part.accepted)} {part.rationale}".rstrip())
        for option in part.options:
            told.append(f"  {'+' if option.correct else '-'} {option.id}{', last' if option.fixed else ''} ({', '.join(option.facts)}): "
                        f"{option.text} | {option.rationale}")
    return told


def table(**aspects: str) -> dict:
    """Return a comparison by its table: for each aspect its rows, such as "saw+- glue?+", with a sign for the stance on each role."""
    rows = [(aspect, row.rstrip("+-?"), row[len(row.rstrip("+-?")):]) for aspect, written in aspects.items() for row in written.split()]
    roles = [f"r{number}" for number in range(1, len(rows[0][2]) + 1)]
    return {
        "title": "Made up", "summary": "Made up.", "noun": "crews", "article": {"title": "Made up", "paragraphs": 1, "note": "Made up."},
        "answer": [rows[0][1]], "roles": [{"id": role, "name": role, "plural": f"{role} crews", "short": role} for role in roles],
        "aspects": [{"id": aspect, "name": aspect, "question": "what of {role}?", "headline": True} for aspect in aspects],
        "facts": [{"id": id, "aspect": aspect, "label": id, "phrase": f"have {id}", "claims": ["C1"],
                   "stances": {role: STANCES[sign] for role, sign in zip(roles, signs, strict=True)}} for aspect, id, signs in rows],
        "claims": [{"id": "C1", "paragraph": "P1", "about": roles, "flags": ["ok"], "says": "Made up."}]}


def with_term(term: str, meaning: str, *also: str) -> dict:
    return {**KITES, "terms": [{"id": "G01", "term": term, "meaning": meaning, "also": [*also], "sources": ["LEAFLET"]}]}


def offered(item: Item) -> list[str]:
    """Return the ids of an item's options, in their order."""
    return [option.id for option in item.parts[0].options]


@pytest.mark.parametrize("case", CASES)
def test_a_bank_holds_these_items_in_this_order(case, as_told):
    as_told(TOLD, case, [line for item in derive(Comparison.model_validate(CASES[case]), messages()) for line in lines(item)])


def test_no_item_names_a_fact_that_is_not_examinable():
    data = table(one="a+- b-+ c++", two="d+- e-+")
    data["facts"][1]["not_examinable"] = data["facts"][4]["not_examinable"] = "It is made up."
    made = bank(data)
    assert {id for item in made.values() for id in item.facts} == {"a", "c", "d"}
    assert {id for item in made.values() for part in item.parts for option in part.options for id in option.facts} == {"a", "c", "d"}
    assert [id for id in made if {"b", "e"} & {*id.split("-")}] == []


def test_a_list_has_three_facts_of_either_side_at_most_and_none_where_a_side_is_empty():
    made = bank(table(one="n-+ a+- b+- c+? d+- o?+ p-+ q?+", two="e++ f++", three="g-+ h-+"))
    assert MOST_OF_EACH == 3
    assert {id: (offered(item), item.facts) for id, item in made.items() if item.kind == "select"} == {
        "select-one-r1": (["a", "b", "c", "n", "o", "p"], ("n", "a", "b", "c", "o", "p")),
        "select-one-r2": (["n", "o", "p", "a", "b", "c"], ("n", "a", "b", "c", "o", "p"))}
    assert made["select-one-r2"].parts[0].key == ("n", "o", "p")


def test_statements_are_sorted_among_roles_eight_at_most_where_each_has_one_answer():
    made = bank(table(one="a+-- b++- c+++ d-?- e-++ f+-- g-+- h--+ i+-- j+-- k+-- l+--", two="m+-- n+-- o++-", three="p++- q-++"))
    assert MOST_ROWS == 8
    assert {id: [(part.id, part.key) for part in item.parts] for id, item in made.items() if item.kind == "classify"} == {
        "classify-one": [("a", ("r1",)), ("c", ("all",)), ("d", ("none",)), ("f", ("r1",)), ("g", ("r2",)), ("h", ("r3",)), ("i", ("r1",)),
                         ("j", ("r1",))]}
    assert made["classify-one"].facts == ("a", "c", "d", "f", "g", "h", "i", "j")


@pytest.mark.parametrize("signs, key, several", [
    ("+--", ["r1"], False), ("++-", ["r1", "r2"], True), ("-++", ["r2", "r3"], True), ("+++", ["all"], False), ("-?-", ["none"], False)])
def test_several_may_be_chosen_where_some_but_not_all_roles_are_meant(signs, key, several):
    (part,) = bank(table(one=f"a{signs}"))["which-a"].parts
    assert ([*part.key], part.several, len(part.options)) == (key, several, 3 if several else 5)


def test_whom_it_denies_a_fact_of_is_asked_where_it_denies_it_of_somebody():
    made = bank(table(one="a+- b+? c-- d++"))
    assert {id: item.parts[0].key for id, item in made.items() if id.startswith("denied-")} == {"denied-a": ("r2",), "denied-c": ("all",)}


def test_a_statement_that_is_not_made_stands_among_one_on_its_role_and_two_on_others():
    made = bank(table(one="a+-- b-++ c+++ d++-"))
    assert offered(made["spot-a-r2"]) == ["a-r2", "b-r2", "b-r3", "c-r1"]
    assert offered(made["spot-b-r1"]) == ["b-r1", "c-r1", "c-r2", "c-r3"]
    assert offered(made["spot-d-r3"]) == ["d-r3", "b-r3", "a-r1", "b-r2"]
    assert made["spot-d-r3"].facts == ("a", "b", "d") and made["spot-d-r3"].parts[0].key == ("d-r3",)


def test_statements_come_from_the_next_rows_of_the_aspect_then_its_first_then_the_next_aspects():
    made = bank(table(one="a+? b?+", two="c+? d?+ e++ f+?", three="g++ h-+"))
    assert {id: offered(item) for id, item in made.items() if item.kind == "spot"} == {
        "spot-a-r2": ["a-r2", "b-r2", "c-r1", "e-r1"], "spot-b-r1": ["b-r1", "a-r1", "d-r2", "e-r2"],
        "spot-c-r2": ["c-r2", "d-r2", "e-r1", "f-r1"], "spot-d-r1": ["d-r1", "e-r1", "e-r2", "g-r2"],
        "spot-f-r2": ["f-r2", "d-r2", "c-r1", "e-r1"], "spot-h-r1": ["h-r1", "g-r1", "g-r2", "b-r2"]}


@pytest.mark.parametrize("signs", ["a+- b+-", "a-+ b-+", "a+-", "a-+ b+-", "a-- b--"])
def test_a_statement_that_is_not_made_is_not_asked_for_without_some_on_its_role_and_on_others(signs):
    assert [id for id in bank(table(one=signs)) if id.startswith("spot-")] == []


@pytest.mark.parametrize("signs, statements", [
    ("+-", "2+n 2+n 2-y 2-y 2-y 1-n 1+y 2+n"), ("?+", "2-n 2-n 2+y 2+y 2+y 1+n 2+y 2-n"), ("-?", "2+n 2+n 1-y 1-y 1-y 1+n 1-y 2+n"),
    ("??", "2+n 2+n 2+n 2+n 2+n 1+n 1+n 2+n"), ("+-?", "2+n 1-n 2-y 2-y 2-y 1-n 1+y 1-n"), ("---", "2+n 1+n 3-y 1-y 3-y 1+n 1-y 1+n")])
def test_which_statement_is_to_be_judged_hangs_on_the_id_of_its_fact(signs, statements):
    made = bank(table(one=" ".join(f"{id}{signs}" for id in "abcdefgh")))
    judged = [(made[f"true-{id}"].stem.partition("“R")[2], made[f"true-{id}"].parts[0].key) for id in "abcdefgh"]
    # The number of the role, what is said of it, and whether the article makes the statement.
    assert " ".join(f"{stem[0]}{'-' if 'do not' in stem else '+'}{'y' if key == ('true',) else 'n'}" for stem, key in judged) == statements


TERMS = {
    "one word": (("Kite", "What flies.", ()), ["Kite"]),
    "other forms": (("Kite", "What flies.", ("kites", "Kite", "sky sail")), ["Kite", "kites", "sky sail"]),
    "another name in brackets": (("Kite (sky sail)", "What flies.", ("kites",)), ["Kite", "Kite (sky sail)", "sky sail", "kites"]),
    "room around what is in brackets": (("Kite  ( sky sail )", "What flies.", ()), ["Kite", "Kite ( sky sail )", "sky sail"]),
    "brackets at the head": (("(Sky) kite", "What flies.", ()), ["(Sky) kite"]),
    "nothing in the brackets": (("Kite ()", "What flies.", ()), ["Kite", "Kite ()"]),
    "nothing but brackets": (("(kite)", "What flies.", ()), ["(kite)", "kite"]),
    "a word of it in the meaning": (("Kite", "A kite flies.", ()), None),
    "the head of a word in the meaning": (("Kite", "What Kiters fly.", ()), None),
    "the end of a word in the meaning": (("Kite", "A skykite.", ()), ["Kite"]),
    "a word of another form in the meaning": (("Kite", "A sail in the sky.", ("wind sail",)), None),
    "a word in brackets in the meaning": (("Kite (sail)", "A sail.", ()), None),
    "a word of three letters in the meaning": (("Big kite", "A big one.", ()), ["Big kite"]),
}


@pytest.mark.parametrize("case", TERMS)
def test_a_term_is_asked_for_by_each_of_its_forms_unless_the_meaning_has_a_word_of_one(case):
    (term, meaning, also), accepted = TERMS[case]
    found = bank(with_term(term, meaning, *also)).get("term-g01")
    assert (found and [*found.parts[0].accepted]) == accepted


@pytest.mark.parametrize("id, facts", [
    ("which-saw", ["saw"]), ("denied-saw", ["saw"]), ("true-saw", ["saw"]), ("spot-saw-r1", ["saw"]),
    ("spot-saw-blade-r2", ["saw-blade"]), ("which-saw-blade", ["saw-blade"]),
    ("select-one-r1", ["saw", "saw-blade"]), ("classify-two", ["rope"]), ("classify-one", ["saw", "saw-blade"]), ("select-one-r3", []),
    ("which-rope-r3", []), ("which-one", []), ("classify-saw", []), ("term-saw", []), ("saw", []), ("one", []), ("", [])])
def test_an_id_speaks_of_its_facts_whether_or_not_they_give_such_an_item(id, facts):
    assert [fact.id for fact in facts_behind(id, Comparison.model_validate(table(one="saw+- saw-blade-+", two="rope++")))] == facts
