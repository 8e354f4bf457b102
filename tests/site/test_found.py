"""What search engines and those who share a link get: titles, pictures, data, and former addresses that still lead somewhere."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from building import ENVIRONMENT, FEW, build, built
from comparison import outputs, share, structured
from comparison.figure import figure
from comparison.pages import pages as generated
from comparison.project import AskedQuiz
from PIL import Image
from support import ROOT, THREE_ROLES, having, html, lay_project, text_of
from test_pages import broken_links, pages

ADDRESS = "https://example.org/sub/"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The shipped site, built for an address, with two pages that have moved."""
    project = lay_project(tmp_path_factory.mktemp("published") / "project")
    (project / "docs" / "moved.yml").write_text("old.md: side-by-side.md\ndeep/er/old.md: quizzes/safety.md\n", encoding="utf-8")
    return built(project, SITE_URL=ADDRESS, **FEW)


def told(tree) -> dict[str, str]:
    """Return what the head of a page says of it, by name."""
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in next(tree.iter("head")).iter("meta")
            if meta.get("property") or meta.get("name")}


def data_in(tree) -> list[dict]:
    return [json.loads(script.text) for script in having(tree, "type", "application/ld+json")]


# --- shared ---------------------------------------------------------------------------------------------------------------

def test_every_page_tells_those_who_share_it_what_it_is_and_shows_a_picture(published):
    for place, tree in pages(published).items():
        if place in ("404.html", "old/index.html", "deep/er/old/index.html"):
            assert not having(tree, "property")
            continue
        has = told(tree)
        address = ADDRESS + place.removesuffix("index.html")
        assert (has["og:url"], has["og:title"]) == (address, text_of(next(tree.iter("title"))).partition(" - ")[0])
        assert has["og:description"] == has["description"] and has["og:site_name"] and has["twitter:card"] == "summary_large_image"
        assert has["og:type"] == ("website" if place == "index.html" else "article")
        assert has["og:image"].startswith(ADDRESS) and len(has["og:image:alt"]) > 10
        file = published / has["og:image"].removeprefix(ADDRESS)
        with Image.open(file) as picture:
            assert (picture.format, str(picture.width), str(picture.height)) == ("PNG", has["og:image:width"], has["og:image:height"])
        assert file.stat().st_size < 120_000


def test_pages_that_have_something_of_their_own_to_show_have_a_picture_of_their_own(published):
    pictures: dict[str, list[str]] = {}
    for place, tree in pages(published).items():
        if has := told(tree).get("og:image"):
            pictures.setdefault(has.rpartition("/")[2], []).append(place)
    shared = pictures.pop("index.png")
    assert [places for places in pictures.values() if len(places) > 1] == [] and len(pictures) > 20
    assert {"index.html", "about/index.html", "quizzes/assign/index.html"} <= set(shared)
    assert len({(published / "assets" / "share" / name).read_bytes() for name in pictures}) == len(pictures)
    assert {file.name for file in (published / "assets" / "share").iterdir()} == {*pictures, "index.png"}


def test_without_an_address_nothing_names_one(site):
    for place, tree in pages(site).items():
        assert (place, {"og:url", "og:image"} & set(told(tree)), having(tree, "rel", "canonical")) == (place, set(), [])
        assert place == "404.html" or told(tree)["og:title"]


def test_a_picture_counts_what_the_article_states():
    project = outputs.read(ROOT, formats=())[0]
    drawing = figure(project.comparison, project.say)
    every = {column.name: column.count for column in share.columns("index.md", project, drawing)}
    parts = [share.columns(f"aspects/{aspect.id}.md", project, drawing) for aspect in project.comparison.aspects]
    assert {name: sum(column.count for columns in parts for column in columns if column.name == name) for name in every} == every
    assert sum(every.values()) == sum("stated" in fact.stances.values() for fact in project.comparison.facts)
    for role in project.comparison.roles:
        stated = sum(fact.stances[role.id] == "stated" for fact in project.comparison.facts)
        assert sum(column.count for column in share.columns(f"roles/{role.id}.md", project, drawing)) == stated


