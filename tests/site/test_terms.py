"""Terms of the glossary: on every built page, hand-written or made, the first use in running text leads to the entry."""

from __future__ import annotations

import re

from support import html, text_of
from test_pages import data_of, main_of

# Titles of publications, and the glossary itself.
APART = {"context/glossary/index.html", "context/sources/index.html"}
# What heads or controls something is no running text; a question has no links that could give its answer away.
NO_RUNNING_TEXT = {"a", "summary", "caption", "th", "dt", "label", "legend", "select", "option", "button", "script", "style",
                   "svg", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


def runs(element, linked: bool = False):
    """Yield each text in an element with whether it is a link to the glossary, in the page's order."""
    yield element.text or "", linked
    for child in element:
        term = child.get("class") == "cmp-term"
        if isinstance(child.tag, str) and (term or child.tag not in NO_RUNNING_TEXT):
            yield from runs(child, term)
        yield child.tail or "", linked


def test_the_first_use_of_a_term_leads_to_the_glossary_on_every_page(site):
    terms = data_of(site)["terms"]
    forms = {form.lower(): term for term in terms
             for form in (re.sub(r" \(.*\)$", "", term["term"]), *term.get("also", []))}
    others = [phrase for term in terms for phrase in term.get("not_in", [])]
    words = re.compile(r"(?<![\w-])(" + "|".join(sorted(map(re.escape, (*forms, *others)), key=len, reverse=True)) + r")s?(?![\w-])",
                       re.IGNORECASE)
    seen: dict[str, set[str]] = {}
    for file in sorted(site.rglob("*.html")):
        place = file.relative_to(site).as_posix()
        # The glossary has the terms of its own language alone.
        if place in APART or place == "404.html" or place.startswith("es/"):
            continue
        first: dict[str, bool] = {}
        for text, linked in runs(main_of(html(file.read_text(encoding="utf-8")))):
            for found in words.finditer(" ".join(text.split())):
                if found[1].lower() in forms:
                    first.setdefault(forms[found[1].lower()]["id"], linked)
        assert (place, [id for id, linked in first.items() if not linked]) == (place, [])
        seen[place] = set(first)
    assert len(set().union(*seen.values())) > 20
    # Quizzes and a hand-written page are among them.
    assert all(seen[f"quizzes/{file.stem}/index.html"] for file in (site.parent / "quizzes").glob("*.yml")) and seen["about/index.html"]


def test_a_link_to_a_term_has_its_meaning_as_the_tooltip_but_never_among_questions(site):
    terms = {term["id"]: term for term in data_of(site)["terms"]}
    for place in ("about/index.html", "index.html", "quizzes/scope/index.html"):
        links = [link for link in main_of(html((site / place).read_text(encoding="utf-8"))).iter("a") if link.get("class") == "cmp-term"]
        assert links != []
        for link in links:
            term = terms[link.get("href").rpartition("#")[2]]
            assert link.get("title") == (None if place.startswith("quizzes/") else term["meaning"]) and "context/glossary/" in link.get("href")
            assert text_of(link)[:4].lower() == term["term"][:4].lower()
