"""Words linked to the glossary: each term once a page, at its first use, and nothing else touched."""

from __future__ import annotations

import pytest
from comparison import outputs, pages
from comparison.glossary import link_terms
from comparison.model import Term
from support import ROOT, fragment, text_of

KITE = Term(id="G01", term="Kite", meaning='What flies on a "string".', sources=("X",))
BOX = Term(id="G02", term="Box kite (BK)", meaning="A kite like a box.", sources=("X",))


def linked(text: str, *terms: Term) -> str:
    return link_terms(text, terms or (KITE, BOX), lambda term: f"g/#{term.id}")


LINK = '<a class="cmp-term" href="g/#G01" title="What flies on a &#34;string&#34;.">{}</a>'


@pytest.mark.parametrize("text, expected", [
    ("<p>A kite and a kite.</p>", f"<p>A {LINK.format('kite')} and a kite.</p>"),
    ("<p>Kites, kite-like.</p><p>KITE</p>", f"<p>Kites, kite-like.</p><p>{LINK.format('KITE')}</p>"),
    ("---\ntitle: kite\n---\n# Kite\n\nkite\n", "---\ntitle: kite\n---\n# Kite\n\nkite\n"),
    ("<p><a href='x'>kite</a> <b>kite</b></p>", f"<p><a href='x'>kite</a> <b>{LINK.format('kite')}</b></p>"),
    ('<p title="kite"><br>kite</p>', f'<p title="kite"><br>{LINK.format("kite")}</p>'),
    ("<form><p>kite</p></form><h2>kite</h2><svg><text>kite</text></svg>",
     "<form><p>kite</p></form><h2>kite</h2><svg><text>kite</text></svg>"),
])
def test_the_first_use_in_running_text_is_linked(text, expected):
    assert linked(text) == expected


def test_the_longer_term_wins_and_what_stands_in_brackets_is_not_looked_for():
    assert linked("<p>A box kite.</p>").count("cmp-term") == 1 and "g/#G02" in linked("<p>A box kite.</p>")


def test_a_term_with_signs_is_found_as_it_stands_in_the_page():
    term = Term(id="G03", term="Rock & roll", meaning="A dance.", sources=("X",))
    assert "g/#G03" in linked("<p>They rock &amp; roll.</p>", term)


def test_a_page_without_terms_stays_as_it_is():
    assert link_terms("<p>kite</p>", (), lambda term: "") == "<p>kite</p>"


def test_every_page_reads_the_same_and_links_each_term_once(monkeypatch):
    project, made = outputs.read(ROOT)
    monkeypatch.setattr(pages, "link_terms", lambda text, terms, address: text)
    bare = {output.uri: output.content for output in outputs.outputs(project)}
    used = set()
    for output in made:
        if output.is_page:
            assert text_of(fragment(output.content)) == text_of(fragment(bare[output.uri]))
            links = [element.get("href").rpartition("#")[2] for element in fragment(output.content).iter("a")
                     if element.get("class") == "cmp-term"]
            assert len(links) == len(set(links))
            used |= set(links)
    assert len(used) >= 10
