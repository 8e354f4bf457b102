"""Sets by link in a browser: putting one together, handing it out, opening it, and what becomes of it when the bank changes."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from accessible import violations
from assigning import ASSIGN, assigning, link_of, listed, put
from building import FEW, built
from comparison import outputs
from PIL import Image
from support import ROOT, THREE_ROLES, lay_project
from taking import check, key, listen, respond
from waiting import still

SET = "quizzes/set/"
# Where such a site is likely to live.
PLACE = "https://example-community-college.github.io/massage-quiz/" + SET
PAYLOADS = ["<img src=x onerror=window.hit=1>", '"><script>window.hit=1</script>', "javascript:window.hit=1", "';window.hit=1;'",
            "<svg/onload=window.hit=1>", "{{7*7}}${7*7}", "__proto__", "constructor", "\\", "]]>-->", "%3Cimg%20src=x%20onerror=window.hit=1%3E",
            "\u202e\u0000 \ud83d\udc86", "F" + "A" * 5000, "FAAAAAAA", "9" * 400, "-1", "0x10", "null"]


def opened(page, link) -> list[str]:
    """Open a link and return the ids of the items asked, in their order."""
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector('[data-set-state]:not([data-set-state="loading"])')
    return asked(page)


def asked(page) -> list[str]:
    return page.locator("[data-quiz-item]").evaluate_all("list => list.map((e) => e.dataset.quizItem)")


def options(page) -> list[str]:
    return page.locator(".quiz-set .quiz-option input, .quiz-set option").evaluate_all("list => list.map((e) => e.value)")


@pytest.fixture(scope="module")
def bank():
    return {item.id: item for item in outputs.read_project(ROOT).items}


def test_two_visitors_get_the_same_questions_in_the_same_order(visit, address):
    page = assigning(visit, address)
    put(page, "count", 20)
    ids, link = listed(page), link_of(page)
    assert len(set(ids)) == 20
    one, other = visit(address), visit(address, width=360, dark=True, locale="de-DE")
    assert opened(one, link) == ids == opened(other, link)
    assert options(one) == options(other) != []
    assert one.locator("[data-set-told]").inner_text() == ""


def test_a_set_is_taken_with_the_quiz_of_every_page(visit, address, bank):
    page = assigning(visit, address)
    put(page, "count", 3)
    ids, link = listed(page), link_of(page)
    visitor = visit(address)
    opened(visitor, link)
    listen(visitor)
    for id in ids:
        respond(visitor, id, **key(bank[id]))
        assert "Right." in check(visitor, id)
    visitor.get_by_role("button", name="See the results").click()
    (detail,) = visitor.evaluate("window.finished")
    assert [entry["id"] for entry in detail["results"]] == ids
    assert (detail["score"], detail["count"], detail["mode"]) == (3, 3, "study")
    assert re.fullmatch("set-[0-9a-f]{8}", detail["id"]) and detail["bank"] == outputs.read_project(ROOT).version
    visitor.locator("[data-receipt-name]").wait_for()
    assert visitor.get_by_label("Test:").count() == 0 or not visitor.get_by_label("Test:").is_visible()


def test_the_link_says_how_the_set_is_taken(visit, address):
    page = assigning(visit, address)
    page.get_by_label("Test:").check()
    visitor = visit(address)
    opened(visitor, link_of(page))
    assert visitor.get_by_role("button", name="Submit").is_visible()
    assert visitor.get_by_role("button", name="Check").count() == 0
    assert "as a test" in visitor.locator("[data-set-lead]").inner_text()


def test_answers_change_places_only_where_the_link_says_so(visit, address):
    page = assigning(visit, address)
    put(page, "count", 20)
    mixed, visitor = link_of(page), visit(address)
    ids, first = opened(visitor, mixed), options(visitor)
    page.get_by_label("Mix the answers").uncheck()
    assert opened(visitor, link_of(page)) == ids
    plain = options(visitor)
    assert sorted(plain) == sorted(first) and plain != first
    put(page, "seed", "another")
    page.goto(address + ASSIGN + "#" + mixed.partition("#")[2])
    assert page.locator("[name=mix-options]").is_checked() is False


def test_both_and_neither_stay_last_however_answers_are_mixed(visit, address, bank):
    ids = [id for id, item in bank.items() if any(option.fixed for part in item.parts for option in part.options)][:20]
    for seed in range(3):
        page = visit(address)
        opened(page, address + SET + "#" + payload(page, address, bank, ids, seed=seed))
        for id in ids:
            for part in bank[id].parts:
                fixed = [option.id for option in part.options if option.fixed]
                shown = page.locator(f'#item-{id} [data-quiz-part="{part.id}"] input').evaluate_all("l => l.map((e) => e.value)")
                assert shown[len(shown) - len(fixed):] == fixed


def payload(page, address, bank, ids, seed=1, mode="study", mixed=True) -> str:
    """Return the payload of a set of these items as the page's own module makes it."""
    return page.evaluate("""async ([address, set]) => {
        const { encode, markOf } = await import(address + "assets/quiz/sets.mjs");
        set.entries = set.entries.map(([code, revision]) => ({ code, mark: markOf(revision) }));
        return encode(set); }""", [address, {"mode": mode, "mixed": mixed, "seed": seed, "entries": [
            [bank[id].code, bank[id].revision] for id in ids]}])


