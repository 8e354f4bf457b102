"""A reader of QTI packages and an engine for their response processing, written from the specification.

It shares no code with what writes them and knows nothing of this project's questions. Both versions are read: their names
differ by rule, and are checked to be those of the version before they are made the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

LOM = "{http://ltsc.ieee.org/xsd/LOM}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
HTML = {"p", "br", "strong"}
# By the version: the namespaces of items and manifest, what the manifest calls the package, and the types of resources.
VERSIONS = {
    "3.0": ("http://www.imsglobal.org/xsd/imsqtiasi_v3p0", "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
            ("QTI Package", "3.0.0"), "imsqti_%s_xmlv3p0"),
    "2.1": ("http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1",
            ("QTIv2.1 Package", "1.0.0"), "imsqti_%s_xmlv2p1"),
}
# What the version 2.1 of the specification lets follow what, among what is used here.
ITEM_ORDER = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass
class Package:
    """What a package holds: `items` by identifier, in the order of the test; `keywords` by item."""

    files: dict[str, bytes]
    title: str = ""
    about: list[str] = field(default_factory=list)
    test: ET.Element | None = None
    items: dict[str, ET.Element] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    keywords: dict[str, list[str]] = field(default_factory=dict)


def read(data: bytes, version: str) -> Package:
    """Return a package, after checking that its parts refer to each other as they have to."""
    items, content, called, kinds = VERSIONS[version]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    assert len(names) == len(files) and names[0] == "imsmanifest.xml"
    manifest = ET.fromstring(files["imsmanifest.xml"])
    for element in manifest.iter():
        assert element.tag.startswith((f"{{{content}}}", LOM))
        element.tag = element.tag.replace(f"{{{content}}}", "")
    assert [part.tag for part in manifest] == ["metadata", "organizations", "resources"]
    assert (manifest.findtext("metadata/schema"), manifest.findtext("metadata/schemaversion")) == called
    package = Package(files, *_described(manifest.find("metadata")))
    resources = {one.get("identifier"): one for one in manifest.iter("resource")}
    ids = [element.get("identifier") for element in manifest.iter() if element.get("identifier")]
    assert len(set(ids)) == len(ids) and all(map(NAME.fullmatch, ids))
    assert sorted(names) == sorted(["imsmanifest.xml", *(file.get("href") for file in manifest.iter("file"))])
    test, = (one for one in resources.values() if one.get("type") == kinds % "test")
    package.test = _plain(files[test.get("href")], items, version)
    references = [(one.get("identifier"), one.get("href")) for one in package.test.iter("assessmentItemRef")]
    assert [one.get("identifierref") for one in test.iter("dependency")] == [identifier for identifier, _ in references]
    for identifier, href in references:
        resource = resources[identifier]
        assert (resource.get("type"), resource.get("href"), resource.find("file").get("href")) == (kinds % "item", href, href)
        item = package.items[identifier] = _plain(files[href], items, version)
        assert item.get("identifier") == identifier
        order = [ITEM_ORDER.index(part.tag) for part in item]
        assert order == sorted(order)
        package.titles[identifier], description = _described(resource.find("metadata"))
        assert description == []
        package.keywords[identifier] = [one.text for one in resource.iterfind(f".//{LOM}keyword/{LOM}string")]
    return package


def _described(metadata: ET.Element) -> tuple[str, list[str]]:
    general = metadata.find(f"{LOM}lom/{LOM}general")
    return (general.findtext(f"{LOM}title/{LOM}string"), [one.text for one in general.iterfind(f"{LOM}description/{LOM}string")])


def _plain(data: bytes, namespace: str, version: str) -> ET.Element:
    """Return an item or a test with the names of version 2, without namespaces."""
    root = ET.fromstring(data)
    assert root.get(f"{XSI}schemaLocation").split()[0] == namespace
    for element in root.iter():
        assert element.tag.startswith(f"{{{namespace}}}")
        name = element.tag.partition("}")[2]
        if version == "3.0":
            assert name in HTML or re.fullmatch("qti(-[a-z]+)+", name)
            name = _humped(name.removeprefix("qti-"))
            for key in [*element.attrib]:
                assert key[0] == "{" or re.fullmatch("[a-z]+(-[a-z]+)*", key)
                element.set(_humped(key) if key[0] != "{" else key, element.attrib.pop(key))
        assert re.fullmatch("[a-zA-Z]+", name)
        element.tag = name
    return root


def _humped(name: str) -> str:
    return re.sub("-([a-z])", lambda letter: letter.group(1).upper(), name)


def text(element: ET.Element) -> str:
    """Return a text, its breaks as line breaks."""
    told = element.text or ""
    for part in element:
        told += ("\n" if part.tag == "br" else text(part)) + (part.tail or "")
    return told


def feedback(item: ET.Element, version: str) -> dict[str, list[str]]:
    """Return what may be shown after an answer, paragraph by paragraph, by its identifier."""
    tag, place = ("feedbackBlock", item.find("itemBody")) if version == "3.0" else ("modalFeedback", item)
    everything = [one for one in item.iter() if one.tag in ("feedbackBlock", "feedbackInline", "modalFeedback")]
    assert everything == place.findall(tag)
    found: dict[str, list[str]] = {}
    for one in place.iterfind(tag):
        assert (one.get("outcomeIdentifier"), one.get("showHide")) == ("FEEDBACK", "show")
        content = one.find("contentBody") if version == "3.0" else one
        assert one.get("identifier") not in found
        found[one.get("identifier")] = [text(paragraph) for paragraph in content.iterfind("p")]
    return found


# --- response processing ---------------------------------------------------------------------------------------------

def play(item: ET.Element, response: str | list[str] | None) -> dict:
    """Return the outcomes of a response, by name: numbers, or lists of identifiers."""
    declared = item.find("responseDeclaration")
    outcomes = {}
    for one in item.iterfind("outcomeDeclaration"):
        values = [value.text for value in one.iterfind("defaultValue/value")]
        outcomes[one.get("identifier")] = (
            values if one.get("cardinality") == "multiple" else float(values[0]) if one.get("baseType") == "float" else values[0])
    for rule in item.find("responseProcessing"):
        _follow(rule, declared, response, outcomes)
    return outcomes


def _follow(rule: ET.Element, declared: ET.Element, response: object, outcomes: dict) -> None:
    if rule.tag == "setOutcomeValue":
        outcomes[rule.get("identifier")] = _value(rule[0], declared, response, outcomes)
        return
    assert rule.tag == "responseCondition"
    for branch in rule:
        rules = list(branch)
        if branch.tag != "responseElse" and not _value(rules.pop(0), declared, response, outcomes):
            continue
        for inner in rules:
            _follow(inner, declared, response, outcomes)
        return


def _value(expression: ET.Element, declared: ET.Element, response: object, outcomes: dict) -> object:
    values = [] if expression.tag in ("mapResponse", "correct") else [
        _value(part, declared, response, outcomes) for part in expression]
    match expression.tag:
        case "variable":
            return response if expression.get("identifier") == declared.get("identifier") else outcomes[expression.get("identifier")]
        case "correct":
            right = [value.text for value in declared.iterfind("correctResponse/value")]
            return right if declared.get("cardinality") == "multiple" else right[0]
        case "baseValue":
            return float(expression.text) if expression.get("baseType") == "float" else expression.text
        case "isNull":
            return values[0] is None or values[0] == "" or values[0] == []
        case "not":
            return not values[0]
        case "and":
            return all(values)
        case "gt":
            return values[0] > values[1]
        case "match":
            return sorted(values[0]) == sorted(values[1])
        case "member":
            return values[0] in values[1]
        case "multiple":
            return [one for value in values for one in (value if isinstance(value, list) else [value])]
        case "patternMatch":
            return re.fullmatch(expression.get("pattern"), values[0]) is not None
        case "mapResponse":
            return _mapped(declared, response)
        case other:
            raise AssertionError(f"no such expression is known here: {other}")


def _mapped(declared: ET.Element, response: object) -> float:
    mapping = declared.find("mapping")
    total = 0.0
    for given in response if isinstance(response, list) else [response]:
        for entry in mapping:
            same = given == entry.get("mapKey")
            if entry.get("caseSensitive", "true") == "false":
                same = given.lower() == entry.get("mapKey").lower()
            if same:
                total += float(entry.get("mappedValue"))
                break
        else:
            total += float(mapping.get("defaultValue"))
    return max(float(mapping.get("lowerBound")), min(float(mapping.get("upperBound")), total))
