"""A receipt from the student's page to the instructor's, in a browser: handed out, put in, checked, shown, taken along."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import statistics

import pytest
from accessible import violations
from comparison import bank_index, outputs
from comparison.scoring import score
from receipts import calls, finished
from support import THREE_ROLES
from taking import answer, key, listen, respond, status, wrong
from test_sets import assigning, link_of, listed, opened, put

KINDS, PAGE = "quizzes/kinds/", "quizzes/results/"
# What would run, were it put anywhere as markup, as an address or as a pattern.
PAYLOADS = ["<img src=x onerror=window.hit=1>", "<script>window.hit=1</script>", '"><svg onload=window.hit=1>', "javascript:window.hit=1",
            "</textarea><script>window.hit=1</script>", "</template><img src=x onerror=window.hit=1>", "{{constructor.constructor('window.hit=1')()}}",
            "${window.hit=1}", "'-window.hit=1-'", "&lt;img src=x onerror=window.hit=1&gt;", "\\u003cimg src=x onerror=window.hit=1\\u003e",
            "__proto__", "constructor", "{name}", "$&", "\u202e<b>", "]]><!--", "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>"]


@pytest.fixture(scope="module")
def project():
    return outputs.read_project(THREE_ROLES)


@pytest.fixture(scope="module")
def items(project):
    return next(asked.items for asked in project.quizzes if asked.quiz.id == "kinds")


@pytest.fixture(scope="module")
def here(browser, other_address):
    """A page of the made-up site that runs the modules."""
    page = browser.new_page()
    page.goto(other_address)
    yield page
    page.close()


def told(item, response: dict | None, revision: str | None = None) -> dict:
    """Return what a quiz tells of an item and the response to it."""
    judged = score(item, response or {})
    return {"code": item.code, "revision": revision or item.revision, "verdict": judged.verdict, "points": judged.points / 100,
            "chosen": response or {}}


def taken(project, items, seed: int, **more) -> dict:
    """Return a finished set of a student of some ability."""
    chance = random.Random(seed)
    ability = chance.random()
    results = [told(item, key(item) if chance.random() < ability else wrong(item) if chance.random() < 0.9 else None) for item in items]
    return finished(results, **{"bank": project.version, "when": 1777730639000 + seed * 86400000} | more)


@pytest.fixture
def receipts(here, other_address):
    """A function from finished sets, and the names to them, to receipts."""
    return lambda done, names: calls(here, other_address, "receipt", "receipt", [[one, name] for one, name in zip(done, names)])


def put_in(page, text: str | None = None) -> str:
    """Read a text, or what stands there, into the instructor's page and return what the page says of it."""
    if text is not None:
        page.get_by_label("Paste receipts").fill(text)
    page.get_by_role("button", name="Read what was pasted").click()
    page.wait_for_function("document.querySelector('[data-results-status]').textContent && !document.querySelector('textarea').value")
    return page.locator("[data-results-status]").inner_text()


def column(page, name: str) -> list[str]:
    return page.locator(f".results-set [data-results-{name}]").all_inner_texts()


def receipt_of(page) -> str:
    return page.locator("[data-receipt-text]").text_content()


# --- handed out --------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("mode", ["study", "test"])
def test_a_finished_set_gives_a_receipt_that_the_instructor_s_page_reads(visit, other_address, items, mode):
    page = visit(other_address + KINDS)
    listen(page)
    assert page.locator("[data-receipt-text]").count() == 0
    if mode == "test":
        page.get_by_label("Test:").check()
        for item in items[:-1]:
            respond(page, item.id, **key(item))
        page.get_by_role("button", name="Submit").click()
    else:
        for item in items[:-1]:
            answer(page, item)
        page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Ann O’Lee")
    text = receipt_of(page)
    (detail,) = page.evaluate("window.finished")
    page = visit(other_address + PAGE)
    assert put_in(page, text) == "Receipts found: 1. Valid: 1, changed: 0, unreadable: 0, more than once: 0."
    assert column(page, "name") == ["Ann O'Lee"]
    count = len(items)
    assert column(page, "points") == [f"{count - 1} of {count} ({round(100 * (count - 1) / count)}%)"]
    assert column(page, "notes") == [mode.capitalize()]
    assert [detail["score"], detail["count"], detail["mode"]] == [count - 1, count, mode]
    assert column(page, "difficulty") == ["100%"] * (count - 1) + ["0%"]
    assert page.locator(".results-set .cmp-flag").count() == 0


