"""Addresses that pages once had: docs/moved.yml in, a page at each that leads to where it went, out.

The file is a mapping of former sources of pages to those of today; without one nothing has moved:

    roles/old-name.md: roles/new-name.md

A page that stays at an old address needs no script: it sends browsers on at once, tells search engines where the page is, and
has a link. What stood behind a # in an address is lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .errors import Problem, SourceError
from .output import Output, destination
from .project import Project
from .render import Renderer
from .source import Source, read

FILE = "docs/moved.yml"
_OLD = re.compile(r"(?:[\w-]+/)*[\w-]+\.md")


def moved(root: Path, pages: Iterable[str], project: Project, directory_urls: bool) -> tuple[Output, ...]:
    """Return the pages at former addresses; `pages` are the sources of all that there are.

    Raises SourceError with every entry that names no page or takes the place of one.
    """
    if found := problems(root, pages):
        raise SourceError(found)
    if not (root / FILE).exists():
        return ()
    source = read(root / FILE, root)
    renderer = Renderer(project, directory_urls)
    return tuple(renderer.page(_place(old, directory_urls), "moved.html.j2", target=new) for old, new in source.data.items())


def problems(root: Path, pages: Iterable[str] | None = None) -> list[Problem]:
    """Return what is wrong with every entry; where the pages are not known yet, what keeps the file from being read."""
    if not (root / FILE).exists():
        return []
    try:
        source = read(root / FILE, root)
    except SourceError as error:
        return [*error.problems]
    return [] if pages is None else [*_problems(source, set(pages))]


def _problems(source: Source, known: set[str]) -> Iterable[Problem]:
    if not isinstance(source.data, dict):
        yield source.problem((), "expected-mapping", "expected a mapping of former pages to those of today, such as 'old.md: new.md'")
        return
    former: dict[str, str] = {}
    taken = {destination(page): page for page in known}
    for old, new in source.data.items():
        if not _OLD.fullmatch(old):
            yield source.problem((old,), "unknown-page", f"'{old}' is no place of a page; write it as a file below docs/ that ends in "
                                                         "'.md'", key=True)
        elif destination(old) in taken:
            yield source.problem((old,), "page-taken", f"'{old}' is the address of '{taken[destination(old)]}' today; take this entry "
                                                       "out", key=True)
        elif (first := former.setdefault(destination(old), old)) != old:
            yield source.problem((old,), "page-taken", f"'{old}' is the address of '{first}' above; take one of the two out", key=True)
        if not isinstance(new, str):
            yield source.problem((old,), "unknown-page", f"expected the place of a page, found {source.told((old,), new)}; name a page of today")
        elif new not in known:
            yield source.problem((old,), "unknown-page", f"there is no page '{new}' to lead to{source.guess(new, known)}; name a page of "
                                                         "today")


def _place(old: str, directory_urls: bool) -> str:
    return destination(old) if directory_urls else f"{old.removesuffix('.md')}.html"
