"""Packages that others wrote: what is missing or broken of them is told with what to do, never with a traceback."""

from __future__ import annotations

import json
import locale
import shutil
import subprocess
import sys

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
        # Tests write into these files, so they get no second names of the installed ones.
        shutil.copytree(ROOT / "node_modules" / part, tmp_path / "node_modules" / part)
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


@pytest.fixture
def in_ascii():
    """A machine whose language has no letters but those of ASCII."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


def test_what_is_read_of_packages_hangs_on_no_language_of_the_machine(home, in_ascii):
    file = home / "node_modules" / "lean-qr" / "index.mjs"
    file.write_text("// Zoë’s\n", encoding="utf-8")
    for name in ("package-lock.json", "node_modules/lean-qr/package.json"):
        told_there = json.loads((home / name).read_text(encoding="utf-8"))
        (home / name).write_text(json.dumps(told_there | {"author": "Zoë"}, ensure_ascii=False), encoding="utf-8")
    assert [output.content for output in packages.packages(home) if output.uri == packages.QR] == ["// Zoë’s\n"]


def test_what_is_told_of_scripts_hangs_on_no_language_of_the_machine(home, in_ascii):
    (home / "quiz" / "é.mjs").write_text("let b = ;\n")
    assert [line.partition(": ")[0] for line in told(packages.minified, home, ["quiz/é.mjs"], home)] == ["docs/quiz/é.mjs:1:9"]


def test_what_a_program_tells_in_no_known_letters_is_told_as_far_as_it_can_be_read(home, monkeypatch):
    def dying(*arguments, return_completed_process, **others):
        return subprocess.run([sys.executable, "-IS", "-c", "import sys; sys.exit(sys.stderr.buffer.write(b'Error: d\\xe9but'))"], **others)

    monkeypatch.setattr(packages, "node", dying)
    assert "does not work here (Error: d\ufffdbut); delete" in told(packages.minified, home, ["quiz/a.mjs"], home)[0]


def test_modules_become_one_script_that_is_no_module(home):
    (home / "quiz" / "deep").mkdir()
    (home / "quiz" / "deep" / "b.mjs").write_text('import { number } from "../a.mjs";\nwindow.told = ["Zoë", number, import.meta.url];\n', encoding="utf-8")
    ((place, script),) = packages.bundled(home, ["quiz/deep/b.mjs"], {"import.meta.url": "HERE"}, home).items()
    lines = [line.strip() for line in script.decode("utf-8").splitlines() if line and "// " not in line]
    assert (place, lines) == ("quiz/deep/b.js", ["(() => {", "var number = 1;", 'window.told = ["Zoë", number, HERE];', "})();"])


def test_where_no_scripts_are_wanted_no_program_is_needed(tmp_path):
    assert packages.bundled(tmp_path, [], {}, tmp_path) == packages.minified(tmp_path, [], tmp_path) == {}


def test_a_program_that_cannot_be_started_for_no_known_reason_is_told(home, monkeypatch):
    def refused(*arguments, **others):
        raise OSError("out of luck")

    monkeypatch.setattr(packages, "node", refused)
    assert "does not work here (out of luck); delete" in told(packages.minified, home, ["quiz/a.mjs"], home)[0]


def test_of_what_a_program_tells_of_itself_the_error_is_told_without_its_full_stop():
    (problem,) = packages._told("at line 1\nError: it needs OS X.\n  at line 2\n")
    assert "does not work here (Error: it needs OS X); delete" in problem.text


def test_of_several_faults_without_a_place_the_first_is_told():
    assert [str(problem) for problem in packages._told("✘ [ERROR] Could not read a\n\n✘ [ERROR] Could not read b\n\n2 errors\n")] == [
        "docs/assets:1:1: the scripts cannot be put together (Could not read a); put those that came with the code in their place [broken-script]"]
