"""Worksheets and keys on paper, read back through the tags of the PDF, line by line, and nothing else in them.

What has to be read is put together here from the questions alone: `worksheet` and `key` give every line that a file may hold.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from comparison.exchange import LOSSES, Assessment, TooManyQuestions
from comparison.exporters import paper
from comparison.items import Item, Option, Part
from comparison.project import SITTING
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT
from tagged_pdf import Document, Element
import itertools

FORMATS = {format.name: format for format in paper.FORMATS}
# What no font of the typesetter has, of all that the made-up items hold.
WITHOUT_GLYPH = "😀👩🏽"
LETTERS = "ABCDEFGHIJ"
SIZES = {"a4": (595.2756, 841.8898), "letter": (612, 792)}
some = settings(max_examples=10, deadline=None)


# --- what is read ------------------------------------------------------------------------------------------------


def lines(element: Element) -> list[str]:
    """Return the texts of an element that stand by themselves: paragraphs, cells, labels and what they label."""
    inner = [part for part in element.parts if isinstance(part, Element) and part.tag not in ("Strong", "Em", "Link")]
    # A cell without text is a line, too; what only holds others together, or room to write in, is none.
    if not inner and (element.parts or element.tag in ("TH", "TD")):
        return [element.text]
    return [line for part in inner for line in lines(part)]


def folded(text: str) -> str:
    """Return a text as it reads back: composed, and without what steers direction, joining and breaking unseen."""
    seen = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
    return re.sub("[ \t\n]+", " ", seen).strip(" ")


def on_paper(text: str) -> str:
    """Return what has to be read of a text: the two losses, and nothing else, are in here."""
    return folded("".join(f"[U+{ord(char):04X}]" if char in WITHOUT_GLYPH else char for char in text))


def turns(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "RLO") for char in text)


def differing(wanted: list[str], read: list[str]) -> list[tuple[str, str]]:
    """Return the lines that differ. Where text runs from right to left, the order on a line is that of the paper, not that
    of reading, so there the same characters have to be there, each as often."""
    assert len(read) == len(wanted), [pair for pair in zip(map(on_paper, wanted), map(folded, read)) if pair[0] != pair[1]][:3]

    def counted(text: str) -> Counter[str]:
        return Counter(text.replace(" ", ""))

    return [(told, seen) for line, seen in zip(wanted, map(folded, read)) for told in [on_paper(line)]
            if (counted(told) != counted(seen) if turns(line) else told != seen)]


# --- what has to be read -----------------------------------------------------------------------------------------


def is_long(choices) -> bool:
    """Tell whether choices that rows share are too many or too long for the head of a table."""
    words = [word for choice in choices for word in choice.text.split()]
    return len(choices) > 5 or sum(len(choice.text) for choice in choices) > 90 or max(map(len, words)) > 13


def asked(number: int, question, say) -> list[str]:
    """Return the lines of one question on a worksheet."""
    told = [str(number), question.stem]
    lettered = [text for letter, choice in zip(LETTERS, question.choices) for text in (letter, choice.text)]
    match question.form:
        case "multiple":
            told += [say("export.how.multiple"), *lettered]
        case "typed":
            told += [say("export.how.typed"), say("assign.says.answer")]
        case "rows":
            choices = question.rows[0].choices
            told.append(say("export.how.rows"))
            heads = [choice.text for choice in choices]
            if is_long(choices):
                told += [text for pair in zip(LETTERS, heads) for text in pair]
                told += [text for letter, row in zip("abcdefgh", question.rows) for text in (letter, row.prompt)]
            else:
                told += ["", *heads]
                told += [text for letter, row in zip("abcdefgh", question.rows) for text in (letter, row.prompt, *LETTERS[:len(heads)])]
        case _:
            told += lettered
    if question.item.kind == "true-false" and len(question.choices) == 2:
        told.append(say("export.paper.correction"))
    return told


def head_of(assessment) -> list[str]:
    say = assessment.say
    points = sum(question.points for question in assessment.questions)
    return [say("assign.paper-name"), say("assign.paper-date"), f"{say('export.paper.points')}  {say('export.paper.of', points=points)}",
            *assessment.about, say("export.paper.legend")]


def worksheet(assessment) -> list[str]:
    """Return every line of a worksheet."""
    return [assessment.title, *head_of(assessment), *(
        line for number, question in enumerate(assessment.questions, 1) for line in asked(number, question, assessment.say))]


def gain(share: Fraction) -> str:
    return f"(+{share})" if share > 0 else f"({share})".replace("-", "−")


def right(question) -> str:
    """Return what is right, as the table at the start of a key has it."""
    if question.rows:
        return ", ".join(f"{name} {LETTERS[row.choices.index(row.key)]}" for name, row in zip("abcdefgh", question.rows))
    return ", ".join(LETTERS[question.choices.index(choice)] for choice in question.key) or "; ".join(question.accepted)


def explained(question, say, repeated: list[str]) -> list[str]:
    """Return the lines of one question of a key, less its number."""
    told = [" · ".join([question.id, question.item.revision, question.topic, *question.areas]), question.stem]
    if question.form == "typed":
        told += [f"{say('quiz.right-option')} {'; '.join(question.accepted)}", question.rationale]
    for letter, choice in zip(LETTERS, question.choices):
        mark = f"{say('quiz.right-option')} " if choice.correct else ""
        told += [letter, f"{mark}{choice.text} {gain(choice.weight)}", choice.rationale]
    if question.rows:
        told += [text for letter, choice in zip(LETTERS, question.rows[0].choices) for text in (letter, choice.text)]
    for name, row in zip("abcdefgh", question.rows):
        letter = LETTERS[row.choices.index(row.key)]
        told += [name, row.prompt, f"{letter} {say('quiz.right-option')} {row.key.text} {gain(Fraction(1, len(question.rows)))}"]
        for reason in dict.fromkeys([row.key.rationale, *(choice.rationale for choice in row.choices)]):
            told.append(f"{'; '.join(choice.text for choice in row.choices if choice.rationale == reason)}: {reason}")
    told += [note for note in question.notes if note not in repeated]
    if numbers := [str(repeated.index(note) + 1) for note in question.notes if note in repeated]:
        told.append(f"{say('export.paper.beside')} {', '.join(numbers)}")
    return told


def repeated_in(assessment) -> list[str]:
    """Return the notes that stand at the end of a key: the longer ones of several questions."""
    told = Counter(note for question in assessment.questions for note in question.notes)
    return [note for note, count in told.items() if count > 1 and len(note) > 80]


def notes_at_the_end(repeated: list[str], say) -> list[str]:
    told = [text for number, note in enumerate(repeated, 1) for text in (str(number), note)]
    return [say("export.paper.notes"), *told] if repeated else []


def table(questions, say) -> list[str]:
    cells = [text for number, question in enumerate(questions, 1) for text in (str(number), right(question))]
    return [*[say("export.paper.number"), say("export.paper.answer-column")] * 3, *cells, *[""] * (-len(cells) % 6)]


def key(assessment) -> list[str]:
    """Return every line of a key."""
    say, questions, repeated = assessment.say, assessment.questions, repeated_in(assessment)
    return [say("export.paper.key-title", title=assessment.title), *assessment.about, say("export.paper.answers"),
            *table(questions, say), say("export.paper.reasons"), say("export.paper.reasons-lead"),
            *(line for number, question in enumerate(questions, 1) for line in (str(number), *explained(question, say, repeated))),
            *notes_at_the_end(repeated, say)]


# --- worksheets and keys -----------------------------------------------------------------------------------------


def check_paper(document: Document, size: str) -> None:
    """Every text is on its page, inside of the margins."""
    width, height = SIZES[size]
    for page, (left, top, right, bottom) in zip(document.reader.pages, document.edges):
        assert [round(float(edge), 1) for edge in page.mediabox] == [0, 0, round(width, 1), round(height, 1)]
        # 20 mm at the sides, less what a space at the end of a line may stand out; header and footer at head and foot.
        assert left > 56 and right < width - 50 and top < height - 35 and bottom > 28


@some
@given(assessments(most=2), st.sampled_from(list(SIZES)))
def test_a_worksheet_of_any_questions_reads_back_whole_and_holds_nothing_else(assessment, size):
    document = Document(FORMATS[f"worksheet-{size}"].data(assessment))
    assert differing(worksheet(assessment), lines(document.root)) == []
    check_paper(document, size)


@some
@given(assessments(most=2), st.sampled_from(list(SIZES)))
def test_a_key_of_any_questions_reads_back_whole_and_holds_nothing_else(assessment, size):
    document = Document(FORMATS[f"key-{size}"].data(assessment))
    assert differing(key(assessment), lines(document.root)) == []
    check_paper(document, size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("id", shipped())
def test_worksheet_and_key_of_a_shipped_quiz_read_back_whole(id, size):
    assessment = shipped()[id]
    for told, name in ((worksheet, "worksheet"), (key, "key")):
        document = Document(FORMATS[f"{name}-{size}"].data(assessment))
        assert differing(told(assessment), lines(document.root)) == []
        check_paper(document, size)


# --- versions ----------------------------------------------------------------------------------------------------


def sheets(document: Document) -> list[list[list[str]]]:
    """Return the questions of each version, each as its lines less its number."""
    found: list[list[list[str]]] = []
    for part in document.root.parts:
        if part.of("H1"):
            found.append([])
        elif headings := part.of("H2"):
            assert headings[0].text == str(len(found[-1]) + 1)
            found[-1].append([folded(line) for line in lines(part)[1:]])
    return found


def cells(table: Element) -> list[list[str]]:
    return [[folded(cell.text) for cell in row.of("TH", "TD")] for row in table.of("TR")]


def content(told: list[str]) -> Counter[str]:
    """Return the lines of a question whatever their order."""
    return Counter(map(on_paper, told))


def check_versions(assessment, size):
    """By the table of the key each question is found in each version, and by the key's letters what is right of it."""
    say = assessment.say
    worksheets = Document(FORMATS[f"versions-{size}"].data(assessment))
    keys = Document(FORMATS[f"versions-key-{size}"].data(assessment))
    versions, tables = sheets(worksheets), keys.root.of("Table")
    head, *walk = cells(tables[4])
    assert head == ["A", "B", "C", "D", say("export.paper.id")]
    assert [line[4] for line in walk] == [question.id for question in assessment.questions]
    for version in range(4):
        marks = {cell: right for _, *rest in [[None, *row] for row in cells(tables[version])[1:]]
                 for cell, right in zip(rest[::2], rest[1::2]) if cell}
        assert sorted(int(line[version]) for line in walk) == list(range(1, len(walk) + 1)) == sorted(map(int, marks))
        for question, line in zip(assessment.questions, walk):
            shown = versions[version][int(line[version]) - 1]
            assert content(shown) == content(asked(1, question, say)[1:])
            if not question.shuffle:
                assert shown == [on_paper(told) for told in asked(1, question, say)[1:]]
            told = marks[line[version]]
            if question.choices:
                assert Counter(shown[shown.index(letter) + 1] for letter in told.split(", ")) == content(
                    [choice.text for choice in question.choices if choice.correct])
            elif question.rows:
                texts = [choice.text for choice in question.rows[0].choices]
                start = 2 if is_long(question.rows[0].choices) else 3
                order = shown[start + 1::2] if start == 2 else shown[start:]
                by_row = dict(pair.split(" ") for pair in told.split(", "))
                assert [order[LETTERS.index(by_row[name])] for name in sorted(by_row)] == [
                    on_paper(row.key.text) for row in question.rows]
                assert set(map(on_paper, texts)) >= {order[LETTERS.index(letter)] for letter in by_row.values()}
            else:
                assert told == on_paper("; ".join(question.accepted))


