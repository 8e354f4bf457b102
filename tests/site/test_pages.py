"""The built pages: valid, linked, honest about whose words they are, and quiet towards the world outside."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from building import FEW, built
from comparison import outputs
from support import GOOD, ROOT, THREE_ROLES, having, html, lay_project, text_of
import itertools

PAGES = ["", "side-by-side/", "article/", "roles/relaxation/", "aspects/settings/", "quizzes/self-check/", "quizzes/results/", "about/",
         "how-to-read/", "make-your-own/", "fits/", "context/in-practice/", "context/research/", "context/safety/", "context/glossary/",
         "context/sources/"]
WIDTHS = {"desktop": 1280, "phone": 360}


def pages(site: Path) -> dict[str, object]:
    """Return every page of a site as a strictly read tree, by its place; a tree is for looking at, for others are given the same."""
    return {file.relative_to(site).as_posix(): _read(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}


# Two dozen tests look through whole sites, most of them through the same two.
_read = lru_cache(maxsize=200)(html)


def broken_links(site: Path) -> list[str]:
    """Return every link, image, script or sheet of a site that leads nowhere, anchors included."""
    trees = pages(site)
    anchors = {place: {element.get("id") for element in having(tree, "id")} for place, tree in trees.items()}
    broken = []
    for place, tree in trees.items():
        # The error page is shown at any address, so its links count from the root.
        for element in [] if place == "404.html" else [*having(tree, "href"), *having(tree, "src")]:
            target = urlsplit(element.get("href") or element.get("src"))
            if target.scheme or target.netloc:
                continue
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(target.path))) if target.path else place
            if (site / goal).is_dir():
                goal = posixpath.normpath(posixpath.join(goal, "index.html"))
            if not (site / goal).is_file() or target.fragment and goal in anchors and target.fragment not in anchors[goal]:
                broken.append(f"{place}: {element.get('href') or element.get('src')}")
    return broken


@pytest.fixture(scope="module", params=["site", "other_site"])
def any_site(request) -> Path:
    """The shipped site, then the made-up one."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def trees(any_site):
    return pages(any_site)


def data_of(site: Path) -> dict:
    return json.loads((site / "downloads" / "comparison.json").read_text(encoding="utf-8"))


def main_of(tree):
    return next(element for element in tree.iter("article"))


def test_every_link_and_anchor_leads_somewhere(any_site):
    assert broken_links(any_site) == []


def test_every_page_is_parsed_without_an_error_has_one_h1_and_no_id_twice(trees):
    for place, tree in trees.items():
        ids = [element.get("id") for element in having(tree, "id")]
        assert (place, [id for id in ids if ids.count(id) > 1]) == (place, [])
        assert (place, len(list(tree.iter("h1")))) == (place, 1)


def test_headings_step_down_one_level_at_a_time(trees):
    for place, tree in trees.items():
        levels = [int(element.tag[1]) for element in main_of(tree).iter() if re.fullmatch("h[1-6]", str(element.tag))]
        assert [(place, one, two) for one, two in itertools.pairwise(levels) if two > one + 1] == []


def test_there_is_a_page_for_each_role_aspect_and_quiz(any_site, trees):
    data = data_of(any_site)
    wanted = {f"roles/{role['id']}/index.html" for role in data["roles"]}
    wanted |= {f"aspects/{aspect['id']}/index.html" for aspect in data["aspects"]}
    assert wanted <= set(trees)
    assert any(place.startswith("quizzes/") for place in trees)


def test_every_statement_is_the_article_s_and_carries_its_paragraph(any_site, trees):
    data = data_of(any_site)
    paragraphs = {claim["id"]: claim["paragraph"][1:] for claim in data["claims"]}
    about = {claim["id"]: claim["about"] for claim in data["claims"]}
    for role in data["roles"]:
        article = main_of(trees[f"roles/{role['id']}/index.html"])
        for fact in data["facts"]:
            line = next(element for element in having(article, "data-fact", fact["id"]) if element.tag == "li")
            lists = [parent for parent in article.iter() if any(line in list(child) for child in parent)]
            opening = text_of(lists[0])
            stance = fact["stances"][role["id"]]
            assert "According to the article" in opening or "The article does not mention" in opening
            expected = {paragraphs[id] for id in fact["claims"] if role["id"] in about[id]} if stance != "not mentioned" else set()
            told = {link.get("href").rpartition("#p")[2] for link in line.iter("a") if "#p" in link.get("href")}
            assert (fact["id"], told) == (fact["id"], expected)


