"""Cells read in a second, beside a bare Lark parse of the same token strings.

Run ``python benchmarks/notation_speed.py``. The bare parse is Lark alone: the same grammar, given
each cell as a string of token names (``OP NUM UNIT``), building plain trees. Nothing is cached but
what the reader itself keeps.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from importlib.resources import files
from pathlib import Path

from lark import Lark

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.notation import parse_target
from prevention_rules.notation.fold import fold
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.refusals import RefusalError
from prevention_rules.notation.structure import read_cell

CELLS = Path(__file__).parent.parent / "tests" / "data" / "targets.jsonl"
ROUNDS = 15


def readable() -> list[tuple[str, dict[str, str | None]]]:
    """Return the cells that the grammar reads, with their context (whole-cell patterns left out)."""
    cells = []
    for line in CELLS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        context = {"unit": row["unit"], "better": row["better"], "name": row["indicator"]}
        try:
            read_cell(lex(fold(row["target"]), row["unit"]))
            parse_target(row["target"], **context)
        except (RefusalError, TargetSyntaxError):
            continue
        cells.append((row["target"], context))
    return cells


def bare_parser() -> Lark:
    """Return Lark for the same grammar, each declared token being a word it reads itself."""
    grammar = files("prevention_rules.notation").joinpath("grammar.lark").read_text(encoding="utf-8")
    lines = [line for line in grammar.splitlines() if not line.startswith(("%declare", "//"))]
    names = set(re.findall(r"\b[A-Z]{2,}\b", "\n".join(lines)))
    return Lark("\n".join([*lines, *(f'{name}: "{name} "' for name in sorted(names))]), parser="lalr", start="target")


def seconds(work) -> float:
    """Return the median time of one round."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print both speeds and their ratio."""
    cells, bare = readable(), bare_parser()
    strings = ["".join(f"{lexeme.type} " for lexeme in lex(fold(text), of["unit"])) for text, of in cells]

    def read() -> None:
        for text, context in cells:
            parse_target(text, **context)

    def parse() -> None:
        for string in strings:
            bare.parse(string)

    read()
    ours, theirs = seconds(read), seconds(parse)
    print(f"{len(cells)} cells, median of {ROUNDS} rounds")
    print(f"parse_target   {len(cells) / ours:>9,.0f} cells/s")
    print(f"bare Lark      {len(cells) / theirs:>9,.0f} cells/s")
    print(f"ratio          {ours / theirs:>9.2f}")


if __name__ == "__main__":
    main()
