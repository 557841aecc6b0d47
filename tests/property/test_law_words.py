"""The law of words: every word of the lexicon beside a readable cell is refused, means something, or is kept.

A word that says again what the cell says already may leave no trace; what that can be is written down here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from prevention_rules import PreventionRulesError
from prevention_rules.notation import parse_target
from prevention_rules.notation.lexicon import NOT_FREE, Row, lexicon
from prevention_rules.targets import About, Bound, Change, EveryPeriod, PerUnit, Range, Target, Trend, parts_of

SILENT = {
    "AT": "as be: where a level stands",
    "ARTICLE": "English needs it before a noun, where it asks nothing; anywhere else it is refused",
    "STOP": "the text ends here",
    "REACH": "that a level is reached is what every target asks",
    "BE": "as 达到",
    "TO": "as 达到, where no verb of change stands before it",
}
"""Classes whose words ask nothing where no other word takes them, with the reason."""

CELLS: list[tuple[str, dict[str, Any]]] = [
    ("≥85%", {"unit": "%", "better": "higher"}),
    ("85%", {"unit": "%", "better": "higher"}),
    ("85%以上", {"unit": "%", "better": "higher", "share": True}),
    ("达到85%以上", {"unit": "%", "better": "higher"}),
    (">3000", {"unit": "例", "better": "higher"}),
    ("14.5", {"unit": "/10万", "better": "lower"}),
    ("控制在5.5%以内", {"unit": "%", "better": "lower"}),
    ("12分钟内", {"unit": "分钟", "better": "lower"}),
    ("60%-80%", {"unit": "%"}),
    ("20%左右", {"unit": "%"}),
    ("提高到90%", {"unit": "%", "better": "higher"}),
    ("保持在90%以上", {"unit": "%", "better": "higher"}),
    ("每年不少于2次", {"unit": "次", "better": "higher"}),
    ("每个街道至少1个", {"unit": "个", "better": "higher"}),
    ("比2020年下降20%以上", {"unit": "起", "better": "lower"}),
    ("提高5个百分点", {"unit": "%", "better": "higher"}),
    ("年均增长7%", {"unit": "元", "better": "higher"}),
    ("每年减少20吨", {"unit": "吨", "better": "lower"}),
    ("翻一番", {"unit": "个", "better": "higher"}),
    ("稳步提升", {"unit": "%", "better": "higher"}),
    ("提高", {"unit": "%", "better": "higher"}),
    ("逐年下降", {"unit": "%", "better": "lower"}),
    ("保持稳定", {"unit": "%", "better": "higher"}),
    ("零增长", {"unit": "万吨", "better": "lower"}),
    ("全覆盖", {"unit": "%", "better": "higher"}),
    ("at least 85%", {"unit": "%", "better": "higher"}),
    ("reduce by 20%", {"unit": "起", "better": "lower"}),
    ("fall to 75", {"unit": "/10万", "better": "lower"}),
    ("remain stable", {"unit": "%", "better": "higher"}),
    ("at most 5 every year", {"unit": "起", "better": "lower"}),
]


def says(target: Target) -> set[str]:
    """Return the meanings of lexicon rows that a target says already."""
    found: set[str] = set()
    match target:
        case Bound(op=op):
            found |= {op, "cap"} if op[0] == "<" else {op}
        case About():
            found |= {"about", "near", "dash", "cap"}  # ~20%左右, 控制在20%左右
        case Range():
            found |= {"between", "in", "cap", "keep"}
        case Change(dir=way, kind=kind, rate=rate, size=size):
            found |= {way, f"{way} growth", rate, *says(size)}
            found |= {"relative"} if kind == "relative" else set()
        case Trend(dir=way, manner=manner, every_year=every_year, better=better):
            found |= {way, f"{way} {manner}", f"{way} growth", better or ""}
            found |= {"every_year", "per_year"} if every_year else set()
            found |= {"keep", *STEADY} if manner == "steadily" else set()
            found |= {"somewhat", "further"} if manner == "plain" else set()
            found |= {"keep"} if way == "stable" else set()
        case EveryPeriod():
            found |= {"keep", "per_year", "all along", "continually"}
        case PerUnit():
            found |= {"all", "whole", "each"}
    return found.union(*(says(part) for part in parts_of(target)))


STEADY = {"steadily", "gradually", "continually", "in a row", "all along"}


def forms(word: str, cell: str) -> Iterator[str]:
    """Yield the word at either end of the cell, close and apart."""
    yield from (f"{word}{cell}", f"{word} {cell}", f"{cell}{word}", f"{cell} {word}")


def is_lost(row: Row, text: str, plain: Target, context: dict[str, Any]) -> bool:
    """True where the text is read as if the word were not there, and nobody can see it."""
    try:
        read = parse_target(text, **context)
    except PreventionRulesError:
        return False
    assert read.origin is not None
    kept = read.origin.modality or read.origin.notes or read.origin.aims
    return read == plain and not kept and row.meaning not in says(plain)


ROWS = [row for row in lexicon().rows if row.kind not in NOT_FREE and row.kind not in SILENT]


@pytest.mark.parametrize(("cell", "context"), CELLS, ids=[cell for cell, _ in CELLS])
def test_no_word_is_taken_and_then_dropped(cell: str, context: dict[str, Any]) -> None:
    """Every word of the lexicon, at either end of the cell, is refused, changes it, or is kept where a reader sees it."""
    plain = parse_target(cell, **context)
    lost = [text for row in ROWS for text in forms(row.text, cell) if is_lost(row, text, plain, context)]
    assert lost == []


def test_the_law_can_fail() -> None:
    """A cell that says nothing of a word, and keeps none, is found out."""
    plain = parse_target("≥85%", unit="%")
    row = Row("永远", "MANNER", "for ever")
    assert is_lost(row, "≥85%", plain, {"unit": "%"})


def test_every_word_that_is_kept_has_a_reason() -> None:
    """ASIDE is a closed class: each row says why its word asks nothing, and none is a time, a degree or a negation."""
    aside = [row for row in lexicon().rows if row.kind == "ASIDE"]
    assert aside
    assert all(len(row.meaning.split()) > 3 for row in aside)
    assert not any(char in row.text for row in aside for char in "不未非无年月")