def test_a_flagged_claim_shows_its_marker_wherever_it_stands(any_site, trees):
    data = data_of(any_site)
    words = {"varies": "Varies by place", "conflict": "Conflicts with law or standards",
             "evidence": "Research is unsettled", "safety": "Needs caution"}
    claims = {claim["id"]: claim for claim in data["claims"]}
    checked = 0
    for fact in data["facts"]:
        for role in data["roles"]:
            wanted = {words[flag] for id in fact["claims"] if role["id"] in claims[id]["about"]
                      for flag in claims[id]["flags"] if flag in words}
            places = [main_of(trees[f"roles/{role['id']}/index.html"]), main_of(trees["side-by-side/index.html"]),
                      main_of(trees[f"aspects/{fact['aspect']}/index.html"])]
            for tree in places:
                for element in having(tree, "data-fact", fact["id"]):
                    if element.tag in ("td", "li") and element.get("data-role") == role["id"]:
                        flags = {text_of(e) for e in element.iter("span") if e.get("class", "").startswith("cmp-flag")}
                        assert flags == wanted
                        checked += bool(wanted)
    assert checked > 5


def notes_beside(data: dict, fact: dict, role: str) -> set[str]:
    """Return the ids of the notes that belong beside what the article says of a role on a fact."""
    cautions = {"varies", "conflict", "evidence", "safety"}
    return {note for claim in data["claims"] if claim["id"] in fact["claims"] and role in claim["about"]
            and cautions & set(claim["flags"]) for note in claim.get("context", [])}


def context_in(element) -> set[str]:
    return {part.get("data-context") for part in having(element, "data-context")}


def facts_behind(form) -> list[str]:
    """Return the ids of the facts that a question rests on, from the links to their rows."""
    return [link.get("data-fact") for link in having(having(form, "data-quiz-places")[0], "data-fact")]


def test_the_context_of_a_flagged_claim_stands_wherever_it_appears(site):
    data, trees = data_of(site), pages(site)
    quizzes = [f"quizzes/{file.stem}/index.html" for file in sorted((site.parent / "quizzes").glob("*.yml"))]
    checked = asked = answered = 0
    for fact in data["facts"]:
        every: set[str] = set()
        for role in (role["id"] for role in data["roles"]):
            wanted = notes_beside(data, fact, role)
            every |= wanted
            for place in (f"roles/{role}/index.html", "side-by-side/index.html", f"aspects/{fact['aspect']}/index.html"):
                for element in having(main_of(trees[place]), "data-fact", fact["id"]):
                    if element.tag in ("td", "li") and element.get("data-role") == role:
                        assert (place, fact["id"], context_in(element)) == (place, fact["id"], wanted)
                        checked += bool(wanted)
        words = [e for e in having(main_of(trees[f"aspects/{fact['aspect']}/index.html"]), "data-fact", fact["id"])
                 if e.tag == "li" and not e.get("data-role")]
        assert [context_in(element) for element in words] == [every]
        for quiz in quizzes:
            for form in having(main_of(trees[quiz]), "data-quiz-item"):
                if fact["id"] in facts_behind(form):
                    # The item shows the most telling note of each fact; the row it links to has them all.
                    assert not every or context_in(form) & every
                    asked += bool(every)
        for element in having(main_of(trees["index.html"]), "data-facts"):
            if fact["id"] in element.get("data-facts").split():
                assert notes_beside(data, fact, element.get("data-role")) <= context_in(element)
        for element in having(main_of(trees["index.html"]), "data-fact", fact["id"]):
            # The answer that each role's card gives; the table below it names facts by links alone.
            if element.tag == "div":
                assert context_in(element) == notes_beside(data, fact, element.get("data-role"))
                answered += 1
    assert checked > 60 and asked > 60 and answered == len(data["answer"])


