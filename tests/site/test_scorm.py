"""A SCORM package, taken to its end in a real browser inside an LMS: scorm-again, with its errors on.

scorm-again lets pass what old packages get wrong; so every value is held against SCORM 1.2's own forms here as well. The
server sends `Content-Security-Policy: default-src 'self'` with everything, and a broken policy is an error of the page.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
import zipfile
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from accessible import violations
from comparison import exchange, outputs
from comparison.exporters import scorm
from comparison.items import ordered
from comparison.scoring import score
from exporting import made_up, shipped
from support import ROOT, THREE_ROLES
from taking import check, item, key, respond, told, wrong
from test_accessibility import partly

POLICY = {"Content-Security-Policy": "default-src 'self'"}
# Milliseconds after which a package tries again what was refused.
SOON = 5000
OPTIONS, ROWS = "abcdefghijklmnopqrstuvwxyz0123456789", "123456789"
# The forms of SCORM 1.2's Run-Time Environment, 3.4.
FORMS = {
    r"cmi\.core\.lesson_status": "incomplete|completed",
    r"cmi\.core\.score\.(raw|min|max)": r"(100|\d{1,2})(\.\d{1,2})?",
    r"cmi\.core\.exit": "suspend|",
    r"cmi\.core\.session_time": r"\d{4}:[0-5]\d:[0-5]\d",
    r"cmi\.suspend_data": r"[\w.~-]{0,4096}",
    r"cmi\.interactions\.\d+\.(objectives\.\d+\.)?id": r"[A-Za-z0-9_-]{1,255}",
    r"cmi\.interactions\.\d+\.time": r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d",
    r"cmi\.interactions\.\d+\.type": "choice|matching|fill-in",
    r"cmi\.interactions\.\d+\.weighting": "1",
    r"cmi\.interactions\.\d+\.result": r"correct|wrong|neutral|0\.\d{1,2}",
    r"cmi\.interactions\.\d+\.student_response": r"[^\x00-\x1f]{0,255}",
    r"cmi\.interactions\.\d+\.correct_responses\.\d+\.pattern": r"[^\x00-\x1f]{1,255}",
}
RESPONSES = {"choice": r"([a-z0-9](,[a-z0-9])*)?", "matching": r"([a-z0-9]\.[a-z0-9](,[a-z0-9]\.[a-z0-9])*)?", "fill-in": ".*"}


def made(id: str = "kinds") -> exchange.Assessment:
    project = outputs.read_project(THREE_ROLES)
    return exchange.of_quiz(next(asked for asked in project.quizzes if asked.quiz.id == id), project)


@pytest.fixture(scope="module")
def kinds() -> exchange.Assessment:
    """A quiz with every kind of question."""
    return made()


@pytest.fixture
def lms(tmp_path, serve):
    """A function that puts a quiz into an LMS and returns the LMS's address."""
    def put(assessment: exchange.Assessment) -> str:
        folder = tmp_path / assessment.id
        shutil.copytree(ROOT / "tests" / "site" / "lms", folder)
        shutil.copy(ROOT / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js", folder)
        zipfile.ZipFile(io.BytesIO(scorm.data(assessment))).extractall(folder / "package")
        return serve(folder, POLICY)
    return put


@pytest.fixture
def launch(visit, lms):
    """A function that launches a quiz in an LMS and returns the LMS's page and the package in it.

    With `timed` the page has a clock that a test may put forward.
    """
    def start(assessment: exchange.Assessment, query: str = "", timed: bool = False):
        address = f"{lms(assessment)}index.html{query}"
        page = visit("about:blank" if timed else address)
        if timed:
            page.clock.install()
            page.goto(address)
        return page, package(page)
    return start


def package(page):
    frame = page.frame("package") or next(frame for frame in page.frames if frame.url.endswith("package/index.html"))
    frame.wait_for_selector("[data-scorm-report]:not(:empty)")
    return frame


def again(page):
    """Leave, and launch once more."""
    page.reload()
    return package(page)


def submit(frame, mode: str) -> None:
    frame.get_by_role("button", name="Submit" if mode == "test" else "See the results").click()


def take(frame, assessment, mode: str, response) -> None:
    """Take a quiz to its end."""
    if mode == "test":
        frame.get_by_label("Test:").check()
    for entry in assessment.items:
        given = response(entry)
        respond(frame, entry.id, **given)
        if mode == "study" and given:
            check(frame, entry.id)
    submit(frame, mode)


def share(assessment, response) -> float:
    points = [score(entry, {part: given if isinstance(given, str) else tuple(given) for part, given in response(entry).items()}).points
              for entry in assessment.items]
    return round(sum(points) / len(points), 2)


def core(page) -> dict:
    return page.evaluate("cmi().core")


def sets(page) -> list[tuple[str, str]]:
    """Return what the package set, each in the form that SCORM 1.2 asks for and taken by the LMS."""
    calls = [call for call in page.evaluate("calls") if call[0] == "LMSSetValue"]
    for _, element, value, answer, code in calls:
        (form,) = [form for place, form in FORMS.items() if re.fullmatch(place, element)]
        assert re.fullmatch(form, value), (element, value)
        assert (element, answer, code) == (element, "true", "0")
    return [(element, value) for _, element, value, *_ in calls]


def report(frame) -> str:
    return frame.locator("[data-scorm-report]").text_content()


def told_of(assessment, response) -> list[dict]:
    """Return the interactions that responses come to, worked out from the source."""
    return [interaction(assessment, entry, response(entry)) for entry in assessment.items]


def interaction(assessment, entry, given) -> dict:
    parts = [part for part in entry.parts if part.options or part.accepted]
    shown = {part.id: [option.id for option in ordered(part.options, f"{assessment.id}/{entry.id}/"
                                                                     f"{(parts[0] if entry.kind == 'match' else part).id}")]
             for part in parts}

    def signs(part, ids):
        return sorted(OPTIONS[shown[part.id].index(id)] for id in ids)

    def pairs(answers):
        return ",".join(f"{ROWS[row]}.{sign}" for row, part in enumerate(parts) for sign in signs(part, answers.get(part.id, ())))

    (first, *rest) = parts
    if rest:
        kind, response, patterns = "matching", pairs(given), [f"{{{pairs({part.id: part.key for part in parts})}}}"]
    elif first.accepted:
        kind, response, patterns = "fill-in", given.get(first.id, ""), list(first.accepted)
    else:
        pattern = ",".join(signs(first, first.key))
        kind, response = "choice", ",".join(signs(first, given.get(first.id, ())))
        patterns = [f"{{{pattern}}}" if first.several else pattern]
    outcome = score(entry, given)
    result = {"right": "correct", "wrong": "wrong", "unanswered": "neutral"}.get(outcome.verdict, f"{outcome.points / 100:g}")
    return {"id": entry.id, "type": kind, "student_response": response, "patterns": patterns, "result": result, "weighting": "1"}


def interactions(page) -> list[dict]:
    given = page.evaluate("cmi().interactions")
    return [{name: entry[name] for name in ("id", "type", "student_response", "result", "weighting")}
            | {"patterns": [entry["correct_responses"][str(place)]["pattern"] for place in range(len(entry["correct_responses"]))]}
            for entry in (given[str(place)] for place in range(len(given)))]


SHARES = {"nothing": wrong, "part": partly, "everything": key}


@pytest.mark.parametrize("mode", ["study", "test"])
@pytest.mark.parametrize("response", SHARES.values(), ids=SHARES)
def test_score_status_and_answers_arrive(launch, kinds, mode, response):
    page, frame = launch(kinds)
    assert core(page)["lesson_status"] == "incomplete"
    take(frame, kinds, mode, response)
    expected = share(kinds, response)
    assert {"wrong": 0, "key": 100}.get(response.__name__, expected) == expected
    told = core(page)
    assert (told["lesson_status"], told["exit"]) == ("completed", "")
    assert (float(told["score"]["raw"]), told["score"]["min"], told["score"]["max"]) == (expected, "0", "100")
    assert json.loads(page.evaluate("localStorage.lms"))["core"]["score"]["raw"] == told["score"]["raw"]
    assert interactions(page) == told_of(kinds, response)
    values = sets(page)
    types = [value for element, value in values if element.endswith(".type")]
    responses = [value for element, value in values if element.endswith(".student_response")]
    assert [pair for pair in zip(types, responses, strict=True) if not re.fullmatch(RESPONSES[pair[0]], pair[1])] == []
    assert f"{told['score']['raw']} of 100" in report(frame)
    assert report(frame) == frame.locator("[data-quiz-results] .scorm-report").text_content()


def test_what_is_left_blank_is_neither_right_nor_wrong(launch, kinds):
    page, frame = launch(kinds)
    take(frame, kinds, "test", lambda entry: {})
    assert core(page)["score"]["raw"] == "0"
    assert {(entry["student_response"], entry["result"]) for entry in interactions(page)} == {("", "neutral")}


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reports_topics_and_examination_areas(launch, id):
    assessment = shipped()[id]
    page, frame = launch(assessment)
    submit(frame, "study")
    given = page.evaluate("cmi().interactions")
    assert [[given[str(place)]["objectives"][str(at)]["id"] for at in range(len(given[str(place)]["objectives"]))]
            for place in range(len(given))] == [list(question.tags[1:]) for question in assessment.questions]
    sets(page)


def test_the_largest_shipped_quiz_is_taken_to_its_end_and_kept(launch):
    assessment = max(shipped().values(), key=lambda one: len(one.items))
    page, frame = launch(assessment)
    take(frame, assessment, "test", key)
    assert core(page)["score"]["raw"] == "100"
    assert 0 < max(len(value) for element, value in sets(page) if element == "cmi.suspend_data") < 1000
    frame = again(page)
    assert "of 30 points. Right: 30" in frame.locator("[data-quiz-sum]").text_content()


@pytest.mark.parametrize("mode", ["study", "test"])
def test_a_quiz_left_half_way_goes_on_where_it_was_left(launch, kinds, mode):
    page, frame = launch(kinds)
    frame.get_by_label("Ask me how sure I am").check()
    if mode == "test":
        frame.get_by_label("Test:").check()
    first, second, _third, *_ = [entry for entry in kinds.items if entry.kind in ("which", "match", "short")]
    respond(frame, first.id, **key(first))
    item(frame, first.id).get_by_label("Unsure", exact=True).check()
    if mode == "study":
        check(frame, first.id)
    else:
        item(frame, second.id).get_by_label("Flag").check()
    typed = next(entry for entry in kinds.items if entry.kind == "short")
    respond(frame, typed.id, **{typed.parts[0].id: "שלום & <b> 😀 \"'"})
    select = next(entry for entry in kinds.items if entry.kind == "select" and len(entry.parts[0].options) == 6)
    respond(frame, select.id, **key(select))
    match = next(entry for entry in kinds.items if entry.kind == "match")
    respond(frame, match.id, **{match.parts[-1].id: match.parts[-1].key})
    before = frame.evaluate(STATE)
    frame = again(page)
    kept = json.loads(page.evaluate("localStorage.lms"))
    assert (kept["core"]["lesson_status"], kept["core"]["exit"]) == ("incomplete", "suspend")
    assert page.evaluate("cmi().core.entry") == "resume"
    assert frame.evaluate(STATE) == before
    assert "Your answers are back" in frame.locator("[data-quiz-note]").text_content()
    assert (told(frame, first.id).text_content().startswith("Right.")) == (mode == "study")
    # Looking in and leaving again, with nothing changed, loses nothing either.
    frame = again(again(page).page)
    assert frame.evaluate(STATE) == before
    assert json.loads(page.evaluate("localStorage.lms"))["core"]["exit"] == "suspend"
    sets(page)


# Everything a learner can put in, as it stands.
STATE = """() => [...document.querySelectorAll("input, select")].map(($) => (
    [$.name, $.type === "radio" || $.type === "checkbox" ? $.checked : $.value]))"""


def test_the_session_ends_once_with_the_time_it_took(launch, kinds):
    page, frame = launch(kinds)
    respond(frame, kinds.items[0].id, **key(kinds.items[0]))
    again(page)
    calls = [call[0] for call in page.evaluate("calls")]
    first = calls[:calls.index("LMSFinish") + 1]
    assert (first.count("LMSInitialize"), first.count("LMSFinish"), first[-2]) == (1, 1, "LMSCommit")
    assert re.fullmatch(r"0000:00:\d\d", dict(sets(page))["cmi.core.session_time"])


def test_who_comes_back_sees_the_results_and_reports_nothing_anew(launch, kinds):
    page, frame = launch(kinds)
    take(frame, kinds, "test", partly)
    told = core(page)["score"]["raw"]
    count = len([element for element, _ in sets(page) if element == "cmi.core.score.raw"])
    assert count == 1
    frame = again(page)
    assert frame.locator("[data-quiz-results]").is_visible()
    assert f"{told} of 100" in report(frame)
    assert core(page)["lesson_status"] == "completed"
    assert len([element for element, _ in sets(page) if element == "cmi.core.score.raw"]) == count


def test_a_second_result_takes_the_place_of_the_first(launch, kinds):
    page, frame = launch(kinds)
    take(frame, kinds, "test", wrong)
    assert core(page)["score"]["raw"] == "0"
    frame.locator("[data-quiz-results]").get_by_role("button", name="Start over").click()
    assert (core(page)["lesson_status"], core(page)["exit"]) == ("completed", "suspend")
    take(frame, kinds, "test", key)
    assert (core(page)["score"]["raw"], core(page)["exit"]) == ("100", "")
    assert interactions(page) == told_of(kinds, key)
    sets(page)


def test_a_quiz_is_taken_by_keyboard_alone(launch):
    """Every stop of the Tab key in turn, from the first: choose the second option, check, see the results."""
    assessment = made("fields")
    page, frame = launch(assessment)
    frame.evaluate("document.body.focus()")
    page.keyboard.press("Tab")
    seen = []
    for _ in range(200):
        focus = frame.evaluate("""() => { const $ = document.activeElement; return { type: $.type ?? $.tagName, text: $.textContent,
            item: $.closest("[data-quiz-item]")?.dataset.quizItem, checked: $.checked }; }""")
        seen.append(focus["text"])
        if focus["text"] == "See the results":
            page.keyboard.press("Enter")
            break
        if focus["item"] and focus["type"] in ("radio", "checkbox"):
            page.keyboard.press("Space")
        elif focus["type"] == "submit":
            page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    assert frame.evaluate("document.activeElement.textContent") == "Your results"
    assert core(page)["lesson_status"] == "completed"
    assert [entry["id"] for entry in interactions(page) if entry["result"] == "neutral"] == []


def test_no_request_leaves_the_package_and_nothing_stays_on_the_device(launch, kinds):
    page, frame = launch(kinds)
    take(frame, kinds, "study", key)
    frame = again(page)
    root = page.url.removesuffix("index.html")
    files = set(zipfile.ZipFile(io.BytesIO(scorm.data(kinds))).namelist())
    asked = {urlsplit(request).path.removeprefix("/") for request in page.requests if request.startswith(root)}
    assert [request for request in page.requests if not request.startswith(root)] == []
    assert {path.removeprefix("package/") for path in asked if path.startswith("package/")} <= files
    assert asked - {f"package/{file}" for file in files} == {"index.html", "lms.js", "scorm12.min.js"}
    assert frame.evaluate("[Object.keys(localStorage).sort(), Object.keys(sessionStorage), document.cookie]") == [["calls", "lms"], [], ""]


# --- when something is wrong -------------------------------------------------------------------------------------------

def test_without_an_lms_the_quiz_works_and_says_that_nothing_is_reported(visit, lms, kinds):
    page = visit(lms(kinds) + "package/index.html")
    assert "nothing is kept or reported" in report(page)
    take(page, kinds, "study", key)
    assert "Right: 14" in page.locator("[data-quiz-sum]").text_content()
    assert "nothing is kept or reported" in page.locator("[data-quiz-results] .scorm-report").text_content()


@pytest.mark.parametrize("query", ["?refuse=LMSInitialize", "?throw=LMSInitialize"])
def test_an_lms_that_opens_no_session_is_told_of(launch, kinds, query):
    page, frame = launch(kinds, query)
    assert "did not answer as it should (error " in report(frame)
    take(frame, kinds, "test", key)
    assert "Right: 14" in frame.locator("[data-quiz-sum]").text_content()
    assert [call for call in page.evaluate("calls") if call[0] == "LMSSetValue"] == []


@pytest.mark.parametrize("part", ["LMSCommit", "cmi.core.score", "LMSSetValue"])
def test_a_result_that_does_not_arrive_is_told_and_tried_again(launch, kinds, part):
    page, frame = launch(kinds, timed=True)
    page.evaluate("(part) => { refused = [part]; }", part)
    take(frame, kinds, "test", key)
    assert "has not reached your course yet (error 401)" in report(frame)
    page.evaluate("refused = []")
    page.clock.fast_forward(SOON)
    frame.locator("[data-scorm-report]", has_text="Your result is reported to your course: 100 of 100").wait_for()
    assert core(page)["score"]["raw"] == "100"
    assert interactions(page) == told_of(kinds, key)


@pytest.mark.parametrize("part", ["LMSCommit", "cmi.suspend_data"])
def test_answers_that_are_not_kept_are_told_and_tried_again(launch, kinds, part):
    page, frame = launch(kinds, timed=True)
    page.evaluate("(part) => { refused = [part]; }", part)
    respond(frame, kinds.items[0].id, **key(kinds.items[0]))
    page.clock.fast_forward(SOON)
    frame.locator("[data-scorm-report]", has_text="did not keep your last answers (error 401)").wait_for()
    page.evaluate("refused = []")
    page.clock.fast_forward(SOON)
    frame.locator("[data-scorm-report]", has_text=re.compile("^Your course keeps your answers")).wait_for()
    assert json.loads(page.evaluate("localStorage.lms"))["suspend_data"] != ""


@pytest.mark.parametrize("name", ["LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"])
def test_an_lms_that_breaks_does_not_break_the_quiz(launch, kinds, name):
    _page, frame = launch(kinds, f"?throw={name}")
    take(frame, kinds, "test", key)
    assert "Right: 14" in frame.locator("[data-quiz-sum]").text_content()
    assert ("reported to your course: 100" in report(frame)) == (name in ("LMSGetValue", "LMSFinish"))


def test_an_lms_without_single_questions_has_the_result(launch, kinds):
    page, frame = launch(kinds, "?refuse=cmi.interactions")
    take(frame, kinds, "test", key)
    assert core(page)["score"]["raw"] == "100"
    assert "did not take all of what you answered" in report(frame)


def test_a_review_shows_the_answers_and_changes_nothing(launch, kinds):
    page, frame = launch(kinds)
    take(frame, kinds, "test", partly)
    sum_ = frame.locator("[data-quiz-sum]").text_content()
    kept = page.evaluate("localStorage.lms")
    page.goto(page.url + "?mode=review")
    count = len(sets(page))
    frame = package(page)
    assert frame.locator("[data-quiz-sum]").text_content() == sum_
    assert "looking at this quiz again" in report(frame)
    frame.locator("[data-quiz-results]").get_by_role("button", name="Start over").click()
    take(frame, kinds, "test", wrong)
    assert len(sets(page)) == count
    assert json.loads(kept)["core"]["score"] == json.loads(page.evaluate("localStorage.lms"))["core"]["score"]


def test_the_lms_is_found_through_frames_between(launch, kinds):
    page, frame = launch(kinds, "?deep")
    take(frame, kinds, "test", key)
    assert core(page)["score"]["raw"] == "100"


def test_the_lms_is_found_from_a_window_of_its_own(visit, lms, kinds):
    page = visit(lms(kinds) + "index.html?idle")
    with page.expect_popup() as popup:
        page.evaluate("() => { window.open('package/index.html'); }")
    window = popup.value
    window.wait_for_selector("[data-scorm-report]:not(:empty)")
    take(window, kinds, "test", key)
    assert core(page)["score"]["raw"] == "100"
    window.close()
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")


def test_frames_of_another_site_are_climbed_past(visit, lms, serve, tmp_path, kinds):
    """The package is in a frame of another site: there is nothing to find, and looking for it breaks nothing."""
    address = lms(kinds)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "index.html").write_text(
        f'<!doctype html><title>x</title><link rel="icon" href="data:,"><iframe name="package" src="{address}package/index.html"></iframe>',
        encoding="utf-8")
    page = visit(serve(tmp_path / "other").replace("127.0.0.1", "localhost"))
    assert "No course was found" in report(package(page))


