"""An object as the code that makes it, so that what is printed can be pasted back."""

from __future__ import annotations

from typing import Any

import attrs


def as_code(made: Any) -> str:
    """Write the call that makes an object of ours: its class, and the fields that differ from their defaults.

    A class takes it as its own: ``__repr__ = as_code``, and ``_repr_pretty_ = pasted`` where Hypothesis and notebooks
    would else list every field.
    """
    differ = [field for field in attrs.fields(type(made)) if getattr(made, field.name) != field.default]
    told = ", ".join(f"{field.alias}={getattr(made, field.name)!r}" for field in differ)
    return f"{type(made).__name__}({told})"


def pasted(made: Any, printer: Any, cycle: bool) -> None:
    """Print an object as its ``repr``, in notebooks and where Hypothesis shows what it drew."""
    printer.text(repr(made))
