"""The pages: a project in, the Markdown files of its generated pages out, with HTML where Markdown has no word for it."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from .exporters import FORMATS
from .figure import RADIUS, figure
from .items import Account, Item, Option, Part, ordered
from .messages import Messages, sentence_case
from .model import NOT_MENTIONED, STATED, Aspect, CitedSource, Claim, Comparison, ContextNote, Fact, Role, SafetyNote, Term
from .output import Output
from .project import AskedQuiz, Project

HOME, SIDE_BY_SIDE, ARTICLE = "index.md", "side-by-side.md", "article.md"
PRACTICE, RESEARCH, SAFETY, GLOSSARY, SOURCES = (
    f"context/{name}.md" for name in ("in-practice", "research", "safety", "glossary", "sources"))

Note = SafetyNote | ContextNote

# ASCII punctuation may mean something to Markdown; as numbered entities it means itself everywhere, headings included.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def pages(project: Project, directory_urls: bool = True) -> Iterator[Output]:
    """Yield every generated page: home, table, article, one a role, one an aspect, one a quiz, and those of the context.

    `directory_urls` tells how the site generator names pages: "page/" or "page.html". Links in raw HTML hang on it.
    """
    comparison = project.comparison
    renderer = _Renderer(project, directory_urls)
    yield renderer.page(HOME, "home.md.j2")
    yield renderer.page(SIDE_BY_SIDE, "side-by-side.md.j2", figure=figure(comparison, project.say))
    yield renderer.page(ARTICLE, "article.md.j2")
    for role in comparison.roles:
        yield renderer.page(role_uri(role.id), "role.md.j2", role=role)
    for aspect in comparison.aspects:
        yield renderer.page(aspect_uri(aspect.id), "aspect.md.j2", aspect=aspect)
    for quiz in project.quizzes:
        yield renderer.page(quiz_uri(quiz.quiz.id), "quiz.md.j2", asked=quiz)
    practice = [note for note in comparison.context if place_of(note) == PRACTICE]
    research = [note for note in comparison.context if place_of(note) == RESEARCH]
    for uri, shown in ((PRACTICE, practice), (RESEARCH, research), (SAFETY, comparison.safety),
                       (GLOSSARY, comparison.terms), (SOURCES, comparison.sources)):
        # A comparison that brings none of them gets no empty page.
        if shown:
            yield renderer.page(uri, posixpath.basename(uri) + ".j2", shown=shown)


def place_of(entry: Note | Term) -> str:
    """Return the page on which a note, safety note or term has its own place, under its id."""
    if isinstance(entry, Term):
        return GLOSSARY
    if isinstance(entry, SafetyNote):
        return SAFETY
    return RESEARCH if entry.kind == "research" else PRACTICE


def role_uri(id: str) -> str:
    """Return the page of a role."""
    return f"roles/{id}.md"


def aspect_uri(id: str) -> str:
    """Return the page of an aspect."""
    return f"aspects/{id}.md"


def quiz_uri(id: str) -> str:
    """Return the page of a quiz."""
    return f"quizzes/{id}.md"


@dataclass(frozen=True)
class Cell:
    """What the article says of one role on one fact, the claims about that role behind it, and what stands beside them."""

    fact: Fact
    role: Role
    stance: str
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]

    @property
    def key(self) -> str:
        """The stance as one word, for message keys and class names."""
        return "silent" if self.stance == NOT_MENTIONED else self.stance

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The paragraphs that say so, in order."""
        return tuple(sorted({claim.number for claim in self.claims}))

    @property
    def cautions(self) -> tuple[str, ...]:
        """The flags a reader has to see beside it, each once."""
        return _unique(flag for claim in self.claims for flag in claim.cautions)