@pytest.fixture(scope="module")
def changed(tmp_path_factory, serve):
    """The made-up site after its author added 50 questions before all others, turned the rest round, reworded one and took one out."""
    folder = lay_project(tmp_path_factory.mktemp("changed") / "project", data=THREE_ROLES)
    file = folder / "quizzes" / "kinds.yml"
    text = file.read_text(encoding="utf-8")
    head, _, written = text.partition("written:\n")
    entries = re.findall(r"  - id: .*?(?=\n  - id: |\Z)", written.rstrip("\n"), flags=re.DOTALL)
    _gone, reworded, *rest = entries
    reworded = re.sub(r"stem: (.*)", lambda found: f"stem: {found.group(1).replace('?', ' today?')}", reworded, count=1)
    assert reworded != entries[1]
    fact = outputs.read_project(THREE_ROLES).comparison.facts[0]
    stances = ", ".join(f"{role}: {stance}" for role, stance in fact.stances.items())
    new = [f"""  - id: new-{n}
    kind: short
    stem: According to the article, which word bears number {n} here?
    facts: {{{fact.id}: {{{stances}}}}}
    accepted: [word{n}]
    rationale: The article numbers its words, and this is number {n}.""" for n in range(50)]
    ids = [re.match(r"  - id: (\S+)", entry).group(1) for entry in entries]
    file.write_text(head + "written:\n" + "\n".join([*new, *reversed(rest), reworded]) + f"\nretired: [{ids[0]}]\n", encoding="utf-8")
    return serve(built(folder, **FEW)), ids


def test_a_link_asks_the_same_after_fifty_questions_were_added_and_others_reordered(visit, other_address, changed):
    after, (_, _, *kept) = changed
    before = {item.id: item for item in outputs.read_project(THREE_ROLES).items}
    page = visit(other_address)
    set_ = payload(page, other_address, before, [*kept, *[id for id in before if id.startswith("which-")][:5]])
    ids = opened(page, other_address + SET + "#" + set_)
    shown = options(page)
    assert ids[:len(kept)] == kept and len(ids) == len(kept) + 5
    assert opened(page, after + SET + "#" + set_) == ids
    assert options(page) == shown
    assert page.locator("[data-set-told]").inner_text() == ""
    assert page.evaluate("address => fetch(address).then((r) => r.json()).then((b) => b.items.length)", after + "assets/quiz/bank.json") == (
        len(before) + 49)
    # The page that assigns reads the link the same, and hands out the same one again.
    assert link_of(assigning(visit, after, "#" + set_)) == after + SET + "#" + set_


