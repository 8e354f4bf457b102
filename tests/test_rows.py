"""The rows of a small made-up comparison: each cell with its claims, and which notes stand beside facts and questions."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from comparison import rows
from comparison.items import Item
from comparison.model import Comparison
from comparison.source import read

GOOD = Path(__file__).parent / "sources" / "good"


def _note(id: str, kind: str = "practice", **more) -> dict:
    return {"id": id, "kind": kind, "says": "Made up.", "place": f"Pier {id}", "as_of": "2026", "confidence": "high",
            "sources": ["LEAFLET"], **more}


def _kites() -> Comparison:
    """Return the comparison of kite people with notes of every sort beside its claims, and an examination."""
    data = copy.deepcopy(read(GOOD / "tiny-notes.yml", GOOD).data)
    contexts = {"K01": ["N01"], "K02": ["N02", "N01", "D01"], "K03": ["N03", "D02", "N01", "D01"], "K04": ["D01", "N02"], "K05": ["N03"]}
    flags = {"K01": ["ok"], "K02": ["varies", "frame", "conflict"], "K03": ["evidence", "varies"], "K04": ["safety"], "K05": ["evidence"]}
    for claim in data["claims"]:
        claim |= {"context": contexts.get(claim["id"], []), "flags": flags.get(claim["id"], ["ok"])}
    data["aspects"][1]["need"] = True
    data["context"] = [_note("N01", "law"), _note("N02"), _note("N03", "research", certainty="low", sources=["LEAFLET", "STUDY"])]
    data["safety"].append({"id": "D02", "topic": "Storm", "says": "Made up.", "confidence": "high", "sources": ["STUDY"]})
    data["terms"].append({"id": "G02", "term": "Tail", "meaning": "What steadies.", "sources": ["STUDY"]})
    data["sources"].append({**data["sources"][0], "id": "STUDY"})
    data["exam"] = {"name": "Test", "as_of": "2026", "source": "LEAFLET", "areas": [
        {"id": "wind", "name": "Wind", "weight": 60, "claims": ["K05"]},
        {"id": "law", "name": "Law", "weight": 30, "claims": ["K06", "K02"]},
        {"id": "rest", "name": "Rest", "weight": 10, "notes": ["N01"]}]}
    return Comparison.model_validate(data)


KITES = _kites()
BUILDER, FLIER = KITES.roles
TOOLS, PLACES = KITES.aspects


def ids(things) -> str:
    return " ".join(thing.id for thing in things)


def asking(facts: str = "", cites: str = "") -> Item:
    return Item("made-up", "single", "Which?", (), tuple(facts.split()), tuple(cites.split()))


def cells(fact: str) -> list[tuple]:
    return [(cell.fact.id, cell.role.id, cell.stance, cell.key, ids(cell.claims), ids(cell.notes), cell.cautions, cell.paragraphs)
            for cell in rows.row(KITES, KITES.fact(fact)).cells]


def test_a_cell_has_the_claims_on_its_role_and_the_notes_of_those_that_carry_a_caution():
    assert cells("glue") == [("glue", "builder", "stated", "stated", "K01", "", (), (1,)),
                             ("glue", "flier", "denied", "denied", "K02", "D01 N02 N01", ("varies", "conflict"), (1,))]
    assert cells("string") == [("string", "builder", "not mentioned", "silent", "", "", (), ()),
                               ("string", "flier", "stated", "stated", "K03", "D02 D01 N03 N01", ("evidence", "varies"), (2,))]
    assert cells("wind") == [("wind", role, "stated", "stated", "K05 K06", "N03", ("evidence",), (3,)) for role in ("builder", "flier")]


def test_the_paragraphs_and_flags_of_a_cell_are_told_once_and_in_order():
    first, second, third = (claim.model_copy(update={"paragraph": paragraph, "flags": flags}) for claim, paragraph, flags in zip(
        KITES.claims, ("P12", "P3", "P12"), (("safety",), ("varies", "safety"), ("varies", "ok")), strict=False))
    cell = rows.Cell(KITES.facts[0], FLIER, "stated", (first, second, third), ())
    assert (cell.paragraphs, cell.cautions) == ((3, 12), ("safety", "varies"))


@pytest.mark.parametrize("fact, shared, differs, cautions, notes", [
    ("glue", False, True, ("varies", "conflict"), "D01 N02 N01"), ("string", False, True, ("evidence", "varies"), "D02 D01 N03 N01"),
    ("workshop", False, True, ("safety",), "D01 N02"), ("beach", True, False, ("evidence",), "N03")])
def test_a_row_has_what_stands_at_any_of_its_cells_once(fact, shared, differs, cautions, notes):
    row = rows.row(KITES, KITES.fact(fact))
    assert (row.fact.id, row.shared, row.differs, row.cautions, ids(row.notes)) == (fact, shared, differs, cautions, notes)


def test_what_nobody_is_said_to_do_is_not_shared():
    fact = KITES.facts[0].model_copy(update={"stances": {"builder": "denied", "flier": "denied"}})
    row = rows.row(KITES, fact)
    assert (row.shared, row.differs) == (False, False)


def test_notes_of_several_cells_have_those_on_safety_first():
    glue, string = (cell for fact in KITES.facts[:2] for cell in rows.row(KITES, fact).cells if cell.role is FLIER)
    assert ids(rows.notes_of([glue, string])) == "D01 D02 N02 N01 N03"
    assert rows.cautions_of([string, glue]) == ("evidence", "varies", "conflict")


def test_the_cells_of_a_role_in_an_aspect_are_chosen_by_their_stance():
    def chosen(aspect, role, key):
        found = rows.cells(KITES, aspect, role, key)
        assert {cell.role for cell in found} <= {role}
        return ids(cell.fact for cell in found)
    assert [chosen(TOOLS, BUILDER, key) for key in ("stated", "denied", "silent")] == ["glue", "", "string"]
    assert [chosen(TOOLS, FLIER, key) for key in ("stated", "denied", "silent")] == ["string", "glue", ""]
    assert chosen(PLACES, BUILDER, "stated") == "workshop beach wind" and chosen(PLACES, FLIER, "silent") == "workshop"


def test_what_answers_what_the_difference_is_leaves_out_what_is_not_mentioned():
    for role, told in ((BUILDER, [("glue", "stated")]), (FLIER, [("glue", "denied"), ("string", "stated")])):
        found = rows.answers(KITES, role)
        assert [(cell.fact.id, cell.stance) for cell in found] == told and {cell.role for cell in found} == {role}


def test_an_aspect_rests_on_claims_that_touch_areas_of_the_examination():
    assert [ids(rows.claims_behind(KITES, aspect)) for aspect in (TOOLS, PLACES)] == ["K01 K02 K03", "K04 K05 K06"]
    assert [ids(rows.areas_touched(KITES, aspect)) for aspect in (TOOLS, PLACES)] == ["law", "wind law"]
    assert rows.areas_touched(KITES.model_copy(update={"exam": None}), PLACES) == ()


def test_facts_are_found_by_what_people_come_for_and_by_their_claims():
    assert ids(rows.needs(KITES)) == "workshop beach wind"
    carrying = [ids(rows.facts_carrying(KITES, claim)) for claim in KITES.claims]
    assert carrying == ["glue", "glue", "string", "workshop", "beach wind", "wind"]


@pytest.mark.parametrize("facts, cites, notes", [
    ("", "", ""), ("beach", "", "N03"), ("glue", "", "D01 N02"), ("string", "", "D02 D01 N03"), ("workshop", "", "D01 N02"),
    ("glue string", "", "D01 D02 N02 N03"), ("", "N01 G01 D02", "D02 N01"), ("glue", "N01 N02", "D01 N01 N02")])
def test_beside_a_question_stand_what_it_cites_all_on_safety_and_the_most_telling_note_of_each_fact(facts, cites, notes):
    assert ids(rows.leading(KITES, asking(facts, cites))) == notes


def test_a_question_cites_notes_and_terms_in_its_order():
    cited = rows.cited(KITES, asking("", "G02 N03 D01 G01"))
    assert ids(cited) == "G02 N03 D01 G01"
    assert [rows.title_of(entry) for entry in cited] == ["Tail", "Pier N03", "Wet string", "Kite"]


@pytest.mark.parametrize("facts, cites, told", [
    ("", "", False), ("beach", "", False), ("glue", "", True), ("beach string", "", True), ("", "D01", True), ("", "D02 N01", False),
    ("beach", "G01", False)])
def test_a_question_refers_where_it_rests_on_a_note_that_calls_for_it(facts, cites, told):
    assert rows.refers(KITES, asking(facts, cites)) is told


def test_facts_are_studied_where_research_stands_at_a_claim_that_it_leaves_open():
    assert ids(rows.studied(KITES)) == "string beach wind"
    assert [note.id for note in KITES.notes if rows.is_research(note)] == ["N03"]
    # Research on a claim that it does not leave open settles it; what leaves a claim open may be something else.
    changed = {"K03": {"flags": ("varies",)}, "K05": {"context": ("N01", "D01")}}
    claims = tuple(claim.model_copy(update=changed.get(claim.id, {})) for claim in KITES.claims)
    assert rows.studied(KITES.model_copy(update={"claims": claims})) == ()


def test_a_source_is_used_by_notes_and_terms():
    assert [ids(rows.uses(KITES, source)) for source in KITES.sources] == ["N01 N02 N03 D01 G01", "N03 D02 G02"]
