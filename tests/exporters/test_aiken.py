"""Aiken, read back by a reader that goes by Moodle's documentation of the format."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import moodle
import pytest
from comparison.exchange import LOSSES, SINGLE
from comparison.exporters import aiken
from comparison.items import Item, Option, Part
from exporting import assessments, made_up, shipped
from hypothesis import given, settings


def read(data: bytes) -> list[tuple[str, list[str], int]]:
    """Return the questions of a file: stem, options and the place of the right one.

    A line of a letter, a dot or bracket and a text is an option; one of ANSWER and a letter ends a question; any other is a
    stem, and may not come before the question before it has ended. Lines of less than two bytes count for nothing.
    """
    questions, stem, options = [], None, []
    for line in map(str.strip, data.decode("utf-8").split("\n")):
        if len(line.encode("utf-8")) < 2:
            continue
        if option := re.match(r"([A-Z])[.)]\s?(.*)$", line, re.DOTALL):
            assert stem is not None and ord(option[1]) - ord("A") == len(options)
            options.append(option[2])
        elif answer := re.match("ANSWER: ([A-Z])$", line):
            assert stem is not None and len(options) >= 2
            questions.append((stem, options, ord(answer[1]) - ord("A")))
            stem, options = None, []
        else:
            assert stem is None
            stem = line.removeprefix("\u2060")
    assert stem is None
    return questions


def in_a_line(text: str) -> str:
    return " ".join(re.sub("[\t\v\f]", "\n", text).splitlines())


def squeezed(text: str) -> str:
    """Return a text with single spaces, for what had several line breaks in a row."""
    return re.sub(" +", " ", text)


def check(assessment):
    asked = [question for question in assessment.questions if question.form == SINGLE]
    back = read(aiken.data(assessment))
    assert [(squeezed(stem), list(map(squeezed, options)), right) for stem, options, right in back] == [
        (squeezed(in_a_line(question.stem)), [squeezed(in_a_line(choice.text)) for choice in question.choices],
         [choice.correct for choice in question.choices].index(True)) for question in asked]


@settings(max_examples=60, deadline=None)
@given(assessments(most=8))
def test_any_single_choice_reads_back_in_single_lines(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_the_single_choices_of_a_shipped_quiz_read_back(id):
    assert read(aiken.data(shipped()[id]))
    check(shipped()[id])


def single(stem: str, *options: str) -> Item:
    made = tuple(Option(f"o{n}", option, n == 0, "so it is") for n, option in enumerate(options))
    return Item("one", "single", stem, (Part("answer", "", made),), topic="glossary")


@pytest.mark.parametrize("stem", ["U.S. law: which act?", "A. Which?", "B) Which?", "a) Which?", "ANSWER: A", "Answer: which?", "1",
                                  "?", "é"])
def test_a_stem_that_looks_like_an_option_or_an_answer_or_nothing_stays_a_stem(stem):
    check(made_up((single(stem, "yes", "no"),)))
    first = aiken.data(made_up((single(stem, "yes", "no"),))).decode("utf-8").splitlines()[0]
    assert first == f"\u2060{stem}"


def test_any_other_stem_stands_as_it_is():
    assert aiken.data(made_up((single("Apart from this, which?", "yes", "no"),))).decode("utf-8").splitlines()[0] == (
        "Apart from this, which?")


def test_options_may_look_like_anything():
    check(made_up((single("Which?", "A. x", "ANSWER: B", "C) y", "D", "ANSWER: A", "two\nlines"),)))


def test_there_is_a_letter_for_twenty_six_options_and_no_more():
    assert len(read(aiken.data(made_up((single("Which?", *map(str, range(26))),))))[0][1]) == 26
    assert aiken.data(made_up((single("Which?", *map(str, range(27))),))) == b""


def test_a_set_takes_its_questions_as_they_are_in_its_pieces():
    assessment = shipped()["training"]
    data = aiken.head(assessment) + "".join(map(aiken.piece, assessment.questions)) + aiken.FOOT
    assert data.encode("utf-8") == aiken.data(assessment)


def test_the_same_file_is_made_anywhere(tmp_path):
    assert moodle.made_elsewhere("aiken", "scope", tmp_path) == aiken.data(shipped()["scope"])


def test_the_losses_are_these():
    assert aiken.losses == ("no-multiple", "no-rows", "no-typed", "rationales", "notes", "partial-credit", "points", "order",
                            "tags", "titles", "ids", "about", "whitespace")
    assert set(aiken.losses) <= set(LOSSES)
    by_form = {question.form: question for assessment in shipped().values() for question in assessment.questions}
    assert {form for form, question in by_form.items() if aiken.piece(question) == ""} == {"multiple", "rows", "typed"}
    question = by_form[SINGLE]
    other = [replace(choice, rationale="another", weight=choice.weight or Fraction(1, 2)) for choice in question.choices]
    for change in ({"notes": ("another",)}, {"points": Fraction(1, 2)}, {"shuffle": not question.shuffle}, {"tags": ("another",)},
                   {"title": "another"}, {"id": "another"}, {"choices": tuple(other)}):
        assert replace(question, **change) != question
        assert aiken.piece(replace(question, **change)) == aiken.piece(question)
    whole = shipped()["safety"]
    assert aiken.data(replace(whole, about=("another",))) == aiken.data(whole)
    assert aiken.piece(replace(question, stem="two\nlines\tand more")).startswith("two lines and more\n")
