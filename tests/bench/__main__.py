"""Runs the benchmark (`make bench`): prints its tables and writes them to the file named, `bench.txt` by default."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent / "hooks"), str(TESTS), str(TESTS / "site")]

import click
from browser import SENTENCE, launch
from playwright.sync_api import sync_playwright
from serving import serving

from bench import exports, grading, pace
from bench.parts import Part, table


def measured(parts: tuple[Part, ...]) -> str:
    """Return the tables of all parts. What is being measured is told by a bar on a terminal, and by lines elsewhere."""
    tables = []
    silent = not sys.stderr.isatty()
    with click.progressbar(length=sum(len(part.steps) for part in parts), label="Measuring", hidden=silent, file=sys.stderr,
                           item_show_func=lambda label: label, update_min_steps=1) as bar:
        def told(label: str) -> None:
            bar.update(1, label)
            if silent:
                print(label, file=sys.stderr, flush=True)

        for part in parts:
            tables.append(f"{part.title}\n{table(part.rows(told))}\n")
    return "\n".join(tables)


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "bench.txt")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="bench-") as name, serving() as serve:
        folder = Path(name)
        browser = launch(playwright)
        if browser is None:
            sys.exit(SENTENCE)
        text = measured((pace.real(folder), pace.growing(folder), pace.editing(folder), grading.part(browser, folder, serve),
                         exports.part(), exports.beside_others(folder, python=pace.PYTHON)))
        browser.close()
    out.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
