"""The shelf: what lies on it is the same as ever, for as long as anybody holds it."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest
from comparison.output import Output
from comparison.shelf import Shelf


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def test_outputs_are_the_same_on_the_shelf_in_any_order():
    texts = ["Kites", "", "Käse – 漢字", "x" * 200_000, "Kites"]
    outputs = [Output(f"{number}.txt", text, is_listed=bool(number)) for number, text in enumerate(texts)]
    shelf = Shelf()
    kept = [shelf.keep(output) for output in outputs]
    assert [output.text for output in reversed(kept)] == texts[::-1]
    assert kept == outputs and kept[0] != kept[-1]


def test_the_file_goes_with_the_last_output():
    before = open_files()
    shelf = Shelf()
    first, second = (shelf.keep(Output(name, name)) for name in ("a.txt", "b.txt"))
    del shelf, first
    assert second.text == "b.txt" and open_files() == before + 1
    del second
    assert open_files() == before


def test_without_room_nothing_is_kept_and_nothing_is_told_twice():
    shelf = Shelf()
    first = shelf.keep(Output("a.txt", "a" * 100))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    heard = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (150, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            shelf.keep(Output("b.txt", "b" * 100))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, heard)
    assert shelf.keep(Output("c.txt", "c")).text == "c" and first.text == "a" * 100
