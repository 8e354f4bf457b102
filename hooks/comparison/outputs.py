"""All outputs: a project folder in, every generated file out, or every mistake at once."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from html import escape
from operator import methodcaller
from pathlib import Path

from markupsafe import Markup
from pydantic import BaseModel

from . import bank_index, by_hand, exchange, moved, packages, pieces, sets, structured, theme
from .drawing import drawings
from .errors import Problem, SourceError, nearest
from .exchange import Exporter
from .exporters import FORMATS, QUIZ_FORMATS, items_json
from .glossary import link_terms_in_markdown
from .lint import WARNINGS
from .messages import LANGUAGES, Messages, messages
from .model import Comparison, Notes, Quiz
from .offline import copy_of
from .output import Output, destination
from .pages import page_uris, pages, translated_pages
from .project import AskedQuiz, Project, read_project
from .render import COPY, GLOSSARY, HOME, Renderer, download_uri, headed, picture_uri, plain
from .share import named, pictures
from .shelf import Shelf
from .translation import Translation
from .typesetting import AT_ONCE
from .watching import Watch, unwatched

DOCS = by_hand.DOCS
# What all of it is made from, as it is published.
SOURCE = "comparison.yml"
# Where the theme's plugin writes what it searches.
INDEX = "search/search_index.json"
# Where pages tell their search which folders hold translations.
_FOLDERS = re.compile(r'data-folders="([^"]*)"')
# Where a hand-written page wants the long disclaimer.
DISCLAIMER = "<!-- disclaimer -->"
# Where one wants the copy of the site for taking along.
TAKE = "<!-- offline -->"
# The questions of a page: HTML that Markdown has nothing to do in, and that no search index takes up. And where they stood.
_QUESTIONS = re.compile(r'(?<=<section class="quiz" )([^>]*>)(.*)(?=</section>)', re.DOTALL)
ASIDE = "<!-- questions -->"
# The schemas lie beside the files they describe, where the first line of each file looks for them, and are published
# with them.
SCHEMAS: dict[str, type[BaseModel]] = {"comparison.schema.json": Comparison, "notes.schema.json": Notes,
                                       "quiz.schema.json": Quiz, "translation.schema.json": Translation}


def read(root: Path, directory_urls: bool = True, formats: tuple[Exporter, ...] = QUIZ_FORMATS,
         watch: Watch = unwatched) -> tuple[Project, tuple[Output, ...]]:
    """Return a project and all of its outputs, in a fixed order; of its quizzes' files those in the given formats.

    `watch` shows how far long work is. Raises SourceError with every problem of the author's files: of hand-written pages those
    that stand in the place of a generated one, or that are not UTF-8.
    """
    hand_written, problems = by_hand.files(root)
    try:
        project = read_project(root)
    except SourceError as error:
        raise SourceError([*error.problems, *problems, *moved.problems(root)]) from None
    # Making all outputs takes minutes; where the pages will be is known before.
    to_come = page_uris(project)
    problems += _collisions(to_come, hand_written)
    problems += moved.problems(root, _all_pages(to_come, hand_written))
    if problems:
        raise SourceError(problems)
    made = outputs(project, directory_urls, formats, watch)
    made = (*made, *pictures(made, project), *packages.packages())
    if problems := _collisions([output.uri for output in made], hand_written):
        raise SourceError(problems)
    there = _all_pages((output.uri for output in made if output.is_page), hand_written)
    return project, (*made, *moved.moved(root, there, project, directory_urls))


def _all_pages(made: Iterable[str], hand_written: Iterable[str]) -> list[str]:
    return [*made, *(uri for uri in hand_written if uri.endswith(".md"))]


def outputs(project: Project, directory_urls: bool = True, formats: tuple[Exporter, ...] = QUIZ_FORMATS,
            watch: Watch = unwatched) -> tuple[Output, ...]:
    """Return every generated file of a project: its pages, the index of its bank, its downloads, then what sets are
    made files from. The quizzes' files come in the given formats, and pages tell of those alone.
    """
    # Each is kept as soon as it is made: a large bank has thousands, and all of them would fill the memory.
    keep = Shelf().keep
    taken = (*map(keep, drawings(project)), *map(keep, downloads(project, formats, watch)))
    made = pages(project, directory_urls, formats, {output.uri: len(output.data) for output in taken}, watch)
    data = (Output(bank_index.URI, bank_index.text(project)), Output(bank_index.CODES, bank_index.codes(project)),
            *(Output(format.uri, format.text(project)) for format in FORMATS))
    translated = (output for translation in project.translations
                  for output in _translated(translation, directory_urls, (project, *project.translations)))
    return (*map(keep, _described(named(made, project), project, directory_urls)), *map(keep, data), *taken,
            *map(keep, pieces.outputs(project) if project.quizzes else ()), *map(keep, translated))


def _translated(project: Project, directory_urls: bool, family: tuple[Project, ...]) -> Iterator[Output]:
    """Yield the pages of a translation, its table as data and its drawings, in the folder of its language."""
    taken = tuple(drawings(project))
    made = translated_pages(project, directory_urls, family, {output.uri: len(output.data) for output in taken})
    yield from _described(named(made, project), project, directory_urls)
    for format in FORMATS:
        yield Output(project.folder + format.uri, format.text(project))
    for output in taken:
        yield replace(output, uri=project.folder + output.uri)


def _described(made: Iterable[Output], project: Project, directory_urls: bool) -> Iterator[Output]:
    """Yield outputs, the pages among them with what they are in the words of programs."""
    renderer = Renderer(project, directory_urls)
    data = (*(format.uri for format in FORMATS), SOURCE)
    for output in made:
        text = structured.block(output, project, data, partial(renderer.link_from, output.uri)) if output.is_page else ""
        # In the head: what swaps pages takes a block of data in their middle for a script, and runs it.
        yield replace(output, content=headed(output, {"data": Markup(text)})) if text else output


def downloads(project: Project, formats: tuple[Exporter, ...] = QUIZ_FORMATS, watch: Watch = unwatched) -> Iterator[Output]:
    """Yield the files of every quiz, in each format, and the schema that one of the formats comes with."""
    # The typesetter works beside Python, and takes longer than all other formats together.
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for asked in watch("Writing the files of quizzes", project.quizzes if formats else ()):
            assessment = exchange.of_quiz(asked, project)
            made = pool.map(methodcaller("data", assessment), formats)
            for exporter, data in zip(formats, made):
                yield Output(download_uri(asked.quiz.id, exporter.suffix), data)
    if project.quizzes and items_json in formats:
        yield Output(items_json.schema_uri, items_json.schema())


class UnknownName(ValueError):
    """A format, quiz or set that does not exist; the message names the known ones and the nearest."""


EXPORT_ERRORS = (UnknownName, sets.SetError, exchange.TooManyQuestions)


def formats_named(names: object) -> tuple[Exporter, ...]:
    """Return the formats that a setting names, with spaces or commas between them; all of them where it names none.

    Raises SourceError where it names one that does not exist.
    """
    known = {exporter.name: exporter for exporter in QUIZ_FORMATS}
    # A list does as well as a text.
    wanted = (" ".join(map(str, names)) if isinstance(names, list) else str(names)).replace(",", " ").split()
    if problems := [Problem("mkdocs.yml", 1, 1, "unknown-format", f"extra.formats: {_unknown('format', name, list(known))}")
                    for name in wanted if name not in known]:
        raise SourceError(problems)
    return tuple(exporter for name, exporter in known.items() if name in wanted) or QUIZ_FORMATS


def format_names(project: Project) -> dict[str, str]:
    """Return the titles of the formats of quizzes, by the names that `export` takes."""
    return {exporter.name: project.say(f"export.format.{exporter.name}.title") for exporter in QUIZ_FORMATS}


def quiz_names(project: Project) -> dict[str, str]:
    """Return the titles of the quizzes, by the ids that `export` takes."""
    return {id: asked.quiz.title for id, asked in _offered(project).items()}


def _offered(project: Project) -> dict[str, AskedQuiz]:
    """Return what can be exported, by its id: the quizzes, and of one that comes in parts itself and each part."""
    whole = {asked.quiz.id: asked for asked in project.divided}
    offered: dict[str, AskedQuiz] = {}
    for asked in project.quizzes:
        if asked.parts == 1:
            offered[asked.quiz.id] = asked
        else:
            id = asked.id_of(1)
            offered |= {id: whole[id], f"{id}--{asked.part}": asked}
    return offered


def export(project: Project, format: str, what: str, watch: Watch = unwatched) -> bytes:
    """Return one file: a quiz by its id, or a set by its link, in a format by its name.

    `watch` shows how far it is. Raises UnknownName for a format or
    quiz that does not exist, and sets.SetError for a link that cannot be followed.
    """
    exporter = {exporter.name: exporter for exporter in QUIZ_FORMATS}.get(format)
    if exporter is None:
        raise UnknownName(_unknown("format", format, [exporter.name for exporter in QUIZ_FORMATS]))
    return exporter.data(replace(_assessment(project, what), watch=watch))


def _assessment(project: Project, what: str) -> exchange.Assessment:
    if asked := _offered(project).get(what):
        return exchange.of_quiz(asked, project)
    payload = sets.payload_of(what)
    if payload is None:
        raise UnknownName(_unknown("quiz", what, [*_offered(project)]))
    return exchange.of_set(sets.name_of(payload), sets.named(payload, project.items), project)


def _unknown(sort: str, name: str, known: list[str]) -> str:
    return f"there is no {sort} '{name}'; known: {', '.join(known)}{nearest(name, known)}"


def schemas() -> tuple[Output, ...]:
    """Return the JSON Schemas of what authors write, made from the model."""
    return tuple(Output(name, json.dumps(_schema(model), indent=2) + "\n") for name, model in SCHEMAS.items())


def _schema(model: type[BaseModel]) -> dict[str, object]:
    """Return the schema of a model, with the rules that a waiver can name, which the model does not know."""
    schema, say = model.model_json_schema(), messages()
    for part in schema.get("$defs", {}).values():
        if rule := part["properties"].get("rule"):
            # The second is for editors alone: what they show beside each word.
            rule |= {"enum": [*WARNINGS], "markdownEnumDescriptions": [say(f"lint.rule.{id}") for id in WARNINGS]}
    return schema


def settings(project: Project, extra: Mapping[str, object]) -> dict[str, object]:
    """Return what a project says of the whole site, by the names of MkDocs' settings.

    Themes put these into pages as they are, so they come escaped. `extra` are the author's own settings of that name, which
    stay; what the theme's templates need joins them: their words, and the features that do without Material's script.
    """
    told = _told(project)
    # Pages written by hand may be in any language; the site's own words around them come from messages then.
    languages = {language: {**told, **_around(messages(language))} for language in LANGUAGES}
    languages |= {one.language: {**_told(one), **_around(one.say), "folder": one.folder, "section": _section(one)}
                  for one in (project, *project.translations)}
    image = {"image": picture_uri(HOME), "image_alt": escape(project.comparison.title)}
    return {**told, "extra": {**extra, **image, "unscripted": list(theme.UNSCRIPTED), "languages": languages}}


def _told(project: Project) -> dict[str, str]:
    comparison = project.comparison
    told = {"site_name": comparison.title, "site_description": comparison.summary,
            "copyright": comparison.disclaimer.short if comparison.disclaimer else ""}
    return {key: escape(text) for key, text in told.items()}


def _around(say: Messages) -> dict[str, object]:
    words = {key: escape(text) for key, text in say.group("theme").items()}
    return {"name": escape(say("language.name")), "direction": say("language.direction"), "choose": escape(say("language.choose")),
            "words": words, "folder": "", "section": ""}


def _section(project: Project) -> str:
    """Return the title of the menu's section that holds the pages of a translation."""
    return escape(project.say("language.name")) if project.original else ""