def test_the_receipt_is_copied_downloaded_and_printed_as_it_stands(visit, other_address, tmp_path):
    page = visit(other_address + KINDS, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    page.evaluate("window.print = () => { window.printed = document.documentElement.dataset.quizPrint; }")
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Zoë / ../عمر")
    text = receipt_of(page)
    page.get_by_role("button", name="Copy the receipt").click()
    page.wait_for_function("document.querySelector('[data-receipt-said]').textContent")
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert status(page) == page.locator("[data-receipt-said]").inner_text() == "The receipt is copied. Paste it where you were asked to."
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the receipt").click()
    assert download.value.suggested_filename == "receipt-kinds-Zoë-عمر.txt"
    download.value.save_as(tmp_path / "receipt.txt")
    assert (tmp_path / "receipt.txt").read_text(encoding="utf-8") == text
    page.get_by_role("button", name="Print the receipt").click()
    assert page.evaluate("window.printed") == "receipt"
    page.emulate_media(media="print")
    visible = page.eval_on_selector_all("body *", """all => all
        .filter(e => e.checkVisibility() && ![...e.children].some(c => c.checkVisibility())).map(e => e.className)""")
    assert visible == ["quiz-receipt-text"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".quiz-results h2").is_visible()
    assert page.locator("[data-receipt-name], .quiz-receipt .md-button").locator("visible=true").count() == 0


def test_where_copying_is_refused_the_receipt_is_selected(visit, other_address):
    page = visit(other_address + KINDS)
    page.evaluate("""() => { Object.defineProperty(navigator, "clipboard", { value: undefined }); document.execCommand = () => false; }""")
    page.get_by_role("button", name="See the results").click()
    page.get_by_role("button", name="Copy the receipt").click()
    page.wait_for_function("document.querySelector('[data-receipt-said]').textContent.includes('selected')")
    assert page.evaluate("getSelection().toString().trim()") == receipt_of(page).strip()


def test_a_second_try_gets_a_receipt_of_its_own_and_keeps_the_name(visit, other_address, items):
    page = visit(other_address + KINDS)
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Bo")
    first = receipt_of(page)
    page.get_by_role("button", name="Take these again").click()
    assert not page.locator("[data-receipt-text]").is_visible()
    answer(page, items[0])
    page.get_by_role("button", name="See the results").click()
    second = receipt_of(page)
    assert page.locator("[data-receipt-text]").count() == 1 and 'Name: "Bo"' in second
    assert f"Points: 0 of {len(items)}" in first and f"Points: 1 of {len(items)}" in second


def test_no_receipt_is_kept(visit, other_address):
    page = visit(other_address + KINDS)
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Unmistakable Name")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href])")
    assert "Unmistakable" not in stored
    page.reload()
    page.get_by_role("button", name="See the results").click()
    assert page.get_by_label("Your name").input_value() == ""