@pytest.mark.parametrize("id", shipped())
def test_the_versions_of_a_shipped_quiz_and_their_keys_belong_together(id):
    check_versions(shipped()[id], "a4")


def test_versions_differ_in_the_order_of_questions_and_of_answers_and_stay_the_same():
    assessment = shipped()["self-check"]
    versions = sheets(Document(FORMATS["versions-letter"].data(assessment)))
    assert len(versions) == len({str(version) for version in versions}) == 4
    # Of the questions whose answers may change places, one at least stands in four orders.
    mixed = [question for question in assessment.questions if question.shuffle and question.choices]
    orders = [{str(shown) for version in versions for shown in version if shown[0] == on_paper(question.stem)
               and content(shown) == content(asked(1, question, assessment.say)[1:])} for question in mixed]
    assert max(map(len, orders)) == 4
    # No test can tell the reason for an order, but one that others rely on may not change unseen.
    assert [int(row[0]) for row in cells(Document(FORMATS["versions-key-a4"].data(tiny())).root.of("Table")[4])[1:]] == [4, 2, 3, 1]


def test_each_version_starts_with_a_new_sheet_of_paper_and_counts_its_own_pages():
    document = Document(FORMATS["versions-a4"].data(shipped()["settings"]))
    firsts = [min(part.pages) for part in document.root.parts if part.of("H1")]
    assert len(firsts) == 4 and [page % 2 for page in firsts] == [0] * 4
    texts = [page.extract_text() for page in document.reader.pages]
    counted = [re.search(r"Page (\d+) of (\d+)", text) for text in texts]
    for first, end in zip(firsts, [*firsts[1:], len(texts)]):
        numbers = [tuple(map(int, found.groups())) for found in counted[first:end] if found]
        assert numbers == [(number, len(numbers)) for number in range(1, len(numbers) + 1)]
        # Each page has one line for the name: at its head, but for the first.
        assert [text.count("Name:") for text in texts[first:first + len(numbers)]] == [1] * len(numbers)


