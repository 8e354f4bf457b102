"""A built site on an address of this machine, and pages of a real browser that look at it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from browser import SENTENCE, launch
from building import built
from measuring.scripts import KEEPING, Scripts
from playwright.sync_api import sync_playwright
from serving import serving
from support import ROOT, THREE_ROLES, lay_project, shared


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id) -> Path:
    """The shipped site, built."""
    return _built_once(tmp_path_factory, worker_id, "shipped", ROOT)


@pytest.fixture(scope="session")
def other_site(tmp_path_factory, worker_id) -> Path:
    """The site of the made-up comparison, built."""
    return _built_once(tmp_path_factory, worker_id, "other", THREE_ROLES)


def _built_once(tmp_path_factory, worker_id: str, name: str, data: Path) -> Path:
    """Return a built site that all processes of the run share; the first that wants it builds it, the others wait."""
    with shared(tmp_path_factory, worker_id, f"{name}-site") as place:
        if not (place / "built").exists():
            shutil.rmtree(place / "project", ignore_errors=True)
            built(lay_project(place / "project", data=data))
            (place / "built").touch()
    return place / "project" / "site"


@pytest.fixture(scope="session")
def serve():
    """A function that serves a folder on an address of this machine and returns that address."""
    with serving() as start:
        yield start


@pytest.fixture(scope="session")
def address(site, serve) -> str:
    """The address of the shipped site."""
    return serve(site)


@pytest.fixture(scope="session")
def other_address(other_site, serve) -> str:
    """The address of the made-up site."""
    return serve(other_site)


@pytest.fixture(scope="session")
def started_playwright():
    """What starts browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(started_playwright, counted_scripts):
    """A running browser. Without one the whole run ends with one sentence: these tests are never skipped."""
    running = launch(started_playwright, *([KEEPING] if counted_scripts else []))
    if running is None:
        pytest.exit(SENTENCE, returncode=1)
    yield running
    running.close()


@pytest.fixture(scope="session")
def counted_scripts(request):
    """What the tests' pages run of the site's scripts, if it is asked for; written down when all is run."""
    folder = request.config.getoption("scripts")
    if not folder:
        yield None
        return
    seen = Scripts()
    yield seen
    seen.save(Path(folder) / f"{os.getpid()}.json")


@pytest.fixture
def visit(browser, counted_scripts):
    """A function that opens an address and returns the page.

    The page keeps what went wrong on it in `errors` and the addresses it asked for in `requests`; an error that a test
    does not take out fails it.
    """
    contexts, pages, measured = [], [], []

    def open_page(address: str, *, width: int = 1280, height: int = 800, dark: bool = False, scripts: bool = True, **more):
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=scripts,
                                      color_scheme="dark" if dark else "light", **more)
        contexts.append(context)
        page = context.new_page()
        page.errors, page.requests = [], []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: page.requests.append(request.url))
        if counted_scripts:
            measured.append(counted_scripts.start(page))
        page.goto(address)
        pages.append(page)
        return page

    yield open_page
    for session in measured:
        counted_scripts.take(session)
    for context in contexts:
        context.close()
    assert [error for page in pages for error in page.errors] == []
