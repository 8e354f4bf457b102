"""Rendering: a template and its values in, the text of an output out, with every link relative to where it stands."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Protocol, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from . import bank_index, rows
from .account import Account
from .glossary import link_terms
from .items import Item, Option, Part, ordered
from .messages import Messages, messages, sentence_case
from .model import ContextNote, Fact, Note, SafetyNote, Term
from .output import Output
from .project import AskedQuiz, Project

HOME, SIDE_BY_SIDE, ARTICLE, FITS, QUIZZES = ("index.md", "side-by-side.md", "article.md", "fits/index.md",
                                              "quizzes/index.md")
ASSIGN, SET, PROGRESS, RESULTS = "quizzes/assign.md", "quizzes/set.md", "quizzes/progress.md", "quizzes/results.md"
PRACTICE, RESEARCH, SAFETY, GLOSSARY, SOURCES = (
    f"context/{name}.md" for name in ("in-practice", "research", "safety", "glossary", "sources"))

INSTRUCTORS, LINT_REPORT = "quizzes/instructors.md", "quizzes/lint-report.md"
FIGURE_SVG, FIGURE_PNG = "downloads/figure.svg", "downloads/figure.png"
# What a translation has files of its own of: the table as data, and the drawing of it.
FILES = ("downloads/comparison.json", "downloads/comparison.csv", FIGURE_SVG, FIGURE_PNG)
# What stands around the questions of a set in each text format.
SET_FILES = "assets/quiz/files.json"

# The copy of the whole site, to take along.
COPY = "downloads/this-site.zip"
# Where the pictures are that stand for pages elsewhere.
SHARED = "assets/share"
# Pages that do something and have nothing of their own to show; the picture of the home page stands for them.
TOOLS = (ASSIGN, SET, PROGRESS, RESULTS, INSTRUCTORS, LINT_REPORT)

# Where questions stand.
_QUESTIONS = "quizzes/"

# ASCII punctuation may mean something to Markdown; as numbered entities it means itself everywhere, headings included.
# A link, its attributes apart from the address. Escaped texts hold neither quotes nor angle brackets.
_LINK = re.compile(r'<a\b([^>]*?) href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def place_of(entry: Note | Term) -> str:
    """Return the page on which a note, safety note or term has its own place, under its id."""
    if isinstance(entry, Term):
        return GLOSSARY
    if isinstance(entry, SafetyNote):
        return SAFETY
    return RESEARCH if rows.is_research(entry) else PRACTICE


def role_uri(id: str) -> str:
    """Return the page of a role."""
    return f"roles/{id}.md"


def aspect_uri(id: str) -> str:
    """Return the page of an aspect."""
    return f"aspects/{id}.md"


def quiz_uri(id: str) -> str:
    """Return the page of a quiz."""
    return f"quizzes/{id}.md"


def item_uri(id: str) -> str:
    """Return the file that holds one item alone, from which sets are put together.

    It is no page: nobody should land on a bare answer by way of a search engine, without the notes around it.
    """
    return f"quizzes/items/{id}.txt"


def pieces_uri(id: str) -> str:
    """Return the file that holds an item in every text format, from which the files of sets are put together."""
    return f"quizzes/items/{id}.json"


def download_uri(quiz: str, suffix: str) -> str:
    """Return the file of a quiz in a format, by the end of the format's names."""
    return f"downloads/{quiz}.{suffix}"


def picture_uri(uri: str) -> str:
    """Return the picture that stands for a page elsewhere."""
    return f"{SHARED}/{uri.removesuffix('.md').replace('/', '-')}.png"


def front_of(page: Output) -> dict[str, str]:
    """Return what a generated page says of itself, by the names of its front matter; the texts are HTML."""
    lines = page.text.split("---\n")[1].splitlines()
    return {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines) if value.startswith('"')}


def headed(page: Output, told: Mapping[str, str]) -> str:
    """Return the text of a generated page with more in its front matter: plain texts by their names, or what is safe in a page."""
    lines = "".join(f"{key}: {_front_matter(text)}\n" for key, text in told.items())
    return page.text.replace("---\n", f"---\n{lines}", 1)


