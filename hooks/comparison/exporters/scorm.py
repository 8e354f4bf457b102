"""The site's own quiz in a zip that an LMS plays: questions in, a SCORM 1.2 package out.

Written to ADL's SCORM 1.2 of 2001: its Content Aggregation Model for the manifest, its Run-Time Environment for what the quiz
tells the LMS. The package holds one page with the site's own scripts and styles, so it looks and scores like the site. It asks
for nothing outside itself and runs under `Content-Security-Policy: default-src 'self'`. The browser code that speaks to the LMS
is in docs/assets/scorm/. The page works without an LMS, and says that nothing is reported then.

Read back by: a strict HTML parser, the manifest by ADL's and IMS's schemas. Taken to the end in Chromium against scorm-again
3.4.3, an LMS side with strict checks. Not tried here: a real LMS.

| lost | why |
| --- | --- |
| links | The rows, notes and glossary that the site links to are not in the package: they are named in words. Sources keep their address, as text. |
"""

from __future__ import annotations

from lxml import etree

from ..archive import zipped
from ..assets import assets
from ..exchange import Assessment
from ..render import Renderer

name = "scorm"
suffix = "scorm.zip"
losses = ("links",)

PAGE = "index.html"
# Without an icon of its own, a browser asks the LMS for one.
ICON = "assets/scorm/icon.svg"
SCRIPTS = ("assets/scorm/scheme.js", "assets/scorm/scorm.mjs")
# What stands in for the site's theme comes first, as the theme does.
STYLES = ("assets/scorm/scorm.css", "assets/site.css", "assets/quiz/quiz.css")

_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_SCORM = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_METADATA = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"


def data(assessment: Assessment) -> bytes:
    """Return the package: its manifest first, then its page, then what the page loads."""
    loaded = assets(*SCRIPTS, *STYLES, ICON)
    page = Renderer(assessment.project, directory_urls=True).alone("scorm.html.j2", assessment=assessment, icon=ICON, styles=STYLES)
    files = {PAGE: page.encode(), **loaded}
    return zipped({"imsmanifest.xml": _manifest(assessment, files), **files})


def _manifest(assessment: Assessment, files: dict[str, bytes]) -> bytes:
    """Return what the package says of itself.

    It names no score to pass: no quiz has one, and an LMS that is told one would set the status by itself.
    """
    root = etree.Element(_in(_PACKAGING, "manifest"), {"identifier": f"quiz-{assessment.id}", "version": "1.0"},
                         nsmap={None: _PACKAGING, "adlcp": _SCORM, "imsmd": _METADATA})
    about = _add(root, "metadata")
    _add(about, "schema").text, _add(about, "schemaversion").text = "ADL SCORM", "1.2"
    about.append(_metadata(assessment))
    organizations = _add(root, "organizations", default="organization")
    organization = _add(organizations, "organization", identifier="organization")
    _add(organization, "title", assessment.title)
    _add(_add(organization, "item", identifier="item", identifierref="resource", isvisible="true"), "title", assessment.title)
    resource = _add(_add(root, "resources"), "resource", identifier="resource", type="webcontent", href=PAGE)
    resource.set(_in(_SCORM, "scormtype"), "sco")
    for file in files:
        _add(resource, "file", href=file)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _metadata(assessment: Assessment) -> etree._Element:
    """Return title, language, what the quiz is about, and as keywords its site, topics and examination areas."""
    lom = etree.Element(_in(_METADATA, "lom"))
    general = etree.SubElement(lom, _in(_METADATA, "general"))
    _told(general, "title", assessment.title, assessment.language)
    etree.SubElement(general, _in(_METADATA, "language")).text = assessment.language
    _told(general, "description", " ".join(assessment.about), assessment.language)
    areas = [area for question in assessment.questions for area in question.areas]
    for keyword in dict.fromkeys([assessment.site, *(question.topic for question in assessment.questions), *areas]):
        _told(general, "keyword", keyword, assessment.language)
    return lom


def _told(parent: etree._Element, tag: str, text: str, language: str) -> None:
    told = etree.SubElement(etree.SubElement(parent, _in(_METADATA, tag)), _in(_METADATA, "langstring"))
    told.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    told.text = etree.CDATA(text)


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _in(_PACKAGING, tag), attributes)
    if text is not None:
        # Moodle's reader drops spaces between two entities; a section of plain characters has none.
        element.text = etree.CDATA(text)
    return element


def _in(namespace: str, tag: str) -> str:
    return f"{{{namespace}}}{tag}"
