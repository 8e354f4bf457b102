"""Receipts for the tests: made by the site's own module, checked by an independent reading of what it promises."""

from __future__ import annotations

import re
import unicodedata

# Plain signs, and what mail programs make of them.
TWINS = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."}

SPACES = " \t\n\r\f\v\u00a0\u202f"


def call(page, address: str, module: str, name: str, *arguments):
    """Call an exported function of a pure module in the page."""
    return page.evaluate("""async ([url, name, args]) => (await import(url))[name](...args)""",
                         [f"{address}assets/quiz/{module}.mjs", name, list(arguments)])


def calls(page, address: str, module: str, name: str, lists: list):
    """Call it once for each list of arguments, in one go."""
    return page.evaluate("""async ([url, name, lists]) => { const made = (await import(url))[name]; return lists.map((args) => made(...args)); }""",
                         [f"{address}assets/quiz/{module}.mjs", name, lists])


def settled(text: str) -> str:
    """Return a receipt with only what may change on the way taken out of it: white space, and marks of quoting before lines."""
    text = re.sub(r"(?m)^(?:[^\S\n]*>)+", "", text)
    for sign, plain in TWINS.items():
        text = text.replace(sign, plain)
    return unicodedata.normalize("NFC", re.sub(f"[{SPACES}]+", " ", text).strip(" "))


def code_of(text: str) -> str:
    """Return the check code of a receipt's text before its check code: FNV-1a, 64 bits, in four groups."""
    value = 0xCBF29CE484222325
    for byte in settled(text).encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    digits = f"{value:016x}"
    return " ".join(digits[at:at + 4] for at in range(0, 16, 4))


def answer(code: str, verdict: str = "right", points: float = 1, revision: str = "0123456789ab", **chosen) -> dict:
    return {"code": code, "revision": revision, "verdict": verdict, "points": points, "chosen": chosen}


def finished(results: list[dict], *, id: str = "kinds", title: str = "Every kind", bank: str = "3f9a0c12bd44", mode: str = "test",
             when: int = 1777730639000) -> dict:
    return {"id": id, "title": title, "bank": bank, "mode": mode, "when": when, "results": results, "count": len(results),
            "score": round(sum(result["points"] for result in results), 2)}
