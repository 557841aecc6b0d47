"""An object as the code that makes it, so that what is printed can be pasted back."""

from __future__ import annotations

from typing import Any

import attrs


def as_code(made: Any) -> str:
    """Write the call that makes an object of ours: its class, and the fields that differ from their defaults.

    A class takes it as its own: ``__repr__ = as_code``.
    """
    differ = [field for field in attrs.fields(type(made)) if getattr(made, field.name) != field.default]
    told = ", ".join(f"{field.alias}={getattr(made, field.name)!r}" for field in differ)
    return f"{type(made).__name__}({told})"
