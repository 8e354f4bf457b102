"""Links from words to the glossary: a page's HTML and the terms in, the page with each term's first use linked out.

Markdown's own abbreviations cannot serve: nearly all of these pages is HTML, which Markdown leaves as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from .model import Term

# A tag, or the text up to the next one. Templates escape their texts, so a "<" always starts a tag.
_PIECE = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
# In these a link would be lost, be a link in a link, or disturb a control.
_LEFT_ALONE = {"a", "summary", "caption", "th", "dt", "label", "legend", "select", "option", "button", "script", "style", "svg",
               "h1", "h2", "h3", "h4", "h5", "h6", "form"}
_LINK = Markup('<a class="cmp-term" href="{}" title="{}">{}</a>')
_VOID = {"br", "input", "link", "img", "hr"}


def link_terms(text: str, terms: tuple[Term, ...], address: Callable[[Term], str]) -> str:
    """Return a generated page with the first use of each term linked to `address(term)`, its meaning as the tooltip.

    What stands outside of HTML, the front matter and Markdown's headings, stays as it is.
    """
    if not terms:
        return text
    # As they stand in the page: escaped.
    left = {str(escape(_name(term))).lower(): term for term in terms}
    # The longest first, so that a term within a longer one does not take its place.
    names = "|".join(re.escape(name) for name in sorted(left, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
    open_tags: list[str] = []

    def linked(found: re.Match[str]) -> str:
        term = left.pop(found.group().lower(), None)
        if term is None:
            return found.group()
        return _LINK.format(address(term), term.meaning, Markup(found.group()))

    def piece(found: re.Match[str]) -> str:
        part = found.group()
        if part.startswith("<"):
            name = _NAME.match(part)
            if name and name[1] not in _VOID and not part.endswith("/>"):
                if part.startswith("</"):
                    if name[1] in open_tags:
                        del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name[1]):]
                else:
                    open_tags.append(name[1])
            return part
        return pattern.sub(linked, part) if open_tags and not _LEFT_ALONE & set(open_tags) else part

    return _PIECE.sub(piece, text)


def _name(term: Term) -> str:
    """Return the words to look for: the term without what stands in brackets behind it."""
    return re.sub(r"\s*\([^)]*\)$", "", term.term)
