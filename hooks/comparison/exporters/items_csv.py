"""Questions in, comma-separated values (RFC 4180) out, for spreadsheets and programs: one line an option.

A question that is answered by typing has one line for each accepted answer. Lost: what the quiz is about.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ..exchange import Assessment, Choice, Question, joined

name = "csv"
suffix = "items.csv"
losses = ("about",)

# Excel takes a file without this mark for the old code page of its country and garbles every accent.
_BYTE_ORDER_MARK = "\ufeff"
HEADER = ("id", "revision", "title", "kind", "form", "points", "topic", "areas", "tags", "stem", "row", "prompt", "option", "text",
          "correct", "weight", "rationale", "notes")
FOOT = ""


def data(assessment: Assessment) -> bytes:
    """Return the questions as CSV with a byte order mark and CRLF line ends, as spreadsheets want it."""
    return joined(assessment, head(assessment), piece)


def head(assessment: Assessment) -> str:
    """Return the byte order mark and the names of the columns."""
    return _BYTE_ORDER_MARK + _lines([HEADER])


def piece(question: Question) -> str:
    """Return the lines of one question. Weights are decimals, points too; lists are separated by line breaks."""
    start = (question.id, question.item.revision, question.title, question.item.kind, question.form, _decimal(question.points),
             question.topic, "\n".join(question.areas), "\n".join(question.tags), question.stem)
    notes = "\n".join(question.notes)
    return _lines((*start, *answer, notes) for answer in _answers(question))


def _answers(question: Question) -> Iterator[tuple[str, ...]]:
    for choice in question.choices:
        yield "", "", *_choice(choice)
    for row in question.rows:
        for choice in row.choices:
            yield row.id, row.prompt, *_choice(choice)
    for text in question.accepted:
        yield "", "", "", text, "yes", "1", question.rationale


def _choice(choice: Choice) -> tuple[str, ...]:
    return choice.id, choice.text, "yes" if choice.correct else "no", _decimal(choice.weight), choice.rationale


def _decimal(number: Fraction) -> str:
    """Return a share of 1 with five decimals at most."""
    return f"{float(number):.5f}".rstrip("0").rstrip(".")


def _lines(rows: Iterable[Sequence[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
