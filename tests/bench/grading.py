"""How long a quiz of many questions takes to open and to grade an answer, in a real browser.

Made-up quizzes are built with the real commands; on their first page each question is answered and checked. The page is ready
when its first button Check is there to press. An answer's time is taken from the click on Check until its handlers have run and
until the next frame is painted. A screen shows 60 frames a second, so a page feels immediate while the handlers stay under
FRAME milliseconds.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from pathlib import Path

from building import FEW, built
from playwright.sync_api import Browser

from bench import banks
from bench.parts import Part, Row, Step

FRAME = 16.0
COUNTS = (20, 1000)

# Looks once a frame whether the page can be answered.
READY = """const look = () => {
  const button = document.querySelector("[data-quiz-check]");
  if (button && button.getClientRects().length) window.readyAfter = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);"""

# Checks every form in turn: chooses its first option, presses Check, and notes when the handlers are done and when the
# frame after them is.
MEASURE = """async (most) => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const [handled, painted] = [[], []];
  for (const form of [...document.querySelectorAll("[data-quiz-item]")].slice(0, most)) {
    form.querySelector("input[type=radio], input[type=checkbox]").click();
    await frame();
    const start = performance.now();
    form.querySelector("[data-quiz-check]").click();
    handled.push(performance.now() - start);
    await frame();
    painted.push(performance.now() - start);
  }
  return { handled, painted };
}"""


def part(browser: Browser, folder: Path, serve: Callable[[Path], str], counts: Iterable[int] = COUNTS, most: int = 200) -> Part:
    """Quizzes of so many questions: milliseconds to open the first page and to grade an answer there, and shares of a frame."""
    def compared(rows: list[Row]) -> list[Row]:
        return [{**row, "frames": row["median_ms"] / FRAME, "ratio": row["median_ms"] / rows[0]["median_ms"]} for row in rows]

    return Part("Opening the first page of a quiz, and grading answers on it, in the browser; the ratio is between the medians", tuple(
        Step(f"A quiz of {count} questions in the browser", lambda count=count: _row(browser, folder / f"quiz-{count}", serve, count, most))
        for count in counts), compared)


def _row(browser: Browser, folder: Path, serve: Callable[[Path], str], count: int, most: int) -> Row:
    site = built(banks.lay(folder, count, size=count, drawn=count), **FEW)
    texts = [file.read_text(encoding="utf-8") for file in (site / "quizzes").rglob("index.html")]
    assert sum(text.count('<form class="quiz-item') for text in texts) == count
    page = browser.new_page()
    page.add_init_script(READY)
    page.goto(serve(site) + "quizzes/bank-0/")
    page.wait_for_function("window.readyAfter")
    ready, loaded = page.evaluate("[readyAfter, performance.getEntriesByType('navigation')[0].loadEventEnd]")
    shown = page.locator("[data-quiz-item]").count()
    times = page.evaluate(MEASURE, most)
    page.close()
    return {"items": count, "on_page": shown, "loaded_ms": float(loaded), "ready_ms": float(ready), "graded": len(times["handled"]),
            "first_ms": float(times["handled"][0]), "first_painted_ms": float(times["painted"][0]),
            "median_ms": float(statistics.median(times["handled"])), "slowest_ms": float(max(times["handled"])),
            "painted_ms": float(statistics.median(times["painted"]))}
