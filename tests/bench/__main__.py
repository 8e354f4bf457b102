"""Runs the benchmark (`make bench`): prints a table and writes it to the file named, `bench.txt` by default."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS.parent / "hooks"), str(TESTS), str(TESTS / "site")]

from browser import SENTENCE, launch
from playwright.sync_api import sync_playwright
from serving import serving

from bench import exports, grading


def table(rows: list[dict]) -> str:
    """Return rows as text in columns, numbers to two decimals."""
    cells = [list(rows[0]), *([f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values()]
                              for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in cells)


def main() -> None:
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "bench.txt")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder, serving() as serve:
        browser = launch(playwright)
        if browser is None:
            sys.exit(SENTENCE)
        text = "\n".join([
            "Grading one answer in the browser", table(grading.run(browser, Path(folder), serve)), "",
            f"Writing a bank in each format; the ratio is to {exports.PLAIN}", table(exports.run()), ""])
        browser.close()
    out.write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
