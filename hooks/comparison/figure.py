"""The figure: a comparison in, the places of its dots out; a template draws them as SVG.

Each dot is a fact. Its column says of whom the article states it: of one role alone, or of several. Rows are aspects.
"""

from __future__ import annotations

from dataclasses import dataclass

from .messages import Messages
from .model import STATED, Comparison, Fact

# All lengths are in the units of the drawing, which is scaled to the page: a phone shows them at about their size.
WIDTH, MARGIN, RADIUS, STEP = 340, 4, 4.5, 13
LABEL, GAP = 20, 8
WORD = 14


@dataclass(frozen=True)
class Column:
    """One column: its place, its heading in lines of one word, and how many facts stand in it."""

    x: float
    width: float
    words: tuple[str, ...]
    name: str
    index: int
    shared: bool
    count: int


@dataclass(frozen=True)
class Dot:
    """One fact's place, and the column it stands in."""

    fact: Fact
    x: float
    y: float
    column: Column


@dataclass(frozen=True)
class Band:
    """One aspect: its name, where the name stands, and its dots."""

    name: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing of `width` by `height` units; `silent` counts the facts that the article states of nobody."""

    width: float
    height: float
    head: float
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    silent: int


def figure(comparison: Comparison, say: Messages) -> Figure:
    """Return the drawing of a comparison.

    With two roles the shared column stands between them, else after all of them.
    """
    columns = _columns(comparison, say)
    head = WORD * max(len(column.words) for column in columns) + WORD
    bands, y = [], float(head)
    for aspect in comparison.aspects:
        top = y + LABEL + STEP / 2
        dots: list[Dot] = []
        for column in columns:
            per_line = max(1, int((column.width - STEP / 2) // STEP))
            facts = [fact for fact in comparison.facts_of(aspect) if _column(comparison, fact) == column.index]
            dots += [Dot(fact, column.x + STEP * (place % per_line + 0.75), top + STEP * (place // per_line), column)
                     for place, fact in enumerate(facts)]
        bands.append(Band(aspect.name, y + LABEL - 6, tuple(dots)))
        y = max((dot.y for dot in dots), default=top) + STEP / 2 + GAP
    silent = sum(_column(comparison, fact) is None for fact in comparison.facts)
    return Figure(WIDTH, y + MARGIN, head, columns, tuple(bands), silent)


def _columns(comparison: Comparison, say: Messages) -> tuple[Column, ...]:
    two = len(comparison.roles) == 2
    headings = [(index, say("figure.only", role=role.short)) for index, role in enumerate(comparison.roles)]
    shared = len(comparison.roles), say("figure.shared-two" if two else "figure.shared-many")
    headings.insert(1 if two else len(headings), shared)
    width = WIDTH / len(headings)
    counts = [_column(comparison, fact) for fact in comparison.facts]
    return tuple(
        Column(place * width, width, tuple(name.split()), name, index, index == shared[0], counts.count(index))
        for place, (index, name) in enumerate(headings)
    )


def _column(comparison: Comparison, fact: Fact) -> int | None:
    """Return the index of the only role a fact is stated of, the number of roles if of several, None if of nobody."""
    stated = [index for index, role in enumerate(comparison.roles) if fact.stances[role.id] == STATED]
    return None if not stated else stated[0] if len(stated) == 1 else len(comparison.roles)
