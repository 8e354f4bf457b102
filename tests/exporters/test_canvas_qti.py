"""QTI 1.2 for Canvas, read back as Canvas' importers and the published format read it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from comparison import qti12
from comparison.exchange import LOSSES, MULTIPLE, ROWS, TYPED
from comparison.exporters import canvas_qti
from comparison.items import Item, Option, Part
from comparison.scoring import score
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from reading_qti12 import assessment, blocks, canvas_match_id, canvas_meaning, classic_text, files, scored, shown

CANVAS = "{http://canvas.instructure.com/xsd/cccv1p0}"
TYPES = {"single": "multiple_choice_question", "multiple": "multiple_answers_question", "rows": "matching_question",
         "typed": "short_answer_question"}


def read(data: bytes) -> tuple[dict, dict]:
    """Return the assessment and its settings, found as Canvas finds them: by the manifest, and by the assessment's name."""
    found = files(data)
    whole, = (assessment(content) for name, content in found.items()
              if name != "imsmanifest.xml" and not name.endswith("/assessment_meta.xml"))
    quiz = ElementTree.fromstring(found[f"{whole['ident']}/assessment_meta.xml"])
    assert (quiz.tag, quiz.get("identifier")) == (f"{CANVAS}quiz", whole["ident"])
    return whole, {child.tag.removeprefix(CANVAS): child.text for child in quiz}


def check(written) -> None:
    whole, quiz = read(canvas_qti.data(written))
    assert (whole["title"], quiz["title"], whole["language"]) == (shown(written.title), shown(written.title), "en")
    assert blocks(quiz["description"]) == [("p", shown(text), "") for text in written.about]
    assert [item["ident"] for item in whole["items"]] == [question.id for question in written.questions]
    for question, item in zip(written.questions, whole["items"]):
        check_question(question, item, written.say)


def check_question(question, item, say) -> None:
    assert blocks(item["stem"]) == [("p", shown(question.stem), "")]
    assert item["fields"]["question_type"] == TYPES[question.form]
    assert abs(float(item["fields"]["points_possible"]) - question.points) < 0.00001
    for told in (question.title, question.topic, *question.areas):
        assert shown(told) in item["title"]
    for feedback in item["feedback"]:
        assert canvas_meaning(feedback) == ("general" if feedback == "general_fb" else "option")
    general = blocks(item["feedback"].get("general_fb", ""))
    heading = [("p", shown(say("export.note")), shown(say("export.note")))]
    beside = [("p", shown(note), "") for note in question.notes]
    reasons = general[:len(general) - len(heading + beside)] if beside else general
    assert general == reasons + (heading + beside if beside else [])
    {ROWS: check_rows, TYPED: check_typed}.get(question.form, check_choices)(question, item, reasons)


def check_choices(question, item, reasons) -> None:
    response, = item["responses"]
    assert (response["ident"], response["prompt"]) == ("response1", None)
    assert response["cardinality"] == ("Multiple" if question.form == MULTIPLE else "Single")
    assert response["shuffle"] == ("Yes" if question.shuffle else "No")
    assert [text for _, text in response["choices"]] == [shown(choice.text) for choice in question.choices]
    assert item["fields"]["original_answer_ids"].split(",") == [ident for ident, _ in response["choices"]]
    idents = {choice.id: ident for choice, (ident, _) in zip(question.choices, response["choices"])}
    key = {idents[choice.id] for choice in question.key}
    assert new_quizzes_key(item) == key
    assert scored(item, {"response1": key})[0] == 100
    assert reasons == []
    for choice in question.choices:
        gained, shows = scored(item, {"response1": {idents[choice.id]}})
        assert gained == (100 if {idents[choice.id]} == key else 0)
        own, = (name for name in shows if name != "general_fb")
        assert blocks(item["feedback"][own]) == [("p", shown(choice.rationale), "")]
        assert ("general_fb" in shows) == bool(question.notes)
    # Whoever chooses several is told of each.
    if question.form == MULTIPLE:
        gained, shows = scored(item, {"response1": set(idents.values())})
        assert gained == 0
        assert len([name for name in shows if name != "general_fb"]) == len(idents)


def new_quizzes_key(item) -> set[str]:
    """Return the right choices as Canvas' New Quizzes find them."""
    alls = [test for condition in item["conditions"] for test in condition["tests"] if test[0] == "and"]
    if alls:
        return {test[2] for test in alls[0][1] if test[0] == "equal"}
    return {condition["tests"][0][2] for condition in item["conditions"] if condition["score"] and condition["score"][1] > 0}