def of_theme(uri: str, data: bytes, project: Project, features: Iterable[str] = ()) -> bytes | None:
    """Return a file of the theme as the project's site, with these features of the theme's, serves it, or None for one that no
    page asks for.
    """
    return _of_theme(uri, data, features, any(one.say("language.direction") == "rtl" for one in (project, *project.translations)))


def _of_theme(uri: str, data: bytes, features: Iterable[str], mirrored: bool) -> bytes | None:
    scripted = theme.is_scripted(features)
    return theme.lighter(uri, data, scripted, mirrored) if theme.is_served(uri, scripted) else None


def finished(site: Path, features: Iterable[str] = ()) -> Iterator[tuple[str, bytes | None]]:
    """Yield what is left to do to a built site: places of files, each with what it has to hold, or None where it has to go.

    These are the theme's files where the site generator did not ask `of_theme`, and what `closing` does. Each has to be carried
    out before the next is asked for.
    """
    mirrored = any(b'dir="rtl"' in page.read_bytes() for page in site.rglob("*.html"))
    for file in sorted(site.rglob("*")):
        uri = file.relative_to(site).as_posix()
        if not file.is_file():
            continue
        held = file.read_bytes()
        data = _of_theme(uri, held, features, mirrored)
        if data != held:
            yield uri, data
    yield from closing(site)


