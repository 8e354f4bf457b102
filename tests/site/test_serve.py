"""Live reload with a real `mkdocs serve`: YAML, quizzes, templates, messages and core modules, and after a mistake."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from building import ENVIRONMENT, FEW
from support import lay_project

PATIENCE = 60


class Served:
    """A project under `mkdocs serve`: its folder, its address, and what the command printed."""

    def __init__(self, project: Path, log: Path):
        self.project, self.log = project, log
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        self.output = log.open("w")
        environment = {name: value for name, value in {**ENVIRONMENT, **FEW}.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", f"127.0.0.1:{port}"], cwd=project,
            stdout=self.output, stderr=subprocess.STDOUT, env=environment,
            # A shell starts what it puts into the background deaf to it, and a child takes that over. What runs in the child
            # before the command takes no lock, so it is safe beside threads.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))  # noqa: PLW1509

    def stop(self) -> None:
        # As from the keyboard, so that the command clears up after itself.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=PATIENCE)
        finally:
            self.process.kill()
            self.output.close()

    def printed(self) -> str:
        return self.log.read_text()

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                # The script that waits for the next build counts up with every build.
                return re.sub(r"<script>[^<]*livereload\(.*?</script>", "", answer.read().decode(), flags=re.DOTALL)
        except OSError:
            return ""

    def wait_for(self, condition, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < end, f"waited in vain for {what}:\n{self.printed()}"
            time.sleep(0.2)

    def edit(self, place: str, old: str, new: str) -> None:
        file = self.project / place
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def builds(self) -> int:
        # The line about the time a build took is left out when two builds took equally long.
        return self.printed().count("Reloading browsers")

    def settles_after_one_build(self, before: int) -> None:
        """Wait for the end of a build, then see whether a second one follows."""
        self.wait_for(lambda: self.builds() > before, "the end of the build")
        time.sleep(2)
        assert self.builds() == before + 1, self.printed()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    project = lay_project(folder / "project")
    # A translation of what has changed stops the build, as it should.
    comparison = project / "docs" / "comparison.yml"
    comparison.write_text(comparison.read_text(encoding="utf-8").replace("translations: [es]\n", ""), encoding="utf-8")
    running = Served(project, folder / "log.txt")
    try:
        running.wait_for(lambda: "Serving on" in running.printed(), "the first build")
        yield running
    finally:
        running.stop()


CHANGES = [
    ("docs/comparison.yml", "label: Spas", "label: Spas and baths", "side-by-side/", "Spas and baths"),
    ("quizzes/self-check.yml", "title: Self-check", "title: Check yourself", "quizzes/self-check/", "Check yourself"),
    ("hooks/comparison/templates/role.md.j2", '<p>{{ say("role.counts"', '<p>Reloaded template. {{ say("role.counts"',
     "roles/relaxation/", "Reloaded template."),
    ("hooks/comparison/messages/en.yml", "title: Side by side", "title: Next to each other", "side-by-side/", "Next to each other"),
    ("hooks/theme/partials/search.html", '<p role="status"', '<p>Reloaded theme.</p><p role="status"', "side-by-side/", "Reloaded theme."),
]


@pytest.mark.parametrize("place, old, new, path, expected", CHANGES, ids=["yaml", "quiz", "template", "messages", "theme"])
def test_a_change_shows_after_one_rebuild(served, place, old, new, path, expected):
    before = served.builds()
    served.edit(place, old, new)
    served.wait_for(lambda: expected in served.page(path), f"{expected!r} on /{path}")
    served.settles_after_one_build(before)


def test_a_change_of_a_core_module_shows_after_one_rebuild_and_a_new_one_can_be_imported(served):
    before = served.builds()
    served.edit("hooks/comparison/figure.py", "PAGE = Layout(width=340,", "PAGE = Layout(width=345,")
    served.wait_for(lambda: 'viewBox="0 0 345 ' in served.page("side-by-side/"), "a change of the core")
    served.settles_after_one_build(before)
    (served.project / "hooks" / "comparison" / "newcomer.py").write_text("WIDTH = 347\n")
    served.edit("hooks/comparison/figure.py", "# All lengths", "from .newcomer import WIDTH as NEW_WIDTH\n\n# All lengths")
    served.edit("hooks/comparison/figure.py", "Layout(width=345,", "Layout(width=NEW_WIDTH,")
    served.wait_for(lambda: 'viewBox="0 0 347 ' in served.page("side-by-side/"), "the new module")


def test_a_mistake_is_told_the_last_site_stays_and_its_mending_shows(served):
    good = served.page("side-by-side/")
    served.edit("docs/comparison.yml", "label: Hospitals", "label: yes")
    served.wait_for(lambda: "expected text, found the boolean yes" in served.printed(), "the mistake")
    assert served.page("side-by-side/") == good != ""
    assert "Traceback" not in served.printed()
    served.edit("docs/comparison.yml", "label: yes", "label: Infirmaries")
    served.wait_for(lambda: "Infirmaries" in served.page("side-by-side/"), "the mended fact")
