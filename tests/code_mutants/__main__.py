"""Alters the code itself in turn (`make code-mutants`), runs the fast tests of each module, and reports what no test told of.

mutmut makes and runs the mutants: a comparison turned round, a number raised, an argument left out, a word in capitals. Each part of
the code in `parts.yml` has the tests that bear on it; those that build whole sites or open browsers are no part of it. A survivor is
listed and the command fails, unless `accepted.yml` holds it with a reason. An accepted one that a test tells of by now is listed too.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORE = ROOT / "hooks" / "comparison"
# What tests read of the project besides the code and themselves.
BESIDE = ("docs", "quizzes", "mkdocs.yml", "package.json", "package-lock.json", "node_modules", "README.md", "Makefile")
# By the exit code that mutmut keeps: of the tests, or its own where no test reaches the function.
SURVIVED, UNTESTED = {0}, {5, 33}
# None where it came to no run, and what it keeps where pytest did not find a test again by the name that it had told.
UNTRIED = {None, 255}
SETTINGS = """[mutmut]
source_paths=
    src
only_mutate=
    {modules}
also_copy=
    pyproject.toml
    tests
pytest_add_cli_args_test_selection=
    {tests}
pytest_add_cli_args=
    -p
    no:cacheprovider
    -p
    no:xdist
    {arguments}
use_git_change_detection=false
# What the code keeps of one run of the tests would hide a mutant in the next: each starts from modules that have just been loaded.
process_isolation=forkserver
"""


class Survivor(NamedTuple):
    """A mutant that no test told of: the function, and its lines as they were and as they are."""

    place: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.place}\n  - {self.was}\n  + {self.becomes}"


def parts(wanted: Iterable[str] = ()) -> dict[str, dict[str, list[str]]]:
    """Return the parts of the code by their names, with their modules and tests; of wanted ones those alone."""
    found: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "parts.yml").read_text(encoding="utf-8"))
    if unknown := sorted({*wanted} - found.keys()):
        sys.exit(f"There is no part {', '.join(unknown)}. These are: {', '.join(found)}.")
    return {name: part for name, part in found.items() if not wanted or name in wanted}


class Accepted:
    """The survivors that are let be: each by itself, or all that differ in nothing but what a pattern fits."""

    def __init__(self, entries: list[dict[str, Any]]):
        self.each = tuple(Survivor(mutant["in"], mutant["was"], mutant["becomes"]) for entry in entries for mutant in entry.get("mutants", ()))
        self.alike = tuple(re.compile(entry["alike"]) for entry in entries if "alike" in entry)

    def __contains__(self, one: Survivor) -> bool:
        return one in self.each or any(pattern.sub("", one.was) == pattern.sub("", one.becomes) for pattern in self.alike)


def accepted() -> Accepted:
    """Return what `accepted.yml` lets be."""
    return Accepted(yaml.safe_load((HERE / "accepted.yml").read_text(encoding="utf-8")))


def lay(folder: Path, part: dict[str, list[str]]) -> None:
    """Lay the code, its tests and what these read into a folder, where mutmut finds the modules under their own names."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "mutants").mkdir(parents=True)
    # mutmut takes what is in `src` for the names of modules; the tests take it for `hooks`.
    (folder / "src").symlink_to(ROOT / "hooks")
    (folder / "mutants" / "hooks").symlink_to("src")
    for name in ("pyproject.toml", "tests"):
        (folder / name).symlink_to(ROOT / name)
    for name in BESIDE:
        (folder / "mutants" / name).symlink_to(ROOT / name)
    lists = {"modules": [f"src/comparison/{module}" for module in part["modules"]], "tests": [f"tests/{test}" for test in part["tests"]],
             "arguments": [argument for test in part.get("without", []) for argument in ("--deselect", f"tests/{test}")]}
    settings = SETTINGS.format(**{name: "\n    ".join(values) for name, values in lists.items()})
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")


def outcomes(folder: Path) -> Iterator[tuple[str, str, int | None]]:
    """Yield the module, the name and the exit code of each mutant. One that was not tried stops the run: no test told of it."""
    for file in sorted(folder.glob("mutants/src/comparison/**/*.py.meta")):
        module = file.relative_to(folder / "mutants" / "src" / "comparison").as_posix().removesuffix(".meta")
        for name, code in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items():
            if code in UNTRIED:
                sys.exit(f"The tests of {name} could not be run; pytest does not find those again whose `ids` have a backslash or are not ASCII.")
            yield module, name, code


def survivor(folder: Path, module: str, name: str) -> Survivor:
    """Return what a mutant alters."""
    # It reads its settings where it is imported.
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    lines = get_diff_for_mutant(name, path=f"src/comparison/{module}").splitlines()[3:]
    was, becomes = (_flat(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    return Survivor(re.sub(r"\.x_|\.xǁ|ǁ", ".", name.partition("__mutmut_")[0]).removeprefix("comparison."), was, becomes)


def _flat(lines: Iterable[str]) -> str:
    return " ".join(" ".join(lines).split())


def main() -> int:
    out, *wanted = sys.argv[1:] or ["code-mutants.txt"]
    chosen, known = parts(wanted), accepted()
    counts: dict[str, Counter[str]] = {}
    lived: list[Survivor] = []
    for name, part in chosen.items():
        folder = ROOT / ".code-mutants" / name
        lay(folder, part)
        print(f"{name}: {', '.join(part['modules'])}", flush=True)
        ran = subprocess.run([str(Path(sys.executable).parent / "mutmut"), "run", "--max-children", os.environ.get("JOBS", str(os.cpu_count()))],
                             cwd=folder).returncode
        if ran:
            print(f"mutmut stopped at {name}.", file=sys.stderr)
            return 2
        os.chdir(folder)
        for module, mutant, code in outcomes(folder):
            counted = counts.setdefault(module, Counter())
            counted["mutants"] += 1
            if code in SURVIVED | UNTESTED:
                counted["survived"] += 1
                lived.append(survivor(folder, module, mutant))
    os.chdir(ROOT)
    new = [one for one in lived if one not in known]
    modules = [pattern for part in chosen.values() for pattern in part["modules"]]
    gone = [one for one in known.each if one not in lived and any(fnmatch.fnmatch(f"{_module(one)}.py", pattern) for pattern in modules)]
    lines = [f"{module}: {count['mutants']} mutants, {count['survived']} survived" for module, count in counts.items()]
    lines += ["", *map(str, new)] if new else []
    lines += ["", "Accepted, but told of by now, or not made any more; take them out of accepted.yml:", *map(str, gone)] if gone else []
    text = "\n".join(lines) + "\n"
    Path(out).write_text(text, encoding="utf-8")
    total = sum(count["mutants"] for count in counts.values())
    print(f"{text}{total} mutants: {len(new)} survived, {len(lived) - len(new)} more are accepted. This is in {out}, too.")
    return 1 if new or gone else 0


def _module(one: Survivor) -> str:
    """Return the path of a survivor's module, without its ending."""
    steps = one.place.split(".")
    paths = [path for end in range(len(steps), 0, -1) for path in ("/".join(steps[:end]), "/".join([*steps[:end], "__init__"]))]
    return next(path for path in paths if (CORE / f"{path}.py").is_file())


if __name__ == "__main__":
    sys.exit(main())
