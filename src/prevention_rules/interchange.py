"""An assessment as plain data for other programs: stable codes, exact numbers as strings, both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from prevention_rules.entries import PlanData
from prevention_rules.explain.phrases import state
from prevention_rules.facts import Fact
from prevention_rules.findings import Finding, Pace, Verdict
from prevention_rules.intervals import ValueSet
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.quantities import write_number
from prevention_rules.text import Words

SCHEMA = "assessment/1"
"""The version of the form; a change that could break a reader changes it."""


def assessment_to_dict(
    plan: PlanData,
    at: Period,
    through: Period,
    policy: Policy,
    findings: Sequence[Finding],
    commitments: Sequence[Finding],
) -> dict[str, Any]:
    """Return an assessment as plain data; indicators and commitments are counted apart."""
    return {
        "schema": SCHEMA,
        "plan": {"id": plan.id, "title": plan.title, "title_en": plan.title_en, "document": plan.document},
        "at": str(at),
        "data_through": str(through),
        "policy": dict(policy.choices),
        "counts": _counts(findings),
        "findings": [finding_to_dict(finding) for finding in findings],
        "commitment_counts": _counts(commitments),
        "commitments": [finding_to_dict(finding) for finding in commitments],
    }


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    found = list(findings)
    return {verdict.value: sum(finding.verdict is verdict for finding in found) for verdict in Verdict}


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """Return one finding; what was judged again and again (each year, each street) stands under ``over``."""
    about, demand = finding.subject, finding.demand
    return {
        "number": about.number,
        "name": about.name,
        "name_en": about.name_en,
        "place": about.place,
        "verified": about.verified,
        "editorial": list(about.editorial),
        "at": str(finding.at),
        "area": finding.area,
        "target": finding.target.to_dict(),
        "target_text": finding.target.text,
        "remarks": _both(about.remarks),
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "state": {"zh": state(finding).zh, "en": state(finding).en},
        "due": finding.due,
        "deadline": None if finding.deadline is None else str(finding.deadline),
        "unit": None if finding.unit is None else str(finding.unit),
        "question": None if demand is None else demand.question,
        "base": None if demand is None or demand.base is None else str(demand.base),
        "acceptable": None if demand is None else _set(demand.acceptable),
        "possible": _set(finding.possible),
        "level": _set(finding.level),
        "base_level": _set(finding.base_level),
        "progress": _pace(finding.progress),
        "reading": finding.reading,
        "robust": None if finding.robustness is None else finding.robustness.robust,
        "rounding_sensitive": finding.rounding_sensitive,
        "evidence": [_fact(fact) for fact in finding.used],
        "superseded": [_fact(fact) for fact in finding.superseded],
        "notes": _both(finding.notes),
        "over": [finding_to_dict(one) for one in finding.over],
    }


def _both(told: Iterable[Words]) -> list[dict[str, str]]:
    return [{"zh": words.zh, "en": words.en} for words in told]


def _number(value: Fraction | None) -> str | None:
    return None if value is None else write_number(value)


def _set(values: ValueSet | None) -> list[dict[str, Any]] | None:
    """Return a set as its intervals; null for what is unknown, an end without limit is null too."""
    if values is None:
        return None
    return [
        {"lo": _number(part.lo), "lo_in": part.lo_in, "hi": _number(part.hi), "hi_in": part.hi_in} for part in values
    ]


def _fact(fact: Fact) -> dict[str, Any]:
    told = fact.observation
    return {
        "period": str(fact.period),
        "question": fact.question,
        "base": None if fact.base is None else str(fact.base),
        "said": told.said,
        "area": told.area,
        "status": told.status,
        "source": told.source,
        "definition": told.definition,
    }


def _pace(pace: Pace | None) -> Mapping[str, Any] | None:
    if pace is None:
        return None
    return {
        "status": None if pace.status is None else pace.status.value,
        "elapsed": _number(pace.elapsed),
        "share": _number(pace.schedule.share),
        "expected": _number(pace.schedule.expected),
        "base": _number(pace.base),
        "goal": _number(pace.goal),
    }
