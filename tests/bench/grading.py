"""How long grading one answer takes on a page of many items, in a real browser.

Made-up quizzes are built with the real commands; each item is answered and checked, and the time is taken from the click
on Check until its handlers have run and until the next frame is painted. A screen shows 60 frames a second, so a page
feels immediate while the handlers stay under FRAME milliseconds.
"""

from __future__ import annotations

import statistics
from pathlib import Path

import yaml
from building import built
from playwright.sync_api import Browser
from support import GOOD, lay_project

FRAME = 16.0
COUNTS = (20, 1000)

# Checks every form in turn: chooses its first option, presses Check, and notes when the handlers are done and when the
# frame after them is.
MEASURE = """async (most) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const [handled, painted] = [[], []];
  for (const form of [...document.querySelectorAll("[data-quiz-item]")].slice(0, most)) {
    form.querySelector("input[type=radio]").click();
    await frame();
    const start = performance.now();
    form.querySelector("[data-quiz-check]").click();
    handled.push(performance.now() - start);
    await frame();
    painted.push(performance.now() - start);
  }
  return { handled, painted };
}"""


def lay(folder: Path, count: int) -> Path:
    """Lay down a project whose one quiz has `count` made-up items, and return its folder."""
    data = folder / "data"
    (data / "docs").mkdir(parents=True)
    (data / "quizzes").mkdir()
    (data / "docs" / "comparison.yml").write_bytes((GOOD / "tiny.yml").read_bytes())
    quiz = yaml.safe_load((GOOD / "tiny-quiz.yml").read_text(encoding="utf-8"))
    numbers = range(count - len(quiz["items"]) - len(quiz["written"]))
    quiz["written"] += [_item(number) for number in numbers]
    (data / "quizzes" / "tiny-quiz.yml").write_text(yaml.safe_dump(quiz, sort_keys=False), encoding="utf-8")
    return lay_project(folder / "project", data=data)


def _item(number: int) -> dict:
    # Words made of the number, so that no two items read alike.
    word = "".join("bdfgklmnpr"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:04}")
    return {"id": f"made-{number}", "kind": "single", "facts": {"beach": {"builder": "stated", "flier": "stated"}},
            "stem": f"According to the article, which {word} of number {number} belongs to the kite {word[::-1]}?",
            "options": [{"id": f"option-{place}", "text": f"The {word} of {place}", "correct": place == "north",
                         "rationale": f"The kite {word[::-1]} of number {number} belongs to the north, and this one to {place}."}
                        for place in ("north", "south", "east", "west")]}


def run(browser: Browser, folder: Path, serve, counts: tuple[int, ...] = COUNTS, most: int = 200) -> list[dict]:
    """Return a row for each count: milliseconds to grade one answer (median and slowest), and shares of a frame."""
    rows = []
    for count in counts:
        page = browser.new_page()
        page.goto(serve(built(lay(folder / str(count), count))) + "quizzes/tiny-quiz/")
        page.locator("[data-quiz-check]").first.wait_for()
        assert page.locator("[data-quiz-item]").count() == count
        times = page.evaluate(MEASURE, most)
        page.close()
        rows.append({"items": count, "graded": len(times["handled"]),
                     "handled_ms": statistics.median(times["handled"]), "slowest_ms": max(times["handled"]),
                     "painted_ms": statistics.median(times["painted"]),
                     "frames": statistics.median(times["handled"]) / FRAME})
    for row in rows:
        row["ratio"] = row["handled_ms"] / rows[0]["handled_ms"]
    return rows
