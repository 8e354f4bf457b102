"""Files that somebody laid into docs/ and quizzes/: odd ones are told before anything is made, and hidden ones are nobody's mistake."""

from __future__ import annotations

import os

import cli
import pytest
from comparison import outputs
from comparison.errors import SourceError
from comparison.pages import page_uris
from support import SPANISH, STARTER, THREE_ROLES, lay_project
from test_bad_sources import lay

PAGE = b"# News\n"


def told(folder) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as stopped:
        outputs.read(folder, formats=())
    return [(problem.path, problem.rule) for problem in stopped.value.problems]


ODD = {
    "a-link-to-nothing": (lambda docs: (docs / "x.png").symlink_to("nowhere.png"), "x.png", "unreadable-file"),
    "a-link-to-itself": (lambda docs: (docs / "x.md").symlink_to("x.md"), "x.md", "unreadable-file"),
    "a-link-to-the-folder": (lambda docs: (docs / "again").symlink_to("."), "again", "unreadable-file"),
    "a-link-to-the-project": (lambda docs: (docs / "up").symlink_to(".."), "up", "unreadable-file"),
    "a-pipe": (lambda docs: os.mkfifo(docs / "x.md"), "x.md", "unreadable-file"),
    "a-device": (lambda docs: (docs / "x.png").symlink_to("/dev/zero"), "x.png", "unreadable-file"),
    "a-line-break": (lambda docs: (docs / "a\nb.md").write_bytes(PAGE), "a\nb.md", "wrong-file"),
    "no-utf8": (lambda docs: (docs / os.fsdecode(b"caf\xe9.png")).write_bytes(PAGE), "caf\udce9.png", "wrong-file"),
    "a-folder-of-no-utf8": (lambda docs: (docs / os.fsdecode(b"caf\xe9")).mkdir(), "caf\udce9", "wrong-file"),
}


