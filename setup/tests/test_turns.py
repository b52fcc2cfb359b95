"""What takes long is done in turn, and nothing is left out for ever."""

import types

import pytest

from workbench import turns

NAMES = ["a", "b", "c", "d", "e"]


@pytest.fixture
def commits(monkeypatch):
    """Give a function that says how many commits there are."""

    def say(count):
        answer = types.SimpleNamespace(stdout=f"{count}\n")
        monkeypatch.setattr(turns.subprocess, "run", lambda *_all, **_more: answer)

    return say


def test_everything_has_its_turn(commits):
    seen = []
    for count in range(5):
        commits(count)
        seen += turns.in_turn(NAMES, 2)
    assert seen == 2 * NAMES


def test_a_few_are_done_each_time(commits):
    commits(7)
    assert turns.in_turn(NAMES, 5) == tuple(NAMES)
