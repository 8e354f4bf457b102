"""Finding a browser: without one the run fails with one clear sentence, and nothing is skipped."""

from __future__ import annotations

import subprocess
import sys

from browser import SENTENCE
from building import ENVIRONMENT
from support import ROOT


def test_without_a_browser_the_run_fails_with_one_sentence(tmp_path):
    # No program is found, Playwright has no browser of its own and fetches none: its source is a closed port here.
    alone = {**ENVIRONMENT, "PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
             "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9"}
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/site/test_table.py", "-k", "keyboard"],
        cwd=ROOT, capture_output=True, text=True, env=alone, timeout=300)
    told = result.stdout + result.stderr
    assert result.returncode == 1
    assert told.count(SENTENCE) == 1 and "Traceback" not in told and "skipped" not in told
