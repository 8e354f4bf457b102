"""Questions in, tab-delimited text for Blackboard out: a line a question, without a header.

Follows Blackboard's help on uploading questions (Ultra and Original): MC and MA with "correct" or "incorrect" after each
answer, FIB with every accepted answer. At most 250 lines are recommended, and no empty one. Not uploaded to Blackboard by us.

Blackboard reads questions and answers as HTML, as those who upload such files report, so "&", "<" and ">" are written as
entities; answers to be typed are compared as they are. A byte order mark would spoil the first line, so there is none.

Its matching wants one answer a row, each once. Here several rows may share one, and there are answers to spare, so that the
last row cannot be had by elimination: each row becomes a multiple-choice question of its own, with all the answers.

Lost:
- `rows-split`: see above;
- `rationales`, `notes`: there is no field for feedback;
- `partial-credit`, `points`: an answer is right or wrong, and Blackboard gives each question its default points;
- `tags`, `titles`, `ids`, `about`: there are no fields for them;
- `spelling`: a blank is compared letter by letter, but for case;
- `whitespace`: a tab ends a field and a line break a question.
"""

from __future__ import annotations

import re
from html import escape

from ..exchange import MULTIPLE, TYPED, Assessment, Question, joined, split

name = "blackboard"
suffix = "blackboard.txt"
losses = ("rows-split", "rationales", "notes", "partial-credit", "points", "tags", "titles", "ids", "spelling",
          "about", "whitespace")

FOOT = ""
# Everything that some reader takes for the end of a line or a field.
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def data(assessment: Assessment) -> bytes:
    """Return the questions as tab-delimited text in UTF-8."""
    return joined(assessment, head(assessment), piece)


def head(assessment: Assessment) -> str:
    """Return nothing: the first line is the first question."""
    return ""


def piece(question: Question) -> str:
    """Return one question as its line, or as a line for each of its rows."""
    return "".join("\t".join(_BREAKS.sub(" ", field) for field in _fields(one)) + "\n" for one in split(question))


def _fields(question: Question) -> list[str]:
    if question.form == TYPED:
        return ["FIB", _html(question.stem), *question.accepted]
    answers = [field for choice in question.choices for field in (_html(choice.text), "correct" if choice.correct else "incorrect")]
    return ["MA" if question.form == MULTIPLE else "MC", _html(question.stem), *answers]


def _html(text: str) -> str:
    return escape(text, quote=False)