def test_a_question_that_is_gone_or_reworded_is_named(visit, other_address, changed):
    after, (gone, reworded, *kept) = changed
    before = {item.id: item for item in outputs.read_project(THREE_ROLES).items}
    page = visit(other_address)
    set_ = payload(page, other_address, before, [kept[0], gone, reworded, kept[1]])
    assert opened(page, after + SET + "#" + set_) == [kept[0], reworded, kept[1]]
    lines = page.locator("[data-set-told] li").all_inner_texts()
    assert lines[0] == f"Question 2 of the link is no longer on this site, so it is left out: {gone}."
    stem = page.locator(f"#item-{reworded} [data-quiz-stem]").inner_text()
    assert lines[1:] == [f"Question 2 was reworded after the link was made: “{stem}”"]
    assert page.locator("[data-set-told]").get_attribute("role") == "status"
    # The page for instructors says so as well, and offers what is left.
    page = assigning(visit, after, "#" + set_)
    assert listed(page) == [kept[0], reworded, kept[1]]
    assert "gone or reworded" in page.locator("[data-assign-told]").inner_text()


def test_a_question_that_nobody_remembers_is_named_by_its_code(visit, address, bank):
    page = visit(address)
    set_ = page.evaluate("""async ([address, code]) => { const { encode } = await import(address + "assets/quiz/sets.mjs");
        return encode({ mode: "study", mixed: false, seed: 1, entries: [{ code, mark: "AA" }] }); }""", [address, "----"])
    assert opened(page, address + SET + "#" + set_) == []
    assert page.locator("[data-set-lead]").inner_text() == (
        "None of the questions in this link is left on this site. Ask for a new link.")
    assert page.locator("[data-set-told] li").all_inner_texts() == [
        "Question 1 of the link is no longer on this site, so it is left out: ----."]
    assert page.locator("[data-set-others] a").first.is_visible()


def test_a_broken_link_is_told_in_a_sentence_and_never_asks_something_else(visit, address):
    page = assigning(visit, address)
    link, visitor = link_of(page), visit(address)
    sentences = {link[:-1]: "damaged", link[:-9]: "damaged", link.replace("#F", "#J"): "damaged", link.partition("#")[0]: "names no set",
                 link + "A": "damaged", link.replace("#", "#%20"): "damaged"}
    for broken, sentence in sentences.items():
        assert opened(visitor, broken) == []
        assert sentence in visitor.locator("[data-set-lead]").inner_text()
        assert visitor.locator("[data-set-others] a").first.is_visible()


def test_a_link_of_a_later_version_is_told_from_a_broken_one(visit, address):
    page = visit(address)
    told = page.evaluate("""async (address) => { const { decode } = await import(address + "assets/quiz/sets.mjs");
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const body = "JAAAAABCDAA";
        const sum = [...body].reduce((value, letter) => (value * 131 + letters.indexOf(letter) + 1) % 262139, 7);
        const later = body + letters[sum >> 12] + letters[(sum >> 6) % 64] + letters[sum % 64];
        return [decode(later), later]; }""", address)
    assert told[0] == {"problem": "newer"}
    assert opened(page, address + SET + "#" + told[1]) == []
    assert "newer version" in page.locator("[data-set-lead]").inner_text()


def test_a_set_that_cannot_be_loaded_says_so(visit, address):
    link = link_of(assigning(visit, address))
    page = visit(address)
    page.route("**/quizzes/items/*", lambda route: route.abort())
    assert opened(page, link) == []
    assert "could not be loaded" in page.locator("[data-set-lead]").inner_text()
    page.errors.clear()


def test_links_are_short(visit, address, bank):
    page = visit(address)
    ids = sorted(bank)
    for count, most in ((1, 100), (20, 200)):
        assert len(PLACE + "#" + payload(page, address, bank, ids[:count])) < most
    page = assigning(visit, address)
    put(page, "count", 20)
    assert len(listed(page)) == 20
    assert len(PLACE + "#" + link_of(page).partition("#")[2]) < 200


