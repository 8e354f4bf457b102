"""Typesetting: a template and its values in, a tagged PDF (PDF/UA-1) or pictures out, with fonts that come with the typesetter.

The typesetter is typst. Values go in as JSON, never as its markup, so that any text shows as it is written. No font of the
machine is used, nothing is read but the templates, and the file has no date: the same values give the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
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
# No line begins with a bracket that closes, or the like, not even after a space (Unicode Annex 14, rules 13 and 14); where
# words hang together by that alone, it may.
_HELD = re.compile(rf"(?:[^ ]| (?=[^\w ])){{{2 * _WORD + 1},}}")
_HOLDING = re.compile(r" (?=[^\w ])")
# How many papers or sheets are made at the same time: each takes up to 300 MB meanwhile.
AT_ONCE = min(4, os.cpu_count() or 1)
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
    """Return the PDF that a template makes of values, whose texts all show as `shown` has them.

    Which font a mark is taken from hangs on what stands around it as well. Where the typesetter finds none after all, every
    mark shows as its number; and if that does not help, every character that is not an everyday one.
    """
    return _typeset(template, json.dumps(values))


# While a site is served, an edit changes the papers of few quizzes.
@lru_cache(maxsize=128)
def _typeset(template: str, told: str) -> bytes:
    values = json.loads(told)
    try:
        made = _compile(_files(template, values))
    except typst.TypstError:
        try:
            made = _compile(_files(template, values, _is_mark))
        except typst.TypstError:
            made = _compile(_files(template, values, lambda char: not _EVERYDAY.fullmatch(char)))
    forget()
    return made


def drawn(template: str, values: object) -> list[bytes]:
    """Return the pages that a template makes of values as pictures (PNG) of one pixel a point, with texts as above."""
    # typst's own types do not tell that it takes files by name, nor that of several pages it makes a list.
    made: bytes | list[bytes] = typst.compile(  # type: ignore[call-overload]
        _files(template, values), format="png", ppi=72, font_paths=_fonts(), ignore_system_fonts=True)
    forget()
    return made if isinstance(made, list) else [made]


def shown(text: str, doubted: Callable[[str], bool] = lambda char: False) -> str:
    """Return a text as it can be shown on paper.

    White space becomes single spaces. A character that no font has, or that is doubted, becomes its number, `[U+1F600]`. Very
    long words may be broken. Text that runs from right to left, or that turns the direction, is kept from turning what stands
    around it.
    """
    text = _SPACES.sub(" ", text).strip(" ")
    if not _EVERYDAY.fullmatch(text):
        text = "".join(map(_with_glyphs, _clusters(text)))
        text = "".join(_number(char) if doubted(char) else char for char in text)
    return _laid_out(text)


def _files(template: str, values: object, doubted: Callable[[str], bool] = lambda char: False) -> dict[str, bytes]:
    """Return what the typesetter reads: the templates and the values."""
    told = json.dumps(_each(values, doubted)).encode()
    return {**_templates(), "main.typ": _templates()[f"{template}.typ"], "values.json": told}


def _laid_out(text: str) -> str:
    """Return a text with places where long words may be broken, and apart from what stands around it if it turns."""
    text = _HELD.sub(lambda found: _HOLDING.sub(f"{_MAY_BREAK} ", found.group()), _LONG.sub(_breakable, text))
    return f"{_ISOLATE}{text}{_END}" if any(unicodedata.bidirectional(char) in _TURNING for char in text) else text


def _each(value: object, doubted: Callable[[str], bool]) -> object:
    if isinstance(value, str):
        return shown(value, doubted)
    if isinstance(value, Mapping):
        return {key: _each(part, doubted) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_each(part, doubted) for part in value]
    return value


def _clusters(text: str) -> Iterator[str]:
    """Yield the characters of a text, each with the marks and joiners that belong to it."""
    start = 0
    for index in range(1, len(text)):
        if not (unicodedata.category(text[index]).startswith("M") or text[index] == _JOINER):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _is_mark(char: str) -> bool:
    """Tell whether a character is drawn onto the one before it; selectors of variants only choose how that one looks."""
    return unicodedata.category(char).startswith("M") and not "\ufe00" <= char <= "\ufe0f"


def _breakable(found: re.Match[str]) -> str:
    """Return a long word with places where it may be broken."""
    pieces = [list(_clusters(piece)) for piece in _AFTER.split(found.group())]
    return _MAY_BREAK.join("".join(piece[at:at + _WORD]) for piece in pieces for at in range(0, len(piece), _WORD))


@cache
def _with_glyphs(cluster: str) -> str:
    """Return a character with its marks if the fonts can show it, else those of its characters that they have, and the
    numbers of the others. A mark belongs to a letter or a digit, and nowhere else.
    """
    first, marks = cluster[0], cluster[1:]
    belong = unicodedata.category(first)[0] in "LN" or not any(map(_is_mark, marks)) and not _is_mark(first)
    if cluster.isascii() and cluster.isprintable() or belong and _has_glyphs(cluster):
        return cluster
    return "".join([first if len(cluster) > 1 and _with_glyphs(first) == first else _number(first),
                    *(_number(mark) if _is_mark(mark) else mark for mark in marks)])


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
    # typst's own types do not tell that it takes files by name.
    made: bytes = typst.compile(  # type: ignore[call-overload]
        files, format="pdf", pdf_standards=_STANDARD, font_paths=_fonts(), ignore_system_fonts=True)
    return made


def forget() -> None:
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
