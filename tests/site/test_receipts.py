"""Receipts: any change but those of mail programs is caught, and what many of them tell is worked out right."""

from __future__ import annotations

import csv
import gzip
import io
import random
import re
import statistics
import textwrap
import unicodedata
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from receipts import answer, call, calls, code_of, finished, settled

RESULTS = [
    answer("aB--", answer=["waller"]),
    answer("-9-Q", "partly", 0.67, revision="123456789abc", wall=["waller"], hedge=["both", "waller"], gate=[]),
    answer("Qa_z", "unanswered", 0, answer=[], typed=""),
    answer("0000", "wrong", 0, typed='it\'s "<b>" > - here & \u201cthere\u201d'),
]
NAME = "Zoë O’Lee-Ång"
# Names as people and pranksters type them.
NAMES = ["", "Ann Lee", "José Niño", "Søren Å.", "عمر خالد", "田中 太郎", "e\u0301\u0323", "\U0001f469\u200d\u2695\ufe0f", "a" * 80, "-", "--",
         "QUIZ RECEIPT 1", "x QUIZ RECEIPT 1 Name: y", "END OF QUIZ RECEIPT", "Check code: 0000 0000 0000 0000", '" Set: "', "\\", "\\u0041",
         "a\nb\tc", "\u202eabc", "\ud800", "<b>x</b>", "> y", "&lt;", "=1+1", "A—B–C", "a b", "__proto__", "”’…"]