def test_a_set_by_link_gives_a_receipt_under_its_own_name(visit, address):
    page = assigning(visit, address)
    put(page, "count", 3)
    ids, link = listed(page), link_of(page)
    student = visit(address)
    opened(student, link)
    student.get_by_role("button", name="See the results").click()
    student.get_by_label("Your name").fill("Ann")
    text, title = receipt_of(student), student.locator("section.quiz").get_attribute("aria-label")
    page.goto(address + PAGE)
    put_in(page, text)
    assert page.locator(".results-set h2").inner_text() == f"{title}: 1 receipt"
    assert column(page, "name") == ["Ann"] and len(column(page, "question")) == len(ids) == 3
    assert page.locator(".results-set .cmp-flag").count() == 0


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_typed_runs(visit, other_address, payload):
    page = visit(other_address + KINDS)
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill(payload)
    text = receipt_of(page)
    assert page.locator(".quiz-receipt :is(img, svg, iframe, script, b)").count() == 0
    instructors = visit(other_address + PAGE)
    put_in(instructors, text)
    shown = "<b>" if payload == "\u202e<b>" else payload
    assert column(instructors, "name") == [shown[:80].strip()]
    # Pasted and opened as a file, the payload itself is no receipt.
    assert "unreadable: 1" in put_in(instructors, payload)
    instructors.locator("input[type=file]").set_input_files(
        {"name": "<img src=x onerror=window.hit=1>.txt", "mimeType": "text/plain", "buffer": payload.encode()})
    instructors.wait_for_function("document.querySelectorAll('[data-results-problems] li').length === 2")
    assert "<img src=x onerror=window.hit=1>.txt: no receipt" in instructors.locator("[data-results-problems]").inner_text()
    for where in (page, instructors):
        where.wait_for_timeout(20)
        assert where.evaluate("window.hit") is None
        assert where.locator("article :is(img, iframe, [onerror], [onload])").count() == 0
        assert [url for url in where.requests if url.endswith("/x")] == []
        assert where.evaluate("({}).polluted === undefined && Object.keys(Object.prototype).length === 0")


# --- put in ------------------------------------------------------------------------------------------------------------

