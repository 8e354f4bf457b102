"""Items that each stand for a pitfall of QTI."""

from __future__ import annotations

from comparison.items import Item, Option, Part


def options(right: str, *wrong: str) -> tuple[Option, ...]:
    return tuple(Option(id, f"Option {id}", id == right, f"Why {id} is so") for id in (right, *wrong))


ACCENTED = Item("accented", "short", "Whose disease is it?", (
    Part("answer", "", (), accepted=("Ménière's",), rationale="It bears the name."),), topic="glossary")
# Identifiers may not begin with a digit; one row is called as one of its choices; and "none" is a choice.
AWKWARD = Item("1-awkward", "match", "Which fits?", (
    Part("2", "Second", options("none", "2", "notes")), Part("none", "Third", options("2", "none", "notes"))), topic="glossary")
GRID = Item("grid", "match", "Which fits?", (
    Part("one", "First", options("a", "b")), Part("two", "Second", options("b", "a"))), topic="glossary")
SELECT = Item("select", "select", "Which fit?", (Part("answer", "", tuple(
    Option(id, f"Option {id}", id in "abc", f"Why {id} is so") for id in "abcde"), several=True),), topic="glossary")
ONE_OF_SIX = Item("one-of-six", "select", "Which fits?", (Part("answer", "", options("f", *"abcde"), several=True),),
                  topic="glossary")
SIX_OF_SEVEN = Item("six-of-seven", "select", "Which fit?", (Part("answer", "", tuple(
    Option(id, f"Option {id}", id != "g", f"Why {id} is so") for id in "abcdefg"), several=True),), topic="glossary")
# The player makes a template of an item's text, so "{{" is the one thing that it cannot show.
_TRAPS = ('5 < 6 & 7 > 4', '&amp; &lt;b&gt;', '<b>bold</b> </script>', ']]> <![CDATA[', '"quoted" \'twice\'', "a\nb", "שלום עולם", "👩🏽‍⚕️ é",
          "~ = # { } : | -> // \\ %50%", "x" * 10_000)
HOSTILE = Item("hostile", "select", _TRAPS[0] + _TRAPS[1], (Part("answer", "", tuple(
    Option(f"o{number}", f"{number} {trap[:100]}", number < 4, f"{trap} {number}") for number, trap in enumerate(_TRAPS)),
    several=True),), topic="glossary")
