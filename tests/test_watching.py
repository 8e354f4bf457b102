"""How far long work is: a bar on a terminal, plain lines elsewhere, nothing for short work."""

from __future__ import annotations

import io
import os
import pty
import select

import pytest
from comparison import watching
from comparison.watching import Progress, unwatched, watched


class Clock:
    """Goes on by so many seconds each time that it is looked at."""

    def __init__(self, step: float):
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_short_work_shows_nothing_and_all_things_come(capsys):
    assert list(watched("Folding kites", "abc")) == list(unwatched("Folding kites", "abc")) == ["a", "b", "c"]
    assert capsys.readouterr() == ("", "")


def test_long_work_is_told_in_plain_lines_seconds_apart(capsys):
    progress = Progress("Folding kites", 60, Clock(0.5))
    for _ in range(60):
        progress.step()
    progress.close()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Folding kites: 20 of 60" and 2 <= len(lines) <= 4
    assert all(line.startswith("Folding kites: ") and line.endswith(" of 60") for line in lines)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals to open here")
def test_on_a_terminal_it_is_a_bar(monkeypatch):
    above, below = pty.openpty()
    with os.fdopen(below, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(watching.sys, "stderr", terminal)
        progress = Progress("Folding kites", 4, Clock(3))
        for _ in range(4):
            progress.step()
        progress.close()
        told = ""
        # A terminal hands over what there is so far.
        while "100%" not in told and select.select([above], [], [], 10)[0]:
            told += os.read(above, 10_000).decode()
    os.close(above)
    assert "Folding kites" in told and "100%" in told and "#" in told


def test_a_bar_ends_where_the_work_is_given_up(monkeypatch):
    text = io.StringIO()
    monkeypatch.setattr(watching.sys, "stderr", text)
    things = watched("Folding kites", range(3))
    assert next(things) == 0
    things.close()
    assert text.getvalue() == ""
