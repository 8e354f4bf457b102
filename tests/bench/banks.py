"""Made-up projects of any size: how many questions their quizzes ask in, a folder with all files of such a project out.

Part of the questions is derived: each fact of the source gives three or four and each aspect three more, and quizzes draw
them. The others are written in the quizzes, since a file of an author may hold 10,000 values and one source so gives no more than
some 3,000 questions. No two facts or questions read alike, so that nothing is found a duplicate.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import yaml
from support import lay_project

ROLES = {"builder": "builders", "flier": "fliers"}
# What a quiz asks, and how much of it is drawn. A written question takes some thirty values in its file.
SIZE = 100
DRAWN = 25
# So many facts an aspect, which give at least so many questions of these kinds: all but those of terms, which have no options
# and so no counterpart elsewhere.
FACTS, GIVEN = 7, 27
KINDS = ("which", "select", "classify", "spot", "true-false")
_SYLLABLES = [first + second for first, second in product("bdfgklmnprstvz", "aeiou")]
# What both say, what one says or denies and the other passes over, in both places.
_STANCES = (("stated", "denied"), ("not mentioned", "stated"), ("stated", "not mentioned"), ("denied", "stated"))


def word(number: int) -> str:
    """Return a word that no other number below 24 million has; numbers that follow each other look nothing alike."""
    number = number * 15_485_863 % len(_SYLLABLES) ** 4
    told = ""
    for _ in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        told += _SYLLABLES[place]
    return told


def source(aspects: int) -> dict[str, Any]:
    """Return the data of a comparison with so many aspects of FACTS facts each."""
    facts = range(aspects * FACTS)
    return {
        "title": "Kite builders and kite fliers", "summary": "What a made-up letter says of two trades.", "noun": "kite people",
        "article": {"title": "Two trades of the wind", "paragraphs": 9, "note": "A letter made up to be long."},
        "answer": ["f0", "f1"],
        "waivers": [{"rule": "W14", "kinds": ["spot"], "reason": "It can only be asked over statements."}],
        "roles": [{"id": id, "name": f"kite {id}", "plural": f"kite {plural}", "short": id.capitalize()} for id, plural in ROLES.items()],
        "aspects": [{"id": f"a{place}", "name": f"Of {word(2_000_000 + place)}", "headline": place == 0,
                     "question": f"what of {word(2_000_000 + place)} do {{role}} have?"} for place in range(aspects)],
        "facts": [{"id": f"f{place}", "aspect": f"a{place // FACTS}", "label": f"The {word(place)}",
                   "phrase": f"keep a {word(place)} for the {word(1_000_000 + place)}",
                   "stances": dict(zip(ROLES, _STANCES[place % len(_STANCES)])), "claims": [f"C{place % len(_STANCES)}"]}
                  for place in facts],
        "claims": [{"id": f"C{place}", "paragraph": f"P{1 + place}", "flags": ["ok"], "says": f"The letter tells {place + 1} things of this.",
                    "about": [role for role, stance in zip(ROLES, stances) if stance != "not mentioned"]}
                   for place, stances in enumerate(_STANCES)],
    }


def quiz(place: int, aspects: range, drawn: int, written: int) -> dict[str, Any]:
    """Return the data of a quiz that draws so many questions of these aspects, and asks so many of its own."""
    draws = [{"kinds": list(KINDS), "aspects": [f"a{aspect}" for aspect in aspects], "most": drawn}] if drawn else []
    return {"id": f"bank-{place}", "title": f"Letter {place + 1}", "audience": "readers of the letter", "goals": ["tell the trades apart"],
            "minutes": 30, "position": place + 1, "draws": draws,
            "written": [_written(3_000_000 + 1000 * place + number) for number in range(written)]}


def _written(number: int) -> dict[str, Any]:
    kite = word(number)
    several = number % 3 == 0
    sides = ("north", "south", "east", "west")
    right = {sides[number % 4], sides[(number + 1) % 4]} if several else {sides[number % 4]}
    options = [{"id": side, "text": f"A {word(4 * number + place)} of the {side}", "correct": side in right,
                "rationale": f"The letter gives the builders their {kite} in the {' and the '.join(sorted(right))}."}
               for place, side in enumerate(sides)]
    asked = "two places, of north, south, east and west," if several else "place, of north, south, east and west,"
    return {"id": f"made-{number}", "kind": "select" if several else "single", "facts": {"f0": {"builder": "stated", "flier": "denied"}},
            "stem": f"According to the article, in which {asked} do builders get their {kite}?", "options": options}


def lay(folder: Path, count: int, size: int = SIZE, drawn: int = DRAWN) -> Path:
    """Lay down a project with quizzes of `size` questions, `drawn` of them derived, that ask `count` in all, at least a dozen;
    return its folder.
    """
    data, aspects, made = folder / "data", 0, {}
    for place, start in enumerate(range(0, count, size)):
        asked = min(size, count - start)
        taken = min(drawn, asked)
        own = range(aspects, aspects + -(-taken // GIVEN))
        aspects += len(own)
        made[f"quizzes/bank-{place}.yml"] = quiz(place, own, taken, asked - taken)
    made["docs/comparison.yml"] = source(max(aspects, 1))
    for uri, told in made.items():
        (data / uri).parent.mkdir(parents=True, exist_ok=True)
        (data / uri).write_text(yaml.dump(told, sort_keys=False, Dumper=_Dumper), encoding="utf-8")
    return lay_project(folder / "project", data=data)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each value where it stands: no anchors, which authors' files may not have."""

    def ignore_aliases(self, data: object) -> bool:
        return True
