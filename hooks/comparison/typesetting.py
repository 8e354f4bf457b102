"""Typesetting: a template and its values in, a tagged PDF (PDF/UA-1) or pictures out, with fonts that come with the typesetter.

The typesetter is typst. Values go in as JSON, never as its markup, so that any text shows as it is written. No font of the
machine is used, nothing is read but the templates, and the file has no date: the same values give the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import typst

_FOLDER = Path(__file__).parent / "templates"
_STANDARD = "ua-1"
# What ends lines or moves on in them. Not among them: the space that holds two words together.
_SPACES = re.compile("[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
# A longer word may be broken, so that it stays on the page: after a slash or hyphen, and otherwise anywhere.
_WORD = 20
_LONG = re.compile(rf"[^ \u200b]{{{_WORD + 1},}}")
_AFTER = re.compile("(?<=[/-])")
_NOTHING = b'#set document(title: "-", date: none)'
# A text by itself and amid others, in every style.
_TRIAL = b"""
#let alone = json("values.json")
#for told in (alone, "x " + alone + " x") { for style in (text, strong, emph) { par(style(told)) } }"""
_REMEMBERED = 11
_MAY_BREAK, _JOINER = "\u200b", "\u200d"
_ISOLATE, _END = "\u2068", "\u2069"
# What the typesetter's fonts have in any case: letters of the Latin script and common punctuation.
_EVERYDAY = re.compile("[ -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*")
# Classes of characters that run from right to left, or that change the direction of others (Unicode Annex 9).
_TURNING = {"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"}


def typeset(template: str, values: object) -> bytes:
    """Return the PDF that a template makes of values.

    Every text of the values shows as `shown` has it, and so do the keys that a template reads.
    """
    files = {**_templates(), "main.typ": _templates()[f"{template}.typ"], "values.json": json.dumps(_each(values)).encode()}
    made = _compile(files)
    _forget()
    return made


def drawn(template: str, values: object) -> list[bytes]:
    """Return the pages that a template makes of values as pictures (PNG) of one pixel a point, with texts as above."""
    files = {**_templates(), "main.typ": _templates()[f"{template}.typ"], "values.json": json.dumps(_each(values)).encode()}
    made = typst.compile(files, format="png", ppi=72, font_paths=_fonts(), ignore_system_fonts=True)
    _forget()
    return made if isinstance(made, list) else [made]


def shown(text: str) -> str:
    """Return a text as it can be shown on paper.

    White space becomes single spaces. A character that no font has becomes its number, `[U+1F600]`. Very long words may be
    broken. Text that runs from right to left, or that turns the direction, is kept from turning what stands around it.
    """
    text = _SPACES.sub(" ", text).strip(" ")
    if _EVERYDAY.fullmatch(text):
        return _laid_out(text)
    text = "".join(map(_with_glyphs, _clusters(text)))
    # Which font a character is taken from hangs on what stands around it as well, so what is unusual is tried as a whole.
    return next((made for made in (_laid_out(text), _laid_out(_spelled(text, _is_mark))) if _has_glyphs(made)),
                _laid_out(_spelled(text, lambda char: not char.isascii())))


def _laid_out(text: str) -> str:
    """Return a text with places where long words may be broken, and apart from what stands around it if it turns."""
    text = _LONG.sub(_breakable, text)
    return f"{_ISOLATE}{text}{_END}" if any(unicodedata.bidirectional(char) in _TURNING for char in text) else text


def _spelled(text: str, wanted: Callable[[str], bool]) -> str:
    """Return a text with the numbers of some of its characters in their place."""
    return "".join(_number(char) if wanted(char) else char for char in text)


def _each(value: object) -> object:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, Mapping):
        return {key: _each(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each(part) for part in value]
    return value


def _clusters(text: str) -> Iterator[str]:
    """Yield the characters of a text, each with the marks and joiners that belong to it."""
    start = 0
    for index in range(1, len(text)):
        if not (_is_mark(text[index]) or text[index] == _JOINER):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _breakable(found: re.Match[str]) -> str:
    """Return a long word with places where it may be broken."""
    pieces = [list(_clusters(piece)) for piece in _AFTER.split(found.group())]
    return _MAY_BREAK.join("".join(piece[at:at + _WORD]) for piece in pieces for at in range(0, len(piece), _WORD))


@cache
def _with_glyphs(cluster: str) -> str:
    """Return a character with its marks if the fonts can show it, else those of its characters that they have, and the
    numbers of the others."""
    if cluster.isascii() and cluster.isprintable() or _has_glyphs(cluster):
        return cluster
    first, *marks = cluster
    return "".join([first if len(cluster) > 1 and _with_glyphs(first) == first else _number(first),
                    *(mark if mark == _JOINER else _number(mark) for mark in marks)])


def _number(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def _has_glyphs(text: str) -> bool:
    """Ask the typesetter itself, in every style: the standard forbids it to write a text that no font can show."""
    try:
        _compile({"main.typ": _NOTHING + _TRIAL, "values.json": json.dumps(text).encode()})
    except typst.TypstError:
        return False
    return True


def _compile(files: dict[str, bytes]) -> bytes:
    return typst.compile(files, format="pdf", pdf_standards=_STANDARD, font_paths=_fonts(), ignore_system_fonts=True)


def _forget() -> None:
    """Have the typesetter forget what it made.

    typst 0.15 keeps what it works out until ten more files were made without it: hundreds of megabytes over a build, for
    nothing. Files without content take no time.
    """
    for _ in range(_REMEMBERED):
        _compile({"main.typ": _NOTHING})


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


@cache
def _templates() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(_FOLDER.glob("*.typ"))}
