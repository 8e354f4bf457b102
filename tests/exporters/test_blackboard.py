"""The text for Blackboard, read back by lines and tabs alone."""

from __future__ import annotations

import html

import pytest
from comparison import exchange, scoring
from comparison.exporters import blackboard
from comparison.items import FALSE, TRUE, Item, Option, Part
from exporting import assessments, made_up, shipped
from hypothesis import given, settings


def flat(text: str) -> str:
    """Return a text as the file has it: what breaks lines and fields is a space."""
    return " ".join(filter(None, text.replace("\t", "\n").splitlines()))


def read(data: bytes) -> list[tuple]:
    """Return the questions of a file: form, stem, and answers with whether each is right."""
    *lines, end = data.decode("utf-8").split("\n")
    assert end == "" and "" not in lines
    questions = []
    for line in lines:
        sort, stem, *rest = line.split("\t")
        if sort == "FIB":
            questions.append((exchange.TYPED, html.unescape(stem), [(text, True) for text in rest]))
            continue
        assert set(rest[1::2]) <= {"correct", "incorrect"} and len(rest) % 2 == 0
        answers = [(html.unescape(text), word == "correct") for text, word in zip(rest[::2], rest[1::2])]
        questions.append(({"MC": exchange.SINGLE, "MA": exchange.MULTIPLE}[sort], html.unescape(stem), answers))
    return questions


def expected(question) -> list[tuple]:
    if question.form == exchange.ROWS:
        return [(exchange.SINGLE, flat(f"{question.stem} – {row.prompt}"), [(flat(choice.text), choice.correct) for choice in row.choices])
                for row in question.rows]
    answers = [(flat(text), True) for text in question.accepted] or [
        (flat(choice.text), choice.correct) for choice in question.choices]
    return [(question.form, flat(question.stem), answers)]


def check(assessment):
    data = blackboard.data(assessment)
    assert read(data) == [one for question in assessment.questions for one in expected(question)]
    assert data[:3] != b"\xef\xbb\xbf"


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_reads_back_but_for_the_losses(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_the_losses_and_fits_in_one_upload(id):
    check(shipped()[id])
    assert len(read(blackboard.data(shipped()[id]))) <= 250


def test_a_choice_of_one_has_one_right_answer():
    for assessment in shipped().values():
        for form, _, answers in read(blackboard.data(assessment)):
            if form == exchange.SINGLE:
                assert sum(right for _, right in answers) == 1


def test_markup_in_a_text_is_shown_and_not_obeyed():
    options = (Option("a", "<b>x</b> & y", True, "r"), Option("b", "&amp;", False, "r"))
    line = blackboard.data(made_up((Item("i", "single", "1 < 2 ]]>", (Part("answer", "", options),), topic="safety"),))).decode()
    assert sorted(line.strip().split("\t")) == sorted(
        ["MC", "1 &lt; 2 ]]&gt;", "&lt;b&gt;x&lt;/b&gt; &amp; y", "correct", "&amp;amp;", "incorrect"])


def test_each_loss_is_real():
    verdict = (Option(TRUE, "Yes", False, "Not so."), Option(FALSE, "No", True, "So it is."))
    corrections = tuple(Option(f"c{n}", f"Correction {n}", n == 0, f"Reason {n}") for n in range(3))
    judged = Item("judged-item", "true-false", "Is it\tso?", (Part("verdict", "Is it?", verdict), Part("correction", "What then?", corrections)),
                  topic="safety", place="Somewhere", as_of="2025")
    rows = Item("rows-item", "match", "Match them.", tuple(Part(f"r{n}", f"Row {n}", tuple(
        Option(f"o{k}", f"Answer {k}", k == n, f"For {n} {k}") for k in range(3))) for n in range(2)), topic="safety")
    typed = Item("typed-item", "short", "Which?", (Part("answer", "", (), accepted=("Élan vital",), rationale="Why"),), topic="safety")
    assessment = made_up((judged, rows, typed))
    first, second, _ = assessment.questions
    data = blackboard.data(assessment).decode("utf-8")
    told = read(data.encode("utf-8"))
    reasons = {choice.rationale for choice in (*first.choices, *(choice for row in second.rows for choice in row.choices))}
    real = {
        "rows-split": len(told) == 1 + len(second.rows) + 1,
        "rationales": not [reason for reason in reasons if reason in data],
        "notes": first.notes != () and not [note for note in first.notes if note in data],
        "partial-credit": sum(choice.weight > 0 for choice in first.choices) > sum(right for _, right in told[0][2]) == 1,
        "points": {field for line in data.splitlines() for field in line.split("\t") if field.replace(".", "").isdigit()} == set(),
        "tags": not [tag for tag in (*first.tags, first.topic) if tag in data],
        "titles": not [question.title for question in assessment.questions if question.title in data],
        "ids": not [question.id for question in assessment.questions if question.id in data],
        "spelling": scoring.score(typed, {"answer": "elan-vital"}).points == 100 and told[-1][2] == [("Élan vital", True)],
        "about": not [text for text in assessment.about if text in data],
        "whitespace": told[0][1] == "Is it so?",
    }
    assert real == dict.fromkeys(blackboard.losses, True)
