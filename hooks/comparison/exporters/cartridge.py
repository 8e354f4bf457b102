"""Questions in, a Common Cartridge out, which Moodle, Canvas, Blackboard, Brightspace and Schoology all say that they take.

Specification: IMS Common Cartridge 1.1, with its profile of QTI 1.2.1. Written to its published schemas, and after what the
public source of Moodle's and Canvas' importers reads; none of them is installed here. Tests read the files back with a
reader of their own.

| Lost | Why |
| --- | --- |
| rows-split | the profile has no matching, so each row is a single choice |
| points | weights are whole numbers from 1 to 99, and Canvas takes them for points: shares of one have none |
| partial-rule | it scores all or nothing; Moodle takes any score above 0 for right, and has no penalty for ticking too many |
| spelling | typed answers are compared letter by letter, but for capitals |
| whitespace | it is HTML |

Notes stand in the general feedback, topic and examination areas in the name (the topic as the question's category, too),
what the quiz is about in its rubric and in the description of the cartridge (Moodle takes the latter for the course's,
Canvas takes neither). A statement that is right or wrong without corrections is the profile's true/false; any other choice
between two is a multiple choice, though the profile's rules ask for three, since Moodle would show "True" and "False" in
place of its texts.

Two pitfalls of Moodle's import are met here: it takes whatever a condition shows that lets more follow for the general
feedback, so single choices have none such (those with several answers need them: there all reasons stand below the
question, too); and it knows the right answers of a question with several by `case`.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from .. import qti12
from ..archive import zipped
from ..exchange import MULTIPLE, TYPED, Assessment, Question, split
from ..items import FALSE, TRUE
from ..messages import Messages

name = "cartridge"
suffix = "cartridge.imscc"
losses = ("rows-split", "points", "partial-rule", "spelling", "whitespace")

_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_METADATA = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p1"
_SCHEMAS = f"{_PACKAGE} {_PROFILE}/ccv1p1_imscp_v1p2_v1p0.xsd {_METADATA} {_PROFILE}/LOM/ccv1p1_lommanifest_v1p0.xsd"
_JUDGED, _SINGLE, _MULTIPLE, _TYPED = (
    f"cc.{profile}.v0p1" for profile in ("true_false", "multiple_choice", "multiple_response", "fib"))


def data(assessment: Assessment) -> bytes:
    """Return the cartridge: a manifest and the questions."""
    id = f"quiz-{assessment.id}"
    fields = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination", "qmd_scoretype": "Percentage",
              "cc_maxattempts": "unlimited"}
    items = [_item(question, assessment.say) for whole in assessment.each() for question in split(whole)]
    return zipped({
        "imsmanifest.xml": _manifest(id, assessment),
        f"{id}/assessment_qti.xml": qti12.document(id, assessment, fields, items, qti12.rubric(assessment.about),
                                                    schema=f"{_PROFILE}/ccv1p1_qtiasiv1p2p1_v1p0.xsd"),
    })


def _item(question: Question, say: Messages) -> etree._Element:
    profile, idents = _profile(question), qti12.numbers(question)
    if profile == _JUDGED:
        # Moodle stops the whole import at any other names.
        idents = {f"choice/{id}": id for id in (TRUE, FALSE)}
    general = qti12.paragraphs([question.rationale] if question.rationale else []) + qti12.beside(question, say)
    feedback = {qti12.GENERAL: general} if general else {}
    feedback |= {_feedback(idents[f"choice/{choice.id}"]): qti12.paragraphs([choice.rationale]) for choice in question.choices}
    response = qti12.blank() if question.form == TYPED else qti12.choices(question, idents, question.form == MULTIPLE)
    fields = {"cc_profile": profile, "cc_question_category": qti12.plain(question.topic)}
    return qti12.item(question, qti12.name_of(question, say), fields, [response],
                      _conditions(question, idents, bool(general)), feedback)


def _profile(question: Question) -> str:
    if question.form in (MULTIPLE, TYPED):
        return _MULTIPLE if question.form == MULTIPLE else _TYPED
    return _JUDGED if {choice.id for choice in question.choices} == {TRUE, FALSE} else _SINGLE


def _conditions(question: Question, idents: dict[str, str], general: bool) -> Iterator[etree._Element]:
    if general:
        yield qti12.condition(qti12.always(), more=True, feedback=qti12.GENERAL)
    several = question.form == MULTIPLE
    for choice in question.choices:
        ident = idents[f"choice/{choice.id}"]
        yield qti12.condition(qti12.chosen(ident), more=several, feedback=_feedback(ident),
                              score="100" if choice.correct and not several else "")
    if several:
        yield qti12.condition(qti12.exactly(question, idents, case="Yes"), score="100")
    if question.accepted:
        # Any of them: Moodle looks for right answers in the first such condition only.
        tests = (qti12.chosen(qti12.plain(text), case="No") for text in question.accepted)
        yield qti12.condition(*tests, score="100")


def _manifest(id: str, assessment: Assessment) -> bytes:
    """Return the manifest. A folder with the name of the site holds the quiz: a section in Moodle, a module in Canvas."""
    # Moodle knows elements by their names as written, so these may have no prefix.
    package = ElementMaker(namespace=_PACKAGE, nsmap={None: _PACKAGE, "lomimscc": _METADATA, "xsi": qti12.INSTANCE})
    about = ElementMaker(namespace=_METADATA)

    def said(text: str) -> etree._Element:
        return about.string(qti12.plain(text), language=assessment.language)

    return qti12.written(package.manifest(
        package.metadata(
            package.schema("IMS Common Cartridge"), package.schemaversion("1.1.0"),
            about.lom(about.general(about.title(said(assessment.title)), about.language(assessment.language),
                                    about.description(said(" ".join(assessment.about)))))),
        package.organizations(package.organization(
            package.item(
                package.item(
                    package.title(qti12.plain(assessment.site)),
                    package.item(package.title(qti12.plain(assessment.title)), identifier=f"{id}-place", identifierref=id),
                    identifier=f"{id}-folder"),
                identifier=f"{id}-root"),
            identifier=f"{id}-organization", structure="rooted-hierarchy")),
        package.resources(package.resource(
            package.file(href=f"{id}/assessment_qti.xml"), identifier=id, type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment")),
        {qti12.LOCATION: _SCHEMAS}, identifier=f"{id}-package"))


def _feedback(ident: str) -> str:
    return f"{ident}_fb"
