"""What is shipped ready-made, so that a start is light: ``python -m prevention_rules.prepare`` writes it anew.

The sizes of the units are what pint reads in ``units.txt``, the tables are what Lark makes of ``grammar.lark``. Each
remembers its source: after an edit they are made at every start, as if nothing were shipped, until this has run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from prevention_rules.notation.lalr import compiled, grammar
from prevention_rules.notation.tables import packed
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


if __name__ == "__main__":
    main()
