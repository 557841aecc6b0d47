"""The reference: every type that a public signature names stands on the page, in a module it can be imported from."""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import prevention_rules as pr
from prevention_rules.assessments.needed import Needed
from prevention_rules.cards import Card
from prevention_rules.text import Language

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
MODULES = re.findall(r"automodule:: ([\w.]+)", PAGE)
MEMBERS = {
    module: re.findall(r"\w+", names)
    for module, names in re.findall(r"automodule:: ([\w.]+)\n +:members: ((?:[^\n]+,\n)*[^\n]+)", PAGE)
} | {"prevention_rules": re.findall(r"auto(?:class|function):: (\w+)", PAGE)}
LATE = {
    "Card": Card,
    "Language": Language,
    "Explanation": pr.Explanation,
    "Assessment": pr.Assessment,
    "Needed": Needed,
    "Description": pr.Description,
}
"""What is named for type checkers alone, and loaded when it is asked for."""


def named(hint: Any) -> Iterator[type]:
    """Yield every class that an annotation names."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for inner in typing.get_args(hint):
        yield from named(inner)


def signatures(thing: Any) -> Iterator[Any]:
    """Yield the hints of a function, or of the fields, properties and methods of a class that are public."""
    if isinstance(thing, FunctionType):
        yield from typing.get_type_hints(thing, localns=LATE).values()
        return
    yield from (hint for name, hint in typing.get_type_hints(thing).items() if not name.startswith("_"))
    for name, member in inspect.getmembers_static(thing):
        inside = getattr(member, "__func__", getattr(member, "fget", getattr(member, "func", member)))
        if (
            not name.startswith("_")
            and isinstance(inside, FunctionType)
            and inside.__module__.startswith("prevention_rules")
        ):
            yield from typing.get_type_hints(inside, localns=LATE).values()


def reached() -> set[type]:
    """Follow the signatures of the door to every class of ours that they name."""
    found: set[type] = set()
    waiting = [one for name in pr.__all__ if not isinstance(one := getattr(pr, name), ModuleType | str)]
    while waiting:
        for hint in signatures(waiting.pop()):
            new = {one for one in named(hint) if one.__module__.startswith("prevention_rules")} - found
            found |= new
            waiting += new
    return {one for one in found if not one.__name__.startswith("_")}


def test_every_type_of_a_public_signature_is_on_the_page() -> None:
    """Whoever is handed an object can read of its class on the page, under the module it is imported from or the door."""
    homeless = sorted(f"{one.__module__}.{one.__name__}" for one in reached() if not is_listed(one))
    assert homeless == []


def is_listed(one: type) -> bool:
    return one.__name__ in MEMBERS.get(one.__module__, ()) or getattr(pr, one.__name__, None) is one


def documented() -> Iterator[tuple[str, FunctionType]]:
    """Yield every function of the page, and every public method of its classes, that is written in the package."""
    for module, names in MEMBERS.items():
        for name in names:
            one = getattr(import_module(module), name)
            inside = vars(one) if isinstance(one, type) else {"": one}
            for method, member in inside.items():
                function = getattr(member, "__func__", member)
                if isinstance(function, FunctionType) and not method.startswith("_") and is_ours(function):
                    yield f"{module}.{name}.{method}", function


def is_ours(function: FunctionType) -> bool:
    return Path(function.__code__.co_filename).is_relative_to(Path(pr.__file__).parent)


def test_every_refusal_is_told() -> None:
    """What refuses an argument, or raises, says so in its docstring."""
    refuses = re.compile(r"\braise (?!NotImplementedError)|\bmust_be")
    silent = [
        name
        for name, function in documented()
        if refuses.search(inspect.getsource(function)) and not re.search("[Rr]aise|[Rr]efuse", function.__doc__ or "")
    ]
    assert silent == []


def test_every_module_of_the_page_is_there() -> None:
    """The page names no module that does not exist, and none twice."""
    assert all(import_module(name) for name in MODULES)
    assert len(MODULES) == len(set(MODULES))


def test_every_name_of_the_door_is_on_the_page() -> None:
    """The groups of the page list the names of the door, no more and no less, and none twice."""
    modules = {"progress", "readings", "__version__"}
    assert sorted(MEMBERS["prevention_rules"]) == sorted(set(pr.__all__) - modules)
