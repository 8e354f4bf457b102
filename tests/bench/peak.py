"""The most memory that a process has held, and those it started: nothing in, bytes out."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def peak() -> int:
    """Return the most memory that this process, or the largest of those it started and waited for, has held, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return max(_own(unit), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit)


def _own(unit: int) -> int:
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage tells on Linux begins with what the parent held when it started this process.
        return next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
