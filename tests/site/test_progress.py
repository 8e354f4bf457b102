"""Progress and begun quizzes, kept on the device: through edits, bad storage, two tabs, reloads and files."""

from __future__ import annotations

import copy
import gzip
import json
import shutil

import pytest
import yaml
from accessible import violations
from building import FEW, built
from comparison import outputs
from support import THREE_ROLES, lay_project
from taking import answer, check, choose, item, listen, graded, respond, status, told, wrong
from test_instant import follow, instant  # noqa: F401

KINDS, PROGRESS, SET = "quizzes/kinds/", "quizzes/progress/", "quizzes/set/"
ANSWERS, ATTEMPTS = "quiz:/:progress", "quiz:/:attempts"
DAY = 86_400_000
PAYLOADS = ["<img src=x onerror=window.hit=1>", '"><script>window.hit=1</script>', "javascript:window.hit=1",
            "__proto__", "\u202e<svg onload=window.hit=1>", "{{constructor.constructor('window.hit=1')()}}"]


@pytest.fixture(scope="module")
def project():
    return outputs.read_project(THREE_ROLES)


@pytest.fixture(scope="module")
def kinds(project):
    return {item.id: item for quiz in project.quizzes if quiz.quiz.id == "kinds" for item in quiz.items}


def stored(page, place=ANSWERS):
    """Return what is stored, once all that was asked for is written."""
    page.evaluate("place => navigator.locks.request(place, () => 0)", place)
    text = page.evaluate("place => localStorage.getItem(place)", place)
    return json.loads(text)["data"] if text else None


def left(page) -> list[str]:
    """Return what the quizzes have stored, by its places."""
    return page.evaluate("Object.keys(localStorage).filter(place => place.startsWith('quiz:'))")


def feedback(page, id) -> str:
    # Questions out of sight are not laid out, and have no inner text then.
    return told(page, id).text_content()


def plant(page, text: str, place=ANSWERS) -> None:
    page.evaluate("([place, text]) => localStorage.setItem(place, text)", [place, text])


def wrapped(answers: dict, version=1) -> str:
    return json.dumps({"version": version, "data": {"answers": answers}})


def now(page) -> int:
    return page.evaluate("Date.now()")


def opened(page, address):
    """Open the page of one's progress."""
    page.goto(address + PROGRESS)
    page.locator("[data-progress-work]").wait_for()
    return page


def text_of(page, name: str) -> str:
    return page.locator(f"[data-progress-{name}]").inner_text()


def listed(page) -> list[str]:
    return page.locator("[data-progress-list] a").all_inner_texts()


def row(page, topic: str) -> list[str]:
    return page.locator(f'tr[data-topic="{topic}"] td').all_inner_texts()


def sums(page) -> tuple[int, int]:
    """Return how many questions all topics together count as answered and as mastered."""
    return tuple(sum(int(text.partition(" of ")[0]) for text in page.locator(f'[data-of="{name}"]').all_inner_texts())
                 for name in ("answered", "mastered"))


def put_in(page, text: str) -> str:
    page.locator("[data-progress-import]").set_input_files(
        {"name": "quiz-progress.json", "mimeType": "application/json", "buffer": text.encode()})
    page.wait_for_function("document.querySelector('[data-progress-status]').textContent !== ''")
    return text_of(page, "status")


def file_of(answers, **more) -> str:
    return json.dumps({"format": "quiz-progress", "version": 1, "exported": "", "answers": answers} | more)


def everything(project, when: int, box=1) -> dict:
    return {item.id: {"key": item.key_revision, "box": box, "when": when} for item in project.items}


# --- the rule ------------------------------------------------------------------------------------------------------------