@some
@given(assessments(most=2))
def test_the_key_of_versions_has_every_reason_of_any_question(assessment):
    document = Document(FORMATS["versions-key-a4"].data(assessment))
    read = Counter(folded(line).replace(" ", "") for line in lines(document.root))
    for question in assessment.questions:
        told = [question.stem, question.rationale, *(choice.rationale for choice in question.choices), *question.notes]
        for line in filter(None, told):
            wanted = on_paper(line).replace(" ", "")
            assert wanted in read or turns(line) and Counter(wanted) in map(Counter, read)


# --- what must not be there --------------------------------------------------------------------------------------


def turned(item: Item) -> Item:
    """Return an item with another key and other reasons, which asks the same."""
    def other(option: Option) -> Option:
        return replace(option, correct=not option.correct, rationale="Another reason than before.")

    return replace(item, place=None, source=None, cites=(), parts=tuple(
        replace(part, options=tuple(map(other, part.options)), accepted=("another",) if part.accepted else (), rationale="Another.")
        for part in item.parts))


def tiny():
    options = tuple(Option(f"o{number}", text, number == 0, f"SECRET reason {number}.") for number, text in enumerate(
        ("first", "second", "third")))
    made = [Item(f"secret-{kind}", kind, f"What of {kind}?", parts, topic="glossary", place="SECRET place", as_of="2025")
            for kind, parts in (
                ("single", (Part("answer", "", options),)),
                ("select", (Part("answer", "", (replace(options[0], fixed=True), *options[1:]), several=True),)),
                ("classify", tuple(Part(f"r{row}", f"row {row}", options) for row in range(2))),
                ("short", (Part("answer", "", (), accepted=("SECRET word",), rationale="SECRET reason."),)))]
    return made_up(tuple(made))


