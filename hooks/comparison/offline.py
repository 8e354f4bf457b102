"""The site to take along: a folder with a built site in, one zip out, whose pages work opened from a disk, without a network.

From a disk browsers load no modules, fetch no file and show a folder as a list. So in the copy

- each page's modules are one classic script, made by esbuild from the same sources;
- what pages fetch stands in scripts, `held.js` in its folder, that `docs/assets/offline/files.js` reads in the place of `fetch`;
- links lead to files by their whole names.

The copy is made of what was built, whichever site generator built it and whichever addresses it uses. What a page holds for
one of the two alone is marked: `data-web-only`, `data-copy-only`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath

from . import bank_index
from .archive import packed
from .packages import bundled
from .render import COPY, SET_FILES, SHARED, item_uri, pieces_uri

# Stands in the place of `fetch`, so it comes before all other scripts of a page.
FILES = "assets/offline/files.js"
HELD = "held.js"
# How modules are told their own address there.
ADDRESS = "copyAddress"
# The first are written by MkDocs and ProperDocs, and by the hook for translations; the second by Zensical.
_INDEXES = ("search/*.json", "search.json")
_FETCHED = (*_INDEXES, bank_index.URI, bank_index.CODES, SET_FILES, item_uri("*"), pieces_uri("*"))
# What speaks to servers and search engines, or is made for LMS packages alone; modules go into the scripts made of them.
_LEFT_OUT = ("404.html", "_headers", "robots.txt", "sitemap.xml*", f"{SHARED}/*", "assets/scorm/*", "*.mjs", COPY)

_ADDRESS = re.compile(r'((?:href="|data-[\w-]+="|content="0; url=))([^"#\s:]*[./])((?:#[^"]*)?")')
_MODULE = re.compile(r'<script type="module" src="([^"]+)"></script>')
_GENERATOR = re.compile(r'<meta name="generator"[^>]*>\n?')
_WEB_ONLY = re.compile(r"<p data-web-only>.*?</p>\n?", re.DOTALL)


def copy_of(site: Path) -> bytes:
    """Return the zip: everything in one folder of the zip's name, and nothing that tells when or by which generator."""
    built = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*")) if file.is_file()}
    built = {place: file for place, file in built.items() if not any(fnmatchcase(place, pattern) for pattern in _LEFT_OUT)}
    pages = frozenset(place for place in built if place.endswith(".html"))
    modules = sorted({_resolved(place, address) for place in pages for address in _MODULE.findall(built[place].read_text(encoding="utf-8"))})
    # A site may be large. What goes in is read as the zip takes it, a file at a time.
    files: dict[str, Callable[[], Iterable[bytes]]] = {}
    fetched: dict[str, list[str]] = {}
    for place, file in built.items():
        if place in pages:
            files[place] = partial(_page, place, file, pages)
        elif any(fnmatchcase(place, pattern) for pattern in _FETCHED):
            fetched.setdefault(posixpath.dirname(place), []).append(place)
        else:
            files[place] = partial(_as_it_is, file)
    for folder, places in fetched.items():
        files[posixpath.join(folder, HELD)] = partial(_held, {place: built[place] for place in places}, pages)
    for place, script in bundled(site, modules, {"import.meta.url": ADDRESS}).items():
        files[place] = partial(iter, [script])
    name = PurePosixPath(COPY).stem
    return packed((f"{name}/{place}", files[place]()) for place in sorted(files))


def _held(files: Mapping[str, Path], pages: Collection[str]) -> Iterator[bytes]:
    """Yield the script that holds the files of a folder which pages fetch, by their names; it is the largest file there is."""
    told = partial(json.dumps, ensure_ascii=False)
    yield b"copyHolds({"
    for index, (place, file) in enumerate(files.items()):
        text = _text(place, file.read_text(encoding="utf-8"), pages)
        yield f"{', ' if index else ''}{told(posixpath.basename(place))}: {told(text)}".encode()
    yield b"});\n"


def _as_it_is(file: Path) -> Iterator[bytes]:
    yield file.read_bytes()


def _page(here: str, file: Path, pages: Collection[str]) -> Iterator[bytes]:
    text = _WEB_ONLY.sub("", _GENERATOR.sub("", file.read_text(encoding="utf-8"))).replace(" data-copy-only hidden", " data-copy-only")
    first = _MODULE.search(text)
    if first:
        address = posixpath.relpath(FILES, posixpath.dirname(here) or ".")
        text = f'{text[:first.start()]}<script src="{address}"></script>\n{text[first.start():]}'
    text = _MODULE.sub(lambda module: f'<script defer src="{module[1].removesuffix(".mjs")}.js"></script>', text)
    yield _linked(here, text, pages).encode("utf-8")


def _text(here: str, text: str, pages: Collection[str]) -> str:
    """Return a file that pages fetch as the copy holds it."""
    if not any(fnmatchcase(here, pattern) for pattern in _INDEXES):
        return _linked(here, text, pages) if here.endswith(".txt") else text
    index = json.loads(text)
    for entry in index["docs"] if "docs" in index else index["items"]:
        # Of an index that was made light, each section is a list that begins with its place.
        where = 0 if isinstance(entry, list) else "location"
        page, mark, part = entry[where].partition("#")
        entry[where] = f"{_whole('', page or './', pages)}{mark}{part}"
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _linked(here: str, text: str, pages: Collection[str]) -> str:
    return _ADDRESS.sub(lambda found: f"{found[1]}{_whole(here, found[2], pages)}{found[3]}", text)


def _whole(here: str, address: str, pages: Collection[str]) -> str:
    """Return an address that leads to a page by its folder with the name of the file; any other as it is.

    Scripts fill in addresses with a place for an id in braces.
    """
    place = posixpath.normpath(posixpath.join(_resolved(here, address), "index.html"))
    if place in pages or "{" in place and any(fnmatchcase(page, re.sub(r"\{\w+\}", "*", place)) for page in pages):
        return f"{address.rstrip('/')}/index.html"
    return address


def _resolved(here: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), address))
