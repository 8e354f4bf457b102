"""The pictures that stand for pages where others link to them: pages in, a PNG for each out, 1200 by 630.

Each shows the site's name, what the page is called and says of itself, and how many facts the article states of whom: all facts,
or those of the page's topic or role. The typesetter draws them, with the fonts that it brings: no picture depends on a machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from itertools import chain

from .drawing import INKS
from .figure import Figure, figure
from .model import STATED, Fact
from .output import Output
from .project import Project
from .render import TOOLS, aspect_uri, front_of, headed, picture_uri, role_uri
from .typesetting import AT_ONCE, drawn


@dataclass(frozen=True)
class Column:
    """How many facts the article states of one role alone, or of several."""

    name: str
    color: str
    count: int


def named(pages: Iterable[Output], project: Project) -> Iterator[Output]:
    """Yield pages, each of which names its picture in its front matter, with words for who does not see it."""
    drawing = figure(project.comparison, project.say)
    for page in pages:
        if not _has_picture(page):
            yield page
            continue
        counted = (project.say("figure.summary", column=column.name, count=column.count) for column in columns(page.uri, project, drawing))
        words = [unescape(front_of(page)["title"]), *counted]
        yield replace(page, content=headed(page, {"image": picture_uri(page.uri), "image_alt": ". ".join(words) + "."}))


def pictures(pages: Iterable[Output], project: Project) -> Iterator[Output]:
    """Yield the pictures that pages of a project and of its translations name, drawn in one go."""
    drawings = {one.folder: figure(one.comparison, one.say) for one in (project, *project.translations)}
    cards = {}
    for page in pages:
        if _has_picture(page):
            own = _in_language_of(page, project)
            cards[page.uri] = _card(page, own, drawings[own.folder])
    told = [json.dumps(card) for card in cards.values()]
    for uri, data in zip(cards, _drawn(told), strict=True):
        yield Output(picture_uri(uri), data)


def _in_language_of(page: Output, project: Project) -> Project:
    """Return the translation that a page belongs to, or else the project itself."""
    return next((one for one in project.translations if page.uri.startswith(one.folder)), project)


def _has_picture(page: Output) -> bool:
    return page.is_page and page.uri not in TOOLS


def _card(page: Output, project: Project, drawing: Figure) -> dict[str, object]:
    told = {key: unescape(text) for key, text in front_of(page).items()}
    site = project.comparison.title
    return {"site": site if site != told["title"] else "", "title": told["title"], "told": told["description"],
            "columns": [vars(column) for column in columns(page.uri, project, drawing)]}


# So many pictures are drawn in one go: each go has to begin anew, and takes the more room the more it draws.
_SHEET = 32
# The pictures of the last site. While it is served, an edit changes few of them.
_known: dict[str, bytes] = {}


def _drawn(cards: list[str]) -> list[bytes]:
    """Return the pictures of cards; those that are not known yet are drawn, a sheet of them at a time."""
    new = [card for card in dict.fromkeys(cards) if card not in _known]
    sheets = [{"cards": [json.loads(card) for card in new[start:start + _SHEET]]} for start in range(0, len(new), _SHEET)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = dict(zip(new, chain.from_iterable(pool.map(partial(drawn, "share"), sheets)), strict=True))
    pictures = {card: made.get(card) or _known[card] for card in cards}
    _known.clear()
    _known.update(pictures)
    return [pictures[card] for card in cards]


def columns(uri: str, project: Project, drawing: Figure) -> tuple[Column, ...]:
    """Return what a page's picture counts, without what comes to nothing; `drawing` is the figure of all facts."""
    comparison = project.comparison
    scopes = {aspect_uri(aspect.id): lambda fact, id=aspect.id: fact.aspect == id for aspect in comparison.aspects}
    scopes |= {role_uri(role.id): lambda fact, id=role.id: fact.stances[id] == STATED for role in comparison.roles}
    counts = scopes.get(uri.removeprefix(project.folder), _every)
    marks = [mark for band in drawing.bands for mark in band.marks if counts(mark.fact)]
    every = (Column(column.name, INKS[-1 if column.shared else column.index], sum(mark.column == column for mark in marks))
             for column in drawing.columns)
    return tuple(column for column in every if column.count)


def _every(fact: Fact) -> bool:
    return True
