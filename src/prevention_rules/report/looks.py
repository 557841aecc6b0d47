"""How a state looks: its tone by the group it belongs to, its place by its weight."""

from __future__ import annotations

from typing import Final

from prevention_rules.judgement.states import HEADLINE, State

GRAVEST: Final = (
    State.BROKEN, State.NOT_MET, State.WORSE_THAN_BASE, State.BEHIND, State.MET_LATE,
    State.UNDER_WAY, State.UNDECIDED,
    State.NO_FIGURE, State.NO_BASE, State.NOT_COMPARABLE, State.UNCLEAR_TARGET, State.BY_PEOPLE, State.NOT_YET,
    State.ON_SCHEDULE, State.AHEAD, State.KEPT_SO_FAR, State.REACHED_EARLY, State.MET,
)  # fmt: skip
"""The states, worst first: what cannot be mended any more, what is behind, what is not known, what goes well."""

AS_TOLD: Final[tuple[State, ...]] = tuple(state for states in HEADLINE.values() for state in states)
"""The states in the order of the headline."""

_GRAVE: Final = (State.BROKEN, State.NOT_MET, State.WORSE_THAN_BASE)


def gravity(state: State) -> int:
    """Return the place of a state among all, 0 for the worst."""
    return GRAVEST.index(state)


def tone(state: State) -> str:
    """Return the tone of a state: the group of the headline it belongs to, or ``grave`` for the worst of those behind.

    >>> tone(State.REACHED_EARLY), tone(State.BEHIND), tone(State.WORSE_THAN_BASE)
    ('reached', 'behind', 'grave')
    """
    if state in _GRAVE:
        return "grave"
    return next(name for name, states in HEADLINE.items() if state in states)
