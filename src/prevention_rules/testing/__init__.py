"""What people need to test their own rules.

`run_examples` and `mutants` need nothing beside the library; `laws` and `strategies` need hypothesis (extra ``test``),
and are loaded when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from prevention_rules.plans.examples import Example
from prevention_rules.testing.mutation import Mutant, Mutants, mutants
from prevention_rules.testing.worked import Ran, run_examples

if TYPE_CHECKING:
    from prevention_rules.testing import laws, strategies

__all__ = ["Example", "Mutant", "Mutants", "Ran", "laws", "mutants", "run_examples", "strategies"]


def __getattr__(name: str) -> Any:
    if name in ("laws", "strategies"):
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
