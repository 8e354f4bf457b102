"""The benchmarks run. How fast anything is, they print; no test passes or fails by it."""

from __future__ import annotations

from bench import grading


def test_the_bench_grades_every_answer_it_counts(browser, serve, tmp_path):
    rows = grading.run(browser, tmp_path, serve, counts=(12, 24), most=18)
    assert [(row["items"], row["graded"]) for row in rows] == [(12, 12), (24, 18)]
    assert rows[0]["ratio"] == 1 and all(row["slowest_ms"] >= row["handled_ms"] > 0 for row in rows)
