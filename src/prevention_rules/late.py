"""The only two calls that point upward: ``str(target)`` and ``finding.explain(lang)``.

The tree must not know how it is written, nor a finding how it is told, so the owners of those two
jobs hand their function in when the package is imported. There are two, and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from attrs import define

from prevention_rules.text import Language


class Told(Protocol):
    """What ``finding.explain(lang)`` gives: an `Explanation`, as far as this floor can know it."""

    @property
    def lang(self) -> Language:
        """The language it is told in."""
        ...

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        ...

    def to_html(self) -> str:
        """Return it as HTML."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        ...


@define
class _Desk:
    write_target: Callable[[Any], str] | None = None
    explain_finding: Callable[[Any, Language], Told] | None = None


_desk = _Desk()


def register_writer(write_target: Callable[[Any], str]) -> None:
    """Hand in the function behind ``str(target)``; called once, by the notation."""
    _desk.write_target = write_target


def register_teller(explain_finding: Callable[[Any, Language], Told]) -> None:
    """Hand in the function behind ``finding.explain(lang)``; called once, by the explanations."""
    _desk.explain_finding = explain_finding


def write_target(target: Any) -> str:
    """Return the canonical text of a target."""
    assert _desk.write_target is not None  # the package imports the notation
    return _desk.write_target(target)


def explain_finding(finding: Any, lang: Language) -> Told:
    """Return the explanation of a finding in *lang*."""
    assert _desk.explain_finding is not None  # the package imports the explanations
    return _desk.explain_finding(finding, lang)
