"""Reads the projects it is given, one a line, for test_fuzz.py: in a process of its own, so that its memory can be limited."""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from pathlib import Path

# What a project may take, with all that packages keep.
MEMORY = 500 * 1024 * 1024


def outcome(root: Path) -> dict[str, object]:
    start = time.process_time()
    try:
        outputs.read(root, formats=())
        told: dict[str, object] = {"outcome": "ok", "problems": []}
    except SourceError as error:
        told = {"outcome": "mistakes", "problems": [[str(problem), problem.path, problem.line, problem.column]
                                                    for problem in error.problems]}
    except BaseException:  # noqa: BLE001 - whatever else it is, the test tells of it
        told = {"outcome": traceback.format_exc(), "problems": []}
    return told | {"seconds": time.process_time() - start}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    from comparison import outputs
    from comparison.errors import SourceError

    for line in sys.stdin:
        print(json.dumps(outcome(Path(line.strip()))), flush=True)
