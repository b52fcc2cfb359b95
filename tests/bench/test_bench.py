"""The benchmark still runs, and its table says what was measured."""

import json
import subprocess
from dataclasses import asdict
from pathlib import Path

import pytest
from lxml import etree

from bench import stopwatch
from bench.report import Asked, Row, page, ratio, read_row
from bench.stopwatch import Sample, compare
from bench.ticket_list import default_order
from workbench import bench as command

BENCH = Path(__file__).parents[2] / "setup/bench"
SIZES = {"rounds": 3, "batch": 100, "due_times": 200, "due": 10, "few": 20, "many": 30}
SIZES |= {"few_people": 2, "many_people": 10, "pages": 3, "past": 30}
SIZES |= {"customers": 60, "clauses": 4}


@pytest.mark.parametrize(
    ("asked", "figure", "missed"),
    [
        (Asked("≤", 1.3), 1.3, False),
        (Asked("≤", 1.3), 1.31, True),
        (Asked("≥", 500), 500, False),
        (Asked("≥", 500), 499, True),
        (None, 10**6, False),
    ],
)
def test_a_figure_is_missed_beyond_its_limit_only(asked, figure, missed):
    assert Row("Work", "plain", figure, "", asked).missed is missed


def test_a_ratio_is_shown_with_both_times():
    row = ratio("Work", "plain", Sample(0.003), Sample(0.002), Asked("≤", 1.3))
    assert row.missed
    assert str(row) == "| Work | plain | ≤ 1.3 × | **1.50 ×** (3 ms : 2 ms) | missed |"


def test_the_page_tells_sizes_rows_and_machine():
    text = page([Row("Work", "plain", 1, "")], "A machine", tickets=1_234, **SIZES)
    assert "| Work | plain |  | **1.00 ×** () |  |" in text
    assert "1,234 tickets" in text
    assert text.endswith("A machine")


def test_variants_take_turns_after_a_warm_up():
    turns = []

    def variant(name, *seconds):
        samples = iter(seconds)

        def run():
            turns.append(name)
            return Sample(next(samples))

        return run

    took = compare(3, {"a": variant("a", 99, 1, 2, 9), "b": variant("b", 99, 4, 5, 6)})
    assert "".join(turns) == "abbaabba"
    assert (took["a"].seconds, took["b"].seconds) == (2, 5)


def test_time_runs_from_the_beginning_to_the_end_of_the_block(monkeypatch):
    clock = iter([10.0, 12.5])
    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: next(clock))
    with stopwatch.timed() as sample:
        pass
    assert sample.seconds == 2.5


@pytest.mark.parametrize(
    ("arch", "order"),
    [
        ("<list default_order='a, b desc'><field name='c'/></list>", "a ASC, b desc"),
        ("<list><field name='c' widget='handle'/></list>", "c ASC, id ASC"),
        ("<list><field name='c'/></list>", ""),
    ],
)
def test_a_list_is_ordered_as_the_web_client_does(arch, order):
    assert default_order(etree.fromstring(arch)) == order


def test_every_part_is_in_one_group():
    assert sorted(part for group in command.GROUPS for part in group) == sorted(
        command.PARTS
    )


def test_a_row_is_kept_as_it_is():
    row = ratio("Work", "plain", Sample(0.003), Sample(0.002), Asked("≤", 1.3))
    kept = json.loads(json.dumps(asdict(row)))
    assert read_row(kept) == row
    bare = Row("Work", "", 1, "")
    assert read_row(json.loads(json.dumps(asdict(bare)))) == bare


def test_the_command_measures_everything(tmp_path):
    target = tmp_path / "benchmarks.md"
    line = [BENCH, "--small", "--page", target]
    answer = subprocess.run(line, capture_output=True, text=True)
    said = answer.stdout[-4000:], answer.stderr[-4000:]
    assert answer.returncode == 0, "\n".join(said)
    rows = [line for line in target.read_text().splitlines() if "**" in line]
    figures = [row for row in rows if row.startswith("| ")]
    works = ("A due time", "Creating", "Moving", "The runner", "The list", "A month of")
    works += ("A policy of", "A rule tried", "All figures", "The service board")
    works += ("All tiers", "Tiers of", "A list of", "The form of", "An advisor's own")
    works += ("Contacts to keep", "Confirming", "The page of a policy", "One ticket")
    for work in works:
        assert any(row.startswith(f"| {work}") for row in figures), work
    assert all(row in answer.stdout for row in figures)