def test_a_payload_reads_back_and_no_single_letter_can_change(visit, address):
    page = visit(address)
    assert page.evaluate("""async (address) => {
        const { decode, encode, MOST } = await import(address + "assets/quiz/sets.mjs");
        const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const wrong = [];
        let state = 1;
        const next = (below) => { state = (state * 48271) % 2147483647; return state % below; };
        const word = (length) => Array.from({ length }, () => letters[next(64)]).join("");
        for (let turn = 0; turn < 500; turn += 1) {
          const codes = new Set(Array.from({ length: 1 + next(MOST) }, () => word(4)));
          const set = { mode: ["study", "test"][next(2)], mixed: next(2) === 1, seed: next(2 ** 24),
            entries: [...codes].map((code) => ({ code, mark: word(2) })) };
          const payload = encode(set);
          if (JSON.stringify(decode(payload)) !== JSON.stringify({ set })) wrong.push(payload);
        }
        const payload = encode({ mode: "test", mixed: true, seed: 123456, entries: ["aB-_", "0000", "zz9Z"].map((code) => ({ code, mark: "Qx" })) });
        for (let place = 0; place < payload.length; place += 1) {
          for (const letter of letters + " <%é") {
            const other = payload.slice(0, place) + letter + payload.slice(place + 1);
            if (other !== payload && !decode(other).problem) wrong.push(other);
          }
          const swapped = payload.slice(0, place) + (payload[place + 1] ?? "") + payload[place] + payload.slice(place + 2);
          if (swapped !== payload && !decode(swapped).problem) wrong.push(swapped);
          if (!decode(payload.slice(0, place)).problem) wrong.push(payload.slice(0, place));
        }
        return wrong; }""", address) == []


def test_a_place_in_an_order_hangs_on_seed_and_id_alone(visit, address):
    page = visit(address)
    told = page.evaluate("""async (address) => {
        const { hash, shuffled } = await import(address + "assets/quiz/seed.mjs");
        const many = Array.from({ length: 400 }, (_, index) => `item-${index}`);
        const some = many.filter((_, index) => index % 8 === 0);
        const order = (list, seed) => shuffled(list, seed, (id) => id);
        const places = [0, 0, 0, 0];
        for (let seed = 0; seed < 4000; seed += 1) places[order(["a", "b", "c", "d"], String(seed)).indexOf("a")] += 1;
        return { vectors: ["", "a", "foobar"].map(hash), stays: order(many, "7").filter((id) => some.includes(id)), alone: order(some, "7"),
          reversed: order([...some].reverse(), "7"), other: order(some, "8"), places }; }""", address)
    # The published vectors of FNV-1a.
    assert told["vectors"] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    assert told["stays"] == told["alone"] == told["reversed"] != told["other"]
    # Each place is as likely as any other: a thousand each, give or take five standard deviations.
    assert [count for count in told["places"] if not 863 < count < 1137] == []


def test_a_drawn_set_holds_no_two_questions_that_rest_on_the_same_while_there_are_others(visit, address):
    page = visit(address)
    shared = page.evaluate("""async (address) => {
        const { draw } = await import(address + "assets/quiz/draw.mjs");
        const { items } = await fetch(address + "assets/quiz/bank.json").then((answer) => answer.json());
        return Array.from({ length: 50 }, (_, seed) => draw(items, 12, String(seed))).map((set) => [set.length,
          set.filter((item) => set.some((other) => other !== item && other.rests.some((id) => item.rests.includes(id)))).length]); }""", address)
    assert shared == [[12, 0]] * 50


def test_choices_narrow_the_set(visit, address, bank):
    project = outputs.read_project(ROOT)
    page = assigning(visit, address)
    put(page, "count", 60)
    for name, tell in (("topics", lambda item: [item.topic]), ("kinds", lambda item: [item.kind]),
                       ("quizzes", lambda item: [quiz.quiz.id for quiz in project.quizzes if item in quiz.items])):
        page.locator(f"[data-assign-boxes={name}] > summary").click()
        boxes = page.locator(f"[data-assign-boxes={name}] input")
        value = boxes.nth(1).get_attribute("value")
        boxes.nth(1).check()
        fitting = {id for id, item in bank.items() if value in tell(item)}
        assert set(listed(page)) <= fitting and len(listed(page)) == min(60, len(fitting))
        assert page.locator(f"[data-assign-boxes={name}] [data-assign-chosen]").inner_text() == "1 chosen"
        boxes.nth(1).uncheck()


