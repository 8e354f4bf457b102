"""The theme's own files, made light: which of them the site serves, its style sheets without what no page has, and its search
index without markup.

Material 9.8.1 brings source maps, word stemmers of thirty languages, the looks of every feature, and one script for all of
them. This site has none of most: scripts of its own do what its pages need, so Material's goes unless a feature is on that may
need it, and a style rule goes when each of its selectors asks for something in `UNUSED`. Where a page comes to need one (an admonition,
a highlighted listing), its entry has to go; a test compares the classes of all built pages with the list. A site built from a
staged folder keeps everything.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache

# Features that templates alone make, or scripts of our own; any other brings Material's script.
UNSCRIPTED = ("navigation.tabs", "navigation.footer", "toc.follow", "content.action.edit", "content.action.view")
# Classes of features that are off, and of parts that templates of our own stand for. A star stands for any ending.
UNUSED = (
    "admonition*", "abstract", "bug", "danger", "example", "failure", "info", "note", "question", "quote", "success", "tip",
    "warning", "arithmatex", "autorefs*", "critic", "doc*", "emojione", "gemoji", "twemoji", "footnote*", "giscus", "grid",
    "highlight*", "filename", "keys", "key-*", "linenodiv", "linenos", "mdx-*", "mermaid", "tabbed-*", "task-list*",
    "md-annotation*", "md-author*", "md-banner*", "md-clipboard*", "md-code__*", "md-consent*", "md-content--post",
    "md-draft", "md-feedback*", "md-header__option", "md-header__ellipsis", "md-header__source", "md-header__title*",
    "md-header__topic", "md-header--lifted", "md-input*", "md-meta*", "md-nav--integrated", "md-nav--lifted",
    "md-nav--primary", "md-nav__button", "md-nav__container", "md-nav__icon", "md-nav__item--*", "md-nav__source",
    "md-nav__toggle", "md-option", "md-pagination*", "md-path*", "md-pin", "md-post*", "md-profile*", "md-progress*",
    "md-search*", "md-select*", "md-sidebar--post", "md-social*", "md-source*", "md-status*", "md-tag*", "md-top*",
    "md-version*")
# Classes that only Material's script gives.
_BY_SCRIPT = ("md-header--shadow", "md-nav__link--*", "md-toggle--*", "md-tooltip*", "md-typeset__*")
# What else a selector may ask for in vain. The last adds a sign for sorting to tables whose roles are spelled out.
_ABSENT = re.compile(r"\[data-md-color-(?:primary|accent)=(?!custom)|\[data-md-toggle=search\]|\[for=__"
                     r"|\[role=columnheader\]")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# Rules of the sheets' own that hold pictures: a content security policy refuses those, and nothing shows them.
_PICTURE = re.compile(r"""url\((?:"data:[^"]*"|'data:[^']*'|data:[^)"']*)\)""")
_MAP = re.compile(rb"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\n?")


def is_scripted(features: Iterable[str]) -> bool:
    """Whether Material's script is needed for features of it that are on."""
    return not set(features) <= set(UNSCRIPTED)


def is_served(uri: str, scripted: bool = False) -> bool:
    """Whether a file of the theme has a use on the site."""
    left_out = ("assets/javascripts/lunr/", "assets/javascripts/workers/", *(() if scripted else ("assets/javascripts/bundle.",)))
    return not (uri.endswith(".map") or uri.startswith(left_out) or uri == "assets/images/favicon.png")


def lighter(uri: str, data: bytes, scripted: bool = False, mirrored: bool = False) -> bytes:
    """Return a served file of the theme as the site serves it; `mirrored` where pages are written from right to left."""
    if uri.startswith("assets/stylesheets/") and uri.endswith(".css"):
        return _light_sheet(data, UNUSED if scripted else UNUSED + _BY_SCRIPT, mirrored)
    if uri.startswith("assets/javascripts/") and uri.endswith(".js"):
        return _MAP.sub(b"\n", data)
    return data


# While a site is served, the theme stays the same.
@lru_cache
def _light_sheet(data: bytes, unused: tuple[str, ...], mirrored: bool) -> bytes:
    sheet = _PICTURE.sub("none", _MAP.sub(b"", data).decode("utf-8"))
    return "".join(_used(sheet, unused, mirrored)).encode("utf-8")


def light_indexes(text: str, folders: Iterable[str] = ()) -> dict[str, str]:
    """Return a search index as the site serves it: each section as its place, its title and its text, without markup.

    Sections in one of `folders`, which hold the pages of translations, come in an index of their own, by their folder; all others
    by "". A section without words of its own, under its page's title, is left out: Material's plugin makes one of a heading in a
    part that is none of the search's. An index that is light already stays as it is.
    """
    written = json.loads(text)["docs"]
    if not all(isinstance(section, dict) for section in written):
        return {"": text}
    sections = [(section["location"], _plain(section["title"]), _plain(section["text"])) for section in written]
    pages = {place: title for place, title, _ in sections if "#" not in place}
    told = [section for section in sections
            if "#" not in section[0] or section[2] or section[1] != pages.get(section[0].partition("#")[0])]
    parts: dict[str, list[tuple[str, str, str]]] = {"": [], **{folder: [] for folder in folders}}
    for section in told:
        parts[next((folder for folder in parts if folder and section[0].startswith(folder)), "")].append(section)
    return {folder: json.dumps({"docs": part}, ensure_ascii=False, separators=(",", ":")) for folder, part in parts.items()}


def _plain(marked: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", marked)).split())


def _used(sheet: str, unused: tuple[str, ...], mirrored: bool) -> Iterator[str]:
    for head, body in _rules(sheet):
        if body is None:
            yield head
        elif re.match(r"@(?:media|supports)", head):
            if inner := "".join(_used(body, unused, mirrored)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        elif kept := [selector for selector in _selectors(head) if _asked_for(selector, unused, mirrored)]:
            yield f"{','.join(kept)}{{{body}}}"


def is_unused(name: str, unused: tuple[str, ...] = UNUSED + _BY_SCRIPT) -> bool:
    """Whether rules for a class are left out."""
    return any(fnmatchcase(name, pattern) for pattern in unused)


def _asked_for(selector: str, unused: tuple[str, ...], mirrored: bool) -> bool:
    if _ABSENT.search(selector) or "[dir=rtl]" in selector and not mirrored:
        return False
    return not any(is_unused(name, unused) for name in _CLASS.findall(selector))


def _rules(sheet: str) -> Iterator[tuple[str, str | None]]:
    """Yield the rules of a minified sheet, each as its head and its body; a statement has no body."""
    start = opened = depth = 0
    quote = ""
    for place, sign in enumerate(sheet):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield sheet[start:opened], sheet[opened + 1:place]
                start = place + 1
        elif sign == ";" and depth == 0:
            yield sheet[start:place + 1], None
            start = place + 1


def _selectors(head: str) -> Iterator[str]:
    """Yield the selectors of a rule: commas in brackets part none."""
    start = depth = 0
    for place, sign in enumerate(head):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            yield head[start:place]
            start = place + 1
    yield head[start:]
