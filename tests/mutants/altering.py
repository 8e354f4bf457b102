"""Alters the source one value at a time: the plain data of an author's file in, every other file that differs in one value out.

Ids stay: under another one it would be another thing. A text gets a word at its end that stands nowhere else; of a list of ids
each is taken out in turn; a word of a fixed set becomes each other word of it.
"""

from __future__ import annotations

import copy
import enum
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

from comparison.model import DerivedKind
from comparison.source import DataPath

STANCES = ("stated", "denied", "not mentioned")
# By field: the words that it takes.
WORDS = {"kind": ("law", "education", "practice", "research"), "confidence": ("high", "medium", "low"),
         "need": ("relaxation", "treatment"), "kinds": get_args(DerivedKind)}
FLAGS = ("ok", "varies", "conflict", "evidence", "safety", "frame")
# What an entry is known by: its own name, or the name of what it is about.
IDENTITIES = ("id", "rule", "language", "files", "translations")


class Mutant(NamedTuple):
    """One altered value: where it is, what was done to it, and the word that was put in, if one was."""

    file: str
    path: DataPath
    done: str
    value: Any
    mark: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {'.'.join(map(str, self.path))}: {self.done}"

    def applied(self, data: Any) -> Any:
        """Return the data of the file with the value altered."""
        altered = copy.deepcopy(data)
        put(altered, self)
        return altered


class _Gone(enum.Enum):
    """A value of its own that stays itself on the way to another process."""

    GONE = "gone"


GONE = _Gone.GONE


def put(data: Any, mutant: Mutant) -> None:
    """Alter data in place."""
    for step in mutant.path[:-1]:
        data = data[step]
    if mutant.value is GONE:
        del data[mutant.path[-1]]
    else:
        data[mutant.path[-1]] = mutant.value


def mutants(file: str, data: Any) -> Iterator[Mutant]:
    """Yield the mutants of a file, in the order of its values."""
    for number, (path, done, value) in enumerate(_altered(data, ())):
        # Letters alone, since a digit would join a number that ends the text; the same in each run.
        mark = "zq" + "".join("abcdefghij"[int(digit)] for digit in f"{number}") + "qz"
        text = isinstance(value, str) and done == "worded"
        yield Mutant(file, path, done, f"{value} {mark}" if text else value, mark if text else "")


def _altered(value: Any, path: DataPath) -> Iterator[tuple[DataPath, str, Any]]:
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if name in IDENTITIES:
        return
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _altered(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if isinstance(child, str) and " " not in child and name not in ("goals", "accepted", "also", *WORDS):
                yield (*path, index), "taken out", GONE
            else:
                yield from _altered(child, (*path, index))
    elif isinstance(value, bool):
        yield path, f"turned to {not value}", not value
    elif isinstance(value, int):
        # A quiz stays where it is among the others if it moves by one; so it goes to the other end of them.
        other = value + 1 if name != "position" else 1 if value > 3 else 99
        yield path, f"turned to {other}", other
    elif isinstance(value, str):
        words = STANCES if value in STANCES else WORDS.get(name, ())
        if value in words:
            # What the article says of a role becomes all else that it could; of the other words, the next.
            others = [other for other in words if other != value] if words == STANCES else [words[(words.index(value) + 1) % len(words)]]
            yield from ((path, f"'{other}' for '{value}'", other) for other in others)
        else:
            yield path, "worded", value
