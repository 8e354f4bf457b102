"""A reader of QTI 1.2 that shares nothing with the writer: packages in, items as plain data out, and responses scored.

It takes what the published format says, and where Canvas' and Moodle's importers read it in their own way, it has a function
for that way.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PACKAGE = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"


def files(data: bytes) -> dict[str, bytes]:
    """Return the files of a package by name; they are all that its manifest names, and no others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
    manifest = ElementTree.fromstring(found["imsmanifest.xml"])
    named = [file.get("href") for file in manifest.iter(f"{PACKAGE}file")]
    assert sorted(["imsmanifest.xml", *named]) == sorted(found)
    identifiers = [element.get("identifier") for element in manifest.iter() if element.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifier) for identifier in identifiers)
    assert {element.get("identifierref") for element in manifest.iter() if element.get("identifierref")} <= set(identifiers)
    return found


def shown(text: str) -> str:
    """Return what HTML shows of a text: white space runs together, no-break spaces do not."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")


class _Blocks(HTMLParser):
    """Collects paragraphs and list items: their tag, their text, and what of it is strong or emphasized."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        assert tag in {"p", "ul", "li", "strong", "em", "span"} and not attrs
        self.open.append(tag)
        if tag in {"p", "li"}:
            self.blocks.append([tag, "", ""])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.blocks:
            self.blocks.append(["", "", ""])
        # What tells that an importer made tags of a text, or text of tags: these characters stand alone in their span.
        if set("<>&\u00a0") & set(data):
            assert self.open[-1] == "span" and len(data) == 1
        self.blocks[-1][1] += data
        if {"strong", "em"} & set(self.open):
            self.blocks[-1][2] += data


def blocks(html: str) -> list[tuple[str, str, str]]:
    """Return the blocks of an HTML text."""
    parser = _Blocks()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return [(tag, shown(text), shown(lead)) for tag, text, lead in parser.blocks]


def text_of(html: str) -> str:
    """Return the text of HTML that has no blocks."""
    (tag, text, lead), = blocks(html)
    assert (tag, lead) == ("", "")
    return text


def fields(element) -> dict[str, str]:
    """Return labeled fields, each of which stands once."""
    pairs = [(field.findtext(f"{QTI}fieldlabel"), field.findtext(f"{QTI}fieldentry") or "")
             for field in element.findall(f"{QTI}qtimetadata/{QTI}qtimetadatafield")]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def assessment(xml: bytes) -> dict:
    """Return an assessment and its items, in order."""
    root = ElementTree.fromstring(xml)
    assert root.tag == f"{QTI}questestinterop"
    whole, = root
    section, = whole.findall(f"{QTI}section")
    items = [_item(element) for element in section]
    assert len({item["ident"] for item in items}) == len(items)
    return {"ident": whole.get("ident"), "title": whole.get("title"), "fields": fields(whole), "items": items,
            "rubric": [_html(text) for text in whole.findall(f"{QTI}rubric/{QTI}material/{QTI}mattext")],
            "language": whole.get("{http://www.w3.org/XML/1998/namespace}lang")}


def _html(mattext) -> str:
    assert mattext.get("texttype") == "text/html" and len(mattext) == 0
    return mattext.text


def _item(element) -> dict:
    assert element.tag == f"{QTI}item"
    assert [child.tag.removeprefix(QTI) for child in element][:3] == ["itemmetadata", "presentation", "resprocessing"]
    presentation, processing = element.find(f"{QTI}presentation"), element.find(f"{QTI}resprocessing")
    feedback = {}
    for one in element.findall(f"{QTI}itemfeedback"):
        # As Moodle and New Quizzes look for it: one text in `flow_mat`.
        text, = one.findall(f"{QTI}flow_mat/{QTI}material/{QTI}mattext")
        assert one.get("ident") not in feedback
        feedback[one.get("ident")] = _html(text)
    conditions = [_condition(one) for one in processing.findall(f"{QTI}respcondition")]
    assert {one["feedback"] for one in conditions if one["feedback"]} == set(feedback)
    variable = processing.find(f"{QTI}outcomes/{QTI}decvar")
    assert (variable.get("varname"), variable.get("minvalue"), variable.get("maxvalue")) == ("SCORE", "0", "100")
    return {"ident": element.get("ident"), "title": element.get("title"), "fields": fields(element.find(f"{QTI}itemmetadata")),
            "stem": _html(presentation.find(f"{QTI}material/{QTI}mattext")), "conditions": conditions, "feedback": feedback,
            "responses": [_response(one) for one in presentation if one.tag != f"{QTI}material"]}


