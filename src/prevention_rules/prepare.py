"""What is shipped ready-made, so that a start is light: ``python -m prevention_rules.prepare`` writes it anew.

The sizes of the units are what pint reads in ``units.txt``, the tables are what Lark makes of ``grammar.lark``. Each
remembers its source: after an edit they are made at every start, as if nothing were shipped, until this has run.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
from lark import Lark

from prevention_rules.notation.lalr import compiled, grammar
from prevention_rules.notation.tables import PLAIN, Tables
from prevention_rules.shipped import checksum
from prevention_rules.unit_registry import sizes_by_pint, unit_definitions

_HEAD = '"""Made of {source} by `python -m prevention_rules.prepare`, and not edited by hand."""\n'


def main() -> None:
    """Write both modules where the package stands."""
    for name, text in modules().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(text):,} characters")


def modules() -> dict[str, str]:
    """Return the text of each module that is made, by its path in the package."""
    return {
        "unit_sizes.py": "\n".join(_unit_sizes(unit_definitions())) + "\n",
        "notation/grammar_tables.py": "\n".join(_grammar_tables(grammar())) + "\n",
    }


def _unit_sizes(definitions: str) -> Iterator[str]:
    yield _HEAD.format(source="units.txt")
    yield f"SOURCE = {checksum(definitions)}"
    yield "SIZES: tuple[tuple[str, int, int, tuple[tuple[str, int], ...]], ...] = ("
    for name, (size, powers) in sizes_by_pint(definitions).items():
        yield f"    {(name, size.numerator, size.denominator, powers)},"
    yield ")"


def _grammar_tables(text: str) -> Iterator[str]:
    yield _HEAD.format(source="grammar.lark")
    yield "from prevention_rules.notation.tables import Tables\n"
    yield f"SOURCE = {checksum(text)}"
    yield "TABLES = Tables("
    for field, value in attrs.asdict(packed(compiled()), recurse=False).items():
        yield from _rows(field, value) if isinstance(value, tuple) else [f"    {field}={value},"]
    yield ")"


def _rows(field: str, rows: Iterable[object]) -> Iterator[str]:
    yield f"    {field}=("
    yield from (f"        {row!r}," for row in rows)
    yield "    ),"


def packed(parser: Lark) -> Tables:
    """Return the tables of a parser; the inverse of `unpacked`."""
    buffer = io.BytesIO()
    parser.save(buffer)
    saved = pickle.loads(buffer.getvalue())
    tables = saved["data"]["parser"]["parser"]
    order = _walk(tables)
    rules = {memo["@"]: place for place, memo in enumerate(saved["data"]["rules"])}
    rows = [_state(tables["states"][state], tables["tokens"], order, rules) for state in order]
    lookaheads = sorted({ahead for _, ends in rows for ahead in ends.values()})
    return Tables(
        tuple(_rule(saved["memo"][memo]) for memo in rules),
        tuple(lookaheads),
        tuple(
            (to, tuple(sorted((rule, lookaheads.index(ahead)) for rule, ahead in ends.items()))) for to, ends in rows
        ),
        {start: order[state] for start, state in sorted(tables["start_states"].items())},
        {start: order[state] for start, state in sorted(tables["end_states"].items())},
    )


def _walk(tables: dict[str, Any]) -> dict[int, int]:
    """Number the states as they are met from the starts, symbols in the order of their names."""
    queue = [tables["start_states"][start] for start in sorted(tables["start_states"])]
    for state in queue:
        steps = {tables["tokens"][token]: to for token, (kind, to) in tables["states"][state].items() if kind == 0}
        queue += dict.fromkeys(to for _, to in sorted(steps.items()) if to not in queue)
    return {state: place for place, state in enumerate(queue)}


def _state(
    actions: dict[int, Any], tokens: dict[int, str], order: dict[int, int], rules: dict[int, int]
) -> tuple[dict[str, int], dict[int, str]]:
    steps = sorted((tokens[token], to) for token, (kind, to) in actions.items() if kind == 0)
    ends: dict[int, list[str]] = {}
    for token, (kind, rule) in actions.items():
        if kind == 1:
            ends.setdefault(rules[rule["@"]], []).append(tokens[token])
    return {name: order[to] for name, to in steps}, {rule: " ".join(sorted(names)) for rule, names in ends.items()}


def _rule(rule: dict[str, Any]) -> tuple[str, str, int, str | None, dict[str, Any]]:
    symbols = " ".join(symbol["name"] for symbol in rule["expansion"])
    alias = None if rule["alias"] is None else str(rule["alias"])
    options = {name: value for name, value in rule["options"].items() if name != "__type__" and value != PLAIN[name]}
    return str(rule["origin"]["name"]), symbols, rule["order"], alias, options


if __name__ == "__main__":
    main()