@cache
def _environment() -> Environment:
    """Return the templates, compiled once a process (once a build while serving, where the core is imported anew)."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"md": _markdown, "sentence": sentence_case, "front": _front_matter, "strong_not": _strong_not}
    return environment


class Macros(Protocol):
    """The macros of a template, by their names; each gives a piece of HTML."""

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        """Return a macro."""
        ...


def macros(template: str, **values: object) -> Macros:
    """Return the macros of a template, filled with values that all of them share."""
    return cast("Macros", _environment().get_template(template).make_module(values))


class Renderer:
    """Renders pages; each knows its own place, so that its links are relative."""

    def __init__(self, project: Project, directory_urls: bool, family: tuple[Project, ...] = ()):
        """`family` are the project that all are translations of and these, where this is one of them."""
        self.directory_urls = directory_urls
        self.project = project
        self.family = family or (project, *project.translations)
        self.translated = translated_uris(project) if project.original else frozenset()
        self.terms = project.comparison.terms
        comparison, say = project.comparison, project.say
        account = Account(comparison, say)
        self.values: dict[str, object] = {
            "c": comparison, "say": say, "project": project, "account": account.of, "account_of": account.of_one,
            "names": say.joined([role.plural for role in comparison.roles]),
            "about": lambda claim: say.joined([comparison.role(id).plural for id in claim.about]),
            "role_uri": role_uri, "aspect_uri": aspect_uri, "quiz_uri": quiz_uri, "item_uri": item_uri, "pieces_uri": pieces_uri,
            "download_uri": download_uri, "SET_FILES": SET_FILES, "COPY": COPY,
            "HOME": HOME, "SIDE_BY_SIDE": SIDE_BY_SIDE, "ARTICLE": ARTICLE, "FITS": FITS, "QUIZZES": QUIZZES,
            "ASSIGN": ASSIGN, "SET": SET, "PROGRESS": PROGRESS, "RESULTS": RESULTS, "BANK": bank_index.URI, "CODES": bank_index.CODES,
            "LINT_REPORT": LINT_REPORT, "INSTRUCTORS": INSTRUCTORS,
            "SOURCES": SOURCES, "SAFETY": SAFETY, "GLOSSARY": GLOSSARY, "place_of": place_of, "options": _options,
            "has": lambda target: not project.original or target in self.translated, "told_in": partial(_told_in, project),
            "length": partial(_length, say), "language_name": partial(_language_name, say),
            "how": _how, "title_of": rows.title_of, "FIGURE_SVG": FIGURE_SVG, "FIGURE_PNG": FIGURE_PNG,
            "notes_of": rows.notes_of, "cautions": rows.cautions_of, "is_research": rows.is_research,
            "places": _places, "choices": _choices,
            # Whether a page is for the public, and so in plain words.
            "easy": False,
            # Whether notes leave their sources to the pages where they have their own places.
            "brief": False,
            # Which notes stand in sight beside a statement, by its id; without an entry, the safety notes and the first other.
            "sight": {},
            # What the templates ask of the comparison, by the names of the functions that answer.
            **{answer.__name__: partial(answer, comparison) for answer in (
                rows.row, rows.cells, rows.answers, rows.cautioned, rows.claims_behind, rows.areas_touched, rows.needs,
                rows.facts_carrying, rows.leading, rows.cited, rows.refers, rows.studied, rows.uses)},
        }

    def page(self, uri: str, template: str, **values: object) -> Output:
        here = self._placed(uri)

        def link(target: str, anchor: str = "") -> str:
            return self.link_from(here, target) + (f"#{anchor}" if anchor else "")

        text = _environment().get_template(template).render({**self.values, **values}, link=link)
        if uri not in (GLOSSARY, SOURCES):
            # Among questions a meaning could be the answer to one of them.
            text = link_terms(text, self.terms, link(GLOSSARY), told=not uri.startswith(_QUESTIONS))
        return Output(here, self._with_languages(uri, text.strip()) + "\n")

    def _placed(self, uri: str) -> str:
        """Return where a page or file of this project is: in a translation, what it has no counterpart of is the original's."""
        return self.project.folder + uri if uri in self.translated else uri

    def _with_languages(self, uri: str, text: str) -> str:
        """Return a page with its language and the places of its counterparts in the front matter, for the theme's templates."""
        there = [project for project in self.family if not project.original or uri in translated_uris(project)]
        if not uri.endswith(".md") or len(there) == 1:
            return text
        places = {project.language: self._address(project.folder + uri) for project in there}
        if self.directory_urls:
            places = {language: place.removesuffix("index.html") for language, place in places.items()}
        told = {"lang": self.project.language, "counterparts": places}
        return text.replace("---\n", "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in told.items()), 1)

    def alone(self, template: str, **values: object) -> str:
        """Return a whole page that goes without the site: what it would link to is named in words, a source with its address."""
        text = _environment().get_template(template).render({**self.values, **values}, link=lambda target, anchor="": target)
        return _LINK.sub(_named, text).strip() + "\n"

    def link_from(self, here: str, target: str) -> str:
        """Return the relative address of a page or file of this project as seen from the place of one of its pages."""
        return self.link(here, self._placed(target))

    def link(self, here: str, target: str) -> str:
        """Return the relative address of a source file's page (or file) as seen from another page."""
        return _relative(here, target, self.directory_urls)

    def _address(self, uri: str) -> str:
        return _address(uri, self.directory_urls)


@lru_cache(maxsize=20_000)
def _relative(here: str, target: str, directory_urls: bool) -> str:
    if here == target:
        return ""
    start, goal = _address(here, directory_urls), _address(target, directory_urls)
    relative = posixpath.relpath(goal, posixpath.dirname(start) or ".")
    if goal.endswith("/index.html") or goal == "index.html":
        # Folder addresses end with a slash and leave the file's name to the server.
        relative = relative.removesuffix("index.html") or "./"
    return relative


def _address(uri: str, directory_urls: bool) -> str:
    if directory_urls or not uri.endswith(".md"):
        return Output(uri, "").dest_uri
    return uri.removesuffix(".md") + ".html"


def _named(link: re.Match[str]) -> str:
    """Return a link without its address, or with it as text where it leads to somewhere in the world.

    The element stays: it marks, for scripts too, where a link might have been.
    """
    before, address, after, text = link.groups()
    if address.startswith("#"):
        return link.group()
    told = f", {address}" if "://" in address else ""
    return "".join(["<a", before, after.replace(' rel="external"', ""), ">", text, "</a>", told])


def translated_uris(project: Project) -> frozenset[str]:
    """Return the pages and files that a translation has, by where those of the original are."""
    c = project.comparison
    return frozenset((HOME, SIDE_BY_SIDE, ARTICLE, *FILES, *(role_uri(role.id) for role in c.roles),
                      *(aspect_uri(aspect.id) for aspect in c.aspects), *(quiz_uri(asked.quiz.id) for asked in project.quizzes)))


def _language_name(say: Messages, language: str) -> str:
    """Return what a language calls another one; if it has no word for it, what that one calls itself."""
    return say.group("language.names").get(language) or messages(language)("language.name")


def _told_in(project: Project, note: Note) -> Project:
    """Return the project in whose language a note is shown."""
    return project.original if project.original and note.id in project.untranslated else project


def _length(say: Messages, asked: AskedQuiz) -> str:
    """Return how long a quiz takes and how many questions it has."""
    return say("quiz.minutes", time=say("quiz.time", count=asked.quiz.minutes), questions=say("quiz.questions", count=len(asked.items)))


def _options(seed: str, item: Item, part: Part) -> tuple[Option, ...]:
    return ordered(part.options, f"{seed}/{item.id}/{part.id}")


def _how(item: Item) -> str:
    """Return how an item is answered, by the last word of the message that says so."""
    if item.kind == "true-false":
        return "judge"
    if len(item.parts) > 1:
        return "rows"
    part = item.parts[0]
    return "type" if not part.options else "many" if part.several else "one"


def _places(notes: Iterable[ContextNote]) -> list[tuple[str, str]]:
    """Return the places of notes as the choices of a select, in alphabetical order."""
    return [(place, place) for place in sorted({note.place for note in notes})]


def _choices(facts: Iterable[Fact]) -> list[tuple[str, str]]:
    """Return facts as the choices of a select, in their order."""
    return [(fact.id, fact.label) for fact in facts]


def plain(text: str) -> str:
    """Return plain text as Markdown that shows just that text."""
    return _PUNCTUATION.sub(lambda found: f"&#{ord(found.group())};", text)


def _markdown(text: str) -> Markup:
    return Markup(plain(text))


def _front_matter(text: str) -> Markup:
    """Return plain text as a value of a page's front matter.

    YAML takes JSON's strings. The themes of MkDocs put titles and descriptions into pages as they are, so they get
    them escaped.
    """
    return Markup(json.dumps(str(escape(text)), ensure_ascii=False))


def _strong_not(text: str) -> Markup:
    """Return a stem with the negation that it turns on in bold."""
    return Markup(re.sub(r"\b(NOT?|NEVER|EXCEPT|NONE|NEITHER|CANNOT|WITHOUT|LEAST)\b", r"<strong>\1</strong>", str(escape(text)), count=1))
