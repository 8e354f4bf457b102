"""The rules of good wording (the rest of W1 to W25): an item in, its findings out; they warn, and can be waived with a reason.

The half of W18 that counts, W21 and W22 are about sets and stand in `sets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..items import FALSE, TRUE, Item, Option
from .finding import Background, Finding, Rule, options, texts
from .words import found_in, grade, question, root, syllables, tokens

_NEGATIVE = re.compile(r"\b(?:not|no|never|except|none|neither|cannot|without|least|\w+n't)\b")
_EMPTY_STEM = re.compile(r"which (?:one )?of (?:these|the following)(?: (?:statements?|sentences?|answers?|options?|claims?))? "
                         r"(?:is|are) (?:not )?(?:true|false|correct|incorrect|right|wrong|made)\W*", re.IGNORECASE)
_PLAYFUL = re.compile(r"\b(?:jokes?|tricky?|gotcha|guess what|just kidding|haha\w*|lol|funny|silly|believe it or not)\b"
                      r"|[\U0001f300-\U0001faff]|!{2,}", re.IGNORECASE)
_BEST = re.compile(r"\bbest\b", re.IGNORECASE)
# What "best" is measured by: a law or rule, a source, a place, an aim.
_CRITERION = re.compile(r"\b(?:according to|under|by|based on|in line with|given|to (?:stay|keep|protect|follow|meet|avoid|comply|fit|"
                        r"describe|match|answer)|describes?|fits?|matches?|meets?|follows?|supported|for (?:\w+ )?safety)\b",
                        re.IGNORECASE)
_SEVERAL_IDEAS = re.compile(r";|, (?:and|but|or|so|because|although|whereas|while)\b|\b(?:because|although|whereas)\b"
                            r"|\b(?:and|but) (?:also|they|it|he|she|do|does|is|are|has|have|can|may|not|never)\b", re.IGNORECASE)
_LABELS = re.compile(
    r"\b(?:diabetics?|epileptics?|arthritics?|asthmatics?|schizophrenics?|"
    r"alcoholics?|junk(?:ie|y)s?|druggies|cripples?|invalids|spastics?|midgets?|lunatics?|psychos?|hypochondriacs?|retarded|"
    r"handicapped|wheelchair[- ]bound|deaf[- ]mutes?|mentally ill)\b"
    r"|\b(?:the (?:elderly|disabled|blind|deaf|obese|aged)|confined to (?:a|the|his|her|their) wheelchair|bedridden|"
    r"suffer(?:s|ed|ing)? from|sufferers?|victims? of|afflicted (?:with|by)|crippled|stricken (?:with|by)|"
    r"little old (?:lady|man)|male nurses?|lady doctors?|housewi(?:fe|ves)|foreign-looking|hysterical|crazy)\b", re.IGNORECASE)
# Signs of a mark, and products that are met in the trade and its first-aid cupboards.
_BRANDS = re.compile(r"[™®]|\b(?:theragun|hypervolt|biofreeze|tiger balm|bengay|icy ?hot|kt tape|voltaren|tylenol|advil|aleve|"
                     r"band-aid|jacuzzi|botox|fitbit|groupon|yelp)\b", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:cures?|cured|curing|heals|healed|eliminates?|eradicates?|guarantee[sd]?|proven to|detox\w*|"
                      r"flush(?:es)? (?:out )?toxins|miracles?|risk[- ]free|works wonders|is sure to)\b", re.IGNORECASE)
_NAMES_A_DISEASE = re.compile(r"\b(?:diagnos(?:e|es|ed|ing)|prescrib(?:e|es|ed|ing))\b", re.IGNORECASE)
_SOMEONE_ENTITLED = re.compile(r"\b(?:doctors?|physicians?|clinicians?|health professionals?|medical|nurses?)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|no|nor|never|nobody|none|without|neither|cannot|outside|beyond|stops? short|bars?|barred|forbids?|"
                     r"prohibits?|instead|rather than|\w+n't)\b", re.IGNORECASE)


def w6_negative_stem(item: Item, known: Background) -> Iterator[Finding]:
    """The question is put positively; a negation that has to stay is in capitals (the page makes it bold)."""
    asks = question(item.stem)
    # Words in quotation marks are what is asked about.
    if found := _NEGATIVE.search(re.sub(r"[“\"][^”\"]*[”\"]", "", asks)):
        yield Finding("W6", item, f"item '{item.id}' asks with '{found.group()}', which is easily overlooked; ask positively, or "
                                  f"write '{_capital(found.group())}'")


def w14_focused_stem(item: Item, known: Background) -> Iterator[Finding]:
    """The stem can be thought about with the options covered: "Which of these is true?" cannot."""
    if _EMPTY_STEM.fullmatch(_asked(item, known)):
        yield Finding("W14", item, f"item '{item.id}' asks nothing that could be answered with the options covered; name what is "
                                   "asked about")


def w15_stem_length(item: Item, known: Background) -> Iterator[Finding]:
    """A stem has at most 60 words, that of a vignette 120."""
    most, count = 120 if item.vignette else 60, len(item.stem.split())
    if count > most:
        yield Finding("W15", item, f"the stem of item '{item.id}' has {count} words; {most} are enough")


def w16_reading_level(item: Item, known: Background) -> Iterator[Finding]:
    """The item reads at about grade 10 at most, with at most three words of five syllables or more.

    Read are stem, prompts and options; the words that the glossary explains, and those that name what is compared, do
    not weigh. The formula is for running text: under 30 words it says nothing. It is for English.
    """
    shown = dict.fromkeys([item.stem, *(part.prompt for part in item.parts if part.prompt),
                           *(option.text for option in options(item))])
    text = "\n".join(shown)
    words = tokens(text)
    level = grade(text, known.met)
    if len(words) >= 30 and level > 10.5:
        yield Finding("W16", item, f"item '{item.id}' reads at about grade {level:.0f}; use shorter sentences and plainer words")
    long = sorted({word for word in words if syllables(word) > 4 and root(word) not in known.met})
    if len(long) > 3:
        yield Finding("W16", item, f"item '{item.id}' has {len(long)} words of five syllables or more ({', '.join(long)}); use "
                                   "plainer ones")


def w17_sober(item: Item, known: Background) -> Iterator[Finding]:
    """No trick and no joke, and "best" names what it is measured by."""
    for text, option in dict.fromkeys(texts(item)):
        if found := found_in(_PLAYFUL, text):
            yield Finding("W17", item, f"item '{item.id}' holds '{found}'; ask straight", option)
    if _BEST.search(question(item.stem)) and not _CRITERION.search(item.stem):
        yield Finding("W17", item, f"item '{item.id}' asks for the best without saying by what measure; name it")


def w18_one_idea(item: Item, known: Background) -> Iterator[Finding]:
    """A statement to be judged true or false states one idea. (How many a set may have is told for the set.)"""
    if item.kind != "true-false":
        return
    for judged in re.findall(r"“([^”]*)”", item.stem) or [_asked(item, known)]:
        if found := _SEVERAL_IDEAS.search(judged):
            yield Finding("W18", item, f"item '{item.id}' joins two ideas with '{found.group().strip()}', and one could be true and the "
                                       "other false; ask about one")


def w20_one_fact(item: Item, known: Background) -> Iterator[Finding]:
    """An item tests one fact, a vignette two at most.

    Kinds that set facts side by side (select, classify, match, spot) test several by their form, one an option.
    """
    most = 2 if item.vignette else 1
    if item.kind in ("single", "which", "true-false", "short") and len(item.facts) > most:
        yield Finding("W20", item, f"item '{item.id}' rests on {len(item.facts)} facts; test {'two at most' if most == 2 else 'one'}, "
                                   "or set them side by side in a select or matching item")


def w24_people_first(item: Item, known: Background) -> Iterator[Finding]:
    """People come before their conditions, without stereotypes; no brand is named."""
    for text, option in dict.fromkeys(texts(item)):
        if found := found_in(_LABELS, text):
            yield Finding("W24", item, f"item '{item.id}' says '{found}'; name the person first, as in 'a client with ...'",
                          option)
        if found := found_in(_BRANDS, text):
            yield Finding("W24", item, f"item '{item.id}' names the brand '{found}'; name the kind of thing", option)


def w25_source_strength(item: Item, known: Background) -> Iterator[Finding]:
    """What is keyed as right promises no cure and lets no practitioner name a disease.

    Read are right options and all rationales; a word that the same sentence denies is fine, and so is one that speaks of
    a doctor.
    """
    said: list[tuple[str, Option | None]] = [(part.rationale, None) for part in item.parts]
    said += [(text, option) for option in options(item)
             for text in ((option.text, option.rationale) if option.correct and option.id not in (TRUE, FALSE) else (option.rationale,))]
    for text, option in dict.fromkeys(said):
        for sentence in re.split(r"(?<=[.!?;])\s+", text):
            found, named_disease = found_in(_PROMISE, sentence), found_in(_NAMES_A_DISEASE, sentence)
            if found and not _DENIED.search(sentence):
                yield Finding("W25", item, f"item '{item.id}' says '{found}'; use the strength of the source's own words", option)
            if named_disease and not _DENIED.search(sentence) and not _SOMEONE_ENTITLED.search(sentence):
                yield Finding("W25", item, f"item '{item.id}' says '{named_disease}' without saying who may; leave that to a "
                                           "doctor, or say whose statement it is", option)


def _asked(item: Item, known: Background) -> str:
    """Return what a stem asks, without the words that say whose statements it goes by."""
    asks = question(item.stem)
    return re.sub(r"^[^,?]*,\s*", "", asks) if known.is_attributed(item) else asks


def _capital(word: str) -> str:
    return "NOT" if word.endswith("n't") or word == "cannot" else word.upper()


RULES: tuple[Rule, ...] = (w6_negative_stem, w14_focused_stem, w15_stem_length, w16_reading_level, w17_sober, w18_one_idea,
                           w20_one_fact, w24_people_first, w25_source_strength)
