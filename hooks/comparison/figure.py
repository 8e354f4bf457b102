"""The figure: a comparison and a layout in, the places of its marks and words out; a template draws them as SVG.

Each mark is a fact. Its column, its shape and its color say of whom the article states it: of one role alone, or of several.
Rows are aspects. No letter is measured here, since the fonts are the reader's: words get the room of a broad font.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from .messages import Messages
from .model import STATED, Comparison, Fact

# The width of a letter of a broad font, in parts of its size.
LETTER = 0.6
# The roles' shapes as the corners of polygons, in parts of a mark's radius; the first is a circle, which has none.
SHAPES: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((-.9, -.9), (.9, -.9), (.9, .9), (-.9, .9)),
    ((0, -1.25), (1.2, .85), (-1.2, .85)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((-.4, -1.2), (.4, -1.2), (.4, -.4), (1.2, -.4), (1.2, .4), (.4, .4), (.4, 1.2), (-.4, 1.2), (-.4, .4), (-1.2, .4), (-1.2, -.4), (-.4, -.4)),
)


@dataclass(frozen=True)
class Layout:
    """How a drawing is laid out. `side` is the room beside the columns for the names of aspects; without any, they stand above
    their marks. `title`, `heading` and `label` are sizes of letters, `title` 0 for a drawing that goes without.
    """

    width: int
    radius: float
    step: float
    heading: float
    label: float
    gap: float
    margin: float
    side: float = 0
    title: float = 0
    least: float = 0


# All lengths are in the units of the drawing, which is scaled to its place: a phone shows the page's at about its size.
PAGE = Layout(width=340, radius=4.5, step=13, heading=12, label=11.5, gap=8, margin=4)
# A slide's shape is 16 to 9, unless the aspects need more.
SLIDE = Layout(width=1600, radius=13, step=37, heading=32, label=29, gap=10, margin=60, side=440, title=54, least=900)


@dataclass(frozen=True)
class Column:
    """One column: its place, its heading in one line or in lines of one word, and how many facts stand in it."""

    x: float
    width: float
    words: tuple[str, ...]
    name: str
    index: int
    shared: bool
    count: int


@dataclass(frozen=True)
class Mark:
    """One fact's place, and the column it stands in."""

    fact: Fact
    x: float
    y: float
    column: Column


@dataclass(frozen=True)
class Band:
    """One aspect: its name, where the lines of its name stand, and its marks; it begins at `top`."""

    name: str
    lines: tuple[tuple[str, float, float], ...]
    marks: tuple[Mark, ...]
    top: float


@dataclass(frozen=True)
class Figure:
    """A drawing of `layout.width` by `height` units; `silent` counts the facts that the article states of nobody.

    `heading` is the size of the columns' headings, which have their lines at `word` units from each other below `head`.
    """

    layout: Layout
    height: float
    lines: tuple[tuple[str, float], ...]
    head: float
    heading: float
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    silent: int

    @property
    def word(self) -> float:
        """The distance of two lines of a heading."""
        return self.heading * 1.2

    def outline(self, index: int) -> str:
        """Return the path of a role's mark around the point 0, 0."""
        return outline(index, self.layout.radius)


def figure(comparison: Comparison, say: Messages, layout: Layout = PAGE) -> Figure:
    """Return the drawing of a comparison.

    With two roles the shared column stands between them, else after all of them.
    """
    columns = _columns(comparison, say, layout)
    lines, y = [], layout.margin if layout.title else 0.0
    if layout.title:
        for line in _wrapped(comparison.title, layout.width - 2 * layout.margin, layout.title):
            y += layout.title * 1.15
            lines.append((line, y))
        # Below the title stands a line of the label's size.
        y += layout.label * 1.6 + 3 * layout.gap
    head = y
    longest = max(len(word) for column in columns for word in column.words)
    heading = min(layout.heading, (columns[0].width - layout.gap / 2) / (longest * LETTER))
    # A shape of its own stands above the words of a slide's heading.
    y += heading * 1.2 * max(len(column.words) for column in columns) + (layout.step + 2 * layout.gap if layout.title else layout.heading * 1.2)
    below = layout.label * 1.4 + layout.margin if layout.title else layout.margin
    bands: tuple[Band, ...] = ()
    spare = 0.0
    for _ in (1, 2):
        # The first round measures, the second gives each aspect its share of what a slide has left.
        bands, bottom = _bands(comparison, columns, layout, y, spare)
        spare = max(0.0, layout.least - bottom - below) / len(comparison.aspects)
    silent = sum(_column(comparison, fact) is None for fact in comparison.facts)
    return Figure(layout, bottom + below, tuple(lines), head, heading, columns, bands, silent)


