"""Questions in, Aiken out, the plainest of quiz formats, as Moodle's documentation and code have it: stem, options, right letter.

Single choices alone, judged statements included, one line for the stem and one for each option. Everything else has no room:
questions of other forms (and of more than 26 options) stay out; reasons, notes, part of a point, points, whether options may
change places, tags, titles, ids and what the quiz is about are lost; line breaks and tabs become spaces.

Read back by a reader of the tests that goes by the documentation. Moodle itself shows an ampersand or "<" of an option as an
entity, because it escapes options twice.
"""

from __future__ import annotations

import re
from string import ascii_uppercase

from ..exchange import SINGLE, Assessment, Question, joined

name = "aiken"
suffix = "aiken.txt"
losses = ("no-multiple", "no-rows", "no-typed", "rationales", "notes", "partial-credit", "points", "order", "tags", "titles",
          "ids", "about", "whitespace")

FOOT = ""
_GAP = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# A stem that a reader would take for an option or an answer ("U.S. law …") or for nothing at all.
_MISTAKABLE = re.compile(r"[A-Z][.)]|ANSWER:|.?$", re.IGNORECASE)
# Seen by no one, but no letter: what stands after it is not at the start of its line.
_WORD_JOINER = "\u2060"


def data(assessment: Assessment) -> bytes:
    """Return the file: the questions in their order, with an empty line after each."""
    return joined(assessment, head(assessment), piece, FOOT)


def head(assessment: Assessment) -> str:
    """Return nothing: the format has no word for a whole."""
    return ""


def piece(question: Question) -> str:
    """Return one question, or nothing for one that is no single choice."""
    if question.form != SINGLE or len(question.choices) > len(ascii_uppercase):
        return ""
    stem = _line(question.stem)
    lettered = tuple(zip(ascii_uppercase, question.choices))
    lines = [
        (_WORD_JOINER if _MISTAKABLE.match(stem) else "") + stem,
        *(f"{letter}. {_line(choice.text)}" for letter, choice in lettered),
        *(f"ANSWER: {letter}" for letter, choice in lettered if choice.correct),
    ]
    return "\n".join(lines) + "\n\n"


def _line(text: str) -> str:
    return _GAP.sub(" ", text)