def test_a_note_names_place_date_and_source(site):
    data, trees = data_of(site), {place: tree for place, tree in pages(site).items() if not place.startswith("es/")}
    sources = {source["id"]: source for source in data["sources"]}
    notes = {note["id"]: note for note in data["context"] + data["safety"]}
    seen = set()
    for place, tree in trees.items():
        for element in having(tree, "data-context"):
            note = notes[element.get("data-context")]
            told = text_of(element)
            easy = place in ("index.html", "fits/index.html", "context/safety/index.html")
            assert (note["plain"] if easy else note["says"]) in told
            # In plain words, the full statement is one step away: in the fold, or behind a link to its own place.
            assert not easy or note["says"] in told or [
                link.get("href") for link in element.iter("a") if link.get("href").endswith(f"#{note['id']}")] != []
            assert note.get("place", "") in told and note.get("as_of", "") in told
            assert note.get("kind") != "research" or f"Certainty: {note['certainty']}." in told
            # Among questions the sources are one step away, at the note's own place.
            assert [link for link in element.iter("a") if link.get("href").endswith(f"#{note['id']}")] if place.startswith("quizzes/") else (
                {link.get("href") for link in element.iter("a")} >= {sources[id]["url"] for id in note["sources"]})
            assert ("Reported by a secondary page" in told) == (note["confidence"] == "medium")
            assert note.get("kind") != "law" or "Check your own regulator." in told
            seen.add(note["id"])
    assert seen == set(notes)


def test_what_research_says_gives_each_finding_its_certainty_and_year_under_the_effect_it_is_about(site):
    data, trees = data_of(site), pages(site)
    main = main_of(trees["context/research/index.html"])
    notes = {note["id"]: note for note in data["context"] if note["kind"] == "research"}
    assert {"C26", "C27", "C28", "C38", "C39", "C40", "C10", "C20"} <= {id for note in notes.values() for relation in
            ("supports", "qualifies", "contradicts") for id in note.get(relation, [])}
    findings = list(having(main, "data-finding"))
    assert len(findings) > 20
    for element in findings:
        note = notes[element.get("data-finding")]
        assert f"Certainty: {note['certainty']}." in text_of(element) and note["as_of"] in text_of(element)


def test_a_note_at_its_own_place_keeps_how_it_bears_and_how_sure_it_is(site):
    data, trees = data_of(site), pages(site)
    places = [main_of(trees[f"context/{name}/index.html"]) for name in ("in-practice", "research")]
    narrowed = [note for note in data["context"] if "bears_note" in note]
    assert len(narrowed) > 25
    for note in data["context"]:
        told = next(text_of(found[0]) for main in places if (found := having(main, "id", note["id"])))
        assert f"More closely: {note['bears_note']}." in told if "bears_note" in note else "More closely" not in told
        assert (f"How sure: {note['confidence_note']}." in told) == (note["confidence_note"] != note["confidence"])


def test_every_term_and_source_has_its_place_and_sources_tell_where_they_are_used(site):
    data, trees = data_of(site), pages(site)
    glossary, listed = main_of(trees["context/glossary/index.html"]), main_of(trees["context/sources/index.html"])
    for term in data["terms"]:
        assert text_of(having(glossary, "id", term["id"])[0]) == term["term"] and term["meaning"] in text_of(glossary)
    for source in data["sources"]:
        entry = having(listed, "id", source["id"])[0]
        users = {part["id"] for group in ("context", "safety", "terms") for part in data[group] if source["id"] in part["sources"]}
        assert {text_of(link) for link in entry.iter("a")} - {source["title"]} == users
        assert entry.find("a").get("href") == source["url"] and source["publisher"] in text_of(entry)


def test_the_disclaimers_stand_at_the_foot_of_every_page_and_on_about(site):
    data, trees = data_of(site), pages(site)
    (spanish,) = outputs.read_project(ROOT).translations
    for place, tree in trees.items():
        short = spanish.comparison.disclaimer.short if place.startswith("es/") else data["disclaimer"]["short"]
        assert (place, short in " ".join(text_of(e) for e in tree.iter("footer"))) == (place, True)
    assert data["disclaimer"]["long"] in text_of(main_of(trees["about/index.html"]))


def test_an_aspect_names_the_areas_of_the_examination_it_touches(site):
    data, trees = data_of(site), pages(site)
    seen = set()
    for aspect in data["aspects"]:
        claims = {id for fact in data["facts"] if fact["aspect"] == aspect["id"] for id in fact["claims"]}
        wanted = [area["id"] for area in data["exam"]["areas"] if claims & set(area.get("claims", []))]
        tree = main_of(trees[f"aspects/{aspect['id']}/index.html"])
        assert [element.get("data-exam-area") for element in having(tree, "data-exam-area")] == wanted
        assert ("touches topics in" in text_of(tree)) == bool(wanted)
        seen |= set(wanted)
    assert seen == {area["id"] for area in data["exam"]["areas"] if area.get("claims")}


