"""How far long work is: on a terminal a bar, elsewhere a plain line every few seconds. Short work shows nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Any, Protocol, TypeVar

import click

# Seconds before a bar shows. Lines are for logs, where they are of use for long work alone: one in so many seconds.
_PATIENCE, _EVERY = 2.0, 10.0
_Thing = TypeVar("_Thing")


class Watch(Protocol):
    """Tells how far work on many things is, while they are taken one by one."""

    def __call__(self, label: str, things: Sequence[_Thing], /) -> Iterator[_Thing]:
        """Yield the things; `label` says what is done with them."""
        ...


def unwatched(label: str, things: Sequence[_Thing], /) -> Iterator[_Thing]:
    """Yield the things and tell nobody."""
    return iter(things)


def watched(label: str, things: Sequence[_Thing], /, *, patience: float = _PATIENCE) -> Iterator[_Thing]:
    """Yield the things and show how far the work on them is, on the error output; a bar after so many seconds."""
    with closing(Progress(label, len(things), patience=patience)) as progress:
        for thing in things:
            yield thing
            progress.step()


class Progress:
    """Shows how many of `count` things are done."""

    def __init__(self, label: str, count: int, clock: Callable[[], float] = time.monotonic, patience: float = _PATIENCE):
        self.label, self.count, self.done = label, count, 0
        self._clock = clock
        self._told = clock() - (_EVERY - patience if sys.stderr.isatty() else 0)
        self._stack = ExitStack()
        self._bar: Any = None

    def step(self, count: int = 1) -> None:
        """Count things as done."""
        self.done += count
        if self._bar:
            self._bar.update(count)
        elif self._clock() - self._told >= _EVERY:
            self._told = self._clock()
            # What is done needs no line any more.
            if sys.stderr.isatty():
                self._bar = self._stack.enter_context(click.progressbar(length=self.count, label=self.label, file=sys.stderr))
                self._bar.update(self.done)
            elif self.done < self.count:
                print(f"{self.label}: {self.done} of {self.count}", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Take the bar to its end."""
        self._stack.close()
