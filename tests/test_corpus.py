"""The two corpora of real cells and published values, read by the one scorer."""

from pathlib import Path

import pytest
import score

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("file", ["targets.jsonl", "observations.jsonl"])
def test_nothing_is_misread(file):
    """No row of either corpus is read as something else than its key says."""
    misread = [row for row in score.load(DATA / file) if score.judge(row)[1] == "misread"]
    assert misread == []


def test_nearly_every_decidable_target_is_read_right():
    """At least 97 % of the targets that have a decidable reading are read right."""
    counts = score.total(score.table(score.load(DATA / "targets.jsonl")), decidable=True)
    assert counts["right"] >= 0.97 * counts.total()


def test_nearly_every_published_value_is_read_right():
    """At least 95 % of the published values are read right."""
    counts = score.total(score.table(score.load(DATA / "observations.jsonl")))
    assert counts["right"] >= 0.95 * counts.total()


def test_the_scorer_counts_a_wrong_reading_as_one():
    """A reading with another operator, value, unit or kind does not agree with the key."""
    key = {"t": "bound", "op": ">=", "v": "85", "u": "%"}
    assert score.agrees(key, {"t": "bound", "op": ">=", "v": "85.0", "u": "%"}, "%")
    for wrong in ({"op": ">"}, {"v": "8.5"}, {"u": "人"}, {"t": "about"}):
        assert not score.agrees(key, {**key, **wrong}, "%")


def test_the_scorer_prints_a_table(capsys):
    """Run as a script it prints the outcomes by kind."""
    score.main([str(DATA / "observations.jsonl")])
    assert "misread" in capsys.readouterr().out.splitlines()[0]
