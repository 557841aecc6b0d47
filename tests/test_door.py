"""The door of the package: everything it names is there, and the rooms of whole plans are loaded when first asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import prevention_rules as pr

ROOMS = ("alignment", "assessments", "drafting", "explain", "linting", "plans", "rulefiles", "schemas")


def named_for_type_checkers() -> dict[str, tuple[str, ...]]:
    tree = ast.parse(Path(pr.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    rows = [node for node in block.body if isinstance(node, ast.ImportFrom) and node.module]
    return {str(row.module).removeprefix("prevention_rules."): tuple(name.name for name in row.names) for row in rows}


def test_what_is_loaded_later_is_what_type_checkers_see() -> None:
    """The two lists of names that are loaded later are one."""
    assert named_for_type_checkers() == pr._LATER
    assert {module.split(".")[0] for module in pr._LATER} == {*ROOMS, "evidence", "notation"}  # tables, and describe


@pytest.mark.parametrize("name", pr.__all__)
def test_every_name_is_there(name: str) -> None:
    """Every name of the door is found, listed, and the same object each time."""
    assert getattr(pr, name) is getattr(pr, name)
    assert name in dir(pr)


def test_a_name_that_is_not_there() -> None:
    """A slip gets Python's own answer."""
    with pytest.raises(AttributeError, match=r"^module 'prevention_rules' has no attribute 'parse_traget'$"):
        pr.parse_traget  # noqa: B018


def test_the_rooms_of_whole_plans_wait() -> None:
    """In a fresh interpreter none of these rooms is loaded before one of its names is asked for, and then it is."""
    code = (
        "import sys, prevention_rules as pr\n"
        f"loaded = lambda: {{name.split('.')[1] for name in sys.modules if name.startswith('prevention_rules.')}} & {set(ROOMS)}\n"
        "assert not loaded(), loaded()\n"
        "from prevention_rules import Plan\n"
        "assert 'plans' in loaded() and pr.Plan is Plan"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_reader_waits_for_a_text() -> None:
    """In a fresh interpreter neither Lark nor the way of a text is loaded before one is read; figures wait for one."""
    code = (
        "import sys, prevention_rules as pr\n"
        "loaded = lambda *names: [name in sys.modules for name in names]\n"
        "rooms = 'lark', 'prevention_rules.notation.reading', 'prevention_rules.notation.values'\n"
        "assert loaded(*rooms) == [False, False, False]\n"
        "assert str(pr.parse_target('≥85%')) == '不低于85%' and loaded(*rooms) == [True, True, False]\n"
        "assert pr.parse_value('85%')[0].tag == 'value' and loaded(*rooms) == [True, True, True]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
