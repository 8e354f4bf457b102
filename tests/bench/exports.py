"""How long every format takes to write a large bank, and how much memory the program then holds.

Each format is written in a process of its own, from the same made-up items of every kind. The time is that of the export
alone, the fastest of as many as fit into a second; the memory is the most that the whole process held, Python, the items
and the finished file included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve()
PATHS = [str(folder) for folder in (HERE.parents[2] / "hooks", HERE.parents[1])]
if __name__ == "__main__":
    sys.path[:0] = PATHS

from comparison.exchange import Assessment
from comparison.exporters import QUIZ_FORMATS
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from exporting import made_up

COUNT = 3000
# The format that all others are compared with: little more than the texts themselves.
PLAIN = "csv"
KINDS = ("single", "select", "classify", "match", "true-false", "short")


def assessment(count: int) -> Assessment:
    """Return a set of as many made-up items, of all kinds in turn; the same ones every time."""
    project = made_up(()).project
    facts, terms = cycle(project.comparison.facts), cycle(project.comparison.terms)
    kinds = enumerate(islice(cycle(KINDS), count))
    return made_up(tuple(_item(number, kind, next(facts).id, next(terms).id) for number, kind in kinds))


def _item(number: int, kind: str, fact: str, term: str) -> Item:
    # Words made of the number, so that no two items read alike.
    word = "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04}")
    options = tuple(Option(f"o{place}", f"The {word} of the {side}", place == number % 4,
                           f"Whoever keeps a {word} keeps it on the {side}, as the {number}th letter of the series says in full.")
                    for place, side in enumerate(("north", "south", "east", "west")))
    match kind:
        case "select":
            parts = (Part("answer", "", options, several=True),)
        case "classify" | "match":
            parts = tuple(Part(f"r{row}", f"The {word} number {row}", tuple(
                Option(option.id, option.text, place == (number + row) % 4, f"{option.rationale} Row {row}.")
                for place, option in enumerate(options))) for row in range(4))
        case "true-false":
            stands = number % 4 == 0
            verdict = tuple(Option(id, f"{id.capitalize()}, as for {word}", (id == TRUE) == stands, f"The letter says so of {word}.",
                                   fixed=True) for id in (TRUE, FALSE))
            corrections = tuple(Option(option.id, option.text, option.correct and not stands, option.rationale) for option in options)
            corrections = corrections if any(option.correct for option in corrections) or stands else (
                Option("o9", f"The {word} of the middle", True, f"The letter puts the {word} in the middle."), *corrections)
            parts = (Part(VERDICT, "Is it?", verdict), Part(CORRECTION, "Which?", corrections))
        case "short":
            parts = (Part("answer", "", (), accepted=(word, f"the {word}"), rationale=f"The letter calls it {word}."),)
        case _:
            parts = (Part("answer", "", options),)
    stem = f"According to the letter, what does item {number} say of the {word} & its “{word[::-1]}” < {number}?"
    return Item(f"made-{number}", kind, stem, parts, (fact,), (term,), topic="glossary")


def run(count: int = COUNT, names: Iterable[str] | None = None) -> list[dict]:
    """Return a row for each format, or for those named: seconds, items a second, times what CSV takes, and sizes in MB."""
    chosen = dict.fromkeys([PLAIN, *(names or (exporter.name for exporter in QUIZ_FORMATS))])
    rows = [{"format": name, "items": count, **_measured(name, count)} for name in chosen]
    for row in rows:
        row["ratio"] = row["seconds"] / rows[0]["seconds"]
    return rows


def _measured(name: str, count: int) -> dict:
    result = subprocess.run([sys.executable, str(HERE), name, str(count)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(result.stdout)


def _measure(name: str, count: int) -> dict:
    exporter = next(exporter for exporter in QUIZ_FORMATS if exporter.name == name)
    made, told = assessment(count), []
    while not told or sum(told) < 1:
        start = time.perf_counter()
        size = len(exporter.data(made))
        told.append(time.perf_counter() - start)
    return {"seconds": min(told), "items_per_s": count / min(told), "file_mb": size / 1e6, "peak_mb": _peak() / 1e6}


def _peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells on Linux begins with what the parent held when it started this process.
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource
    # Bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