def _response(element) -> dict:
    if element.tag == f"{QTI}response_str":
        assert element.find(f"{QTI}render_fib") is not None
        return {"ident": element.get("ident"), "typed": True, "choices": []}
    prompt = element.find(f"{QTI}material/{QTI}mattext")
    render = element.find(f"{QTI}render_choice")
    choices = []
    for label in render.findall(f"{QTI}response_label"):
        text = label.find(f"{QTI}material/{QTI}mattext")
        # Rows have plain texts on their right.
        choices.append((label.get("ident"), text.text if prompt is not None else text_of(_html(text))))
        assert prompt is None or text.get("texttype") is None
    assert len(dict(choices)) == len(choices)
    return {"ident": element.get("ident"), "typed": False, "choices": choices, "shuffle": render.get("shuffle"),
            "cardinality": element.get("rcardinality", "Single"), "prompt": None if prompt is None else text_of(_html(prompt))}


def _condition(element) -> dict:
    order = [child.tag.removeprefix(QTI) for child in element]
    assert order == [tag for tag in ("conditionvar", "setvar", "displayfeedback") if tag in order]
    score, show = element.find(f"{QTI}setvar"), element.find(f"{QTI}displayfeedback")
    assert show is None or show.get("feedbacktype") == "Response"
    return {"more": {"Yes": True, "No": False}[element.get("continue")],
            "tests": [_test(one) for one in element.find(f"{QTI}conditionvar")],
            "score": None if score is None else (score.get("action"), float(score.text)),
            "feedback": None if show is None else show.get("linkrefid")}


def _test(element) -> tuple:
    match element.tag.removeprefix(QTI):
        case "varequal":
            return "equal", element.get("respident"), element.text, element.get("case")
        case "other":
            return ("other",)
        case "and" | "not" as word:
            return word, [_test(one) for one in element]
    raise AssertionError(element.tag)


def scored(item: dict, given: dict[str, set[str]]) -> tuple[float, list[str]]:
    """Return the score of a response, by the ids of what was chosen or the texts typed, and the feedback that it shows."""
    score, shows, any_held = 0.0, [], False
    typed = item["responses"][0]["typed"]
    for condition in item["conditions"]:
        # Several texts in one condition: any of them.
        holds = (any if typed else all)(_holds(test, given, typed, any_held) for test in condition["tests"])
        if not holds:
            continue
        any_held = any_held or condition["tests"] != [("other",)]
        if condition["score"]:
            action, value = condition["score"]
            score = {"Set": value, "Add": score + value}[action]
        if condition["feedback"]:
            shows.append(condition["feedback"])
        if not condition["more"]:
            break
    return score, shows


def _holds(test: tuple, given: dict[str, set[str]], typed: bool, any_held: bool) -> bool:
    match test:
        case "equal", response, value, _:
            chosen = given.get(response, set())
            return value.casefold() in {text.casefold() for text in chosen} if typed else value in chosen
        case "other",:
            return not any_held
        case "and", tests:
            return all(_holds(one, given, typed, any_held) for one in tests)
        case "not", (one,):
            return not _holds(one, given, typed, any_held)
    raise AssertionError(test)


def canvas_match_id(ident: str) -> int:
    """Return what Canvas' classic importer takes for the id of a matching answer: the first digits of its name."""
    return int(re.search(r"\d+", ident).group())


def canvas_meaning(feedback: str) -> str:
    """Return what Canvas' classic importer takes a name of feedback for."""
    for pattern, meaning in (("wrong|incorrect|(_IC$)", "incorrect"), ("correct|(_C$)", "correct"), ("solution", "solution"),
                             ("general_|_all", "general")):
        if re.search(pattern, feedback, re.IGNORECASE):
            return meaning
    return "option"


def classic_text(html: str) -> tuple[str, bool]:
    """Return what Canvas' classic importer makes of feedback: its source, and whether it is kept as HTML.

    It peels single wrappers off; what is then one text alone is kept as text, entities and all.
    """
    bare = html
    while peeled := re.fullmatch(r"<(p|div|span)>((?:(?!</?\1>).)*)</\1>", bare, re.DOTALL):
        bare = peeled[2]
    return bare, "<" in bare


def moodle_general(item: dict) -> list[str]:
    """Return the feedback that Moodle's cartridge import takes for general: all that conditions show that let more follow."""
    return [one["feedback"] for one in item["conditions"] if one["more"] and one["feedback"]]


def moodle_html(html: str) -> str:
    """Return the HTML that Moodle's cartridge import stores: entities are decoded once too often."""
    return unescape(html)