@pytest.mark.parametrize("name", ["worksheet-a4", "worksheet-letter", "versions-a4", "versions-letter"])
def test_a_worksheet_has_the_same_bytes_whatever_is_right_and_why(name, monkeypatch):
    before = tiny()
    after = made_up(tuple(turned(item) for item in before.items))
    # The version of the questions stands at the foot of each page, and changes with the key.
    assert before.version != after.version
    monkeypatch.setattr(Assessment, "version", "0123456789ab")
    assert FORMATS[name].data(after) == FORMATS[name].data(before)
    assert FORMATS[name.replace("worksheet", "key").replace("versions", "versions-key")].data(after) != FORMATS[
        name.replace("worksheet", "key").replace("versions", "versions-key")].data(before)


@pytest.mark.parametrize("name", ["worksheet-a4", "versions-letter"])
def test_nothing_of_the_key_is_in_the_text_the_metadata_or_any_object_of_a_worksheet(name):
    assessment = tiny()
    document = Document(FORMATS[name].data(assessment))
    reader = document.reader
    held = "\n".join(lines(document.root))
    raw = b""
    for number in range(1, len(reader.xref_objStm) + max(reader.xref[0]) + 1):
        entry = reader.get_object(number)
        raw += repr(entry).encode() + (entry.get_data() if hasattr(entry, "get_data") else b"")
    assert len(raw) > 10_000 and b"MCID" in raw
    for told in ("SECRET", "secret", "correct", "rationale", "Right"):
        assert told not in held and told.encode() not in raw
    assert set(reader.metadata) == {"/Title", "/Creator"}
    assert dict(reader.attachments) == {} and "/AF" not in reader.trailer["/Root"] and "/Names" not in reader.trailer["/Root"]
    assert all("/Annots" not in page for page in reader.pages)
    # The same look into a key finds it.
    assert "SECRET" in "\n".join(lines(Document(FORMATS["key-a4"].data(assessment)).root))


