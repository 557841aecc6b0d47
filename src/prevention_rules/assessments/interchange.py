"""An assessment as plain data for other programs: stable codes, exact numbers as strings, both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from prevention_rules.evidence.facts import Fact
from prevention_rules.explain.evidence import superseded
from prevention_rules.explain.plain import plain_finding
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, TrendRead
from prevention_rules.judgement.states import State, state_of, state_words
from prevention_rules.periods import Period
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.quantities import write_number
from prevention_rules.text import Words

SCHEMA = "assessment/1"
"""The version of the form; a change that could break a reader changes it."""


def assessment_to_dict(
    plan: Plan,
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
    return {state.value: sum(state_of(finding) is state for finding in found) for state in State}


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """Return one finding as its explanation gives it (``plain_finding``), with its state, evidence and remarks."""
    about = finding.subject
    return {
        **plain_finding(finding),
        "name_en": about.name_en,
        "state": {"code": state_of(finding).value, "zh": state_words(finding).zh, "en": state_words(finding).en},
        "deadline": None if finding.deadline is None else str(finding.deadline),
        "level": _set(finding.level),
        "base_level": _set(_base_level(finding)),
        "evidence": [_fact(fact) for fact in finding.used],
        "superseded": [_fact(fact) for fact in superseded(finding)],
        "notes": _both(finding.notes),
        "remarks": _both(about.remarks),
    }


def _base_level(finding: Finding) -> ValueSet | None:
    ground = finding.ground
    match ground:
        case Compared() | Refused():
            return ground.base_level
        case TrendRead(compared=compared) | Joined(whole=Compared() as compared):
            return compared.base_level
        case _:
            return None


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
