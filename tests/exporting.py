"""What tests of exporters need: made-up items with every text that has ever broken a format, and the shipped quizzes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from comparison import exchange
from comparison.items import CORRECTION, FALSE, TRUE, VERDICT, Item, Option, Part
from comparison.project import Project, read_project
from hypothesis import strategies as st
from support import ROOT, THREE_ROLES

# Each has broken an importer somewhere.
TRAPS = ('"', "'", "<", ">", "&", "&amp;", "&lt;", "]]>", "<![CDATA[", "~", "=", "#", "{", "}", ":", "|", "->", "//", "\\", "\\n",
         "%50%", "$", "@", "*", "_", "`", "<b>", "</script>", "<!--", "-->", "\t", "\n", "\n\n", "é", "ﬁ", "e\u0301", "😀", "👩🏽‍⚕️",
         "שלום", "\u202eright to left", "\u00a0", "١٢", "ANSWER: A", "A. ", "TRUE", "{{c1::x}}", ";", ",", "==", "1", "-", "+1", "@SUM(1)")
texts = st.lists(st.one_of(st.sampled_from(TRAPS), st.text("abc xyz", min_size=1, max_size=8)), min_size=1, max_size=6).map(
    "".join).map(str.strip).filter(lambda text: any(map(str.isalnum, text)))
long_texts = st.one_of(texts, texts.map(lambda text: (text * 10_000)[:10_000].strip()))


@cache
def _project(good: bool) -> Project:
    return read_project(THREE_ROLES if good else ROOT)


def shipped() -> dict[str, exchange.Assessment]:
    """Return the shipped quizzes as they leave the site, by id."""
    project = _project(False)
    return {asked.quiz.id: exchange.of_quiz(asked, project) for asked in project.quizzes}


@st.composite
def _options(draw, keys: int | None = 1) -> tuple[Option, ...]:
    told = draw(st.lists(texts, min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split()).casefold()))
    right = keys or draw(st.integers(1, len(told) - 1))
    fixed = draw(st.booleans())
    return tuple(Option(f"o{number}", text, number < right, draw(long_texts), fixed=fixed) for number, text in enumerate(told))


@st.composite
def items(draw, number: int = 0, topic: str = "glossary") -> Item:
    """An item of any kind, with any text."""
    kind = draw(st.sampled_from(("single", "select", "classify", "match", "true-false", "short")))
    match kind:
        case "single":
            parts = (Part("answer", "", draw(_options())),)
        case "select":
            parts = (Part("answer", "", draw(_options(keys=None)), several=True),)
        case "short":
            accepted = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
            parts = (Part("answer", "", (), accepted=tuple(accepted), rationale=draw(long_texts)),)
        case "true-false":
            stands = draw(st.booleans())
            verdict = tuple(Option(id, draw(texts) + id, (id == TRUE) == stands, draw(texts), fixed=True) for id in (TRUE, FALSE))
            corrections = tuple(replace(option, correct=option.correct and not stands) for option in draw(_options()))
            parts = (Part(VERDICT, draw(texts), verdict), Part(CORRECTION, draw(texts), draw(st.sampled_from(
                (corrections, ()) if stands else (corrections,)))))
        case _:
            shared = draw(_options())
            count = draw(st.integers(2, 4))
            right = [draw(st.integers(0, len(shared) - 1)) for _ in range(count)]
            parts = tuple(
                Part(f"r{row}", f"{draw(texts)} {row}", tuple(
                    replace(option, correct=index == right[row], rationale=f"{option.rationale} {row}")
                    for index, option in enumerate(shared)))
                for row in range(count))
    return Item(f"item-{number}", kind, draw(texts), parts, topic=topic, place=draw(st.one_of(st.none(), texts)),
                as_of=draw(texts), source=draw(st.one_of(st.none(), texts)))


@st.composite
def assessments(draw, most: int = 4) -> exchange.Assessment:
    """A set of made-up items, as it leaves a small project."""
    made = tuple(draw(items(number)) for number in range(draw(st.integers(1, most))))
    return made_up(made, title=draw(texts))


def made_up(made: tuple[Item, ...], title: str = "Made up") -> exchange.Assessment:
    """Return items as they leave a small project that has no others."""
    project = replace(_project(True), bank=made, quizzes=())
    return replace(exchange.of_set("0badcafe", made, project), title=title)