# --- what the typesetter gets ------------------------------------------------------------------------------------


@pytest.fixture
def given(monkeypatch):
    """A function that returns what the typesetter gets of a paper."""
    monkeypatch.setattr(paper, "typeset", lambda template, values: values)
    return lambda name, assessment: FORMATS[name].data(assessment)


def sorting(*choices: str):
    """A set of one question, of two rows with these choices."""
    told = tuple(Option(f"o{number}", text, number == 0, "Why.") for number, text in enumerate(choices))
    return made_up((Item("item", "match", "Which?", (Part("r1", "One", told), Part("r2", "Two", told)), topic="glossary"),))


def test_a_file_holds_as_many_questions_as_a_sitting_and_no_more(given):
    one = tiny()
    full = replace(one, questions=one.questions[:1] * SITTING)
    assert len(given("key-a4", full)["entries"]) == SITTING
    with pytest.raises(TooManyQuestions) as stopped:
        given("key-a4", replace(full, questions=one.questions[:1] * (SITTING + 1)))
    assert str(stopped.value) == (f"a PDF has {SITTING} questions at most, and these are {SITTING + 1}; take a quiz in its parts, "
                                  "such as QUIZ--1 (--list names them), or make smaller sets")


@pytest.mark.parametrize("choices, long", [
    (("a",) * 5, False), (("a",) * 6, True), (("a b " * 11 + "c",) * 2, False), (("a b " * 11 + "c", "a b " * 11 + "cd"), True),
    (("thirteensigns", "a"), False), (("fourteen-signs", "a"), True)],
    ids=["five", "six", "ninety letters", "ninety-one letters", "a word of thirteen", "a word of fourteen"])
def test_choices_that_rows_share_stand_in_the_head_of_a_table_where_they_fit(choices, long, given):
    assert given("worksheet-a4", sorting(*choices))["sheets"][0]["items"][0]["long"] == long


@pytest.mark.parametrize("length, once", [(80, False), (81, True)])
def test_a_long_note_that_stands_at_several_questions_is_told_once(length, once, given):
    assessment = tiny()
    assessment = replace(assessment, questions=tuple(replace(question, notes=("x" * length,)) for question in assessment.questions))
    told = given("key-a4", assessment)
    assert [entry["see"] for entry in told["entries"]] == [["1"] if once else []] * 4
    assert told["notes"] == ([{"number": "1", "text": "x" * 81}] if once else [])


def test_what_a_choice_gains_is_a_share_of_what_its_question_is_worth(given):
    assessment = tiny()
    lesser = replace(assessment, questions=tuple(replace(question, points=Fraction(1, 3)) for question in assessment.questions))
    single, select, *_ = given("key-a4", lesser)["entries"]
    assert sorted(choice["gain"] for choice in single["choices"]) == ["+1/3", "0", "0"]
    assert sorted(choice["gain"] for choice in select["choices"]) == ["+1/3", "\u22121/6", "\u22121/6"]


