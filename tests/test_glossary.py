"""Words linked to the glossary: each term once a page, at its first use, and nothing else touched."""

from __future__ import annotations

import time

import pytest
from comparison import outputs, render
from comparison.glossary import link_terms, link_terms_in_markdown
from comparison.model import Term
from support import ROOT, fragment, text_of

KITE = Term(id="G01", term="Kite", meaning='What flies on a "string".', sources=("X",))
BOX = Term(id="G02", term="Box kite (BK)", meaning="A kite like a box.", sources=("X",))


def linked(text: str, *terms: Term) -> str:
    return link_terms(text, terms or (KITE, BOX), "g/")


LINK = '<a class="cmp-term" href="g/#G01" title="What flies on a &#34;string&#34;.">{}</a>'


@pytest.mark.parametrize("text, expected", [
    ("<p>A kite and a kite.</p>", f"<p>A {LINK.format('kite')} and a kite.</p>"),
    ("<p>Kited, kite-like.</p><p>KITE</p>", f"<p>Kited, kite-like.</p><p>{LINK.format('KITE')}</p>"),
    ("<p>Kites and a kite.</p>", f"<p>{LINK.format('Kites')} and a kite.</p>"),
    ("---\ntitle: kite\n---\n# Kite\n\nkite\n", "---\ntitle: kite\n---\n# Kite\n\nkite\n"),
    ("<p><a href='x'>kite</a> <b>kite</b></p>", f"<p><a href='x'>kite</a> <b>{LINK.format('kite')}</b></p>"),
    ('<p title="kite"><br>kite</p>', f'<p title="kite"><br>{LINK.format("kite")}</p>'),
    ("<form><legend>kite</legend><label>kite</label></form><h2>kite</h2><svg><text>kite</text></svg>",
     "<form><legend>kite</legend><label>kite</label></form><h2>kite</h2><svg><text>kite</text></svg>"),
    ("<form><details><p>kite</p></details></form>", f"<form><details><p>{LINK.format('kite')}</p></details></form>"),
])
def test_the_first_use_in_running_text_is_linked(text, expected):
    assert linked(text) == expected


def test_the_longer_term_wins_and_what_stands_in_brackets_is_not_looked_for():
    assert linked("<p>A box kite.</p>").count("cmp-term") == 1 and "g/#G02" in linked("<p>A box kite.</p>")


def test_a_term_with_signs_is_found_as_it_stands_in_the_page():
    term = Term(id="G03", term="Rock & roll", meaning="A dance.", sources=("X",))
    assert "g/#G03" in linked("<p>They rock &amp; roll.</p>", term)


def test_another_form_of_a_term_is_linked_and_a_phrase_of_another_meaning_is_not():
    term = KITE.model_copy(update={"also": ("flier",), "not_in": ("high as a kite",)})
    assert linked("<p>High as a kite, a flier and a kite.</p>", term) == (
        f"<p>High as a kite, a {LINK.format('flier')} and a kite.</p>")


IN_MARKDOWN = '[{}](g/#G01 "What flies on a &#34;string&#34;&#46;"){{ .cmp-term }}'


@pytest.mark.parametrize("text, expected", [
    ("# Kite\n\nA kite, a *kite*.\n", f"# Kite\n\nA {IN_MARKDOWN.format('kite')}, a *kite*.\n"),
    ("---\ntitle: kite\n---\n`kite` [a kite](x.md) <b title='kite'>\n\n```\nkite\n```\n", None),
    ("<!-- kite -->\n\n- Kites\n", f"<!-- kite -->\n\n- {IN_MARKDOWN.format('Kites')}\n"),
    ("A box\nkite.", 'A [box\nkite](g/#G02 "A kite like a box&#46;"){ .cmp-term }.'),
])
def test_the_first_use_in_a_hand_written_page_is_linked(text, expected):
    assert link_terms_in_markdown(text, (KITE, BOX), lambda term: f"g/#{term.id}", render.plain) == (expected or text)


def test_a_hand_written_page_points_to_the_glossary_from_where_it_stands():
    project, made = outputs.read(ROOT, formats=())
    term = project.comparison.terms[0]
    for uri, address in (("about.md", "context/glossary.md"), ("more/about.md", "../context/glossary.md")):
        assert f"({address}#{term.id} " in outputs.fill(f"On {term.term.lower()}.", uri, project, made)
    # A generated page has its links already.
    assert outputs.fill(term.term, "index.md", project, made) == term.term


def test_a_page_without_terms_stays_as_it_is():
    assert link_terms("<p>kite</p>", (), "") == "<p>kite</p>"
    assert link_terms_in_markdown("kite", (), lambda term: "", render.plain) == "kite"


def test_every_page_reads_the_same_and_links_each_term_once(monkeypatch):
    project, made = outputs.read(ROOT, formats=())
    monkeypatch.setattr(render, "link_terms", lambda text, terms, glossary, told: text)
    bare = {output.uri: output.text for output in outputs.outputs(project, formats=()) if output.is_page}
    used = set()
    for output in made:
        if output.is_page:
            assert text_of(fragment(output.text)) == text_of(fragment(bare[output.uri]))
            links = [element.get("href").rpartition("#")[2] for element in fragment(output.text).iter("a")
                     if element.get("class") == "cmp-term"]
            assert len(links) == len(set(links))
            used |= set(links)
    assert len(used) >= 20


@pytest.mark.parametrize("sign", ["[", "<", "![", "[x](", "[[x](", "`", "```\n", "(", "]("])
def test_a_page_of_signs_that_never_close_takes_no_time(sign):
    start = time.process_time()
    text = f"{sign * 100_000} a kite"
    assert link_terms_in_markdown(text, (KITE,), lambda term: "x", str).startswith(sign)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["[a ![kite](kite.png) kite](kite.md)", "[kite](a_(kite)_b)", "![kite](kite.png)", "<kite a='kite'>"])
def test_links_images_and_tags_stay_as_they_are(text):
    assert link_terms_in_markdown(text, (KITE,), lambda term: "x", str) == text
