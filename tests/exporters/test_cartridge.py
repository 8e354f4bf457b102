"""Common Cartridge, read back as the published format, Moodle and Canvas read it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import html5lib
import pytest
from comparison.exchange import LOSSES, MULTIPLE, ROWS, TYPED, split
from comparison.exporters import cartridge
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from comparison.scoring import score
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from reading_qti12 import PACKAGE, assessment, blocks, files, moodle_general, moodle_html, scored, shown

LOM = "{http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest}"
# By the published rules: what an assessment and an item may say of themselves.
ASSESSMENT_FIELDS = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "qmd_scoretype": "Percentage",
                     "cc_maxattempts": "unlimited"}
PROFILES = {"single": "cc.multiple_choice.v0p1", "multiple": "cc.multiple_response.v0p1", "typed": "cc.fib.v0p1"}


def read(data: bytes) -> tuple[dict, ElementTree.Element]:
    """Return the assessment and the manifest, found as Moodle finds them."""
    found = files(data)
    # Moodle looks for this in the first 1,024 bytes.
    assert b'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"' in found["imsmanifest.xml"][:1024]
    # It knows elements by their names as written, prefixes included.
    assert b"<item " in found["imsmanifest.xml"]
    manifest = ElementTree.fromstring(found["imsmanifest.xml"])
    place, = manifest.findall(f"{PACKAGE}organizations/{PACKAGE}organization/{PACKAGE}item/{PACKAGE}item/{PACKAGE}item")
    resource, = (one for one in manifest.iter(f"{PACKAGE}resource") if one.get("identifier") == place.get("identifierref"))
    assert resource.get("type") == "imsqti_xmlv1p2/imscc_xmlv1p1/assessment" and resource.get("href") is None
    file, = resource
    return assessment(found[file.get("href")]), manifest


def check(written) -> None:
    whole, manifest = read(cartridge.data(written))
    assert (whole["title"], whole["language"], whole["fields"]) == (shown(written.title), "en", ASSESSMENT_FIELDS)
    assert [blocks(html) for html in whole["rubric"]] == [[("p", shown(text), "") for text in written.about]]
    assert [one.text for one in manifest.iter(f"{LOM}string")] == [shown(written.title), shown(" ".join(written.about))]
    assert [one.text for one in manifest.iter(f"{PACKAGE}title")] == [shown(written.site), shown(written.title)]
    # Lost: that rows belong to one question.
    questions = [question for asked in written.questions for question in split(asked)]
    assert [item["ident"] for item in whole["items"]] == [question.id for question in questions]
    for question, item in zip(questions, whole["items"]):
        check_question(question, item, written.say)


def check_question(question, item, say) -> None:
    judged = {choice.id for choice in question.choices} == {TRUE, FALSE}
    assert item["fields"] == {"cc_profile": "cc.true_false.v0p1" if judged else PROFILES[question.form],
                              "cc_question_category": shown(question.topic)}
    assert blocks(item["stem"]) == [("p", shown(question.stem), "")]
    for told in (question.title, question.topic, *question.areas):
        assert shown(told) in item["title"]
    heading = [("p", shown(say("export.note")), shown(say("export.note")))]
    reasons = [("p", shown(question.rationale), "")] if question.form == TYPED else []
    beside = heading + [("p", shown(note), "") for note in question.notes] if question.notes else []
    assert blocks(item["feedback"].get("general_fb", "")) == reasons + beside
    response, = item["responses"]
    assert response["ident"] == "response1"
    if question.form == TYPED:
        check_typed(question, item, response)
    else:
        check_choices(question, item, response)


def check_choices(question, item, response) -> None:
    assert response["cardinality"] == ("Multiple" if question.form == MULTIPLE else "Single")
    assert response["shuffle"] == ("Yes" if question.shuffle else "No")
    assert [text for _, text in response["choices"]] == [shown(choice.text) for choice in question.choices]
    idents = {choice.id: ident for choice, (ident, _) in zip(question.choices, response["choices"])}
    key = {idents[choice.id] for choice in question.key}
    assert moodle_key(item) == key
    assert scored(item, {"response1": key})[0] == 100
    for choice in question.choices:
        gained, shows = scored(item, {"response1": {idents[choice.id]}})
        assert gained == (100 if {idents[choice.id]} == key else 0)
        own, = (name for name in shows if name != "general_fb")
        assert blocks(item["feedback"][own]) == [("p", shown(choice.rationale), "")]
        assert ("general_fb" in shows) == bool(question.notes)
    if question.form == MULTIPLE:
        gained, shows = scored(item, {"response1": set(idents.values())})
        assert gained == 0
        assert len([name for name in shows if name != "general_fb"]) == len(idents)
    else:
        assert moodle_general(item) == (["general_fb"] if question.notes else [])


def moodle_key(item) -> set[str]:
    """Return the right choices as Moodle finds them: of several by their `case`, else by any score above zero."""
    if item["fields"]["cc_profile"] == "cc.multiple_response.v0p1":
        return {test[2] for condition in item["conditions"] if condition["score"] == ("Set", 100.0)
                for group in condition["tests"] for test in group[1] if test[0] == "equal" and test[3] == "Yes"}
    # The last condition on a choice has the say.
    last = {condition["tests"][0][2]: condition["score"] for condition in item["conditions"]
            if condition["tests"][0][0] == "equal"}
    return {ident for ident, gained in last.items() if gained and gained[1]}


def check_typed(question, item, response) -> None:
    assert response["typed"]
    # Moodle takes right answers from the first condition that scores 100, and nothing else.
    scoring = next(condition for condition in item["conditions"] if condition["score"] == ("Set", 100.0))
    assert [test[2] for test in scoring["tests"]] == [shown(text) for text in question.accepted]
    assert {test[3] for test in scoring["tests"]} == {"No"}
    for text in question.accepted:
        assert scored(item, {"response1": {shown(text)}}) == (100, ["general_fb"])
    assert scored(item, {"response1": {"neither of them"}}) == (0, ["general_fb"])


@settings(max_examples=40, deadline=None)
@given(assessments())
def test_any_question_reads_back_but_for_the_losses(written):
    check(written)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_but_for_the_losses(id):
    check(shipped()[id])


def test_the_losses_are_known_and_told():
    assert cartridge.losses == ("rows-split", "points", "partial-rule", "spelling", "whitespace")
    assert set(cartridge.losses) <= set(LOSSES)
    assert all(f"| {loss} |" in cartridge.__doc__ for loss in cartridge.losses)
    assert cartridge.__doc__.count("\n| ") == len(cartridge.losses) + 2


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(id, text, id == "right", f"Why {id}") for id, text in zip(("right", "wrong", "other"), texts))


def exported(*items: Item) -> list[dict]:
    return read(cartridge.data(made_up(items)))[0]["items"]


def test_rows_become_questions_of_their_own_that_weigh_like_any_other():
    for written in shipped().values():
        whole, _ = read(cartridge.data(written))
        rows = sum(len(question.rows) for question in written.questions if question.form == ROWS)
        others = sum(question.form != ROWS for question in written.questions)
        assert len(whole["items"]) == rows + others
        assert not any({"cc_weighting", "points_possible"} & set(item["fields"]) for item in whole["items"])
    assert any(question.form == ROWS for written in shipped().values() for question in written.questions)


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


@pytest.mark.parametrize("stands", [True, False])
def test_a_statement_without_corrections_is_true_or_false_with_the_names_that_moodle_asks_for(stands):
    verdict = tuple(Option(id, text, (id == TRUE) == stands, f"Why {id}", fixed=True)
                    for id, text in ((TRUE, "Yes"), (FALSE, "No")))
    parts = (Part(VERDICT, "", verdict), Part(CORRECTION, "", ()))
    back, = exported(Item("judged", "true-false", "So?", parts, topic="glossary"))
    assert back["fields"]["cc_profile"] == "cc.true_false.v0p1"
    assert back["responses"][0]["choices"] == [("true", "Yes"), ("false", "No")]
    assert moodle_key(back) == {"true" if stands else "false"}


def test_any_other_choice_between_two_keeps_its_texts():
    back, = exported(Item("two", "single", "Which?", (Part("answer", "", options("a", "b")),), topic="glossary"))
    assert back["fields"]["cc_profile"] == "cc.multiple_choice.v0p1"
    assert not {"true", "false"} & {ident for ident, _ in back["responses"][0]["choices"]}


@pytest.mark.parametrize("text", ["a<b", "<b>bold</b>", "</script>", "<!-- no -->", "this & that", "&lt;", "&copy; and &amp;",
                                  "]]>"])
def test_moodle_shows_signs_as_they_are_though_it_decodes_them_once_too_often(text):
    back, = exported(Item("signs", "single", text, (Part("answer", "", options("a", "b", "c")),), topic="glossary"))
    stored = html5lib.parseFragment(moodle_html(back["stem"]), treebuilder="etree", namespaceHTMLElements=False)
    assert "".join(stored.itertext()) == text


def test_rows_of_one_question_have_names_of_their_own():
    shared = options("a", "b", "c")
    parts = tuple(Part(id, f"Row {id}", shared) for id in ("r1", "r2"))
    first, second = exported(Item("rows", "match", "Which?", parts, topic="glossary"))
    assert (first["ident"], second["ident"]) == ("rows-r1", "rows-r2")
    assert first["title"] != second["title"]


def test_names_are_no_longer_than_moodle_holds():
    parts = tuple(Part(id * 300, f"Row {id}", options("a", "b", "c")) for id in "xy")
    assert [len(back["title"]) for back in exported(Item("rows", "match", "Which?", parts, topic="glossary"))] == [255, 255]


def test_the_same_questions_give_the_same_bytes():
    for written in shipped().values():
        assert cartridge.data(written) == cartridge.data(replace(written, questions=tuple(written.questions)))
