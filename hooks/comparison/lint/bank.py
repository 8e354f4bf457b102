"""The rules between items (K7, K8) and over the whole bank (W2, W3): all items in, findings out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..items import Item, Part
from ..messages import folded
from .finding import Finding, keys, own_options
from .words import all_telling, tokens

# K7: the share of telling words from which two questions are called nearly the same.
_NEAR = 0.9
# W2 and W3: with fewer, an uneven count is chance.
_FEWEST = 20
_MOST_LONGEST = 0.4
# The 99 % point of the normal distribution.
_NORMAL_99 = 2.3263


def k8_ids(items: Iterable[Item]) -> Iterator[Finding]:
    """No id is used twice, nor the short code of one. The later of two items is the one at fault."""
    ids: dict[str, Item] = {}
    codes: dict[tuple[str, str], Item] = {}
    for item in items:
        first = ids.setdefault(item.id, item)
        if first is not item:
            yield Finding("K8", item, f"item id '{item.id}' is used twice; give this one its own id", first=first)
        # Links name items by their codes and so much of their revisions. One in 69 billion pairs of items shares both.
        first = codes.setdefault((item.code, item.revision[:3]), item)
        if first.id != item.id:
            yield Finding("K8", item, f"item id '{item.id}' has the same short code as '{first.id}' by chance; give this one another "
                                      "id", first=first)


def k7_same_question(items: Iterable[Item]) -> Iterator[Finding]:
    """No two items ask the same with the same options."""
    questions: dict[object, Item] = {}
    for item in items:
        question = (folded(item.stem), *(
            (folded(part.prompt), frozenset(folded(option.text) for option in part.options)) for part in item.parts))
        first = questions.setdefault(question, item)
        if first is not item:
            yield Finding("K7", item, f"item '{item.id}' asks the same as item '{first.id}', with the same options; change one or "
                                      "take it out", first=first)


def k7_near_duplicates(items: Sequence[Item]) -> Iterator[Finding]:
    """No two items share nine tenths of their telling words, and of those of their keys (a warning).

    Words that most items of a kind have, such as the frame of the derived ones, do not count; a question and its
    negation are two, and so are two that differ in what is right, such as one fact asked of two roles. Only pairs that
    share one of their rarest words are compared, so that the time grows with the bank and not with its square.
    """
    words = _distinctive(items)
    frequency = Counter(word for shared in words for word in shared)
    holders: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        rarest = sorted(words[index], key=lambda word: (frequency[word], word))
        # Whoever shares nine tenths of the words shares one of these, or has one of these among their own of them.
        prefix = rarest[:len(rarest) - math.ceil(_NEAR * len(rarest)) + 1]
        for other in sorted({other for word in prefix for other in holders[word]}):
            first = items[other]
            if (_shared(words[index], words[other]) >= _NEAR and _shared(_key_words(first), _key_words(item)) >= _NEAR
                    and _negated(first) == _negated(item) and _but_signs(first) != _but_signs(item)):
                yield Finding("K7", item, f"item '{item.id}' asks nearly the same as item '{first.id}'; change one or take it out",
                              first=first)
                break
        for word in prefix:
            holders[word].append(index)


def w2_longest(items: Iterable[Item]) -> Iterator[Finding]:
    """Over the bank, the key is the longest option in under 40 % of the questions, and the shortest in under 40 %.

    Counted are questions with one key and options of their own; a key as long as another option does not count.
    """
    places = [part for item in items for part in own_options(item) if len(part.key) == 1 and len(part.options) > 2]
    for word, extreme in (("longest", max), ("shortest", min)):
        count = sum(_stands_out(part, extreme) for part in places)
        if len(places) >= _FEWEST and count >= _MOST_LONGEST * len(places):
            yield Finding("W2", None, f"the key is the {word} option in {count} of {len(places)} questions, which is "
                                      f"{100 * count / len(places):.0f} %; even the lengths out until it is under 40 %")


def w3_positions(shown: Iterable[Part]) -> Iterator[Finding]:
    """Keys stand in all places alike (chi-square test at 1 %), in the order in which a page shows the options.

    The rule speaks of the order before shuffling, for surfaces that do not shuffle. Here none shows the author's order:
    a page without scripts already has the order that the item's id gives. Options that never move, such as the table's
    columns, are passed over: their place says nothing of the key.
    """
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for part in shown:
        if len(part.key) == 1 and not any(option.fixed for option in part.options):
            counts[len(part.options)][[option.correct for option in part.options].index(True)] += 1
    statistic, freedom, total = 0.0, 0, 0
    for options, places in counts.items():
        # Five expected in each place is the usual least for the test to hold.
        if (keyed := places.total()) >= 5 * options:
            expected = keyed / options
            statistic += sum((places[place] - expected) ** 2 / expected for place in range(options))
            freedom, total = freedom + options - 1, total + keyed
    if freedom and statistic > _critical(freedom):
        told = "; ".join(f"of {options}: {', '.join(str(places[place]) for place in range(options))}"
                         for options, places in sorted(counts.items()))
        yield Finding("W3", None, f"the keys of {total} questions do not stand in all places alike ({told}); rename options of those "
                                  "that crowd one place")


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the longer text's words that the other has as well."""
    return len(one & other) / max(len(one), len(other)) if one or other else 1.0


def _distinctive(items: Sequence[Item]) -> list[frozenset[str]]:
    """Return the telling words of each item without those that most items of its kind have."""
    words = [all_telling([item.stem, *(part.prompt for part in item.parts), *(option.text for part in item.parts for option in part.options)])
             for item in items]
    kinds = Counter(item.kind for item in items)
    counts = Counter((item.kind, word) for item, shared in zip(items, words, strict=True) for word in shared)
    return [frozenset(word for word in shared if kinds[item.kind] < 4 or counts[item.kind, word] <= kinds[item.kind] / 2)
            for item, shared in zip(items, words, strict=True)]


def _key_words(item: Item) -> frozenset[str]:
    right = [text for part in item.parts for text in (*part.accepted, *(option.text for option in keys(part)))]
    return frozenset(word for text in right for word in tokens(text))


def _negated(item: Item) -> bool:
    return bool({"not", "no", "never", "except"} & set(tokens(item.stem)))


def _but_signs(item: Item) -> object:
    return folded(item.stem), frozenset(folded(option.text) for part in item.parts for option in part.options)


def _stands_out(part: Part, extreme: Callable[[list[int]], int]) -> bool:
    lengths = [len(option.text) for option in part.options]
    mine = len(keys(part)[0].text)
    return mine == extreme(lengths) and lengths.count(mine) == 1


def _critical(freedom: int) -> float:
    """Return the chi-square value that is passed by chance once in a hundred times (Wilson and Hilferty, 1931)."""
    spread = 2 / (9 * freedom)
    return freedom * (1 - spread + _NORMAL_99 * math.sqrt(spread)) ** 3
