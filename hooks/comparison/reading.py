"""What makes a page of a role or aspect read like one of a textbook: a comparison in, what to lead with and to ask in the end out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import rows
from .model import Aspect, Comparison, Note, Role, SafetyNote
from .project import Project

# How many questions a page offers to check oneself with.
ASKED = 3


def standing(comparison: Comparison, role: Role) -> dict[str, int]:
    """Return of how many facts the article takes each stance on a role, by the stance's key."""
    every = [rows.cell(comparison, fact, role).key for fact in comparison.facts]
    return {key: every.count(key) for key in ("stated", "denied", "silent")}


def leading(comparison: Comparison, aspect: Aspect) -> rows.Row | None:
    """Return the row that tells most of an aspect: the first on which the article states something of one role and denies it of
    another, else the first on which it states something of one and not of all, else the first on which it states anything.
    """
    lines = [rows.row(comparison, fact) for fact in comparison.facts_of(aspect)]
    said = [(line, {cell.key for cell in line.cells}) for line in lines]
    for wanted in ({"stated", "denied"}, {"stated", "silent"}, {"stated"}):
        for line, keys in said:
            if wanted <= keys:
                return line
    return None


def in_sight(groups: Iterable[tuple[str, Iterable[Note]]]) -> dict[str, tuple[Note, ...]]:
    """Return which notes stand in sight beside each statement of a page, by the statement's id; the rest is folded.

    These are the safety notes and the most telling other one, each where it first comes up: a page that says the same thing five
    times over is one that nobody reads.
    """
    told: set[str] = set()
    shown: dict[str, tuple[Note, ...]] = {}
    for id, notes in groups:
        every = tuple(notes)
        safety = [note for note in every if isinstance(note, SafetyNote)]
        fresh = [note for note in (*safety, *every[len(safety):][:1]) if note.id not in told]
        told |= {note.id for note in fresh}
        shown[id] = tuple(fresh)
    return shown


def questions(project: Project, fits: Callable[[frozenset[str]], bool]) -> tuple[tuple[str, str, str], ...]:
    """Return questions to check oneself with: of each the quiz that asks it, its id and its stem.

    `fits` is told the facts that a question rests on. Different kinds of question come first, in the order of the quizzes.
    """
    found: dict[str, tuple[str, str, str]] = {}
    kinds: dict[str, int] = {}
    ranked: list[tuple[int, int, str]] = []
    for asked in project.quizzes:
        for item in asked.items:
            if item.id not in found and item.facts and fits(frozenset(item.facts)):
                found[item.id] = (asked.quiz.id, item.id, item.stem)
                kinds[item.kind] = kinds.get(item.kind, 0) + 1
                ranked.append((kinds[item.kind], len(ranked), item.id))
    return tuple(found[id] for *_, id in sorted(ranked)[:ASKED])