# --- what is kept ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("damage", ["x", "0", "1", "1A.", "\"'<&>", "9AAAA.0.", "1A0.0.xxxx"])
def test_what_cannot_be_read_back_is_told_and_the_quiz_starts_clean(launch, kinds, damage):
    page, frame = launch(kinds)
    frame = resumed_with(page, damage)
    assert "could not be read" in frame.locator("[data-quiz-trouble]").text_content()
    take(frame, kinds, "test", key)
    assert core(page)["score"]["raw"] == "100"


def resumed_with(page, text: str):
    """Launch with a suspend_data of one's own."""
    address = page.url
    page.goto(f"{address}?idle")
    page.evaluate("""(text) => { const lms = JSON.parse(localStorage.lms); lms.suspend_data = text; localStorage.lms = JSON.stringify(lms); }""",
                  text)
    page.goto(address)
    return package(page)


def test_what_was_cut_short_loses_only_its_end(launch, kinds):
    page, frame = launch(kinds)
    for entry in kinds.items[:3]:
        respond(frame, entry.id, **key(entry))
    frame = resumed_with(page, page.evaluate("cmi().suspend_data")[:-3])
    assert "Part of what your course had kept" in frame.locator("[data-quiz-trouble]").text_content()
    assert "Your answers are back: 2" in frame.locator("[data-quiz-note]").text_content()


