"""Decide, exactly and explainably, whether a public plan's targets are met.

A target is a set of acceptable values; evidence is a set of possible values; the verdict is how the
two meet. Inside: MET. Apart: NOT_MET. Straddling: INCONCLUSIVE. Nothing to compare: NOT_ASSESSABLE.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from prevention_rules import progress, readings
from prevention_rules.citations import CITATIONS, Citation
from prevention_rules.errors import (
    ContradictionError,
    Fault,
    FileError,
    FormatError,
    ObservationError,
    ObservationFileError,
    PeriodError,
    PreventionRulesError,
    RuleFileError,
    TargetSyntaxError,
    TextError,
    UnitError,
    ValueSyntaxError,
)
from prevention_rules.evidence.csv_files import read_observations
from prevention_rules.evidence.figures import Figures
from prevention_rules.evidence.headers import Layout
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.explain import REASONS, Explanation, explain
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding, Verdict
from prevention_rules.judgement.remedies import remedy, smallest_count
from prevention_rules.notation import format_target, parse_target, parse_value
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.statements import Multiple, Near, Stated, Statement, Value, statement_to_dict
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    AtLeast,
    AtMost,
    Bound,
    Change,
    Decline,
    EveryPeriod,
    Increase,
    LessThan,
    MoreThan,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    Trend,
    target_from_dict,
)
from prevention_rules.text import Language, Words

if TYPE_CHECKING:
    from prevention_rules.alignment.align import Alignment, Pairing, align
    from prevention_rules.alignment.strictness import Comparison, at_least_as_strict, compare_targets
    from prevention_rules.assessments.assess import Assessment
    from prevention_rules.assessments.changes import Changed, Changes, changes
    from prevention_rules.assessments.groups import Duty, Group
    from prevention_rules.assessments.needed import Need, Needed
    from prevention_rules.linting.lint import LINT_CODES, LintFinding, lint
    from prevention_rules.plans.dated import Amendment, Definition, InForce
    from prevention_rules.plans.entries import Commitment, Indicator
    from prevention_rules.plans.outline import Area, Department, Domain, Link, Milestone, Task
    from prevention_rules.plans.plan import Plan
    from prevention_rules.rulefiles.loading import bundled_plans, load_plan, read_plan
    from prevention_rules.schemas import schema

_LATER = {
    "alignment.align": ("Alignment", "Pairing", "align"),
    "alignment.strictness": ("Comparison", "at_least_as_strict", "compare_targets"),
    "assessments.assess": ("Assessment",),
    "assessments.changes": ("Changed", "Changes", "changes"),
    "assessments.groups": ("Duty", "Group"),
    "assessments.needed": ("Need", "Needed"),
    "linting.lint": ("LINT_CODES", "LintFinding", "lint"),
    "plans.dated": ("Amendment", "Definition", "InForce"),
    "plans.entries": ("Commitment", "Indicator"),
    "plans.outline": ("Area", "Department", "Domain", "Link", "Milestone", "Task"),
    "plans.plan": ("Plan",),
    "rulefiles.loading": ("bundled_plans", "load_plan", "read_plan"),
    "schemas": ("schema",),
}
"""What a single question needs nothing of: the rooms of whole plans, and the schemas; loaded when first asked for."""

__version__ = "0.1.0"

__all__ = [
    "CITATIONS",
    "LINT_CODES",
    "REASONS",
    "About",
    "Alignment",
    "AllOf",
    "Ambiguous",
    "Amendment",
    "Amount",
    "AnyOf",
    "Area",
    "Assessment",
    "AtLeast",
    "AtMost",
    "Bound",
    "Change",
    "Changed",
    "Changes",
    "Citation",
    "Commitment",
    "Comparison",
    "ContradictionError",
    "Decline",
    "Definition",
    "Department",
    "Domain",
    "Duty",
    "EveryPeriod",
    "Explanation",
    "Fault",
    "Figures",
    "FileError",
    "Finding",
    "FormatError",
    "Group",
    "InForce",
    "Increase",
    "Indicator",
    "Interval",
    "Language",
    "Layout",
    "LessThan",
    "Link",
    "LintFinding",
    "Milestone",
    "MoreThan",
    "Multiple",
    "Near",
    "Need",
    "Needed",
    "Observation",
    "ObservationError",
    "ObservationFileError",
    "Pairing",
    "PerUnit",
    "Period",
    "PeriodError",
    "Plan",
    "Policy",
    "PreventionRulesError",
    "Qualitative",
    "Range",
    "Ratio",
    "Reference",
    "Respectively",
    "RuleFileError",
    "Series",
    "Stated",
    "Statement",
    "Target",
    "TargetSyntaxError",
    "Task",
    "TextError",
    "Trend",
    "Unit",
    "UnitError",
    "Value",
    "ValueSet",
    "ValueSyntaxError",
    "Verdict",
    "Words",
    "__version__",
    "align",
    "at_least_as_strict",
    "bundled_plans",
    "changes",
    "compare_targets",
    "evaluate",
    "explain",
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
    "statement_to_dict",
    "target_from_dict",
    "unit_of",
]


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