def test_two_hundred_receipts_at_once(visit, other_address, project, items, receipts):
    done = [taken(project, items, seed) for seed in range(200)]
    texts = receipts(done, [f"Student {n:03}" for n in range(200)])
    page = visit(other_address + PAGE, permissions=["clipboard-read", "clipboard-write"])
    # Pasted for real: typing so much into a field one letter after the other takes a browser long.
    page.evaluate("text => navigator.clipboard.writeText(text)", "\n\n".join(f"From: someone\n{text}" for text in texts))
    page.get_by_label("Paste receipts").press("Control+V")
    said = put_in(page)
    assert said == "Receipts found: 200. Valid: 200, changed: 0, unreadable: 0, more than once: 0."
    assert column(page, "name") == [f"Student {n:03}" for n in range(200)]
    shares = [one["score"] / one["count"] for one in done]
    assert page.locator("[data-results-overall]").inner_text() == (
        f"Counted: 200. Mean: {half_up(statistics.fmean(shares))}. Median: {half_up(statistics.median(shares))}.")
    bins = [int(text) for text in page.locator("[data-results-spread] tbody tr td:nth-child(2)").all_inner_texts()]
    wanted = [0] * 10
    for share in shares:
        wanted[min(9, int(round(share * 1000, 6) // 100))] += 1
    assert bins == wanted and sum(bins) == 200
    # The bars are as long as their numbers say.
    widths = page.eval_on_selector_all(".results-bar", "all => all.map(e => e.getBoundingClientRect().width)")
    assert [round(width / max(widths), 2) for width in widths] == [round(count / max(bins), 2) for count in bins]
    for index, (_item, difficulty, discrimination) in enumerate(zip(items, column(page, "difficulty"), column(page, "discrimination"))):
        points = [one["results"][index]["points"] for one in done]
        rest = [(one["score"] - own) for one, own in zip(done, points)]
        assert difficulty == half_up(statistics.fmean(points))
        assert float(discrimination.replace("\u2212", "-")) == pytest.approx(statistics.correlation(points, rest), abs=0.0051)


def half_up(share: float) -> str:
    return f"{int(share * 100 + 0.5)}%"


def test_valid_changed_unreadable_and_repeated_receipts_are_told_apart(visit, other_address, project, items, receipts):
    one, two, three = receipts([taken(project, items, seed) for seed in range(3)], ["Ann", "Bo", "Cy"])
    page = visit(other_address + PAGE)
    page.locator("input[type=file]").set_input_files([
        {"name": "ann.txt", "mimeType": "text/plain", "buffer": one.encode("utf-16")},
        {"name": "bo.txt", "mimeType": "text/plain", "buffer": two.replace("right 1", "right 0", 1).replace("wrong 0", "wrong 1", 1).encode()},
        {"name": "photo.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 10},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}])
    page.wait_for_selector(".results-set")
    said = put_in(page, f"{three}\n> {one}")
    assert said == "Receipts found: 6. Valid: 2, changed: 1, unreadable: 2, more than once: 1."
    assert page.locator("[data-results-problems] li").all_inner_texts() == [
        "bo.txt: changed on the way, or not whole. Ask for it again.", "photo.txt: no receipt can be read in it.",
        "empty.txt: no receipt can be read in it.", "Pasted text 1, receipt 2: the same receipt again (Ann)."]
    assert column(page, "name") == ["Ann", "Cy"]
    # Of a receipt that does not check out nothing is shown.
    assert "Bo" not in page.locator("[data-results-sets]").inner_text().split()
    other = put_in(page, one.replace("QUIZ RECEIPT 1", "QUIZ RECEIPT 2", 1))
    assert "unreadable: 3" in other
    assert "made by another version of this site" in page.locator("[data-results-problems]").inner_text()
    page.get_by_role("button", name="Start over").click()
    page.wait_for_function("document.querySelector('[data-results-shown]').hidden")
    assert page.evaluate("document.activeElement.name") == "text"
    assert put_in(page, one).startswith("Receipts found: 1. Valid: 1")


def test_several_tries_by_one_name_are_marked_and_can_be_left_out(visit, other_address, project, items, receipts):
    results = [[told(item, response(item)) for item in items] for response in (wrong, wrong, key)]
    done = [finished(result, when=1777730639000 + n * 86400000, bank=project.version) for n, result in enumerate(results)]
    blank = [finished(results[0], when=1777730639000 + n * 1000, bank=project.version) for n in (5, 6)]
    texts = receipts([*reversed(done), *blank], ["ann lee", "Ann Lee", "Ann  Lee", "", ""])
    page = visit(other_address + PAGE)
    put_in(page, "\n".join(texts))
    page.get_by_label("Sort by").select_option("oldest")
    page.wait_for_function("document.querySelectorAll('.results-set').length === 1")
    assert column(page, "notes") == ["Test. Try 1 of 3", "Test", "Test", "Test. Try 2 of 3", "Test. Try 3 of 3"]
    for which, count, mean in (("first", 3, "0%"), ("last", 3, "33%"), ("all", 5, "20%")):
        page.get_by_label("Of several tries").select_option(which)
        page.wait_for_function("text => document.querySelector('[data-results-overall]').textContent.startsWith(text)", arg=f"Counted: {count}. Mean: {mean}.")
        assert len(column(page, "name")) == 5


def test_the_table_is_sorted_by_name_points_and_date(visit, other_address, project, items, receipts):
    done = [taken(project, items, seed) for seed in (3, 1, 2, 5)]
    page = visit(other_address + PAGE)
    put_in(page, "\n".join(receipts(done, ["Émile", "bo", "Zoë", "Ann"])))
    assert column(page, "name") == ["Ann", "bo", "Émile", "Zoë"]
    points = [one["score"] for one in done]
    expected = {"best": sorted(points, reverse=True), "least": sorted(points)}
    for order in ("newest", "oldest", "best", "least"):
        page.get_by_label("Sort by").select_option(order)
        page.wait_for_timeout(100)
        if order in expected:
            assert [float(text.split(" ")[0]) for text in column(page, "points")] == expected[order]
        else:
            assert column(page, "finished") == sorted(column(page, "finished"), reverse=order == "newest")
            assert len(set(column(page, "finished"))) == 4


def test_older_wordings_stand_by_themselves_and_sets_too(visit, other_address, project, items, receipts):
    now = [taken(project, items, seed) for seed in range(3)]
    before = finished([told(items[0], wrong(items[0]), "000000000000"), told(items[1], key(items[1])),
                       {**told(items[0], key(items[0])), "code": "gone"}], bank="aaaaaaaaaaaa")
    same = taken(project, items, 9, bank="bbbbbbbbbbbb")
    other = finished([told(items[0], key(items[0]))], id="set-1234abcd", title="Set", bank=project.version)
    page = visit(other_address + PAGE)
    put_in(page, "".join(receipts([*now, before, same, other], ["Ann", "Bo", "Cy", "Old", "Same", "Set"])))
    groups = page.locator(".results-set")
    assert groups.locator("h2").all_inner_texts() == ["Every kind: 5 receipts", "Set: 1 receipt"]
    notes = dict(zip(column(page, "name"), column(page, "notes")))
    assert notes == {"Ann": "Test", "Bo": "Test", "Cy": "Test", "Old": "Test. Older questions, 2 with older wording",
                     "Same": "Test. Older questions, same wording", "Set": "Test"}
    questions = {line.locator(".results-code").inner_text(): (line.locator("[data-results-question]").inner_text(),
                                                            line.locator("[data-results-answers]").inner_text())
                 for line in groups.first.locator("[data-results-questions] tbody tr").all()}
    assert len(questions) == len(items) + 2
    first = items[0]
    assert "Older wording" in questions[f"{first.code} 000000000000"][0] and questions[f"{first.code} 000000000000"][1] == "1"
    assert "No longer asked" in questions[f"gone {first.revision}"][0]
    assert first.stem in questions[f"{first.code} {first.revision}"][0] and "wording" not in questions[f"{first.code} {first.revision}"][0]
    assert questions[f"{items[1].code} {items[1].revision}"][1].startswith("5")
    # Each leads to where it is asked.
    links = groups.first.locator("[data-results-question] a")
    assert links.count() == len(items) + 1
    links.nth(1).click()
    page.wait_for_url(f"{other_address}{KINDS}#item-{items[1].id}")


def test_the_most_chosen_wrong_answer_is_told_in_the_words_of_the_question(visit, other_address, project, items, receipts):
    gate = next(item for item in items if item.id == "six-answers")
    options = gate.parts[0].options
    (right,) = [option.id for option in options if option.correct]
    wrongs = [option for option in options if not option.correct]
    picks = [right, right, *[wrongs[2].id] * 4, *[wrongs[0].id] * 3]
    short = next(item for item in items if item.id == "term-g01")
    done = [finished([told(gate, {"answer": [pick]}), told(short, {short.parts[0].id: text})], bank=project.version, when=1777730639000 + n * 1000)
            for n, (pick, text) in enumerate(zip(picks, ["<b>mud</b>"] * 5 + ["clay"] * 4))]
    page = visit(other_address + PAGE)
    put_in(page, "".join(receipts(done, [f"S{n}" for n in range(9)])))
    assert column(page, "wrong") == [f"{wrongs[2].text} (4)", "“<b>mud</b>” (5)"]
    assert column(page, "discrimination") == ["Too few", "Too few"]


def test_the_files_for_spreadsheets_hold_everything_and_no_formula(visit, other_address, project, items, receipts, tmp_path):
    done = [taken(project, items, seed) for seed in range(12)]
    names = ['=HYPERLINK("http://x")', "+1", "-1", "@x", 'Ann "A", Lee', "عمر", "", *(f"S{n}" for n in range(5))]
    texts = receipts(done, names)
    page = visit(other_address + PAGE, accept_downloads=True)
    put_in(page, "".join(texts))
    page.get_by_label("Sort by").select_option("oldest")
    page.wait_for_timeout(100)
    rows = {}
    for kind in ("Receipts", "Questions"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"{kind} as CSV").click()
        assert download.value.suggested_filename == f"{kind.lower()}-kinds.csv"
        download.value.save_as(tmp_path / kind)
        text = (tmp_path / kind).read_bytes().decode("utf-8")
        assert text.startswith("\ufeff") and text.count("\r\n") == text.count("\n")
        rows[kind] = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert [row["Name"] for row in rows["Receipts"]] == [f"'{name}" if name[:1] in ("=", "+", "-", "@") else name for name in names]
    for row, one, text in zip(rows["Receipts"], done, texts):
        assert (row["Set"], row["Title"], row["Mode"], row["Bank"], row["Try"]) == ("kinds", "Every kind", "test", project.version, "1")
        assert (float(row["Points"]), int(row["Questions"])) == (one["score"], one["count"])
        assert row["Check code"] in text and row["Finished (UTC)"] in text
        for result in one["results"]:
            heads = [head for head in row if head.removeprefix("'") == f"{result['code']} {result['revision']}"]
            assert [float(row[head]) for head in heads] == [result["points"]]
    assert [row["Question"] for row in rows["Questions"]] == [item.stem for item in items]
    for index, row in enumerate(rows["Questions"]):
        points = [one["results"][index]["points"] for one in done]
        assert float(row["Difficulty"]) == pytest.approx(statistics.fmean(points), abs=0.0001)
        rest = [one["score"] - own for one, own in zip(done, points)]
        assert float(row["Discrimination"]) == pytest.approx(statistics.correlation(points, rest), abs=0.0001)


def test_the_bank_s_index_tells_texts_but_no_key(other_site, project):
    index = json.loads((other_site / bank_index.URI).read_text(encoding="utf-8"))
    assert index["bank"] == project.version
    assert {item["code"]: item["revision"] for item in index["items"]} == {item.code: item.revision for item in project.items}
    text = json.dumps(index, ensure_ascii=False)
    rationales = [option.rationale for item in project.items for part in item.parts for option in part.options]
    assert len(rationales) > 20 and [rationale for rationale in rationales if rationale in text] == []
    assert {key for item in index["items"] for key in item} & {"correct", "rationale", "accepted"} == set()
    # What stands under this name is a digest, which tells whether the key changed.
    assert [item["key"] for item in index["items"] if not re.fullmatch("[0-9a-f]+", item["key"])] == []


# --- with what is at hand ----------------------------------------------------------------------------------------------

def test_it_works_without_a_network_once_it_is_open(visit, other_address, project, items, receipts):
    (text,) = receipts([taken(project, items, 1)], ["Ann"])
    page = visit(other_address + PAGE)
    page.wait_for_load_state("networkidle")
    asked = len(page.requests)
    page.context.set_offline(True)
    put_in(page, text)
    assert column(page, "name") == ["Ann"] and items[0].stem in column(page, "question")[0]
    assert len(page.requests) == asked and all(url.startswith((other_address, "data:")) for url in page.requests)


def test_without_the_bank_s_index_codes_stand_in(visit, other_address, project, items, receipts):
    (text,) = receipts([taken(project, items, 1)], ["Ann"])
    page = visit(other_address)
    page.route("**/bank.json", lambda route: route.fulfill(status=404, body="<h1>Not found</h1>"))
    page.goto(other_address + PAGE)
    put_in(page, text)
    page.errors.clear()
    assert column(page, "name") == ["Ann"] and items[0].code in column(page, "question")[0]
    assert "could not be loaded" in page.locator("[data-results-problems]").inner_text()


def test_files_can_be_dropped(visit, other_address, project, items, receipts):
    texts = receipts([taken(project, items, seed) for seed in range(2)], ["Ann", "Bo"])
    page = visit(other_address + PAGE)
    page.evaluate("""(texts) => { const data = new DataTransfer();
        texts.forEach((text, n) => data.items.add(new File([text], `${n}.txt`, { type: "text/plain" })));
        const $form = document.querySelector("[data-results-form]");
        for (const name of ["dragover", "drop"]) {
          const event = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data });
          $form.dispatchEvent(event);
          if (!event.defaultPrevented) throw new Error(name);
        } }""", texts)
    page.wait_for_selector(".results-set")
    assert column(page, "name") == ["Ann", "Bo"]


def test_the_page_can_be_used_by_keyboard_alone(visit, other_address, project, items, receipts):
    texts = receipts([taken(project, items, seed) for seed in range(2)], ["Zoë", "Ann"])
    page = visit(other_address + PAGE, accept_downloads=True)

    def reach(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"never reached: {selector}")

    reach("textarea")
    page.keyboard.insert_text("\n".join(texts))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results-set")
    reach("input[type=file]")
    assert column(page, "name") == ["Ann", "Zoë"]
    reach("select[name=sort]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    assert page.get_by_label("Sort by").input_value() == "newest"
    assert column(page, "name") == ["Ann", "Zoë"]
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    assert column(page, "name") == ["Zoë", "Ann"]
    reach("select[name=count]")
    reach("[data-results-csv-receipts]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "receipts-kinds.csv"


def test_without_scripts_the_page_says_so_and_nothing_is_dead(visit, other_address):
    page = visit(other_address + PAGE, scripts=False)
    assert "scripts, which are off" in page.locator("article").inner_text()
    assert page.locator("article :is(button, input, select, textarea) >> visible=true").count() == 0


def test_the_page_says_what_a_receipt_is_worth(visit, address):
    page = visit(address + PAGE)
    text = page.locator("article").inner_text()
    for words in ("self-report, not exam security", "Graded tests belong in a learning management system (LMS)", "Pearson's r", "point-biserial",
                  "fewer than 10", "Nothing is uploaded"):
        assert words in text
    page.goto(address + "quizzes/self-check/")
    page.get_by_role("button", name="See the results").click()
    assert "does not stop forgery" in page.locator(".quiz-receipt").inner_text()
    page.locator(".quiz-receipt").get_by_role("link", name="For instructors").click()
    assert page.url == address + PAGE


@pytest.mark.parametrize("width", [1280, 360])
def test_neither_page_breaks_a_rule(visit, other_address, project, items, receipts, width):
    done = [taken(project, items, seed) for seed in range(11)] + [finished([told(items[0], key(items[0]), "000000000000")], bank="aaaaaaaaaaaa")]
    texts = receipts(done, ["Ann", "Ann", "", *"bcdefghij"])
    page = visit(other_address + PAGE, width=width)
    seen = {"empty": violations(page)}
    put_in(page, "".join(texts) + texts[0] + texts[1].replace("1", "2", 3))
    page.wait_for_selector(".results-set")
    seen["full"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.goto(other_address + KINDS)
    page.get_by_role("button", name="See the results").click()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Download the receipt").click()
    page.mouse.move(0, 0)
    seen["receipt"] = violations(page)
    assert seen == {"empty": [], "full": [], "receipt": []}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_long_names_and_narrow_pages_go_together(visit, other_address, project, items, receipts, direction):
    names = ["M" * 80, "عمر بن عبد العزيز " * 4, "\u202eevil", "田" * 80]
    page = visit(other_address + PAGE, width=320, has_touch=True)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    put_in(page, "".join(receipts([taken(project, items, seed) for seed in range(4)], names)))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    inside = "all => all.filter(e => e.checkVisibility()).every(e => { const b = e.getBoundingClientRect(); return b.left >= -1 && b.right <= 321; })"
    assert page.eval_on_selector_all(".results :is(th, td, p, li, button, select, textarea, bdi)", inside)
    page.goto(other_address + KINDS)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    page.get_by_role("button", name="See the results").click()
    for name in names:
        page.get_by_label("Your name").fill(name)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.eval_on_selector_all(".quiz-receipt *", inside)


def test_on_paper_stand_the_tables_alone(visit, other_address, project, items, receipts):
    page = visit(other_address + PAGE)
    put_in(page, "".join(receipts([taken(project, items, 1)], ["Ann"])))
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print this page").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert page.locator("article :is(button, input, select, textarea) >> visible=true").count() == 0
    assert page.locator(".results-set table >> visible=true").count() == 3
    assert page.locator(".results-notice").is_visible()