# --- data -----------------------------------------------------------------------------------------------------------------

def test_the_data_of_a_page_says_what_it_is_and_agrees_with_the_page(published):
    kinds: dict[str, list[str]] = {}
    for place, tree in pages(published).items():
        for data in data_in(tree):
            kinds.setdefault(data["@type"], []).append(place)
            assert (data["@context"], data["inLanguage"], data["description"]) == (
                "https://schema.org", next(tree.iter("html")).get("lang"), told(tree)["description"])
            assert data["name"] == told(tree)["og:title"]
            addresses = re.findall(r'"(?:url|contentUrl|image)":\s*"([^"]*)"', json.dumps(data))
            assert addresses
            for address in addresses:
                target = (published / place).parent / address
                assert (target / "index.html" if address.endswith("/") else target).is_file()
            ids = {element.get("id") for element in having(tree, "id")}
            assert {id.removeprefix("#") for id in re.findall(r'"@id":\s*"([^"]*)"', json.dumps(data))} <= ids
    assert {kind: len(places) for kind, places in kinds.items() if kind not in ("LearningResource", "Quiz")} == {
        "WebSite": 2, "Dataset": 2, "Collection": 1, "DefinedTermSet": 1}
    assert len(kinds["Quiz"]) == len(list((ROOT / "quizzes").glob("*.yml"))) + 1 and len(kinds["LearningResource"]) > 10


def test_the_data_of_a_quiz_names_its_questions_and_gives_no_answer_away(site, other_site):
    for folder, root in ((site, ROOT), (other_site, THREE_ROLES)):
        gives_nothing_away(folder, outputs.read(root, formats=())[0])


def gives_nothing_away(folder: Path, project) -> None:
    for asked in project.quizzes:
        (data,) = data_in(html((folder / "quizzes" / asked.quiz.id / "index.html").read_text(encoding="utf-8")))
        assert [(part["@type"], part["name"]) for part in data["hasPart"]] == [("Question", item.stem) for item in asked.items]
        rationales = [option.rationale for item in asked.items for part in item.parts for option in part.options]
        assert [text for text in rationales if text in json.dumps(data, ensure_ascii=False)] == [] and len(rationales) > 5


def test_the_glossary_and_the_open_data_are_whole(published):
    (terms,) = data_in(pages(published)["context/glossary/index.html"])
    known = json.loads((published / "downloads" / "comparison.json").read_text(encoding="utf-8"))["terms"]
    assert [(term["termCode"], term["name"], term["description"]) for term in terms["hasDefinedTerm"]] == [
        (term["id"], term["term"], term["meaning"]) for term in known]
    (dataset,) = data_in(pages(published)["side-by-side/index.html"])
    assert {file["encodingFormat"] for file in dataset["distribution"]} == {"application/json", "text/csv", "application/yaml"}


def test_no_text_ends_a_block_of_data():
    project, made = outputs.read(ROOT, formats=())
    page = next(output for output in made if output.uri == "article.md")
    front = page.text.replace("title: ", 'title: "\\u0026lt;/script\\u0026gt;\\u0026lt;!-- \\u0026amp;"\nformer: ', 1)
    text = structured.block(replace(page, content=front), project, (), lambda target: target)
    assert json.loads(text)["name"] == "</script><!-- &" and not set("<>&") & set(text)


# --- moved ----------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("scripts", [True, False])
def test_a_former_address_leads_to_the_page(visit, serve, published, scripts):
    for old, new in (("old/", "side-by-side/"), ("deep/er/old/", "quizzes/safety/")):
        home = serve(published)
        page = visit(home + old, scripts=scripts)
        page.wait_for_url(home + new)
    assert broken_links(published) == []


def test_a_former_address_is_for_nobody_to_find(published):
    assert "old/" not in (published / "sitemap.xml").read_text(encoding="utf-8")
    tree = pages(published)["old/index.html"]
    (link,) = tree.iter("a")
    assert [e.get("href") for e in having(tree, "rel", "canonical")] == [link.get("href")] == ["../side-by-side/"]
    assert having(tree, "content", "noindex") and not list(tree.iter("script"))


