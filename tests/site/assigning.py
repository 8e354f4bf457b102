"""Putting a set together on the page that assigns."""

from __future__ import annotations

ASSIGN = "quizzes/assign/"


def assigning(visit, address, fragment="", **more):
    page = visit(address + ASSIGN + fragment, **more)
    page.wait_for_selector("[data-assign-work]:not([hidden])")
    return page


def put(page, name, value):
    page.locator(f"[name={name}]").fill(str(value))
    page.keyboard.press("Tab")


def link_of(page) -> str:
    return page.locator("[data-assign-link]").input_value()


def listed(page) -> list[str]:
    return page.locator("[data-assign-item]").evaluate_all("list => list.map((e) => e.dataset.assignItem)")
