"""What Moodle's two formats share: a question's texts as HTML, its weights and its names, as Moodle's code takes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html import escape, unescape

from markupsafe import Markup

from ..exchange import MULTIPLE, Assessment, Question

# What the columns of Moodle's tables hold: names of questions and categories and the answers of a matching; then ids; tags.
_NAME, _ID, _TAG = 255, 100, 50
# None of these is allowed in XML, and none has a meaning elsewhere.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|[\r\n]")


def plain(text: str) -> str:
    """Return a text without what no file may hold."""
    return _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))


def html(text: str) -> Markup:
    """Return a text as HTML that shows just that; quotes need no escape outside attributes, and read better without."""
    return Markup(escape(plain(text), quote=False).replace("\n", "<br>"))


def name(text: str, most: int = _NAME) -> str:
    """Return a text as a name, which Moodle puts through a stripper of tags and cuts at the end of its column."""
    return " ".join(plain(text).replace("<", "\u2039").replace(">", "\u203a").split())[:most]


def id_of(question: Question) -> str:
    """Return a question's id number; the end of one that is too long gives way to the code that stands for its item."""
    return question.id if len(question.id) <= _ID else f"{question.id[:_ID - 5]}-{question.item.code}"


def tags(question: Question) -> tuple[str, ...]:
    """Return the ids of a question's kind, topic and examination areas."""
    return tuple(name(tag, _TAG) for tag in question.tags)


def category(assessment: Assessment) -> str:
    """Return the path of the category that an assessment's questions go into."""
    return "/".join(["$course$", "top", _step(assessment.site), _step(assessment.title)])


def _step(text: str) -> str:
    # A slash within a name is written twice. At its ends it would run into the one between names; spaces there are trimmed.
    step = name(text)
    if step.startswith("/"):
        step = f" {step}"
    if step.endswith("/"):
        step = f"{step} "
    return step.replace("/", "//")


def matched(text: str) -> str:
    """Return an answer of a matching, which Moodle shows in a list: a plain text in which it leaves entities alone and strips
    tags. So it is escaped where it would be taken for either, and else left as instructors want to read it.
    """
    text = plain(text)
    if "<" in text or "&&" in text or unescape(text) != text:
        text = escape(text, quote=False)
    return text if len(text) <= _NAME else text[:_NAME - 1] + "\u2026"


def typed(text: str, *unwritable: str) -> str:
    """Return an accepted answer as Moodle's pattern for it: an asterisk stands for anything, unless escaped.

    What a format cannot write is let in by such an asterisk before its last character, which accepts a little more.
    """
    pattern = plain(text).replace("*", r"\*")
    for sign in unwritable:
        while sign in pattern:
            pattern = pattern.replace(sign, f"{sign[:-1]}*{sign[-1]}")
    return pattern


def weights(question: Question) -> tuple[Fraction, ...]:
    """Return what each choice gains, in weights that Moodle accepts.

    It knows 1/1 to 1/10, 1/20 and a few others. From 11 choices of a sort on, the first gain 1/10 and the others 1/20,
    so that they still add up to 1. From 21 on they add up to more, and Moodle stops at full points.
    """
    if question.form != MULTIPLE:
        return tuple(choice.weight for choice in question.choices)
    key = iter(_shares(len(question.key)))
    others = iter(_shares(len(question.choices) - len(question.key)))
    return tuple(next(key) if choice.correct else -next(others) for choice in question.choices)


def _shares(count: int) -> list[Fraction]:
    if count <= 10:
        return [Fraction(1, count)] * count
    tenths = max(0, 20 - count)
    return [Fraction(1, 10)] * tenths + [Fraction(1, 20)] * (count - tenths)


def percent(weight: Fraction) -> str:
    """Return a weight in percent, with the five decimals that Moodle needs to tell thirds, sixths, sevenths and ninths."""
    return f"{float(weight * 100):.5f}".rstrip("0").rstrip(".")


def general_feedback(question: Question) -> Markup:
    """Return what is shown after any answer: the reasons that no answer of its own can hold, then the notes."""
    told = [*_rows(question), *([question.rationale] if question.rationale else []), *question.notes]
    return Markup("").join(text if isinstance(text, Markup) else Markup("<p>{}</p>").format(html(text)) for text in told)


def _rows(question: Question) -> Iterator[Markup]:
    """Yield each row with its answer and the reason for it, then the reasons against the others, each once."""
    for row in question.rows:
        yield Markup("<p><strong>{}</strong> {}<br><em>{}</em></p>").format(
            html(row.prompt), html(row.key.text), html(row.key.rationale))
    told = {row.key.rationale for row in question.rows}
    against: dict[str, str] = {}
    for row in question.rows:
        for choice in row.choices:
            if choice.rationale not in told:
                against.setdefault(choice.rationale, choice.text)
    if against:
        yield Markup("<ul>{}</ul>").format(Markup("").join(
            Markup("<li><strong>{}</strong> {}</li>").format(html(text), html(rationale)) for rationale, text in against.items()))


def extra(question: Question) -> tuple[str, ...]:
    """Return the answers of a matching that no row has."""
    right = {row.key.text for row in question.rows}
    return tuple(choice.text for choice in question.rows[0].choices if choice.text not in right)
