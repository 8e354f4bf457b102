"""Questions in, a CSV for Brightspace's Question Library out: a block of lines a question, five columns a line.

Follows the sample that D2L offers where questions are imported (Sample_Question_Import_UTF8.csv) and its help article 27274:
multiple choice (MC, weights in percent), multi-select (MS, 1 or 0), matching (M), short answer (SA). Rows that share their
answers become one matching question, scored as here, row by row; the sample matches one to one, while here several rows may
have one answer and some answers none, as the editor of Brightspace allows. Not imported into Brightspace by us.

A line of the file is a line of the table, whatever reads it: texts are plain, and what breaks lines in them becomes a space.
The first line is a comment, so that the byte order mark, which Excel and the sample want, cannot stick to a question. No cell
is guarded against spreadsheets that take "=" for a formula: an apostrophe would show to learners, and the file is for the
importer. Options keep the order that they have here.

Lost:
- `row-rationales`: matching has feedback for the whole question only;
- `own-credit`: of several right answers, right minus wrong counts there, over all options; here, shares of right and wrong;
- `tags`: there is no field for them; the title names the topic;
- `spelling`: a short answer is compared letter by letter, but for case;
- `about`: a file has questions only;
- `whitespace`: see above.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from .. import exchange
from ..exchange import Assessment, Choice, Question, joined

name = "brightspace"
suffix = "brightspace.csv"
losses = ("row-rationales", "own-credit", "tags", "spelling", "about", "whitespace")

FOOT = ""
_COLUMNS = 5
_BYTE_ORDER_MARK = "\ufeff"
_TYPES = {exchange.SINGLE: "MC", exchange.MULTIPLE: "MS", exchange.ROWS: "M", exchange.TYPED: "SA"}
# Everything that some reader takes for the end of a line or a cell.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def data(assessment: Assessment) -> bytes:
    """Return the questions as CSV in UTF-8 with a byte order mark and CRLF line ends."""
    return joined(assessment, head(assessment), piece)


def head(assessment: Assessment) -> str:
    """Return the byte order mark and a comment with the title."""
    return _BYTE_ORDER_MARK + _lines([(f"//{assessment.title}",), ()])


def piece(question: Question) -> str:
    """Return the lines of one question and the line of commas that ends it; an empty line would make a folder there."""
    return _lines(_block(question))


def _block(question: Question) -> Iterator[tuple[str, ...]]:
    yield "NewQuestion", _TYPES[question.form]
    yield "ID", question.id
    yield "Title", question.title
    yield "QuestionText", question.stem
    yield "Points", f"{float(question.points):g}"
    yield from _answers(question)
    if feedback := _feedback(question):
        yield "Feedback", feedback
    yield ()


def _answers(question: Question) -> Iterator[tuple[str, ...]]:
    match question.form:
        case exchange.SINGLE:
            yield from (_option(choice, f"{float(100 * choice.weight):g}") for choice in question.choices)
        case exchange.MULTIPLE:
            yield "Scoring", "RightMinusWrong"
            yield from (_option(choice, str(int(choice.correct))) for choice in question.choices)
        case exchange.ROWS:
            yield "Scoring", "EquallyWeighted"
            places = {choice.id: str(place) for place, choice in enumerate(question.rows[0].choices, 1)}
            yield from (("Choice", places[choice.id], choice.text) for choice in question.rows[0].choices)
            yield from (("Match", places[row.key.id], row.prompt) for row in question.rows)
        case exchange.TYPED:
            yield "InputBox", "1", "40"
            yield from (("Answer", "100", text) for text in question.accepted)


def _option(choice: Choice, weight: str) -> tuple[str, ...]:
    return "Option", weight, choice.text, "", choice.rationale


def _feedback(question: Question) -> str:
    """Return what is told after the answer, but for the reasons of single options. Bullets keep apart what has no lines."""
    rows = (f"{row.prompt} – {' '.join(row.rationales)}" for row in question.rows)
    return " • ".join(filter(None, (question.rationale, *rows, *question.notes)))


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([_BREAKS.sub(" ", cell) for cell in (*row, *[""] * (_COLUMNS - len(row)))] for row in rows)
    return buffer.getvalue()
