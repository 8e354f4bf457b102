"""What becomes of texts on paper and in pictures, whatever they hold, and what is done where the typesetter finds no font."""

from __future__ import annotations

import io
import json
import struct

import pypdf
import pytest
import typst
from comparison import typesetting
from comparison.typesetting import drawn, shown, typeset
from tagged_pdf import Document

# Where a long word may be broken; what keeps a text from turning others, and its end.
BREAK, APART, END = "\u200b", "\u2068", "\u2069"
HEAD = b'#let d = json("values.json")\n#set document(title: "-", date: none)\n#set page(width: 100pt, height: 50pt, margin: 5pt)\n'
TEMPLATES = {
    "told.typ": HEAD + b"#for one in d.told { par(one) }",
    "each.typ": HEAD + b'#import "other.typ": also\n#par(d.a.b.at(1)) #par(also(d.a.c)) #par(str(d.a.b.at(0) + 1)) #par(repr(d.none) + repr(d.yes))',
    "other.typ": b'#let also(told) = "also " + told',
    "pages.typ": HEAD + b"#for one in d.told { page(one) }"}


@pytest.fixture
def templates(monkeypatch):
    """Small templates in the place of those of papers."""
    monkeypatch.setattr(typesetting, "_templates", lambda: TEMPLATES)


def read(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(data).root.of("P")]


# --- texts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text, told", [
    ("", ""), ("as it is, *and* #no [markup]", "as it is, *and* #no [markup]"), (" \t\r\n a\n\n b\u2028c \x85", "a b c"), (" X-rays X ", "X-rays X"),
    # What holds two words together does so on paper.
    ("5\u00a0mm", "5\u00a0mm"), ("\u00a0a\u00a0", "\u00a0a\u00a0")])
def test_white_space_becomes_single_spaces(text, told):
    assert shown(text) == told


@pytest.mark.parametrize("text, told", [
    ("a 😀!", "a [U+1F600]!"), ("Ωmega", "Ωmega"), ("Ω😀", "Ω[U+1F600]"), ("中", "[U+4E2D]"), ("\x07", "[U+0007]"),
    # A mark belongs to a letter or a digit; without one, or without a font for both, it shows as its number.
    ("e\u0301 Ω\u0301 5\u0305", "e\u0301 Ω\u0301 5\u0305"), ("x\u1ab0", "x[U+1AB0]"),
    ("«\u0301»", "«[U+0301]»"), ("\u0301", "[U+0301]"), ("😀\u0301", "[U+1F600][U+0301]"),
    # The typesetter takes this sign alone, and not amid others.
    ("\ufeffΩ", "[U+FEFF]Ω"),
    # Joiners, and selectors that choose how a sign looks, are none of these.
    ("👩\u200d⚕", "[U+1F469]\u200d⚕"), ("⚕\ufe0e ⚕\ufe0f", "⚕\ufe0e ⚕\ufe0f"), ("∩\ufe00", "∩\ufe00")])
def test_what_no_font_has_shows_as_its_number_and_all_else_as_it_is(text, told):
    assert shown(text) == told


def test_what_is_doubted_shows_as_its_number_but_for_everyday_letters():
    assert shown("a\u0301 Ω\u0301e", lambda char: char == "\u0301") == "a[U+0301] Ω[U+0301]e"
    assert shown("Élan, 5 × “a”", lambda char: True) == "Élan, 5 × “a”"


@pytest.mark.parametrize("text, told", [
    ("x" * 20, "x" * 20), ("x" * 21, f"{'x' * 20}{BREAK}x"), (f"y {'x' * 41} y", f"y {'x' * 20}{BREAK}{'x' * 20}{BREAK}x y"),
    ("https://example.org/a-b/", BREAK.join(["https:/", "/", "example.org/", "a-", "b/"])),
    (f"https://{'x' * 30}/-", BREAK.join(["https:/", "/", "x" * 20, "x" * 10 + "/", "-"])), ("well-known/all", "well-known/all"),
    # Letters keep their marks.
    ("e\u0301" * 21, BREAK.join(["e\u0301" * 20, "e\u0301"]))])
def test_a_word_of_more_than_twenty_letters_may_be_broken_and_after_slashes_and_hyphens_first(text, told):
    assert shown(text) == told


@pytest.mark.parametrize("count, breaks", [(20, 0), (21, 20)])
def test_words_that_hang_together_by_their_signs_may_come_apart_once_they_are_long(count, breaks):
    # No line begins with a closing bracket, not even after a space.
    told = shown(" ".join([")"] * (count - 1)) + " )x")
    assert told.count(BREAK) == told.count(f"{BREAK} )") == breaks


def test_words_between_those_that_hang_together_stay_whole():
    assert shown(f"one two {') ' * 20}) three") == f"one two{f'{BREAK} )' * 21} three"


