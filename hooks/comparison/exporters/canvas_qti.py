"""Questions in, a zip of QTI 1.2 in the Canvas dialect out, for Canvas' classic quizzes and New Quizzes.

Specification: IMS Question & Test Interoperability 1.2.1 in an IMS content package, with the metadata that Canvas adds
(its `cccv1p0`). Written after what the public source of both of Canvas' importers reads; none of them is installed here.
Tests read the files back with a reader of their own.

| Lost | Why |
| --- | --- |
| row-rationales | Canvas shows one text a row at most, and only to who was wrong; all stand together in the general feedback |
| partial-rule | Canvas knows right options only, and scores several by its own rule; a weight of 50 would count as right |
| spelling | Canvas compares typed answers letter by letter, but for capitals |
| whitespace | it is HTML |

A row is worth its share of the point. Notes stand in the general feedback, topic and examination areas in the name, what
the quiz is about in its instructions. Canvas has one switch for all of a quiz: it shuffles only if every question may;
New Quizzes reads each question's own. Choices of rows are plain text, as Canvas wants them; New Quizzes may swallow a tag.

Names of quizzes and questions are their ids, so that Canvas finds those of an earlier import if asked to overwrite.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from lxml import etree
from lxml.builder import ElementMaker

from .. import qti12
from ..archive import zipped
from ..exchange import MULTIPLE, ROWS, SINGLE, TYPED, Assessment, Question, Row
from ..messages import Messages

name = "canvas-qti"
suffix = "canvas-qti.zip"
losses = ("row-rationales", "partial-rule", "spelling", "whitespace")

_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_TYPES = {SINGLE: "multiple_choice_question", MULTIPLE: "multiple_answers_question", ROWS: "matching_question",
          TYPED: "short_answer_question"}


def data(assessment: Assessment) -> bytes:
    """Return the package: a manifest, the questions, and the settings of the quiz."""
    # Canvas looks for the settings in the folder that has the name of the quiz, and nowhere else.
    id = f"quiz-{assessment.id}"
    items = [_item(question, assessment.say) for question in assessment.each()]
    return zipped({
        "imsmanifest.xml": _manifest(id, assessment),
        f"{id}/{id}.xml": qti12.document(id, assessment, {"cc_maxattempts": "unlimited"}, items),
        f"{id}/assessment_meta.xml": _settings(id, assessment),
    })


def _item(question: Question, say: Messages) -> etree._Element:
    idents = qti12.numbers(question)
    fields = {"question_type": _TYPES[question.form], "points_possible": _decimal(question.points),
              "original_answer_ids": ",".join(idents[key] for key in _answers(question))}
    match question.form:
        case "rows":
            responses = qti12.rows(question, idents)
        case "typed":
            responses = [qti12.blank()]
        case form:
            responses = [qti12.choices(question, idents, form == MULTIPLE)]
    general = _general(question, say)
    feedback = {qti12.GENERAL: general} if general else {}
    feedback |= {_feedback(idents[f"choice/{choice.id}"]): qti12.paragraphs([choice.rationale]) for choice in question.choices}
    return qti12.item(question, qti12.name_of(question, say), fields, responses, _conditions(question, idents, bool(general)),
                      feedback)


def _answers(question: Question) -> Iterator[str]:
    """Yield what Canvas calls answers, in their order: choices, or rows."""
    yield from (f"choice/{choice.id}" for choice in question.choices)
    yield from (f"row/{row.id}" for row in question.rows)


def _conditions(question: Question, idents: dict[str, str], general: bool) -> Iterator[etree._Element]:
    """Yield what is shown, then what is scored. Canvas takes the last word on an answer, so the score has it."""
    if general:
        yield qti12.condition(qti12.always(), more=True, feedback=qti12.GENERAL)
    for ident in (idents[f"choice/{choice.id}"] for choice in question.choices):
        yield qti12.condition(qti12.chosen(ident), more=True, feedback=_feedback(ident))
    match question.form:
        case "single":
            yield from (qti12.condition(qti12.chosen(idents[f"choice/{choice.id}"]), score="100")
                        for choice in question.key)
        case "multiple":
            yield qti12.condition(qti12.exactly(question, idents), score="100")
        case "rows":
            share = _decimal(Fraction(100, len(question.rows)))
            for row in question.rows:
                right = qti12.chosen(idents[f"choice/{row.key.id}"], qti12.row_response(row.id, idents))
                yield qti12.condition(right, more=True, score=share, action="Add")
        case _:
            # Any of them: Canvas writes and reads several texts in one condition so.
            yield qti12.condition(*(qti12.chosen(qti12.plain(text)) for text in question.accepted), score="100")


def _general(question: Question, say: Messages) -> str:
    """Return what everybody is shown after answering: reasons that belong to no single option, and what stands beside."""
    reasons = qti12.paragraphs([question.rationale] if question.rationale else [])
    told = {row.key.rationale for row in question.rows}
    return reasons + "".join(_row(row, told, say) for row in question.rows) + qti12.beside(question, say)


def _row(row: Row, told: set[str], say: Messages) -> str:
    """Return a row, what fits it and why, and then why the others do not, unless some row has `told` that already."""
    others = []
    for choice in row.choices:
        if choice.rationale not in told:
            told.add(choice.rationale)
            others.append(f"<li>{qti12.markup(say('export.reason', choice=choice.text, reason=choice.rationale))}</li>")
    return (f"<p>{qti12.markup(row.prompt)} <strong>{qti12.markup(row.key.text)}</strong></p>"
            f"{qti12.paragraphs([row.key.rationale])}{'<ul>' + ''.join(others) + '</ul>' if others else ''}")


def _settings(id: str, assessment: Assessment) -> bytes:
    """Return the settings: shown and scored as on the site, and not published before somebody looked at it."""
    say = ElementMaker(namespace=_CANVAS, nsmap={None: _CANVAS})
    questions = assessment.questions
    return qti12.written(say.quiz(
        say.title(qti12.plain(assessment.title)),
        say.description(qti12.paragraphs(assessment.about)),
        say.shuffle_answers("true" if all(question.shuffle for question in questions if question.form in (SINGLE, MULTIPLE)) else "false"),
        say.scoring_policy("keep_highest"),
        say.quiz_type("assignment"),
        say.points_possible(_decimal(sum(question.points for question in questions))),
        say.show_correct_answers("true"),
        say.allowed_attempts("-1"),
        say.one_question_at_a_time("false"),
        say.cant_go_back("false"),
        say.available("false"),
        identifier=id))


def _manifest(id: str, assessment: Assessment) -> bytes:
    package = ElementMaker(namespace=_PACKAGE, nsmap={None: _PACKAGE, "imsmd": _METADATA})
    about = ElementMaker(namespace=_METADATA)
    settings = f"{id}-settings"
    return qti12.written(package.manifest(
        package.metadata(
            package.schema("IMS Content"), package.schemaversion("1.1.3"),
            about.lom(about.general(about.title(about.string(qti12.plain(assessment.title)))))),
        package.organizations(),
        package.resources(
            package.resource(package.file(href=f"{id}/{id}.xml"), package.dependency(identifierref=settings),
                             identifier=id, type="imsqti_xmlv1p2"),
            package.resource(package.file(href=f"{id}/assessment_meta.xml"), identifier=settings,
                             type="associatedcontent/imscc_xmlv1p1/learning-application-resource",
                             href=f"{id}/assessment_meta.xml")),
        identifier=f"{id}-package"))


def _feedback(ident: str) -> str:
    return f"{ident}_fb"


def _decimal(number: Fraction | int) -> str:
    """Return a number with five decimals at most."""
    return f"{float(number):.5f}".rstrip("0").rstrip(".")
