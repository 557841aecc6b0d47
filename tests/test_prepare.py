"""What is shipped ready-made is what its source gives, and never stands in the way of an edit."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

import attrs
import pytest
from lark import Lark

from prevention_rules import unit_registry
from prevention_rules.notation import grammar_tables, lalr
from prevention_rules.notation.fold import fold
from prevention_rules.notation.lexer import lex
from prevention_rules.notation.structure import _Build, fed
from prevention_rules.notation.surface import Cell
from prevention_rules.prepare import main, modules
from prevention_rules.unit_registry import known_sizes, unit_definitions

CELL = "力争到2025年比2020年下降20%以上，或不高于35（人/10万）"


@pytest.mark.parametrize("name", ["unit_sizes.py", "notation/grammar_tables.py"])
def test_what_is_shipped_is_in_step(name: str) -> None:
    """The modules hold what the installed pint and the installed Lark make; `python -m prevention_rules.prepare` mends."""
    assert files("prevention_rules").joinpath(name).read_text(encoding="utf-8") == modules()[name]


def test_prepare_writes_what_it_makes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes both modules beside itself and says how large they are."""
    (tmp_path / "notation").mkdir()
    monkeypatch.setattr("prevention_rules.prepare.__file__", str(tmp_path / "prepare.py"))
    main()
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in modules()} == modules()
    assert capsys.readouterr().out.startswith("unit_sizes.py: ")


def surface_of(parser: Lark) -> dict[str, Any]:
    cell = fed(parser, lex(fold(CELL), None), "target")
    assert isinstance(cell, Cell)
    return attrs.asdict(cell)


def test_an_edited_grammar_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the grammar is not the one the tables were made of, Lark makes them anew, and reads by the edited one."""
    shipped = surface_of(lalr.parser(_Build))
    text = lalr.grammar()
    monkeypatch.setattr(lalr, "grammar", lambda: text + "\n// edited\n")
    monkeypatch.setattr(Lark, "load", refuses)
    assert surface_of(lalr.parser.__wrapped__(_Build)) == shipped


def refuses(*_: object) -> NoReturn:
    raise KeyError("states")


def test_a_lark_that_does_not_take_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Lark whose tables look otherwise makes its own, and reads the same."""
    shipped = surface_of(lalr.parser(_Build))
    monkeypatch.setattr(Lark, "load", refuses)
    assert surface_of(lalr.parser.__wrapped__(_Build)) == shipped
    monkeypatch.undo()
    monkeypatch.setattr(grammar_tables, "SOURCE", 0)
    assert surface_of(lalr.parser.__wrapped__(_Build)) == shipped


def test_an_edited_unit_counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new row of units.txt is read by pint without any command, and changes no other unit."""
    text = unit_definitions() + "\n尺 = 米 / 3\n"
    monkeypatch.setattr(unit_registry, "unit_definitions", lambda: text)
    edited = known_sizes.__wrapped__()
    assert edited["尺"] == (Fraction(1, 3), (("米", 1),))
    assert {name: size for name, size in edited.items() if name != "尺"} == known_sizes()