def test_an_answer_moves_through_leitner_s_boxes_by_the_published_rule(visit, other_address):
    page = visit(other_address + "about/")
    # Days after the first answer, what it came to, and the box it lies in from then on.
    steps = [(0, "right", 2), (1, "right", 2), (2, "right", 3), (5, "right", 3), (6, "right", 4), (14, "right", 5),
             (29, "right", 5), (30, "right", 5), (31, "unanswered", 5), (32, "partly", 1), (33, "right", 2), (34, "wrong", 1)]
    boxes = page.evaluate("""async ([url, steps]) => { const { answered, blank } = await import(url);
        let progress = blank();
        return steps.map(([day, verdict]) => {
            const when = new Date(2026, 0, 10 + day, 12).getTime();
            progress = answered(progress, { id: "a", keyRevision: "0123456789ab", verdict, when });
            return progress.answers.a.box; }); }""", [other_address + "assets/quiz/progress.mjs", steps])
    assert boxes == [box for _, _, box in steps]


def test_a_question_comes_due_by_days_and_not_by_hours(visit, other_address):
    page = visit(other_address + "about/")
    due = page.evaluate("""async (url) => { const { standing, dueOn, dayOf } = await import(url);
        const late = new Date(2026, 2, 28, 23, 50).getTime();
        return [[27, 12], [28, 23], [29, 0], [29, 12]].map(([day, hour]) => standing(
            { answers: { a: { key: "k", box: 1, when: late } } }, [{ id: "a", key: "k", topic: "t" }],
            new Date(2026, 2, day, hour, 55).getTime()).due.length); }""", other_address + "assets/quiz/progress.mjs")
    assert due == [0, 0, 1, 1]


# --- recording and showing --------------------------------------------------------------------------------------------------

def test_what_was_answered_in_a_quiz_shows_by_topic_and_comes_due(visit, other_address, kinds, project):
    page = visit(other_address + KINDS)
    answer(page, kinds["gate"])
    answer(page, kinds["six-answers"], wrong(kinds["six-answers"]))
    assert {id: entry["box"] for id, entry in stored(page)["answers"].items()} == {"gate": 2, "six-answers": 1}
    opened(page, other_address)
    assert sums(page) == (2, 0) and text_of(page, "due") == "Nothing is due today. The next question comes back tomorrow."
    data = stored(page)
    for entry in data["answers"].values():
        entry["when"] -= 20 * DAY
    data["answers"]["gate"]["box"] = 5
    plant(page, wrapped(data["answers"]))
    opened(page, other_address)
    assert sums(page) == (2, 1) and text_of(page, "due") == "Due today: 2."
    # The lowest box comes first.
    assert listed(page) == [kinds["six-answers"].stem, kinds["gate"].stem]
    count = len([item for item in project.items if item.topic == kinds["gate"].topic])
    assert row(page, kinds["gate"].topic)[1] == f"1 of {count}"
    page.locator("[data-progress-list] a").first.click()
    page.wait_for_url(other_address + KINDS + "#item-six-answers")
    item(page, "six-answers").wait_for()


def test_what_is_due_can_be_reviewed_as_one_set(visit, other_address, project):
    page = visit(other_address + "about/")
    some = dict(list(everything(project, now(page) - 3 * DAY).items())[:7])
    plant(page, wrapped(some))
    opened(page, other_address)
    page.get_by_role("link", name="Review these now").click()
    page.locator("[data-quiz-check]").first.wait_for()
    asked = [e.get_attribute("data-quiz-item") for e in page.locator("[data-quiz-item]").all()]
    assert sorted(asked) == sorted(some) and page.locator("[data-set-told]").inner_text() == ""