def test_an_answer_whose_question_changed_is_dropped_and_told(launch, lms, kinds):
    page, frame = launch(kinds)
    first, second, *_ = kinds.items
    respond(frame, first.id, **key(first))
    respond(frame, second.id, **key(second))
    kept = page.evaluate("cmi().suspend_data")
    part = first.parts[0]
    fewer = replace(first, parts=(replace(part, options=part.options[:-1]),))
    page.goto(lms(replace(made_up((fewer, *kinds.items[1:])), id="changed")) + "index.html")
    again(page)
    frame = resumed_with(page, kept)
    assert "Your answers are back: 1" in frame.locator("[data-quiz-note]").text_content()
    assert "Questions: 1." in frame.locator("[data-quiz-note]").text_content()


def many(count: int, kinds, *wanted: str) -> exchange.Assessment:
    """A quiz of so many questions, their kinds taking turns."""
    patterns = [next(entry for entry in kinds.items if entry.kind == kind) for kind in wanted]
    return made_up(tuple(replace(patterns[number % len(patterns)], id=f"item-{number}", stem=f"Question {number}") for number in range(count)))


def test_sixty_questions_have_room(launch, kinds):
    assessment = many(60, kinds, "select", "match", "single", "true-false")
    page, frame = launch(assessment)
    frame.get_by_label("Ask me how sure I am").check()
    for entry in assessment.items:
        respond(frame, entry.id, **wrong(entry))
        # What was judged and what is chosen now are two answers to keep.
        item(frame, entry.id).evaluate("""(form) => { form.querySelector('[value="sure"]').click(); form.requestSubmit(); }""")
        respond(frame, entry.id, **key(entry))
    before = frame.evaluate(STATE)
    assert len(page.evaluate("cmi().suspend_data")) < 2000
    assert "no room" not in report(frame)
    frame = again(page)
    assert frame.evaluate(STATE) == before
    assert frame.locator('[data-quiz-result="wrong"]').count() == 60