def test_choices_past_the_alphabet_have_two_letters(given):
    (item,) = given("worksheet-a4", sorting(*"x" * 60))["sheets"][0]["items"]
    letters = [choice["letter"] for choice in item["choices"]]
    assert (letters[:2], letters[24:28], letters[51:53]) == (["A", "B"], ["Y", "Z", "AA", "AB"], ["AZ", "BA"])


# --- pages -------------------------------------------------------------------------------------------------------


def questions_of(document: Document) -> list[Element]:
    return [part for part in document.root.parts if part.of("H2") and part.tag == "Div"]


@pytest.mark.parametrize("name", ["worksheet-a4", "worksheet-letter", "versions-a4", "versions-letter"])
@pytest.mark.parametrize("id", shipped())
def test_no_question_of_a_shipped_quiz_is_split_across_pages(id, name):
    asked_ = questions_of(Document(FORMATS[name].data(shipped()[id])))
    assert len(asked_) == len(shipped()[id].questions) * (4 if "versions" in name else 1)
    assert [question.of("H2")[0].text for question in asked_ if len(question.pages) != 1] == []


@pytest.mark.parametrize("size", SIZES)
def test_a_question_that_fits_on_a_page_is_whole_and_a_longer_one_breaks_and_shows_whole(size):
    made = []
    # From a few lines to far more than a page, each once.
    for number, count in enumerate((5, 60, 300, 420, 480, 540, 600, 660, 900, 3000)):
        words = " ".join(f"word{index}" for index in range(count))
        made.append(Item(f"item-{number}", "single", f"{words}?", (Part("answer", "", (
            Option("a", "yes", True, "It is so."), Option("b", "no", False, "It is not so."))),), topic="glossary", as_of=""))
    assessment = made_up(tuple(made))
    document = Document(FORMATS[f"worksheet-{size}"].data(assessment))
    assert differing(worksheet(assessment), lines(document.root)) == []
    check_paper(document, size)
    pages = [len(question.pages) for question in questions_of(document)]
    # Some fit, some do not; whatever is on two pages would not have fitted on one.
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] > 2
    first = next(number for number, count in enumerate(pages) if count > 1)
    assert pages[first - 1] == 1 and 3 < first < 9


def test_words_that_hang_together_by_their_signs_stay_on_the_page():
    # After a space no line begins with a closing bracket, and each of these begins with one.
    held = " ".join(f"]]>nail{index}<!--" for index in range(300))
    assessment = made_up((Item("item", "single", f"{held}?", (Part("answer", "", (
        Option("a", "yes", True, held), Option("b", "no", False, "It is not so."))),), topic="glossary", as_of=""),))
    for name, told in (("worksheet", worksheet), ("key", key)):
        document = Document(FORMATS[f"{name}-a4"].data(assessment))
        assert differing(told(assessment), lines(document.root)) == []
        check_paper(document, "a4")


