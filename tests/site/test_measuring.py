"""The browser tells what a page has run of the site's scripts."""

from __future__ import annotations

from browser import launch
from measuring.scripts import KEEPING, Scripts


def test_a_page_tells_what_it_has_run_in_all_of_its_documents(started_playwright, address):
    seen = Scripts()
    browser = launch(started_playwright, KEEPING)
    page = browser.new_page()
    session = seen.start(page)
    for path in ("fits/", "side-by-side/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    seen.take(session)
    browser.close()
    rows = {place: (functions, called) for place, _, _, functions, called, _ in seen.rows()}
    run = {place for place, (_, called) in rows.items() if called}
    assert {"assets/start.mjs", "assets/chooser/chooser.mjs", "assets/table/table.mjs"} <= run
    assert "assets/quiz/quiz.mjs" not in run and rows["assets/quiz/quiz.mjs"] == (0, 0)
    # A page that is gone adds nothing.
    before = [*seen.rows()]
    seen.take(session)
    assert [*seen.rows()] == before
