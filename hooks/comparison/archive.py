"""Zip archives with the same bytes every time: names and contents in, one file out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

# The first date that a zip can hold. No file of ours has a date: what it holds depends on the source alone.
_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files by name, with forward slashes, in the order given."""
    return packed((name, [content]) for name, content in files.items())


def packed(files: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return an archive of names and contents, each of which comes in pieces that are asked for when those before are in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Of a plain file that anyone may read, made on Unix, whatever it is made on.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            with archive.open(entry, "w") as file:
                file.writelines(content)
    return buffer.getvalue()
