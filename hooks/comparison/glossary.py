"""Links from words to the glossary: a page and the terms in, the page with each term's first use linked out.

Markdown's own abbreviations cannot serve: nearly all of the generated pages is HTML, which Markdown leaves as it is, and
they would mark every use, with a tooltip that no keyboard reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from .model import Term

# A tag, or the text up to the next one. Templates escape their texts, so a "<" always starts a tag.
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)?(?:[^>]*?(/?))>|[^<]+")
# In these a link would be lost, be a link in a link, or disturb a control; in a question (`legend`, `label`) its tooltip
# could give the answer away.
_LEFT_ALONE = {"a", "summary", "caption", "th", "dt", "label", "legend", "select", "option", "button", "script", "style", "svg",
               "h1", "h2", "h3", "h4", "h5", "h6"}
_LINK = Markup('<a class="cmp-term" href="{}" title="{}">{}</a>')
_PLAIN_LINK = Markup('<a class="cmp-term" href="{}">{}</a>')
# What in a hand-written page is no running text: front matter, fences, headings, code, links, tags and comments.
_APART = re.compile(r"\A---\n.*?\n---\n|^```.*?^```|^#.*?$|`[^`]*`"
                    # A link may have an image in it, and an address brackets. No sign is tried twice, however many are open.
                    r"|!?\[(?:!\[[^\[\]]*\]\([^()]*\)|[^\[\]])*+\]\((?:[^()]|\([^()]*\))*+\)|<[^<>]*>", re.DOTALL | re.MULTILINE)
_VOID = {"br", "input", "link", "img", "hr"}


# While a site is served, most pages stay as they were at the last build.
@lru_cache(maxsize=1000)
def link_terms(text: str, terms: tuple[Term, ...], glossary: str, told: bool = True) -> str:
    """Return a generated page with the first use of each term linked to its place on the page with the address `glossary`.

    If `told`, its meaning is the tooltip. What stands outside of HTML, the front matter and Markdown's headings, stays as it is.
    """
    if not terms:
        return text
    link = _Linker(terms, lambda term, word: (_LINK.format(f"{glossary}#{term.id}", term.meaning, Markup(word)) if told
                                              else _PLAIN_LINK.format(f"{glossary}#{term.id}", Markup(word))))
    open_tags: list[str] = []
    # How many of the open tags are to be left alone with all that is in them.
    left_alone = 0
    parts = []
    for found in _PIECE.finditer(text):
        part, start, name, end = found.group(0, 1, 2, 3)
        if not name:
            parts.append(link(part) if open_tags and not left_alone and not part.startswith("<") else part)
            continue
        if name not in _VOID and not end:
            if not start:
                open_tags.append(name)
                left_alone += name in _LEFT_ALONE
            elif name in open_tags:
                while True:
                    closed = open_tags.pop()
                    left_alone -= closed in _LEFT_ALONE
                    if closed == name:
                        break
        parts.append(part)
    return "".join(parts)


def link_terms_in_markdown(text: str, terms: tuple[Term, ...], address: Callable[[Term], str],
                           plain: Callable[[str], str]) -> str:
    """Return a hand-written page with the first use of each term linked as above, in Markdown.

    `plain` gives text as Markdown that shows just that text.
    """
    if not terms:
        return text
    link = _Linker(terms, lambda term, word: f'[{word}]({address(term)} "{plain(term.meaning)}"){{ .cmp-term }}')
    done, parts = 0, []
    for apart in _APART.finditer(text):
        parts += [link(text[done:apart.start()]), apart.group()]
        done = apart.end()
    return "".join([*parts, link(text[done:])])


def terms_in(text: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the terms that a plain text uses, in the order of the glossary."""
    if not terms:
        return ()
    find = _Linker(terms, lambda term, word: word)
    find(str(escape(text)))
    return tuple(term for term in terms if term.id in find.linked)


class _Linker:
    """Links words of texts that are given to it one after the other: of each term the first."""

    def __init__(self, terms: tuple[Term, ...], made: Callable[[Term, str], str]):
        self.made = made
        self.linked: set[str] = set()
        # As they stand in the page: escaped. A phrase in which the word means something else is found and left alone.
        self.terms: dict[str, Term | None] = {
            **{folded: term for term in terms for folded in _folded((_name(term), *term.also))},
            **{folded: None for term in terms for folded in _folded(term.not_in)}}
        # The longest first, so that a term within a longer one does not take its place.
        names = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in sorted(self.terms, key=len, reverse=True))
        self.pattern = re.compile(rf"(?<![\w-])({names})(s?)(?![\w-])", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        return self.pattern.sub(self._link, text)

    def _link(self, found: re.Match[str]) -> str:
        term = self.terms[" ".join(found[1].lower().split())]
        if term is None or term.id in self.linked:
            return found.group()
        self.linked.add(term.id)
        return self.made(term, found.group())


def _folded(names: Iterable[str]) -> list[str]:
    return [str(escape(name)).lower() for name in names]


def _name(term: Term) -> str:
    """Return the words to look for: the term without what stands in brackets behind it."""
    return re.sub(r"\s*\([^()]*\)$", "", term.term)
