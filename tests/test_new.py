"""A new project: laid down by the command, it passes every check and builds strictly, and nothing is ever written over."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import cli
import pytest
from building import FEW, built
from comparison import starter
from comparison.project import read_project
from support import PARTS, ROOT, STARTER


@pytest.fixture(scope="module")
def laid(tmp_path_factory) -> Path:
    """A new project beside the packages that `make` would install in it."""
    folder = tmp_path_factory.mktemp("new") / "my comparison"
    assert cli.main(["new", str(folder)]) == 0
    for part in PARTS:
        if part.startswith("node_modules/"):
            shutil.copytree(ROOT / part, folder / part)
    return folder


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_a_new_project_passes_the_strict_check_with_its_own_code(laid):
    result = subprocess.run([sys.executable, laid / "hooks" / "cli.py", "check", "--strict"], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("No mistakes: ")


def test_a_new_project_builds_strictly_and_leads_to_the_guide(laid):
    site = built(laid, **FEW)
    pages = {file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")}
    assert {".", "side-by-side", "quizzes/first-quiz", "make-your-own", "about", "how-to-read"} <= pages
    assert 'href="make-your-own/"' in (site / "index.html").read_text(encoding="utf-8")
    # It is for authors, so it is in nobody's way who searches the site.
    assert "make-your-own" not in (site / "search" / "search_index.json").read_text(encoding="utf-8")
    # Nothing of the comparison that this one was laid down from is left.
    assert [page for page in pages if page.startswith("roles/")] != []
    shipped = {role.id for role in read_project(ROOT).comparison.roles}
    assert {page.rpartition("/")[2] for page in pages if page.startswith("roles/")} & shipped == set()


def test_the_starter_is_two_roles_and_four_aspects_and_one_quiz_all_of_it_explained():
    project = read_project(STARTER)
    assert (len(project.comparison.roles), len(project.comparison.aspects), len(project.quizzes)) == (2, 4, 1)
    # Neither a warning nor one that is waived without the reason that the check asks for.
    assert project.warnings == ()
    text = (STARTER / "docs" / "comparison.yml").read_text(encoding="utf-8")
    for part in ("title", "article", "disclaimer", "answer", "roles", "aspects", "claims", "facts", "context", "terms", "sources", "waivers"):
        assert re.search(rf"^#.*\n{part}:", text, re.MULTILINE), f"no comment above '{part}'"


def test_the_two_commands_of_the_readme_are_in_the_makefile(laid):
    readme = (laid / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    make (\w+) ", readme, re.MULTILINE)
    assert commands == ["serve", "check"]
    for command in (*commands, "build"):
        # Nothing is carried out, so there is no environment yet that the address of `serve` could be asked of.
        result = subprocess.run(["make", "--dry-run", command, "ADDR=127.0.0.1:8000"], cwd=laid, capture_output=True, text=True)
        assert (result.returncode, result.stderr) == (0, "")
    # What the README points at is there, and what the Makefile tells of is too: the tests are not.
    assert [name for name in re.findall(r"`((?:docs|quizzes|hooks)/[\w./-]+|mkdocs\.yml)", readme) if not (laid / name).exists()] == []
    assert "make test" not in subprocess.run(["make", "help"], cwd=laid, capture_output=True, text=True).stdout


def test_a_new_project_holds_no_tests_and_nothing_that_was_built(laid):
    assert [name for name in files(laid) if re.search(r"(^|/)(tests|site|__pycache__|\.venv)/", name) and "node_modules" not in name
            and not name.startswith("site/")] == []
    assert (laid / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_nobody_s_words_are_given_away_in_a_new_project(laid):
    ours, theirs = ((root / "docs" / "about.md").read_text(encoding="utf-8") for root in (ROOT, laid))
    assert "CC BY 4.0" in ours and "Creative Commons" in ours
    assert ours.startswith(theirs.rstrip()) and theirs.endswith("kept there.\n")
    for page in (laid / "docs").glob("*.md"):
        assert not re.search("CC BY|Creative Commons", page.read_text(encoding="utf-8"))


def test_a_project_that_was_laid_down_can_lay_down_another_without_the_guide(laid, tmp_path):
    (laid / "docs" / "make-your-own.md").rename(tmp_path / "kept.md")
    try:
        result = subprocess.run([sys.executable, laid / "hooks" / "cli.py", "new", tmp_path / "second"], capture_output=True, text=True)
    finally:
        (tmp_path / "kept.md").rename(laid / "docs" / "make-your-own.md")
    assert (result.returncode, result.stderr) == (0, "")
    assert set(files(laid)) - set(files(tmp_path / "second")) >= {"docs/make-your-own.md"}
    assert (tmp_path / "second" / "docs" / "comparison.yml").read_bytes() == (STARTER / "docs" / "comparison.yml").read_bytes()


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.main(["new", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err == (f"'{tmp_path}' holds something already, and nothing of it is to be lost; name a folder that is empty "
                                 "or does not exist yet\n")
    assert files(tmp_path) == ["notes.txt"]


def test_an_empty_folder_is_taken(tmp_path):
    starter.lay(tmp_path)
    assert (tmp_path / "docs" / "comparison.yml").is_file()


def test_a_file_is_refused(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.main(["new", str(tmp_path / "notes.txt")]) == 2
    assert capsys.readouterr().err.endswith("is a file; name a folder that is empty or does not exist yet\n")
    # Nor can a folder lie in one.
    assert cli.main(["new", str(tmp_path / "notes.txt" / "mine")]) == 2
    assert re.fullmatch(r"'[^']+' cannot be written: [^;]+; name another folder\n", capsys.readouterr().err)
    assert files(tmp_path) == ["notes.txt"]


@pytest.mark.parametrize("part", ["docs", "hooks/comparison", "quizzes/mine"])
def test_a_folder_within_what_is_copied_is_refused(part, capsys):
    before = files(ROOT / part.partition("/")[0])
    assert cli.main(["new", str(ROOT / part / "mine")]) == 2
    assert "name a folder outside of it" in capsys.readouterr().err
    assert files(ROOT / part.partition("/")[0]) == before
