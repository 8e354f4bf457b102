"""What tests of flashcards need: the real Anki, with a collection that is thrown away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Learner:
    """Somebody with the real Anki and a collection of their own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def take(self, data: bytes, **options: object) -> tuple[int, int, int, int]:
        """Import a package; return how many notes were new, updated, known as they are, and refused."""
        file = self.folder / "package.apkg"
        file.write_bytes(data)
        log = self.collection.import_anki_package(ImportAnkiPackageRequest(
            package_path=str(file), options=ImportAnkiPackageOptions(**options))).log
        return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)

    def cards(self, sort: str = "") -> list[Card]:
        search = f'"note:*: {sort}"' if sort else ""
        return [self.collection.get_card(id) for id in sorted(self.collection.find_cards(search))]

    def card(self, search: str) -> Card:
        (id,) = self.collection.find_cards(search)
        return self.collection.get_card(id)

    def fields(self) -> dict[str, list[str]]:
        """Return the fields and tags of every note, by the note's lasting id."""
        notes = [self.collection.get_note(id) for id in self.collection.find_notes("")]
        return {note.guid: [*note.fields, *sorted(note.tags)] for note in notes}

    def decks(self) -> dict[str, int]:
        """Return how many cards each deck holds, by its name."""
        return {deck.name: len(self.collection.find_cards(f"did:{deck.id}")) for deck in self.collection.decks.all_names_and_ids()}

    def study(self, deck: str) -> int:
        """Answer the first card of a deck as good, and return its id."""
        self.collection.decks.set_current(self.collection.decks.id_for_name(deck))
        card = self.collection.sched.getCard()
        self.collection.sched.answerCard(card, 3)
        return card.id

    def schedule(self, card: int) -> tuple:
        card = self.collection.get_card(card)
        return card.did, card.type, card.queue, card.due, card.ivl, card.reps


@contextmanager
def learning() -> Iterator[Learner]:
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(Path(folder))
        yield learner
        learner.collection.close()
