"""Waivers: warnings and what authors let pass out of them, in; what is left, what was waived and wrong waivers, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .errors import Problem, listed, nearest, shortened
from .items import Item
from .lint import ELSEWHERE, ERRORS, WARNINGS
from .model import LEAST_REASON, BankWaiver, Comparison, Quiz, Waiver
from .source import DataPath, Source


@dataclass(frozen=True)
class Noted:
    """A warning at its place: `source` is the file whose waivers can let it pass, `item` the item it is about, if any."""

    source: str
    item: Item | None
    problem: Problem


@dataclass(frozen=True)
class Waived:
    """What one waiver let pass: `quiz` is None where it stands with the facts, `items` is empty for a whole set or bank."""

    rule: str
    quiz: Quiz | None
    items: tuple[Item, ...]
    reason: str


def check(source: Source, holder: Comparison | Quiz, items: Iterable[str]) -> Iterator[Problem]:
    """Every waiver names a rule that can be waived, items that are its file's, and a reason.

    `items` are the ids that a waiver in this file may name.
    """
    known = list(items)
    written: tuple[Waiver | BankWaiver, ...] = holder.waivers
    for index, waiver in enumerate(written):
        at = ("waivers", index)
        if waiver.rule not in WARNINGS:
            yield _wrong_rule(source, (*at, "rule"), waiver.rule)
        if len(waiver.reason.split()) < LEAST_REASON:
            yield source.problem((*at, "reason"), "short-reason", f"the reason '{shortened(waiver.reason)}' is too short; say in at least "
                                                                  f"{LEAST_REASON} words why the rule does not hold here")
        if isinstance(waiver, BankWaiver) and waiver.items and waiver.kinds:
            yield source.problem(at, "unclear-waiver", "the waiver names items and kinds; name one of the two, or none for the "
                                                       "whole bank")
        for place, id in _named(waiver):
            if id not in known:
                yield source.problem((*at, *place), "unknown-item", f"the waiver names item '{id}', which this file's waivers "
                                                                    f"cannot be about{source.guess(id, known)}; a quiz waives what is "
                                                                    "found in its own items and set, the comparison what is found "
                                                                    "in derived items")


def apply(source: Source, holder: Comparison | Quiz, noted: list[Noted]) -> tuple[list[Noted], list[Waived], list[Problem]]:
    """Return the warnings that the waivers of one file leave, what they let pass, and those whose problem is gone."""
    left = list(noted)
    waived: list[Waived] = []
    stale: list[Problem] = []
    written: tuple[Waiver | BankWaiver, ...] = holder.waivers
    mine = [one for one in noted if one.source == source.path]
    for index, waiver in enumerate(written):
        passed: list[Noted] = []
        for place, name, found in _selected(waiver, [one for one in mine if one.problem.rule == waiver.rule]):
            if found:
                passed += found
            else:
                stale.append(source.problem(("waivers", index, *place), "stale-waiver",
                                            f"nothing is found against {waiver.rule}{name} any more; take this waiver out"))
        left = [one for one in left if one not in passed]
        if passed:
            items = tuple({one.item.id: one.item for one in passed if one.item}.values())
            waived.append(Waived(waiver.rule, holder if isinstance(holder, Quiz) else None, items, waiver.reason))
    return left, waived, stale


def _selected(waiver: Waiver | BankWaiver, noted: list[Noted]) -> Iterator[tuple[DataPath, str, list[Noted]]]:
    """Yield for each thing that a waiver names its place, how to say it, and the warnings it lets pass."""
    if isinstance(waiver, BankWaiver) and waiver.kinds:
        for index, kind in enumerate(waiver.kinds):
            yield ("kinds", index), f" in items of the kind '{kind}'", [one for one in noted if one.item and one.item.kind == kind]
    elif named := [*_named(waiver)]:
        for place, id in named:
            yield place, f" in item '{id}'", [one for one in noted if one.item and one.item.id == id]
    else:
        yield (), "", noted


def _named(waiver: Waiver | BankWaiver) -> list[tuple[DataPath, str]]:
    if isinstance(waiver, BankWaiver):
        return [(("items", index), id) for index, id in enumerate(waiver.items)]
    return [(("item",), waiver.item)] if waiver.item else []


def _wrong_rule(source: Source, at: DataPath, rule: str) -> Problem:
    if rule in (*ERRORS, *ELSEWHERE):
        return source.problem(at, "unwaivable-rule", f"rule {rule} cannot be waived; mend what it finds. Rules that can: "
                                                     f"{listed(WARNINGS, 40)}")
    return source.problem(at, "unknown-rule", f"there is no rule '{rule}'; rules that can be waived: {listed(WARNINGS, 40)}"
                                              f"{nearest(rule, WARNINGS)}")
