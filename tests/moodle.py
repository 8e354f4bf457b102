"""Moodle's side of its formats, for the tests: what it accepts, how it takes texts and typed answers, and files made elsewhere.

Written from Moodle's documentation and behaviour; shares no code with the exporters.
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from fractions import Fraction
from xml.etree import ElementTree

from support import ROOT

# p/q up to sixths, tenths, 1/q up to tenths, and 1/20; everything else makes a whole file fail.
ACCEPTED_WEIGHTS = {Fraction(p, q) for q in range(1, 7) for p in range(q + 1)} | {Fraction(p, 10) for p in range(11)} | {
    Fraction(1, q) for q in range(1, 11)} | {Fraction(1, 20)}


def accepted_weight(percent: float) -> Fraction:
    """Return the weight that Moodle takes a number of percent for; StopIteration if for none."""
    sign = -1 if percent < 0 else 1
    return sign * next(weight for weight in ACCEPTED_WEIGHTS if abs(abs(percent) / 100 - float(weight)) < 0.00001)


def grade(weights: list[Fraction]) -> Fraction:
    """Return what Moodle gives for choosing options with these weights."""
    return min(Fraction(1), max(Fraction(0), sum(weights, Fraction(0))))


def accepts(pattern: str, typed: str) -> bool:
    """Tell whether Moodle counts what was typed as an accepted answer, in which an asterisk stands for anything."""
    bits = (re.escape(bit.replace(r"\*", "*")) for bit in re.split(r"(?<!\\)\*+", pattern))
    return re.fullmatch(".*".join(bits), typed.strip(), re.IGNORECASE | re.DOTALL) is not None


def spelled(pattern: str) -> str:
    """Return what a pattern accepts when its asterisks stand for nothing."""
    return re.sub(r"(?<!\\)\*+", "", pattern).replace(r"\*", "*")


def category(path: str) -> list[str]:
    """Return the names in the path of a category, as Moodle splits it."""
    return [step.replace("//", "/").strip() for step in re.split("(?<!/)/(?!/)", path)]


def named(text: str) -> str:
    """Return how a text is expected to read as a name: in one line, with marks in place of what looks like tags."""
    return " ".join(text.replace("<", "‹").replace(">", "›").split())


def listed(text: str) -> str:
    """Return how an answer of a matching reads in Moodle's list, which knows entities and strips tags."""
    assert re.search("<[a-zA-Z/!?]", text) is None
    return html.unescape(text)


def _element(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<x>{markup.replace('<br>', '<br/>')}</x>")


def _text(element: ElementTree.Element) -> str:
    assert {child.tag for child in element} <= {"br"}
    return (element.text or "") + "".join("\n" + (child.tail or "") for child in element)


def shown(markup: str) -> str:
    """Return the text that HTML shows; it may hold line breaks and no other element."""
    return _text(_element(markup))


def general(markup: str) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]], list[str]]:
    """Return what general feedback tells: rows with answer and reason, answers with reasons against them, and paragraphs."""
    rows, against, told = [], [], []
    for block in _element(markup):
        if block.tag == "ul":
            for point in block:
                label, block_text = point[0], (point[0].tail or "")
                assert label.tag == "strong"
                against.append((_text(label), block_text[1:] + "".join("\n" + (one.tail or "") for one in point[1:])))
        elif len(block) and block[0].tag == "strong":
            between = (block[0].tail or "") + "".join("\n" + (one.tail or "") for one in block[1:-1])
            rows.append((_text(block[0]), between[1:-1], _text(block[-1])))
        else:
            told.append(_text(block))
    return rows, against, told


def made_elsewhere(format: str, quiz: str, tmp_path) -> bytes:
    """Return a shipped quiz as the command line writes it in another folder, zone, language and order of hashes."""
    out = tmp_path / "file"
    place = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
    subprocess.run([sys.executable, ROOT / "hooks" / "cli.py", "export", format, quiz, "-o", out], cwd=tmp_path, check=True,
                   capture_output=True, env=os.environ | place)
    return out.read_bytes()
