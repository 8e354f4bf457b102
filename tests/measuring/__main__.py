"""Measures what the tests run (`make coverage`): prints a table and writes it to the file named, `coverage.txt` by default.

Of hooks/ it tells lines and branches, of the site's scripts characters and functions. Fails where the tests fail, and where less
of hooks/ is run than pyproject.toml asks for. What follows the file's name is handed to pytest, so that a part can be measured.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
CONFIGURATION = ROOT / "pyproject.toml"
sys.path[:0] = [str(TESTS.parent / "hooks"), str(TESTS)]

from coverage import Coverage

from measuring.scripts import Scripts


def hooks(data: Path) -> tuple[str, bool]:
    """Return the table of the modules of which something is left, and whether enough is run."""
    measured = Coverage(data_file=str(data / "coverage"), config_file=str(CONFIGURATION))
    measured.combine([str(data)])
    told = io.StringIO()
    share = measured.report(file=told)
    return told.getvalue(), share >= measured.get_option("report:fail_under")


def scripts(data: Path) -> str:
    """Return the table of the site's scripts."""
    files = sorted(data.glob("*.json"))
    if not files:
        return "Scripts: no test with a browser was run.\n"
    seen = Scripts()
    for file in files:
        seen.load(file)
    rows = sorted(seen.rows())
    total = ("TOTAL", *(sum(row[column] for row in rows) for column in range(1, 5)), "")
    width = max(len(row[0]) for row in rows)
    lines = [f"{'Script':{width}}   Signs    Run  Functions  Run  Cover   Lines with something left"]
    lines += [f"{place:{width}}  {signs:6} {run:6} {functions:10} {called:4} {run / signs:6.1%}   {left}".rstrip()
              for place, signs, run, functions, called, left in (*rows, total)]
    return "\n".join(lines) + "\n"


def main() -> int:
    out, *arguments = [*sys.argv[1:]] or ["coverage.txt"]
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        # This has every Python that is started measure itself, those that the tests start included.
        environment = {**os.environ, "COVERAGE_PROCESS_START": str(CONFIGURATION), "COVERAGE_FILE": str(data / "coverage")}
        tested = subprocess.run([sys.executable, "-m", "pytest", f"--scripts={folder}", *arguments], cwd=ROOT, env=environment).returncode
        table, enough = hooks(data)
        text = f"{table}\n{scripts(data)}"
    Path(out).write_text(text, encoding="utf-8")
    print(text, end="")
    if not enough:
        print("Less of hooks/ is run than pyproject.toml asks for (tool.coverage.report.fail_under).", file=sys.stderr)
    return tested or int(not enough)


if __name__ == "__main__":
    sys.exit(main())
