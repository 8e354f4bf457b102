"""The same questions for other people's tools: plain questions in, what each tool reads out; run as a program, what it takes.

A question has one part here, and what is chosen in it: of a derived question with several parts the first. `python others.py
text2qti QUESTIONS.json` has a tool write its file in the environment of `requirements-bench.txt`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

Question = dict[str, Any]


def question(item: Any) -> Question:
    """Return an item as a plain question: its first part alone."""
    part = item.parts[0]
    return {"stem": item.stem, "several": part.several, "options": [
        {"text": option.text, "correct": option.correct, "rationale": option.rationale} for option in part.options]}


def mkdocs_quiz(questions: Iterable[Question]) -> str:
    """Return questions as mkdocs-quiz reads them on a page."""
    return "\n\n".join("\n".join(["<quiz>", question["stem"], *(
        f"- [{'x' if option['correct'] else ' '}] {option['text']}\n  > {option['rationale']}" for option in question["options"]), "</quiz>"])
        for question in questions)


def mkdocs_mcq(questions: Iterable[Question]) -> str:
    """Return questions as mkdocs-mcq reads them on a page."""
    return "\n\n".join("\n".join([
        "```mcq", "---", f"type: {'multiple' if question['several'] else 'single'}",
        f"question: {json.dumps(question['stem'], ensure_ascii=False)}", "---", "", *(
            f"- [{'x' if option['correct'] else ' '}] {option['text']}\n  > {option['rationale']}" for option in question["options"]), "```"])
        for question in questions)


def text2qti(questions: Iterable[Question]) -> str:
    """Return questions as text2qti reads them."""
    def told(question: Question) -> list[str]:
        marks = ("[*]", "[ ]") if question["several"] else None
        return [f"{mark}{option['text']}\n... {option['rationale']}" for letter, option in zip("abcdefgh", question["options"])
                for mark in [f"{marks[0] if option['correct'] else marks[1]} " if marks else f"{'*' if option['correct'] else ''}{letter}) "]]
    return "Quiz title: Made up\n\n" + "\n\n".join(
        "\n".join([f"{number}. {question['stem']}", *told(question)]) for number, question in enumerate(questions, 1)) + "\n"


def _write_text2qti(questions: list[Question], place: Path) -> None:
    # They are in the environment of requirements-bench.txt alone.
    from text2qti.config import Config
    from text2qti.qti import QTI
    from text2qti.quiz import Quiz
    QTI(Quiz(text2qti(questions), config=Config(), source_name="made-up.txt")).save(str(place))


def _write_genanki(questions: list[Question], place: Path) -> None:
    import genanki
    deck = genanki.Deck(1, "Made up")
    for question in questions:
        front = "<br>".join(map(escape, [question["stem"], *(option["text"] for option in question["options"])]))
        back = "<br>".join(escape(f"{option['text']}: {option['rationale']}") for option in question["options"])
        deck.add_note(genanki.Note(genanki.BASIC_MODEL, [front, back]))
    genanki.Package(deck).write_to_file(str(place))


WRITERS = {"text2qti": _write_text2qti, "genanki": _write_genanki}


def _measure(name: str, source: Path) -> dict[str, float]:
    from peak import peak
    questions, told, place = json.loads(source.read_text(encoding="utf-8")), [], source.with_suffix(f".{name}")
    while not told or sum(told) < 1:
        start = time.perf_counter()
        WRITERS[name](questions, place)
        told.append(time.perf_counter() - start)
    return {"items": len(questions), "seconds": min(told), "items_per_s": len(questions) / min(told),
            "file_mb": place.stat().st_size / 1e6, "peak_mb": peak() / 1e6}


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], Path(sys.argv[2]))))
