"""Packages that others wrote: what is missing or broken of them is told with what to do, never with a traceback."""

from __future__ import annotations

import os
import shutil

import pytest
from comparison import packages
from comparison.errors import SourceError
from support import ROOT

DO = "run 'make packages', or in the environment: npm ci --ignore-scripts --omit=dev"


@pytest.fixture
def home(tmp_path):
    """A folder with the packages and a script that goes through them."""
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    for part in ("lean-qr", "esbuild", "@esbuild"):
        shutil.copytree(ROOT / "node_modules" / part, tmp_path / "node_modules" / part, copy_function=os.link)
    (tmp_path / "quiz").mkdir()
    (tmp_path / "quiz" / "a.mjs").write_text("/** A. */\nexport const number = 1;\n")
    return tmp_path


def told(work, *arguments):
    with pytest.raises(SourceError) as stopped:
        work(*arguments)
    return [str(problem) for problem in stopped.value.problems]


def test_what_is_installed_makes_scripts(home):
    assert [output.uri for output in packages.packages(home)] == [packages.QR, "assets/quiz/qr/LICENSE.txt"]
    assert packages.minified(home, ["quiz/a.mjs"], home) == {"quiz/a.mjs": b"const e=1;export{e as number};\n"}


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"version": "0.0.1"}', "\0"])
def test_a_package_that_is_missing_another_or_half_is_told(text, home):
    file = home / "node_modules" / "lean-qr" / "package.json"
    file.unlink()
    if text is not None:
        file.write_text(text)
    (line,) = told(packages.packages, home)
    assert line.startswith("package-lock.json:1:1: the package 'lean-qr' ") and f" is not installed; {DO} [package-missing]" in line


def test_a_file_that_is_missing_of_a_package_is_told(home):
    (home / "node_modules" / "lean-qr" / "index.mjs").unlink()
    assert "the package 'lean-qr'" in told(packages.packages, home)[0]


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"packages": {}}'])
def test_a_list_of_versions_that_pins_nothing_is_told(text, home):
    (home / "package-lock.json").unlink()
    if text is not None:
        (home / "package-lock.json").write_text(text)
    (line,) = told(packages.packages, home)
    assert line == ("package-lock.json:1:1: this file cannot be read, or does not pin the packages; put the one that came with the code in its "
                    "place [package-missing]")


@pytest.mark.parametrize("gone", ["esbuild/bin/esbuild", "@esbuild"])
def test_a_program_that_is_missing_is_told_with_what_to_do(gone, home):
    place = home / "node_modules" / gone
    place.rename(home / "kept")
    (line,) = told(packages.minified, home, ["quiz/a.mjs"], home)
    assert line.startswith("package-lock.json:1:1: the package 'esbuild' does not work here (Error: ")
    assert line.endswith(f"; delete the folder node_modules, then {DO} [package-broken]")


def test_a_program_that_cannot_be_started_is_told(home, monkeypatch):
    def refused(*arguments, **others):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(packages, "node", refused)
    assert "does not work here (Permission denied); delete" in told(packages.minified, home, ["quiz/a.mjs"], home)[0]


def test_a_mistake_in_a_script_is_told_with_its_place(home):
    (home / "quiz" / "b.mjs").write_text("export const a = 1;\nlet b = ;\n")
    (line,) = told(packages.minified, home, ["quiz/a.mjs", "quiz/b.mjs"], home)
    assert line == ('docs/quiz/b.mjs:2:9: a browser cannot read this script (Unexpected ";"); mend it, or put the one that came with the code '
                    "in its place [broken-script]")


@pytest.mark.parametrize("printed, why", [("", "it told nothing"), ("Killed\n", "Killed")])
def test_a_program_that_dies_without_a_word_is_told(printed, why):
    assert [problem.text for problem in packages._told(printed)] == [
        f"the package 'esbuild' does not work here ({why}); delete the folder node_modules, then {DO}"]


def test_a_script_that_is_missing_is_no_fault_of_the_program(home):
    (line,) = told(packages.minified, home, ["quiz/none.mjs"], home)
    assert line.startswith("docs/assets:1:1: the scripts cannot be put together (") and "none.mjs" in line