def test_choices_that_nothing_fits_are_told_and_give_no_link(visit, address, bank):
    page = assigning(visit, address)
    pairs = {(item.topic, item.kind) for item in bank.values()}
    topic, kind = next((topic, kind) for topic, _ in sorted(pairs) for _, kind in sorted(pairs) if (topic, kind) not in pairs)
    for name, value in (("topics", topic), ("kinds", kind)):
        page.locator(f"[data-assign-boxes={name}] > summary").click()
        page.locator(f'[name={name}][value="{value}"]').check()
    assert page.locator("[data-assign-total]").inner_text() == "No question fits these choices. Tick fewer boxes."
    assert page.locator("[data-assign-hand]").is_hidden()


def test_the_same_seed_draws_the_same_set_and_another_draws_another(visit, address):
    sets = []
    for seed in ("week 3", "week 4", "week 3"):
        page = assigning(visit, address)
        put(page, "seed", seed)
        sets.append((listed(page), link_of(page)))
    assert sets[0] == sets[2] and set(sets[0][0]) != set(sets[1][0])
    page.get_by_role("button", name="Draw others").click()
    assert listed(page) != sets[2][0]


def test_a_set_changes_by_hand_and_the_link_with_it(visit, address, bank):
    page = assigning(visit, address)
    put(page, "count", 5)
    a, b, c, d, e = listed(page)
    page.get_by_role("button", name="Up question 3").click()
    assert listed(page) == [a, c, b, d, e]
    assert page.locator(":focus").get_attribute("data-assign-do") == "up"
    page.get_by_role("button", name="Down question 2").click()
    page.get_by_role("button", name="Down question 3").click()
    assert listed(page) == [a, b, d, c, e]
    page.get_by_role("button", name="Remove question 1").click()
    assert listed(page) == [b, d, c, e] and page.locator("[name=count]").input_value() == "4"
    page.get_by_role("button", name="Swap question 2").click()
    swapped = listed(page)
    assert swapped[:1] + swapped[2:] == [b, c, e] and swapped[1] not in (a, b, c, d, e) and bank[swapped[1]].topic == bank[d].topic
    assert page.locator("[data-assign-status]").inner_text() == "Question 2 is another one now."
    assert opened(visit(address), link_of(page)) == swapped
    # What was taken out stays out when the rest is drawn anew.
    put(page, "count", 60)
    assert {a, d} & set(listed(page)) == set()


def test_a_reload_keeps_the_set(visit, address):
    page = assigning(visit, address)
    put(page, "count", 4)
    page.get_by_role("button", name="Up question 3").click()
    page.get_by_label("Test:").check()
    kept, link = listed(page), link_of(page)
    page.reload()
    page.wait_for_selector("[data-assign-item]")
    assert (listed(page), link_of(page), page.get_by_label("Test:").is_checked()) == (kept, link, True)


def test_every_question_of_the_list_shows_what_there_is_to_choose_from(visit, address, bank):
    page = assigning(visit, address)
    put(page, "count", 12)
    for place, id in enumerate(listed(page)):
        texts = {option.text for part in bank[id].parts for option in part.options}
        row = page.locator("[data-assign-item]").nth(place)
        assert set(row.locator("details li").all_text_contents()) == texts


