"""Questions in, a QTI package out; the exporters of its versions say only what those call things.

A package is a zip: `imsmanifest.xml` lists the files, `assessment.xml` is the test, `items/` holds one file a question.
"""

from __future__ import annotations

from lxml import etree

from .archive import zipped
from .exchange import Assessment, Question
from .qti_items import SCORE, XSI, Content, Dialect, Element, filled, identifier, item, setting

MANIFEST, TEST = "imsmanifest.xml", "assessment.xml"
_LOM = "http://ltsc.ieee.org/xsd/LOM"


def package(assessment: Assessment, dialect: Dialect) -> bytes:
    """Return the package of an assessment."""
    items = {_href(question): _bytes(item(question, assessment.say, dialect)) for question in assessment.each()}
    return zipped({MANIFEST: _bytes(_manifest(assessment, dialect)), TEST: _bytes(_test(assessment, dialect)), **items})


def _test(assessment: Assessment, e: Dialect) -> Element:
    """Return the test. Its one section has a title, as it must, but shows none: an importer would make a question of it."""
    refs = [e("assessmentItemRef", identifier=identifier(question.id), href=_href(question)) for question in assessment.questions]
    section = e("assessmentSection", *refs, identifier=f"section_{assessment.id}", title=assessment.title, visible="false")
    part = e("testPart", e("itemSessionControl", showFeedback="true", showSolution="true"), section,
             identifier=f"part_{assessment.id}", navigationMode="nonlinear", submissionMode="individual")
    total = e("outcomeProcessing", setting(SCORE, e("sum", e("testVariables", variableIdentifier=SCORE)), e))
    return e.root("assessmentTest", e("outcomeDeclaration", identifier=SCORE, cardinality="single", baseType="float"), part, total,
                  identifier=f"quiz_{assessment.id}", title=assessment.title)


def _manifest(assessment: Assessment, e: Dialect) -> Element:
    """Return the list of files, with what the quiz is about, and with topic, examination areas and kind of each question."""
    language = assessment.language
    resources = [_resource(f"quiz_{assessment.id}", f"imsqti_test_xml{e.suffix}", TEST, [], [
        _of(e.package, "dependency", identifierref=identifier(question.id)) for question in assessment.questions], e)]
    for question in assessment.questions:
        about = _lom(question.title, (), (question.topic, *question.areas, *question.tags), language)
        resources.append(_resource(identifier(question.id), f"imsqti_item_xml{e.suffix}", _href(question),
                                   [_of(e.package, "metadata", about)], [], e))
    made = filled(etree.Element(f"{{{e.package}}}manifest", {"identifier": f"package_{assessment.id}"},
                              nsmap={None: e.package, "lom": _LOM, "xsi": XSI}), [
        _of(e.package, "metadata", _of(e.package, "schema", e.schema), _of(e.package, "schemaversion", e.schema_version),
            _lom(assessment.title, assessment.about, (), language)),
        _of(e.package, "organizations"),
        _of(e.package, "resources", *resources)])
    made.set(f"{{{XSI}}}schemaLocation", f"{e.package} {e.package_schema}")
    return made


def _resource(identifier: str, kind: str, href: str, before: list[Element], after: list[Element], e: Dialect) -> Element:
    return _of(e.package, "resource", *before, _of(e.package, "file", href=href), *after, identifier=identifier, type=kind, href=href)


def _lom(title: str, descriptions: tuple[str, ...], keywords: tuple[str, ...], language: str) -> Element:
    """Return what something is and is about, as IEEE 1484.12.3 has it."""
    def told(name: str, text: str) -> Element:
        return _of(_LOM, name, _of(_LOM, "string", text, language=language))

    return _of(_LOM, "lom", _of(_LOM, "general", told("title", title), _of(_LOM, "language", language),
                                *(told("description", text) for text in descriptions), *(told("keyword", text) for text in keywords)))


def _href(question: Question) -> str:
    return f"items/{question.id}.xml"


def _of(namespace: str, name: str, *content: Content, **attributes: str) -> Element:
    return filled(etree.Element(f"{{{namespace}}}{name}", attributes), content)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
