"""Reading ease: the pages for the public read at US grade 9 or lower by the Flesch-Kincaid formula.

How it is measured: the text in the article element of the built page, once with folded parts and once without, is cut into blocks (a
paragraph, an entry of a list, a cell of a table, a marker), and a block that ends without a full stop gets one. The
formula is textstat's, with the syllables of the CMU dictionary, which comes along as a package: nothing is fetched.

Left out, since they are no sentences of the page's own or are read by nobody as prose: headings, the heads of tables,
controls, the numbers of paragraphs, source lines (date, confidence and names of publications), and what is marked as the
full statement of a note, which stands beside its plain wording for who wants to know exactly. Terms of the glossary, which
are explained where they stand, count as "word". Leaving out headings and one-word labels makes the measure stricter:
they would count as short sentences.
"""

from __future__ import annotations

import re
from html import escape

import pytest
import textstat
from comparison import outputs
from support import ROOT, html

GRADE = 9
PUBLIC = ("index.html", "fits/index.html", "context/safety/index.html")
_LEFT_OUT_TAGS = {"script", "style", "svg", "form", "button", "select", "thead", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_LEFT_OUT_CLASSES = {"headerlink", "cmp-source", "cmp-where", "cmp-full"}
_INLINE_TAGS = {"a", "abbr", "b", "em", "i", "small", "span", "strong", "sub", "sup"}
_BLOCK_CLASSES = {"cmp-more", "cmp-flag", "cmp-stance"}


def classes(element) -> set[str]:
    return set(element.get("class", "").split())


def blocks(element, folded: bool = True) -> list[str]:
    """Return the text of an element, block by block, each ending like a sentence; with `folded` false, what is in sight
    as the page opens.
    """
    found: list[list[str]] = [[]]

    def walk(part) -> None:
        if not isinstance(part.tag, str) or part.tag in _LEFT_OUT_TAGS or classes(part) & _LEFT_OUT_CLASSES:
            return
        if not folded and part.tag == "details":
            part = next(part.iter("summary"))
        block = part.tag not in _INLINE_TAGS or bool(classes(part) & _BLOCK_CLASSES)
        if block:
            found.append([])
        found[-1].append(part.text or "")
        for child in part:
            walk(child)
            found[-1].append(child.tail or "")
        if block:
            found.append([])

    walk(element)
    texts = [" ".join("".join(block).split()) for block in found]
    # What is left of a block around its links, such as a comma or a pair of brackets, is no text.
    return [text if text[-1] in ".!?" else f"{text}." for text in texts if re.search(r"\w", text)]


def without_terms(text: str, terms: tuple[str, ...]) -> str:
    """Return a text with each term of the glossary, in the singular or plural, as "word"."""
    names = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.sub(rf"\b(?:{names})s?\b", "word", text, flags=re.IGNORECASE) if terms else text


def grade(page: str, terms: tuple[str, ...] = (), folded: bool = True) -> float:
    """Return the school grade that a page asks of its readers."""
    article = next(element for element in html(page).iter("article"))
    return textstat.flesch_kincaid_grade(without_terms(" ".join(blocks(article, folded)), terms))


@pytest.fixture(scope="module")
def terms() -> tuple[str, ...]:
    comparison = outputs.read_project(ROOT).comparison
    return tuple(re.sub(r"\s*\([^)]*\)$", "", term.term) for term in comparison.terms)


def page_of(*paragraphs: str) -> str:
    inner = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html lang=en><title>x</title><body><article>{inner}</article></body></html>"


EASY = "Keep off sore skin. If you are not sure, ask a nurse first. Stop when it hurts."
HARD = ("Practitioners contemplating therapeutic intervention necessarily differentiate contraindicated presentations from "
        "physiologically inconsequential variations, notwithstanding considerable international disagreement.")


def test_the_measure_tells_an_easy_text_from_a_hard_one():
    assert grade(page_of(EASY)) < 4 and grade(page_of(HARD)) > 20
    # One hard paragraph in an easy page is enough to be seen.
    assert grade(page_of(EASY, HARD)) > GRADE


def test_the_measure_reads_what_is_folded_and_leaves_out_what_it_says_it_does():
    def folded(inner: str) -> str:
        return page_of(EASY).replace("</article>", f"{inner}</article>")

    fold = folded(f"<details><summary>Read more of this here</summary><p>{HARD}</p></details>")
    assert grade(fold) > GRADE > grade(fold, folded=False)
    for inner in (f"<h2>{HARD}</h2>", f'<p class="cmp-source">{HARD}</p>', f'<div class="cmp-full">{HARD}</div>'):
        assert grade(folded(inner)) == grade(page_of(EASY))


def test_a_term_of_the_glossary_counts_as_a_plain_word():
    hard, easy = "Ask about any contraindications at once.", "Ask about any word at once."
    assert grade(page_of(hard), ("Contraindication",)) == grade(page_of(easy)) < grade(page_of(hard))


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("folded", [True, False], ids=["folds-open", "folds-closed"])
def test_a_page_for_the_public_reads_at_grade_nine_or_lower(site, terms, page, folded):
    assert grade((site / page).read_text(encoding="utf-8"), terms, folded) <= GRADE


def test_measuring_asks_nothing_of_the_network(monkeypatch):
    def refused(*_arguments, **_more):
        raise AssertionError("something is fetched")

    monkeypatch.setattr("socket.socket.connect", refused)
    monkeypatch.setattr("socket.getaddrinfo", refused)
    assert grade(page_of("An unheard-of zyzzogeton rested.")) > 0
