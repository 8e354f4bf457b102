"""The item rules that a build insists on: items in, one finding for each rule that an item breaks out.

The ids K1 to K14 are those of the project's item rules; each rule is one small function. K4, the key follows from the
data, is proved by `proof`. K11 and K12 are about blanks and matching, kinds that are not derived yet; they come with
those kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .items import ALL, CORRECTION, NONE, Item, Option, Part
from .messages import Messages, folded


@dataclass(frozen=True)
class Finding:
    """A broken rule: which item, which option if it is about one, what to do, and the item it clashes with if any."""

    rule: str
    item: Item
    text: str
    option: Option | None = None
    first: Item | None = None


Rule = Callable[[Item, Messages], Iterator[Finding]]

_OF_THE_ABOVE = re.compile(r"\b(?:all|none|both|neither|any|either)\s+of\s+the\s+(?:above|below|options|answers|choices)\b",
                           re.IGNORECASE)
# The whole option, so that "Vitamins A and D" may be one.
_LETTER_PAIR = re.compile(r"\W*(?i:(?:both|only|options?|answers?|choices?)\s+)*\W*[A-H]\W*(?i:and|&|or)\W*[A-H]\W*(?i:only)?\W*")
_BY_ORDER = re.compile(
    r"\b(?:option|answer|choice)s?\s+\(?(?:[a-h]|[1-9])\)?(?!\w)"
    r"|\b(?:first|second|third|fourth|fifth|last)\s+(?:option|answer|choice)\b"
    r"|\b(?:option|answer|choice)s?\s+(?:above|below)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[/!?a-z]|!\[[^\]]*\]\(", re.IGNORECASE)
_COMPLETABLE = re.compile(r"\?|(?:\.\.\.|…|:|_{2,})$")


def k1_key(item: Item, say: Messages) -> Iterator[Finding]:
    """A single-best part has exactly one key; a select-all part has a key and an option that is none."""
    for part in item.parts:
        # What is typed has no options, and a true statement has no correction.
        if not part.options or part.id == CORRECTION and not part.key:
            continue
        right, count = len(part.key), len(part.options)
        if part.several and not 0 < right < count:
            yield Finding("K1", item, f"{_name(item, part)} has {right} right options of {count}; at least one has to be "
                                      "right and one not")
        elif not part.several and right != 1:
            yield Finding("K1", item, f"{_name(item, part)} has {right} right options; mark exactly one 'correct: true'")


def k2_distinct(item: Item, say: Messages) -> Iterator[Finding]:
    """No two options read the same once case, spaces, punctuation and Markdown are set aside."""
    for part in item.parts:
        seen: dict[str, Option] = {}
        for option in part.options:
            first = seen.setdefault(folded(option.text), option)
            if first is not option:
                yield Finding("K2", item, f"{_name(item, part)} has two options that read the same: '{first.text}' and "
                                          f"'{option.text}'; change one", option)


def k3_no_combined_option(item: Item, say: Messages) -> Iterator[Finding]:
    """No option is "all of the above", "A and B" or the like."""
    for option in _options(item):
        if _OF_THE_ABOVE.search(option.text) or _LETTER_PAIR.fullmatch(option.text):
            yield Finding("K3", item, f"item '{item.id}': the option '{option.text}' leans on other options; write out "
                                      "what it claims", option)


def k5_rationales(item: Item, say: Messages) -> Iterator[Finding]:
    """Every option has a rationale of at least six words."""
    for option in _options(item):
        if len(option.rationale.split()) < 6:
            yield Finding("K5", item, f"item '{item.id}': the rationale of '{option.text}' is too short; say why in at "
                                      "least six words", option)


def k6_no_order(item: Item, say: Messages) -> Iterator[Finding]:
    """Neither stem nor rationales speak of option letters or of their order, which differs by reader."""
    for text, option in [(item.stem, None), *((option.rationale, option) for option in _options(item))]:
        if found := _BY_ORDER.search(text):
            yield Finding("K6", item, f"item '{item.id}' speaks of '{found.group()}', but options are shuffled; name what "
                                      "the option says", option)


def k9_plain_text(item: Item, say: Messages) -> Iterator[Finding]:
    """No raw HTML and no image stands in a text."""
    texts = [(item.stem, None), *((text, option) for option in _options(item) for text in (option.text, option.rationale))]
    for text, option in texts:
        if found := _MARKUP.search(text):
            yield Finding("K9", item, f"item '{item.id}' holds the markup '{found.group()}'; texts are plain, so take it "
                                      "out", option)


def k10_sourced(item: Item, say: Messages) -> Iterator[Finding]:
    """A stem that does not speak of the article names a place, a date and what it rests on.

    A clear-cut safety situation holds anywhere at any time.
    """
    if item.stem.startswith(tuple(say.group("attribution").values())):
        return
    missing = [name for name in ("place", "as_of") if getattr(item, name) is None and not item.clear_cut]
    missing += [] if item.source or item.cites else ["cites"]
    if missing:
        yield Finding("K10", item, f"item '{item.id}' does not open with '{say('attribution.according')}', so it speaks "
                                   f"of the real world: add {', '.join(missing)}")


def k13_fixed_last(item: Item, say: Messages) -> Iterator[Finding]:
    """ "Both" and "neither" stand last, in this order, and never move."""
    for part in item.parts:
        last = [option.id for option in part.options if option.id in (ALL, NONE)]
        if last and (last != [ALL, NONE] or [o.id for o in part.options[-2:]] != last
                     or not all(o.fixed for o in part.options[-2:])):
            yield Finding("K13", item, f"{_name(item, part)}: 'both' and 'neither' have to stand last and stay there")


def k14_stem(item: Item, say: Messages) -> Iterator[Finding]:
    """The stem has at least five words and asks something or is a sentence to complete."""
    if len(item.stem.split()) < 5:
        yield Finding("K14", item, f"the stem of item '{item.id}' is too short; ask in at least five words")
    if not _COMPLETABLE.search(item.stem):
        yield Finding("K14", item, f"the stem of item '{item.id}' asks nothing; end it with '?', or with ':' or '...' for "
                                   "the options to complete")


# The rules that every item, derived or written, goes through one by one.
RULES: tuple[Rule, ...] = (k1_key, k2_distinct, k3_no_combined_option, k5_rationales, k13_fixed_last, k14_stem)
# Those that only an author's own item can break: a derived one takes its words from facts, which are shown as plain
# text whatever they hold and may well speak of a "first choice", and always opens with an attribution.
WRITTEN_RULES: tuple[Rule, ...] = (k6_no_order, k9_plain_text, k10_sourced)


def lint(item: Item, say: Messages, is_written: bool = False) -> list[Finding]:
    """Return what is wrong with one item taken by itself."""
    rules = (*RULES, *WRITTEN_RULES) if is_written else RULES
    return [finding for rule in rules for finding in rule(item, say)]


def lint_bank(items: Iterable[Item]) -> list[Finding]:
    """Return what is wrong between items: K7, the same question twice, and K8, the same id or the same code twice.

    The later of two items is the one at fault.
    """
    findings: list[Finding] = []
    ids: dict[str, Item] = {}
    codes: dict[str, Item] = {}
    questions: dict[object, Item] = {}
    for item in items:
        first = ids.setdefault(item.id, item)
        if first is not item:
            findings.append(Finding("K8", item, f"item id '{item.id}' is used twice; give this one its own id", first=first))
        # Links and receipts name items by their codes alone. One in 16.7 million pairs of ids shares one.
        first = codes.setdefault(item.code, item)
        if first.id != item.id:
            findings.append(Finding("K8", item, f"item id '{item.id}' has the same short code as '{first.id}' by chance; "
                                                "give this one another id", first=first))
        question = (folded(item.stem), *(
            (folded(part.prompt), frozenset(folded(option.text) for option in part.options)) for part in item.parts))
        first = questions.setdefault(question, item)
        if first is not item:
            findings.append(Finding("K7", item, f"item '{item.id}' asks the same as item '{first.id}', with the same "
                                                "options; change one or take it out", first=first))
    return findings


def _options(item: Item) -> Iterator[Option]:
    for part in item.parts:
        yield from part.options


def _name(item: Item, part: Part) -> str:
    return f"row '{part.id}' of item '{item.id}'" if part.prompt else f"item '{item.id}'"
