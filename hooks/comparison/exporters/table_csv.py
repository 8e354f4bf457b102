"""The table in, comma-separated values (RFC 4180) out, for spreadsheets.

One row a fact: its id, the id and name of its aspect, its label and phrase, one column a role with the stance, and
the claims and paragraphs behind it, separated by spaces. Lost: the texts and flags of the claims, which the JSON has.
"""

from __future__ import annotations

import csv
import io

from ..model import Comparison
from ..project import Project

name = "csv"
uri = "downloads/comparison.csv"

# Excel takes a file without this mark for the old code page of its country and garbles every accent.
_BYTE_ORDER_MARK = "\ufeff"


def text(project: Project) -> str:
    """Return the table as CSV with a byte order mark and CRLF line ends, as spreadsheets want it."""
    comparison = project.comparison
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(header(comparison))
    for fact in comparison.facts:
        claims = comparison.claims_of(fact)
        writer.writerow([
            fact.id, fact.aspect, comparison.aspect(fact.aspect).name, fact.label, fact.phrase,
            *(fact.stances[role.id] for role in comparison.roles),
            " ".join(claim.id for claim in claims), " ".join(dict.fromkeys(claim.paragraph for claim in claims)),
        ])
    return _BYTE_ORDER_MARK + buffer.getvalue()


def header(comparison: Comparison) -> list[str]:
    """Return the names of the columns; a role's column is called by its id."""
    return ["fact", "aspect", "aspect_name", "label", "phrase", *(role.id for role in comparison.roles), "claims",
            "paragraphs"]
