"""Where generated files wait until they are asked for: in one file of the system's, without a name, and not in the memory."""

from __future__ import annotations

import os
import tempfile
import weakref
from dataclasses import replace
from functools import partial

from .output import Output


class Shelf:
    """Keeps the bytes of outputs; what it gave out can be read as long as one of them is held."""

    def __init__(self) -> None:
        # Without a buffer: one that could not be written would be tried again as the file is closed.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (it goes with the last output)
        weakref.finalize(self, self._file.close)

    def keep(self, output: Output) -> Output:
        """Return an output that is the same and reads its bytes anew each time.

        Raises OSError where the system has no room for them.
        """
        data = output.data
        start = self._file.seek(0, os.SEEK_END)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left):]
        return replace(output, content=partial(self._read, start, len(data)))

    def _read(self, start: int, length: int) -> bytes:
        self._file.seek(start)
        return self._file.read(length)
