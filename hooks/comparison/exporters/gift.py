r"""Questions in, GIFT out, Moodle's text format, as its documentation and code and the grammar `gift-pegjs` have it.

Single choices have one `=` and weigh what is half right; several choices have weights alone and no `=`; rows become a matching,
typed answers a short answer. A statement to be judged stays a choice, since `TRUE` and `FALSE` have no words of their own. All
texts are HTML in one line, so that no line can be taken for a comment or end a question. Ids and tags stand in the comment
above each question, comparison and quiz in the category.

Lost: the place of the reasons for rows, which stand together after the question; points, and whether options may change
places, for which Moodle takes its defaults; what the quiz is about; and spelling, since a typed answer has to be as one of the
accepted ones but for capital letters, where the site looks past accents, spaces and punctuation as well. An answer of a
matching of more than 255 characters is cut.

Read back by `gift-pegjs` 1.0.2. Not tried here: Moodle itself. It keeps the ids on the first import; a second one adds every
question anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..exchange import MULTIPLE, ROWS, TYPED, Assessment, Choice, Question, joined
from . import _moodle

name = "gift"
suffix = "gift.txt"
losses = ("row-rationales", "points", "order", "about", "spelling")

FOOT = ""
_SPECIAL = re.compile(r"[\\~=#{}:]")


def data(assessment: Assessment) -> bytes:
    """Return the file: the category, then the questions in their order, with an empty line after each."""
    return joined(assessment, head(assessment), piece, FOOT)


def head(assessment: Assessment) -> str:
    """Return the category that the questions go into. Nothing is escaped in it, and only Moodle takes a backslash for more."""
    return f"$CATEGORY: {_moodle.category(assessment).replace(chr(92), chr(0x2216))}\n\n"


def piece(question: Question) -> str:
    """Return one question: a comment with its id and tags, its title, its stem and its answers."""
    known = " ".join([f"[id:{_moodle.id_of(question)}]", *(f"[tag:{tag}]" for tag in _moodle.tags(question))])
    feedback = _moodle.general_feedback(question)
    lines = [
        f"// {known}",
        f"::{_escaped(_moodle.name(question.title))}::[html]{_escaped(_moodle.html(question.stem))} {{",
        *(f"\t{line}" for line in _answers(question)),
        *([f"\t####{_escaped(feedback)}"] if feedback else []),
        "}",
    ]
    return "\n".join(lines) + "\n\n"


def _answers(question: Question) -> Iterator[str]:
    if question.form == ROWS:
        for row in question.rows:
            yield f"={_part(_moodle.html(row.prompt))} -> {_escaped(_moodle.matched(row.key.text))}"
        for text in _moodle.extra(question):
            yield f"= -> {_escaped(_moodle.matched(text))}"
    elif question.form == TYPED:
        for text in question.accepted:
            # An arrow makes a matching of any question, whatever is done to it.
            yield f"={_part(_moodle.typed(text, '->', '&&'))}"
    else:
        for choice, weight in zip(question.choices, _moodle.weights(question)):
            yield f"{_sign(question, choice, weight)}{_part(_moodle.html(choice.text))}#{_part(_moodle.html(choice.rationale))}"


def _sign(question: Question, choice: Choice, weight: Fraction) -> str:
    if question.form != MULTIPLE and choice.correct:
        return "="
    return f"~%{_moodle.percent(weight)}%" if weight else "~"


def _part(text: str) -> str:
    """Return a text within the answers. It is of the stem's format, and says so where its start would be taken for a format's
    name or a weight.
    """
    return ("[html]" if text.startswith(("[", "%")) else "") + _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n")
