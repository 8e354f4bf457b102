"""What must hold of a QTI package in both versions: all reads back, and scores and tells as it should."""

from __future__ import annotations

from fractions import Fraction

from comparison.exchange import MULTIPLE, ROWS, SINGLE, TYPED, Assessment, Question
from comparison.messages import Messages
from qti_answers import answers, name, shown
from qti_reader import Package, feedback, play, read, text

INTERACTIONS = {SINGLE: "choiceInteraction", MULTIPLE: "choiceInteraction", ROWS: "matchInteraction", TYPED: "textEntryInteraction"}
# Shares of points have five decimals and are never more than they should be.
STEP = Fraction(1, 100_000)


def check(assessment: Assessment, data: bytes, version: str) -> Package:
    """Hold a package against what was to be written, and return it."""
    package = read(data, version)
    assert (package.title, package.about) == (assessment.title, list(assessment.about))
    assert package.test.get("title") == assessment.title
    assert list(package.items) == [name(question.id) for question in assessment.questions]
    for question in assessment.questions:
        id = name(question.id)
        item = package.items[id]
        assert (item.get("title"), package.titles[id]) == (question.title, question.title)
        assert package.keywords[id] == [question.topic, *question.areas, *question.tags]
        _check_asked(item, question)
        told = feedback(item, version)
        _check_told(told, question)
        _check_scored(item, question, told, assessment.say)
    return package


def _check_asked(item, question: Question) -> None:
    body = item.find("itemBody")
    stem, asked = body[0], body[1]
    if question.form == TYPED:
        assert (asked.tag, asked.text, len(asked)) == ("p", None, 1)
        asked = asked[0]
    assert (stem.tag, text(stem), asked.tag) == ("p", question.stem, INTERACTIONS[question.form])
    declared = item.find("responseDeclaration")
    assert asked.get("responseIdentifier") == declared.get("identifier")
    right = [value.text for value in declared.iterfind("correctResponse/value")]
    gains = {entry.get("mapKey"): Fraction(entry.get("mappedValue")) for entry in declared.iterfind("mapping/mapEntry")}
    most = {one.get("identifier"): one.findtext("defaultValue/value") for one in item.iterfind("outcomeDeclaration")}["MAXSCORE"]
    assert Fraction(most) == question.points
    if question.form == TYPED:
        assert (declared.get("cardinality"), declared.get("baseType")) == ("single", "string")
        assert gains == dict.fromkeys(question.accepted, question.points)
        assert right == [question.accepted[0]]
    elif question.form == ROWS:
        assert (declared.get("cardinality"), declared.get("baseType")) == ("multiple", "directedPair")
        rows, choices = ([(one.get("identifier"), text(one)) for one in part] for part in asked.iterfind("simpleMatchSet"))
        assert rows == [(f"row_{row.id}", row.prompt) for row in question.rows]
        assert all(choices == [(name(choice.id), choice.text) for choice in row.choices] for row in question.rows)
        assert right == [f"row_{row.id} {name(row.key.id)}" for row in question.rows] == list(gains)
        assert all(0 <= Fraction(1, len(rows)) - gain < STEP for gain in gains.values())
    else:
        several = question.form == MULTIPLE
        assert (declared.get("cardinality"), declared.get("baseType")) == ("multiple" if several else "single", "identifier")
        assert asked.get("maxChoices") == ("0" if several else "1")
        assert [(one.get("identifier"), text(one)) for one in asked] == [(name(choice.id), choice.text) for choice in question.choices]
        assert right == [name(choice.id) for choice in question.key]
        assert list(gains) == [name(choice.id) for choice in question.choices]
        assert all(0 <= choice.weight - gains[name(choice.id)] < STEP for choice in question.choices)
    if question.form != TYPED:
        assert asked.get("shuffle") == ("true" if question.shuffle else "false")


def _check_told(told: dict[str, list[str]], question: Question) -> None:
    """Every reason is there, under the identifier of its choice."""
    for choice in question.choices:
        assert told[name(choice.id)][1:] == [choice.rationale]
    for row in question.rows:
        for choice in row.choices:
            assert told[f"row_{row.id}_{name(choice.id)}"][1:] == [choice.rationale]
    assert told.get("REASON", [""]) == [question.rationale]
    assert told.get("NOTES", [""])[1:] == list(question.notes)


def _check_scored(item, question: Question, told: dict[str, list[str]], say: Messages) -> None:
    """Every answer gets its points and hears what it should, in the order in which the texts stand."""
    for answer in answers(question):
        outcomes = play(item, answer.given)
        wanted = answer.score(question)
        assert abs(outcomes["SCORE"] * 100 - wanted.points) <= 0.501
        assert (outcomes["SCORE"] == question.points) == (wanted.verdict == "right")
        assert outcomes["FEEDBACK"] != []
        heard = [tuple(paragraphs) for identifier, paragraphs in told.items() if identifier in outcomes["FEEDBACK"]]
        assert heard == shown(question, answer, say)
