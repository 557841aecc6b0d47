"""Decide, exactly and explainably, whether a public plan's targets are met.

A target is a set of acceptable values; evidence is a set of possible values; the verdict is how the
two meet. Inside: MET. Apart: NOT_MET. Straddling: INCONCLUSIVE. Nothing to compare: NOT_ASSESSABLE.

These are the names for everyday use; every other public type stands in a module of its own name, listed in
the reference (``targets``, ``quantities``, ``intervals``, ``periods``, ``errors``, ``plans.outline`` …).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from prevention_rules import progress, readings
from prevention_rules.errors import ObservationFileError, PreventionRulesError, RuleFileError, TargetSyntaxError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.remedies import remedy, smallest_count
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.notation import format_target, parse_target, parse_value
from prevention_rules.policies import Policy
from prevention_rules.targets import AtLeast, AtMost, Decline, Increase, LessThan, MoreThan, target_from_dict
from prevention_rules.version import __version__

if TYPE_CHECKING:
    from prevention_rules.alignment.align import align
    from prevention_rules.alignment.strictness import at_least_as_strict
    from prevention_rules.assessments.assess import Assessment
    from prevention_rules.drafting.draft import Draft, draft_plan
    from prevention_rules.evidence.csv_files import read_observations
    from prevention_rules.evidence.figures import Figures
    from prevention_rules.evidence.headers import Layout
    from prevention_rules.explain.explanation import Explanation
    from prevention_rules.linting.lint import lint
    from prevention_rules.notation.describe import Description, describe
    from prevention_rules.plans.dated import Amendment
    from prevention_rules.plans.entries import Commitment, Indicator
    from prevention_rules.plans.outline import Area
    from prevention_rules.plans.plan import Plan
    from prevention_rules.rulefiles.loading import load_plan, read_plan
    from prevention_rules.schemas import schema

_LATER = {
    "alignment.align": ("align",),
    "alignment.strictness": ("at_least_as_strict",),
    "assessments.assess": ("Assessment",),
    "drafting.draft": ("Draft", "draft_plan"),
    "evidence.csv_files": ("read_observations",),
    "evidence.figures": ("Figures",),
    "evidence.headers": ("Layout",),
    "explain.explanation": ("Explanation",),
    "notation.describe": ("Description", "describe"),
    "linting.lint": ("lint",),
    "plans.dated": ("Amendment",),
    "plans.entries": ("Commitment", "Indicator"),
    "plans.outline": ("Area",),
    "plans.plan": ("Plan",),
    "rulefiles.loading": ("load_plan", "read_plan"),
    "schemas": ("schema",),
}
"""What a single question needs nothing of: whole plans, tables and schemas; loaded when first asked for."""

__all__ = [
    "Amendment",
    "Area",
    "Assessment",
    "AtLeast",
    "AtMost",
    "Commitment",
    "Decline",
    "Description",
    "Draft",
    "Explanation",
    "Figures",
    "Finding",
    "Increase",
    "Indicator",
    "Layout",
    "LessThan",
    "MoreThan",
    "Observation",
    "ObservationFileError",
    "Plan",
    "Policy",
    "PreventionRulesError",
    "Ratio",
    "RuleFileError",
    "Series",
    "TargetSyntaxError",
    "Verdict",
    "__version__",
    "align",
    "at_least_as_strict",
    "describe",
    "draft_plan",
    "evaluate",
    "format_target",
    "lint",
    "load_plan",
    "parse_target",
    "parse_value",
    "progress",
    "read_observations",
    "read_plan",
    "readings",
    "remedy",
    "schema",
    "smallest_count",
    "target_from_dict",
]


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
