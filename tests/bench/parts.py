"""What a benchmark is made of: labeled steps that each measure one row, and what is worked out once all rows are there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One row to measure: what the progress calls it, and the function that measures it."""

    label: str
    row: Callable[[], Row]


@dataclass(frozen=True)
class Part:
    """One table of the benchmark: its title, its steps, and a function that adds to the rows what compares them."""

    title: str
    steps: tuple[Step, ...]
    compared: Callable[[list[Row]], list[Row]] = list

    def rows(self, told: Callable[[str], None] = lambda label: None) -> list[Row]:
        """Return the table; `told` hears of each step before it is taken."""
        rows = []
        for step in self.steps:
            told(step.label)
            rows.append(step.row())
        return self.compared(rows)


def table(rows: list[Row]) -> str:
    """Return rows as text in columns, numbers to two decimals."""
    cells = [list(rows[0]), *([f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values()]
                              for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(line, widths)) for line in cells)
