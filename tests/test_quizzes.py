"""Quizzes: what they name, draw and write becomes items; and how much the shipped ones ask, of what, with nothing left out."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from comparison import outputs, quizzes
from comparison.bank import derive
from comparison.items import Item, Option, Part
from comparison.messages import messages
from comparison.model import Comparison, Draw, Quiz
from comparison.source import read
from support import ROOT

SOURCES = Path(__file__).parent / "sources"
SAY = messages()
KITES = read(SOURCES / "good" / "tiny-notes.yml", SOURCES).data
# Two areas of an examination, the second with a note alone.
EXAM = {"name": "Pier Exam", "as_of": "May 2026", "source": "LEAFLET", "areas": [
    {"id": "law", "name": "Law", "weight": 60, "notes": ["N01"]}, {"id": "craft", "name": "Craft", "weight": 40, "claims": ["K01", "K05"]}]}
QUIZZES = ("self-check", "scope", "training", "settings", "conditions", "safety", "article-or-real-world")


@pytest.fixture(scope="module")
def project():
    return outputs.read_project(ROOT)


@pytest.fixture(scope="module")
def asked(project):
    return {item.id: item for quiz in project.quizzes for item in quiz.items}


def test_the_quizzes_stand_in_their_order(project):
    assert tuple(quiz.quiz.id for quiz in project.quizzes) == QUIZZES


def test_the_bank_is_large_and_the_quizzes_ask_much_of_it(project, asked):
    assert len(project.items) >= 120 and len(asked) >= 120
    assert {item.kind for item in asked.values()} == {"which", "select", "classify", "spot", "true-false", "short", "single",
                                                      "match"}


def test_the_scenarios_are_many_and_each_names_place_and_date_or_is_clear_cut(asked):
    scenarios = [item for item in asked.values() if item.place or item.clear_cut]
    assert len([item for item in scenarios if item.kind in ("single", "select")]) >= 20
    assert [item.id for item in scenarios if not item.clear_cut and not (item.place and item.as_of)] == []


def test_every_claim_and_every_note_is_asked_about(project, asked):
    comparison = project.comparison
    facts = {fact for item in asked.values() for fact in item.facts}
    claims = {claim for fact in comparison.facts if fact.id in facts for claim in fact.claims}
    cited = {id for item in asked.values() for id in item.cites}
    assert {claim.id for claim in comparison.claims} - claims == set()
    assert {note.id for note in (*comparison.safety, *comparison.context)} - cited == set()


def test_every_option_says_why(asked):
    for item in asked.values():
        for part in item.parts:
            assert all(option.rationale for option in part.options) and (part.options or part.rationale)


# --- what a quiz asks, of made-up kite people --------------------------------------------------------------------------

def kites(**more) -> Comparison:
    return Comparison.model_validate({**copy.deepcopy(KITES), **more})


def quiz(**more) -> Quiz:
    return Quiz.model_validate({"id": "q", "title": "Kites", "audience": "all", "goals": ["know"], "minutes": 3, **more})


def ids(items) -> list[str]:
    return [item.id for item in items]


def drawn(comparison: Comparison, **lines) -> list[str]:
    return ids(quizzes.drawn(Draw.model_validate(lines), derive(comparison, SAY), comparison))


def test_a_draw_without_a_line_takes_the_whole_bank_in_its_order():
    assert drawn(kites()) == ids(derive(kites(), SAY)) != []


@pytest.mark.parametrize("lines, expected", [
    ({"kinds": ["classify"]}, ["classify-tools", "classify-places"]),
    ({"kinds": ["classify"], "most": 1}, ["classify-tools"]),
    ({"kinds": ["classify"], "leave_out": ["classify-tools"]}, ["classify-places"]),
    ({"kinds": ["which", "classify"], "aspects": ["tools"]}, ["which-glue", "denied-glue", "which-string", "classify-tools"]),
    ({"kinds": ["which", "classify"], "aspects": ["tools"], "most": 2}, ["which-glue", "denied-glue"]),
    ({"kinds": ["which"], "topics": ["places"]}, ["which-workshop", "which-beach"]),
    ({"kinds": ["short"], "topics": ["glossary"]}, ["term-g01"]),
    ({"kinds": ["short"], "topics": ["tools"]}, []),
    ({"kinds": ["which"], "areas": ["craft"]}, ["which-glue", "denied-glue", "which-beach"]),
    ({"kinds": ["which"], "areas": ["law"]}, []),
    ({"kinds": ["which"], "areas": ["law", "craft"], "topics": ["places"], "aspects": ["places"]}, ["which-beach"]),
], ids=str)
def test_a_draw_takes_what_fits_every_line(lines, expected):
    assert drawn(kites(exam=EXAM), **lines) == expected


def test_an_item_across_topics_is_drawn_for_each_of_them():
    comparison = kites()
    both = Item("both", "spot", "?", (), ("glue", "beach"), topic="tools")
    for line in ({"aspects": ["tools"]}, {"aspects": ["places"]}, {"topics": ["tools"]}):
        assert quizzes.drawn(Draw.model_validate(line), (both,), comparison) == (both,)
    assert quizzes.drawn(Draw.model_validate({"topics": ["places"]}), (both,), comparison) == ()


def test_a_quiz_asks_what_it_names_then_what_it_draws_then_its_own_each_once():
    comparison, own = kites(), {"id": "own", "kind": "short", "stem": "What flies on a string here?", "accepted": ["Kite"], "rationale": "So."}
    asks = quiz(items=["which-beach", "classify-places"], draws=[{"kinds": ["classify"]}, {"kinds": ["which"], "aspects": ["places"]}], written=[own])
    asked = quizzes.asked(asks, iter(derive(comparison, SAY)), comparison, SAY)
    assert ids(asked) == ["which-beach", "classify-places", "classify-tools", "which-workshop", "own"]
    assert asked[-1] == quizzes.written(asks.written[0], comparison, SAY)


def test_an_item_touches_the_areas_of_its_facts_claims_and_of_its_notes_in_the_outline_s_order():
    def areas(comparison, **more):
        return quizzes.areas_of(Item("x", "single", "?", (), **more), comparison)

    outlined = kites(exam=EXAM)
    assert areas(outlined, facts=("glue",)) == ("craft",)
    assert areas(outlined, cites=("N01",)) == ("law",)
    assert areas(outlined, facts=("beach",), cites=("N01", "D01")) == ("law", "craft")
    assert areas(outlined, facts=("string",), cites=("D01",)) == ()
    assert areas(kites(), facts=("glue",), cites=("N01",)) == ()


def test_shares_count_each_topic_the_most_first_then_by_name_with_what_is_wanted():
    def on(topic):
        return Item(topic, "single", "?", (), topic=topic)

    items = [on("tools"), on("places"), on("places"), on("glossary")]
    assert list(quizzes.shares(quiz(balance={"tools": 30, "safety": 10, "places": 60}), items).items()) == [
        ("places", (2, 60)), ("glossary", (1, None)), ("tools", (1, 30)), ("safety", (0, 10))]


@pytest.mark.parametrize("facts, cites, expected", [
    (["beach", "glue"], ["D01"], "places"), ([], ["G01", "D01", "N01"], "safety"), ([], ["N01", "G01"], "tools"),
    ([], ["G01"], "glossary"), ([], [], "glossary"),
])
def test_the_topic_is_that_of_the_first_fact_or_else_of_what_is_cited(facts, cites, expected):
    assert quizzes.topic_of(iter(facts), iter(cites), kites()) == expected


def test_a_note_has_the_topic_of_the_first_fact_that_carries_a_claim_it_bears_on():
    notes = [{**KITES["context"][0], "id": "N02", "qualifies": ["K04", "K05"]}, *KITES["context"]]
    assert quizzes.topic_of((), ("N02", "N01"), kites(context=notes)) == "places"
    assert quizzes.topic_of((), ("N01",), kites(context=notes)) == "tools"


COMMON = {"id": "own", "stem": "A guest asks on the pier. What do you say?"}


def written(**more) -> Item:
    item, = quiz(written=[{**COMMON, **more}]).written
    return quizzes.written(item, kites(), SAY)


def answers(*texts: str) -> list[dict[str, object]]:
    """Return written options of which the first is right."""
    return [{"id": f"o{index}", "text": text, "rationale": f"Why {text}.", **({} if index else {"correct": True})} for index, text in enumerate(texts)]


def test_a_written_item_keeps_all_that_its_author_says_of_it():
    said = {"place": "Lower Harbour", "as_of": "May 2026", "source": "The Leaflet", "clear_cut": True, "vignette": True}
    item = written(kind="single", options=answers("Yes", "No"), facts={"beach": {"builder": "stated", "flier": "stated"}}, cites=["N01"], **said)
    assert item == Item("own", "single", COMMON["stem"], (Part("answer", "", (
        Option("o0", "Yes", True, "Why Yes."), Option("o1", "No", False, "Why No."))),), ("beach",), ("N01",), "places", **said)
    plain = written(kind="single", options=answers("Yes", "No"))
    assert plain == Item("own", "single", COMMON["stem"], item.parts, topic="glossary")


def test_a_written_choice_takes_several_where_it_is_a_select():
    (part,) = written(kind="select", options=answers("Yes", "No")).parts
    assert (part.id, part.several) == ("answer", True)


@pytest.mark.parametrize("texts, fixed", [
    (("7 days", "5 days"), True), (("$7", "about 5"), False), (("≥ 7", "(5)"), True), (("Seven", "Five"), False), (("7", "Five"), False)])
def test_options_keep_the_author_s_order_where_all_are_numbers(texts, fixed):
    (part,) = written(kind="single", options=answers(*texts)).parts
    assert [option.fixed for option in part.options] == [fixed, fixed]


@pytest.mark.parametrize("answer", [True, False])
def test_a_written_statement_is_judged_and_then_put_right(answer):
    corrections = [{key: value for key, value in option.items() if key != "correct" or not answer} for option in answers("They glue", "They saw")]
    item = written(kind="true-false", answer=answer, rationale="So it is.", corrections=corrections)
    assert item.parts == (
        Part("verdict", "Is it?", (Option("true", SAY("item.true"), answer, "So it is.", fixed=True),
                                   Option("false", SAY("item.false"), not answer, "So it is.", fixed=True))),
        Part("correction", "If it needs one, which?", (Option("o0", "They glue", not answer, "Why They glue."),
                                                       Option("o1", "They saw", False, "Why They saw."))))
    assert SAY("item.true") != SAY("item.false") and item.reusable is False


def test_what_is_typed_has_its_answers_and_one_reason():
    assert written(kind="short", accepted=["Kite", "Kites"], rationale="The glossary says so.").parts == (
        Part("answer", "", (), accepted=("Kite", "Kites"), rationale="The glossary says so."),)


def test_rows_of_the_author_s_own_say_for_each_response_where_it_belongs():
    item = written(kind="match", options=[{"id": "g", "text": "Glue"}, {"id": "s", "text": "String"}, {"id": "n", "text": "Nails"}], reusable=True, pairs=[
        {"id": "paper", "prompt": "Paper", "answer": "g", "rationale": "Paper is glued."},
        {"id": "wood", "prompt": "Wood", "answer": "g", "rationale": "Wood is glued."},
        {"id": "tail", "prompt": "Tail", "answer": "s", "rationale": "Tails are tied."}])
    assert (item.reusable, [(part.id, part.prompt, part.key) for part in item.parts]) == (
        True, [("paper", "Paper", ("g",)), ("wood", "Wood", ("g",)), ("tail", "Tail", ("s",))])
    assert [(option.text, option.rationale) for option in item.parts[2].options] == [
        ("Glue", "It belongs to: Paper; Wood. Tails are tied."), ("String", "Tails are tied."), ("Nails", "It belongs to none of them. Tails are tied.")]
    assert written(kind="match", options=[{"id": "g", "text": "Glue"}], pairs=[
        {"id": "paper", "prompt": "Paper", "answer": "g", "rationale": "Paper is glued."}]).reusable is False


def test_terms_are_matched_to_their_meanings_and_cited():
    terms = [*KITES["terms"], {**KITES["terms"][0], "id": "G02", "term": "Tail", "meaning": "What steadies it."},
             {**KITES["terms"][0], "id": "G03", "term": "Reel", "meaning": "What holds string."}]
    own, = quiz(written=[{**COMMON, "kind": "match", "terms": ["G02", "G01"], "extra_terms": ["G03"], "cites": ["N01", "G01"]}]).written
    item = quizzes.written(own, kites(terms=terms), SAY)
    assert (item.cites, item.topic) == (("N01", "G01", "G02", "G03"), "tools")
    assert [(part.id, part.prompt, part.key) for part in item.parts] == [
        ("g02", "What steadies it.", ("g02",)), ("g01", "What flies on a string.", ("g01",))]
    for part in item.parts:
        assert [(option.id, option.text, option.rationale, option.fixed) for option in part.options] == [
            ("g02", "Tail", "The glossary says of “Tail”: What steadies it.", False),
            ("g01", "Kite", "The glossary says of “Kite”: What flies on a string.", False),
            ("g03", "Reel", "The glossary says of “Reel”: What holds string.", False)]
