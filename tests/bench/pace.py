"""How long builds take: of the real site, of made-up ones of any size, of the same pages in plain Material, and with other plugins.

Each build runs in a process of its own, into an empty place, and counts from the first line of the command to its last; where
it is told to build several times, the fastest counts. What two builds are compared by is measured within one run: the processors'
time, which hangs less on what else the machine does, or the clock's for a build that was stopped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import yaml
from building import ENVIRONMENT
from comparison.project import read_project
from support import ROOT, lay_project

from bench import banks, others
from bench.parts import Part, Row, Step

BUILDS = Path(__file__).with_name("builds.py")
# Where `make bench` puts the plugins of others.
PYTHON = ROOT / ".venv-bench" / "bin" / "python"
COUNTS = (100, 1000, 3000, 10_000)
OURS, PLAIN = "this site", "plain Material"
# Each with what writes its pages, its name in mkdocs.yml, and whether a page holds one quiz or all questions there are.
PLUGINS = {"mkdocs-quiz": (others.mkdocs_quiz, "mkdocs_quiz", False), "mkdocs-quiz, one page": (others.mkdocs_quiz, "mkdocs_quiz", True),
           "mkdocs-mcq": (others.mkdocs_mcq, "mcq", False)}
# A plugin that takes longer is stopped, and its row says so.
PATIENCE = 60.0
# No setting leaves all formats out; this one is little more than the texts themselves.
FORMATS = {"csv alone": "csv", "all": ""}


def measured(project: Path, *arguments: object, formats: str = "csv", python: Path | str = sys.executable, times: int = 1,
             patience: float | None = None) -> Row:
    """Return what builds.py tells of the fastest of several builds; without `peak_mb` and `ours`, one that ran out of patience."""
    told: list[Row] = []
    environment = {**ENVIRONMENT, "FORMATS": formats}
    for _ in range(times):
        shutil.rmtree(project / "site", ignore_errors=True)
        try:
            result = subprocess.run([str(python), str(BUILDS), str(project), *map(str, arguments)], cwd=project, env=environment, text=True,
                                    capture_output=True, timeout=patience)
        except subprocess.TimeoutExpired:
            return {"seconds": patience}
        assert result.returncode == 0, result.stdout + result.stderr
        told.append(json.loads(result.stdout.splitlines()[-1]))
    return min(told, key=lambda row: row["seconds"])


def real(folder: Path, times: int = 2, formats: Iterable[str] = tuple(FORMATS)) -> Part:
    """The shipped site beside its pages in plain Material, with few downloads and with all."""
    project = lay_project(folder / "real")
    plain = folder / "real-plain"

    steps = [Step(f"The real site, downloads: {name}", lambda name=name: _row(
        OURS, {"downloads": name}, _fastest(project, plain, FORMATS[name], times))) for name in formats]
    steps.append(Step("The real site in plain Material", lambda: _row(PLAIN, {"downloads": "none"}, measured(plain, times=times))))
    return Part("The whole build of the real site, the hook's share of it, and the ratio to the same pages in plain Material",
                tuple(steps), lambda rows: _against(rows, ("ratio", lambda row, other: other["build"] == PLAIN)))


def growing(folder: Path, counts: Iterable[int] = COUNTS, python: Path = PYTHON, plugins: Iterable[str] = tuple(PLUGINS),
            patience: float = PATIENCE) -> Part:
    """Made-up sites of so many questions beside the same pages in plain Material, and the same questions in other plugins."""
    steps = []
    for count in counts:
        place = folder / f"bank-{count}"
        times = 2 if count <= 1000 else 1
        asked = {"questions": count}
        steps += [
            Step(f"{count} questions on this site", lambda place=place, count=count, times=times, asked=asked: _row(
                OURS, asked, _bank(place, count, times))),
            Step(f"{count} questions in plain Material", lambda place=place, times=times, asked=asked: _row(
                PLAIN, asked, measured(place / "plain", times=times))),
            *(Step(f"{count} questions in {name}", lambda name=name, place=place, asked=asked, times=times: _row(
                name, asked, measured(_lay_other(name, place), python=python, times=times, patience=patience))) for name in plugins)]
    return Part(
        f"A build of so many questions with csv alone, with its ratio to the same pages in plain Material, to this site, and to the\n"
        f"same with fewer questions (the row of the same name before). A build that took over {patience:.0f} seconds was stopped",
        tuple(steps), lambda rows: _against(
            rows, ("to_plain", lambda row, other: (other["build"], other["questions"]) == (PLAIN, row["questions"])),
            ("to_ours", lambda row, other: (other["build"], other["questions"]) == (OURS, row["questions"])),
            ("to_fewer", lambda row, other: other["build"] == row["build"] and other["questions"] == max(
                (one["questions"] for one in rows if one["questions"] < row["questions"]), default=None))))


def editing(folder: Path, times: int = 2, formats: Iterable[str] = tuple(FORMATS)) -> Part:
    """A rebuild of the real site while it is served, after an edit of one fact."""
    project = lay_project(folder / "edited")
    return Part("A rebuild of the real site while serving, after an edit of one fact, and the hook's share of it", tuple(
        Step(f"An edit of one fact, downloads: {name}", lambda name=name: _row(
            OURS, {"downloads": name}, measured(project, "--edits", times, formats=FORMATS[name]))) for name in formats))


def _row(name: str, asked: Row, told: Row) -> Row:
    done = "peak_mb" in told
    ours = told.get("ours", 0.0) if name == OURS else 0.0
    return {"build": name, **asked, "seconds": told["seconds"] if done else f"> {told['seconds']:.2f}",
            "cpu_s": told["cpu"] if done else "-", "hook_s": ours,
            "hook_%": 100 * ours / told["seconds"], "peak_mb": told["peak_mb"] if done else "-"}


def _against(rows: list[Row], *columns: tuple) -> list[Row]:
    """Return rows with ratios: each column has a name, and a function that tells of a row and another whether it is the one below."""
    for name, matches in columns:
        for row in rows:
            other = next((other for other in rows if matches(row, other)), None)
            row[name] = _ratio(row, other) if other else "-"
    return rows


def _ratio(row: Row, other: Row) -> float | str:
    """Return how many times the other build one took, at least so many where it was stopped, and nothing where the other was."""
    if other["cpu_s"] == "-":
        return "-"
    return f"> {float(row['seconds'].removeprefix('> ')) / other['seconds']:.2f}" if row["cpu_s"] == "-" else row["cpu_s"] / other["cpu_s"]


def _bank(place: Path, count: int, times: int) -> Row:
    project = banks.lay(place, count)
    told = _fastest(project, place / "plain", "csv", times)
    pages = (project / "site" / "quizzes").rglob("index.html")
    assert sum(page.read_text(encoding="utf-8").count('<form class="quiz-item') for page in pages) == count
    return told


def _fastest(project: Path, plain: Path, formats: str, times: int) -> Row:
    """Return the fastest build of a project, the first of which lays down the same pages for plain Material."""
    first = measured(project, *([] if plain.exists() else [plain]), formats=formats)
    return min([first, *(measured(project, formats=formats) for _ in range(times - 1))], key=lambda row: row["seconds"])


def questions_of(project: Path) -> list[list[others.Question]]:
    """Return the questions of each quiz of a project, each with its first part alone."""
    return [[others.question(item) for item in asked.items] for asked in read_project(project).quizzes]


def _lay_other(name: str, place: Path) -> Path:
    """Lay down the questions of a project for another plugin, in the same theme, and return the folder."""
    folder, (written, plugin, together) = place / name, PLUGINS[name]
    known = place / "questions.json"
    if not known.exists():
        known.write_text(json.dumps(questions_of(place / "project")), encoding="utf-8")
    quizzes = json.loads(known.read_text(encoding="utf-8"))
    (folder / "docs").mkdir(parents=True)
    for number, questions in enumerate([[one for quiz in quizzes for one in quiz]] if together else quizzes, 1):
        (folder / "docs" / f"{'index' if number == 1 else f'bank-{number}'}.md").write_text(
            f"# Letter {number}\n\n{written(questions)}\n", encoding="utf-8")
    settings = yaml.safe_load((place / "plain" / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {"plugins": ["search", plugin], "markdown_extensions": [*settings["markdown_extensions"], "pymdownx.superfences"]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({key: value for key, value in settings.items() if key not in ("nav", "extra_css")}),
                                       encoding="utf-8")
    return folder
