"""QTI 3.0, read back. `tests/site/test_qti_player.py` plays it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from comparison.exporters import qti30
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from qti_checks import check
from qti_reader import play, read
from qti_samples import ACCENTED, AWKWARD, GRID, ONE_OF_SIX, SELECT, SIX_OF_SEVEN


@settings(max_examples=30, deadline=None)
@given(assessments())
def test_any_question_reads_back_whole_and_scores_as_it_should(assessment):
    check(assessment, qti30.data(assessment), "3.0")


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_whole_and_scores_as_it_should(id):
    check(shipped()[id], qti30.data(shipped()[id]), "3.0")


def test_two_exports_have_the_same_bytes():
    assert [qti30.data(one) for one in shipped().values()] == [qti30.data(one) for one in shipped().values()]


def test_a_typed_answer_loses_that_accents_spaces_and_punctuation_are_free():
    assert qti30.losses == ("spelling",)
    item = read(qti30.data(made_up((ACCENTED,))), "3.0").items["accented"]
    assert {typed: play(item, typed)["SCORE"] for typed in ("Ménière's", "MÉNIÈRE'S", "Meniere's", "Ménières", "Ménière 's")} == {
        "Ménière's": 1, "MÉNIÈRE'S": 1, "Meniere's": 0, "Ménières": 0, "Ménière 's": 0}


def test_ids_that_begin_with_a_digit_or_meet_a_reserved_word_stay_apart():
    assessment = made_up((AWKWARD,))
    package = check(assessment, qti30.data(assessment), "3.0")
    assert list(package.items) == ["_1-awkward"]


def test_no_rule_holds_a_pair_as_a_value():
    # The certified player does not know that type there. It says so in its log alone, and shows no reason.
    item = read(qti30.data(made_up((GRID,))), "3.0").items["grid"]
    assert [one.get("baseType") for one in item.iter("baseValue") if one.get("baseType") == "directedPair"] == []


def test_choosing_everything_gains_nothing_though_a_third_is_rounded():
    item = read(qti30.data(made_up((SELECT,))), "3.0").items["select"]
    assert play(item, ["a", "b", "c", "d", "e"])["SCORE"] == 0
    # A sixth is rounded up by most.
    item = read(qti30.data(made_up((SIX_OF_SEVEN,))), "3.0").items["six-of-seven"]
    assert play(item, [*"abcdefg"])["SCORE"] == 0


def test_a_question_that_is_worth_less_than_a_point_says_so():
    assessment = made_up((SELECT, GRID, ACCENTED))
    lesser = replace(assessment, questions=tuple(replace(question, points=Fraction(1, 4)) for question in assessment.questions))
    item = read(qti30.data(lesser), "3.0").items["select"]
    assert [play(item, answer)["SCORE"] for answer in (["a", "b", "c"], ["a"], ["a", "d"])] == [0.25, 0.08333, 0]


def test_what_floats_leave_over_counts_as_nothing():
    # In this order, five fifths taken from one leave 0.00000000000000006.
    item = read(qti30.data(made_up((ONE_OF_SIX,))), "3.0").items["one-of-six"]
    outcomes = play(item, ["f", "a", "b", "c", "d", "e"])
    assert outcomes["SCORE"] < 1e-9 and "WRONG" in outcomes["FEEDBACK"]


def test_the_only_section_has_a_title_that_does_not_show():
    test = read(qti30.data(made_up((GRID,), title="Some quiz")), "3.0").test
    assert [(section.get("title"), section.get("visible")) for section in test.iter("assessmentSection")] == [("Some quiz", "false")]


def test_the_box_for_a_typed_answer_does_not_tell_how_long_it_is():
    lengths = {one.get("expectedLength") for assessment in shipped().values()
               for item in read(qti30.data(assessment), "3.0").items.values() for one in item.iter("textEntryInteraction")}
    assert len(lengths) == 1