def check_rows(question, item, reasons) -> None:
    assert len(item["responses"]) == len(question.rows) > 1
    idents = [ident for ident, _ in item["responses"][0]["choices"]]
    # Canvas takes the first digits of a name for its id.
    assert len({canvas_match_id(ident) for ident in idents}) == len(idents)
    answers = [response["ident"].removeprefix("response_") for response in item["responses"]]
    assert len({canvas_match_id(answer) for answer in answers}) == len(answers)
    assert item["fields"]["original_answer_ids"].split(",") == answers
    right = {}
    for row, response in zip(question.rows, item["responses"]):
        assert response["prompt"] == shown(row.prompt)
        assert response["choices"] == [(ident, shown(choice.text)) for ident, choice in zip(idents, row.choices)]
        right[response["ident"]] = {idents[row.choices.index(row.key)]}
    for count in range(len(right) + 1):
        gained, _ = scored(item, dict(list(right.items())[:count]))
        assert abs(gained - 100 * count / len(right)) < 0.001
    assert {condition["score"][0] for condition in item["conditions"] if condition["score"]} == {"Add"}
    # Lost: which row a reason belongs to, but by where it stands.
    told = {text for _, text, _ in reasons}
    for row in question.rows:
        assert ("p", shown(f"{row.prompt} {row.key.text}"), shown(row.key.text)) in reasons
        for choice in row.choices:
            assert shown(choice.rationale) in told or any(text.endswith(shown(f": {choice.rationale}")) for text in told)
    assert set(item["feedback"]) == {"general_fb"}


def check_typed(question, item, reasons) -> None:
    response, = item["responses"]
    assert response["typed"] and response["ident"] == "response1"
    scoring, = (condition for condition in item["conditions"] if condition["score"])
    assert [test[2] for test in scoring["tests"]] == [shown(text) for text in question.accepted]
    for text in question.accepted:
        assert scored(item, {"response1": {shown(text)}}) == (100, ["general_fb"])
    assert scored(item, {"response1": {"neither of them"}}) == (0, ["general_fb"])
    assert reasons == [("p", shown(question.rationale), "")]
    # New Quizzes take it for an essay if a condition for everything ends it.
    assert all(condition["more"] for condition in item["conditions"] if ("other",) in condition["tests"])


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_reads_back_but_for_the_losses(written):
    check(written)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_the_losses(id):
    check(shipped()[id])


def test_the_losses_are_known_and_told():
    assert canvas_qti.losses == ("row-rationales", "partial-rule", "spelling", "whitespace")
    assert set(canvas_qti.losses) <= set(LOSSES)
    assert all(f"| {loss} |" in canvas_qti.__doc__ for loss in canvas_qti.losses)
    assert canvas_qti.__doc__.count("\n| ") == len(canvas_qti.losses) + 2


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(id, text, id == "right", f"Why {id}") for id, text in zip(("right", "wrong", "all"), texts))


def exported(*items: Item) -> list[dict]:
    return read(canvas_qti.data(made_up(items)))[0]["items"]


def test_half_a_point_is_not_written_since_canvas_would_give_a_whole_one():
    written, judged = next((quiz, question) for quiz in shipped().values() for question in quiz.questions
                           if any(choice.weight == Fraction(1, 2) for choice in question.choices))
    item = next(item for item in read(canvas_qti.data(written))[0]["items"] if item["ident"] == judged.id)
    assert sum(choice.weight > 0 for choice in judged.choices) > 1
    assert [condition["score"] for condition in item["conditions"] if condition["score"]] == [("Set", 100.0)]


def test_several_right_answers_are_all_or_nothing_in_the_file():
    four = (*options("a", "b", "c"), Option("too", "d", True, "Why too"))
    item = Item("several", "select", "Which?", (Part("answer", "", four, several=True),), topic="glossary")
    back, = exported(item)
    right = next(ident for ident, text in back["responses"][0]["choices"] if text == "a")
    assert score(item, {"answer": ("right",)}).points == 50
    assert scored(back, {"response1": {right}})[0] == 0


def test_typed_answers_are_compared_by_their_letters():
    item = Item("typed", "short", "Which?", (Part("answer", "", (), accepted=("Déjà-vu",), rationale="Why"),), topic="glossary")
    back, = exported(item)
    assert score(item, {"answer": "deja vu"}).points == 100
    assert scored(back, {"response1": {"DÉJÀ-VU"}})[0] == 100
    assert scored(back, {"response1": {"deja vu"}})[0] == 0


def test_white_space_runs_together():
    part = Part("answer", "", options("a\tb", "c\n\nd", "e  f"))
    item = Item("spaces", "single", "One\ttwo\n\nthree", (part,), topic="glossary")
    back, = exported(item)
    assert blocks(back["stem"]) == [("p", "One two three", "")]
    assert sorted(text for _, text in back["responses"][0]["choices"]) == ["a b", "c d", "e f"]