def test_the_places_with_levels_of_their_own_come_first(site):
    data, tree = data_of(site), main_of(pages(site)["context/in-practice/index.html"])
    levels = {note["id"] for note in data["context"] if note.get("levels")}
    assert levels == {"F14", "F15", "F28"}
    headings = [element.get("id") for element in tree.iter("h2")]
    assert headings[0] == "levels"
    linked = [link.get("href") for link in tree.iter("a") if link.get("href").startswith("#F")]
    assert set(linked) == {f"#{id}" for id in levels}


def test_research_stands_under_each_claimed_effect_that_it_does_not_settle(site):
    data, tree = data_of(site), main_of(pages(site)["context/research/index.html"])
    research = {note["id"] for note in data["context"] if note["kind"] == "research"}
    claims = {claim["id"]: claim for claim in data["claims"]}
    wanted = [fact["id"] for fact in data["facts"]
              if any("evidence" in claims[id]["flags"] and research & set(claims[id]["context"]) for id in fact["claims"])]
    assert [e.get("id") for e in tree.iter("h2")] == [*(f"on-{id}" for id in wanted), "all"]
    assert {"chronic-pain", "headaches", "circulation", "less-inflammation"} <= set(wanted)


def test_a_comparison_without_notes_has_no_page_for_them(tmp_path):
    for part, source in (("docs/comparison.yml", "tiny.yml"), ("quizzes/tiny-quiz.yml", "tiny-quiz.yml")):
        (tmp_path / "data" / part).parent.mkdir(parents=True)
        shutil.copy(GOOD / source, tmp_path / "data" / part)
    site = built(lay_project(tmp_path / "project", data=tmp_path / "data"), **FEW)
    assert not (site / "context").exists()
    assert "Context" not in [text_of(link) for link in pages(site)["index.html"].iter("a")]


def test_a_page_of_a_role_or_aspect_opens_with_what_the_article_says_and_ends_with_questions(any_site, trees):
    data = data_of(any_site)
    facts = {fact["id"]: fact for fact in data["facts"]}
    checked = 0
    for kind, parts in (("roles", data["roles"]), ("aspects", data["aspects"])):
        for part in parts:
            tree = main_of(trees[f"{kind}/{part['id']}/index.html"])
            lead = next(e for e in having(tree, "data-fact") if "cmp-lead" in e.get("class", ""))
            assert text_of(lead).startswith("The article ") and re.search(r"\(paragraphs? \d", text_of(lead))
            fact = facts[lead.get("data-fact")]
            assert fact["id"] in data["answer"] if kind == "roles" else fact["aspect"] == part["id"]
            links = [link for e in having(tree, "class", "cmp-check") for link in e.iter("a")]
            assert len(links) <= 3
            for link in links:
                quiz, item = re.fullmatch(r"\.\./\.\./(quizzes/[^/]+)/#(item-.+)", link.get("href")).groups()
                form = having(trees[f"{quiz}/index.html"], "id", item)[0]
                stem = next(e for e in having(form, "data-quiz-stem"))
                assert text_of(link) == text_of(stem)
                asked = facts_behind(form)
                assert asked and all(facts[id]["stances"][part["id"]] != "not mentioned" if kind == "roles"
                                     else facts[id]["aspect"] == part["id"] for id in asked)
                checked += 1
    assert checked > 5


def test_a_note_stands_in_sight_once_a_page_and_is_folded_where_it_comes_up_again(site):
    for place, tree in pages(site).items():
        if place.startswith(("roles/", "article/", "aspects/")):
            main = main_of(tree)
            folded = {part for fold in main.iter("details") for part in having(fold, "data-context")}
            seen = [part.get("data-context") for part in having(main, "data-context") if part not in folded]
            assert len(seen) == len(set(seen))
            # Every caution is in sight somewhere on the page that it belongs to.
            cautions = {id for id in context_in(main) if id.startswith("S")}
            assert cautions <= set(seen)


def test_every_claim_stands_on_the_page_of_the_article_under_its_paragraph(any_site, trees):
    article = main_of(trees["article/index.html"])
    heading, seen = None, {}
    for element in article.iter():
        if element.tag == "h2":
            heading = element.get("id")
        if element.get("data-claim"):
            seen[element.get("data-claim")] = (heading, element)
    for claim in data_of(any_site)["claims"]:
        where, element = seen.pop(claim["id"])
        assert where == claim["paragraph"].lower() and claim["says"] in text_of(element)
    assert seen == {}