# --- the file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_says_that_it_follows_the_standard_for_accessible_pdf_and_has_what_that_takes(name):
    assessment = shipped()["self-check"]
    document = Document(FORMATS[name].data(assessment))
    root = document.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert document.reader.metadata.title.startswith(assessment.title) and assessment.site in document.reader.metadata.title
    assert document.reader.metadata.author is None and document.reader.metadata.creation_date is None
    assert document.embedded
    levels = [int(element.tag[1]) for element in document.root.of("H1", "H2", "H3")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
    tables = document.root.of("Table")
    assert tables and all(table.of("THead") and table.of("TH") for table in tables)
    assert len(document.root.of("Lbl")) == len(document.root.of("LBody")) > 50


def test_black_and_white_are_the_only_colors():
    for name in ("worksheet-a4", "key-a4", "versions-key-letter"):
        document = Document(FORMATS[name].data(shipped()["settings"]))
        shades = {found for page in document.reader.pages for found in re.findall(
            rb"/c\d cs ([\d. ]+) scn", page.get_contents().get_data())}
        assert {tuple(map(float, shade.split())) for shade in shades} <= {(0.0,), (1.0,)}, name


def test_the_foot_names_the_quiz_and_the_version_of_its_questions_on_every_page_of_paper_and_key():
    assessment = shipped()["settings"]
    foot = assessment.say("export.paper.foot", id=assessment.id, version=assessment.version)
    for name in ("worksheet-a4", "key-letter"):
        pages = Document(FORMATS[name].data(assessment)).reader.pages
        assert len(pages) > 1 and [foot in page.extract_text() for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("name", ["worksheet-a4", "versions-key-letter"])
def test_the_bytes_are_the_same_twice_and_in_another_folder_zone_locale_and_hash_seed(name, tmp_path):
    code = ("import hashlib, sys; sys.path[:0] = sys.argv[1:3]\n"
            "from exporting import shipped; from comparison.exporters import paper\n"
            "format = {format.name: format for format in paper.FORMATS}[sys.argv[3]]\n"
            "print(hashlib.sha256(format.data(shipped()['settings'])).hexdigest())")
    made = set()
    for number, (zone, locale) in enumerate((("UTC", "C"), ("Asia/Kolkata", "de_DE.UTF-8"))):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(number)}
        ran = subprocess.run([sys.executable, "-c", code, str(ROOT / "hooks"), str(ROOT / "tests"), name], cwd=folder,
                             env=environment, capture_output=True, text=True, check=True)
        made.add(ran.stdout)
    once = FORMATS[name].data(shipped()["settings"])
    assert once == FORMATS[name].data(shipped()["settings"])
    assert len(made) == 1 and len(once) > 10_000


# --- losses ------------------------------------------------------------------------------------------------------


def read_of(name: str, assessment) -> str:
    return "\n".join(map(folded, lines(Document(FORMATS[name].data(assessment)).root)))


def test_the_losses_are_those_that_happen():
    """All else reads back: the tests above compare every line."""
    kept_back = ("key", "rationales", "notes", "tags", "ids")
    assert {name: format.losses for name, format in FORMATS.items()} == {
        name: ("whitespace", "glyphs", "titles", *(() if "key" in name else kept_back)) for name in FORMATS}
    assert set(FORMATS["worksheet-a4"].losses) <= set(LOSSES)
    assessment = tiny()
    question = replace(assessment.questions[0], stem="one\ttwo\n\nthree 😀", title="a title of its own")
    assessment = replace(assessment, questions=(question, *assessment.questions[1:]))
    sheet, key_ = read_of("worksheet-a4", assessment), read_of("key-a4", assessment)
    for read in (sheet, key_):
        assert "one two three [U+1F600]" in read and "😀" not in read
        assert question.title not in read
    for told in (question.choices[0].rationale, question.notes[0], question.topic, question.id, gain(question.key[0].weight)):
        assert told in key_ and told not in sheet


def test_text_that_turns_the_direction_turns_nothing_around_it():
    options = (Option("a", "\u202eabc", True, "One is so."), Option("b", "plain", False, "One is not so."))
    item = Item("turning", "single", "What of \u202ethis?", (Part("answer", "", options),), topic="glossary", as_of="")
    read = [folded(line) for line in lines(Document(FORMATS["key-a4"].data(made_up((item,)))).root)]
    # The words before it and the points behind it stand as ever.
    assert [line for line in read if line.startswith("Right: ") and line.endswith(" (+1)")] == ["Right: abc (+1)"]


def test_a_mark_or_joiner_without_a_font_shows_as_its_number_and_what_it_belongs_to_stays():
    item = Item("marks", "single", "e\u0301 x\u1ab0 👩\u200d⚕ a \u06d6 b “\u06d6” ok?", (Part("answer", "", (
        Option("a", "yes", True, "It is so."), Option("b", "no", False, "It is not so."))),), topic="glossary", as_of="")
    read = read_of("worksheet-a4", made_up((item,)))
    # A mark may have a font beside one letter, and none beside another.
    assert "é x[U+1AB0] [U+1F469]⚕ a [U+06D6] b “[U+06D6]” ok?" in read
