"""The figure as files for slides: a project in, an SVG and a PNG out, the same bytes anywhere.

The SVG has its words as text, to be edited and to be read aloud, in whatever serif font stands by. The PNG is drawn from it by typst
0.15, with the fonts that typst brings (Libertinus Serif) and none of the machine's; they hold Latin, Greek and Cyrillic letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import typst

from .figure import SLIDE, figure
from .output import Output
from .project import Project
from .render import FIGURE_PNG, FIGURE_SVG, macros
from .typesetting import forget

# The colors of the light scheme in docs/assets/site.css: one a role, then what roles share, ink, quiet ink and lines. A test
# compares them with that file.
INKS = ("#0e6c7a", "#b4430c", "#2f25a0", "#4f1336", "#1a2f06", "#4a5258")
INK, QUIET, LINE = "#1f2a33", "#4f575c", "#dcd8cd"
# The width of the picture, in pixels.
PIXELS = 1920


def drawings(project: Project) -> Iterator[Output]:
    """Yield the figure's files."""
    drawn = figure(project.comparison, project.say, SLIDE)
    template = macros("figure.svg.j2", c=project.comparison, say=project.say)
    svg = str(template.slide(drawn, INKS, INK, QUIET, LINE)).strip() + "\n"
    yield Output(FIGURE_SVG, svg)
    yield Output(FIGURE_PNG, _png(svg, drawn.height))


@cache
def _png(svg: str, height: float) -> bytes:
    page = f'#set page(width: {SLIDE.width}pt, height: {height}pt, margin: 0pt)\n#image("figure.svg", width: 100%)\n'
    # typst's own types do not tell that it takes files by name.
    made: bytes = typst.compile(  # type: ignore[call-overload]
        {"main": page.encode(), "figure.svg": svg.encode("utf-8")}, format="png", ppi=72 * PIXELS / SLIDE.width,
        ignore_system_fonts=True)
    forget()
    return made
