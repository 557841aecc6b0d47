"""The lexicon as a table: every word, its class, its meaning, and which word the writer uses.

``lexicon.tsv`` is the one place where words stand; a domain person adds a row there.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import attrs
from attrs import frozen

from prevention_rules.notation.nodes import node
from prevention_rules.shipped import shipped_text
from prevention_rules.text import Language, Words

NOT_FREE = frozenset({"UNIT", "COUNTED", "RATE", "REMARK"})
"""Classes whose words stand only in one place (after a number, in brackets), where the lexer asks for them."""


Mark = Literal["zh", "en", "one", "1"]
"""For whom a row is the word that is written: Chinese, English, English of one (``1``: read only behind 1)."""


@node(eq=False)
class Row:
    """One row: the word, its class (a terminal of the grammar) and what it means."""

    text: str
    kind: str
    meaning: str
    canonical: Mark | None = None


@frozen
class Kind:
    """A class of words: the group it is named with in errors, and a phrase for it."""

    name: str
    group: str
    phrase: Words


@frozen
class Lexicon:
    """All rows, and the tables the lexer and the writer look things up in."""

    rows: tuple[Row, ...]
    kinds: dict[str, Kind]
    free: dict[str, Row] = attrs.field(init=False)
    bound: dict[str, Row] = attrs.field(init=False)
    remarks: dict[str, Row] = attrs.field(init=False)
    lengths: dict[str, tuple[int, ...]] = attrs.field(init=False)
    bound_lengths: dict[str, tuple[int, ...]] = attrs.field(init=False)
    written: dict[tuple[str, str, str], str] = attrs.field(init=False)

    @free.default
    def _free(self) -> dict[str, Row]:
        return {word.text: word for word in self.rows if word.kind not in NOT_FREE}

    @bound.default
    def _bound(self) -> dict[str, Row]:
        return {row.text: row for row in self.rows if row.kind in NOT_FREE and row.kind != "REMARK"}

    @remarks.default
    def _remarks(self) -> dict[str, Row]:
        return {row.text: row for row in self.rows if row.kind == "REMARK"}

    @lengths.default
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        return _lengths(self.free)

    @bound_lengths.default
    def _bound_lengths(self) -> dict[str, tuple[int, ...]]:
        return _lengths(self.bound)

    @written.default
    def _written(self) -> dict[tuple[str, str, str], str]:
        return {(w.kind, w.meaning, w.canonical): w.text for w in self.rows if w.canonical}

    def write(self, kind: str, meaning: str, lang: Language) -> str:
        """Return the canonical word of *lang* for a meaning; every meaning that is written has one."""
        return self.written[kind, meaning, lang]


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For every first letter the lengths of the words it begins, longest first."""
    seen: dict[str, set[int]] = {}
    for text in words:
        seen.setdefault(text[0], set()).add(len(text))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in seen.items()}


@cache
def lexicon() -> Lexicon:
    """Read ``lexicon.tsv``, once."""
    rows: list[Row] = []
    kinds: dict[str, Kind] = {}
    name = ""
    for line in shipped_text(__package__, "lexicon.tsv").splitlines():
        if line.startswith("[") and line.count("|") == 3:
            name, group, zh, en = (part.strip() for part in line[1:-1].split("|"))
            kinds[name] = Kind(name, group, Words(zh, en))
        elif line and not line.startswith("#"):
            text, meaning, *canonical = line.split("\t")
            rows.append(Row(text, name, meaning, _mark(canonical)))
    return Lexicon(tuple(rows), kinds)


def _mark(canonical: list[str]) -> Mark | None:
    match canonical:
        case ["zh" | "en" | "one" | "1" as mark]:
            return mark
    return None


GROUPS = {
    "number": Words("数", "a number"),
    "unit": Words("单位", "a unit"),
    "limit": Words("界限词（如 ≥、不低于）", "a limit word (such as ≥, at least)"),
    "change": Words("变化词（如 提高、下降）", "a word of change (such as rise, reduce)"),
    "trend": Words("走势（如 稳步提升、保持稳定）", "a trend (such as improve, remain stable)"),
    "verb": Words("动词（如 达到、保持在）", "a verb (such as reach, keep)"),
    "base": Words("基期（如 比2020年）", "a base (such as compared with 2020)"),
    "year": Words("年份", "a year"),
    "end": Words("结尾", "the end"),
}
"""What errors offer when more than five classes could stand in a place, in this order."""