def closing(site: Path, kept: bytes | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield what is made of a built site: places of files, each with what it has to hold, to be carried out in turn.

    These are the search index and the modules, made light, and the copy of the site. While a site is edited nobody takes it along or
    counts its bytes: a copy that was `kept` from before does then, and modules stay legible.
    """
    # A site may do without a search.
    if (index := site / INDEX).exists():
        named = _FOLDERS.search((site / "index.html").read_text(encoding="utf-8"))
        for folder, text in theme.light_indexes(index.read_text(encoding="utf-8"), named[1].split() if named else ()).items():
            yield f"search/{folder.rstrip('/')}.json" if folder else INDEX, text.encode("utf-8")
    if kept is None:
        # Each opens with a comment. One without has been made light before, and would get other short names now.
        own = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.mjs")) if file.read_bytes().startswith(b"/"))
        yield from packages.minified(site, own).items()
    yield COPY, kept or copy_of(site)


def fill(text: str, uri: str, project: Project, made: tuple[Output, ...], directory_urls: bool = True) -> str:
    """Return the Markdown of a page; in a hand-written one, with the long disclaimer and the way to the copy of the site in the
    places that it marks, and with the first use of each term linked to the glossary.
    """
    if any(output.uri == uri for output in made):
        return text
    disclaimer = project.comparison.disclaimer
    text = text.replace(DISCLAIMER, plain(disclaimer.long) if disclaimer else "")
    if TAKE in text:
        text = text.replace(TAKE, Renderer(project, directory_urls).page(uri, "take.html.j2").text)
    glossary = posixpath.relpath(GLOSSARY, posixpath.dirname(uri) or ".")
    return link_terms_in_markdown(text, project.comparison.terms, lambda term: f"{glossary}#{term.id}", plain)


def apart(text: str) -> tuple[str, str]:
    """Return a page with ASIDE in the place of its questions, and the questions, or nothing where it has none.

    They are most of a quiz's page. A site generator that gets them once all else is done need not read them.
    """
    found = _QUESTIONS.search(text)
    return (f"{text[:found.start(2)]}{ASIDE}{text[found.end():]}", found[2]) if found else (text, "")


def expand(nav: Iterable[object], project: Project, made: tuple[Output, ...]) -> list[object]:
    """Return a navigation in which a folder, such as "roles/", stands for the generated pages in it, in order.

    By itself in a list, a folder stands for its pages right there. One without pages goes, and with it the entry that
    held nothing else. A title such as "nav.topics" is that message. The pages of translations follow, a section each, in
    the same order and under the same titles.
    """
    parts = _expanded(nav, project.say, {output.uri: output.uri for output in made if output.is_page and output.is_listed}, by_hand=True)
    for translation in project.translations:
        own = {output.uri.removeprefix(translation.folder): output.uri for output in made
               if output.is_page and output.uri.startswith(translation.folder)}
        parts.append({translation.say("language.name"): _expanded(nav, translation.say, own, by_hand=False)})
    return parts


def _expanded(nav: Iterable[object], say: Messages, pages: Mapping[str, str], by_hand: bool) -> list[object]:
    """Return a navigation with the generated `pages`, given by their names in it, and with those made by hand or without."""
    def entries(values: Iterable[object]) -> list[object]:
        parts: list[object] = []
        for child in values:
            part = entry(child)
            parts += part if isinstance(child, str) and isinstance(part, list) else [part] if part else []
        return parts

    def entry(value: object) -> object:
        if isinstance(value, dict):
            return {say(title) if str(title).startswith("nav.") else title: part for title, child in value.items() if (part := entry(child))}
        if isinstance(value, list):
            return entries(value)
        if isinstance(value, str) and value.endswith("/"):
            return [uri for name, uri in pages.items() if name.startswith(value)]
        return pages.get(value, value if by_hand else None) if isinstance(value, str) else value

    return entries(nav)


def _collisions(made: Iterable[str], hand_written: list[str]) -> list[Problem]:
    places = {destination(uri): uri for uri in made}
    return [
        Problem(f"{DOCS}/{uri}", 1, 1, "page-taken", f"this file would take the place of the generated "
                                                     f"'{places[destination(uri)]}'; rename or delete it")
        for uri in hand_written if destination(uri) in places
    ]
