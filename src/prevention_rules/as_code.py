"""An object as the code that makes it, and on one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from reprlib import Repr
from typing import Any

import attrs

LONGEST = 200
"""A ``repr`` is one line of at most so many characters."""


def as_code(made: Any) -> str:
    """Write the whole code that makes an object of ours: its class, and the fields that differ from their defaults.

    A class that is made in some other way says so in ``_as_code``.

    >>> from prevention_rules import Observation
    >>> as_code(Observation("26", 2025, "28"))
    "Observation(indicator='26', period=Period.of(2025), value='28')"
    """
    own = getattr(type(made), "_as_code", None)
    if own is not None:
        return str(own(made))
    if attrs.has(type(made)):
        return _call(made, as_code)
    match made:
        case tuple():
            return f"({', '.join(map(as_code, made))}{',' if len(made) == 1 else ''})"
        case list():
            return f"[{', '.join(map(as_code, made))}]"
        case Mapping():
            return f"{{{', '.join(f'{as_code(key)}: {as_code(value)}' for key, value in made.items())}}}"
        case _:
            return repr(made)


def in_short(made: Any) -> str:
    """Write an object of ours on one line: as the code that makes it where that is short, else with its fields cut.

    A class takes it as its own: ``__repr__ = in_short``.
    """
    line = _call(made, repr)
    if len(line) > LONGEST:
        line = _call(made, _CUT.repr)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2]}…)"


def clipped(text: str) -> str:
    """Quote a text on one line, and of a long one its beginning and end.

    >>> clipped("a\\nb"), clipped("x" * 99)
    ("'a\\\\nb'", "'xxxxxxxxxxxxxxxxxx...xxxxxxxxxxxxxxxxxxx'")
    """
    return _CUT.repr(str(text))


def pasted(made: Any, printer: Any, cycle: bool) -> None:
    """Print an object for Hypothesis as its whole code, which can be pasted back; in consoles on one line."""
    whole = type(printer).__module__.startswith("hypothesis")
    printer.text(as_code(made) if whole else repr(made))


def _call(made: Any, write: Any) -> str:
    return f"{type(made).__name__}({', '.join(f'{name}={write(value)}' for name, value in _fields(made))})"


def _fields(made: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are given and differ from what they are where they are not given."""
    for field in attrs.fields(type(made)):
        value = getattr(made, field.name)
        if field.init and field.repr and value != field.default:
            yield field.alias, value


_CUT = Repr()
_CUT.maxstring = _CUT.maxother = 42
_CUT.maxtuple = _CUT.maxlist = _CUT.maxdict = 1
