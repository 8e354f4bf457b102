"""The theme's own part: buttons that a keyboard works, a strict policy, paper, light files, and what it stands for upstream."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from importlib.metadata import version
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
from assigning import assigning, link_of
from building import FEW, built
from comparison import packages, theme
from support import ROOT, having, html, lay_project, text_of
from test_pages import pages
from waiting import started, still

THEME = ROOT / "hooks" / "theme"
# One page of each kind, the heaviest where there are several.
KINDS = ["", "side-by-side/", "article/", "roles/therapeutic/", "aspects/scope/", "fits/", "context/in-practice/", "context/sources/",
         "quizzes/self-check/", "quizzes/progress/", "quizzes/assign/", "quizzes/results/"]
# A set opened by its link; without one its page is one of a few lines.
SET = "quizzes/set/"
FOCUS = "document.activeElement"
# Text spacing as WCAG 1.4.12 has it.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"


# --- what it stands for ---------------------------------------------------------------------------------------------------

def upstream() -> dict[str, str]:
    lines = (ROOT / "tests" / "site" / "upstream.txt").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines if not line.startswith("#"))}


def test_what_our_templates_stand_for_is_as_it_was_when_they_were_written():
    installed = files("material") / "templates"
    changed = [name for name, digest in upstream().items()
               if hashlib.sha256((installed / name).read_bytes()).hexdigest()[:16] != digest]
    assert changed == [], (
        f"mkdocs-material {version('mkdocs-material')} has changed {', '.join(changed)}. Compare with the version that "
        f"hooks/theme/ names, adapt the templates there, name the new version in them, and bring tests/site/upstream.txt up to date.")


def test_each_template_says_why_and_for_which_version_and_its_original_is_watched():
    templates = sorted(file for file in THEME.rglob("*.html"))
    assert len(templates) > 8
    for file in templates:
        place, text = file.relative_to(THEME).as_posix(), file.read_text(encoding="utf-8")
        assert re.match(r"\{#- .{60,} -#\}\n", text, re.DOTALL), place
        assert f"Material {version('mkdocs-material')}" in text, place
        # What stands for nothing of Material's has no original to watch.
        assert place in upstream() or not (files("material") / "templates" / place).is_file()


# --- light ----------------------------------------------------------------------------------------------------------------

def test_the_site_holds_no_file_of_the_theme_that_no_page_asks_for(site):
    names = [file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()]
    assert [name for name in names if name.endswith(".map") or "lunr" in name or "/workers/" in name] == []
    assert [name for name in names if b"sourceMappingURL" in (site / name).read_bytes()] == []
    sheets = list((site / "assets" / "stylesheets").glob("*.css"))
    assert len(sheets) == 2 and [sheet.name for sheet in sheets if b"url(" in sheet.read_bytes()] == []


def test_no_style_is_left_out_that_a_page_has_a_use_for(visit, site, address):
    named = {name for tree in pages(site).values() for element in having(tree, "class") for name in element.get("class").split()}
    page = visit(address)
    for path in KINDS:
        page.goto(address + path)
        named |= set(page.evaluate("[...document.querySelectorAll('[class]')].flatMap(e => [...e.classList])"))
    # The theme marks each entry of a list of contents as it scrolls by, and titles with a tooltip; nothing else is made up.
    assert len(named) > 80 and sorted(filter(theme.is_unused, named)) == []


def test_a_sheet_keeps_what_is_asked_for_and_loses_the_rest():
    sheet = (b'@charset "UTF-8";.a,.md-search__b{color:red}.md-search__c{x:y}@media print{.md-tag{a:b}}'
             b"@media screen{[dir=rtl] .d,[dir=ltr] .d:is(.x,.y){a:url('data:x;{}')}}@keyframes k{0%{a:b}to{a:c}}/*# sourceMappingURL=x.map*/")
    assert theme.lighter("assets/stylesheets/x.css", sheet) == (
        b'@charset "UTF-8";.a{color:red}@media screen{[dir=ltr] .d:is(.x,.y){a:none}}@keyframes k{0%{a:b}to{a:c}}')


# Kilobytes, compressed, of the first visit to a page, and of that with the search, which is loaded when it is first opened.
MOST, MOST_WITH_SEARCH = 46, 64
MOST_WITH_QUIZ, MOST_WITH_QUIZ_AND_SEARCH = 72, 90
# A set that is opened fetches the short index of the bank and each of its questions: twenty, drawn anew for this test.
MOST_WITH_SET, MOST_WITH_SET_AND_SEARCH = 76, 90
# The same of the search index.
MOST_TO_SEARCH = 15


@pytest.mark.parametrize("width", [1280, 360])
def test_a_first_visit_is_light_and_nothing_moves_as_a_page_opens(visit, site, address, width):
    sizes: dict[str, int] = {}

    def weight(urls) -> float:
        total = 0
        for path in {urlsplit(url).path.lstrip("/") for url in urls}:
            place = path + ("index.html" if path.endswith("/") or not path else "")
            sizes.setdefault(place, len(gzip.compress((site / place).read_bytes(), 9)))
            total += sizes[place]
        return total / 1000

    opened = []
    for path in [*KINDS, SET, link_of(assigning(visit, address)).removeprefix(address)]:
        most, most_with_search = MOST, MOST_WITH_SEARCH
        if path.startswith("quizzes/"):
            most, most_with_search = MOST_WITH_QUIZ, MOST_WITH_QUIZ_AND_SEARCH
        if "#" in path:
            most, most_with_search = MOST_WITH_SET, MOST_WITH_SET_AND_SEARCH
        page = visit("about:blank", width=width)
        page.add_init_script("""window.shifts = [];
            new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(e => e.value)))
                .observe({type: 'layout-shift', buffered: true})""")
        page.goto(address + path)
        opened.append((path, page, most, most_with_search))
    # All of them are open by now, so that the half second in which nothing more is asked for is waited for once.
    for path, page, most, most_with_search in opened:
        page.wait_for_load_state("networkidle")
        first = [url for url in page.requests if url != "about:blank"]
        assert (path, page.evaluate("window.shifts")) == (path, [])
        assert (path, weight(first)) <= (path, most)
        with page.expect_response("**/search_index.json"):
            page.get_by_role("button", name="Search").click()
        every = [url for url in page.requests if url != "about:blank"]
        assert any("search_index" in url for url in every) and not any("search_index" in url for url in first)
        assert (path, weight(every)) <= (path, most_with_search)
        page.context.close()


def test_the_search_index_is_light_and_holds_nothing_of_what_quizzes_ask(site):
    told: dict[str, str] = {}
    for name in ("search_index", "es"):
        data = (site / "search" / f"{name}.json").read_bytes()
        assert (name, len(gzip.compress(data, 9)) / 1000) <= (name, MOST_TO_SEARCH)
        sections = {place: text for place, _, text in json.loads(data)["docs"]}
        assert sections and {place.startswith("es/") for place in sections} == {name == "es"}
        told |= sections
    trees = pages(site)
    quizzes = [place for place, tree in trees.items() if having(tree, "id", "quiz-goals")]
    assert len(quizzes) > 5
    for place in quizzes:
        page = place.removesuffix("index.html")
        # However many questions a quiz asks, this is all: whom it is for, and its goals.
        heading, goals = (text_of(*having(trees[place], name, "quiz-goals")) for name in ("id", "aria-labelledby"))
        audience, rest = told[page].split(heading, 1)
        assert (page, rest.split()) == (page, goals.split()) and audience.startswith(("For: ", "Para: ")) and len(audience) < 200
        assert [other for other in told if other.startswith(f"{page}#")] == []


def test_modules_are_served_without_their_comments_and_those_of_others_as_they_are(site):
    modules = {file.relative_to(site).as_posix(): file.read_text(encoding="utf-8") for file in site.rglob("*.mjs")}
    assert len(modules) > 30 and [place for place, text in modules.items() if text.startswith("/") or "/**" in text] == []
    sources = {place: ROOT / folder / place for place in modules for folder in ("docs", "hooks/theme") if (ROOT / folder / place).exists()}
    assert set(modules) - set(sources) == {packages.QR} and all(source.read_text(encoding="utf-8").startswith("/") for source in sources.values())
    assert modules[packages.QR] == (ROOT / "node_modules" / "lean-qr" / "index.mjs").read_text(encoding="utf-8")


def test_material_s_script_comes_only_with_a_feature_that_may_need_it(site):
    assert [file.name for file in site.rglob("bundle*")] == []
    assert [place for place, tree in pages(site).items() if having(tree, "id", "__config")] == []
    for features, scripted in (([], False), (["navigation.tabs", "toc.follow"], False), (["navigation.tabs", "navigation.instant"], True)):
        assert theme.is_scripted(features) is scripted
        assert theme.is_served("assets/javascripts/bundle.a5f9d56c.min.js", scripted) is scripted


def test_an_index_is_made_light_by_taking_its_markup_and_what_says_nothing():
    docs = [("a/", "A &amp; B", "<p>One</p><p>two &lt;3</p>"), ("a/#b", "A &amp; B", ""), ("a/#c", "C", ""), ("es/a/", "E", "")]
    light = theme.light_indexes(json.dumps({"docs": [dict(zip(("location", "title", "text"), one)) for one in docs]}), ["es/", "ar/"])
    assert {folder: json.loads(text)["docs"] for folder, text in light.items()} == {
        "": [["a/", "A & B", "One two <3"], ["a/#c", "C", ""]], "es/": [["es/a/", "E", ""]], "ar/": []}
    assert theme.light_indexes(light[""], ["es/"]) == {"": light[""]}


# --- private and safe -----------------------------------------------------------------------------------------------------

def headers_of(site) -> dict[str, str]:
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "/*"
    return dict(line.strip().split(": ", 1) for line in lines[2:])


def test_everything_works_under_the_headers_that_the_site_brings(visit, site, serve):
    headers = headers_of(site)
    assert headers["Content-Security-Policy"].split("; ")[0] == "default-src 'self'"
    assert not re.search("unsafe|data:|https?:", headers["Content-Security-Policy"])
    # A browser would go on to ask for this machine by https.
    address = serve(site, {name: value for name, value in headers.items() if name != "Strict-Transport-Security"})
    page = visit("about:blank")
    page.add_init_script("""window.refused = [];
        document.addEventListener('securitypolicyviolation', e => window.refused.push(`${e.violatedDirective} ${e.blockedURI}`))""")
    for path in [*KINDS, "quizzes/set/", "privacy/", "404.html"]:
        page.goto(address + path)
        started(page)
        page.get_by_role("button", name="Dark colors").click()
        page.get_by_role("button", name="Search").click()
        page.keyboard.type("license")
        page.locator(".theme-results a").first.wait_for()
        page.keyboard.press("Escape")
        page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        page.locator("body").hover()
        assert (path, page.evaluate("window.refused")) == (path, [])
    page.goto(address + "quizzes/self-check/")
    form = page.locator("[data-quiz-item]").filter(has=page.locator("input[type=radio]")).first
    form.locator("input[type=radio]").first.check()
    form.get_by_role("button", name="Check").click()
    assert form.locator("[data-quiz-feedback]").inner_text() != ""
    assert page.evaluate("window.refused") == []
    assert [url for url in page.requests if not url.startswith((address, "about:blank"))] == []
    assert page.context.cookies() == []


def test_no_page_holds_a_script_or_style_of_its_own_or_a_hint_to_another_place(site):
    for place, tree in pages(site).items():
        scripts = [e for e in tree.iter("script") if not e.get("src") and e.get("type") != "application/ld+json"]
        handlers = [name for e in tree.iter() if isinstance(e.tag, str) for name in e.attrib if name == "style" or name.startswith("on")]
        hints = [e.get("rel") for e in tree.iter("link") if e.get("rel") in ("preconnect", "dns-prefetch", "prefetch", "preload")]
        assert (place, scripts, list(tree.iter("style")), handlers, hints) == (place, [], [], [], [])


def test_the_page_on_privacy_names_everything_that_is_kept(visit, site, other_address):
    told = {text_of(e) for e in pages(site)["privacy/index.html"].iter("code")}
    page = visit(other_address + "quizzes/kinds/")
    page.locator("[data-quiz-item] input[type=radio]").first.check()
    page.locator("[data-quiz-check]").first.click()
    page.get_by_role("button", name="Dark colors").click()
    page.get_by_role("button", name="Search").click()
    page.get_by_label("The / key opens this search").uncheck()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    kept = {key.rpartition(":")[2] for key in page.evaluate("Object.keys(localStorage)")}
    assert kept == {"progress", "attempts", "scheme", "search-key"} and kept <= told
    assert page.evaluate("[sessionStorage.length, document.cookie]") == [0, ""]


# --- read -----------------------------------------------------------------------------------------------------------------

def test_a_fold_opens_for_an_address_that_leads_into_it(visit, address):
    page = visit(address + "quizzes/instructors/#for-moodle")
    page.wait_for_function("document.getElementById('for-moodle').open")
    assert page.locator("article details[open]").count() == 1
    page.evaluate("""() => {
        document.querySelector('article').insertAdjacentHTML('beforeend',
            '<details id="outer"><summary>a</summary><details><summary>b</summary><p id="within">c</p></details></details>');
        location.hash = 'within';
    }""")
    page.wait_for_function("document.querySelectorAll('#outer[open] details[open]').length === 1")
    assert page.evaluate("(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.getElementById('within').getBoundingClientRect())")


def test_folds_open_for_paper_and_close_again(visit, address):
    page = visit(address + "context/safety/")
    page.locator("article summary").first.click()
    folded = page.locator("article details:not([open])").count()
    assert folded > 5
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelector('article details:not([open])') === null")
    page.emulate_media(media="screen")
    page.wait_for_function("document.querySelector('article details:not([open])') !== null")
    # What a reader opened stays open.
    assert page.locator("article details:not([open])").count() == folded and page.locator("article details[open]").count() == 1


def test_the_contents_tell_what_is_read_and_stay_beside_it(visit, address):
    page = visit(address + "context/research/", height=500)
    mark = "document.querySelector('.md-nav--secondary [aria-current=location]')"
    headings = page.eval_on_selector_all("article h2", "all => all.map(($e) => $e.id)")
    assert len(headings) > 5
    for id in (headings[2], headings[0], headings[5]):
        page.evaluate("id => document.getElementById(id).scrollIntoView()", id)
        page.wait_for_function(f"id => {mark}?.hash === `#${{id}}`", arg=id)
    assert page.locator("[aria-current=location]").count() == 1
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    page.wait_for_function(f"(({{ top, bottom }}) => top > 0 && bottom < innerHeight)({mark}.getBoundingClientRect())")
    # Each column is longer than this screen, and ends on it.
    for column in page.locator(".md-sidebar__scrollwrap >> visible=true").all():
        box = column.bounding_box()
        assert box["y"] > 0 and box["y"] + box["height"] <= 500


def test_titles_in_the_text_show_for_who_comes_by_keyboard(visit, address):
    page = visit(address + "about/")
    page.keyboard.press("Tab")
    link = page.locator("article a[title]").first
    link.focus()
    tip = page.locator(".theme-tip")
    assert tip.inner_text() == link.get_attribute("title") and len(tip.inner_text()) > 10
    # Assistive technology reads the title by itself; the tip stays on the screen and can be put away without moving on.
    assert tip.get_attribute("aria-hidden") == "true" and tip.bounding_box()["x"] >= 0
    page.keyboard.press("Escape")
    assert tip.count() == 0 and page.evaluate(f"{FOCUS}.title") == link.get_attribute("title")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert tip.count() == 1
    page.keyboard.press("Tab")
    assert page.locator(".theme-tip").count() == page.evaluate(f"{FOCUS}.matches('article a[title]') ? 1 : 0")
    page.mouse.click(5, 500)
    assert tip.count() == 0


# --- by keyboard ----------------------------------------------------------------------------------------------------------

def name_of_focus(page) -> str:
    return page.evaluate(f"({FOCUS}.getAttribute('aria-label') || {FOCUS}.textContent).trim()")


def test_the_first_stop_is_a_link_to_the_content_and_the_next_are_buttons(visit, address):
    for path in ("roles/therapeutic/", "404.html"):
        page = visit(address + path)
        page.keyboard.press("Tab")
        assert name_of_focus(page) == "Skip to content"
        still(page)
        assert page.evaluate(f"[{FOCUS}.getBoundingClientRect().top >= 0, getComputedStyle({FOCUS}).opacity]") == [True, "1"]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS}.closest('article') !== null")
    page = visit(address)
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(name_of_focus(page))
    assert stops[2:] == ["Español", "Dark colors", "Search", "Home"]


@pytest.mark.parametrize("width", [1280, 360])
def test_every_stop_is_seen_and_the_way_through_a_page_ends(visit, address, width):
    for path in ("side-by-side/", "quizzes/self-check/"):
        page = visit(address + path, width=width)
        page.evaluate("document.querySelectorAll('article details').forEach(e => { e.open = true; })")
        seen = []
        for _ in range(90):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("""() => {
                const $e = document.activeElement, style = getComputedStyle($e), box = $e.getBoundingClientRect();
                const $top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 8));
                return [$e.outerHTML.slice(0, 80), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 1,
                        box.bottom > 0 && box.top < innerHeight, $top !== null && ($top === $e || $e.contains($top) || $top.contains($e)
                            || !$top.closest('.md-header, thead, .cmp-group'))];
            }"""))
        assert [stop for stop in seen if stop[1:] != [True, True, True] and "md-skip" not in stop[0]] == []
        assert len({stop[0] for stop in seen}) > 40


def test_the_search_opens_by_button_and_key_and_gives_the_focus_back(visit, address):
    page = visit(address + "about/")
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Search")
    assert dialog.is_visible() and page.evaluate(f"{FOCUS}.type") == "search"
    page.keyboard.type("pressure deep")
    dialog.get_by_role("link").first.wait_for()
    results = dialog.get_by_role("link").all()
    assert dialog.get_by_role("status").inner_text().startswith(str(len(results)))
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{FOCUS}.href") == results[0].get_attribute("href")
    page.keyboard.press("ArrowUp")
    # Tab goes there too: past the button that closes.
    page.keyboard.press("Tab")
    assert name_of_focus(page) == "Close"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}.href") == results[0].get_attribute("href")
    for _ in range(len(results) + 4):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS} === document.body || {FOCUS}.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert not dialog.is_visible() and page.evaluate(f"{FOCUS}.dataset.themeSearch") == ""
    page.keyboard.press("/")
    dialog.get_by_role("searchbox").fill("zzzz")
    assert "Nothing found" in dialog.get_by_role("status").inner_text()
    # Enter follows the best result.
    dialog.get_by_role("searchbox").fill("glossary")
    dialog.get_by_role("link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/context/glossary/**")
    # In a field the key is a letter; and it can be turned off for good (WCAG 2.1.4).
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("a/b")
    assert page.get_by_role("searchbox").input_value() == "a/b"
    page.get_by_label("The / key opens this search").uncheck()
    page.reload()
    page.keyboard.press("/")
    page.wait_for_timeout(100)
    assert not page.get_by_role("dialog", name="Search").is_visible()


def test_no_single_key_leaves_the_page(visit, address):
    page = visit(address + "aspects/settings/")
    for key in ("n", "p", ".", ",", "f", "s"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url == address + "aspects/settings/" and page.get_by_role("dialog").count() == 0


def test_what_was_typed_into_the_search_is_never_read_as_html(visit, address):
    page = visit(address)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("<img src=x onerror=window.hit=1> license")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None and page.locator("dialog img").count() == 0


def test_the_menu_on_a_phone_takes_the_focus_holds_it_and_gives_it_back(visit, address):
    page = visit(address + "roles/therapeutic/", width=360)
    button = page.get_by_role("button", name="Menu", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true" and name_of_focus(page) == "Close the menu"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS} === document.body || {FOCUS}.closest('#menu') !== null")
    topics = page.locator("#menu summary", has_text="Topics")
    topics.focus()
    page.keyboard.press("Enter")
    assert page.locator("#menu a", has_text="Licensing").last.is_visible()
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false" and name_of_focus(page) == "Menu"
    still(page)
    assert not page.locator("#menu").is_visible()
    # A mouse closes it beside it.
    button.click()
    page.mouse.click(350, 400)
    page.wait_for_function("document.querySelector('[data-theme-menu]').ariaExpanded === 'false'")
    # A part of the page is left for, and the menu with it.
    button.click()
    page.locator("#menu a", has_text="Licensing").first.click()
    page.wait_for_function("document.querySelector('[data-theme-menu]').ariaExpanded === 'false'")
    assert page.url.endswith("#licensing")


def test_colors_follow_the_system_until_somebody_chooses(visit, address):
    page = visit(address, dark=True)
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    button = page.get_by_role("button", name="Dark colors")
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true" and page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.goto(address + "about/")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    page.get_by_role("button", name="Dark colors").click()
    assert page.get_attribute("body", "data-md-color-scheme") == "default" and page.evaluate("localStorage.length") == 0


def test_without_scripts_the_menu_stands_open_and_no_button_is_dead(visit, address):
    page = visit(address + "roles/therapeutic/", width=360, scripts=False)
    assert page.locator("button >> visible=true").count() == 0
    page.locator("#menu summary", has_text="Quizzes").click()
    page.locator("#menu a", has_text="Self-check").click()
    assert page.url.endswith("/quizzes/self-check/")


# --- for everyone ---------------------------------------------------------------------------------------------------------

def test_wide_spacing_loses_nothing_on_the_narrowest_screen(visit, address):
    page = visit(address, width=320)
    for path in KINDS:
        page.goto(address + path)
        started(page)
        page.add_style_tag(content=SPACED)
        assert (path, page.evaluate("document.documentElement.scrollWidth")) == (path, 320)
        cut = page.evaluate("""() => [...document.querySelectorAll('body *')].filter($e => {
            const {overflowX, overflowY, clipPath} = getComputedStyle($e);
            return $e.checkVisibility({visibilityProperty: true}) && clipPath === 'none' && $e.tagName !== 'INPUT' && !$e.closest('thead')
                && (overflowX !== 'visible' && overflowX !== 'auto' && $e.scrollWidth > $e.clientWidth + 1
                    || overflowY !== 'visible' && overflowY !== 'auto' && $e.scrollHeight > $e.clientHeight + 1);
        }).map($e => $e.outerHTML.slice(0, 80))""")
        assert (path, cut) == (path, [])


def test_what_a_color_tells_stays_told_where_the_system_chooses_the_colors(visit, address):
    page = visit(address + "context/research/", forced_colors="active")
    page.locator(".md-nav--secondary a").nth(3).click()
    page.locator(".md-nav--secondary [aria-current]").wait_for()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    style = "$e => getComputedStyle($e)"
    for current in (".md-tabs [aria-current]", ".md-nav--secondary [aria-current]"):
        assert page.locator(current).evaluate(f"{style}.textDecorationLine") == "underline"
    assert page.locator(".md-header").evaluate(f"{style}.borderBottomStyle") == "solid"
    button = page.get_by_role("button", name="Search")
    assert button.locator("svg").evaluate(f"{style}.fill") == button.evaluate(f"{style}.color")


def test_nothing_slides_for_who_asks_for_less_motion(visit, address):
    page = visit(address, width=360, reduced_motion="reduce")
    times = page.evaluate("""[...document.querySelectorAll('body *')].flatMap($e =>
        getComputedStyle($e).transitionDuration.split(', ').map(parseFloat))""")
    assert len(times) > 200 and max(times) <= 0.001


@pytest.mark.parametrize("path", ["", "side-by-side/", "roles/therapeutic/", "quizzes/self-check/", "context/sources/"])
def test_on_paper_stands_the_text_alone_black_on_white(visit, address, path):
    page = visit(address + path, dark=True)
    page.emulate_media(media="print")
    for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer__inner", ".md-skip", "dialog", "button"):
        assert (part, page.locator(f"{part} >> visible=true").count()) == (part, 0)
    pale = page.evaluate("""() => {
        const light = (color) => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number); return a * (255 - (r + g + b) / 3) / 255; };
        return [...document.querySelectorAll('article :is(h1, h2, h3, p, li, dd, td, th, a), .md-copyright')]
            .filter($e => $e.checkVisibility() && light(getComputedStyle($e).color) < .5).map($e => $e.outerHTML.slice(0, 80));
    }""")
    assert pale == []
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".md-copyright").is_visible()
    # A source's address can be typed off the paper.
    for link in page.locator("article a[href^=http] >> visible=true").all()[:3]:
        assert link.get_attribute("href") in link.evaluate("$a => getComputedStyle($a, '::after').content")


def test_on_paper_the_notes_of_a_table_follow_it_once(visit, address):
    page = visit(address + "side-by-side/")
    wanted = page.eval_on_selector_all(".cmp-marker [data-context]", "all => [...new Set(all.map(e => e.dataset.context))].sort()")
    page.emulate_media(media="print")
    page.locator(".theme-endnotes").wait_for()
    told = page.eval_on_selector_all(".theme-endnotes [data-context]", "all => all.map(e => e.dataset.context)")
    assert told == wanted and len(told) > 20
    assert page.locator(".cmp-marker [data-context] >> visible=true").count() == 0
    assert page.locator("#fact-license .theme-cited").first.inner_text().strip().startswith("F")
    page.emulate_media(media="screen")
    page.wait_for_function("document.querySelector('.theme-endnotes, .theme-cited') === null")
    plain = visit(address + "side-by-side/", scripts=False)
    plain.emulate_media(media="print")
    assert plain.locator("#fact-license [data-context] >> visible=true").count() > 0


def test_a_printed_quiz_keeps_its_answers_folded(visit, address):
    for scripts in (True, False):
        page = visit(address + "quizzes/self-check/", scripts=scripts)
        page.emulate_media(media="print")
        page.wait_for_timeout(200)
        assert page.locator("[data-quiz-answer] [data-quiz-rationale] >> visible=true").count() == 0


# --- found ----------------------------------------------------------------------------------------------------------------

def test_pages_name_their_address_and_robots_the_list_of_them(tmp_path):
    site = built(lay_project(tmp_path / "project"), SITE_URL="https://example.org/sub/", **FEW)
    trees = pages(site)
    titles, descriptions = [], []
    for place, tree in trees.items():
        head = next(tree.iter("head"))
        canonical = [link.get("href") for link in having(head, "rel", "canonical")]
        title, description = text_of(next(head.iter("title"))), [e.get("content") for e in having(head, "name", "description")]
        if place == "404.html":
            assert (canonical, description) == ([], []) and having(head, "content", "noindex")
            continue
        assert canonical == [f"https://example.org/sub/{place.removesuffix('index.html')}"]
        titles.append(title)
        descriptions += description
        assert next(tree.iter("html")).get("lang") == ("es" if place.startswith("es/") else "en")
    assert len(descriptions) == len(titles) == len(set(titles)) == len(trees) - 1
    assert "Sitemap: https://example.org/sub/sitemap.xml\n" in (site / "robots.txt").read_text()
    assert "<loc>https://example.org/sub/side-by-side/</loc>" in (site / "sitemap.xml").read_text()
    missing = html((site / "404.html").read_text(encoding="utf-8"))
    assert {link.get("href") for link in missing.iter("a") if text_of(link) == "Quizzes"} == {"/sub/quizzes/"}


def test_the_search_finds_pages_by_the_beginnings_of_all_words(visit, address, site):
    page = visit(address)
    found = page.evaluate("""async () => {
        const { fit, ranked, teaser, words } = await import('/assets/theme/search.mjs');
        const section = (id, title, text) => ({ id, title: words(title), page: [], text: words(text) });
        const sections = [section(1, "Other", "one word and a license"), section(2, "License", "of a word"), section(3, "None", "of it all"),
                          section(4, "Long", "license ".repeat(2) + "and more ".repeat(50))];
        const ids = (asked) => ranked(sections, words(asked)).map(({ id }) => id);
        return [words("Élan vital, 2 words"), [["license", "license"], ["licensed", "lic"], ["pregnancy", "pregnant"], ["state", "spa"],
                ["therapeutic", "therapist"]].map(([held, asked]) => fit(held, asked)),
                ids("licen word"), ids("license"), ids("zzz"), teaser("a license for licensed people", ["licens"]),
                teaser("x ".repeat(100) + "end", ["end"]).map(part => part.text).join("")];
    }""")
    assert found[:5] == [["elan", "vital", "2", "words"], [4, 3, 2, 0, 0], [2, 1], [2, 1, 4], []]
    assert [part["text"] for part in found[5] if part["hit"]] == ["license", "licensed"]
    assert found[6].startswith("… x") and found[6].endswith("end")


# What people look for, and where they are well served; the best place has to be among the first three.
LOOKED_FOR = {
    "license": "aspects/licensing/", "Delaware": "context/in-practice/#law", "New York": "context/in-practice/#law",
    "RMT": "context/in-practice/#law", "deep tissue": "context/glossary/", "headache emergency": "context/safety/",
    "pregnant": "context/safety/", "deep vein thrombosis": "context/safety/", "blood clot": "context/safety/",
    "which massage for back pain": "fits/", "chronic pain": "fits/", "stress": "fits/", "sports injury": "context/research/#on-sports-injuries",
    "spa": "aspects/settings/#words", "quiz scope": "quizzes/scope/", "scope of practice": "aspects/scope/", "anatomy training": "aspects/training/",
    "moodle": "quizzes/instructors/#what-do-you-use", "flashcards": "quizzes/instructors/#what-do-you-use", "cookies": "privacy/",
    "assign": "quizzes/assign/", "sources": "context/sources/", "massage therapist licensed in california": "context/in-practice/#law"}


def test_the_best_place_is_among_the_first_three(visit, address):
    page = visit(address)
    with page.expect_response("**/search_index.json"):
        page.get_by_role("button", name="Search").click()
    page.get_by_role("searchbox").fill("the")
    page.locator(".theme-results a").first.wait_for()
    first = {}
    for asked in LOOKED_FOR:
        page.get_by_role("searchbox").fill(asked)
        first[asked] = page.eval_on_selector_all(".theme-results a", "all => all.slice(0, 3).map(($a) => $a.href)")
    assert {asked: found for asked, found in first.items() if address + LOOKED_FOR[asked] not in found} == {}