def test_the_copy_button_copies_the_link(visit, address):
    page = assigning(visit, address, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("The link is copied.").last.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link_of(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_reader_reads_the_link_off_the_code(visit, address, dark):
    page = assigning(visit, address, dark=dark)
    for count in (1, 20, 60):
        put(page, "count", count)
        if count == 1:
            assert [request for request in page.requests if "/qr/" in request] == []
            page.locator("[data-assign-code] > summary").click()
        page.wait_for_selector(".assign-code path")
        page.wait_for_function("document.querySelector('[data-assign-code]').open")
        still(page)
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(".assign-code").screenshot())))
        assert (found.format, found.text) == (zxingcpp.BarcodeFormat.QRCode, link_of(page))
    assert [request for request in page.requests if not request.startswith(address)] == []


def test_only_the_page_that_assigns_names_what_draws_codes(site):
    naming = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.suffix in (".html", ".mjs", ".js")
              and "lean-qr" in file.read_text(encoding="utf-8")}
    assert naming - {"assets/quiz/qr/lean-qr.mjs"} == {"assets/quiz/assign.mjs"}


def test_the_worksheet_has_nothing_of_the_key_and_the_key_has_it_all(visit, address, bank):
    page = assigning(visit, address)
    put(page, "count", 40)
    ids = listed(page)
    page.get_by_role("button", name="Worksheet").click()
    page.wait_for_selector(".paper-item")
    sheet = page.locator("[data-assign-paper]").text_content()
    page.get_by_role("button", name="Key", exact=True).click()
    page.wait_for_selector(".paper-right")
    items = page.locator(".paper-item").all_text_contents()
    assert len(items) == len(ids)
    for id, told in zip(ids, items):
        assert bank[id].stem in sheet and bank[id].stem in told
        shown = " ".join(option.text for part in bank[id].parts for option in part.options)
        for part in bank[id].parts:
            for option in part.options:
                assert option.text in sheet and (option.rationale in told or not option.correct)
                assert option.rationale not in sheet
            for text in part.accepted[:1]:
                assert text in told
            assert part.rationale in told and (not part.rationale or part.rationale not in sheet)
        assert shown or "Answer:" in sheet
    assert page.locator("[data-assign-paper] [data-quiz-correct], [data-assign-paper] [data-quiz-key]").count() == 0


def test_letters_of_worksheet_and_key_agree(visit, address, bank):
    page = assigning(visit, address)
    put(page, "count", 40)
    ids = listed(page)
    page.get_by_role("button", name="Worksheet").click()
    page.wait_for_selector(".paper-options")
    rows = [set(item.locator(".paper-options li").all_inner_texts()) for item in page.locator(".paper-item").all()]
    page.get_by_role("button", name="Key", exact=True).click()
    page.wait_for_selector(".paper-right")
    for id, lettered, item in zip(ids, rows, page.locator(".paper-item").all()):
        for right in item.locator(".paper-right").all():
            text = right.inner_text().partition("\n")[0].strip().removeprefix("Right: ")
            assert text in lettered or not any(part.options for part in bank[id].parts)


@pytest.mark.parametrize("view", ["Worksheet", "Key"])
def test_only_the_sheet_is_printed(visit, address, view):
    page = assigning(visit, address, dark=True)
    page.get_by_role("button", name=view, exact=True).click()
    page.wait_for_selector(".paper-item")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert shown.removeprefix("Skip to content").strip().startswith(view) and "Draw others" not in shown and "Hand it out" not in shown and "Close" not in shown
    assert page.locator(".paper-item").count() == 10 == page.locator(".paper-item >> visible=true").count()
    assert page.locator(".paper-stem").first.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    page.emulate_media(media="screen")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True
    page.get_by_role("button", name="Close").click()
    assert page.locator("[data-assign-paper]").is_hidden()
    assert page.locator(":focus").inner_text() == view


