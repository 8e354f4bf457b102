"""The workflow that publishes the site, and what the README says of hosts: pinned, least permissions, headers as they are."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml
from support import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "publish.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
# Every value as it is written: YAML would take the key `on` for a boolean.
DATA = yaml.load(TEXT, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts alone
JOBS = DATA["jobs"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def steps(job: str) -> list[dict]:
    return JOBS[job]["steps"]


def headers() -> dict[str, str]:
    """Return the headers that the site brings for hosts that read them from a file."""
    lines = (ROOT / "hooks" / "theme" / "_headers").read_text(encoding="utf-8").splitlines()
    return dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))


def test_every_action_is_pinned_by_its_commit_and_names_its_version():
    used = re.findall(r"\buses:(.*)", TEXT)
    assert len(used) == sum("uses" in step for job in JOBS for step in steps(job)) > 0
    pinned = [re.fullmatch(r" actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used]
    assert [one for one, match in zip(used, pinned) if not match] == []
    # One action, one commit.
    assert len({one.partition("@")[0] for one in used}) == len(set(used))


def test_nothing_is_permitted_at_the_top_and_only_the_publishing_job_may_write():
    assert DATA["permissions"] == {}
    granted = {job: JOBS[job]["permissions"] for job in JOBS}
    assert granted == {"test": {"contents": "read"}, "build": {"contents": "read", "pages": "read"},
                       "publish": {"pages": "write", "id-token": "write"}}
    # The job that may write runs nothing of this repository, nor of any package.
    assert [set(step) for step in steps("publish")] == [{"id", "uses"}]
    assert all(step["with"]["persist-credentials"] == "false" for job in JOBS for step in steps(job) if "checkout@" in step.get("uses", ""))


def test_only_main_is_published_and_only_what_passed_the_tests():
    assert JOBS["build"]["needs"] == "test" and JOBS["publish"]["needs"] == "build"
    for job in ("build", "publish"):
        assert JOBS[job]["if"] == "github.ref == 'refs/heads/main'"
    assert "if" not in JOBS["test"] and set(DATA["on"]) == {"push", "pull_request", "workflow_dispatch"}
    assert "pull_request_target" not in TEXT and "secrets." not in TEXT


def test_every_job_ends_and_a_publication_is_not_broken_off():
    assert all(int(job["timeout-minutes"]) > 0 for job in JOBS.values())
    assert DATA["concurrency"] == {"group": "publish-${{ github.ref }}", "cancel-in-progress": "${{ github.event_name == 'pull_request' }}"}


def test_what_it_runs_is_in_the_makefile_and_what_it_uploads_is_what_is_built():
    commands = {job: [step["run"] for step in steps(job) if "run" in step] for job in JOBS}
    assert commands == {"test": ["make test"], "build": ["make build"], "publish": []}
    for command in ("make test", "make build"):
        result = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
        assert (result.returncode, result.stderr) == (0, "")
    (build,) = (step for step in steps("build") if "run" in step)
    # The action gives the address without a slash at its end.
    assert build["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}/"}
    assert [step["id"] for step in steps("build") if "configure-pages@" in step.get("uses", "")] == ["pages"]
    (upload,) = (step for step in steps("build") if "upload-pages-artifact@" in step.get("uses", ""))
    assert upload["with"] == {"path": "site"} and "site_dir" not in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert JOBS["publish"]["environment"]["url"] == "${{ steps." + steps("publish")[0]["id"] + ".outputs.page_url }}"


def test_nothing_that_an_event_brings_gets_into_a_command():
    assert [step["run"] for job in JOBS for step in steps(job) if "${{" in step.get("run", "")] == []


def test_the_table_of_headers_is_what_the_site_brings():
    rows = re.findall(r"^\| `([\w-]+)` \| `([^`|]+)` \| [A-Z][^|]+ \|$", README, re.MULTILINE)
    assert dict(rows) == headers() and len(rows) == len(headers()) >= 7


@pytest.mark.parametrize("server, line", [("nginx", r'add_header ([\w-]+) "([^"]+)" always;'), ("caddy", r'    ([\w-]+) "([^"]+)"')])
def test_the_lines_for_a_server_set_the_same_headers(server, line):
    (block,) = re.findall(rf"^```{server}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    lines = [found.groups() for found in (re.fullmatch(line, one) for one in block.splitlines()) if found]
    assert dict(lines) == headers() and len(lines) == len(headers())
