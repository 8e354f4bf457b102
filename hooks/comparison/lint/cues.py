"""The rules of good options (part of W1 to W25): an item in, its findings out; they warn, and can be waived with a reason.

Most are about cues: form that gives the key away to those who do not know it. W2 and W3 are about the bank and stand in
`bank`. Where a rule passes over a kind of item, its docstring says why: because the kind's form makes the cue impossible,
not because the rule would be loud there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..items import ALL, CORRECTION, NONE, Item
from ..messages import folded
from .finding import Background, Finding, Rule, count_words, distractors, keys, named, own_options
from .words import overlap, telling, tokens

# W1: shorter differences do not catch the eye.
_LONGER, _MORE_WORDS, _LONG = 1.5, 3, 12
_ABSOLUTE = frozenset("all always completely entirely every everybody everyone everything exclusively impossible must never "
                      "nobody none nothing only solely totally".split())
_VAGUE = frozenset("can commonly could frequently generally likely may maybe mainly might mostly normally often perhaps "
                   "possibly probably sometimes tend tends typically usually".split())
# "In May" and "May 2026" are no doubt.
_MONTH = re.compile(r"(?<!^)\bMay\b|^May(?= \d)")
_ARTICLE_LAST = re.compile(r"\b(?:a|an)\s*(?:\.\.\.|…|:|_{2,}|\?)?$", re.IGNORECASE)
_COUNTED = re.compile(r"\bwhich (?:one )?of (?:these|the following)(?: \w+)? (is|are|was|were|has|have|does|do)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*(\d[\d,]*(?:\.\d+)?)\b")
_SPELLED = {4: "four", 6: "six", 8: "eight"}
_CLASSES = {
    "yes": frozenset("yes no".split()),
    "preposition": frozenset("about after against at before behind beside by during for from in inside into near of on outside over "
                             "through under until with within without".split()),
    "condition": frozenset("because if unless when whenever where while as since so that".split()),
    "pronoun": frozenset("he i it she they we you who nobody everyone anyone somebody".split()),
    "to": frozenset({"to"}),
    "verb": frozenset("advise agree apply ask avoid begin book call cancel carry check choose complete consult contact continue decline "
                      "document do end explain find focus follow get give go hold keep leave let look make move note offer "
                      "postpone press proceed provide put reassure record reduce refer refuse report reschedule say seek send shorten "
                      "show skip start stay stop suggest take tell treat try turn use wait warn work write".split()),
}
_NO_GERUND = frozenset("nothing something anything everything during king ring spring string thing evening morning being".split())
_CALLED = {"yes": "'yes' or 'no'", "preposition": "a preposition", "condition": "a condition", "pronoun": "a pronoun", "to": "'to'",
           "verb": "a command", "gerund": "a word in '-ing'", "other": "a name or a thing"}


def w1_key_length(item: Item, known: Background) -> Iterator[Finding]:
    """The key is not conspicuously long: at most 1.5 times the distractors' mean, nor the only option over 12 words.

    Less than three words more do not count. Options that are the same in every item or row tell nothing by their
    length, so those kinds are passed over.
    """
    for part in own_options(item):
        right, wrong = keys(part), distractors(part)
        if not right or not wrong:
            continue
        mine, theirs = count_words(right), count_words(wrong)
        if mine > _LONGER * theirs and mine - theirs >= _MORE_WORDS:
            yield Finding("W1", item, f"{named(item, part)}: the key has {mine:.0f} words, the distractors average "
                                      f"{theirs:.0f}; shorten it or lengthen the others", right[0])
        elif mine > _LONG and all(len(option.text.split()) <= _LONG for option in wrong):
            yield Finding("W1", item, f"{named(item, part)}: the key alone has more than {_LONG} words; shorten it or "
                                      "lengthen another", right[0])


def w4_parallel(item: Item, known: Background) -> Iterator[Finding]:
    """Options are parallel: they open with the same class of word and end with the same sign.

    An option is called out when all others open alike and it does not; a mixture of several openings is no pattern that
    one could stand out from. Many words are both thing and deed ("work", "living"), so among names of things a deed is
    not called out; and what everything here is about goes with all.
    """
    either = telling(known.comparison.noun)
    for part in own_options(item):
        ends = {option.text.rstrip()[-1:] if option.text.rstrip()[-1:] in ".!?:;," else "" for option in part.options}
        if len(ends) > 1:
            yield Finding("W4", item, f"{named(item, part)}: some options end with a sign and some do not; end them all alike")
        openings = [_opening(option.text) for option in part.options]
        for option, opening in zip(part.options, openings, strict=True):
            rest = {other for other in openings if other != opening}
            if len(openings) < 3 or openings.count(opening) > 1 or len(rest) > 1 or telling(_first(option.text)) & either:
                continue
            if not (opening in ("verb", "gerund") and rest == {"other"}):
                yield Finding("W4", item, f"{named(item, part)}: '{option.text}' opens with {_CALLED[opening]}, the others with "
                                          f"{_CALLED[rest.pop()]}; word them alike", option)


def w5_homogeneous(item: Item, known: Background) -> Iterator[Finding]:
    """Options are of one sort: all of them roles, terms, rows, topics, places or numbers, or none of them.

    "Both" and "neither" go with roles.
    """
    for part in item.parts[:1] if item.kind in ("match", "classify") else item.parts:
        found = {option.id: _sort(option.text, known.sorts) for option in part.options if option.id not in (ALL, NONE)}
        odd = [option for option in part.options if option.id in found and not found[option.id]]
        # One name among free texts is chance; all but one are a list with a stranger in it.
        if len(set(found.values()) - {""}) > 1 or len(found) > 2 and len(odd) == 1:
            names = ", ".join(sorted({name or "something else" for name in found.values()}))
            yield Finding("W5", item, f"{named(item, part)} mixes options of several sorts ({names}); draw them all from one",
                          odd[0] if len(odd) == 1 else None)


def w7_absolutes(item: Item, known: Background) -> Iterator[Finding]:
    """No absolute word, such as "always", stands in distractors alone: learners know that such options are wrong."""
    for part in own_options(item):
        if not part.key:
            continue
        fair = {word for option in keys(part) for word in tokens(option.text)} | set(tokens(item.stem))
        for option in distractors(part):
            if not fair & _ABSOLUTE and (found := sorted(_ABSOLUTE & set(tokens(option.text)))):
                yield Finding("W7", item, f"{named(item, part)}: '{found[0]}' stands in a distractor and not in the key; take it out, "
                                          "or use such a word in the key as well", option)


def w8_vague_key(item: Item, known: Background) -> Iterator[Finding]:
    """No vague word, such as "often", stands in the key alone: learners know that such options are right."""
    for part in own_options(item):
        wrong = {word for option in distractors(part) for word in tokens(_MONTH.sub("", option.text))}
        if wrong & _VAGUE:
            continue
        for option in keys(part):
            if found := sorted(_VAGUE & set(tokens(_MONTH.sub("", option.text)))):
                yield Finding("W8", item, f"{named(item, part)}: '{found[0]}' stands in the key alone; take it out, or use such a "
                                          "word in a distractor as well", option)


def w9_grammar(item: Item, known: Background) -> Iterator[Finding]:
    """The grammar of the stem fits every option: no "a" or "an" before the options, no singular for several keys."""
    if _ARTICLE_LAST.search(item.stem):
        yield Finding("W9", item, f"the stem of item '{item.id}' ends with an article, which fits some options only; move it into "
                                  "the options, or write 'a or an'")
    if found := _COUNTED.search(item.stem):
        several, plural = any(part.several for part in item.parts), found.group(1).lower() in ("are", "were", "have", "do")
        if several != plural:
            yield Finding("W9", item, f"item '{item.id}' asks '{found.group()}', but {'several' if several else 'one'} may be chosen; "
                                      "make the number fit")


def w10_clang(item: Item, known: Background) -> Iterator[Finding]:
    """No rare word of the stem, or one of its family, comes again in the key alone.

    Words that stand all over the bank are not rare. "Both" and "neither" cannot repeat a word, so they are left out of
    the comparison; where the roles' names are the options, each counts.
    """
    asked = telling(item.stem) - known.common
    for part in item.parts:
        if item.kind in ("match", "classify"):
            asked = telling(part.prompt) - known.common
        if len(part.key) != 1 or part.several:
            continue
        key = keys(part)[0]
        elsewhere = frozenset(word for option in distractors(part) for word in telling(option.text))
        # In a row, words of the role's own name are rare enough however often the name is shown.
        if item.kind in ("which", "classify"):
            asked |= telling(part.prompt or item.stem) & known.role_words
        if found := sorted((asked & telling(key.text)) - elsewhere):
            yield Finding("W10", item, f"{named(item, part)}: the stem's '{found[0]}…' comes again in the key alone; use another word "
                                       "in one of them, or the word in a distractor as well", key)


def w11_convergence(item: Item, known: Background) -> Iterator[Finding]:
    """The key is not the option that shares most with the others, so that it could be found by counting parts."""
    for part in own_options(item):
        if len(part.key) != 1 or len(part.options) < 3:
            continue
        words = {option.id: telling(option.text) for option in part.options}
        shared = {id: sum(overlap(mine, other) for at, other in words.items() if at != id) / (len(words) - 1)
                  for id, mine in words.items()}
        key = keys(part)[0]
        most = max(shared[option.id] for option in distractors(part))
        if shared[key.id] >= 0.25 and shared[key.id] >= 1.5 * most:
            yield Finding("W11", item, f"{named(item, part)}: the key shares more words with the other options than they with each "
                                       "other; vary the others independently", key)


def w12_option_count(item: Item, known: Background) -> Iterator[Finding]:
    """A question has three or four options; where each is chosen for itself, three to six.

    Kinds with a fixed set pass: the table's columns, a verdict and its corrections. The responses of a matching item are
    read once for all rows; up to eight are fine.
    """
    for part in item.parts[:1] if item.kind == "match" else own_options(item):
        most = 8 if item.kind == "match" else 6 if part.several else 4
        if part.id != CORRECTION and not 3 <= len(part.options) <= most:
            yield Finding("W12", item, f"item '{item.id}' has {len(part.options)} options; three to {_SPELLED[most]} serve best")


def w13_repeated_start(item: Item, known: Background) -> Iterator[Finding]:
    """Words that all options begin with stand in the stem instead: at most two are repeated."""
    for part in own_options(item):
        first, *others = {tuple(tokens(option.text)[:3]) for option in part.options}
        if len(part.options) > 1 and not others and len(first) == 3:
            yield Finding("W13", item, f"{named(item, part)}: every option begins with '{' '.join(first)}'; move these words into the stem")


def w19_numbers(item: Item, known: Background) -> Iterator[Finding]:
    """Numbers as options stand in order; the page keeps them so instead of shuffling them."""
    for part in own_options(item):
        found = [match for option in part.options if (match := _NUMBER.match(option.text))]
        if len(found) == len(part.options):
            numbers = [float(match.group(1).replace(",", "")) for match in found]
            if numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
                yield Finding("W19", item, f"{named(item, part)}: its options are numbers out of order; sort them")


def w23_real_misconceptions(item: Item, known: Background) -> Iterator[Finding]:
    """Distractors are mistakes that somebody makes, not nonsense.

    Derived ones are, by the way they are made: each is a role, or a row of the same topic that the article does not state
    of this role. One of an author's own has to speak of what the comparison, its notes, its glossary or the item speaks of: where
    fewer than half of its telling words do, it comes from nowhere. That it is a mistake which people make is for the
    author to know; its rationale says what speaks against it.
    """
    for part in own_options(item):
        near = telling(item.stem).union(*(telling(key.text) for key in keys(part)))
        for option in distractors(part):
            words = telling(option.text)
            if len(words) > 1 and len([word for word in words if word in known.vocabulary or word in near]) < len(words) / 2:
                yield Finding("W23", item, f"{named(item, part)}: '{option.text}' speaks of nothing that the facts, the notes or the "
                                           "stem speak of; take a mistake that somebody makes", option)


def _first(text: str) -> str:
    return next(iter(tokens(text)), "")


def _opening(text: str) -> str:
    """Return the class of an option's first word, as far as a list of closed classes can tell."""
    first = _first(text)
    for name, members in _CLASSES.items():
        if first in members:
            return name
    return "gerund" if first.endswith("ing") and len(first) > 4 and first not in _NO_GERUND else "other"


def _sort(text: str, sorts: dict[str, str]) -> str:
    return "a number" if _NUMBER.fullmatch(text.rstrip(" .%")) else sorts.get(folded(text), "")


RULES: tuple[Rule, ...] = (w1_key_length, w4_parallel, w5_homogeneous, w7_absolutes, w8_vague_key, w9_grammar, w10_clang, w11_convergence,
                           w12_option_count, w13_repeated_start, w19_numbers, w23_real_misconceptions)
