"""The pages: a project in, the Markdown files of its generated pages out, with HTML where Markdown has no word for it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from . import bank_index, lint, reading, rows
from .exchange import Exporter
from .exporters import FORMATS, TEXT_FORMATS
from .figure import figure
from .messages import Messages
from .output import Output
from .project import Project, version_of
from .quizzes import shares
from .render import (ARTICLE, ASSIGN, FITS, GLOSSARY, HOME, INSTRUCTORS, LINT_REPORT, PRACTICE, PROGRESS, QUIZZES, RESEARCH, RESULTS,
                     SAFETY, SET, SIDE_BY_SIDE, SOURCES, Renderer, aspect_uri, item_uri, place_of, quiz_uri, role_uri)
from .watching import Watch, unwatched


def pages(project: Project, directory_urls: bool, formats: tuple[Exporter, ...], sizes: Mapping[str, int],
          watch: Watch = unwatched) -> Iterator[Output]:
    """Yield every generated page: home, table, article, one a role, one an aspect, the quizzes, and those of the context.

    `directory_urls` tells how the site generator names pages: "page/" or "page.html". Links in raw HTML hang on it.
    `formats` are those in which quizzes are offered; `sizes` those of the files, in bytes, by where they are; `watch` shows how far
    it is.
    """
    comparison = project.comparison
    renderer = Renderer(project, directory_urls)
    yield from _comparison_pages(renderer, project, sizes)
    if project.quizzes:
        yield renderer.page(QUIZZES, "quizzes.md.j2")
    for quiz in watch("Writing the pages of quizzes", project.quizzes):
        yield renderer.page(quiz_uri(quiz.quiz.id), "quiz.md.j2", asked=quiz, brief=True)
    if project.quizzes:
        yield renderer.page(PROGRESS, "progress.md.j2", topic_names=bank_index.names(project)["topic_names"])
        yield renderer.page(ASSIGN, "assign.md.j2", formats=TEXT_FORMATS, **bank_index.names(project))
        # Shows what its link names; without one there is nothing to show, so it has no place in the navigation.
        yield replace(renderer.page(SET, "set.md.j2"), is_listed=False)
        for item in watch("Writing questions for sets", project.items):
            yield renderer.page(item_uri(item.id), "item-alone.html.j2", entry=item, seed=bank_index.SEED, brief=True)
        yield renderer.page(RESULTS, "results.md.j2")
        yield renderer.page(INSTRUCTORS, "instructors.md.j2", formats=formats, systems=_systems(project.say, formats), sizes=sizes,
                            topics=dict(bank_index.topic_names(project)), shares=shares, version_of=version_of)
        asked_in = {item.id: quiz.quiz.id for quiz in reversed(project.quizzes) for item in quiz.items}
        yield renderer.page(LINT_REPORT, "lint-report.md.j2", rules=lint.RULES, asked_in=asked_in,
                            of_words=[id for id in lint.RULES if not lint.holds(id, project.language)])
    if rows.needs(comparison):
        yield renderer.page(FITS, "which-fits.md.j2", easy=True)
    practice = [note for note in comparison.context if place_of(note) == PRACTICE]
    research = [note for note in comparison.context if place_of(note) == RESEARCH]
    for uri, shown in ((PRACTICE, practice), (RESEARCH, research), (SAFETY, comparison.safety),
                       (GLOSSARY, comparison.terms), (SOURCES, comparison.sources)):
        # A comparison that brings none of them gets no empty page.
        if shown:
            yield renderer.page(uri, posixpath.basename(uri) + ".j2", shown=shown, easy=uri == SAFETY)


def page_uris(project: Project) -> list[str]:
    """Return where the pages of a project and of its translations will be, which is known before any is made."""
    comparison = project.comparison
    own = [HOME, SIDE_BY_SIDE, ARTICLE, *(role_uri(role.id) for role in comparison.roles),
           *(aspect_uri(aspect.id) for aspect in comparison.aspects), *(quiz_uri(quiz.quiz.id) for quiz in project.quizzes)]
    if project.original:
        return [project.folder + uri for uri in own]
    if project.quizzes:
        own += [QUIZZES, PROGRESS, ASSIGN, SET, RESULTS, INSTRUCTORS, LINT_REPORT]
    places = {place_of(note) for note in comparison.context}
    context = {FITS: bool(rows.needs(comparison)), PRACTICE: PRACTICE in places, RESEARCH: RESEARCH in places,
               SAFETY: bool(comparison.safety), GLOSSARY: bool(comparison.terms), SOURCES: bool(comparison.sources)}
    own += [uri for uri, is_there in context.items() if is_there]
    return [*own, *(uri for translation in project.translations for uri in page_uris(translation))]


def translated_pages(project: Project, directory_urls: bool, family: tuple[Project, ...], sizes: Mapping[str, int]) -> Iterator[Output]:
    """Yield the pages of a translation: home, table, article, one a role, one an aspect, and the translated quizzes.

    `family` are its original and all translations of that; `sizes` as in `pages`, by where the files of the original are.
    """
    renderer = Renderer(project, directory_urls, family)
    yield from _comparison_pages(renderer, project, sizes)
    for quiz in project.quizzes:
        yield renderer.page(quiz_uri(quiz.quiz.id), "quiz.md.j2", asked=quiz, brief=True)


def _comparison_pages(renderer: Renderer, project: Project, sizes: Mapping[str, int]) -> Iterator[Output]:
    comparison = project.comparison
    # The plain words of notes lead to the full ones on pages that a translation has not.
    yield renderer.page(HOME, "home.md.j2", easy=not project.original)
    yield renderer.page(SIDE_BY_SIDE, "side-by-side.md.j2", figure=figure(comparison, project.say), downloads=FORMATS, sizes=sizes)
    behind = {claim.id: rows.cautioned(comparison, [claim]) for claim in comparison.claims}
    yield renderer.page(ARTICLE, "article.md.j2", sight=reading.in_sight(behind.items()))
    for role in comparison.roles:
        cells = {cell.fact.id: cell for aspect in comparison.aspects for key in ("stated", "denied")
                 for cell in rows.cells(comparison, aspect, role, key)}
        yield renderer.page(
            role_uri(role.id), "role.md.j2", role=role, standing=reading.standing(comparison, role),
            sight=reading.in_sight((id, cell.notes) for id, cell in cells.items()),
            questions=reading.questions(project, set(cells).issuperset))
    for aspect in comparison.aspects:
        lines = {fact.id: rows.row(comparison, fact) for fact in comparison.facts_of(aspect)}
        yield renderer.page(
            aspect_uri(aspect.id), "aspect.md.j2", aspect=aspect, lead=reading.leading(comparison, aspect),
            # The statements at the end are those behind the facts: their notes have been told by then.
            sight=reading.in_sight((*((id, line.notes) for id, line in lines.items()), *behind.items())),
            questions=reading.questions(project, set(lines).issuperset))


def _systems(say: Messages, formats: Iterable[Exporter]) -> dict[str, list[tuple[str, str]]]:
    """Return who takes files, each with the names of the formats it takes, best first, and what to do with each."""
    systems: dict[str, list[tuple[str, str]]] = {system: [] for system in say.group("export.system")}
    for exporter in formats:
        for system, steps in say.group(f"export.format.{exporter.name}.steps").items():
            systems[system].append((exporter.name, steps))
    return {system: taken for system, taken in systems.items() if taken}
