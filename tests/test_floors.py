"""Imports only point down, and never in a circle."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import prevention_rules

PACKAGE = "prevention_rules"
ROOT = Path(prevention_rules.__file__).parent

FLOORS = [
    "text errors late shipped schemas files extras arguments as_code as_toml shows version",
    "logic nouns exact_numbers quantities unit_registry unit_sizes unit_words intervals period_words periods citations rounding "
    "sampling kendall sheets",
    "target_fields targets statements",
    "notation terms",
    "evidence patterns readings policies",
    "judgement progress",
    "explain",
    "plans alignment assessments linting rulefiles",
    "cards report frames workbooks forms drafting charts testing prepare",
    "cli __main__",
]
"""Every room by its floor, the lowest first; a folder is one room. A new module has to be placed here."""

FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms.split()}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name: path for path in sorted(ROOT.rglob("*.py")) if (name := name_of(path))}


def imports(path: Path) -> set[str]:
    """Name every module of ours that *path* imports, also inside functions and for type checking only.

    ``late`` alone may name for type checkers what its calls upward give.
    """
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name == "late.py":
        tree.body = [node for node in tree.body if not isinstance(node, ast.If)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are written in full"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    ours = {name.removeprefix(PACKAGE).lstrip(".") for name in found if name.split(".")[0] == PACKAGE}
    return {name for name in ours if name in MODULES or name == ""}


def only_through_the_door(names: set[str]) -> set[str]:
    """Leave out the bare package where a module of it was meant: ``from prevention_rules import patterns``."""
    return names - {""} if len(names) > 1 else names


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    """A module imports from its own floor and those below it, and never from the door of the whole package."""
    room = module.split(".")[0]
    assert room in FLOOR, f"place {room} on a floor"
    for other in only_through_the_door(imports(MODULES[module])):
        assert other, f"{module} imports from the door of the package"
        assert FLOOR[other.split(".")[0]] <= FLOOR[room], f"{module} imports {other} from above"


def test_no_import_runs_in_a_circle() -> None:
    """Following imports from module to module never leads back to where it began."""
    below = {module: imports(path) - {"", module} for module, path in MODULES.items()}
    # A package runs before its modules do, and importing them from it is no circle.
    below = {m: {o for o in others if not m.startswith(f"{o}.")} for m, others in below.items()}
    while leaves := {module for module, others in below.items() if not others}:
        below = {module: others - leaves for module, others in below.items() if module not in leaves}
    assert not below, f"a circle among {', '.join(sorted(below))}"


def test_every_room_stands() -> None:
    """The floors name only rooms that exist."""
    rooms = {module.split(".")[0] for module in MODULES}
    assert set(FLOOR) <= rooms
