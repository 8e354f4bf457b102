"""The CSV for Brightspace, read back by its lines, with D2L's own rules of scoring as its help has them."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from comparison import exchange, scoring
from comparison.exporters import brightspace
from comparison.items import Item, Option, Part
from exporting import assessments, made_up, shipped
from hypothesis import given, settings

CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)')
FORMS = {"MC": exchange.SINGLE, "MS": exchange.MULTIPLE, "M": exchange.ROWS, "SA": exchange.TYPED}


def flat(text: str) -> str:
    """Return a text as the file has it: what breaks lines and cells is a space."""
    return " ".join(filter(None, text.replace("\t", "\n").splitlines()))


def cells(line: str) -> list[str]:
    """Return the cells of a line; it shares no code with the writer."""
    found, at = [], 0
    while at < len(line) + 1 and len(found) < 5:
        cell = CELL.match(line, at)
        found.append(cell[1].replace('""', '"') if cell[1] is not None else cell[2])
        at = cell.end()
    assert at == len(line)
    return found


def read(data: bytes) -> list[dict]:
    """Return the questions of a file, each as its cells by their keyword."""
    first, *lines, end = data.decode("utf-8").split("\r\n")
    assert first[0] == "\ufeff" and cells(first[1:])[0].startswith("//") and end == ""
    questions: list[dict] = []
    assert lines[0] == ",,,,"
    for line in lines[1:]:
        keyword, *rest = cells(line)
        if keyword == "NewQuestion":
            questions.append({"type": rest[0], "lines": []})
        elif keyword in ("ID", "Title", "QuestionText", "Points", "Scoring", "Feedback"):
            assert keyword not in questions[-1]
            questions[-1][keyword] = rest[0]
        elif keyword:
            questions[-1]["lines"].append((keyword, *rest))
        else:
            assert line == ",,,,"
    return questions


def check(assessment):
    back = read(brightspace.data(assessment))
    assert [told["ID"] for told in back] == [question.id for question in assessment.questions]
    for told, question in zip(back, assessment.questions):
        assert (FORMS[told["type"]], told["Title"], told["QuestionText"], Fraction(told["Points"])) == (
            question.form, question.title, flat(question.stem), question.points)
        assert told["lines"] == expected(question)
        assert told.get("Scoring") == {"multiple": "RightMinusWrong", "rows": "EquallyWeighted"}.get(question.form)
        reasons = [flat(text) for text in (question.rationale, *(text for row in question.rows for text in (
            row.prompt, *row.rationales)), *question.notes) if text]
        rest = told.get("Feedback", "")
        for reason in reasons:
            _, found, rest = rest.partition(reason)
            assert found == reason
        assert rest == ""


def expected(question) -> list[tuple]:
    """Return the lines of answers, from the question."""
    match question.form:
        case "single":
            return [("Option", str(int(choice.weight * 100)), flat(choice.text), "", flat(choice.rationale)) for choice in question.choices]
        case "multiple":
            return [("Option", "1" if choice.correct else "0", flat(choice.text), "", flat(choice.rationale)) for choice in question.choices]
        case "rows":
            shared = question.rows[0].choices
            return [*(("Choice", str(place), flat(choice.text), "", "") for place, choice in enumerate(shared, 1)),
                    *(("Match", str([choice.id for choice in shared].index(row.key.id) + 1), flat(row.prompt), "", "")
                      for row in question.rows)]
        case "typed":
            return [("InputBox", "1", "40", "", ""), *(("Answer", "100", flat(text), "", "") for text in question.accepted)]


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_reads_back_but_for_the_losses(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_the_losses(id):
    check(shipped()[id])


def right_minus_wrong(told: dict, chosen: set[int]) -> Fraction:
    """Return what D2L's help says that a multi-select question gives: right answers less wrong ones, over all answers."""
    keyed = [line[1] == "1" for line in told["lines"]]
    right = sum((place in chosen) == is_key for place, is_key in enumerate(keyed))
    return max(Fraction(0), Fraction(2 * right - len(keyed), len(keyed)))


def test_points_come_out_as_here_but_for_parts_of_several_right_answers():
    for assessment in shipped().values():
        for told, question in zip(read(brightspace.data(assessment)), assessment.questions):
            parts = {part.id: part for part in question.item.parts}
            if told["type"] == "M":
                choices = [line[2] for line in told["lines"] if line[0] == "Choice"]
                # Whoever gives the first answer to every row gets the share of rows that it fits.
                first = {row.id: (next(o.id for o in parts[row.id].options if o.text == choices[0]),) for row in question.rows}
                matches = [line[1] for line in told["lines"] if line[0] == "Match"]
                share = Fraction(matches.count("1"), len(matches))
                assert scoring.score(question.item, first).points == int(share * 100 + Fraction(1, 2))
            elif told["type"] == "MC" and question.item.kind != "true-false":
                for line, choice in zip(told["lines"], question.choices):
                    assert scoring.score(question.item, {"answer": (choice.id,)}).points == int(line[1])
            elif told["type"] == "MS":
                key = {place for place, line in enumerate(told["lines"]) if line[1] == "1"}
                assert right_minus_wrong(told, key) == 1


def test_each_loss_is_real():
    options = tuple(Option(f"o{n}", f"Text {n}", n < 3, f"Reason {n}") for n in range(4))
    several = Item("several", "select", "Which?\tThese", (Part("answer", "", options, several=True),), topic="safety")
    rows = tuple(Part(f"r{n}", f"Row {n}", tuple(Option(o.id, o.text, o.id == f"o{n}", f"Row {n}, {o.id}") for o in options))
                 for n in range(2))
    typed = Item("typed", "short", "Which?", (Part("answer", "", (), accepted=("Élan vital",), rationale="Why"),), topic="safety")
    assessment = made_up((several, Item("rows", "match", "Match them.", rows, topic="safety"), typed))
    data = brightspace.data(assessment).decode("utf-8")
    (multiple, matching, short) = read(data.encode("utf-8"))
    chosen = {"answer": tuple(option.id for option in options)}
    real = {
        "row-rationales": all(line[4] == "" for line in matching["lines"]) and "Row 1, o2" in matching["Feedback"],
        "own-credit": right_minus_wrong(multiple, {0, 1, 2, 3}) * 100 != scoring.score(several, chosen).points,
        "tags": not [tag for tag in assessment.questions[0].tags if tag in data],
        "spelling": scoring.score(typed, {"answer": "elan-vital"}).points == 100 and ("Answer", "100", "Élan vital", "", "") in (
            short["lines"]) and "elan-vital" not in data.lower(),
        "about": not [text for text in assessment.about if text in data],
        "whitespace": multiple["QuestionText"] == "Which? These",
    }
    assert real == dict.fromkeys(brightspace.losses, True)


def test_no_line_is_empty_and_only_the_first_is_a_comment():
    # An empty line makes an empty folder in the Question Library, and a text of "//" would be skipped.
    trap = Item("trap", "short", "//Which\n//word?", (Part("answer", "", (), accepted=("//a",), rationale="//b\n\n//c"),), topic="glossary")
    lines = brightspace.data(made_up((trap,), title='//"odd"\n//title')).decode("utf-8-sig").split("\r\n")
    assert [line for line in lines[:-1] if not line.strip()] == []
    assert [line for line in lines if line.startswith(("//", '"//'))] == ['"////""odd"" //title",,,,']
