"""The proof of the keys: raw YAML data and items in, every option whose truth does not follow from the data out.

This module shares no code with `items` or `model`, on purpose: it reads the plain dicts that the YAML holds and works
out what is true in its own way, from the texts that a learner reads. Whatever the deriving code gets wrong, a stem
about another fact, a swapped role, a flipped key, shows here as a difference.

The rules are the stance rules. The article says a thing of a role only where the stance is "stated" and denies it
only where it is "denied". Where it does not mention something, both "it says so" and "it says not" are false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

# What is true, by the ids of part and option.
_Truth = dict[tuple[str, str], bool]
_Found = TypeVar("_Found")


def unproved(data: dict[str, Any], item: Any) -> list[str]:
    """Return a sentence for every option of a derived item whose key differs from what the data makes of it.

    `data` is the plain content of the source; `item` has id, kind, stem, parts, and each part id, prompt and options
    with id, text and correct.
    """
    try:
        wanted = _TRUTH[item.kind](data, item)
    except LookupError as error:
        return [f"item '{item.id}' shows something that the data does not hold: {error}"]
    found = {(part.id, option.id): option.correct for part in item.parts for option in part.options}
    if wanted.keys() != found.keys():
        return [f"item '{item.id}' has other options than the data gives it"]
    return [f"item '{item.id}': option '{option}' of '{part}' is keyed {found[part, option]}, but the data makes it "
            f"{wanted[part, option]}" for part, option in found if found[part, option] is not wanted[part, option]]


def _which(data: dict[str, Any], item: Any) -> _Truth:
    kind, _, id = item.id.partition("-")
    fact = _the(f for f in data["facts"] if f["id"] == id)
    # A negated stem says so in capitals right before the phrase; in a script without capitals, any word there is the negation.
    shape = _flat(data["noun"]), _flat(fact["phrase"])
    negation = "NOT?" if item.stem.upper() != item.stem.lower() else r"\w+"
    denied = re.search(rf"{re.escape(shape[0])} [\w ]*{negation} {re.escape(shape[1])}", item.stem) is not None
    if denied != (kind == "denied") or any(text not in item.stem for text in shape):
        raise LookupError("its stem does not ask about its fact")
    part = _the(iter(item.parts))
    return _role_truth(data, fact, part, "denied" if denied else "stated")


def _classify(data: dict[str, Any], item: Any) -> _Truth:
    truth: _Truth = {}
    for part in item.parts:
        fact = _the(f for f in data["facts"] if f["id"] == part.id)
        if _flat(fact["phrase"]) not in part.prompt:
            raise LookupError(f"row '{part.id}' does not show its fact")
        truth |= _role_truth(data, fact, part, "stated")
    return truth


def _role_truth(data: dict[str, Any], fact: dict[str, Any], part: Any, stance: str) -> _Truth:
    """Return for each option of a part whether it names exactly the roles that the fact has the stance on."""
    holders = {role for role, taken in fact["stances"].items() if taken == stance}
    everyone = {role["id"] for role in data["roles"]}
    truth: _Truth = {}
    for option in part.options:
        named = [role["id"] for role in data["roles"] if option.text in _shown(role["plural"])]
        if part.several:
            truth[part.id, option.id] = _the(iter(named)) in holders
        elif named:
            truth[part.id, option.id] = holders == {_the(iter(named))}
        elif option.id == "all":
            truth[part.id, option.id] = holders == everyone
        elif option.id == "none":
            truth[part.id, option.id] = holders == set()
        else:
            raise LookupError(f"option '{option.id}' names no role")
    return truth


def _select(data: dict[str, Any], item: Any) -> _Truth:
    role = _the(r for r in data["roles"] for a in data["aspects"]
                if item.id == f"select-{a['id']}-{r['id']}" and _flat(r["plural"]) in item.stem)
    part = _the(iter(item.parts))
    truth: _Truth = {}
    for option in part.options:
        fact = _the(f for f in data["facts"] if f["id"] == option.id and _flat(f["label"]) == option.text)
        truth[part.id, option.id] = fact["stances"][role["id"]] == "stated"
    return truth


def _spot(data: dict[str, Any], item: Any) -> _Truth:
    part = _the(iter(item.parts))
    truth: _Truth = {}
    for option in part.options:
        fact, role = _the((f, r) for f in data["facts"] for r in data["roles"]
                          if option.id == f"{f['id']}-{r['id']}"
                          and option.text in _shown(f"{r['plural']} {f['phrase']}."))
        # The key is the statement that the article does not make.
        truth[part.id, option.id] = fact["stances"][role["id"]] != "stated"
    return truth


def _true_false(data: dict[str, Any], item: Any) -> _Truth:
    fact = _the(f for f in data["facts"] if item.id == f"true-{f['id']}")
    phrase = _flat(fact["phrase"])
    role = _the(r for r in data["roles"] if any(f"“{name}" in item.stem for name in _shown(r["plural"])))
    if f"{phrase}.”" not in item.stem:
        raise LookupError("its stem does not ask about its fact")
    # "they do it" and "they do not do it" differ by what stands between the role and the phrase.
    asserted = "stated" if any(f"“{text}.”" in item.stem for text in _shown(f"{role['plural']} {fact['phrase']}")) else "denied"
    stance = fact["stances"][role["id"]]
    truth = {("verdict", "true"): stance == asserted, ("verdict", "false"): stance != asserted}
    meant = {"stated": "stated", "denied": "denied", "silent": "not mentioned"}
    return truth | {("correction", key): stance != asserted and stance == word for key, word in meant.items()
                    if word != asserted}


def _term(data: dict[str, Any], item: Any) -> _Truth:
    term = _the(t for t in data["terms"] if item.id == f"term-{t['id'].lower()}")
    part = _the(iter(item.parts))
    if f"“{_flat(term['meaning'])}”" not in item.stem:
        raise LookupError("its stem does not give the term's meaning")
    name = _flat(term["term"])
    before, bracket, within = name.rpartition("(")
    # What stands in brackets at the end is another name; brackets elsewhere are part of the one.
    names = (before, within[:-1]) if bracket and within.find(")") == len(within) - 1 else ()
    known = {_flat(form) for form in (name, *term.get("also", ()), *names)} - {""}
    if part.options or set(part.accepted) != known:
        raise LookupError("it accepts other answers than the term's forms")
    return {}


def _the(candidates: Iterable[_Found]) -> _Found:
    for candidate in candidates:
        return candidate
    raise LookupError("nothing of that name")


def _shown(text: str) -> tuple[str, ...]:
    """Return the ways a text may stand on a page: as it is, or as the start of a sentence."""
    flat = _flat(text)
    # At the head of a sentence the first letter is a capital one, behind the sign that opens a question in Spanish too.
    return flat, flat[:1].upper() + flat[1:], flat[:1] + flat[1:2].upper() + flat[2:] if flat[:1] in ("¿", "¡") else flat


def _flat(text: str) -> str:
    return " ".join(text.split())


_TRUTH = {"which": _which, "classify": _classify, "select": _select, "spot": _spot, "true-false": _true_false, "short": _term}
