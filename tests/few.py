"""A few questions of every form, with the signs that formats give a meaning: what the files that are kept byte for byte are made of.

`few` are made-up questions alone. `full` are most of these and some on facts, with an examination and notes of every kind beside
them. Both are made anew each time, within the test, so that `make code-mutants` sees what makes them.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from comparison import exchange
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from comparison.model import CitedSource, ContextNote, Disclaimer, Exam, ExamArea
from comparison.project import read_project
from exporting import made_up
from support import THREE_ROLES


def options(*texts: str, right: int = 1) -> tuple[Option, ...]:
    return tuple(Option(f"o{n}", text, n < right, f"Why “{text}”.") for n, text in enumerate(texts))


def one(kind: str, stem: str, *parts: Part, id: str = "", **more) -> Item:
    return Item(id or kind, kind, stem, parts, topic="glossary", **more)


def rows(*right: int, last: str = "x" * 300) -> tuple[Part, ...]:
    return tuple(Part(f"r{n}", prompt, tuple(Option(f"o{k}", text, k == key, f"{prompt} – {text}")
                                             for k, text in enumerate(('Glue & <b> "x"', "A/B // -> = &&", "Wind\n]]>", last))))
                 for n, (key, prompt) in enumerate(zip(right, ("Paper: {1}", "Tail ~2 #3", "Silk"))))


VERDICTS = (Option(TRUE, "Yes", False, "Not so."), Option(FALSE, "No", True, "So it is."))
ITEMS = (
    one("single", 'A. Which "kite"\nflies 50 % <higher>?', Part("answer", "", options("=Paper", "%50%Silk; wool, felt", "[html]Wood\t{oak}")),
        place="Lower Harbour", as_of="May 2026", source="The Leaflet"),
    one("select", "Which of these & those?", Part("answer", "", options("a*b", "c\\d", "e_f", "1:2", "//g", right=3), several=True)),
    one("select", "Which of many?", Part("answer", "", options(*map("Option {}".format, range(13)), right=11), several=True), id="of-many"),
    one("select", "Which of so many?", Part("answer", "", options(*map("Option {}".format, range(22)), right=1), several=True), id="of-so-many"),
    one("true-false", "Is it so?", Part(VERDICT, "Is it?", VERDICTS), Part(CORRECTION, "What then?", options("It is dry", "It is wet"))),
    one("match", "What goes with what?", *rows(0, 1, 1)),
    one("short", "What is it called?", Part("answer", "", (), accepted=("Kite", "a*b -> c ]]> && d", "Élan\nvital"), rationale="So it is called.")),
    one("single", "ANSWER: which?", Part("answer", "", options("Yes", "No")), id="an-id-" + "x" * 120),
    one("single", "Which of both?", Part("answer", "", options("Yes", "No")), id="an-id-" + "x" * 94),
)
TITLE = "Kites / [made up] <for> \\ tests/"


def few() -> exchange.Assessment:
    """Return the items as they leave a small project. It has no examination, so that what is said of one is made up, too."""
    made = made_up(ITEMS, title=TITLE)
    first = replace(made.questions[0], areas=("Law", "Craft"), tags=(*made.questions[0].tags, "tag" * 20))
    return replace(made, about=(*made.about, "Made up for tests."), questions=(first, *made.questions[1:]))


_THREE = read_project(THREE_ROLES)


def _note(id: str, kind: str, says: str, *sources: str, **more) -> ContextNote:
    return ContextNote(id=id, kind=kind, says=says, place="Upper Valley", as_of="Jan 2026", sources=sources or ("LEAFLET",), **more)


# Notes of every kind beside the facts: the claims on cut wood, mortar, hammers and billhooks carry flags.
_FLAGGED = {"L03": ("F01",), "L05": ("F03",), "L06": ("F02",), "L07": ("F01", "D01")}
SOURCED = replace(_THREE, comparison=_THREE.comparison.model_copy(update={
    "claims": tuple(claim.model_copy(update={"context": _FLAGGED.get(claim.id, claim.context)}) for claim in _THREE.comparison.claims),
    # The one on string lines stands in two paragraphs.
    "facts": tuple(fact.model_copy(update={"claims": ("L08", "L12")}) if fact.id == "string-line" else fact for fact in _THREE.comparison.facts),
    "context": (
        _note("F01", "law", "A stake needs a permit.", confidence="medium", qualifies=("L03",)),
        _note("F02", "research", "Hammers tire the arm.", "STUDY", "LEAFLET", confidence="high", certainty="low certainty", supports=("L06",)),
        _note("F03", "practice", "Some walls have mortar.", confidence="high", contradicts=("L05",))),
    "safety": tuple(note.model_copy(update={"refer": True}) for note in _THREE.comparison.safety),
    "sources": (*_THREE.comparison.sources, CitedSource(id="STUDY", title="On hammers", publisher="Upper Valley", year="2020", url="https://example.org/study")),
    "exam": Exam(name="Field test", as_of="2026", source="LEAFLET", areas=(
        ExamArea(id="law", name="Law", weight=60, claims=("L03",), notes=("F01",)), ExamArea(id="craft", name="Craft", weight=30, claims=("L03", "L06")),
        ExamArea(id="rest", name="The rest", weight=10))),
    "disclaimer": Disclaimer(short="Made up.", long="Made up for tests.")}))
_CITING = Item("permit", "true-false", "Is a permit needed?", (Part(VERDICT, "", tuple(replace(option, correct=not option.correct) for option in VERDICTS)),
               Part(CORRECTION, "", ())), cites=("F01", "G02"), topic="safety", place="Upper Valley", as_of="Jan 2026")
_ASKED = ("which-cut-wood", "which-mortar", "select-tools-hedger", "classify-tools", "spot-cut-wood-waller")
ON_FACTS = (*(item for item in _THREE.bank if item.id in _ASKED), _CITING)
# Lists of many choices would fill the files with little that is new. A place without a date says nothing.
_FORMS = (*(item for item in ITEMS if item.id in ("single", "select", "true-false", "short")),
          one("match", "What goes with what?", *(replace(row, prompt=f"{row.prompt}\nor a pleacher") for row in rows(0, 1, 1, last="x")),
              place="Lower Harbour"),
          one("single", "ANSWER: which?", Part("answer", "", options("Yes,\nit is", "No")), id="an-id-" + "x" * 120))


def full() -> exchange.Assessment:
    """Return items of every form and items on facts as they leave a project with notes of every kind."""
    return replace(exchange.of_set("0badcafe", (*_FORMS, *ON_FACTS), SOURCED), title=TITLE)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of a package by their names, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def held(file: Path, data: bytes, request) -> None:
    """Hold bytes to those that a file has; `pytest --renew` writes them anew, to be read."""
    if request.config.getoption("--renew"):
        file.write_bytes(data)
    assert data == file.read_bytes()