def test_blank_answers_of_a_test_are_not_recorded(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    page.get_by_label("Test:").check()
    choose(page, "gate", "waller")
    page.get_by_role("button", name="Submit").click()
    assert list(stored(page)["answers"]) == ["gate"]


def test_five_thousand_answers_save_and_restore(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    many = {f"question-{number}": {"key": f"{number:012x}", "box": number % 5 + 1, "when": 1_700_000_000_000 + number}
            for number in range(5000)}
    plant(page, wrapped(many))
    page.reload()
    answer(page, kinds["gate"])
    kept = stored(page)["answers"]
    assert kept.pop("gate")["box"] == 2 and kept == many
    opened(page, other_address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    text = download.value.path().read_text(encoding="utf-8")
    erase(page)
    assert put_in(page, text) == "Read in. Answers in the file: 5001."
    assert {id: entry for id, entry in stored(page)["answers"].items() if id != "gate"} == many


# --- edits ---------------------------------------------------------------------------------------------------------------

@pytest.fixture
def edited(tmp_path, other_site, serve):
    """An address of the made-up site, and a function that edits its quiz under the same address."""
    folder = tmp_path / "served"
    shutil.copytree(other_site, folder)

    def edit(change) -> None:
        root = lay_project(tmp_path / "edited", data=THREE_ROLES)
        file = root / "quizzes" / "kinds.yml"
        quiz = yaml.safe_load(file.read_text(encoding="utf-8"))
        change(quiz)
        file.write_text(yaml.safe_dump(quiz, sort_keys=False, allow_unicode=True), encoding="utf-8")
        shutil.copytree(built(root, **FEW), folder, dirs_exist_ok=True)

    return serve(folder), edit


def rearrange(quiz: dict) -> None:
    """Insert, delete, reorder and reword, and change one key."""
    written = {entry["id"]: entry for entry in quiz["written"]}
    new = {**copy.deepcopy(written["gate"]), "id": "new-gate", "stem": "A gate sags in a wall by the road. Whom does the leaflet name for it?"}
    six = written["six-answers"]
    six["stem"] = "The rain has made a wall bulge. In which month does the leaflet have it built anew?"
    six["options"] = [{**option, "text": option["text"].replace("In ", "During ")} for option in reversed(six["options"][:-1])]
    owner = written["six-tools"]["options"][1]
    assert owner["id"] == "owner"
    del owner["correct"], written["words"]
    quiz["items"] = quiz["items"][:-1]
    quiz["written"] = [new, *reversed(written.values())]
    quiz["retired"] = [*quiz.get("retired", ()), "words"]


def test_edits_move_no_answer_and_a_changed_key_drops_its_own_with_a_note(visit, edited, kinds):
    address, edit = edited
    page = visit(address + KINDS)
    for id in ("gate", "six-answers", "words", "six-tools"):
        answer(page, kinds[id])
    respond(page, "places", lower=["fencers"])
    before = stored(page)
    edit(rearrange)
    page.goto(address + KINDS)
    order = [e.get_attribute("data-quiz-item") for e in page.locator("[data-quiz-item]").all()]
    assert "new-gate" in order and "words" not in order and order.index("six-answers") < order.index("six-tools") < order.index("gate")
    # The begun quiz: every answer stands where it was given, and nowhere else.
    chosen = page.eval_on_selector_all(".quiz-question input:checked", "all => all.map(e => [e.form.dataset.quizItem, e.name, e.value])")
    assert sorted(chosen) == [["gate", "answer", "waller"], ["six-answers", "answer", "may"]]
    assert item(page, "places").locator("select").first.input_value() == "fencers"
    assert feedback(page, "gate").startswith("Right.") and feedback(page, "six-answers").startswith("Right.")
    assert feedback(page, "six-tools") == "" == feedback(page, "new-gate")
    number = order.index("six-tools") + 1
    assert page.locator("[data-quiz-note]").inner_text().endswith(
        f"What is right has changed for some questions, so your answers to them were dropped. Questions: {number}.")
    # One's progress: the same.
    opened(page, address)
    assert stored(page) == before and sums(page) == (2, 0)
    assert page.locator("[data-progress-dropped] a").all_inner_texts() == [kinds["six-tools"].stem]
    assert text_of(page, "gone") == (
        "Answers to questions that this site no longer asks: 1. They do not count, and come back if the questions do.")
    # Answered anew, it starts anew.
    page.goto(address + KINDS)
    choose(page, "six-tools", "back")
    check(page, "six-tools")
    opened(page, address)
    assert sums(page) == (3, 0) and page.locator("[data-progress-dropped]").is_hidden()


# --- storage that is bad or refused ------------------------------------------------------------------------------------------

CLEAN = "What this browser had stored could not be read, so the quiz starts clean."
BROKEN = ["", "{", "null", "17", '"text"', "[]", '{"version":1}', '{"version":1,"data":[]}', '{"version":"1","data":{"answers":{}}}',
          '{"version":0,"data":{"answers":{}}}', '{"version":1.5,"data":{}}', '{"version":-1,"data":{}}', "\x00" * 50,
          '{"theme":"dark","__proto__":{"version":1}}']


@pytest.mark.parametrize("place", [ANSWERS, ATTEMPTS])
def test_corrupt_or_foreign_storage_gives_a_clean_start_and_a_sentence(visit, other_address, kinds, place):
    page = visit(other_address + KINDS)
    for text in BROKEN:
        plant(page, text, place)
        page.reload()
        assert (text, page.locator("[data-quiz-trouble]").inner_text()) == (text, CLEAN)
        assert status(page).startswith(CLEAN)
    opened(page, other_address)
    assert text_of(page, "trouble") == "What this browser had stored could not be read, so your progress starts clean."
    page.goto(other_address + KINDS)
    answer(page, kinds["gate"])
    assert "gate" in (stored(page)["answers"] if place == ANSWERS else stored(page, ATTEMPTS)["quizzes"]["kinds"]["items"])
    page.reload()
    assert page.locator("[data-quiz-trouble]").inner_text() == ""


def test_one_bad_entry_costs_no_other(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    good = {"key": kinds["gate"].key_revision, "box": 3, "when": 1_700_000_000_000}
    bad = [None, [], 3, {}, {**good, "box": 6}, {**good, "box": 0}, {**good, "box": 2.5}, {**good, "when": "soon"},
           {**good, "when": 9e15}, {**good, "key": "<b>"}, {**good, "key": ["0123456789ab", 1]}]
    plant(page, wrapped({"gate": good, **{f"bad-{number}": entry for number, entry in enumerate(bad)}, "<b>": good}))
    opened(page, other_address)
    assert sums(page) == (1, 0) and text_of(page, "trouble") == "Part of what this browser had stored could not be read and is left out."


@pytest.mark.parametrize("refusal", [
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    "Storage.prototype.getItem = Storage.prototype.setItem = Storage.prototype.removeItem = () => { throw new DOMException('no'); };",
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"], ids=["none", "private", "full"])
def test_where_storage_is_refused_everything_works_and_says_so(visit, other_address, kinds, refusal):
    page = visit("about:blank")
    page.context.add_init_script(refusal)
    ours = []
    page.on("pageerror", lambda error: ours.append(error.stack) if "/quiz/" in error.stack else None)
    page.goto(other_address + KINDS)
    for entry in kinds.values():
        assert answer(page, entry).startswith("Right.")
    page.locator("[data-quiz-trouble]:not(:empty)").wait_for()
    said = page.locator("[data-quiz-trouble]").inner_text()
    assert said.endswith("The quiz works; what you answer is kept only until you leave the page.")
    assert ("no room" in said) == ("full" in refusal)
    page.get_by_role("button", name="See the results").click()
    page.get_by_role("button", name="Start over").click()
    opened(page, other_address)
    assert put_in(page, file_of({"gate": {"key": kinds["gate"].key_revision, "box": 5, "when": 1_700_000_000_000}})).startswith("Read in.")
    page.locator("[data-progress-trouble]:not(:empty)").wait_for()
    assert sums(page) == (1, 1)
    erase(page)
    assert sums(page) == (0, 0) and ours == []
    # The theme minds, and works on.
    page.errors[:] = [error for error in page.errors if error != "no"]


def test_what_a_newer_version_stored_is_left_alone_and_told(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    newer = '{"version":2,"data":{"boxes":"elsewhere"}}'
    for place in (ANSWERS, ATTEMPTS):
        plant(page, newer, place)
    page.reload()
    assert "newer version of this site" in page.locator("[data-quiz-trouble]").inner_text()
    assert answer(page, kinds["gate"]).startswith("Right.")
    opened(page, other_address)
    assert "It is left as it is" in text_of(page, "trouble")
    assert [page.evaluate("place => localStorage.getItem(place)", place) for place in (ANSWERS, ATTEMPTS)] == [newer, newer]
    erase(page)
    assert left(page) == [] and text_of(page, "trouble") == ""


def test_what_an_older_version_stored_is_carried_over_step_by_step(visit, other_address):
    page = visit(other_address + "about/")
    plant(page, '{"version":1,"data":[1,2]}', "quiz:/:trial")
    found = page.evaluate("""async (url) => { const { openStore } = await import(url);
        const store = openStore("trial", { version: 3, blank: () => ({ sum: 0 }), clean: (data) => "sum" in data ? { data, lost: 0 } : null,
            migrations: { 1: (list) => ({ list }), 2: ({ list }) => ({ sum: list[0] + list[1] }) } });
        const before = store.read();
        store.update(({ sum }) => ({ sum: sum + 1 }));
        return [before, store.read(), store.problem, JSON.parse(localStorage.getItem(store.place))]; }""",
                          other_address + "assets/quiz/store.mjs")
    assert found == [{"sum": 3}, {"sum": 4}, None, {"version": 3, "data": {"sum": 4}}]


# --- two tabs --------------------------------------------------------------------------------------------------------------

def test_two_tabs_lose_nothing_of_each_other(visit, other_address, kinds):
    one = visit(other_address + KINDS)
    other = one.context.new_page()
    other.goto(other_address + KINDS)
    progress = one.context.new_page()
    opened(progress, other_address)
    entries = list(kinds.values())
    for number, entry in enumerate(entries):
        answer((one, other)[number % 2], entry)
    one.wait_for_timeout(500)
    assert sorted(stored(one)["answers"]) == sorted(kinds) == sorted(stored(other, ATTEMPTS)["quizzes"]["kinds"]["items"])
    # The page of one's progress follows along.
    progress.wait_for_function("count => [...document.querySelectorAll('[data-of=answered]')].reduce((sum, e) => sum + parseInt(e.textContent), 0) === count",
                               arg=len(kinds))
    one.reload()
    assert one.locator("[data-quiz-result=right]").count() == len(kinds)


def test_two_tabs_that_write_at_once_lose_nothing(visit, other_address):
    one = visit(other_address + "about/")
    other = one.context.new_page()
    other.goto(other_address + "about/")
    write = """([url, letter]) => { import(url).then(({ open }) => { const store = open(() => {});
        for (let number = 0; number < 200; number += 1) setTimeout(() => store.update(({ answers }) => (
            { answers: { ...answers, [`${letter}-${number}`]: { key: "0123456789ab", box: 1, when: number } } })), number);
        setTimeout(() => { window.done = true; }, 600); }); }"""
    for page, letter in ((one, "one"), (other, "other")):
        page.evaluate(write, [other_address + "assets/quiz/recorder.mjs", letter])
    for page in (one, other):
        page.wait_for_function("window.done")
    # One tab hears of what the other stored a moment later; then nothing moves any more.
    one.wait_for_timeout(1500)
    assert len(stored(one)["answers"]) == 400 == len(stored(other)["answers"])


# --- files -----------------------------------------------------------------------------------------------------------------

def erase(page) -> None:
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase").click()
    assert text_of(page, "status") == "Everything is erased from this device."


def test_exported_erased_and_imported_everything_is_back(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    for entry in kinds.values():
        answer(page, entry)
    before = stored(page)
    opened(page, other_address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "quiz-progress.json"
    text = download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="No, keep it").click()
    assert stored(page) == before and text_of(page, "status") == "Nothing was erased."
    erase(page)
    assert left(page) == [] and sums(page) == (0, 0)
    page.goto(other_address + KINDS)
    assert page.locator("[data-quiz-kept]").is_hidden() and page.locator("[data-quiz-result]").count() == 0
    opened(page, other_address)
    assert put_in(page, text) == f"Read in. Answers in the file: {len(kinds)}."
    assert stored(page) == before and sums(page) == (len(kinds), 0)


def test_a_file_is_merged_and_the_later_answer_counts(visit, other_address):
    page = visit(other_address + "about/")
    def entry(box, when): return {"key": "0123456789ab", "box": box, "when": when}
    plant(page, wrapped({"mine": entry(1, 5), "both": entry(2, 10), "again": entry(3, 10)}))
    opened(page, other_address)
    put_in(page, file_of({"theirs": entry(1, 1), "both": entry(4, 9), "again": entry(5, 11)}))
    assert stored(page)["answers"] == {"mine": entry(1, 5), "both": entry(2, 10), "again": entry(5, 11), "theirs": entry(1, 1)}


@pytest.mark.parametrize("text, said", [
    ("", "could not be read"), ("{", "could not be read"), ("\x00\x01", "could not be read"), ("[]", "not a file that was saved here"),
    ("null", "not a file that was saved here"), ('{"answers":{}}', "not a file that was saved here"),
    (file_of({}, version=2), "newer version"), (file_of({}, version="1"), "damaged"), (file_of([]), "damaged"),
    (file_of({"a": {"key": "0123456789ab", "box": 9, "when": 1}}), "damaged"),
    (file_of({"a": {"key": "0123456789ab", "box": 1, "when": 9e15}}), "damaged"), ("[" * 100_000, "could not be read"),
    (" " * 8_000_001, "too large")])
def test_a_bad_file_gives_a_sentence_and_changes_nothing(visit, other_address, text, said):
    page = visit(other_address + "about/")
    before = {"mine": {"key": "0123456789ab", "box": 1, "when": 5}}
    plant(page, wrapped(before))
    opened(page, other_address)
    told = put_in(page, text)
    assert said in told and told.endswith("Nothing was changed.")
    assert stored(page)["answers"] == before


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_was_planted_runs(visit, other_address, kinds, payload):
    page = visit(other_address + KINDS)
    good = {"key": payload, "box": 1, "when": 1}
    state = {"key": kinds["term-g01"].key_revision, "chosen": {"answer": payload}, "graded": {"answer": payload}, "told": True,
             "flagged": True, "sure": None}
    head = {"mode": "study", "asks": True, "hidden": [payload], "finished": 0}
    plant(page, json.dumps({"version": 1, "data": {"quizzes": {
        "kinds": {"when": 1, "head": head, "items": {"term-g01": state, payload: state}}}}}), ATTEMPTS)
    plant(page, wrapped({payload: good, "gate": good}))
    page.reload()
    # What was typed is back as text.
    assert item(page, "term-g01").locator("input[type=text]").input_value() == payload
    assert f"You typed: {payload}" in feedback(page, "term-g01")
    opened(page, other_address)
    assert put_in(page, file_of({payload: {"key": kinds["gate"].key_revision, "box": 1, "when": 1}})).startswith(
        "Read in" if payload.isalnum() else "This file is damaged")
    put_in(page, file_of({"gate": good}))
    put_in(page, payload)
    page.locator("[data-progress-import]").set_input_files({"name": payload.replace("/", "") + ".json", "mimeType": "x", "buffer": b"{}"})
    page.goto(other_address + SET + "#" + payload)
    assert page.evaluate("window.hit") is None and page.evaluate("Object.prototype.box") is None


# --- a begun quiz ------------------------------------------------------------------------------------------------------------

def begin(page, kinds) -> None:
    """Answer in part: one right, one wrong and changed since, one not checked, one typed and never left."""
    page.get_by_label("Ask me how sure I am").check()
    item(page, "gate").get_by_label("Unsure", exact=True).check()
    answer(page, kinds["gate"])
    answer(page, kinds["six-answers"], {"answer": ["jan"]})
    choose(page, "six-answers", "nov")
    choose(page, "six-tools", "back", "sit")
    item(page, "term-g01").locator("input[type=text]").press_sequentially("Drys")


def stands(page) -> None:
    """Hold the page to what `begin` did."""
    page.locator("[data-quiz-kept]:visible").wait_for()
    assert page.locator("[data-quiz-note]").inner_text().startswith("Your answers are back: 4, last changed ")
    assert status(page) == page.locator("[data-quiz-note]").inner_text()
    assert page.get_by_label("Ask me how sure I am").is_checked()
    assert item(page, "gate").get_by_label("Unsure", exact=True).is_checked()
    assert feedback(page, "gate").startswith("Right.")
    assert feedback(page, "six-answers").startswith("Not right.") and "January" in feedback(page, "six-answers")
    assert item(page, "six-answers").locator("input[value=nov]").is_checked()
    assert feedback(page, "six-tools") == ""
    assert [e.get_attribute("value") for e in item(page, "six-tools").locator("input[type=checkbox]:checked").all()
            if e.get_attribute("name") == "answer"] == sorted(["back", "sit"], key=[
                e.get_attribute("value") for e in item(page, "six-tools").locator(".quiz-option input").all()].index)
    assert item(page, "term-g01").locator("input[type=text]").input_value() == "Drys"
    assert page.locator("[data-quiz-total]").inner_text().startswith("1 of ")


def test_a_begun_quiz_is_kept_through_reload_and_back_and_forward(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    begin(page, kinds)
    before = stored(page)
    page.reload()
    stands(page)
    page.goto(other_address + "about/")
    page.go_back()
    stands(page)
    page.go_back()
    page.go_forward()
    stands(page)
    # Nothing is told twice.
    assert stored(page) == before
    page.locator("[data-quiz-kept]").get_by_role("button", name="Start over").click()
    assert page.locator("[data-quiz-kept]").is_hidden() and page.locator("[data-quiz-result]").count() == 0
    assert stored(page, ATTEMPTS)["quizzes"] == {}
    page.reload()
    assert page.locator("[data-quiz-kept]").is_hidden() and page.locator(".quiz-question input:checked").count() == 0
    assert stored(page) == before


def test_a_begun_quiz_is_kept_where_pages_are_swapped(visit, instant, kinds):  # noqa: F811
    page = visit(instant + "about/")
    page.wait_for_load_state("networkidle")
    follow(page, "Every kind")
    page.locator("[data-quiz-check]").first.wait_for()
    begin(page, kinds)
    follow(page, "Your progress")
    page.locator("[data-progress-work]").wait_for()
    assert sums(page) == (2, 0)
    follow(page, "Every kind")
    stands(page)
    page.go_back()
    page.wait_for_function("document.querySelector('[data-quiz-item]') === null")
    page.go_back()
    stands(page)
    assert page.evaluate("window.same") is True


def test_a_begun_test_keeps_its_mode_and_flags_and_a_finished_one_its_results(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    page.get_by_label("Test:").check()
    choose(page, "gate", "hedger")
    item(page, "six-tools").get_by_label("Flag").check()
    page.reload()
    assert page.get_by_label("Test:").is_checked() and item(page, "six-tools").get_by_label("Flag").is_checked()
    assert page.locator("[data-quiz-total]").inner_text() == f"Answered: 1 of {len(kinds)}. Flagged: 1."
    page.get_by_role("button", name="Submit").click()
    said = page.locator("[data-quiz-sum]").inner_text()
    receipt = page.locator("[data-receipt-text]").inner_text()
    page.reload()
    assert page.locator("[data-quiz-sum]").inner_text() == said and feedback(page, "gate").startswith("Not right.")
    # The receipt is that of the day it was finished.
    page.locator("[data-receipt-text]").wait_for()
    assert page.locator("[data-receipt-text]").inner_text() == receipt
    assert not item(page, "gate").locator("input").first.is_enabled()
    page.get_by_role("button", name="Take these again").click()
    page.reload()
    assert page.locator("[data-quiz-results]").is_hidden()


def test_a_retry_of_the_missed_ones_is_kept(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    answer(page, kinds["gate"])
    page.get_by_role("button", name="See the results").click()
    page.get_by_role("button", name="Take these again").click()
    choose(page, "six-answers", "may")
    page.reload()
    assert item(page, "gate").is_hidden() and item(page, "six-answers").locator("input[value=may]").is_checked()
    assert page.locator("[data-quiz-item]:visible").count() == len(kinds) - 1


def test_a_second_try_after_a_reload_is_not_told_as_a_first(visit, other_address, kinds):
    page = visit(other_address + KINDS)
    answer(page, kinds["gate"], wrong(kinds["gate"]))
    item(page, "gate").get_by_role("button", name="Try again").click()
    page.reload()
    listen(page)
    assert answer(page, kinds["gate"]).startswith("Right.")
    assert graded(page) == [] and stored(page)["answers"]["gate"]["box"] == 1


# --- reach -----------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_of_one_s_progress_breaks_no_rule(visit, other_address, project, width):
    page = visit(other_address + PROGRESS, width=width)
    page.locator("[data-progress-work]").wait_for()
    seen = {"empty": violations(page)}
    answers = everything(project, now(page) - 3 * DAY)
    answers["gate"]["key"] = "0" * 12
    plant(page, wrapped(answers | {"gone": answers["gate"], "<b>": 1}))
    opened(page, other_address)
    page.get_by_role("button", name="Erase everything").click()
    page.mouse.move(0, 0)
    seen["full"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.get_by_role("button", name="Yes, erase").click()
    seen["erased"] = violations(page)
    page.goto(other_address + KINDS)
    choose(page, "gate", "waller")
    check(page, "gate")
    plant(page, "{", ANSWERS)
    page.reload()
    seen["kept"] = violations(page)
    assert page.locator("[data-quiz-kept]").is_visible() and page.evaluate("document.documentElement.scrollWidth") == width
    assert seen == {state: [] for state in ("empty", "full", "erased", "kept")}


def test_everything_can_be_done_with_the_keyboard(visit, other_address, kinds):
    page = visit(other_address + PROGRESS)
    plant(page, wrapped({"gate": {"key": kinds["gate"].key_revision, "box": 1, "when": 1_700_000_000_000}}))
    opened(page, other_address)
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("""document.activeElement.closest('.quiz-progress')
            && (document.activeElement.type === 'file' ? 'file' : document.activeElement.textContent)"""))
        if reached[-1] == "Erase everything":
            break
    assert [name for name in reached if name] == [kinds["gate"].stem, "Review these now", "Save as a file", "file", "Erase everything"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert text_of(page, "status") == "Nothing was erased."
    assert page.evaluate("document.activeElement.textContent") == "Erase everything"
    for name in ("Enter", "Tab", "Enter"):
        page.keyboard.press(name)
    assert left(page) == [] and page.evaluate("document.activeElement.textContent") == "Erase everything"


def test_without_scripts_the_page_says_what_it_would_do(visit, other_address):
    page = visit(other_address + PROGRESS, scripts=False)
    text = page.locator("article").inner_text()
    assert "scripts, which are off" in text and "Leitner" in text and "on this device only" in text
    assert page.locator("article :is(button, input) >> visible=true").count() == 0


def test_without_the_bank_the_file_and_the_button_still_work(visit, other_address):
    page = visit("about:blank")
    page.context.route("**/bank.json", lambda route: route.fulfill(status=200, body="<html>"))
    opened(page, other_address)
    assert "could not be loaded" in text_of(page, "due")
    put_in(page, file_of({"a": {"key": "0123456789ab", "box": 1, "when": 1}}))
    assert list(stored(page)["answers"]) == ["a"]
    erase(page)


def test_keeping_is_light(other_site):
    folder = other_site / "assets" / "quiz"
    weight = sum(len(gzip.compress((folder / name).read_bytes())) for name in ("recorder.mjs", "store.mjs", "attempts.mjs"))
    assert 0 < weight <= 5000
