"""Three-valued logic (strong Kleene): true, false, and unknown, which never turns into either by itself.

`None` is "unknown". Items that do not apply are taken out first. What is joined from nothing is
`EMPTY`, not true: a plan without evidence has not been met. That departs, on purpose, from
``all([])`` and from CQL's AllTrue; see the citations ``DMN-TCK-0059/0064`` and ``CQL-ALLTRUE``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, Literal

Truth = bool | None
"""True, False, or None for "unknown"."""


class Absent(Enum):
    """The two ways of having no truth value at all, which is not the same as an unknown one."""

    NOT_APPLICABLE = "not applicable"
    EMPTY = "empty"

    def __bool__(self) -> bool:
        # An enum member is truthy by default, and `if every(...)` would then read "nothing" as "met".
        raise TypeError(f"{self.name} is neither true nor false; compare it with `is`")

    def __repr__(self) -> str:
        return self.name


NotApplicable = Literal[Absent.NOT_APPLICABLE]
Empty = Literal[Absent.EMPTY]

NOT_APPLICABLE: Final = Absent.NOT_APPLICABLE
"""An item that does not apply: it neither helps nor hinders."""

EMPTY: Final = Absent.EMPTY
"""What is joined from no item that applies; the caller makes it NOT_ASSESSABLE."""


def every(items: Iterable[Truth | NotApplicable]) -> Truth | Empty:
    """Join with "and": False if any item is, else unknown if any is, else True; of nothing, `EMPTY`.

    Source: strong Kleene; aggregation over unknowns as in DMN FEEL (``DMN-TCK-0059/0064``).

    >>> every([True, None]), every([False, None]), every([True, NOT_APPLICABLE]), every([])
    (None, False, True, EMPTY)
    """
    return _join(items, decisive=False)


def some(items: Iterable[Truth | NotApplicable]) -> Truth | Empty:
    """Join with "or": True if any item is, else unknown if any is, else False; of nothing, `EMPTY`.

    >>> some([True, None]), some([False, None]), some([NOT_APPLICABLE])
    (True, None, EMPTY)
    """
    return _join(items, decisive=True)


def negate(truth: Truth) -> Truth:
    """Turn true into false and false into true; unknown stays unknown.

    >>> negate(True), negate(None)
    (False, None)
    """
    return None if truth is None else not truth


def _join(items: Iterable[Truth | NotApplicable], *, decisive: bool) -> Truth | Empty:
    applying = [item for item in items if item is not NOT_APPLICABLE]
    if not applying:
        return EMPTY
    if decisive in applying:
        return decisive
    return None if None in applying else not decisive
