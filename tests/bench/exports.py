"""How long every format takes to write a large bank, and how much memory the program then holds.

Each format is written in a process of its own, from the same made-up items of every kind, on paper in files of a sitting
each. The time is that of the export alone, the fastest of as many as fit into a second; the memory is the most that the
whole process held, Python, the items and the finished file included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).resolve()
PATHS = [str(folder) for folder in (HERE.parents[2] / "hooks", HERE.parents[1])]
if __name__ == "__main__":
    sys.path[:0] = PATHS

from comparison.exchange import Assessment
from comparison.exporters import QUIZ_FORMATS
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from comparison.project import SITTING
from exporting import made_up

from bench import others, parts
from bench.parts import Row, Step
from bench.peak import peak

COUNT = 3000
# The format that all others are compared with: little more than the texts themselves.
PLAIN = "csv"
KINDS = ("single", "select", "classify", "match", "true-false", "short")
CHOICES = ("single", "select")
# What writes the same sort of file elsewhere.
OTHERS = {"canvas-qti": "text2qti", "anki": "genanki"}


def assessment(count: int, kinds: tuple[str, ...] = KINDS) -> Assessment:
    """Return a set of as many made-up items, of these kinds in turn; the same ones every time."""
    project = made_up(()).project
    facts, terms = cycle(project.comparison.facts), cycle(project.comparison.terms)
    numbered = enumerate(islice(cycle(kinds), count))
    return made_up(tuple(_item(number, kind, next(facts).id, next(terms).id) for number, kind in numbered))


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


def part(count: int = COUNT, names: Iterable[str] | None = None) -> parts.Part:
    """Every format, or those named: seconds, items a second, times what CSV takes, and sizes in MB."""
    chosen = dict.fromkeys([PLAIN, *(names or (exporter.name for exporter in QUIZ_FORMATS))])

    def compared(rows: list[Row]) -> list[Row]:
        return [{**row, "ratio": row["seconds"] / rows[0]["seconds"]} for row in rows]

    return parts.Part(f"Writing {count} made-up items of every kind in each format; the ratio is to {PLAIN}", tuple(
        Step(f"{count} items as {name}", lambda name=name: {"format": name, **_measured(sys.executable, HERE, name, count)})
        for name in chosen), compared)


def beside_others(folder: Path, count: int = COUNT, python: Path | None = None) -> parts.Part:
    """Our writers of QTI and of Anki's decks beside those of others, each with the same questions of one choice or several.

    They write less than ours: text2qti has no room for what a file tells of its questions, and a plain note of genanki has two
    sides. text2qti reads its own text first, as it does for whoever uses it.
    """
    def theirs(name: str) -> Row:
        source = folder / "questions.json"
        source.write_text(json.dumps([others.question(item.item) for item in assessment(count, CHOICES).questions]), encoding="utf-8")
        return _measured(python, HERE.with_name("others.py"), name, source)

    steps = []
    for name, other in OTHERS.items():
        steps.append(Step(f"{count} choices as {name}", lambda name=name: {"writer": name, **_measured(
            sys.executable, HERE, name, count, *CHOICES)}))
        if python:
            steps.append(Step(f"{count} choices by {other}", lambda other=other: {"writer": other, **theirs(other)}))

    def compared(rows: list[Row]) -> list[Row]:
        # Each writes one file.
        rows = [{name: value for name, value in row.items() if name != "files"} for row in rows]
        by_name = {row["writer"]: row for row in rows}
        return [{**row, "to_ours": row["seconds"] / by_name[next(ours for ours, other in OTHERS.items() if row["writer"] in (ours, other))]["seconds"]}
                for row in rows]

    return parts.Part(f"Writing {count} made-up items of one choice or several, beside others; the ratio is to ours before it", tuple(steps), compared)


def _measured(python: Path | str, *command: object) -> Row:
    result = subprocess.run([str(python), *map(str, command)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(result.stdout)


def _measure(name: str, count: int, kinds: tuple[str, ...]) -> Row:
    exporter = next(exporter for exporter in QUIZ_FORMATS if exporter.name == name)
    made, told = assessment(count, kinds), []
    # A file for paper has no more than a sitting: a large bank comes as so many files.
    most = SITTING if exporter.suffix.endswith(".pdf") else count
    files = [replace(made, questions=made.questions[start:start + most]) for start in range(0, count, most)]
    while not told or sum(told) < 1:
        start = time.perf_counter()
        size = sum(len(exporter.data(file)) for file in files)
        told.append(time.perf_counter() - start)
    return {"items": count, "files": len(files), "seconds": min(told), "items_per_s": count / min(told), "file_mb": size / 1e6, "peak_mb": peak() / 1e6}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]), tuple(sys.argv[3:]) or KINDS)))
