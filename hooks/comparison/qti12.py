"""Questions in, elements of QTI 1.2.1 out, as the Canvas dialect and Common Cartridge 1.1 both take them.

Texts are HTML, written as escaped text in `mattext`. Each of `<`, `>`, `&` and the no-break space stands in a `span` of its
own. Two importers need that: Canvas takes feedback for plain text and shows its entities as they are written, unless it
finds markup beyond one wrapper; Moodle's cartridge import decodes entities once too often, and in `<span><</span>b` every
browser still shows `<b`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape

from lxml import etree
from lxml.builder import ElementMaker

from .exchange import Assessment, Question
from .messages import Messages

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_SCHEMA = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{{{INSTANCE}}}schemaLocation"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The name of the one response of an item that asks for one, and of the feedback that everybody gets. Canvas knows both.
RESPONSE, GENERAL = "response1", "general_fb"
# Longer names are cut by some importers and stop others.
_LONGEST_NAME = 255
# HTML's own, which no-break spaces are not part of.
_WHITE_SPACE = re.compile("[ \\t\\r\\n\\f]+")
_HTML = str.maketrans({char: f"<span>{escape(char)}</span>" for char in "<>&\u00a0"})

_E = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE, "xsi": INSTANCE})


def plain(text: str) -> str:
    """Return a text on one line, as whatever shows HTML would show its white space."""
    return _WHITE_SPACE.sub(" ", text).strip(" ")


def markup(text: str) -> str:
    """Return a text as HTML within a paragraph, escaped once."""
    return plain(text).translate(_HTML)


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as HTML paragraphs."""
    return "".join(f"<p>{markup(text)}</p>" for text in texts)


def name_of(question: Question, say: Messages) -> str:
    """Return what a question is called in lists: its title, which names the topic, and its examination areas."""
    named = say("export.named", title=question.title, areas="; ".join(question.areas)) if question.areas else question.title
    return plain(named)[:_LONGEST_NAME]


def numbers(question: Question) -> dict[str, str]:
    """Return a number of nine digits for each choice and row of a question, by `choice/<id>` and `row/<id>`.

    Numbers, since Canvas takes the first digits of a name for the whole, and reads a meaning into words such as "correct"
    or "_all" in names of feedback. They hang on the ids, so that importing again finds the same answers.
    """
    shared = question.rows[0].choices if question.rows else question.choices
    given: dict[str, str] = {}
    for key in sorted([*(f"choice/{choice.id}" for choice in shared), *(f"row/{row.id}" for row in question.rows)]):
        number = 10**8 + int(hashlib.sha256(f"{question.id}/{key}".encode()).hexdigest()[:12], 16) % (9 * 10**8)
        while str(number) in given.values():
            number += 1
        given[key] = str(number)
    return given


def metadata(fields: Mapping[str, str]) -> etree._Element:
    """Return labeled fields."""
    return _E("qtimetadata", *(_E("qtimetadatafield", _E("fieldlabel", label), _E("fieldentry", entry))
                               for label, entry in fields.items()))


def item(question: Question, name: str, fields: Mapping[str, str], responses: Iterable[etree._Element],
         conditions: Iterable[etree._Element], feedback: Mapping[str, str]) -> etree._Element:
    """Return an item. `feedback` is HTML by the name that conditions show it by."""
    return _E("item", {"ident": question.id, "title": name},
              _E("itemmetadata", metadata(fields)),
              _E("presentation", _material(paragraphs([question.stem])), *responses),
              _E("resprocessing",
                 _E("outcomes", _E("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")),
                 *conditions),
              # Without `flow_mat` Moodle drops it.
              *(_E("itemfeedback", _E("flow_mat", _material(html)), ident=id) for id, html in feedback.items()))


def choices(question: Question, idents: Mapping[str, str], several: bool) -> etree._Element:
    """Return the choices of a question, one or several of which may be chosen."""
    return _E("response_lid", {"ident": RESPONSE, "rcardinality": "Multiple" if several else "Single"},
              _E("render_choice", {"shuffle": "Yes" if question.shuffle else "No"},
                 *(_E("response_label", _material(markup(choice.text)), ident=idents[f"choice/{choice.id}"])
                   for choice in question.choices)))


def rows(question: Question, idents: Mapping[str, str]) -> list[etree._Element]:
    """Return the rows of a question, each with all its choices, whose texts are plain."""
    return [_E("response_lid", _material(markup(row.prompt)),
               _E("render_choice", {"shuffle": "Yes" if question.shuffle else "No"},
                  *(_E("response_label", _E("material", _E("mattext", plain(choice.text))), ident=idents[f"choice/{choice.id}"])
                    for choice in row.choices)),
               ident=row_response(row.id, idents)) for row in question.rows]


def row_response(id: str, idents: Mapping[str, str]) -> str:
    """Return the name of the response to a row."""
    return f"response_{idents[f'row/{id}']}"


def blank() -> etree._Element:
    """Return a field to type an answer in."""
    return _E("response_str", {"ident": RESPONSE, "rcardinality": "Single"},
              _E("render_fib", _E("response_label", ident="answer1", rshuffle="No")))


def condition(*tests: etree._Element, more: bool = False, score: str = "", action: str = "Set", feedback: str = "") -> etree._Element:
    """Return a condition: what it scores and shows where all its tests hold, and whether `more` are looked at then."""
    return _E("respcondition", {"continue": "Yes" if more else "No"}, _E("conditionvar", *tests),
              *([_E("setvar", score, action=action, varname="SCORE")] if score else []),
              *([_E("displayfeedback", feedbacktype="Response", linkrefid=feedback)] if feedback else []))


def always() -> etree._Element:
    """Return the test that holds where no condition has held so far: anything, in the first."""
    return _E("other")


def chosen(value: str, response: str = RESPONSE, **attributes: str) -> etree._Element:
    """Return the test that a choice was made, or a text typed."""
    return _E("varequal", value, {"respident": response, **attributes})


def exactly(question: Question, idents: Mapping[str, str], **attributes: str) -> etree._Element:
    """Return the test that the right choices were made and no others."""
    tests = [(choice, chosen(idents[f"choice/{choice.id}"], **attributes)) for choice in question.choices]
    return _E("and", *(test if choice.correct else _E("not", test) for choice, test in tests))


def beside(question: Question, say: Messages) -> str:
    """Return what stands beside a question on the site, as HTML; nothing where nothing does."""
    return f"<p><em>{markup(say('export.note'))}</em></p>{paragraphs(question.notes)}" if question.notes else ""


def document(id: str, assessment: Assessment, fields: Mapping[str, str], items: Iterable[etree._Element],
             *leading: etree._Element, schema: str = _SCHEMA) -> bytes:
    """Return the file of an assessment with one section; what is `leading` stands before its section."""
    root = _E("questestinterop", {LOCATION: f"{NAMESPACE} {schema}"},
              _E("assessment", {"ident": id, "title": plain(assessment.title), _LANG: assessment.language},
                 metadata(fields), *leading, _E("section", *items, ident="root_section")))
    return written(root)


def rubric(texts: Iterable[str]) -> etree._Element:
    """Return instructions that stand above an assessment."""
    return _E("rubric", _material(paragraphs(texts)))


def written(root: etree._Element) -> bytes:
    """Return a document in UTF-8."""
    # The library's own declaration, which it leaves out here, has apostrophes; some importers know files by the usual one.
    text = etree.tostring(root, encoding="UTF-8", pretty_print=True)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text


def _material(html: str) -> etree._Element:
    return _E("material", _E("mattext", html, texttype="text/html"))