def outline(index: int, radius: float) -> str:
    """Return the path of the mark of the role at an index, around the point 0, 0."""
    corners = SHAPES[index]
    if not corners:
        return f"M{-radius} 0a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"
    return "M" + "L".join(f"{round(x * radius, 2)} {round(y * radius, 2)}" for x, y in corners) + "z"


def _bands(comparison: Comparison, columns: tuple[Column, ...], layout: Layout, y: float, spare: float) -> tuple[tuple[Band, ...], float]:
    bands = []
    for aspect in comparison.aspects:
        room = layout.side - layout.gap if layout.side else layout.width - 4 * layout.margin
        names = _wrapped(aspect.name, room, layout.label)
        named = len(names) * layout.label * 1.2
        places = []
        for column in columns:
            per_line = max(1, int((column.width - layout.step / 2) // layout.step))
            facts = [fact for fact in comparison.facts_of(aspect) if _column(comparison, fact) == column.index]
            places += [(fact, column, place % per_line, place // per_line) for place, fact in enumerate(facts)]
        rows = max((row for *_, row in places), default=0) + 1
        if layout.side:
            deep = max(named, rows * layout.step) + layout.gap + spare
            first_mark = y + (deep - rows * layout.step) / 2 + layout.step / 2
            first_name = y + (deep - named) / 2 + layout.label * .95
        else:
            deep = layout.gap + named + rows * layout.step
            first_mark, first_name = y + layout.gap + named + layout.step / 2, y + layout.gap + layout.label * .7
        # Above their marks, names begin where these do.
        left = layout.margin if layout.side else round(layout.step * .75 - layout.radius, 1)
        lines = tuple((name, left, round(first_name + layout.label * 1.2 * place, 1))
                      for place, name in enumerate(names))
        marks = tuple(Mark(fact, round(column.x + layout.step * (across + .75), 1), round(first_mark + layout.step * down, 1), column)
                      for fact, column, across, down in places)
        bands.append(Band(aspect.name, lines, marks, round(y, 1)))
        y += deep
    return tuple(bands), y


def _columns(comparison: Comparison, say: Messages, layout: Layout) -> tuple[Column, ...]:
    two = len(comparison.roles) == 2
    headings = [(index, say("figure.only", role=role.short)) for index, role in enumerate(comparison.roles)]
    shared = len(comparison.roles), say("figure.shared-two" if two else "figure.shared-many")
    headings.insert(1 if two else len(headings), shared)
    left = layout.margin + layout.side if layout.side else 0
    width = (layout.width - left - (layout.margin if layout.side else 0)) / len(headings)
    counts = [_column(comparison, fact) for fact in comparison.facts]
    fits = layout.title and all(len(name) * layout.heading * LETTER < width for _, name in headings)
    return tuple(
        Column(left + place * width, width, (name,) if fits else tuple(name.split()), name, index, index == shared[0], counts.count(index))
        for place, (index, name) in enumerate(headings)
    )


def _wrapped(text: str, room: float, size: float) -> list[str]:
    return textwrap.wrap(text, max(1, int(room / (size * LETTER))))


def _column(comparison: Comparison, fact: Fact) -> int | None:
    """Return the index of the only role a fact is stated of, the number of roles if of several, None if of nobody."""
    stated = [index for index, role in enumerate(comparison.roles) if fact.stances[role.id] == STATED]
    return None if not stated else stated[0] if len(stated) == 1 else len(comparison.roles)
