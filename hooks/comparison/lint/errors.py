"""The rules whose break makes an item wrong or guessable (K1 to K14): an item in, its findings out; they stop the build.

K4, the key follows from the data, is proved by `proof`. K7 and K8 are about several items and stand in `bank`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..items import ALL, CORRECTION, NONE, Item, Option
from ..messages import folded
from .finding import Background, Finding, Rule, named, options, texts
from .words import found_in

_OF_THE_ABOVE = re.compile(r"\b(?:all|none|both|neither|any|either)\s+of\s+the\s+(?:above|below|options|answers|choices)\b",
                           re.IGNORECASE)
# The whole option, so that "Vitamins A and D" may be one.
_LETTER_PAIR = re.compile(r"\W*+(?:(?i:both|only|options?|answers?|choices?)\s\W*+)*+[A-H](?:\W*+(?i:and|or)|[^\w&]*+&)\W*+[A-H]\W*+(?:(?i:only)\W*+)?")
_BY_ORDER = re.compile(
    r"\b(?:option|answer|choice)s?\s+\(?(?:[a-h]|[1-9])\)?(?!\w)"
    r"|\b(?:first|second|third|fourth|fifth|last)\s+(?:option|answer|choice)\b"
    r"|\b(?:option|answer|choice)s?\s+(?:above|below)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[/!?a-z]|!\[[^\]]*\]\(", re.IGNORECASE)
_COMPLETABLE = re.compile(r"\?|_{2,}|(?:\.\.\.|…|:)$")
_BLANK = re.compile(r"_{2,}")
_LEAST_WORDS = 6


def k1_key(item: Item, known: Background) -> Iterator[Finding]:
    """A single-best part has exactly one key; a select-all part has a key and an option that is none."""
    for part in item.parts:
        # What is typed has no options, and a true statement has no correction.
        if not part.options or part.id == CORRECTION and not part.key:
            continue
        right, count = len(part.key), len(part.options)
        if part.several and not 0 < right < count:
            yield Finding("K1", item, f"{named(item, part)} has {right} right options of {count}; at least one has to be "
                                      "right and one not")
        elif not part.several and right != 1:
            yield Finding("K1", item, f"{named(item, part)} has {right} right options; mark exactly one 'correct: true'")


def k2_distinct(item: Item, known: Background) -> Iterator[Finding]:
    """No two options read the same once case, spaces, punctuation and Markdown are set aside."""
    # The rows of a matching item share their responses: one row shows all there is.
    for part in item.parts[:1] if item.kind == "match" else item.parts:
        seen: dict[str, Option] = {}
        for option in part.options:
            first = seen.setdefault(folded(option.text), option)
            if first is not option:
                yield Finding("K2", item, f"{named(item, part)} has two options that read the same: '{first.text}' and "
                                          f"'{option.text}'; change one", option)


def k3_no_combined_option(item: Item, known: Background) -> Iterator[Finding]:
    """No option is "all of the above", "A and B" or the like."""
    for option in _each_once(item):
        if _OF_THE_ABOVE.search(option.text) or _LETTER_PAIR.fullmatch(option.text):
            yield Finding("K3", item, f"item '{item.id}': the option '{option.text}' leans on other options; write out "
                                      "what it claims", option)


def k5_rationales(item: Item, known: Background) -> Iterator[Finding]:
    """Every option, and every answer that is typed, has a rationale of at least six words."""
    for part in item.parts:
        if not part.options and len(part.rationale.split()) < _LEAST_WORDS:
            yield Finding("K5", item, f"the rationale of {named(item, part)} is too short; say why in at least six words")
        for option in part.options:
            if len(option.rationale.split()) < _LEAST_WORDS:
                yield Finding("K5", item, f"item '{item.id}': the rationale of '{option.text}' is too short; say why in at "
                                          "least six words", option)


def k6_no_order(item: Item, known: Background) -> Iterator[Finding]:
    """Neither stem nor rationales speak of option letters or of their order, which differs by reader."""
    spoken = [(item.stem, None), *((part.prompt, None) for part in item.parts), *((part.rationale, None) for part in item.parts),
              *((option.rationale, option) for option in options(item))]
    for text, option in spoken:
        if found := found_in(_BY_ORDER, text):
            yield Finding("K6", item, f"item '{item.id}' speaks of '{found}', but options are shuffled; name what "
                                      "the option says", option)


def k9_plain_text(item: Item, known: Background) -> Iterator[Finding]:
    """No raw HTML and no image stands in a text."""
    for text, option in dict.fromkeys(texts(item)):
        if found := found_in(_MARKUP, text):
            yield Finding("K9", item, f"item '{item.id}' holds the markup '{found}'; texts are plain, so take it "
                                      "out", option)


def k10_sourced(item: Item, known: Background) -> Iterator[Finding]:
    """A stem that does not speak of the article names a place, a date and what it rests on.

    A clear-cut safety situation holds anywhere at any time.
    """
    if known.is_attributed(item):
        return
    missing = [name for name in ("place", "as_of") if getattr(item, name) is None and not item.clear_cut]
    missing += [] if item.source or item.cites else ["cites"]
    if missing:
        yield Finding("K10", item, f"item '{item.id}' does not open with '{known.say('attribution.according')}', so it speaks "
                                   f"of the real world: add {', '.join(missing)}")


def k11_blanks(item: Item, known: Background) -> Iterator[Finding]:
    """Every blank has an accepted answer, and no two blanks share one place."""
    blanks = [part for part in item.parts if not part.options]
    for part in blanks:
        if not any(folded(answer) and answer.strip() for answer in part.accepted):
            yield Finding("K11", item, f"{named(item, part)} accepts no answer; list at least one under 'accepted'")
    places = [folded(part.prompt) for part in blanks]
    marked = len(_BLANK.findall(item.stem))
    if len(set(places)) < len(places) or blanks and marked > len(blanks):
        yield Finding("K11", item, f"item '{item.id}' has {max(marked, len(places))} blanks, but {len(set(places))} "
                                   "places that can be told apart; ask for one thing in each place")


def k12_matching(item: Item, known: Background) -> Iterator[Finding]:
    """The rows of a matching item differ, no response is right twice, and responses are left over, or reuse is allowed.

    With as many responses as rows the last one is a gift, and each slip costs two rows.
    """
    if item.kind != "match":
        return
    prompts = [folded(part.prompt) for part in item.parts]
    if len(set(prompts)) < len(prompts):
        yield Finding("K12", item, f"item '{item.id}' has two rows that read the same; change one")
    right = [id for part in item.parts for id in part.key]
    if item.reusable:
        return
    if len(set(right)) < len(right):
        yield Finding("K12", item, f"item '{item.id}' has a response that is right for several rows; add 'reusable: true'")
    if item.parts and len(item.parts[0].options) <= len(item.parts):
        yield Finding("K12", item, f"item '{item.id}' has {len(item.parts[0].options)} responses for {len(item.parts)} rows, so "
                                   "the last one follows from the others; add a response, or 'reusable: true'")


def k13_fixed_last(item: Item, known: Background) -> Iterator[Finding]:
    """ "Both" and "neither" stand last, in this order, and never move."""
    for part in item.parts:
        last = [option.id for option in part.options if option.id in (ALL, NONE)]
        if last and (last != [ALL, NONE] or [o.id for o in part.options[-2:]] != last
                     or not all(o.fixed for o in part.options[-2:])):
            yield Finding("K13", item, f"{named(item, part)}: 'both' and 'neither' have to stand last and stay there")


def k14_stem(item: Item, known: Background) -> Iterator[Finding]:
    """The stem has at least five words and asks something or is a sentence to complete."""
    if len(item.stem.split()) < 5:
        yield Finding("K14", item, f"the stem of item '{item.id}' is too short; ask in at least five words")
    if not _COMPLETABLE.search(item.stem):
        yield Finding("K14", item, f"the stem of item '{item.id}' asks nothing; end it with '?', or with ':' or '...' for "
                                   "the options to complete")


def _each_once(item: Item) -> list[Option]:
    """Return the options of an item; those that rows share, once."""
    return list({(option.id, option.text): option for option in options(item)}.values())


# The rules that every item, derived or written, goes through one by one.
RULES: tuple[Rule, ...] = (k1_key, k2_distinct, k3_no_combined_option, k5_rationales, k11_blanks, k12_matching,
                           k13_fixed_last, k14_stem)
# Those that only an author's own item can break: a derived one takes its words from facts, which are shown as plain
# text whatever they hold and may well speak of a "first choice", and always opens with an attribution.
WRITTEN_RULES: tuple[Rule, ...] = (k6_no_order, k9_plain_text, k10_sourced)
