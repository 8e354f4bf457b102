"""Questions in, Moodle XML out, the format of Moodle's own question bank, as its documentation and code have it.

Single and several choices and judged statements become `multichoice`, with a weight and a reason for each option; rows become
`matching`; typed answers `shortanswer`. A statement to be judged stays a choice, since `truefalse` has no words for its options
and no half point. Ids, tags, points and shuffling are kept; the category says comparison, quiz and what the quiz is about.

Lost: the place of the reasons for rows, which stand together after the question; the order of the answers of a matching, which
stand by their rows in the file and are shuffled by Moodle; and spelling, since a typed answer has to be as one of the accepted
ones but for capital letters, where the site looks past accents, spaces and punctuation as well. An answer of a matching of more
than 255 characters is cut.

Choices are read back by `moodle-xml-parser` and, like everything else, by a reader of the tests that shares no code with this.
Not tried here: Moodle itself. It keeps the ids on the first import; a second one adds every question anew.
"""

from __future__ import annotations

from lxml import etree
from markupsafe import Markup

from ..exchange import MULTIPLE, ROWS, TYPED, Assessment, Question, joined
from . import _moodle

name = "moodle-xml"
suffix = "moodle.xml"
losses = ("row-rationales", "order", "spelling")

FOOT = "</quiz>\n"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
# What Moodle's own form offers: a third for each further try. A quiz of one try takes nothing off.
_PENALTY = "0.3333333"
_TYPES = {ROWS: "matching", TYPED: "shortanswer"}


def data(assessment: Assessment) -> bytes:
    """Return the file: the category, then the questions in their order."""
    return joined(assessment, head(assessment), piece, FOOT)


def head(assessment: Assessment) -> str:
    """Return the start of the file, with the category that the questions go into."""
    entry = etree.Element("question", type="category")
    _text(etree.SubElement(entry, "category"), _moodle.category(assessment))
    about = Markup("").join(Markup("<p>{}</p>").format(_moodle.html(paragraph)) for paragraph in assessment.about)
    _text(etree.SubElement(entry, "info", format="html"), about)
    etree.SubElement(entry, "idnumber").text = assessment.id
    return _HEAD + _written(entry)


def piece(question: Question) -> str:
    """Return one question element."""
    entry = etree.Element("question", type=_TYPES.get(question.form, "multichoice"))
    _text(etree.SubElement(entry, "name"), _moodle.name(question.title))
    _html(entry, "questiontext", _moodle.html(question.stem))
    _html(entry, "generalfeedback", _moodle.general_feedback(question))
    _values(entry, defaultgrade=f"{float(question.points):.7f}", penalty=_PENALTY, hidden="0", idnumber=_moodle.id_of(question))
    if question.form == ROWS:
        _matching(entry, question)
    elif question.form == TYPED:
        _short_answer(entry, question)
    else:
        _choices(entry, question)
    tags = etree.SubElement(entry, "tags")
    for tag in _moodle.tags(question):
        _text(etree.SubElement(tags, "tag"), tag)
    return _written(entry)


def _choices(entry: etree._Element, question: Question) -> None:
    _values(entry, single=_flag(question.form != MULTIPLE), shuffleanswers=_flag(question.shuffle), answernumbering="abc",
            showstandardinstruction="1")
    for choice, weight in zip(question.choices, _moodle.weights(question)):
        answer = etree.SubElement(entry, "answer", fraction=_moodle.percent(weight), format="html")
        _text(answer, _moodle.html(choice.text))
        _html(answer, "feedback", _moodle.html(choice.rationale))


def _matching(entry: etree._Element, question: Question) -> None:
    # Moodle shuffles the answers in any case; this is about the rows.
    _values(entry, shuffleanswers=_flag(question.shuffle))
    pairs = [(_moodle.html(row.prompt), row.key.text) for row in question.rows]
    # An answer without a question is one that fits none.
    pairs += [(Markup(""), text) for text in _moodle.extra(question)]
    for prompt, text in pairs:
        row = _html(entry, "subquestion", prompt)
        _text(etree.SubElement(row, "answer"), _moodle.matched(text))


def _short_answer(entry: etree._Element, question: Question) -> None:
    _values(entry, usecase="0")
    for text in question.accepted:
        answer = etree.SubElement(entry, "answer", fraction="100", format="plain_text")
        _text(answer, _moodle.typed(text, "]]>"))


def _values(entry: etree._Element, **values: str) -> None:
    for tag, value in values.items():
        etree.SubElement(entry, tag).text = value


def _html(parent: etree._Element, tag: str, text: Markup) -> etree._Element:
    element = etree.SubElement(parent, tag, format="html")
    _text(element, text)
    return element


def _text(parent: etree._Element, text: str) -> None:
    # Moodle's reader drops the spaces between two entities, so no text is written with any.
    # A section cannot hold its own end, which only the answers of a matching can have by now; they may hold entities.
    etree.SubElement(parent, "text").text = etree.CDATA(text.replace("]]>", "]]&gt;")) if text else ""


def _flag(true: bool) -> str:
    return "true" if true else "false"


def _written(entry: etree._Element) -> str:
    etree.indent(entry, level=1)
    return f"  {etree.tostring(entry, encoding='unicode')}\n"
