"""Set links: the payload of an address in, the items it names out. `docs/assets/quiz/sets.mjs` writes them, and says how."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .items import Item

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VERSION, _HEAD, _ENTRY, _CHECK, _MOST = 1, 5, 6, 3, 60
_DAMAGED = "the link is damaged: it was cut short or mistyped; copy it again, whole"


class SetError(ValueError):
    """A link that cannot be followed: damaged, newer than this program, or naming what the bank no longer has."""


def payload_of(text: str) -> str | None:
    """Return the payload of a set's address, or of what was copied of it; None where it is no such thing."""
    _, mark, payload = text.strip().rpartition("#")
    return payload if mark or _is_whole(payload) else None


def named(payload: str, items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items that a payload names, in its order.

    Raises SetError where it is damaged, or where an item is gone or has been reworded since: a set is never a different
    one without a word.
    """
    if not _is_whole(payload):
        raise SetError(_DAMAGED)
    if _read(payload[0]) >> 2 > _VERSION:
        raise SetError("the link was made by a newer version of this site; update the project")
    letters = payload[_HEAD:-_CHECK]
    entries = [letters[at:at + _ENTRY] for at in range(0, len(letters), _ENTRY)]
    if _read(payload[0]) >> 2 < _VERSION or len(letters) % _ENTRY or len(set(entries)) < len(entries) or len(entries) > _MOST:
        raise SetError(_DAMAGED)
    if not entries:
        raise SetError("the link names no question; make one on the assign page")
    bank = tuple(items)
    return tuple(_meant(entry[:4], entry[4:], number, bank) for number, entry in enumerate(entries, 1))


def name_of(payload: str) -> str:
    """Return what a set is called where its results are told: eight hexadecimal digits (FNV-1a, 32 bits)."""
    value = 0x811C9DC5
    for byte in payload.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"


def _meant(code: str, mark: str, number: int, bank: tuple[Item, ...]) -> Item:
    same = [item for item in bank if item.code == code]
    meant = [item for item in same if _mark_of(item.revision) == mark]
    if not same:
        raise SetError(f"question {number} of the set is no longer in the bank; make the link anew on the assign page")
    if not meant:
        raise SetError(f"question {number} of the set, '{same[0].id}', was revised since the link was made; make the link anew "
                       "on the assign page")
    return meant[0]


def _mark_of(revision: str) -> str:
    number = int(revision[:3], 16)
    return _LETTERS[number // 64] + _LETTERS[number % 64]


def _is_whole(payload: str) -> bool:
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,}", payload):
        return False
    value = 7
    for letter in payload[:-_CHECK]:
        value = (value * 131 + _LETTERS.index(letter) + 1) % 262139
    return value == _read(payload[-_CHECK:])


def _read(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 64 + _LETTERS.index(letter)
    return number
