"""Flashcards in, an Anki package (.apkg) out, the same bytes every time.

genanki fills the database of the package, here one in memory, so that no file is written and none is left behind. The
package has the form that Anki has read since 2.1.

What makes a second import update and not duplicate:

- A note is known by its `guid`, a note type by its id. Both are worked out from ids that the author promised to keep.
- Of a note that is known, Anki takes a new text only where the date of its last change differs: with "Update notes: If
  newer", its default, where it is later; with "Always", where it is any other. Nothing that hangs on the texts alone can
  grow with every change of them, there and back. So the date is made of the author's edition, which grows, and of the
  note's texts: a raised edition reaches everyone, and "Always" takes over every other change as well, once in a million
  excepted. Within one edition "If newer" takes over about half of what was changed, by chance. All these
  dates lie in the past, so "If newer" leaves alone what the learner has changed.
- A deck is known by its name alone. Cards that are there already stay in their deck with their schedule, also when the title
  behind its name changes; new ones then go into a deck of the new name.
"""

from __future__ import annotations

import hashlib
import html
import itertools
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import genanki
from markupsafe import Markup

from .archive import zipped

# Seconds since 1970: the first date of change, in September 2001, and the span of each edition, twelve days. Note ids are
# dates as well; with those at 0, genanki's own default for a fixed time, Anki refuses the package.
_START, _SPAN = 1_000_000_000, 2**20
# In a text these would call for a recording, a formula or a gap, each a feature of Anki's own.
_OF_ANKI = {ord(sign): f"&#{ord(sign)};" for sign in "[{\\"}


@dataclass(frozen=True)
class NoteType:
    """How notes of a sort become cards: `fields` by name, the first of which is the note's in lists, and a front and a back
    for each card, as HTML with the names of fields in double braces.

    A learner's notes stay tied to it, so `id` may never change, and fields and cards may not come, go or swap places.
    """

    id: str
    name: str
    fields: tuple[str, ...]
    cards: tuple[tuple[str, str, str], ...]
    style: str


@dataclass(frozen=True)
class Note:
    """One note: its id among those of its type, the HTML of its fields, and its tags, which hold no spaces."""

    id: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deck:
    """A deck: its name within those around it, what it is about in HTML, and its notes in the order to learn them."""

    name: tuple[str, ...]
    about: str
    notes: tuple[Note, ...]


def text(value: str) -> Markup:
    """Return a plain text as HTML that shows just that in Anki. Quotation marks stay, so that a search finds them."""
    return Markup(html.escape(value, quote=False).translate(_OF_ANKI))


def package(decks: Iterable[Deck], world: str, edition: int) -> bytes:
    """Return decks as a package; decks without notes stay out.

    `world` keeps apart what has the same id elsewhere, and `edition` counts up whenever changed texts are published.
    """
    made = [_deck(deck, world, _START + edition * _SPAN) for deck in decks if deck.notes]
    connection = sqlite3.connect(":memory:")
    genanki.Package(made).write_to_db(connection.cursor(), _START, itertools.count(_START * 1000))
    connection.commit()
    data = connection.serialize()
    connection.close()
    return zipped({"collection.anki2": data, "media": b"{}"})


# genanki comes without types.
class _Model(genanki.Model):  # type: ignore[misc]
    """A note type with a date of change of its own."""

    changed: int

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        told: dict[str, Any] = super().to_json(self.changed, deck_id)
        return told


class _Note(genanki.Note):  # type: ignore[misc]
    """A note with a date of change of its own."""

    changed: int

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, deck_id: int, id_gen: Iterable[int]) -> None:
        super().write_to_db(cursor, self.changed, deck_id, id_gen)


def _deck(deck: Deck, world: str, date: int) -> genanki.Deck:
    made = genanki.Deck(_number(world, *deck.name), "::".join(map(_name, deck.name)), deck.about)
    models = {type: _model(type, world, date) for type in dict.fromkeys(note.type for note in deck.notes)}
    for place, note in enumerate(deck.notes):
        entry = _Note(models[note.type], list(note.fields), tags=note.tags, guid=genanki.guid_for(world, note.type.id, note.id), due=place)
        entry.changed = date + _digest(*note.fields, *note.tags) % _SPAN
        made.add_note(entry)
    return made


def _model(type: NoteType, world: str, date: int) -> _Model:
    model = _Model(
        _number(world, type.id), type.name, [{"name": name} for name in type.fields],
        [{"name": name, "qfmt": front, "afmt": back} for name, front, back in type.cards], type.style)
    model.changed = date + _digest(type.name, type.style, *itertools.chain(*type.cards)) % _SPAN
    return model


def _name(text: str) -> str:
    """Return a title as the name of a deck: two colons would begin another deck within it."""
    return re.sub("::+", ":", " ".join(text.split())).strip(":") or "-"


def _number(*names: str) -> int:
    """Return a number between 2**30 and 2**31, where genanki wants its ids, that names give."""
    return 2**30 + _digest(*names) % 2**30


def _digest(*texts: str) -> int:
    # With their lengths, so that texts which are cut elsewhere give another number.
    content = "".join(f"{len(text)}:{text}" for text in texts)
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:8])