def test_what_has_no_room_is_told_and_nothing_else_is_lost(launch, kinds):
    assessment = many(60, kinds, "short")
    page, frame = launch(assessment)
    frame.get_by_label("Test:").check()
    text = "ein sehr langer Text " * 9
    for number, entry in enumerate(assessment.items):
        respond(frame, entry.id, **{entry.parts[0].id: key(entry)["answer"] if number % 2 else text})
    assert "has no room for all of your answers" in report(frame)
    numbers = [int(number) for number in re.search(r"be empty: ([\d, ]+)", report(frame))[1].split(", ")]
    assert numbers and all(number % 2 for number in numbers) and len(numbers) < 30
    assert 3800 < len(page.evaluate("cmi().suspend_data")) <= 4096
    frame = again(page)
    assert f"Your answers are back: {60 - len(numbers)}" in frame.locator("[data-quiz-note]").text_content()
    for number in numbers:
        respond(frame, assessment.items[number - 1].id, answer=text)
    submit(frame, "test")
    # What counts is what was answered, whether it has room or not.
    assert (core(page)["score"]["raw"], core(page)["lesson_status"]) == ("50", "completed")
    assert "".join(entry["student_response"] for entry in interactions(page)).count("langer") == 30 * 9
    frame = again(page)
    assert "50 of 100" in report(frame)
    assert core(page)["score"]["raw"] == "50"
    sets(page)


