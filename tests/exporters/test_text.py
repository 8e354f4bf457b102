"""The formats of text, byte for byte: a few questions of every form, with the signs that each format gives a meaning.

The readers of the other tests say that what is written means the right thing; this says that it stays as it is. After a change
that is meant, `pytest --renew` writes the files in texts/ anew, to be read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from comparison.exporters import TEXT_FORMATS
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from exporting import made_up

TEXTS = Path(__file__).parent / "texts"


def options(*texts: str, right: int = 1) -> tuple[Option, ...]:
    return tuple(Option(f"o{n}", text, n < right, f"Why “{text}”.") for n, text in enumerate(texts))


def one(kind: str, stem: str, *parts: Part, id: str = "", **more) -> Item:
    return Item(id or kind, kind, stem, parts, topic="glossary", **more)


def rows(*right: int) -> tuple[Part, ...]:
    return tuple(Part(f"r{n}", prompt, tuple(Option(f"o{k}", text, k == key, f"{prompt} – {text}")
                                             for k, text in enumerate(('Glue & <b> "x"', "A/B // -> = &&", "Wind\n]]>", "x" * 300))))
                 for n, (key, prompt) in enumerate(zip(right, ("Paper: {1}", "Tail ~2 #3", "Silk"))))


VERDICTS = (Option(TRUE, "Yes", False, "Not so."), Option(FALSE, "No", True, "So it is."))
MADE = made_up((
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
), title="Kites / [made up] <for> \\ tests/")
# The project that they are made up for has no examination.
FIRST = replace(MADE.questions[0], areas=("Law", "Craft"), tags=(*MADE.questions[0].tags, "tag" * 20))
SMALL = replace(MADE, about=(*MADE.about, "Made up for tests."), questions=(FIRST, *MADE.questions[1:]))


@pytest.mark.parametrize("exporter", TEXT_FORMATS, ids=lambda exporter: exporter.name)
def test_a_few_questions_of_every_form_are_written_in_these_bytes(exporter, request):
    file = TEXTS / f"small.{exporter.suffix}"
    data = exporter.data(SMALL)
    if request.config.getoption("--renew"):
        file.write_bytes(data)
    assert data == file.read_bytes()
    # What a browser puts together from pieces is the same.
    assert data == (exporter.head(SMALL) + "".join(map(exporter.piece, SMALL.questions)) + exporter.FOOT).encode("utf-8")