def test_what_moved_to_nowhere_or_from_a_page_of_today_stops_the_build(tmp_path):
    project = lay_project(tmp_path / "project")
    moved = project / "docs" / "moved.yml"
    moved.write_text("old.md: side-by-sid.md\nabout.md: article.md\n/x: article.md\n", encoding="utf-8")
    result = build(project, **FEW)
    assert result.returncode == 1
    for line in ("docs/moved.yml:1:9: there is no page 'side-by-sid.md' to lead to (did you mean 'side-by-side.md'?)",
                 "docs/moved.yml:2:1: 'about.md' is the address of 'about.md' today", "docs/moved.yml:3:1: '/x' is no place of a page"):
        assert line in result.stderr
    moved.write_text("- old.md\n", encoding="utf-8")
    assert "docs/moved.yml:1:1: expected a mapping" in build(project, **FEW).stderr


# --- light ----------------------------------------------------------------------------------------------------------------

def weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 9))


def cut(page: str, count: int) -> str:
    """Return the page of a quiz with its first questions alone, in what it says for programs too."""
    forms = re.findall(r'<form class="quiz-item".*?</form>\n?', page, re.DOTALL)
    for form in forms[count:]:
        page = page.replace(form, "", 1)

    def fewer(found):
        data = json.loads(found[2])
        data["hasPart"] = data["hasPart"][:count]
        return found[1] + json.dumps(data, ensure_ascii=False, separators=(",", ":")) + found[3]

    assert len(forms) >= count
    return re.sub(r'(<script type="application/ld\+json">)(.*?)(</script>)', fewer, page, flags=re.DOTALL)


def test_twenty_questions_with_all_their_reasons_weigh_at_most_12_kb_packed(site):
    for id in [asked.quiz.id for asked in outputs.read_project(ROOT).quizzes if len(asked.items) >= 20]:
        page = (site / "quizzes" / id / "index.html").read_text(encoding="utf-8")
        twenty = cut(page, 20)
        assert twenty.count("data-quiz-rationale") > 60
        assert (id, weight(twenty) - weight(cut(page, 0))) <= (id, 12_000)


def test_three_thousand_questions_leave_no_word_in_the_search_index_and_weigh_at_most_15_kb_there(tmp_path):
    project = outputs.read(THREE_ROLES, formats=())[0]
    quiz = project.quizzes[0].quiz
    # Each with a word of its own in every text; only the pages are made, since no download is searched.
    items = tuple(marked(project.items[number % len(project.items)], number) for number in range(3000))
    asked = tuple(AskedQuiz(quiz.model_copy(update={"id": f"many-{number}", "title": f"Many questions {number}"}), items[number * 30:number * 30 + 30])
                  for number in range(100))
    config = {"site_name": "Many", "theme": {"name": "material", "font": False}, "plugins": ["search"],
              "markdown_extensions": ["attr_list", {"toc": {"permalink": True}}]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for page in generated(replace(project, quizzes=asked), True, (), defaultdict(int)):
        if page.is_page:
            place = tmp_path / "docs" / page.uri
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(page.data)
    result = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    built_pages = [file.read_text(encoding="utf-8") for file in (tmp_path / "site" / "quizzes").glob("many-*/index.html")]
    assert sum(page.count('<form class="quiz-item"') for page in built_pages) == 3000
    assert sum(page.count("zymurgy") for page in built_pages) > 10_000
    index = (tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "zymurgy" not in index and len(json.loads(index)["docs"]) > 100
    assert len(gzip.compress(index.encode(), 9)) <= 15_000


def marked(item, number: int):
    """Return an item under another id, with an odd word in each of its texts."""
    def word(text: str) -> str:
        return f"{text} zymurgy{number}"
    parts = tuple(replace(part, rationale=word(part.rationale) if part.rationale else part.rationale, options=tuple(
        replace(option, text=word(option.text), rationale=word(option.rationale)) for option in part.options)) for part in item.parts)
    return replace(item, id=f"{item.id}-{number}", stem=word(item.stem), parts=parts)
