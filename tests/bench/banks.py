"""Made-up projects of any size: how many questions their quiz asks in, a folder with all files of such a project out.

The questions are derived, as those of a real project are: each fact of the source gives three or four and each aspect three
more, and the one quiz draws as many of them as are wanted. No two facts read alike, so that nothing is found a duplicate.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import yaml
from support import lay_project

QUIZ = "bank"
ROLES = {"builder": "builders", "flier": "fliers"}
# So many facts an aspect: the shipped comparison has about as many.
FACTS = 8
# Every kind of derived question but that for terms, which has no options and so no counterpart elsewhere.
KINDS = ("which", "select", "classify", "spot", "true-false")
_SYLLABLES = [first + second for first, second in product("bdfgklmnprstvz", "aeiou")]
# What both say, what one says or denies and the other passes over: each turn of facts has all of them, in both places.
_STANCES = (("stated", "denied"), ("not mentioned", "stated"), ("stated", "not mentioned"), ("denied", "stated"))


def word(number: int) -> str:
    """Return a word that no other number has; four syllables are enough for 24 million."""
    told = ""
    for _ in range(4):
        number, place = divmod(number, len(_SYLLABLES))
        told += _SYLLABLES[place]
    return told


def source(count: int) -> dict:
    """Return the data of a comparison whose facts give `count` questions or a few more."""
    # Three of each fact, and of every other one four; what aspects give comes on top, so that there is always enough.
    number = -(-count * 2 // 7)
    aspects = [f"a{place}" for place in range(-(-number // FACTS))]
    return {
        "title": "Kite builders and kite fliers", "summary": "What a made-up letter says of two trades.", "noun": "kite people",
        "article": {"title": "Two trades of the wind", "paragraphs": 9, "note": "A letter made up to be long."},
        "answer": ["f0", "f1"],
        "roles": [{"id": id, "name": f"kite {id}", "plural": f"kite {plural}", "short": id.capitalize()} for id, plural in ROLES.items()],
        "aspects": [{"id": id, "name": f"Of {word(7919 * place + 5)}", "question": f"what of {word(7919 * place + 5)} do {{role}} have?",
                     "headline": place == 0} for place, id in enumerate(aspects)],
        "facts": [{"id": f"f{place}", "aspect": aspects[place // FACTS], "label": f"The {word(104729 * place + 3)}",
                   "phrase": f"keep a {word(104729 * place + 3)} for the {word(15485863 * place + 11)}",
                   "stances": dict(zip(ROLES, _STANCES[place % len(_STANCES)])), "claims": [f"C{place}"]} for place in range(number)],
        "claims": [{"id": f"C{place}", "paragraph": f"P{1 + place % 9}", "flags": ["ok"],
                    "about": [role for role, stance in zip(ROLES, _STANCES[place % len(_STANCES)]) if stance != "not mentioned"],
                    "says": f"The letter speaks of a {word(104729 * place + 3)} for the {word(15485863 * place + 11)}."}
                   for place in range(number)],
    }


def quiz(count: int) -> dict:
    """Return the data of a quiz that asks the first `count` questions of the bank."""
    return {"id": QUIZ, "title": "The whole letter", "audience": "readers of the letter", "goals": ["tell the trades apart"],
            "minutes": 30, "draws": [{"kinds": list(KINDS), "most": count}]}


def lay(folder: Path, count: int) -> Path:
    """Lay down a project whose one quiz asks `count` questions, and return its folder."""
    data = folder / "data"
    for place, told in (("docs/comparison.yml", source(count)), (f"quizzes/{QUIZ}.yml", quiz(count))):
        (data / place).parent.mkdir(parents=True, exist_ok=True)
        (data / place).write_text(yaml.dump(told, sort_keys=False, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)), encoding="utf-8")
    return lay_project(folder / "project", data=data)