@pytest.mark.parametrize("name", ODD)
def test_a_file_that_no_site_generator_takes_is_told(name, tmp_path, capsys):
    make, place, rule = ODD[name]
    folder = lay(tmp_path)
    make(folder / "docs")
    assert told(folder) == [(f"docs/{place}", rule)]
    # No sign of a name breaks the line, and each can be printed.
    assert cli.main(["--root", str(folder), "check"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_two_folders_with_links_to_each_other_have_an_end(tmp_path):
    folder = lay(tmp_path)
    for one, other in ("ab", "ba"):
        (folder / "docs" / one).mkdir()
        (folder / "docs" / one / "on").symlink_to(folder / "docs" / other)
    assert told(folder) == [("docs/a/on/on", "unreadable-file"), ("docs/b/on/on", "unreadable-file")]


def test_what_nobody_may_read_is_told(tmp_path, monkeypatch):
    folder = lay(tmp_path)
    (folder / "docs" / "shut.md").write_bytes(PAGE)
    monkeypatch.setattr(os, "access", lambda place, mode: place.name != "shut.md")
    assert told(folder) == [("docs/shut.md", "unreadable-file")]


def test_links_to_files_and_folders_and_folders_that_are_named_like_files_do_no_harm(tmp_path):
    folder = lay(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "news.md").write_bytes(PAGE)
    (folder / "docs" / "linked").symlink_to(tmp_path / "elsewhere")
    (folder / "docs" / "linked.md").symlink_to(tmp_path / "elsewhere" / "news.md")
    (folder / "docs" / "folder.md").mkdir()
    outputs.read(folder, formats=())


def test_a_link_does_not_hide_that_a_page_takes_the_place_of_a_generated_one(tmp_path):
    folder = lay(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.md").write_bytes(PAGE)
    (folder / "docs" / "side-by-side").symlink_to(tmp_path / "elsewhere")
    assert told(folder) == [("docs/side-by-side/index.md", "page-taken")]


def test_what_editors_and_systems_lay_beside_a_file_is_passed_over(tmp_path):
    project = lay_project(tmp_path / "project", data=STARTER)
    for part in ("docs", "quizzes"):
        for name in ("about.md", "first-quiz.yml"):
            (project / part / f".#{name}").symlink_to("somebody@machine.1234:1700000000")
            (project / part / f"._{name}").write_bytes(b"\0\5\26\7\0\2\0\0Mac OS X\xff")
    (project / "docs" / "folder.md").mkdir()
    assert cli.main(["--root", str(project), "check"]) == 0
    assert cli.main(["--root", str(project), "stage", str(tmp_path / "out")]) == 0
    assert not list((tmp_path / "out" / "docs").glob(".*"))


@pytest.mark.parametrize("make", [lambda place: place.write_text("x"), lambda place: place.symlink_to("quizzes")])
def test_what_is_no_folder_of_quizzes_is_told(make, tmp_path):
    folder = lay(tmp_path)
    (folder / "quizzes" / "tiny-quiz.yml").unlink()
    (folder / "quizzes").rmdir()
    make(folder / "quizzes")
    assert ("quizzes", "unreadable-file") in told(folder)


def test_mistakes_of_every_file_come_at_once_and_before_anything_is_made(tmp_path, monkeypatch):
    folder = lay(tmp_path)
    (folder / "docs" / "x.png").symlink_to("nowhere.png")
    (folder / "docs" / "news.md").write_bytes(b"caf\xe9")
    (folder / "docs" / "moved.yml").write_text("old.md: nowhere.md\nolder.md: index.md\nolder/index.md: index.md\nlist.md: [index.md]\n")
    (folder / "docs" / "side-by-side.md").write_bytes(PAGE)
    monkeypatch.setattr(outputs, "outputs", None)
    of_files = [("docs/news.md", "not-utf8"), ("docs/x.png", "unreadable-file")]
    assert told(folder) == [("docs/moved.yml", "unknown-page"), ("docs/moved.yml", "page-taken"), ("docs/moved.yml", "unknown-page"),
                            of_files[0], ("docs/side-by-side.md", "page-taken"), of_files[1]]
    # Of a comparison that cannot be read nobody knows the pages.
    (folder / "docs" / "comparison.yml").write_text("title: [")
    assert told(folder) == [("docs/comparison.yml", "broken-yaml"), *of_files]
    (folder / "docs" / "moved.yml").write_text("\told.md: x")
    assert told(folder) == [("docs/comparison.yml", "broken-yaml"), ("docs/moved.yml", "tab"), *of_files]


@pytest.mark.parametrize("root", [THREE_ROLES, STARTER, SPANISH], ids=lambda root: root.name)
def test_where_pages_will_be_is_known_before_they_are_made(root):
    project, made = outputs.read(root, formats=())
    assert sorted(page_uris(project)) == sorted(output.uri for output in made if output.is_page)


@pytest.mark.parametrize("text, told", [
    ("extra: 7", "expected a mapping under 'extra'"), ("nav: x", "expected a list under 'nav'"),
    ("theme: {custom_dir: nowhere}", "there is no folder 'nowhere'")])
def test_settings_that_cannot_be_filled_in_are_told(text, told, tmp_path, capsys):
    folder = lay(tmp_path / "project")
    (folder / "mkdocs.yml").write_text(text + "\n")
    assert cli.main(["--root", str(folder), "stage", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith(f"mkdocs.yml:1:1: {told}") and not (tmp_path / "out").exists()


@pytest.mark.parametrize("named", [["csv", "gift"], "csv, gift", "gift csv"])
def test_formats_are_named_in_a_list_or_a_text(named):
    assert {exporter.name for exporter in outputs.formats_named(named)} == {"csv", "gift"}


@pytest.mark.parametrize("named", [["csv", 7], 7, {"a": 1}, True])
def test_formats_of_another_kind_are_told(named):
    with pytest.raises(SourceError, match="there is no format"):
        outputs.formats_named(named)


def test_a_title_in_the_navigation_that_is_no_text_is_left_to_the_site_generator():
    project, made = outputs.read(THREE_ROLES, formats=())
    assert outputs.expand([7, {5: "index.md"}, None], project, made) == [7, {5: "index.md"}]
