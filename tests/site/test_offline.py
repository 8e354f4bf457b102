"""The copy of the site to take along: unpacked into a folder and opened from there, with the network off."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from assigning import link_of, put
from building import ENVIRONMENT, FEW, built
from comparison import outputs
from support import ROOT, having, html, lay_project, text_of
from taking import answer, item

COPY = "downloads/this-site.zip"


def unpacked(site: Path, folder: Path) -> Path:
    with zipfile.ZipFile(site / COPY) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    (copy,) = folder.iterdir()
    return copy


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory) -> Path:
    # Disks have folders with names that an address has to spell.
    return unpacked(site, tmp_path_factory.mktemp("copy") / "my füle & ? #1")


@pytest.fixture(scope="module")
def other_copy(other_site, tmp_path_factory) -> Path:
    return unpacked(other_site, tmp_path_factory.mktemp("other"))


@pytest.fixture
def open_copy(visit, copy):
    """A function that opens a page of the copy with the network off; nothing but files is ever asked for."""
    opened = []

    def open_page(path="", fragment="", **more):
        page = visit((copy / path / "index.html").as_uri() + fragment, offline=True, **more)
        opened.append(page)
        return page

    yield open_page
    assert [url for page in opened for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []


def pages(folder: Path) -> dict[str, object]:
    return {file.relative_to(folder).as_posix(): html(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}


@pytest.mark.parametrize("name", ["copy", "other_copy"])
def test_every_link_script_and_sheet_of_the_copy_is_a_file_in_it(request, name):
    folder = request.getfixturevalue(name)
    trees = pages(folder)
    anchors = {place: {element.get("id") for element in having(tree, "id")} for place, tree in trees.items()}
    seen, broken = 0, []
    for place, tree in trees.items():
        for element in [*having(tree, "href"), *having(tree, "src")]:
            target = urlsplit(element.get("href") or element.get("src"))
            if target.scheme or target.netloc:
                continue
            seen += 1
            file = (folder / place).parent / unquote(target.path) if target.path else folder / place
            if not file.is_file():
                broken.append(f"{place}: {target.path}")
            elif target.fragment and file.suffix == ".html" and target.fragment not in anchors[file.resolve().relative_to(folder.resolve()).as_posix()]:
                broken.append(f"{place}: {target.path}#{target.fragment}")
    assert seen > 1000 and broken == []


def test_the_copy_has_every_page_of_the_site_with_the_same_words(site, copy):
    theirs, ours = pages(site), pages(copy)
    del theirs["404.html"]
    assert list(ours) == list(theirs) and len(ours) > 30
    for place, tree in theirs.items():
        for tree_of in (tree, ours[place]):
            for element in having(tree_of, "data-web-only"):
                element.text, element[:] = "", []
        assert (place, text_of(ours[place])) == (place, text_of(tree))
    assert [place for place, tree in ours.items() if having(tree, "data-web-only") or having(tree, "type", "module")] == []


def test_the_copy_has_every_file_that_a_page_offers(site, copy):
    for folder in ("downloads", "assets/stylesheets"):
        for file in (site / folder).iterdir():
            if file.name != Path(COPY).name:
                assert (copy / folder / file.name).read_bytes() == file.read_bytes()
    assert sorted(file.suffix for file in copy.rglob("*") if file.suffix in (".mjs", ".gz", ".map")) == []
    assert not (copy / COPY).exists()


def test_about_and_the_page_for_instructors_lead_to_the_copy(site):
    for page in ("about", "quizzes/instructors"):
        tree = html((site / page / "index.html").read_text(encoding="utf-8"))
        (told,) = having(tree, "data-web-only")
        (link,) = told.iter("a")
        assert (site / page / link.get("href")).resolve() == (site / COPY).resolve()
        assert text_of(link) == "Download this site"


def test_a_reader_goes_from_page_to_page(open_copy, copy):
    page = open_copy()
    for name in ("Side by side", "Quizzes", "About"):
        page.get_by_role("navigation", name="Sections").get_by_role("link", name=name, exact=True).click()
        page.wait_for_load_state()
        assert page.url.startswith(copy.as_uri()) and page.url.endswith("/index.html")
        assert page.get_by_role("heading", level=1).inner_text()


def test_search_finds_and_leads_there(open_copy, copy):
    page = open_copy("roles/relaxation")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("glossary")
    page.get_by_role("dialog").get_by_role("link").first.click()
    page.wait_for_url("**/context/glossary/index.html*")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("side by side")
    found = page.get_by_role("dialog").get_by_role("link").evaluate_all("all => all.map(e => e.href)")
    assert found and all(url.partition("#")[0].endswith("/index.html") for url in found)


def test_the_table_s_filters_work_and_last_in_the_address(open_copy):
    page = open_copy("side-by-side")
    rows = page.locator("tbody tr[data-fact] >> visible=true")
    every = rows.count()
    page.get_by_label("Only differences").or_(page.locator("input[name=show][value=differences]")).first.check()
    some = rows.count()
    assert 0 < some < every
    assert "differences" in page.url
    page.reload()
    assert rows.count() == some


def test_a_quiz_is_taken_kept_and_counted(open_copy, copy):
    project = outputs.read(ROOT, formats=())[0]
    quiz = project.quizzes[0]
    page = open_copy(f"quizzes/{quiz.quiz.id}")
    for entry in quiz.items[:3]:
        assert answer(page, entry).startswith("Right.")
    page.reload()
    assert item(page, quiz.items[0].id).locator("[data-quiz-feedback]").inner_text()
    page.goto((copy / "quizzes" / "progress" / "index.html").as_uri())
    page.wait_for_selector("[data-progress-work]:not([hidden])")
    told = page.locator('[data-of="answered"]').all_inner_texts()
    assert sum(int(re.match(r"\d+", text).group()) for text in told) == 3


def test_a_set_is_put_together_opened_and_put_into_a_file(open_copy, copy):
    page = open_copy("quizzes/assign")
    page.wait_for_selector("[data-assign-work]:not([hidden])")
    assert "copy of the site on a disk" in page.locator("[data-copy-only]").inner_text()
    put(page, "count", 5)
    link = link_of(page)
    assert link.startswith((copy / "quizzes" / "set" / "index.html").as_uri() + "#")
    page.locator("[data-assign-code] > summary").click()
    page.wait_for_selector(".assign-code path", state="attached")
    with page.expect_download() as started:
        page.locator('[data-assign-take="gift"]').click()
    assert Path(started.value.path()).read_text(encoding="utf-8").count("{") >= 5
    page.goto(link)
    page.wait_for_selector("[data-quiz-item]")
    assert page.locator("[data-quiz-item]").count() == 5
    for href in page.locator("[data-quiz-item] a[data-fact]").evaluate_all("all => all.map(e => e.href)"):
        assert href.partition("#")[0] == (copy / "side-by-side" / "index.html").as_uri()


def test_a_set_page_without_files_says_so_and_the_web_site_has_no_word_of_the_copy(visit, address):
    page = visit(address + "quizzes/assign/")
    page.wait_for_selector("[data-assign-work]:not([hidden])")
    assert not page.locator("[data-copy-only]").is_visible()


def test_a_flat_site_gives_a_copy_too(tmp_path, visit):
    project = lay_project(tmp_path / "project")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nuse_directory_urls: false\n", encoding="utf-8")
    copy = unpacked(built(project, **FEW), tmp_path / "copy")
    assert (copy / "quizzes" / "self-check.html").is_file()
    page = visit((copy / "about.html").as_uri(), offline=True)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("glossary")
    page.get_by_role("dialog").get_by_role("link").first.click()
    page.wait_for_url("**/context/glossary.html*")


def test_finish_refuses_a_folder_that_is_no_site(tmp_path):
    result = subprocess.run([sys.executable, ROOT / "hooks" / "cli.py", "finish", tmp_path], capture_output=True, text=True,
                            env=ENVIRONMENT)
    assert (result.returncode, list(tmp_path.iterdir())) == (2, []) and "holds no built site" in result.stderr