def test_everything_can_be_reached_and_used_by_keyboard_alone(visit, address):
    page = assigning(visit, address, permissions=["clipboard-read", "clipboard-write"])
    put(page, "count", 3)
    page.evaluate("document.querySelectorAll('[data-assign-boxes], [data-assign-code]').forEach((e) => { e.open = true; })")
    page.wait_for_selector(".assign-code path")
    page.evaluate("""() => { document.activeElement.blur(); window.wanted = [...document.querySelectorAll(
        ".quiz-assign :is(input, button, summary, a)")].filter((e) => e.checkVisibility() && !e.disabled
        && (e.type !== "radio" || e.checked)); window.met = new Set(); }""")
    for _ in range(page.evaluate("window.wanted.length") + 60):
        page.keyboard.press("Tab")
        page.evaluate("window.met.add(document.activeElement)")
    missed = page.evaluate("window.wanted.filter((e) => !window.met.has(e)).map((e) => e.outerHTML)")
    assert missed == [] and page.evaluate("window.wanted.length") > 40
    first = listed(page)
    page.locator('[data-assign-do="down"]').first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert listed(page) == [first[1], first[2], first[0]]
    assert page.locator(":focus").get_attribute("data-assign-do") == "up"
    page.get_by_role("button", name="Copy the link").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The link is copied.").last.wait_for()
    page.get_by_role("button", name="Worksheet").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".paper-item")
    page.wait_for_function("document.activeElement.textContent === 'Worksheet' && document.activeElement.tagName === 'H2'")


def test_links_within_a_set_leave_its_address_alone(visit, address):
    page = assigning(visit, address)
    page.get_by_label("Test:").check()
    link, visitor = link_of(page), visit(address)
    opened(visitor, link)
    visitor.locator("[data-quiz-map] a").nth(4).focus()
    visitor.keyboard.press("Enter")
    assert visitor.url == link
    visitor.get_by_role("button", name="Submit").click()
    visitor.locator("[data-quiz-missed] a").first.click()
    assert visitor.url == link
    visitor.reload()
    visitor.wait_for_selector("[data-quiz-item]")
    assert len(asked(visitor)) == 10


def test_another_link_in_the_same_tab_shows_the_other_set_and_back_the_first(visit, address):
    page = assigning(visit, address)
    one, first = link_of(page), listed(page)
    put(page, "seed", "two")
    other, second = link_of(page), listed(page)
    visitor = visit(address)
    assert opened(visitor, one) == first
    visitor.goto(other)
    visitor.wait_for_selector(f"#item-{next(id for id in second if id not in first)}")
    assert asked(visitor) == second
    visitor.go_back()
    visitor.wait_for_selector(f"#item-{next(id for id in first if id not in second)}")
    assert asked(visitor) == first


def test_the_links_of_questions_lead_where_those_of_quizzes_lead(visit, address, bank):
    page = visit(address)
    opened(page, address + SET + "#" + payload(page, address, bank, ["which-licensed"] if "which-licensed" in bank else [next(iter(bank))]))
    hrefs = page.locator("[data-quiz-item] a[href]").evaluate_all("list => list.map((e) => e.href)")
    assert hrefs
    for href in hrefs:
        assert href.startswith(address)
        assert page.request.get(href).status == 200


@pytest.mark.parametrize("path", [ASSIGN, SET])
def test_without_scripts_a_sentence_says_what_to_do(visit, address, path):
    page = visit(address + path, scripts=False)
    assert page.get_by_text("needs scripts, which are off in this browser").is_visible()
    assert page.locator("article button >> visible=true").count() == page.locator("article input >> visible=true").count() == 0
    quizzes = [quiz.quiz.title for quiz in outputs.read_project(ROOT).quizzes]
    links = page.locator("article li a >> visible=true")
    assert links.all_inner_texts() == quizzes
    links.first.click()
    page.locator("[data-quiz-item]").first.wait_for()


def test_the_page_says_that_a_site_without_a_server_cannot_hide_a_key(visit, address):
    page = assigning(visit, address)
    assert page.get_by_text("No site without a server can hide a key.").is_visible()


