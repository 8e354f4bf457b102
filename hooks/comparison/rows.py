"""The rows of the table and what stands beside them: a comparison in, cells with their claims and notes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .items import Item
from .model import (NOT_MENTIONED, STATED, Aspect, CitedSource, Claim, Comparison, ContextNote, ExamArea, Fact, Note, Role,
                    SafetyNote, Term, safety_first)


@dataclass(frozen=True)
class Cell:
    """What the article says of one role on one fact, the claims about that role behind it, and what stands beside them."""

    fact: Fact
    role: Role
    stance: str
    claims: tuple[Claim, ...]
    notes: tuple[Note, ...]

    @property
    def key(self) -> str:
        """The stance as one word, for message keys and class names."""
        return "silent" if self.stance == NOT_MENTIONED else self.stance

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The paragraphs that say so, in order."""
        return tuple(sorted({claim.number for claim in self.claims}))

    @property
    def cautions(self) -> tuple[str, ...]:
        """The flags a reader has to see beside it, each once."""
        return _unique(flag for claim in self.claims for flag in claim.cautions)


@dataclass(frozen=True)
class Row:
    """One row of the table: a fact and a cell for each role, in the order of the roles."""

    fact: Fact
    cells: tuple[Cell, ...]

    @property
    def shared(self) -> bool:
        """Whether the article states it of every role."""
        return all(cell.stance == STATED for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the article does not say the same of every role."""
        return len({cell.stance for cell in self.cells}) > 1

    @property
    def cautions(self) -> tuple[str, ...]:
        """The flags on any of its cells, each once."""
        return cautions_of(self.cells)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes beside any of its cells, each once."""
        return notes_of(self.cells)


def row(comparison: Comparison, fact: Fact) -> Row:
    """Return a fact's row of the table. A role the article does not mention has that stance, never an empty cell."""
    return Row(fact, tuple(cell(comparison, fact, role) for role in comparison.roles))


def cell(comparison: Comparison, fact: Fact, role: Role) -> Cell:
    """Return what the article says of one role on one fact."""
    claims = comparison.claims_of(fact, role)
    return Cell(fact, role, fact.stances[role.id], claims, cautioned(comparison, claims))


def cautioned(comparison: Comparison, claims: Iterable[Claim]) -> tuple[Note, ...]:
    """Return the notes that have to stand beside claims: those of each claim that carries a caution."""
    return comparison.notes_on(claim for claim in claims if claim.cautions)


def cells(comparison: Comparison, aspect: Aspect, role: Role, key: str) -> tuple[Cell, ...]:
    """Return the cells of one role in an aspect that have the stance named by `key`, in the table's order."""
    every = (cell(comparison, fact, role) for fact in comparison.facts_of(aspect))
    return tuple(one for one in every if one.key == key)


def answers(comparison: Comparison, role: Role) -> tuple[Cell, ...]:
    """Return what answers "what is the difference?" of a role."""
    every = (cell(comparison, comparison.fact(id), role) for id in comparison.answer)
    return tuple(one for one in every if one.stance != NOT_MENTIONED)


def claims_behind(comparison: Comparison, aspect: Aspect) -> tuple[Claim, ...]:
    """Return the claims that an aspect's facts rest on, in the article's order."""
    cited = {id for fact in comparison.facts_of(aspect) for id in fact.claims}
    return tuple(claim for claim in comparison.claims if claim.id in cited)


def areas_touched(comparison: Comparison, aspect: Aspect) -> tuple[ExamArea, ...]:
    """Return the areas of the examination in which an aspect's claims touch topics, in the outline's order."""
    behind = {claim.id for claim in claims_behind(comparison, aspect)}
    return tuple(area for area in comparison.exam.areas if behind & set(area.claims)) if comparison.exam else ()


def needs(comparison: Comparison) -> tuple[Fact, ...]:
    """Return the facts that name what people come for, in the table's order."""
    return tuple(fact for fact in comparison.facts if comparison.aspect(fact.aspect).need)


def facts_carrying(comparison: Comparison, claim: Claim) -> tuple[Fact, ...]:
    """Return the facts that rest on a claim."""
    return comparison.facts_on(claim)


def leading(comparison: Comparison, item: Item) -> tuple[Note, ...]:
    """Return the notes beside an item: those it cites, then of each of its facts the safety notes and the most telling
    other.
    """
    chosen: dict[str, Note] = {entry.id: entry for entry in cited(comparison, item) if not isinstance(entry, Term)}
    for id in item.facts:
        notes = row(comparison, comparison.fact(id)).notes
        safety = [note for note in notes if isinstance(note, SafetyNote)]
        chosen |= {note.id: note for note in (*safety, *notes[len(safety):][:1])}
    return safety_first(chosen.values())


def cited(comparison: Comparison, item: Item) -> tuple[Note | Term, ...]:
    """Return the notes and terms that an item cites, in its order."""
    by_id = {entry.id: entry for entry in comparison.citing}
    return tuple(by_id[id] for id in item.cites)


def title_of(entry: Note | Term) -> str:
    """Return the words by which to point to a note or term: its topic, its place or itself."""
    if isinstance(entry, Term):
        return entry.term
    return entry.topic if isinstance(entry, SafetyNote) else entry.place


def refers(comparison: Comparison, item: Item) -> bool:
    """Tell whether an item rests on a safety note that calls for referral, by citing it or through one of its facts."""
    beside = {note.id for id in item.facts for note in row(comparison, comparison.fact(id)).notes}
    return any(note.refer and note.id in {*item.cites, *beside} for note in comparison.safety)


def studied(comparison: Comparison) -> tuple[Fact, ...]:
    """Return the facts that research is set beside because it does not settle them."""
    return tuple(fact for fact in comparison.facts if any(
        "evidence" in claim.flags and any(is_research(note) for note in comparison.notes_on([claim]))
        for claim in comparison.claims_of(fact)))


def is_research(note: Note) -> bool:
    """Tell whether a note is about research."""
    return isinstance(note, ContextNote) and note.kind == "research"


def uses(comparison: Comparison, source: CitedSource) -> tuple[Note | Term, ...]:
    """Return everything that cites a source."""
    return tuple(entry for entry in comparison.citing if source.id in entry.sources)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def notes_of(cells: Iterable[Cell]) -> tuple[Note, ...]:
    """Return the notes beside cells, each once, safety notes first."""
    return safety_first({note.id: note for cell in cells for note in cell.notes}.values())


def cautions_of(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the flags that a reader has to see beside cells, each once."""
    return _unique(flag for cell in cells for flag in cell.cautions)
