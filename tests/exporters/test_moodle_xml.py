"""Moodle XML, read back: choices by `moodle-xml-parser`, everything by a reader that goes by Moodle's documentation."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree

import moodle
import pytest
from comparison import scoring
from comparison.exchange import LOSSES, MULTIPLE, ROWS, SINGLE, TYPED
from comparison.exporters import moodle_xml
from comparison.items import Item, Option, Part
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from moodle_xml_parser.parser import parse_bytes

TYPES = {"multichoice": (SINGLE, MULTIPLE), "matching": (ROWS,), "shortanswer": (TYPED,)}


def text(element: ElementTree.Element, path: str) -> str:
    """Return the text at a path, which has to be there."""
    return element.find(f"{path}/text").text or ""


def html(element: ElementTree.Element, path: str = ".") -> str:
    """Return what the HTML at a path shows."""
    assert element.find(path).get("format") == "html"
    return moodle.shown(text(element, path))


def read(data: bytes) -> tuple[ElementTree.Element, list[ElementTree.Element]]:
    """Return the category and the questions of a file."""
    category, *questions = ElementTree.fromstring(data)
    assert category.get("type") == "category"
    return category, questions


def check_question(element, question):
    assert question.form in TYPES[element.get("type")]
    assert text(element, "name") == question.title
    assert element.findtext("idnumber") == question.id
    assert html(element, "questiontext") == question.stem
    assert Fraction(element.findtext("defaultgrade")) == question.points
    assert [tag.findtext("text") for tag in element.iterfind("tags/tag")] == list(question.tags)
    rows, against, told = moodle.general(text(element, "generalfeedback"))
    assert told == [*([question.rationale] if question.rationale else []), *question.notes]
    assert rows == [(row.prompt, row.key.text, row.key.rationale) for row in question.rows]
    assert {*(row[2] for row in rows), *(one[1] for one in against)} == {why for row in question.rows for why in row.rationales}
    if question.form == ROWS:
        check_matching(element, question)
    elif question.form == TYPED:
        assert element.findtext("usecase") == "0"
        answers = [(answer.get("fraction"), text(answer, ".")) for answer in element.iterfind("answer")]
        assert len(answers) == len(question.accepted)
        for (fraction, pattern), accepted in zip(answers, question.accepted):
            assert fraction == "100" and moodle.accepts(pattern, accepted) and moodle.spelled(pattern) == accepted
    else:
        assert element.findtext("single") == ("false" if question.form == MULTIPLE else "true")
        assert element.findtext("shuffleanswers") == ("true" if question.shuffle else "false")
        assert [(html(answer), moodle.accepted_weight(float(answer.get("fraction"))), html(answer, "feedback"))
                for answer in element.iterfind("answer")] == [
            (choice.text, choice.weight, choice.rationale) for choice in question.choices]


def check_matching(element, question):
    pairs = [(html(one), moodle.listed(text(one, "answer"))) for one in element.iterfind("subquestion")]
    assert pairs[:len(question.rows)] == [(row.prompt, row.key.text) for row in question.rows]
    assert {prompt for prompt, _ in pairs[len(question.rows):]} <= {""}
    for row in question.rows:
        assert {answer for _, answer in pairs} == {choice.text for choice in row.choices}


def check(assessment):
    data = moodle_xml.data(assessment)
    category, elements = read(data)
    names = [moodle.named(assessment.site), moodle.named(assessment.title)]
    assert moodle.category(text(category, "category")) == ["$course$", "top", *names]
    assert moodle.general(text(category, "info"))[2] == list(assessment.about)
    assert len(elements) == len(assessment.questions)
    for element, question in zip(elements, assessment.questions):
        check_question(element, question)
    check_choices(data, assessment)


def check_choices(data, assessment):
    """Check choices with the published parser, which unescapes HTML and leaves its tags in the text."""
    def told(text: str) -> str:
        return text.replace("\n", "<br>")

    asked = [question for question in assessment.questions if question.choices]
    back = parse_bytes(data)["multichoice"]
    assert [(one.name, one.text_pre_parse, one.single, one.shuffle_answers, one.default_grade) for one in back] == [
        (question.title, told(question.stem), question.form == SINGLE, question.shuffle, 1.0) for question in asked]
    assert [[(option.answer, moodle.accepted_weight(option.score_fraction), option.feedback) for option in one.options]
            for one in back] == [[(told(choice.text), choice.weight, told(choice.rationale)) for choice in question.choices]
                                 for question in asked]


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_reads_back_but_for_what_is_lost(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_what_is_lost(id):
    check(shipped()[id])


def select(right: int, wrong: int) -> Item:
    options = [Option(f"o{n}", f"option {n}", n < right, "because") for n in range(right + wrong)]
    return Item("many", "select", "Which of these?", (Part("answer", "", tuple(options), several=True),), topic="glossary")


def single(**texts: str) -> Item:
    options = (Option("yes", texts.get("option", "yes"), True, texts.get("rationale", "it is")), Option("no", "no", False, "it is not"))
    return Item(texts.get("id", "one"), "single", texts.get("stem", "Is it?"), (Part("answer", "", options),), topic="glossary")


def short(*accepted: str) -> Item:
    return Item("short", "short", "What is it?", (Part("answer", "", (), accepted=accepted, rationale="so it is"),), topic="glossary")


def match(*answers: str, rows: int = 2) -> Item:
    parts = tuple(
        Part(f"r{row}", f"row {row}", tuple(Option(f"o{n}", answer, n == row, f"{answer} for {row}") for n, answer in enumerate(answers)))
        for row in range(rows))
    return Item("match", "match", "Which fits?", parts, topic="glossary")


def the_only(item: Item) -> ElementTree.Element:
    return read(moodle_xml.data(made_up((item,))))[1][0]


@pytest.mark.parametrize("right", range(1, 21))
@pytest.mark.parametrize("wrong", [1, 3, 7, 11, 20])
def test_several_choices_have_weights_that_moodle_takes_and_choosing_everything_gains_nothing(right, wrong):
    weights = [moodle.accepted_weight(float(answer.get("fraction"))) for answer in the_only(select(right, wrong)).iterfind("answer")]
    gains, costs = [one for one in weights if one > 0], [one for one in weights if one < 0]
    assert (len(gains), len(costs)) == (right, wrong)
    assert (sum(gains), sum(costs)) == (1, -1)
    assert moodle.grade(weights) == 0 and moodle.grade(gains) == 1


def test_moodle_scores_every_response_to_several_choices_as_the_site_does():
    item = select(3, 2)
    element = the_only(item)
    weights = {f"option {n}": moodle.accepted_weight(float(answer.get("fraction")))
               for answer in element.iterfind("answer") for n in range(5) if html(answer) == f"option {n}"}
    for size in range(1, 6):
        for chosen in combinations(range(5), size):
            points = moodle.grade([weights[f"option {n}"] for n in chosen]) * 100
            assert scoring.score(item, {"answer": tuple(f"o{n}" for n in chosen)}).points == int(points + Fraction(1, 2))


def test_thirds_and_sevenths_have_five_decimals():
    assert {answer.get("fraction") for answer in the_only(select(3, 7)).iterfind("answer")} == {"33.33333", "-14.28571"}


def test_seeing_that_a_statement_falls_keeps_its_half_point():
    fractions = {answer.get("fraction") for element in read(moodle_xml.data(shipped()["scope"]))[1]
                 if "true-false" in [tag.findtext("text") for tag in element.iterfind("tags/tag")]
                 for answer in element.iterfind("answer")}
    assert fractions == {"100", "50", "0"}


@pytest.mark.parametrize("id", shipped())
def test_every_text_is_in_a_section_so_that_no_entity_is_left_to_trip_over(id):
    source = moodle_xml.data(shipped()[id]).decode("utf-8")
    bare = re.sub(r"<!\[CDATA\[.*?]]>", "", source, flags=re.DOTALL)
    assert "&" not in bare
    assert re.findall(r"<text>(?!</text>)[^<]", bare) == []


def test_spaces_between_signs_that_xml_escapes_stay():
    item = single(stem="uno < & é > due", option="a & < b")
    source = moodle_xml.data(made_up((item,))).decode("utf-8")
    assert "<![CDATA[uno &lt; &amp; é &gt; due]]>" in source
    check(made_up((item, match("a & b", "R&D", "1 < 2", "]]>", "&amp;"))))


def test_names_are_plain_and_fit_their_columns():
    entry = the_only(single(id="long-" * 70 + "x"))
    assert len(entry.findtext("idnumber")) == 100
    other = the_only(single(id="long-" * 70 + "y"))
    assert other.findtext("idnumber") != entry.findtext("idnumber")
    made = made_up((single(),))
    called = replace(made, questions=tuple(replace(question, title="name " * 70) for question in made.questions))
    assert text(read(moodle_xml.data(called))[1][0], "name") == ("name " * 70)[:255]
    assessment = made_up((single(),), title="one <b two")
    assert moodle.category(text(read(moodle_xml.data(assessment))[0], "category"))[-1] == "one ‹b two"
    assert "<" not in text(read(moodle_xml.data(assessment))[0], "category")


@pytest.mark.parametrize("title", ["a/b", "/a", "a/", "//a//", "a / b", "/", "a///b"])
def test_a_slash_in_a_title_stays_within_its_name(title):
    path = text(read(moodle_xml.data(made_up((single(),), title=title)))[0], "category")
    assert moodle.category(path)[3:] == [title]


def test_what_xml_may_not_hold_is_left_out():
    entry = the_only(single(stem="a\x00b\x0bc\x1fd\ufffee", option="one\r\ntwo\rthree"))
    assert html(entry, "questiontext") == "abcde"
    assert "one\ntwo\nthree" in [html(answer) for answer in entry.iterfind("answer")]


def test_an_asterisk_that_is_accepted_stands_for_itself():
    pattern = text(the_only(short("2*3")), "answer")
    assert moodle.accepts(pattern, "2*3") and not moodle.accepts(pattern, "2 and 3")
    pattern = text(the_only(short("a]]>b")), "answer")
    assert moodle.accepts(pattern, "a]]>b")


def test_an_answer_of_a_matching_fits_its_column():
    answers = [text(one, "answer") for one in the_only(match("a" * 255, "b" * 300)).iterfind("subquestion")]
    assert answers == ["a" * 255, "b" * 254 + "…"]


def test_a_set_takes_its_questions_as_they_are_in_its_pieces():
    assessment = shipped()["training"]
    data = moodle_xml.head(assessment) + "".join(map(moodle_xml.piece, assessment.questions)) + moodle_xml.FOOT
    assert data.encode("utf-8") == moodle_xml.data(assessment)


def test_the_same_file_is_made_anywhere(tmp_path):
    assert moodle.made_elsewhere("moodle-xml", "scope", tmp_path) == moodle_xml.data(shipped()["scope"])


def test_the_losses_are_these():
    assert moodle_xml.losses == ("row-rationales", "order", "spelling")
    assert set(moodle_xml.losses) <= set(LOSSES)
    # Rows have no feedback of their own.
    assert the_only(match("x", "y")).findall("subquestion//feedback") == []
    # What stands in the file is the order of the rows, whatever that of their answers was.
    rows = made_up((match("x", "y"),)).questions[0]
    turned = replace(rows, rows=tuple(replace(row, choices=row.choices[::-1]) for row in rows.rows))
    pairs = [[(html(pair), text(pair, "answer")) for pair in ElementTree.fromstring(moodle_xml.piece(one)).iterfind("subquestion")]
             for one in (rows, turned)]
    assert pairs[0] == pairs[1]
    # What the site takes, Moodle may not.
    pattern = text(the_only(short("Practice act")), "answer")
    assert scoring.normal("practice-act") == scoring.normal("Practice act")
    assert moodle.accepts(pattern, "PRACTICE ACT") and not moodle.accepts(pattern, "practice-act")