@pytest.mark.parametrize("text", ["שלום", "a שלום b", "سلام", *map("a{}b".format, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")])
def test_text_that_turns_the_direction_is_kept_apart(text):
    assert shown(text) == f"{APART}{text}{END}"


def test_a_sign_is_looked_up_once(monkeypatch):
    before = shown("Ωω😀")
    monkeypatch.setattr(typst, "compile", None)
    assert shown("Ωω😀") == before


def test_all_everyday_letters_have_a_font():
    # Whatever a text holds besides, it can be set in these.
    letters = "".join(filter(typesetting._EVERYDAY.fullmatch, map(chr, range(0x10000))))
    assert len(letters) > 300 and typesetting._has_glyphs(letters)


# --- files -------------------------------------------------------------------------------------------------------


def test_every_text_of_the_values_is_shown_and_what_is_no_text_stays(templates):
    values = {"a": {"b": (41, "a\tb 😀"), "c": "x" * 21}, "none": None, "yes": True}
    assert read(typeset("each", values)) == ["a b [U+1F600]", f"also {'x' * 20}{BREAK}x", "42", "nonetrue"]


def test_a_paper_is_an_accessible_pdf_without_a_date(templates):
    data = typeset("told", {"told": ["One"]})
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert Document(data).embedded and (reader.metadata.creation_date, reader.metadata.modification_date) == (None, None)
    typesetting._typeset.cache_clear()
    assert typeset("told", {"told": ["One"]}) == data


def test_a_picture_has_a_pixel_a_point_and_each_page_is_one(templates):
    pictures = drawn("pages", {"told": ["One", "Two"]})
    assert [struct.unpack(">8s4x4sII", picture[:24]) for picture in pictures] == [(b"\x89PNG\r\n\x1a\n", b"IHDR", 100, 50)] * 2
    assert pictures[0] != pictures[1] and [pictures[0]] == drawn("pages", {"told": ["One"]})


def test_texts_in_pictures_show_as_they_do_on_paper(templates):
    assert drawn("told", {"told": ["a\n😀"]}) == drawn("told", {"told": ["a [U+1F600]"]}) != drawn("told", {"told": ["a"]})


def test_the_templates_of_papers_and_pictures_are_found():
    card = {"site": "Kites", "title": "Tails", "told": "What they are.", "columns": [{"name": "Both", "color": "#112233", "count": 3}]}
    (picture,) = drawn("share", {"cards": [card]})
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)


# --- where a font is missing after all ---------------------------------------------------------------------------


@pytest.fixture
def refusing(monkeypatch, templates):
    """A function that has the typesetter refuse papers so many times, and returns the texts that it is given each time."""
    def refuse(times: int) -> list[str]:
        given = []
        real = typst.compile

        def compiled(files, **others):
            if "told.typ" not in files:
                return real(files, **others)
            given.append(json.loads(files["values.json"])["told"][0])
            if len(given) <= times:
                raise typst.TypstError("no font could be found", "")
            return b"%PDF"

        monkeypatch.setattr(typst, "compile", compiled)
        typesetting._typeset.cache_clear()
        return given
    return refuse


TRIED = ["aé e\u0301 ⚕\ufe0e Ω", "aé e[U+0301] ⚕\ufe0e Ω", "aé e[U+0301] [U+2695][U+FE0E] [U+03A9]"]


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_text_that_cannot_be_set_is_set_without_its_marks_and_then_in_everyday_letters(times, refusing):
    given = refusing(times)
    assert typeset("told", {"told": [TRIED[0]]}) == b"%PDF" and given == TRIED[:times + 1]


def test_what_cannot_be_set_at_all_stops_the_build(refusing):
    given = refusing(3)
    with pytest.raises(typst.TypstError, match="no font could be found"):
        typeset("told", {"told": [TRIED[0]]})
    assert given == TRIED


def test_the_same_paper_is_set_once(refusing):
    given = refusing(0)
    assert typeset("told", {"told": ["One"]}) == typeset("told", {"told": ["One"]}) and len(given) == 1
    typeset("told", {"told": ["Two"]})
    assert given == ["One", "Two"]


@pytest.mark.parametrize("make", [typeset, drawn])
def test_the_typesetter_forgets_what_it_made(make, monkeypatch, templates):
    made = []
    real = typst.compile
    monkeypatch.setattr(typst, "compile", lambda files, **others: made.append([*files]) or real(files, **others))
    make("told", {"told": [f"Once by {make.__name__}"]})
    # It lets go of what the last ten files had no use for.
    assert "told.typ" in made[0] and made[1:] == [["main.typ"]] * len(made[1:]) and len(made[1:]) > 10
