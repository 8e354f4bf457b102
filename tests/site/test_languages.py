"""Pages in Spanish and pages written from right to left, in a real browser."""

from __future__ import annotations

import json
import re

import pytest
from accessible import EVERY, broken, violations
from building import FEW, built
from comparison.project import read_project
from support import ROOT, SPANISH, html, lay_project, lay_right_to_left
from taking import key, respond
from waiting import still

PAGES = ["es/", "es/side-by-side/", "es/roles/relaxation/", "es/roles/therapeutic/", "es/aspects/scope/", "es/aspects/training/",
         "es/quizzes/self-check/", "es/article/"]
# Words that no Spanish text has, and that no English one of some length does without.
ENGLISH = re.compile(r"\b(?:the|of|and|which|that|with|are|is|this|these|does|what|your|from|not|says)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def spanish_quiz():
    (project,) = read_project(ROOT).translations
    return project.quizzes[0]


@pytest.fixture(scope="module")
def right_to_left(tmp_path_factory):
    """The built site of the comparison in Hebrew."""
    return built(lay_right_to_left(tmp_path_factory.mktemp("right-to-left") / "project"), **FEW)


def in_its_language(element, language: str, found: str) -> str:
    """Return the texts of a page that stand in its own language, attributes that are read aloud or shown included."""
    language = element.get("lang", language)
    # What kind of thing a page is, is told to programs in words of theirs.
    if element.tag in ("script", "style") or element.get("property") == "og:type" or language != found:
        own = ""
    else:
        own = " ".join([element.text or "", *(value for name, value in element.attrib.items()
                                              if name in ("aria-label", "title", "alt", "content", "placeholder") or "-says-" in name)])
    parts = [in_its_language(child, language, found) + " " + ((child.tail or "") if language == found else "")
             for child in element if isinstance(child.tag, str)]
    return " ".join([own, *parts])


def test_a_spanish_page_says_nothing_in_english_that_is_not_marked(site):
    told = {}
    for path in PAGES:
        text = in_its_language(html((site / path / "index.html").read_text(encoding="utf-8")), "", "es")
        for name in ("Therapeutic vs. Relaxation Massage", "American College of Physicians"):
            text = text.replace(name, "")
        assert len(text) > 2000
        told[path] = sorted(set(ENGLISH.findall(text)))
    assert told == {path: [] for path in PAGES}


def test_pages_name_their_language_and_each_other(site):
    for path, language in (("", "en"), ("es/", "es"), ("aspects/scope/", "en"), ("es/aspects/scope/", "es")):
        root = html((site / path / "index.html").read_text(encoding="utf-8"))
        own = path.removeprefix("es/")
        up = "../" * path.count("/") or "./"
        places = {link.get("hreflang"): link.get("href") for link in root.iter("link") if (link.get("rel") or "").strip() == "alternate"}
        resolved = {code: re.sub(r"^(\.\./)+|^\./|^\.\.?$", "", place) for code, place in places.items()}
        assert (root.get("lang"), root.find("body").get("dir"), set(places)) == (language, "ltr", {"en", "es", "x-default"})
        assert places["en"] == places["x-default"] and up and own in path and set(resolved)


def test_alternates_are_whole_addresses_where_the_site_knows_its_own(tmp_path):
    pages = built(lay_project(tmp_path / "project"), SITE_URL="https://example.org/x/", **FEW)
    heads = {path: (pages / path / "index.html").read_text(encoding="utf-8") for path in ("roles/relaxation", "es/roles/relaxation")}
    wanted = [("en", "https://example.org/x/roles/relaxation/"), ("x-default", "https://example.org/x/roles/relaxation/"),
              ("es", "https://example.org/x/es/roles/relaxation/")]
    assert {path: re.findall(r'rel="alternate " hreflang="([\w-]+)" href="([^"]+)"', head) for path, head in heads.items()} == dict.fromkeys(heads, wanted)


def test_a_link_leads_to_the_same_page_in_the_other_language_and_back(visit, address):
    page = visit(address + "side-by-side/")
    page.get_by_role("link", name="Español", exact=True).click()
    assert page.url == address + "es/side-by-side/"
    assert page.locator("h1").inner_text().startswith("Lado a lado")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == address + "side-by-side/"
    page.goto(address + "fits/")
    assert page.get_by_role("link", name="Español", exact=True).count() == 0


def test_the_menu_and_the_pages_before_and_after_stay_in_the_language(visit, address):
    page = visit(address + "es/quizzes/self-check/")
    tabs = page.locator(".md-tabs__link").all_inner_texts()
    assert tabs == ["Inicio", "Lado a lado", "Quiénes son", "Temas", "Cuestionarios", "Acerca de"]
    assert all("/es/" in link for link in page.locator(".md-tabs__link, .theme-nav a, .md-footer__link").evaluate_all("all => all.map(a => a.href)"))
    page.goto(address)
    assert "Español" not in page.locator(".md-tabs__link").all_inner_texts()
    page.goto(address + "privacy/")
    assert page.locator(".md-footer__link--next").count() == 0


@pytest.mark.parametrize("path, query, found", [("es/", "hospitales", "/es/"), ("", "hospitals", "")])
def test_the_search_finds_pages_in_the_language_of_the_page(visit, address, path, query, found):
    page = visit(address + path)
    page.locator("[data-theme-search]").click()
    page.get_by_role("searchbox").fill(query)
    page.locator(".theme-results a").first.wait_for()
    links = page.locator(".theme-results a").evaluate_all("all => all.map(a => a.href)")
    assert links and all(("/es/" in link) == bool(found) for link in links)


def test_an_answer_given_in_spanish_counts_for_the_same_question(visit, address, spanish_quiz):
    page = visit(address + "es/quizzes/self-check/")
    item = next(item for item in spanish_quiz.items if item.id == "which-hospitals")
    respond(page, item.id, **key(item))
    page.locator(f"#item-{item.id} [data-quiz-check]").click()
    form = page.locator(f"#item-{item.id}")
    assert form.locator("[data-quiz-feedback]").inner_text().startswith("Correcto.")
    assert page.locator("[data-quiz-total]").inner_text() == "1 de 30 puntos. Comprobadas: 1 de 30."
    # The same quiz in English goes on where it was left, and the page of progress knows the answer.
    page.goto(address + "quizzes/self-check/")
    assert page.locator(f"#item-{item.id} input:checked").get_attribute("value") == item.parts[0].key[0]
    page.goto(address + "quizzes/progress/")
    page.locator('tr[data-topic="settings"] [data-of="answered"]').filter(has_text="1").wait_for()


def test_results_and_receipt_are_told_in_spanish(visit, address, spanish_quiz):
    page = visit(address + "es/quizzes/self-check/")
    page.get_by_label("Prueba:").check()
    for item in spanish_quiz.items[:3]:
        respond(page, item.id, **key(item))
    page.get_by_role("button", name="Entregar").click()
    page.locator("[data-quiz-results]").wait_for()
    shown = page.locator("[data-quiz-results]").inner_text()
    assert "Sus resultados" in shown and "3 de 30 puntos. Correctas: 3" in shown and "Un comprobante para entregar" in shown
    assert ENGLISH.findall(re.sub(r"\(en inglés\)", "", page.locator(".quiz-topics").inner_text())) == []
    # What is handed in names the questions as the English quiz does.
    receipt = page.locator("[data-receipt-text]").text_content()
    assert f"({spanish_quiz.quiz.id})" in receipt and spanish_quiz.items[0].revision in receipt


@pytest.mark.parametrize("width", [1280, 360])
def test_no_spanish_page_breaks_a_rule_or_is_wider_than_the_screen(visit, address, width):
    page = visit(address + "es/", width=width)
    for path in PAGES:
        page.goto(address + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, violations(page), over) == (path, [], 0)


def test_a_whole_site_is_built_in_spanish_by_one_line(tmp_path):
    pages = built(lay_project(tmp_path / "project", data=SPANISH), FORMATS="csv json")
    told = {}
    for path in ("index.html", "side-by-side/index.html", "quizzes/index.html", "quizzes/huerto/index.html", "quizzes/instructors/index.html",
                 "quizzes/assign/index.html", "quizzes/results/index.html", "quizzes/progress/index.html", "quizzes/lint-report/index.html",
                 "fits/index.html", "context/safety/index.html", "roles/pruner/index.html", "404.html"):
        root = html((pages / path).read_text(encoding="utf-8"))
        assert root.get("lang") == "es"
        text = re.sub(r"\{\w+\}", "", in_its_language(root, "", "es"))
        told[path] = sorted({word.lower() for word in ENGLISH.findall(text)} - {"is"})
    assert told == {path: [] for path in told}
    # Pages that are written by hand say that they are in English, and all around them is so too.
    root = html((pages / "about" / "index.html").read_text(encoding="utf-8"))
    assert root.get("lang") == "en"
    assert json.loads((pages / "downloads" / "huerto.items.json").read_text(encoding="utf-8"))["language"] == "es"


LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize("path", ["index.html", "side-by-side/index.html", "roles/yeast/index.html", "aspects/places/index.html",
                                  "article/index.html", "quizzes/bread/index.html", "quizzes/assign/index.html", "quizzes/progress/index.html",
                                  "quizzes/set/index.html", "quizzes/results/index.html"])
def test_no_word_of_a_page_stands_outside_of_messages_and_data(right_to_left, path):
    root = html((right_to_left / path).read_text(encoding="utf-8"))
    assert (root.get("lang"), root.find("body").get("dir")) == ("he", "rtl")
    text = re.sub(r"\{\w+\}|https?://\S+|width=device-width|initial-scale|mkdocs\S*|no-referrer|light dark|noindex|\bSVG\b|\bPNG\b", "",
                  in_its_language(root, "", "he"))
    assert sorted(set(LATIN.findall(text))) == []


def test_a_table_written_from_right_to_left_begins_on_the_right(visit, serve, right_to_left):
    page = visit(serve(right_to_left) + "side-by-side/")
    heads = page.locator(".cmp-table thead th").evaluate_all("all => all.map(th => th.getBoundingClientRect().x)")
    assert heads == sorted(heads, reverse=True)
    note = page.locator(".cmp-marker").first
    note.locator("summary").click()
    context = note.locator(".cmp-context").first
    assert context.evaluate("e => [getComputedStyle(e).borderRightWidth !== '0px', getComputedStyle(e).borderLeftWidth]") == [True, "0px"]


@pytest.mark.parametrize("width", [1280, 360])
def test_no_page_written_from_right_to_left_breaks_a_rule(visit, serve, right_to_left, width):
    address = serve(right_to_left)
    page = visit(address, width=width)
    for path in ("", "side-by-side/", "quizzes/bread/", "quizzes/assign/"):
        page.goto(address + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (path, broken(page, EVERY), over) == (path, [], 0)
    if width == 360:
        page.locator("[data-theme-menu]").click()
        still(page)
        box = page.locator(".md-sidebar--primary").bounding_box()
        assert box["x"] + box["width"] == pytest.approx(360, abs=1) and box["x"] >= 36


def test_a_quiz_written_from_right_to_left_is_taken_to_its_end(visit, serve, right_to_left):
    page = visit(serve(right_to_left) + "quizzes/bread/")
    page.locator('#item-which-long-rise input[value="sourdough"]').check()
    page.locator("#item-which-long-rise [data-quiz-check]").click()
    assert page.locator("#item-which-long-rise [data-quiz-result]").first.get_attribute("data-quiz-result") == "right"
    first = page.locator("#item-which-long-rise .quiz-option").first
    radio, text = first.locator("input").bounding_box(), first.locator("[data-quiz-text]").bounding_box()
    assert radio["x"] > text["x"]
