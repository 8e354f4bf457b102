"""How pages look with what authors and readers may bring: long words, five roles, wide spacing, large letters, two hundred questions."""

from __future__ import annotations

import shutil

import pytest
from building import FEW, built
from support import THREE_ROLES, lay_project
from test_theme import KINDS, SPACED
from waiting import started, still

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PATHS = ["", "side-by-side/", "article/", "roles/waller/", "roles/ditcher/", "aspects/materials/", "context/safety/", "context/glossary/",
         "context/sources/", "quizzes/", "quizzes/long/", "quizzes/assign/", "quizzes/progress/", "quizzes/instructors/"]
# One of the two hundred questions; each asks of a field of its own.
WRITTEN = """  - id: field-{n}
    kind: single
    stem: Field number {n} has to be closed before the cows come home tonight. Who is the one to call?
    place: Lower Valley
    as_of: May 2026
    source: The Lower Valley Leaflet, 2026
    facts: {{quickest: {{waller: not mentioned, hedger: not mentioned, fencer: stated, ditcher: not mentioned, banker: not mentioned}}}}
    options:
      - {{id: waller, text: A dry-stone waller, rationale: A wall of stone takes weeks rather than one afternoon.}}
      - {{id: hedger, text: A hedge layer, rationale: A hedge is laid in winter and needs years to close.}}
      - {{id: fencer, text: A fence builder, correct: true, rationale: The leaflet says that a fence closes a field by evening.}}
"""
# What sticks out of the page, and what a box cuts off. A table's head is out of sight on a phone; a field scrolls what is typed.
LOST = """() => [...document.querySelectorAll('body *')].filter($e => {
    if (!$e.checkVisibility({visibilityProperty: true}) || $e.closest('thead, [aria-hidden=true], dialog, .md-skip, .cmp-hidden')) return false;
    const {overflowX, overflowY, clipPath} = getComputedStyle($e), box = $e.getBoundingClientRect();
    if (clipPath !== 'none' || ['INPUT', 'SELECT', 'TEXTAREA', 'PRE', 'CODE'].includes($e.tagName)) return false;
    return box.width > 1 && box.right > innerWidth + 1
        || overflowX !== 'visible' && overflowX !== 'auto' && $e.scrollWidth > $e.clientWidth + 1
        || overflowY !== 'visible' && overflowY !== 'auto' && $e.scrollHeight > $e.clientHeight + 1;
}).map($e => $e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def stretched(tmp_path_factory, serve) -> str:
    """The address of a comparison of five roles with words as long as words get."""
    data = tmp_path_factory.mktemp("stretched")
    shutil.copytree(THREE_ROLES, data / "data")
    for quiz in (data / "data" / "quizzes").glob("*.yml"):
        quiz.unlink()
    (data / "data" / "quizzes" / "long.yml").write_text(
        f"id: long\ntitle: {WORD}\naudience: readers of {WORD}\ngoals: [tell {WORD} apart]\nminutes: 5\n"
        "items: [which-stone, classify-materials, classify-results, which-mortar, which-string-line]\n"
        "draws: [{aspects: [materials, tools, results]}]\nwritten:\n" + "".join(WRITTEN.format(n=n) for n in range(200)))
    source = data / "data" / "docs" / "comparison.yml"
    text = source.read_text()
    more = "".join(f"  - {{id: {id}, name: {id}{WORD}, plural: {id}s{WORD}, short: {id.title()}{WORD}}}\n" for id in ("ditcher", "banker"))
    text = text.replace("aspects:\n", more + "aspects:\n", 1).replace("title: Wallers,", f"title: {WORD},")
    for stance in ("stated", "denied", "not mentioned"):
        text = text.replace(f"fencer: {stance}}}", f"fencer: {stance}, ditcher: not mentioned, banker: not mentioned}}")
    for name in ("Materials", "A hammer", "Loose stone", "Hearting", "short: Waller"):
        text = text.replace(name, f"{name}{WORD}")
    source.write_text(text)
    return serve(built(lay_project(data / "project", data=data / "data"), **FEW))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_long_words_and_five_roles_lose_nothing_on_the_narrowest_screen(visit, stretched, dark):
    page = visit(stretched, width=320, dark=dark)
    for path in PATHS:
        page.goto(stretched + path)
        started(page)
        assert (path, page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST)) == (path, 320, [])
        page.add_style_tag(content=SPACED)
        assert (path, page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST)) == (path, 320, [])


def test_long_words_and_five_roles_keep_to_the_columns_of_a_wide_screen(visit, stretched):
    for width in (768, 1280):
        page = visit(stretched, width=width)
        for path in PATHS:
            page.goto(stretched + path)
            started(page)
            assert (path, page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST)) == (path, width, [])


def test_letters_of_twice_the_size_lose_nothing(visit, address):
    """Zoom to 200 % leaves half the width; letters alone of twice the size leave the width and double all that they measure."""
    for width, sheet in ((640, ""), (768, "html { font-size: 250% !important }"), (384, "html { font-size: 250% !important }")):
        page = visit(address, width=width)
        for path in KINDS:
            page.goto(address + path)
            started(page)
            if sheet:
                page.add_style_tag(content=sheet)
            assert (path, page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST)) == (path, width, [])


def test_lines_of_prose_end_where_reading_stays_easy(visit, address):
    """Between 45 and 90 signs a line on a wide screen: a paragraph's width in its own letters."""
    page = visit(address)
    for path in ("about/", "fits/", "side-by-side/", "roles/therapeutic/", "context/in-practice/", "quizzes/instructors/"):
        page.goto(address + path)
        started(page)
        long = page.evaluate("""() => [...document.querySelectorAll('article :is(p, li, dd)')].filter($e => $e.checkVisibility()).map($e => {
            const range = document.createRange();
            const text = [...$e.childNodes].filter($n => $n.nodeType === 3 && $n.data.trim().length > 150);
            return Math.max(0, ...text.map($n => {
                range.selectNodeContents($n);
                return $n.data.trim().length / new Set([...range.getClientRects()].map(r => Math.round(r.top))).size;
            }));
        }).filter(signs => signs > 100)""")
        assert (path, long) == (path, [])


