"""What tests need besides fixtures: where the projects are, how to lay one down, how to read HTML."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib
import yaml

ROOT = Path(__file__).parent.parent
GOOD = Path(__file__).parent / "sources" / "good"
SPANISH, RIGHT_TO_LEFT = (GOOD / name for name in ("spanish", "right-to-left"))
MESSAGES = Path("hooks", "comparison", "messages")
THREE_ROLES = GOOD / "three-roles"
# What `cli.py new` lays down; it is checked like any other source.
STARTER = ROOT / "hooks" / "starter"
NURSES = GOOD / "practical-and-registered-nurse"
# Every good source that is a whole project's: the shipped one, and made-up ones of two to four roles.
PROJECTS = {"shipped": ROOT, "three-roles": THREE_ROLES, "starter": STARTER, "nurses": NURSES, "four-breads": GOOD / "four-breads"}
# What a project needs to be built: everything but its tests and what was built before. Of other people's packages it needs
# those that its pages load; the tests' own are many times as large.
PARTS = ("mkdocs.yml", "docs", "quizzes", "hooks", "package-lock.json",
         *(f"node_modules/{name}" for name in json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]),
         # What esbuild is besides: a program for this machine.
         "node_modules/@esbuild")


def lay_project(folder: Path, *, data: Path = ROOT) -> Path:
    """Copy the project into a folder; with `data`, its comparison and quizzes come from there."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"),
                            copy_function=_linked if part.startswith("node_modules") else shutil.copy2)
        else:
            shutil.copy(ROOT / part, folder / part)
    if data != ROOT:
        for file in (folder / "docs").glob("*.yml"):
            file.unlink()
        for file in (data / "docs").glob("*.yml"):
            shutil.copy(file, folder / "docs" / file.name)
        shutil.rmtree(folder / "quizzes")
        shutil.copytree(data / "quizzes", folder / "quizzes")
    return folder


def lay_right_to_left(folder: Path) -> Path:
    """Copy the project with the comparison in Hebrew, and with messages of which every letter is a Hebrew one.

    They make no words. They show what would be missed in real ones: any text that does not come from messages or data is in
    letters of another script.
    """
    lay_project(folder, data=RIGHT_TO_LEFT)
    texts = yaml.safe_load((ROOT / MESSAGES / "en.yml").read_text(encoding="utf-8"))
    texts = _in_hebrew_letters(texts)
    texts["language"] |= {"name": "עברית", "direction": "rtl"}
    (folder / MESSAGES / "he.yml").write_text(yaml.safe_dump(texts, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


def _in_hebrew_letters(texts):
    if isinstance(texts, dict):
        return {key: _in_hebrew_letters(value) for key, value in texts.items()}
    return "".join(part if part.startswith("{") else re.sub("[A-Za-z]", lambda letter: chr(0x5D0 + ord(letter.group().lower()) % 27), part)
                   for part in re.split(r"(\{\w+\})", texts))


def _linked(source: str, target: str) -> None:
    """Give a file that no test alters a second name, where the disk can; a program of eleven megabytes is among them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@contextmanager
def shared(tmp_path_factory, worker_id: str, name: str) -> Iterator[Path]:
    """A folder of this name that all processes of the run share; while one of them works in it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    # Each process has a folder of its own in that of the run.
    place = (base if worker_id == "master" else base.parent) / name
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        place.mkdir(exist_ok=True)
        yield place


def html(text: str) -> Element:
    """Return a page as a tree without namespaces. The parser is strict: the first error in the page raises."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    for element in tree.iter():
        # Drawings keep theirs even so.
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Fragment(HTMLParser):
    """Builds a tree of what the templates write; whole pages go through the strict parser, which is ten times slower."""

    def __init__(self):
        super().__init__()
        self.builder = TreeBuilder()
        self.builder.start("fragment", {})

    def handle_starttag(self, tag, attributes):
        self.builder.start(tag, {name: value or "" for name, value in attributes})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag, attributes):
        self.builder.start(tag, dict(attributes))
        self.builder.end(tag)

    def handle_endtag(self, tag):
        self.builder.end(tag)

    def handle_data(self, text):
        self.builder.data(text)


def fragment(text: str) -> Element:
    """Return the HTML in a generated page, whatever Markdown stands around it, as a tree."""
    parser = _Fragment()
    parser.feed(text)
    parser.close()
    parser.builder.end("fragment")
    return parser.builder.close()


def text_of(element: Element) -> str:
    """Return the text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def having(tree: Element, attribute: str, value: str | None = None) -> list[Element]:
    """Return the elements with an attribute, or with this value of it, in the page's order."""
    return [e for e in tree.iter() if isinstance(e.tag, str) and attribute in e.attrib and value in (None, e.get(attribute))]


def reasons_of(form: Element, part: str) -> dict[str, Element]:
    """Return what the form of an item writes of a part's options, by their ids: named, or in the order of what is offered."""
    offered = [element.get("value", "") for element in having(form, "data-quiz-part", part)[0].iter("input")]
    written = list(having(form, "data-quiz-key", part)[0].iter("li"))
    return {element.get("data-quiz-option") or offered[index]: element for index, element in enumerate(written)}


def wordings(file: Path) -> dict[str, list[str]]:
    """Return the lines of a file by the cases, each of which opens with `# ` and its name."""
    cases = file.read_text(encoding="utf-8").split("\n# ") if file.exists() else []
    return {case.splitlines()[0].removeprefix("# "): [line for line in case.splitlines()[1:] if line] for case in cases}
