"""An assessment as plain data for other programs: stable codes, exact numbers as strings, both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from attrs import frozen

from prevention_rules.assessments.filing import Filed
from prevention_rules.assessments.groups import Group, answering
from prevention_rules.assessments.heading import Heading
from prevention_rules.assessments.tally import Tally
from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.series import Series
from prevention_rules.exact_numbers import write_number
from prevention_rules.explain.evidence import superseded
from prevention_rules.explain.marks import marks
from prevention_rules.explain.plain import both, plain_finding
from prevention_rules.explain.remark import figure, remark
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, TrendRead
from prevention_rules.judgement.states import state_of
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.text import Words
from prevention_rules.version import __version__

SCHEMA = "assessment/2"
"""The version of the form; a change that could break a reader changes it."""


@frozen
class Told:
    """What is given: an assessment with its plan, its figures by rule, and the findings of each area."""

    plan: Plan
    at: Period
    through: Period
    policy: Policy
    heading: Heading
    findings: Sequence[Finding]
    commitments: Sequence[Finding]
    evidence: Mapping[str, Filed]
    areas: Mapping[str, Group]


def assessment_to_dict(told: Told, generated: datetime) -> dict[str, Any]:
    """Return an assessment as plain data; indicators and commitments are counted apart."""
    plan, heading = told.plan, told.heading
    return {
        "schema": SCHEMA,
        "generated": generated.isoformat(timespec="seconds"),
        "version": __version__,
        "plan": {
            "id": plan.id, "title": plan.title, "title_en": plan.title_en, "document": plan.document,
            "first_year": plan.first_year, "last_year": plan.last_year, "baseline_year": plan.baseline_year,
        },
        "at": str(told.at),
        "data_through": str(told.through),
        "policy": dict(told.policy.choices),
        "title": _words(heading.title),
        "lines": [_words(line) for line in heading.lines],
        **_counted("", told.findings),
        "findings": [finding_to_dict(finding, told) for finding in told.findings],
        **_counted("commitment_", told.commitments),
        "commitments": [finding_to_dict(finding, told) for finding in told.commitments],
    }  # fmt: skip


def _counted(what: str, findings: Sequence[Finding]) -> dict[str, Any]:
    tally = Tally.of(findings)
    reached, of = tally.reached
    return {
        f"{what}counts": {state.value: n for state, n in tally.counts.items()},
        f"{what}groups": tally.groups,
        f"{what}reached": {"count": reached, "of": of},
        f"{what}marked": tally.marked,
    }


def finding_to_dict(finding: Finding, told: Told) -> dict[str, Any]:
    """Return one finding as its explanation gives it (``plain_finding``), with where it belongs and all its figures."""
    about, plan = finding.subject, told.plan
    rule = next(one for one in plan.rules if one.number == about.number)
    filed = told.evidence.get(about.number, Filed())
    said = figure(finding)
    return {
        **plain_finding(finding),
        "name_en": about.name_en,
        "domain": _domain(plan, rule),
        "tasks": list(rule.task_numbers),
        "lead": answering(plan, rule, "lead"),
        "jointly": answering(plan, rule, "jointly"),
        "data_holder": rule.data_holder if isinstance(rule, Indicator) else "",
        "tags": list(rule.tags),
        "figure": None if said is None else _words(said),
        "remark": _words(remark(finding)),
        "marks": _both(marks(finding)),
        "deadline": None if finding.deadline is None else str(finding.deadline),
        "level": _set(finding.level),
        "base_level": _set(_base_level(finding)),
        "evidence": [_fact(fact) for fact in finding.used],
        "series": [] if filed.whole is None else _series(filed.whole),
        "areas": [
            _area(one, filed) for group in told.areas.values() for one in group if one.subject.number == about.number
        ],
        "superseded": [_fact(fact) for fact in superseded(finding)],
        "notes": _both(finding.notes),
        "remarks": _both(about.remarks),
    }


def _domain(plan: Plan, rule: Rule) -> dict[str, str] | None:
    number = rule.domain if isinstance(rule, Indicator) else ""
    found = next((domain for domain in plan.domains if domain.number == number), None)
    return None if found is None else {"number": found.number, "name": found.name, "name_en": found.name_en}


def _series(series: Series) -> list[dict[str, Any]]:
    """Return every figure there is, in time order, with its level where that is known."""
    told = []
    for period in series.periods:
        known = series.level(period)
        point = None if known is None else known.values.as_point
        facts = [fact for fact in series.facts if fact.period == period]
        told.append(
            {
                "period": str(period),
                "value": None if point is None else both(point),
                "level": None if known is None else _set(known.values),
                "facts": [_fact(fact) for fact in facts],
            }
        )
    return told


def _area(finding: Finding, filed: Filed) -> dict[str, Any]:
    state, said, point = state_of(finding), figure(finding), None if finding.level is None else finding.level.as_point
    reported = filed.areas.get(finding.area)
    return {
        "area": finding.area,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "state": {"code": state.value, **_words(state.words)},
        "value": None if point is None else both(point),
        "figure": None if said is None else _words(said),
        "series": [] if reported is None else _series(reported),
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


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
    return [_words(words) for words in told]


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
