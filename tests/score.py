"""The one scorer: how a labelled file of targets or published values is read.

Run ``python tests/score.py FILE`` for the table, ``-v`` for every row that is not right. Refused or
ambiguous is not a misreading; another reading than the key's is one, and so is deciding what the
key leaves undecided.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from prevention_rules.errors import TargetSyntaxError, ValueSyntaxError
from prevention_rules.notation import parse_target, parse_value
from prevention_rules.quantities import unit_of
from prevention_rules.statements import statement_to_dict

OUTCOMES = ("right", "refused", "ambiguous", "misread")
UNDECIDED = frozenset({"about", "ambiguous", "reference", "qualitative"})


def load(path: str | Path) -> list[dict[str, Any]]:
    """Return the rows of a labelled file."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def judge(row: dict[str, Any]) -> tuple[str, str, Any]:
    """Return the kind of a row, its outcome, and what was read (None when it was refused)."""
    return _judge_target(row) if "target" in row else _judge_value(row)


def _judge_target(row: dict[str, Any]) -> tuple[str, str, Any]:
    key, unit = row["reading"], row["unit"]
    try:
        got = parse_target(row["target"], unit=unit, better=row["better"], name=row.get("indicator")).to_dict()
    except TargetSyntaxError:
        return key["t"], "refused", None
    if agrees(key, got, unit):
        return key["t"], "right", got
    return key["t"], "ambiguous" if "ambiguous" in _tags(got) else "misread", got


def _judge_value(row: dict[str, Any]) -> tuple[str, str, Any]:
    keys, unit = row["readings"], row["unit"]
    kind = "+".join(key["t"] for key in keys)
    try:
        got = [statement_to_dict(said) for said in parse_value(row["value_text"], unit=unit, share=row["share"])]
    except ValueSyntaxError:
        return kind, "right" if kind == "damaged" else "refused", None
    same = len(got) == len(keys) and all(agrees(key, one, unit) for key, one in zip(keys, got, strict=True))
    return kind, "right" if same else "misread", got


def agrees(key: dict[str, Any], got: dict[str, Any], unit: str | None) -> bool:
    """True when a reading says what the key says; a rate stands for its counter (6 人 for 6 per 100,000)."""
    if key["t"] != got["t"]:
        return False
    if key["t"] in ("list", "and", "or"):
        return len(key["of"]) == len(got["of"]) and all(
            agrees(a, b, unit) for a, b in zip(key["of"], got["of"], strict=True)
        )
    if key["t"] in ("every_period", "per_unit"):
        return agrees(key["of"], got["of"], unit)
    if key["t"] == "ambiguous":
        return len(key["readings"]) == len(got["readings"]) and all(
            any(agrees(a, b, unit) for b in got["readings"]) for a in key["readings"]
        )
    plain = all(
        key[field] == got.get(field) for field in ("op", "dir", "kind", "rate", "lo_in", "hi_in") if field in key
    )
    base = "base" not in key or str(key["base"]) == str(got.get("base", "unstated"))
    return plain and base and all(_same_amount(key, got, field, unit) for field in ("v", "lo", "hi"))


def _same_amount(key: dict[str, Any], got: dict[str, Any], field: str, unit: str | None) -> bool:
    if field not in key or field not in got:
        return field not in key and field not in got
    asked, read = Fraction(key[field]), Fraction(got[field])
    if asked == read and (key.get("u") == got.get("u") or got.get("u") == unit):
        return True
    if not key.get("u") or not got.get("u"):
        return False
    one, other = unit_of(key["u"]), unit_of(got["u"])
    return one.comparable(other) and asked * one.factor == read * other.factor


def _tags(reading: Any) -> Iterator[str]:
    if isinstance(reading, dict):
        yield from [reading["t"]] if "t" in reading else []
        for value in reading.values():
            yield from _tags(value)
    elif isinstance(reading, list):
        for value in reading:
            yield from _tags(value)


def table(rows: Iterable[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Count the outcomes by kind."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        kind, outcome, _ = judge(row)
        counts[kind][outcome] += 1
    return dict(counts)


def total(counts: dict[str, Counter[str]], *, decidable: bool = False) -> Counter[str]:
    """Add up the outcomes, of the kinds that can be decided only if asked."""
    kinds = [kind for kind in counts if not (decidable and kind in UNDECIDED)]
    return sum((counts[kind] for kind in kinds), Counter())


def draw(counts: dict[str, Counter[str]]) -> str:
    """Draw the table."""
    lines = [f"{'t':<22}" + "".join(f"{outcome:>11}" for outcome in OUTCOMES)]
    rows = [*sorted(counts.items()), ("all", total(counts)), ("decidable", total(counts, decidable=True))]
    lines += [f"{kind:<22}" + "".join(f"{row[outcome]:>11}" for outcome in OUTCOMES) for kind, row in rows]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Print the table for the files named, and with -v every row that is not right."""
    for path in (argument for argument in arguments if argument != "-v"):
        rows = load(path)
        print(draw(table(rows)))
        for row in rows if "-v" in arguments else ():
            kind, outcome, got = judge(row)
            if outcome != "right":
                print(outcome, kind, row.get("target", row.get("value_text")), row["unit"], got)


if __name__ == "__main__":
    main(sys.argv[1:])