# --- how it looks and sounds -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("width", [1280, 360])
def test_the_package_breaks_no_rule_in_any_of_its_states(visit, lms, kinds, width):
    address = lms(kinds) + "package/index.html"
    page = visit(address, width=width)
    backgrounds = [opened.evaluate("getComputedStyle(document.body).backgroundColor") for opened in (page, visit(address, width=width, dark=True))]
    assert backgrounds == ["rgb(252, 251, 248)", "rgb(20, 24, 27)"]
    seen = {"before": violations(page)}
    for entry, response in zip(kinds.items, itertools.cycle([key, partly, wrong])):
        respond(page, entry.id, **response(entry))
        check(page, entry.id)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    page.mouse.move(0, 0)
    seen["checked"] = violations(page)
    assert all(page.locator(f'[data-quiz-result="{state}"]').count() for state in ("right", "partly", "wrong"))
    submit(page, "study")
    seen["finished"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert seen == {state: [] for state in ("before", "checked", "finished")}


@pytest.mark.parametrize("width", [1280, 360])
def test_a_shipped_package_fits_its_window(visit, lms, width):
    page = visit(lms(shipped()["safety"]) + "package/index.html", width=width)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    submit(page, "study")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_everything_can_be_read(visit, lms, kinds):
    page = visit(lms(kinds) + "package/index.html", scripts=False)
    assert page.locator("noscript p").is_visible()
    assert not page.get_by_label("Test:").is_visible()
    page.locator("[data-quiz-answer] summary").first.click()
    assert page.locator("[data-quiz-correct]").first.is_visible()
