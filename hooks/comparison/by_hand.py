"""What lies in docs/: the folder in, the files in it and what keeps a site generator from reading them out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from .errors import Problem, SourceError
from .source import text_in

DOCS = "docs"
# Signs that no address can have: what stands for bytes that are not UTF-8, and what ends a line.
_SIGNS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def files(root: Path) -> tuple[list[str], list[Problem]]:
    """Return the files below docs/, by their places in it, as the site generator finds them, and the problems of them.

    It follows links to folders and passes over what is hidden, such as what an editor lays beside the file that is open. On what it
    cannot read it gives up with a traceback, or waits for ever.
    """
    folder = root / DOCS
    found: list[str] = []
    problems: list[Problem] = []
    for uri, problem in _walk(folder, (os.path.realpath(folder),)) if folder.is_dir() else ():
        if problem:
            problems.append(Problem(f"{DOCS}/{uri}", 1, 1, *problem))
        else:
            found.append(uri)
            if uri.endswith(".md"):
                problems += _not_text(folder / uri, root)
    return found, problems


def _walk(folder: Path, above: tuple[str, ...], lead: str = "") -> Iterator[tuple[str, tuple[str, str] | None]]:
    """Yield the place of each file, and the rule and text of the problem with it, if any; `above` are the folders that it lies in."""
    try:
        places = sorted(place for place in folder.iterdir() if not place.name.startswith("."))
    except OSError as error:
        yield lead.rstrip("/") or ".", ("unreadable-file", f"this folder cannot be read ({error.strerror}); let everyone read it, or take it out")
        return
    for place in places:
        uri, kind = lead + place.name, _kind(place)
        if _SIGNS.search(place.name):
            yield uri, ("wrong-file", "the name of this file holds a sign that no address can have; rename it")
        elif kind == "folder":
            real = os.path.realpath(place)
            if real in above or Path(above[-1]).is_relative_to(real):
                yield uri, ("unreadable-file", "this link leads to a folder that it lies in itself, so that there is no end to it; take it out")
            else:
                yield from _walk(place, (*above, real), f"{uri}/")
        elif kind != "file":
            what = "this link leads to no file" if place.is_symlink() else "this is neither a file nor a folder"
            yield uri, ("unreadable-file", f"{what}; put a file in its place, or take it out")
        elif not os.access(place, os.R_OK):
            yield uri, ("unreadable-file", "this file cannot be read (Permission denied); let everyone read it, or take it out")
        else:
            yield uri, None


def _kind(place: Path) -> str:
    try:
        return "folder" if place.is_dir() else "file" if place.is_file() else ""
    except OSError:
        # Who may not look into a folder may not ask what is in it either.
        return ""


def _not_text(page: Path, root: Path) -> list[Problem]:
    try:
        text_in(page, root)
    except SourceError as error:
        return [problem for problem in error.problems if problem.rule == "not-utf8"]
    return []