@pytest.mark.parametrize("id", ["correct", "wrong", "the-solution", "x_all", "general_x", "all", "none", "3-a"])
def test_no_name_of_feedback_means_something_else_to_canvas(id):
    part = Part("answer", "", (Option("a", "a", True, "Why a"), Option(id, "b", False, "Why b")))
    back, = exported(Item("meaning", "single", "Which?", (part,), topic="glossary"))
    assert sorted(canvas_meaning(name) for name in back["feedback"]) == ["option", "option"]
    assert sorted(text for html in back["feedback"].values() for _, text, _ in blocks(html)) == ["Why a", "Why b"]


@pytest.mark.parametrize("text", ["a < b", "<b>bold</b>", "this & that", "AT&amp;T", "x -> y", "a\u00a0b"])
def test_canvas_shows_signs_in_feedback_and_not_their_entities(text):
    part = Part("answer", "", (Option("a", "a", True, text), Option("b", "b", False, "Nothing of note")))
    back, = exported(Item("signs", "single", "Which?", (part,), topic="glossary"))
    told = {classic_text(html)[1]: html for html in back["feedback"].values()}
    assert blocks(told[True]) == [("p", text, "")]
    assert classic_text(told[False]) == ("Nothing of note", False)


def test_right_answers_of_rows_are_plain_text():
    shared = (Option("a", "A < B & C", True, "Why a"), Option("b", "B", False, "Why b"))
    parts = tuple(Part(id, f"Row {id}", shared) for id in ("r1", "r2"))
    back, = exported(Item("rows", "match", "Which?", parts, topic="glossary"))
    assert ["A < B & C", "B"] == sorted(text for _, text in back["responses"][0]["choices"])


def test_a_reason_that_several_rows_share_is_told_once():
    shared = (Option("a", "A", True, "Why a"), Option("b", "B", False, "Why b"), Option("c", "C", False, "Why c"))
    other = (replace(shared[0], correct=False), replace(shared[1], correct=True), shared[2])
    rows = (Part("r1", "One", shared), Part("r2", "Two", other), Part("r3", "Three", other))
    back, = exported(Item("rows", "match", "Which?", rows, topic="glossary"))
    assert back["feedback"]["general_fb"] == (
        "<p>One <strong>A</strong></p><p>Why a</p><ul><li>C: Why c</li></ul>"
        "<p>Two <strong>B</strong></p><p>Why b</p><p>Three <strong>B</strong></p><p>Why b</p>")


def test_ids_of_choices_do_not_hang_on_their_order_or_on_others():
    three = Item("same", "single", "Which?", (Part("answer", "", options("a", "b", "c")),), topic="glossary")
    two = replace(three, parts=(Part("answer", "", options("a", "b")),))
    (before,), (after,) = exported(three), exported(two)
    ids = {text: ident for ident, text in before["responses"][0]["choices"]}
    assert {text: ident for ident, text in after["responses"][0]["choices"]} == {text: ids[text] for text in ("a", "b")}


def test_choices_whose_numbers_would_be_the_same_have_two_that_stay():
    # Found by search; of some thirty thousand ids, two meet.
    part = Part("answer", "", (Option("c9407", "a", True, "Why"), Option("c17337", "b", False, "Why not")))
    question, = made_up((Item("kites", "single", "Which?", (part,), topic="glossary"),)).questions
    assert qti12.numbers(question) == {"choice/c17337": "197195173", "choice/c9407": "197195174"}


def test_only_spaces_of_html_are_taken_from_the_ends_of_a_text():
    assert qti12.plain(" \tX marks\n the\u00a0 X\u00a0 ") == "X marks the\u00a0 X\u00a0"


def test_the_settings_are_those_of_the_site():
    for written in shipped().values():
        quiz = read(canvas_qti.data(written))[1]
        choosing = [question.shuffle for question in written.questions if question.form in ("single", "multiple")]
        assert quiz["shuffle_answers"] == ("true" if all(choosing) else "false")
        assert (quiz["show_correct_answers"], quiz["allowed_attempts"], quiz["available"]) == ("true", "-1", "false")
        assert float(quiz["points_possible"]) == len(written.questions)


def test_a_quiz_whose_questions_all_shuffle_shuffles():
    item = Item("free", "single", "Which?", (Part("answer", "", options("a", "b", "c")),), topic="glossary")
    fixed = Option("none", "c", False, "Why", fixed=True)
    held = replace(item, id="held", parts=(Part("answer", "", (*options("a", "b"), fixed)),))
    assert read(canvas_qti.data(made_up((item,))))[1]["shuffle_answers"] == "true"
    assert read(canvas_qti.data(made_up((item, held))))[1]["shuffle_answers"] == "false"


def test_the_same_questions_give_the_same_bytes():
    for written in shipped().values():
        assert canvas_qti.data(written) == canvas_qti.data(written)
