"""The spreadsheet of questions, read back."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from comparison.exporters import items_csv
from exporting import assessments, shipped
from hypothesis import given, settings


def read(data: bytes) -> dict[str, dict]:
    """Return the questions of a spreadsheet by id, from the lines alone."""
    text = data.decode("utf-8")
    assert text[0] == "\ufeff"
    questions: dict[str, dict] = {}
    for line in csv.DictReader(io.StringIO(text[1:], newline="")):
        question = questions.setdefault(line["id"], {**line, "answers": []})
        question["answers"].append(tuple(line[column] for column in ("row", "prompt", "option", "text", "correct", "weight", "rationale")))
    return questions


def expected(question) -> list[tuple]:
    answers = [("", "", choice) for choice in question.choices]
    answers += [(row.id, row.prompt, choice) for row in question.rows for choice in row.choices]
    return [(row, prompt, choice.id, choice.text, "yes" if choice.correct else "no", choice.weight, choice.rationale)
            for row, prompt, choice in answers] + [
        ("", "", "", text, "yes", Fraction(1), question.rationale) for text in question.accepted]


def check(assessment):
    back = read(items_csv.data(assessment))
    assert list(back) == [question.id for question in assessment.questions]
    for question in assessment.questions:
        line = back[question.id]
        assert (line["stem"], line["title"], line["form"], line["kind"], line["revision"], line["topic"]) == (
            question.stem, question.title, question.form, question.item.kind, question.item.revision, question.topic)
        assert (line["notes"], line["areas"], line["tags"]) == tuple("\n".join(told) for told in (
            question.notes, question.areas, question.tags))
        assert [(*one[:5], Fraction(one[5]).limit_denominator(1000), one[6]) for one in line["answers"]] == expected(question)


@settings(max_examples=30, deadline=None)
@given(assessments())
def test_any_question_reads_back_whole(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_whole(id):
    check(shipped()[id])