def test_nothing_that_is_typed_or_planted_in_an_address_runs(visit, address):
    for path in (ASSIGN, SET):
        page = visit(address + path)
        for text in PAYLOADS:
            page.evaluate("text => { location.hash = text; }", text)
            page.reload()
            page.wait_for_selector("[data-assign-item], [data-set-others]:not([hidden])")
            # The theme looks the address up as a selector.
            page.errors[:] = [error for error in page.errors if "querySelector" not in error]
            unharmed(page)
    page = assigning(visit, address)
    for text in PAYLOADS:
        put(page, "seed", text.replace("\u0000", ""))
        unharmed(page)
        page.locator("[name=count]").evaluate("(e, text) => { e.value = text; e.dispatchEvent(new Event('change', { bubbles: true })); }", text)
        assert 1 <= int(page.locator("[name=count]").input_value()) <= 60
        unharmed(page)


def unharmed(page):
    assert page.evaluate("window.hit") is None
    assert page.locator(".md-content :is(img, script:not([src]), iframe, object)").count() == 0
    assert page.evaluate("Object.prototype.polluted") is None


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_break_no_rule_in_any_state(visit, address, other_address, changed, width):
    page = assigning(visit, address, width=width)
    link = link_of(page)
    page.mouse.move(0, 0)
    seen = {"assign": violations(page)}
    page.evaluate("document.querySelectorAll('.quiz-assign details').forEach((e) => { e.open = true; })")
    page.wait_for_selector(".assign-code path")
    seen["unfolded"] = violations(page)
    for view in ("Worksheet", "Key"):
        page.get_by_role("button", name=view, exact=True).click()
        page.wait_for_selector(".paper-item")
        page.mouse.move(0, 0)
        seen[view] = violations(page)
    opened(page, link)
    seen["set"] = violations(page)
    opened(page, address + SET + "#broken")
    seen["broken"] = violations(page)
    after, ids = changed
    before = {item.id: item for item in outputs.read_project(THREE_ROLES).items}
    other = visit(other_address, width=width)
    opened(other, after + SET + "#" + payload(other, other_address, before, ids))
    seen["changed"] = violations(other)
    assert other.locator("[data-set-told] li").count() == 2
    assert seen == {state: [] for state in ("assign", "unfolded", "Worksheet", "Key", "set", "broken", "changed")}


def test_nothing_is_wider_than_a_small_phone(visit, address):
    page = assigning(visit, address, width=320)
    put(page, "count", 60)
    page.evaluate("document.querySelectorAll('.quiz-assign details').forEach((e) => { e.open = true; })")
    page.wait_for_selector(".assign-code path")
    link = link_of(page)
    widths = {"assign": page.evaluate("document.documentElement.scrollWidth")}
    for view in ("Worksheet", "Key"):
        page.get_by_role("button", name=view, exact=True).click()
        page.wait_for_selector(".paper-item")
        widths[view] = page.evaluate("document.documentElement.scrollWidth")
    opened(page, link)
    widths["set"] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(("assign", "Worksheet", "Key", "set"), 320)


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_every_target_is_large_enough(visit, address, touch):
    page = assigning(visit, address, width=360, has_touch=touch, is_mobile=touch)
    page.evaluate("document.querySelectorAll('[data-assign-boxes]').forEach((e) => { e.open = true; })")
    small = page.evaluate("""(least) => [...document.querySelectorAll(
            ".quiz-assign :is(button, summary, a, label:has(input), input[type=text], input[type=number])")]
        .filter((e) => e.checkVisibility()).filter((e) => { const box = e.getBoundingClientRect(); return box.height < least || box.width < least; })
        .map((e) => e.outerHTML.slice(0, 100))""", 44 if touch else 24)
    assert small == []


def test_flat_addresses_work_as_well(visit, tmp_path, serve):
    folder = lay_project(tmp_path / "project")
    (folder / "mkdocs.yml").write_text("use_directory_urls: false\n" + (folder / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    address = serve(built(folder, **FEW))
    page = visit(address + "quizzes/assign.html")
    page.wait_for_selector("[data-assign-item]")
    ids, link = listed(page), link_of(page)
    assert link.startswith(address + "quizzes/set.html#")
    assert opened(page, link) == ids
    for href in page.locator("[data-quiz-item] [data-quiz-places] a").evaluate_all("list => list.map((e) => e.href)"):
        assert page.request.get(href).status == 200