def test_two_hundred_questions_are_whole_on_a_phone_and_on_a_desk(visit, stretched):
    for width in (320, 1280):
        asked = 0
        # More than a sitting, so that they come in parts.
        for part in ("long", "long--2", "long--3"):
            page = visit(f"{stretched}quizzes/{part}/", width=width)
            page.get_by_label("Test:").check()
            count = page.locator("[data-quiz-item]").count()
            asked += count
            # The map of the test is as wide as the page and no wider, with an entry for each.
            assert page.locator(".quiz-map li").count() == count
            assert (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(LOST)) == (width, [])
        assert asked > 200


def test_the_contents_of_a_page_stand_in_one_place_at_a_time(visit, address):
    for width, beside in ((360, False), (1280, True)):
        page = visit(address + "article/", width=width)
        shown = [page.locator(place).is_visible() for place in (".md-nav--secondary", ".theme-jumps")]
        assert (width, shown) == (width, [beside, not beside])


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_arrow_of_a_marker_follows_its_last_word(visit, address, width):
    # In Spanish more of them take two lines.
    page = visit(address + "es/side-by-side/", width=width)
    # What is left of the line behind the last word is less than the arrow and its distance take.
    far = page.evaluate("""() => [...document.querySelectorAll('summary .cmp-flag:last-child')].map($e => {
        const range = document.createRange();
        range.selectNodeContents($e);
        const words = [...range.getClientRects()].at(-1), box = [...$e.getClientRects()].at(-1);
        return box.right - words.right;
    }).filter(room => room > 2)""")
    assert page.locator("summary .cmp-flag").count() > 10 and far == []


def test_the_entries_of_a_phone_s_menu_are_of_one_height(visit, address):
    page = visit(address + "aspects/scope/", width=360)
    page.locator("[data-theme-menu]").click()
    still(page)
    entries = page.locator(".theme-nav :is(a, summary) >> visible=true")
    assert entries.count() > 15 and {entry.bounding_box()["height"] for entry in entries.all()} == {44}


def test_the_name_in_a_phone_s_header_keeps_off_its_edges_and_its_neighbors(visit, address):
    page = visit(address, width=360)
    for path in ("", "es/"):
        page.goto(address + path)
        name, header, other = (page.locator(place).bounding_box() for place in (".theme-title", ".md-header", ".theme-languages a"))
        assert name["y"] - header["y"] > 1.5 and name["y"] + name["height"] < header["y"] + header["height"] - 1.5
        assert name["x"] + name["width"] <= other["x"] - 3


def test_a_page_without_a_menu_beside_it_begins_where_the_others_do(visit, address):
    page = visit(address + "fits/")
    edge = page.locator("h1").bounding_box()["x"]
    for path in ("404.html", "quizzes/set/"):
        page.goto(address + path)
        assert (path, page.locator("h1").bounding_box()["x"]) == (path, edge)


def test_the_first_question_of_a_printed_quiz_stands_on_its_first_page(visit, address):
    page = visit(address + "quizzes/scope/", width=640)
    page.emulate_media(media="print")
    # What may not be broken goes to the next page as a whole: with what stands before it, it fits into A4 between its margins.
    box = page.locator(".quiz-item").first.bounding_box()
    assert box["y"] + box["height"] < 950
