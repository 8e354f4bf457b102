"""The shipped quizzes: how much they ask, of what, and that nothing of the source is left out."""

from __future__ import annotations

import pytest
from comparison import outputs
from support import ROOT

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


def test_the_scenarios_are_many_and_each_names_place_and_date_or_is_clear_cut(project):
    scenarios = [item for quiz in project.quizzes for item in quiz.quiz.written if item.place or item.clear_cut]
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
