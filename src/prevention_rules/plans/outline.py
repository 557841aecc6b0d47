"""The outline of a plan: its milestones, domains, areas, departments and tasks, each with its place.

``editorial`` names the fields of an object that the document does not print.
"""

from __future__ import annotations

from attrs import frozen

from prevention_rules.as_code import in_short


@frozen(kw_only=True)
class Milestone:
    """A year in which the plan is assessed."""

    year: int
    name: str
    name_en: str = ""
    place: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short


@frozen(kw_only=True)
class Domain:
    """A domain of action that groups indicators."""

    number: str
    name: str
    name_en: str = ""
    place: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short


@frozen(kw_only=True)
class Area:
    """A sub-area that reports, such as a street."""

    name: str
    kind: str = ""
    place: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short


@frozen(kw_only=True)
class Department:
    """A department under its canonical name; ``aliases`` are other spellings the document prints.

    ``place`` is where the document first gives it a task.
    """

    name: str
    aliases: tuple[str, ...] = ()
    place: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short


@frozen(kw_only=True)
class Task:
    """A task: who leads (only where 牵头 or a single 负责 is printed) and who shares in it."""

    number: str
    name: str
    place: str = ""
    lead: tuple[str, ...] = ()
    jointly: tuple[str, ...] = ()
    as_printed: str = ""
    editorial: tuple[str, ...] = ()

    __repr__ = in_short


@frozen
class Link:
    """That an indicator belongs to a task; ``editorial`` where the document does not say so itself."""

    indicator: str
    task: str
    editorial: bool

    __repr__ = in_short
