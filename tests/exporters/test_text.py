"""The formats of text, byte for byte: a few questions of every form, with the signs that each format gives a meaning.

The readers of the other tests say that what is written means the right thing; this says that it stays as it is. After a change
that is meant, `pytest --renew` writes the files in texts/ anew, to be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from comparison.exporters import TEXT_FORMATS
from few import few, held

TEXTS = Path(__file__).parent / "texts"


@pytest.mark.parametrize("exporter", TEXT_FORMATS, ids=lambda exporter: exporter.name)
def test_a_few_questions_of_every_form_are_written_in_these_bytes(exporter, request):
    made = few()
    data = exporter.data(made)
    held(TEXTS / f"small.{exporter.suffix}", data, request)
    # What a browser puts together from pieces is the same.
    assert data == (exporter.head(made) + "".join(map(exporter.piece, made.questions)) + exporter.FOOT).encode("utf-8")
