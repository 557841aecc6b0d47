"""How the small objects of a reading are declared: frozen for the type checker, plain slots when they run.

A reading makes some twenty of them. attrs guards a frozen class at run time by assigning every field through a
function call, which takes three times as long; mypy refuses an assignment to a `node` anyway, and none leaves the
notation: what a caller gets (targets, amounts, statements) is frozen at run time too.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrs import frozen as node
else:
    from functools import partial

    from attrs import define

    # What nobody uses of a node costs time at the start: its repr is Python's own, and none is pickled.
    node = partial(define, repr=False, match_args=False, getstate_setstate=False, weakref_slot=False)

__all__ = ["node"]
