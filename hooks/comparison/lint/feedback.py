"""The rules of good feedback (F1 to F5, F10): an item in, its findings out; they warn, like those of wording.

F9 is about a quiz and stands in `sets`. F6 (the verdict in words first), F7 (no key before the last try) and F8 (missed
keys and wrong picks apart) are about what the page says by itself; the tests of its messages and of its script hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..items import VERDICT, Item, Option
from .finding import Background, Finding, Rule, distractors, keys, named, options
from .words import found_in, telling, tokens

_STOCK = frozenset("a an and again answer correct false good incorrect is it job no not option please question right sorry that the "
                   "this true try well wrong yes you your".split())
_SAYS_RIGHT = re.compile(r"^\W*(?:yes|right|correct|true|exactly)\b(?! only)", re.IGNORECASE)
_SAYS_WRONG = re.compile(r"^\W*(?:no|wrong|incorrect|false|not right|not correct)\b", re.IGNORECASE)
_CASE = re.compile(r"\b(?:would|could|might|may|if|unless|fits?|right (?:for|from|as|in|of)|belongs?|elsewhere|instead|never|nowhere)\b",
                   re.IGNORECASE)
_PRAISE = re.compile(r"\b(?:well done|great (?:job|work)|good (?:job|work)|excellent|amazing|awesome|brilliant|fantastic|perfect|bravo|"
                     r"congratulations|superb|wonderful|nailed it)\b", re.IGNORECASE)
_SCOLDING = re.compile(r"\b(?:obviously|of course|clearly|surely|as everyone knows|you should (?:have )?know\w*|should be obvious|silly|"
                       r"careless|stupid|foolish|nonsense|ridiculous|shame)\b", re.IGNORECASE)
_MARK = re.compile("!")
_REFERS = re.compile(r"\b(?:refer\w*|doctors?|physicians?|clinicians?|health professionals?|care teams?|emergency|911|112|medical|"
                     r"midwi(?:fe|ves)|maternity|hold(?:s|ing)? off|seek(?:s|ing)? (?:care|help)|urgent care|get(?:s|ting)? help)\b", re.IGNORECASE)


def f1_says_why(item: Item, known: Background) -> Iterator[Finding]:
    """A rationale says why: it is more than a stock phrase, and speaks of something that the item or its facts speak of."""
    for part in item.parts:
        about = (known.vocabulary, telling(item.stem), telling(part.prompt), *(telling(option.text) for option in part.options))
        reasons: list[tuple[str, Option | None]] = [*((option.rationale, option) for option in part.options)] or [(part.rationale, None)]
        for text, option in reasons:
            if len([word for word in tokens(text) if word not in _STOCK]) < 4 or all(telling(text).isdisjoint(own) for own in about):
                yield Finding("F1", item, f"{named(item, part)}: the rationale '{text}' does not say why; name what decides it", option)


def f2_says_when_right(item: Item, known: Background) -> Iterator[Finding]:
    """The rationale of a distractor says when it would be right: of whom, or in what case.

    On the article that is mostly another role, so it names one. Elsewhere it names the case, such as "would fit ...", or
    says that there is none. Where rows share their responses, each rationale is that of the row; and what an author says
    of a verdict is one and the same for both.
    """
    if item.kind == "match":
        return
    on_article = known.is_attributed(item) and item.facts
    for part in item.parts:
        if part.id == VERDICT and len({option.rationale for option in part.options}) == 1:
            continue
        for option in distractors(part):
            names_role = telling(option.rationale) & known.role_words
            if not names_role and (on_article or not _CASE.search(option.rationale)):
                what = "of whom the article says it" if on_article else "in what case it would be right, or that it never is"
                yield Finding("F2", item, f"{named(item, part)}: the rationale of '{option.text}' does not say when it would be right; say "
                                          f"{what}", option)


def f3_own_words(item: Item, known: Background) -> Iterator[Finding]:
    """A rationale neither repeats its option (less than 0.8 of its telling words) nor contradicts what the option is."""
    for part in item.parts:
        for option in part.options:
            said = telling(option.rationale)
            if len(said) > 1 and len(said & telling(option.text)) / len(said) >= 0.8:
                yield Finding("F3", item, f"{named(item, part)}: the rationale of '{option.text}' only repeats it; say why", option)
            if (_SAYS_WRONG if option.correct else _SAYS_RIGHT).search(option.rationale):
                yield Finding("F3", item, f"{named(item, part)}: '{option.text}' is {'right' if option.correct else 'not right'}, but its "
                                          "rationale opens as if it were not so", option)


def f4_place(item: Item, known: Background) -> Iterator[Finding]:
    """There is a place to link to: a row of the table, or the place of a note, a safety note or a term."""
    if not known.places & {*item.facts, *item.cites}:
        yield Finding("F4", item, f"item '{item.id}' rests on no row and no note, so its feedback can link to none; name 'facts' or "
                                  "'cites'")


def f5_neutral_tone(item: Item, known: Background) -> Iterator[Finding]:
    """Rationales neither praise nor scold, and use no exclamation marks."""
    said = [(part.rationale, None) for part in item.parts] + [(option.rationale, option) for option in options(item)]
    for text, option in dict.fromkeys(said):
        if found := found_in(_PRAISE, text) or found_in(_SCOLDING, text) or found_in(_MARK, text):
            yield Finding("F5", item, f"item '{item.id}': the rationale says '{found}'; keep to what is so", option)


def f10_referral(item: Item, known: Background) -> Iterator[Finding]:
    """What is right where a safety note calls for referral tells to refer, or whom to ask.

    The page adds the sentence on referral to the feedback of every such item; this is about the item's own words.
    """
    notes = [note.id for note in known.comparison.safety if note.refer and note.id in item.cites]
    said = " ".join([part.rationale for part in item.parts]
                    + [f"{option.text} {option.rationale}" for part in item.parts for option in keys(part)])
    if notes and not _REFERS.search(said):
        yield Finding("F10", item, f"item '{item.id}' rests on {', '.join(notes)}, which calls for referral, but what is right does not "
                                   "tell whom to ask; say so")


# The rules that every item goes through.
RULES: tuple[Rule, ...] = (f1_says_why, f2_says_when_right, f3_own_words, f4_place, f5_neutral_tone, f10_referral)
