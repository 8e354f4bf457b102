"""One quiz question as every surface takes it: stem, parts with options, key and rationales, and what it rests on."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

# Option ids of "both" and "neither", whatever the number of roles.
ALL, NONE = "all", "none"
# The parts and options of a statement to be judged.
VERDICT, CORRECTION, TRUE, FALSE = "verdict", "correction", "true", "false"
# What an item's topic is where no aspect is. Aspects may not take these ids.
SAFETY_TOPIC, GLOSSARY_TOPIC = "safety", "glossary"
TOPICS = (SAFETY_TOPIC, GLOSSARY_TOPIC)


@dataclass(frozen=True)
class Option:
    """One option: `facts` are the ids it rests on; a `fixed` option keeps its place at the end when others move."""

    id: str
    text: str
    correct: bool
    rationale: str
    facts: tuple[str, ...] = ()
    fixed: bool = False


@dataclass(frozen=True)
class Part:
    """One question within an item: its options, and whether several may be chosen; or the answers that may be typed.

    `prompt` is empty where the item has a single part, whose question is the item's stem. A part without options is
    answered by typing: `accepted` counts as right, whatever its case, accents, spaces and punctuation, and `rationale`
    says why.
    """

    id: str
    prompt: str
    options: tuple[Option, ...]
    several: bool = False
    accepted: tuple[str, ...] = ()
    rationale: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The ids of the options that are right."""
        return tuple(option.id for option in self.options if option.correct)


@dataclass(frozen=True)
class Item:
    """One quiz question: stem, parts with options, key and rationales, and what it rests on.

    `kind` is which, select, classify, spot, single, match, true-false or short. `facts` are ids of facts, `cites` ids of
    notes, safety notes and terms. `topic` is what results are sorted by: the id of an aspect, "safety" or "glossary".
    """

    id: str
    kind: str
    stem: str
    parts: tuple[Part, ...]
    facts: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    topic: str = ""
    place: str | None = None
    as_of: str | None = None
    source: str | None = None
    clear_cut: bool = False
    vignette: bool = False
    reusable: bool = False
    # The item that this one says in another language. Both are one question: what was answered, handed out or handed in of
    # the one is so of the other, so the revisions are those of the original.
    original: Item | None = None

    @cached_property
    def revision(self) -> str:
        """Twelve hexadecimal digits that change with the stem, the options or the key, and with nothing else.

        The order of options does not count: it is the surface's. A translation has that of its original.
        """
        if self.original:
            return self.original.revision
        content = [self.stem, [[part.id, part.prompt, sorted([o.id, o.text, o.correct] for o in part.options),
                                *([sorted(part.accepted)] if part.accepted else [])] for part in self.parts]]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]

    @cached_property
    def key_revision(self) -> str:
        """Twelve hexadecimal digits that change with what is right, and with nothing else.

        Rewording keeps them, and so does a distractor that comes or goes: a stored answer stays good until the key changes.
        """
        if self.original:
            return self.original.key_revision
        content = sorted([part.id, sorted(part.key), sorted(part.accepted)] for part in self.parts)
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:12]

    @cached_property
    def code(self) -> str:
        """Four letters, digits, "-" or "_" that stand for the id where room is short."""
        return code_of(self.id)


def code_of(id: str) -> str:
    """Return the code of an item's id, which a retired item keeps."""
    return base64.urlsafe_b64encode(hashlib.sha256(id.encode()).digest()[:3]).decode()


def ordered(options: tuple[Option, ...], seed: str) -> tuple[Option, ...]:
    """Return the options in the order a seed gives, the fixed ones last in their own order.

    The order hangs on seed and option ids alone, so it is the same on every build, machine and Python, and adding an
    option moves no two others past each other.
    """
    def rank(option: Option) -> str:
        return hashlib.sha256(f"{seed}/{option.id}".encode()).hexdigest()

    return (*sorted((option for option in options if not option.fixed), key=rank), *(option for option in options if option.fixed))
