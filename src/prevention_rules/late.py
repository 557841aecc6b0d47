"""The only calls that point upward: what a target, a finding, a plan or an assessment can do for its reader.

The tree must not know how it is written, a finding how it is told, a plan how it is assessed, an assessment how it is
laid out, nor any of them how it is shown; the owners of those jobs stand above them and are called by name. There are
these ten, and no others. What each gives is named for type checkers alone, so that nothing above is imported before it
is asked for.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from prevention_rules.assessments.assess import Assessment as Assessment  # noqa: PLC0414
    from prevention_rules.assessments.needed import Needed as Needed  # noqa: PLC0414
    from prevention_rules.cards import Card as Card  # noqa: PLC0414
    from prevention_rules.explain.explanation import Explanation as Explanation  # noqa: PLC0414
    from prevention_rules.text import Language, Level


@cache
def _owner(room: str, name: str) -> Any:
    return getattr(import_module(f"prevention_rules.{room}"), name)


def write_target(target: Any) -> str:
    """Return the canonical text of a target."""
    written: str = _owner("notation", "format_target")(target)
    return written


def explain_finding(finding: Any, lang: Language, level: Level) -> Explanation:
    """Return the explanation of a finding in *lang*, at a *level*."""
    told: Explanation = _owner("explain", "explain")(finding, lang, level=level)
    return told


def check_plan(plan: Any) -> None:
    """Raise `RuleFileError` with every problem of a plan."""
    _owner("plans.check", "check")(plan)


def assess_plan(plan: Any, observations: Any, **how: Any) -> Assessment:
    """Return a plan held against figures."""
    assessed: Assessment = _owner("assessments.assess", "assess")(plan, observations, **how)
    return assessed


def needed_of_plan(plan: Any, observations: Any, **how: Any) -> Needed:
    """Return what a plan still needs before it can be assessed."""
    lacking: Needed = _owner("assessments.needed", "needed")(plan, observations, **how)
    return lacking


def markdown_of_assessment(assessment: Any, **how: Any) -> str:
    """Return an assessment as Markdown."""
    told: str = _owner("report.markdown", "to_markdown")(assessment, **how)
    return told


def page_of_assessment(assessment: Any, **how: Any) -> str:
    """Return an assessment as a page."""
    told: str = _owner("report.page", "page")(assessment, **how)
    return told


def write_page_of_assessment(assessment: Any, path: str | Path, **how: Any) -> None:
    """Write an assessment as a page."""
    _owner("report.page", "write_page")(assessment, path, **how)


def write_workbook_of_assessment(assessment: Any, path: str | Path, **how: Any) -> None:
    """Write an assessment as a workbook."""
    _owner("report.workbook", "write_workbook")(assessment, path, **how)


def card_of(made: Any, lang: Language) -> Card:
    """Return what an object shows of itself in *lang*."""
    shown: Card = _owner("cards", "card")(made, lang)
    return shown