@dataclass(frozen=True)
class Row:
    """One row of the table: a fact and a cell for each role, in the order of the roles."""

    fact: Fact
    cells: tuple[Cell, ...]

    @property
    def shared(self) -> bool:
        """Whether the article states it of every role."""
        return all(cell.stance == STATED for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the article does not say the same of every role."""
        return len({cell.stance for cell in self.cells}) > 1

    @property
    def cautions(self) -> tuple[str, ...]:
        """The flags on any of its cells, each once."""
        return _cautions(self.cells)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes beside any of its cells, each once."""
        return _notes(self.cells)


def row(comparison: Comparison, fact: Fact) -> Row:
    """Return a fact's row of the table. A role the article does not mention has that stance, never an empty cell."""
    return Row(fact, tuple(cell(comparison, fact, role) for role in comparison.roles))


def cell(comparison: Comparison, fact: Fact, role: Role) -> Cell:
    """Return what the article says of one role on one fact."""
    claims = comparison.claims_of(fact, role)
    return Cell(fact, role, fact.stances[role.id], claims, cautioned(comparison, claims))


def cautioned(comparison: Comparison, claims: Iterable[Claim]) -> tuple[Note, ...]:
    """Return the notes that have to stand beside claims: those of each claim that carries a caution."""
    return comparison.notes_on(claim for claim in claims if claim.cautions)


@cache
def _environment() -> Environment:
    """Return the templates, compiled once a process (once a build while serving, where the core is imported anew)."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"md": _markdown, "sentence": sentence_case, "front": _front_matter, "strong_not": _strong_not}
    return environment


class _Renderer:
    """Renders pages; each knows its own place, so that its links are relative."""

    def __init__(self, project: Project, directory_urls: bool):
        self.project = project
        self.directory_urls = directory_urls
        comparison, say = project.comparison, project.say
        self.values = {
            "c": comparison, "say": say, "project": project, "account": Account(comparison, say).of,
            "row": lambda fact: row(comparison, fact), "names": _joined([role.plural for role in comparison.roles], say),
            "role_uri": role_uri, "aspect_uri": aspect_uri, "quiz_uri": quiz_uri,
            "HOME": HOME, "SIDE_BY_SIDE": SIDE_BY_SIDE, "ARTICLE": ARTICLE,
            "SAFETY": SAFETY, "SOURCES": SOURCES,
            "options": _options, "facts_carrying": self._facts_carrying, "about": self._about, "cells": self._cells,
            "answers": self._answers, "said": self._said, "cautions": _cautions, "notes_of": _notes,
            "cautioned": lambda claims: cautioned(comparison, claims), "place_of": place_of, "leading": self._leading, "studied": self._studied, "uses": self._uses,
            "claims_behind": self._claims_behind, "downloads": FORMATS, "radius": RADIUS,
        }

    def page(self, uri: str, template: str, **values: object) -> Output:
        def link(target: str, anchor: str = "") -> str:
            return self._link(uri, target) + (f"#{anchor}" if anchor else "")

        text = _environment().get_template(template).render(self.values, link=link, **values)
        return Output(uri, text.strip() + "\n")

    def _link(self, here: str, target: str) -> str:
        """Return the relative address of a source file's page (or file) as seen from another page."""
        if here == target:
            return ""
        start, goal = self._address(here), self._address(target)
        relative = posixpath.relpath(goal, posixpath.dirname(start) or ".")
        if goal.endswith("/index.html") or goal == "index.html":
            # Folder addresses end with a slash and leave the file's name to the server.
            relative = relative.removesuffix("index.html") or "./"
        return relative

    def _address(self, uri: str) -> str:
        output = Output(uri, "")
        if self.directory_urls or not uri.endswith(".md"):
            return output.dest_uri
        return uri.removesuffix(".md") + ".html"

    def _cells(self, aspect: Aspect, role: Role, key: str) -> tuple[Cell, ...]:
        """Return the cells of one role in an aspect that have the stance named by `key`."""
        comparison = self.project.comparison
        cells = (cell(comparison, fact, role) for fact in comparison.facts_of(aspect))
        return tuple(cell for cell in cells if cell.key == key)

    def _said(self, aspect: Aspect, role: Role) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        return self._cells(aspect, role, "stated"), self._cells(aspect, role, "denied")

    def _answers(self, role: Role) -> tuple[Cell, ...]:
        comparison = self.project.comparison
        cells = (cell(comparison, comparison.fact(id), role) for id in comparison.answer)
        return tuple(cell for cell in cells if cell.stance != NOT_MENTIONED)

    def _claims_behind(self, aspect: Aspect) -> tuple[Claim, ...]:
        comparison = self.project.comparison
        cited = {id for fact in comparison.facts_of(aspect) for id in fact.claims}
        return tuple(claim for claim in comparison.claims if claim.id in cited)

    def _studied(self) -> tuple[Fact, ...]:
        """Return the facts that research is set beside because it does not settle them."""
        comparison = self.project.comparison
        return tuple(fact for fact in comparison.facts if any(
            "evidence" in claim.flags and any(place_of(note) == RESEARCH for note in comparison.notes_on([claim]))
            for claim in comparison.claims_of(fact)))

    def _leading(self, item: Item) -> tuple[Note, ...]:
        """Return the notes beside an item: of each of its facts the safety notes and the most telling other."""
        comparison = self.project.comparison
        chosen: dict[str, Note] = {}
        for id in item.facts:
            notes = row(comparison, comparison.fact(id)).notes
            safety = [note for note in notes if isinstance(note, SafetyNote)]
            for note in (*safety, *notes[len(safety):][:1]):
                chosen[note.id] = note
        return tuple(sorted(chosen.values(), key=lambda note: isinstance(note, ContextNote)))

    def _uses(self, source: CitedSource) -> tuple[Note | Term, ...]:
        """Return everything that cites a source."""
        comparison = self.project.comparison
        return tuple(entry for entry in (*comparison.context, *comparison.safety, *comparison.terms)
                     if source.id in entry.sources)

    def _about(self, claim: Claim) -> str:
        return _joined([self.project.comparison.role(id).plural for id in claim.about], self.project.say)

    def _facts_carrying(self, claim: Claim) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.project.comparison.facts if claim.id in fact.claims)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _notes(cells: Iterable[Cell]) -> tuple[Note, ...]:
    """Return the notes beside cells, each once, safety notes first."""
    notes = {note.id: note for cell in cells for note in cell.notes}.values()
    return tuple(sorted(notes, key=lambda note: isinstance(note, ContextNote)))


def _cautions(cells: Iterable[Cell]) -> tuple[str, ...]:
    return _unique(flag for cell in cells for flag in cell.cautions)


def _joined(words: list[str], say: Messages) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    return ", ".join(words[:-1]) + say("paragraph.join") + words[-1] if len(words) > 1 else words[0]


def _options(asked: AskedQuiz, item: Item, part: Part) -> tuple[Option, ...]:
    return ordered(part.options, f"{asked.quiz.id}/{item.id}/{part.id}")


def _markdown(text: str) -> Markup:
    """Return plain text as Markdown that shows just that text."""
    return Markup(_PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", text))


def _front_matter(text: str) -> Markup:
    """Return plain text as a value of a page's front matter.

    YAML takes JSON's strings. The themes of MkDocs put titles and descriptions into pages as they are, so they get
    them escaped.
    """
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))


def _strong_not(text: str) -> Markup:
    """Return a stem with the negation that it turns on in bold."""
    return Markup(re.sub(r"\b(NOT?)\b", r"<strong>\1</strong>", str(escape(text)), count=1))
