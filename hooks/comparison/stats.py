"""How much of a comparison is covered, and how it reads: a project in, tables of counts and a text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from .errors import listed
from .items import Item
from .lint.words import grade
from .model import FLAGS
from .project import Project
from .quizzes import areas_of


@dataclass(frozen=True)
class Table:
    """Counts under a heading: each row has a name and a number for each column."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def tables(project: Project) -> tuple[Table, ...]:
    """Return what there is: parts, flags, and the items by kind, topic, fact's aspect and examination area.

    An item is counted once for each examination area that it touches. "Asked" are those in at least one quiz.
    """
    c = project.comparison
    asked = {item.id: item for quiz in project.quizzes for item in quiz.items}
    facts = {id for item in asked.values() for id in item.facts}
    reached = {id for fact in c.facts if fact.id in facts for id in fact.claims}
    cited = {id for item in asked.values() for id in item.cites}
    notes = c.notes
    parts = Table("Covered", ("there are", "asked about"), (
        ("claims", (len(c.claims), len(reached))),
        ("facts", (len(c.facts), len(facts))),
        ("notes and safety notes", (len(notes), len([note for note in notes if note.id in cited]))),
        ("glossary entries", (len(c.terms), len([term for term in c.terms if term.id in cited])))))
    flagged = Table("Claims by flag", ("claims", "with a note"), tuple(
        (flag, (len(under), len([claim for claim in under if claim.context])))
        for flag in FLAGS if (under := [claim for claim in c.claims if flag in claim.flags])))
    kinds = dict.fromkeys(item.kind for item in project.items)
    topics = dict.fromkeys((*(aspect.id for aspect in c.aspects), *(item.topic for item in project.items)))
    areas = [area.id for area in c.exam.areas] if c.exam else []
    by_area = _items("Questions by examination area", areas, project.items, asked, lambda item: areas_of(item, c))
    return (parts, flagged,
            _items("Questions by kind", kinds, project.items, asked, lambda item: (item.kind,)),
            _items("Questions by aspect or other topic", topics, project.items, asked, lambda item: (item.topic,)),
            *([by_area] if areas else []))


def _items(heading: str, names: Iterable[str], items: Sequence[Item], asked: Collection[str],
           groups: Callable[[Item], Iterable[str]]) -> Table:
    every = Counter(name for item in items for name in groups(item))
    used = Counter(name for item in items if item.id in asked for name in groups(item))
    return Table(heading, ("there are", "asked"), tuple((name, (every[name], used[name])) for name in names))


def bare_flags(project: Project) -> tuple[str, ...]:
    """Return the ids of the claims whose flag asks for a note that says why, and that name none."""
    return tuple(claim.id for claim in project.comparison.claims if claim.cautions and not claim.context)


def grades(project: Project) -> tuple[tuple[str, float], ...]:
    """Return the reading grade, after Flesch and Kincaid, of what readers meet most: the name of each and its grade.

    Texts that end without a full stop count as a sentence each.
    """
    c = project.comparison
    asked = {item.id: item for quiz in project.quizzes for item in quiz.items}.values()
    told = {"claims": [claim.says for claim in c.claims],
            "notes": [note.plain or note.says for note in c.notes],
            "questions asked": [item.stem for item in asked],
            "reasons": list(dict.fromkeys(text for item in asked for part in item.parts
                                          for text in (part.rationale, *(option.rationale for option in part.options)) if text))}
    return tuple((name, grade("\n".join(texts))) for name, texts in told.items() if texts)


def text(project: Project) -> str:
    """Return all of it as a text for a terminal."""
    lines = [project.comparison.title]
    for table in tables(project):
        width = max([len(table.heading), *(len(name) + 2 for name, _ in table.rows)])
        lines += ["", f"{table.heading:<{width}}" + "".join(f"  {column:>12}" for column in table.columns)]
        lines += [f"{'  ' + name:<{width}}" + "".join(f"  {number:>12}" for number in numbers) for name, numbers in table.rows]
    excused = [fact.id for fact in project.comparison.facts if fact.not_examinable]
    bare = bare_flags(project)
    lines += ["", f"Facts marked not_examinable: {listed(excused, 40) or 'none'}",
              f"Claims with a flag, but without a note that says why: {listed(bare, 40) or 'none'}",
              "", "Reading grade (US school years)"]
    lines += [f"  {name:<18}{level:>5.1f}" for name, level in grades(project)]
    lines += ["  Flesch-Kincaid: 0.39 x words a sentence + 11.8 x syllables a word - 15.59, for English.",
              "  Syllables are counted by rule, so take it as a rough guide."]
    return "\n".join(lines)
