"""Words as the item rules see them: a text in, its tokens, its telling words or its reading level out.

The lists are English, as the rules are: they are about wording, and each language words its cues in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache, lru_cache

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?](?:\s+|$)|[:;]\s+|\n")

# Words that tell nothing of what a text is about; the last lines are how questions and accounts are put.
_STOP = frozenset("""
    a about above after again against all also although am among an and another any are aren't around as at away be
    because been before being below between both but by can can't cannot could did do does doesn't doing don't down
    during each either else every few for from further get gets give gives given go goes had has have having he her
    here hers him his how however i if in into is isn't it its itself just know knows let like made make makes many may
    me might more most much must my neither never no nor not now of off often on once one only or other others our out
    over own per rather same say says she should since so some such take takes than that the their them then there
    these they thing things this those though through to too two under until up upon us use used uses very want wants
    was we were what when where whether which while who whom whose why will with within without would you your
    answer answers article article's choice comparison correct false following item option options paragraph
    paragraphs question right statement statements true wrong
    """.split())

_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ers", "er", "ed", "es", "ly", "s", "e", "y")


def tokens(text: str) -> list[str]:
    """Return the words of a text in small letters, in order; "client's" is one word."""
    return _TOKEN.findall(text.casefold().replace("’", "'"))


# The rules go through all items in turn, again and again: what holds fewer texts than there are holds none that is asked for.
KEPT = 1 << 16


@lru_cache(KEPT)
def found_in(pattern: re.Pattern[str], text: str) -> str | None:
    """Return the first place of a text that a pattern fits. Derived items share most of their texts: each is read once."""
    found = pattern.search(text)
    return found.group() if found else None


@cache
def root(word: str) -> str:
    """Return what words of one family share, roughly: "paint", "painting" and "painters" give the same.

    An ending goes as long as four letters stay, so that "mass" and "massive" are not taken for one.
    """
    word = word.removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


@lru_cache(KEPT)
def telling(text: str) -> frozenset[str]:
    """Return the roots of the words that say what a text is about: no function words, no words of the quiz itself."""
    return frozenset(root(word) for word in tokens(text) if word not in _STOP and (len(word) > 2 or word.isdigit()))


def forget() -> None:
    """Let go of what was found out about texts."""
    found_in.cache_clear()
    telling.cache_clear()


def all_telling(texts: Iterable[str]) -> frozenset[str]:
    """Return the roots of the words that say what several texts are about; texts that items share are read once."""
    return frozenset().union(*map(telling, texts))


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """Return the share of words that two texts have in common: 1 for the same, 0 for nothing in common (Jaccard)."""
    one, other = set(one), set(other)
    return len(one & other) / max(len(one | other), 1)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a colon or semicolon ends one as well."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def question(stem: str) -> str:
    """Return the sentence of a stem that asks: its last one."""
    return re.split(r"(?<=[.!?])\s+", stem.strip())[-1]


@cache
def syllables(word: str) -> int:
    """Return about how many syllables an English word has: its groups of vowels, with the usual exceptions.

    A silent e at the end does not count, nor "ed" after most letters; "ia", "io", "ua" and the like count twice where
    they are mostly spoken so. Against a dictionary such a count is off by one now and then, which evens out in a text; the
    tests hold it to one on every word of the site. (A dictionary of its own would take longer to read than all rules.)
    """
    # A "y" that opens a word is no vowel.
    word = re.sub(r"[^a-z]", "", word.casefold().removesuffix("'s")).removeprefix("y")
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytdsxzcg]es$|[^aeiouytd]ed$|[aeiou]le$", word) and not word.endswith(("ches", "shes")):
        count -= 1
    count += len(re.findall(r"(?<![cgst])i[aou]|[^q]ua[^in]|eo(?!n)|uou|y[aeo]|creat|(?<![cst])ie(?=t|nt)|scien|[^l]..ea$|[aeouy]ing$", word))
    return max(count, 1)


def grade(text: str, known: Collection[str] = frozenset()) -> float:
    """Return the school grade that a text asks of its reader, after Flesch and Kincaid.

    0.39 x words a sentence + 11.8 x syllables a word - 15.59 (Kincaid and others, 1975). The words in `known`, which the
    site explains or is about, count as words of two syllables at most: who reads here has met them.
    """
    words = tokens(text)
    if not words:
        return 0.0
    spoken = sum(min(syllables(word), 2) if root(word) in known else syllables(word) for word in words)
    return 0.39 * len(words) / max(len(sentences(text)), 1) + 11.8 * spoken / len(words) - 15.59