def test_the_search_index_holds_no_question_key_or_rationale(any_site):
    index = (any_site / "search" / "search_index.json").read_text(encoding="utf-8")
    root = ROOT if "relaxation" in index else THREE_ROLES
    project = outputs.read_project(root)
    texts = [text for quiz in project.quizzes for item in quiz.items
             for text in (item.stem, *(option.rationale for part in item.parts for option in part.options))]
    # The pages of the aspects give the article's account in words of their own; the quiz page itself must be silent.
    quiz_pages = [text for place, _, text in json.loads(index)["docs"] if place.startswith("quizzes/")]
    assert len(texts) > 30 and quiz_pages
    assert [text for text in texts if any(text in page for page in quiz_pages)] == []
    assert [quiz.items[0].stem for quiz in project.quizzes if quiz.items[0].stem in index] == []


def test_no_page_asks_for_a_script_or_sheet_of_the_quiz_or_table_but_theirs(trees):
    for place, tree in trees.items():
        asked = {(element.get("src") or element.get("href")).rpartition("assets/")[2]
                 for element in [*having(tree, "src"), *having(tree, "href")] if "assets/" in (element.get("src") or element.get("href"))}
        own = {path for path in asked if path.startswith(("quiz/", "table/", "chooser/"))}
        taken = {"quiz/quiz.mjs", "quiz/quiz.css"}
        expected = ({"quiz/assign.mjs", "quiz/sets.css"} if place.startswith("quizzes/assign/")
                    else {"quiz/set.mjs", "quiz/sets.css"} | taken - {"quiz/quiz.mjs"} if place.startswith("quizzes/set/")
                    else {"quiz/results.mjs", "quiz/results.css"} if place.startswith("quizzes/results/")
                    else {"quiz/progress-page.mjs", "quiz/progress.css"} if place.startswith("quizzes/progress/")
                    else taken if having(tree, "data-quiz-item")
                    else {"table/table.mjs"} if place.removeprefix("es/").startswith("side-by-side/")
                    else {"chooser/chooser.mjs"} if place.startswith(("fits/", "context/in-practice/")) else set())
        assert (place, own) == (place, expected)


def test_there_is_no_word_of_the_shipped_comparison_in_another_site(other_site):
    texts = {file.relative_to(other_site).as_posix(): file.read_text(encoding="utf-8").lower()
             for file in other_site.rglob("*") if file.suffix in {".html", ".json", ".csv", ".yml", ".mjs", ".css", ".xml"}
             and "lunr" not in file.name and "assets/stylesheets" not in file.as_posix()}
    assert len(texts) > 15
    for word in ("massage", "therap", "relaxation", "swedish", "licen[cs]ed? health"):
        assert [place for place, text in texts.items() if re.search(word, text)] == []


@pytest.mark.parametrize("device", WIDTHS)
def test_no_page_asks_anything_of_any_other_place(visit, address, device):
    # All of them are opened first, so that the half second in which nothing more is asked for is waited for once.
    opened = {path: visit(address + path, width=WIDTHS[device]) for path in PAGES}
    for path, page in opened.items():
        page.wait_for_load_state("networkidle")
        assert (path, [url for url in page.requests if not url.startswith((address, "data:"))]) == (path, [])
        hints = page.eval_on_selector_all("link[href], script[src], img[src]", "all => all.map(e => e.href || e.src)")
        assert (path, [url for url in hints if not url.startswith((address, "data:"))]) == (path, [])


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_narrow_phone(visit, address, path):
    page = visit(address + path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    # Nothing of the content sticks out of the page either, where it could only be cut off.
    wide = page.eval_on_selector_all("article *", """all => all.filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && box.right > 321 && getComputedStyle(e).position !== 'absolute';
    }).map(e => e.outerHTML.slice(0, 80))""")
    assert wide == []


def test_the_answer_stands_on_the_first_screen(visit, address):
    for width, height in ((1280, 800), (360, 740)):
        page = visit(address, width=width, height=height)
        cards = page.locator(".cmp-card")
        assert cards.count() == 2
        for index in range(2):
            box = cards.nth(index).bounding_box()
            assert box["y"] + box["height"] <= height