@pytest.fixture(scope="module")
def here(browser, address):
    """A page of the site that runs the modules."""
    page = browser.new_page()
    page.goto(address + "about/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def made(here, address) -> str:
    return call(here, address, "receipt", "receipt", finished(RESULTS), NAME)


@pytest.fixture
def found(here, address):
    """A function from a text to what is found in it."""
    return lambda text: call(here, address, "inbox", "receiptsIn", text)


def statuses(found: list[dict]) -> list[str]:
    return [one["status"] for one in found]


def test_a_receipt_reads_as_its_module_says(made):
    body, code = made.rsplit("Check code: ", 1)
    assert body == """QUIZ RECEIPT 1
Name: "Zoë O'Lee-Ång"
Set: "Every kind" (kinds), test mode
Bank: 3f9a0c12bd44
Finished: 2026-05-02 14:03:59 UTC
Points: 1.67 of 4
1. aB-- 0123456789ab right 1 answer=waller
2. -9-Q 123456789abc partly 0.67 wall=waller hedge=both+waller
3. Qa_z 0123456789ab unanswered 0
4. 0000 0123456789ab wrong 0 typed="it's \\"\\u003cb\\u003e\\" \\u003e - here \\u0026 \\"there\\""\n"""
    assert code == f"{code_of(body)}\nEND OF QUIZ RECEIPT\n"


def test_what_is_read_is_what_was_told(made, found):
    (one,) = found(made)
    assert one == {"status": "valid", "receipt": {
        "name": "Zoë O'Lee-Ång", "set": "kinds", "title": "Every kind", "mode": "test", "bank": "3f9a0c12bd44",
        "finished": "2026-05-02 14:03:59", "points": 1.67, "count": 4, "code": re.search("Check code: (.*)", made)[1], "answers": [
            {"code": "aB--", "revision": "0123456789ab", "verdict": "right", "points": 1, "chosen": [["answer", ["waller"]]]},
            {"code": "-9-Q", "revision": "123456789abc", "verdict": "partly", "points": 0.67,
             "chosen": [["wall", ["waller"]], ["hedge", ["both", "waller"]]]},
            {"code": "Qa_z", "revision": "0123456789ab", "verdict": "unanswered", "points": 0, "chosen": []},
            {"code": "0000", "revision": "0123456789ab", "verdict": "wrong", "points": 0,
             "chosen": [["typed", 'it\'s "<b>" > - here & "there"']]}]}}


def test_any_name_and_any_typed_answer_come_back_and_the_code_is_the_published_one(here, address):
    lists = [[finished([answer("aaaa", "wrong", 0, typed=name)], title=name), name] for name in NAMES]
    texts = calls(here, address, "receipt", "receipt", lists)
    folded = calls(here, address, "receipt", "fold", [[name] for name in NAMES])
    for given, text, name, found in zip(NAMES, texts, folded, calls(here, address, "inbox", "receiptsIn", [[text] for text in texts])):
        (one,) = found
        assert (name, one["status"]) == (name, "valid")
        receipt = one["receipt"]
        typed = [["typed", name]] if given else []
        assert (receipt["name"], receipt["title"], receipt["answers"][0]["chosen"]) == (name, name, typed)
        assert receipt["code"] == code_of(text.rsplit("\nCheck code: ", 1)[0])


def changed_by_one(text: str) -> set[str]:
    """Return the text with every single character replaced, left out, doubled, put in or swapped with the next."""
    signs = "xZe07f.-+=\"'_:;\\/ \n>éа٣\u00a0"
    mutants = set()
    for at in range(len(text) + 1):
        head, tail = text[:at], text[at:]
        mutants |= {head + sign + tail for sign in signs}
        if tail:
            mutants |= {head + sign + tail[1:] for sign in signs} | {head + tail[1:], head + tail[0] + tail, head + tail[0].swapcase() + tail[1:]}
            mutants |= {head + chr(ord(tail[0]) + step) + tail[1:] for step in (-1, 1)}
        if len(tail) > 1:
            mutants.add(head + tail[1] + tail[0] + tail[2:])
    return mutants - {text}


def test_every_single_changed_character_is_caught(here, address, made):
    text = made.strip()
    mutants = sorted(changed_by_one(text))
    results = calls(here, address, "inbox", "receiptsIn", [[mutant] for mutant in mutants])
    (original,) = call(here, address, "inbox", "receiptsIn", text)
    # White space of another kind or amount, and marks of quoting before a line, are no change of content.
    harmless = [mutant for mutant in mutants if settled(mutant) == settled(text)]
    passed = [mutant for mutant, found in zip(mutants, results) if any(one["status"] == "valid" for one in found)]
    assert passed == harmless
    assert len(mutants) - len(harmless) > 20000 and 0 < len(harmless) < len(mutants) / 20
    # What was caught is never passed over in silence, and what passed reads as before.
    assert all(found == [original] if any(one["status"] == "valid" for one in found) else found for found in results)
    assert {status for found in results for status in statuses(found)} == {"valid", "changed", "unreadable", "other"}


def test_lines_left_out_doubled_or_swapped_are_caught(here, address, made):
    lines = made.strip().split("\n")
    texts = []
    for one in range(len(lines)):
        texts += ["\n".join(lines[:one] + lines[one + 1:]), "\n".join(lines[:one + 1] + lines[one:])]
        for other in range(one + 1, len(lines)):
            swapped = lines.copy()
            swapped[one], swapped[other] = swapped[other], swapped[one]
            texts.append("\n".join(swapped))
    found = calls(here, address, "inbox", "receiptsIn", [[text] for text in texts])
    # The first line doubled opens one more receipt, the last one ends one more; the receipt between is whole, the rest is told.
    doubled = {f"QUIZ RECEIPT 1\n{made.strip()}": ["changed", "valid"], f"{made.strip()}\nEND OF QUIZ RECEIPT": ["valid", "unreadable"]}
    assert {text: statuses(one) for text, one in zip(texts, found) if "valid" in statuses(one)} == doubled
    assert all(found)


def test_no_check_code_fits_another_receipt(here, address):
    texts = calls(here, address, "receipt", "receipt", [[finished(RESULTS, when=1777730639000 + 1000 * n), NAME] for n in range(200)])
    codes = [text.rsplit("Check code: ", 1)[1] for text in texts]
    assert len(set(codes)) == 200
    mixed = [[text.replace(code, other)] for text, code, other in zip(texts, codes, codes[1:] + codes[:1])]
    assert {tuple(statuses(found)) for found in calls(here, address, "inbox", "receiptsIn", mixed)} == {("changed",)}


# --- mail --------------------------------------------------------------------------------------------------------------

def quoted_printable(text: str) -> str:
    message = EmailMessage()
    message["Subject"] = "My result"
    message.set_content(text, cte="quoted-printable")
    return message_from_bytes(message.as_bytes(), policy=policy.default).get_content()


def saved_mail(text: str) -> str:
    """The file that a mail program saves, undecoded."""
    message = EmailMessage()
    message["Subject"] = "Mein Ergebnis – für Sie"
    message.set_content("Hello,\n\n" + text, cte="quoted-printable")
    return message.as_bytes().decode("ascii")


def flowed(text: str) -> str:
    """RFC 3676: soft breaks end with a space, lines that would mislead get one in front."""
    lines = []
    for line in text.split("\n"):
        pieces = textwrap.wrap(line, 60, break_long_words=False, break_on_hyphens=False) or [""]
        lines += [piece + " " for piece in pieces[:-1]] + [pieces[-1]]
    return "\r\n".join(" " + line if line.startswith((">", "From", " ")) else line for line in lines)


def smart(text: str) -> str:
    text = re.sub(r'(?<![\w\\])"', "\u201c", text).replace('"', "\u201d")
    return text.replace("'", "\u2019").replace("--", "\u2014")


MAILS = {
    "as it is": str,
    "quoted-printable": quoted_printable,
    "a saved mail": saved_mail,
    "format=flowed": flowed,
    "wrapped hard": lambda text: "\n".join(textwrap.wrap(text, 40, break_long_words=False, break_on_hyphens=False)),
    "quoted": lambda text: "Zoë wrote:\n" + re.sub("(?m)^", "> ", text),
    "quoted thrice": lambda text: re.sub("(?m)^", ">>> ", text),
    "quoted with spaces": lambda text: re.sub("(?m)^", " > > ", text),
    "wrapped, quoted, wrapped": lambda text: "\n".join(
        textwrap.wrap(re.sub("(?m)^", "> ", flowed(text).replace("\r", "")), 300, break_long_words=False, replace_whitespace=False)),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "trailing spaces": lambda text: text.replace("\n", "  \t\n"),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "indented": lambda text: textwrap.indent(text, "\t"),
    "one line": lambda text: " ".join(text.split()),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "byte order mark": lambda text: "\ufeff" + text,
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "smart quotes and dashes": smart,
    "every dash long": lambda text: text.replace("-", "\u2013"),
    "every dash hyphen": lambda text: text.replace("-", "\u2010"),
    "other quotes": lambda text: text.replace('"', "\u201f").replace("'", "\u2018"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "a web page": lambda text: "<html><body><p>Hi <b>you</b></p><div>" + text.replace('"', "&quot;").replace("\n", "</div>\n<div>") + "</div></body></html>",
    "line breaks of HTML": lambda text: text.replace("'", "&#39;").replace(" ", "&nbsp;").replace("ë", "&#xEB;").replace("\n", "<br>"),
    "marked up": lambda text: "<pre>" + text.replace("kinds", '<span class="spell">ki</span>nds') + "</pre>",
    "greetings around": lambda text: f"Dear all,\nhere it is - my receipt.\n\n{text}\n-- \nZoë\nSent from my phone",
}


@pytest.mark.parametrize("name", MAILS)
def test_a_receipt_survives_mail_and_a_change_in_it_does_not(made, found, name):
    assert found(MAILS[name](made)) == found(made)
    for old, new in (("1.67 of 4", "1.76 of 4"), ("Zoë", "Zoé"), ("14:03", "14:30"), ("right 1", "right 0"), ("kinds)", "kind)")):
        assert old in made
        (one,) = found(MAILS[name](made.replace(old, new)))
        assert one == {"status": "changed"}


def test_base64_and_every_way_to_encode_a_file_come_through(here, address, made, found):
    message = EmailMessage()
    message.set_content(made, cte="base64")
    assert found(message_from_bytes(message.as_bytes(), policy=policy.default).get_content()) == found(made)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        data = made.encode(encoding)
        text = here.evaluate("async ([url, bytes]) => (await import(url)).textOf(Uint8Array.from(bytes).buffer)",
                             [address + "assets/quiz/inbox.mjs", list(data)])
        assert (encoding, found(text)) == (encoding, found(made))


def test_many_receipts_in_one_text_are_told_apart(here, address, found):
    texts = calls(here, address, "receipt", "receipt", [[finished(RESULTS, when=1777730639000 + 60000 * n), f"Student {n}"] for n in range(5)])
    texts[1] = re.sub("(?m)^", "> ", texts[1])
    texts[3] = texts[3].replace("Student 3", "Student 4")
    told = found("Hello\n" + "\nFrom: someone\nSubject: Re: quiz\n\n".join(texts) + "\nBye")
    assert statuses(told) == ["valid", "valid", "valid", "changed", "valid"]
    assert [one["receipt"]["name"] for one in told if "receipt" in one] == ["Student 0", "Student 1", "Student 2", "Student 4"]
    # A first line or a last one that is hurt takes no neighbor along.
    assert statuses(found(texts[0] + texts[1].replace("QUIZ RECEIPT 1", "QUIZ RECIEPT 1") + texts[2])) == ["valid", "unreadable", "valid"]
    assert statuses(found(texts[0] + texts[2].replace("END OF", "END  OFF") + texts[4])) == ["valid", "changed", "valid"]
    assert statuses(found("".join(texts[0].splitlines(True)[:-2]) + texts[2])) == ["changed", "valid"]


def test_what_holds_no_receipt_says_so_and_nothing_says_nothing(made, found):
    assert found("  \n ") == []
    for text in ("Hello", "\x00\x01", "<p></p>", "%PDF-1.4", "a" * 100000, "> " * 5000, '"' * 5000, "QUIZ RECEIPT"):
        assert statuses(found(text)) == ["unreadable"]
    assert statuses(found(made.replace("QUIZ RECEIPT 1", "QUIZ RECEIPT 2"))) == ["other"]


def test_a_forged_sum_under_a_right_code_is_not_believed(found, made):
    body = made.replace("1.67 of 4", "4 of 4").rsplit("\nCheck code: ", 1)[0]
    assert statuses(found(f"{body}\nCheck code: {code_of(body)}\nEND OF QUIZ RECEIPT")) == ["changed"]


def test_receipt_and_panel_are_light(site):
    folder = site / "assets" / "quiz"
    weight = sum(len(gzip.compress((folder / name).read_bytes())) for name in ("receipt.mjs", "receipt-panel.mjs"))
    assert 0 < weight <= 4096
    imported = {name for file in ("receipt.mjs", "receipt-panel.mjs") for name in re.findall(r'from\s*"\./(.*?)"', (folder / file).read_text("utf-8"))}
    assert imported == {"receipt.mjs", "words.mjs"}


# --- statistics --------------------------------------------------------------------------------------------------------

# Codes with their keys; the last takes several.
KEYS = {"aaaa": ["x"], "bbbb": ["y"], "cccc": ["x"], "dddd": ["z"], "eeee": ["x", "y"]}


def class_of(count: int, seed: int) -> list[dict]:
    """Return receipts, as they are read, of students of different ability."""
    chance = random.Random(seed)
    receipts = []
    for n in range(count):
        ability, answers = chance.random(), []
        for code, key in KEYS.items():
            right = chance.random() < ability
            if chance.random() < 0.1:
                answers.append({"code": code, "revision": "1", "verdict": "unanswered", "points": 0, "chosen": []})
                continue
            if len(key) > 1:
                given = key if right else chance.choice([["x"], ["x", "z"], ["z"]])
                points = {("x", "y"): 1, ("x",): 0.5, ("x", "z"): 0, ("z",): 0}[tuple(given)]
            else:
                given = key if right else [chance.choice([other for other in "xyz" if other != key[0]])]
                points = float(right)
            verdict = "right" if points == 1 else "partly" if points else "wrong"
            answers.append({"code": code, "revision": "1", "verdict": verdict, "points": points, "chosen": [["answer", given]]})
        total = sum(one["points"] for one in answers)
        receipts.append({"name": f"Student {n}", "set": "s", "finished": f"2026-05-02 14:00:{n % 60:02}", "points": total, "count": len(KEYS),
                         "answers": answers})
    return receipts


@pytest.mark.parametrize("count, seed", [(10, 1), (30, 2), (200, 3)])
def test_difficulty_discrimination_and_wrong_choices_are_those_of_an_independent_reckoning(here, address, count, seed):
    receipts = class_of(count, seed)
    questions = call(here, address, "statistics", "questions", receipts)
    assert [question["code"] for question in questions] == list(KEYS)
    for index, (question, key) in enumerate(zip(questions, KEYS.values())):
        own = [receipt["answers"][index] for receipt in receipts]
        points = [one["points"] for one in own]
        # With one length for all, the mean and the sum of the rest correlate alike.
        rest = [receipt["points"] - one for receipt, one in zip(receipts, points)]
        wrong: dict[str, int] = {}
        for one in own:
            for _, given in one["chosen"]:
                for choice in given:
                    if choice not in key:
                        wrong[choice] = wrong.get(choice, 0) + 1
        assert question["count"] == count
        assert question["unanswered"] == sum(one["verdict"] == "unanswered" for one in own)
        assert question["difficulty"] == pytest.approx(statistics.fmean(points))
        assert question["discrimination"] == pytest.approx(statistics.correlation(points, rest))
        assert {entry["choice"]: entry["count"] for entry in question["wrong"]} == wrong
        assert [entry["count"] for entry in question["wrong"]] == sorted(wrong.values(), reverse=True)


def test_a_right_or_wrong_question_discriminates_by_the_point_biserial_formula(here, address):
    receipts = class_of(80, 4)
    question = call(here, address, "statistics", "questions", receipts)[0]
    rest = [statistics.fmean(one["points"] for one in receipt["answers"][1:]) for receipt in receipts]
    passed = [value for value, receipt in zip(rest, receipts) if receipt["answers"][0]["points"]]
    failed = [value for value, receipt in zip(rest, receipts) if not receipt["answers"][0]["points"]]
    share = len(passed) / len(rest)
    expected = (statistics.fmean(passed) - statistics.fmean(failed)) / statistics.pstdev(rest) * (share * (1 - share)) ** 0.5
    assert question["discrimination"] == pytest.approx(expected)


def test_too_few_receipts_and_equal_ones_have_no_discrimination(here, address):
    def told(receipts):
        return {question["discrimination"] for question in call(here, address, "statistics", "questions", receipts)}

    assert told(class_of(9, 5)) == {"few"}
    assert "few" not in told(class_of(10, 5))
    same = class_of(1, 6)[0]
    assert told([same] * 12) == {"same"}
    alone = [{**receipt, "answers": receipt["answers"][:1]} for receipt in class_of(12, 7)]
    assert told(alone) == {"few"}


def test_revisions_are_never_mixed(here, address):
    receipts = class_of(40, 8)
    for receipt in receipts[::4]:
        receipt["answers"][0]["revision"] = "2"
    questions = call(here, address, "statistics", "questions", receipts)
    told = {(question["code"], question["revision"]): question for question in questions}
    assert len(told) == 6 and told["aaaa", "2"]["count"] == 10 and told["aaaa", "1"]["count"] == 30
    for revision, own in (("2", receipts[::4]), ("1", [receipt for n, receipt in enumerate(receipts) if n % 4])):
        assert told["aaaa", revision]["difficulty"] == pytest.approx(statistics.fmean(one["answers"][0]["points"] for one in own))


def test_wrong_choices_are_known_only_as_far_as_the_answers_tell(here, address):
    def wrong(*answers):
        receipts = [{"name": "", "set": "s", "finished": "", "points": 0, "count": 1,
                     "answers": [{"code": "a", "revision": "1", "verdict": verdict, "points": points, "chosen": chosen}]}
                    for verdict, points, chosen in answers]
        (question,) = call(here, address, "statistics", "questions", receipts)
        return [(entry["part"], entry["choice"], entry["count"]) for entry in question["wrong"]]

    lone, pair = ("wrong", 0, [["p", ["x"]]]), ("wrong", 0, [["p", ["x", "y"]]])
    partly = ("partly", 0.5, [["p", ["x"]], ["q", ["y"]]])
    assert wrong(lone, lone) == [("p", "x", 2)]
    # Of two that together scored nothing, one may be right.
    assert wrong(pair) == [] and wrong(partly) == []
    assert wrong(pair, ("right", 1, [["p", ["y"]]])) == [("p", "x", 1)]
    assert wrong(partly, ("right", 1, [["p", ["x"]], ["q", ["z"]]])) == [("q", "y", 1)]
    typed = [("wrong", 0, [["p", "Word"]]), ("wrong", 0, [["p", "word"]]), ("wrong", 0, [["p", "__proto__"]]), ("right", 1, [["p", "term"]])]
    assert wrong(*typed) == [("p", "Word", 2), ("p", "__proto__", 1)]


def test_the_histogram_counts_everyone_once(here, address):
    def bins(*shares):
        return call(here, address, "statistics", "histogram", list(shares))

    assert bins() == [0] * 10
    assert bins(0, 0.05, 0.099999) == [3] + [0] * 9
    assert bins(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9) == [0] + [1] * 9
    assert bins(1, 0.95) == [0] * 9 + [2]
    assert bins(*(n / 30 for n in range(31))) == [3] * 9 + [4]
    values = [0.5, 0.1, 0.9, 0.3]
    assert call(here, address, "statistics", "median", values) == statistics.median(values)
    assert call(here, address, "statistics", "median", values[:3]) == statistics.median(values[:3])


# --- CSV ---------------------------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠A1", "\u22121", "=cmd|' /C calc'!A0", "-abc"]
PLAIN = ["", "Ann", "a,b", 'say "x"', "two\nlines", "two\r\nlines", " lead", "trail ", "عمر", "\U0001f469\u200d\u2695\ufe0f", "a=b", "x-1", "'q"]


def test_csv_reads_back_and_no_text_is_a_formula(here, address):
    rows = [PLAIN, FORMULAS, [1, 0.5, -0.25, 0, "", "x"]]
    text = call(here, address, "csv", "csv", rows)
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    # Line ends inside of quotes have to be left as they are.
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert read == [PLAIN, [f"'{formula}" for formula in FORMULAS], ["1", "0.5", "-0.25", "0", "", "x"]]
    assert all(not cell.lstrip().startswith(tuple("=+-@＝＋－＠\u2212")) for cell in read[1])
