"""The reasons for the rules: the id of a rule in, why it exists and two examples out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from .errors import listed, nearest

_FILE = Path(__file__).with_name("rules.yml")


class UnknownRule(ValueError):
    """A rule that does not exist; the message names the nearest, or all."""


@dataclass(frozen=True)
class Reason:
    """Why a rule exists, and what breaks and what keeps it: excerpts of an author's files, or texts as they stand in them."""

    rule: str
    why: str
    bad: str
    good: str


@cache
def reasons() -> dict[str, Reason]:
    """Return the reason for every rule that a problem can name, by the rule's id."""
    texts = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {rule: Reason(rule, **parts) for rule, parts in texts.items()}


def reason(rule: str) -> Reason:
    """Return the reason for a rule, whatever the case of its id.

    Raises UnknownRule for an id that no rule has.
    """
    by_id = {id.lower(): known for id, known in reasons().items()}
    if rule.lower() not in by_id:
        near = nearest(rule, reasons())
        raise UnknownRule(f"there is no rule '{rule}'{near}" if near else
                          f"there is no rule '{rule}'; known: {listed(reasons(), len(reasons()))}")
    return by_id[rule.lower()]
