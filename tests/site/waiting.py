"""Waits for what a page does by itself."""

from __future__ import annotations

# What fades in would be measured half-way. A page hears of another scheme when it is drawn next. What is out of sight, as in what is
# folded up, never gets to its end.
STILL = """async () => {
    const drawn = () => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
    await drawn();
    const left = document.getAnimations()
        .filter((animation) => animation.playState === "running" && animation.effect.target.checkVisibility())
        .map((animation) => animation.effect.getComputedTiming().endTime - animation.currentTime).filter(Number.isFinite);
    if (left.length === 0) return;
    await new Promise((then) => setTimeout(then, Math.max(...left)));
    await drawn();
}"""
# What scripts work on says so when they are done with it.
STARTED = "document.querySelector('[data-module]:not([data-started])') === null"


def still(page) -> None:
    """Wait until nothing on the page moves or fades any more."""
    page.evaluate(STILL)


def started(page) -> None:
    """Wait until all scripts of the page have started, and what they fetch for that is there.

    A page on which nothing is asked for any more is known half a second later; that is for tests of what is asked for.
    """
    page.wait_for_function(STARTED)
