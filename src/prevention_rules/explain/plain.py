"""A finding as plain data for JSON: codes, exact numbers as strings, and no sentence.

The fields are those of ``schemas/explanation.json``; a field that has no answer is null.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from prevention_rules.citations import CITATIONS
from prevention_rules.explain.sources import citation_keys
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Finding, Pace
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.logic import Absent
from prevention_rules.patterns import Answer
from prevention_rules.policies import Policy
from prevention_rules.quantities import write_number


def plain_finding(finding: Finding) -> dict[str, Any]:
    """Return what is true of the whole target: its subject, its judgement, and the choices behind it."""
    about = finding.subject
    return {
        "indicator": about.number,
        "name": about.name,
        "plan": about.plan,
        "document": about.document,
        "place": about.place,
        "verified": about.verified,
        "editorial": list(about.editorial),
        **_judgement(finding),
        "progress": None if finding.progress is None else _progress(finding.progress),
        "policy": _policy(finding.policy),
        "citations": [{"key": key, "status": CITATIONS[key].status} for key in citation_keys(finding)],
    }


def _judgement(finding: Finding) -> dict[str, Any]:
    """Return what is true of a target or of a part of one."""
    found, robustness = remedy(finding), finding.robustness
    return {
        "at": str(finding.at),
        "area": finding.area,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "due": finding.due,
        "unit": None if finding.unit is None else finding.unit.text,
        "target": finding.target.to_dict(),
        "target_text": finding.target.text,
        "question": None if finding.demand is None else finding.demand.question,
        "base": None if finding.demand is None or finding.demand.base is None else str(finding.demand.base),
        "acceptable": None if finding.demand is None else _values(finding.demand.acceptable),
        "possible": None if finding.possible is None else _values(finding.possible),
        "exactly_on_limit": finding.exactly_on_limit,
        "rounding": _rounding(finding),
        "point_verdict": None if finding.point_verdict is None else finding.point_verdict.value,
        "reading": finding.reading,
        "readings": {key: _answer(answer) for key, answer in finding.answers},
        "robustness": None
        if robustness is None
        else {
            "robust": robustness.robust,
            "dissenters": list(robustness.dissenters),
            "undecided": list(robustness.undecided),
        },
        "repairable": finding.repairable,
        "remedy": None if found is None else _remedy(found),
        "aggregations": {name: verdict.value for name, verdict in finding.aggregations},
        "parts": [_judgement(part) for part in finding.parts],
        "over": [_judgement(one) for one in finding.over],
    }


def _policy(policy: Policy) -> dict[str, str | None]:
    return {name: None if getattr(policy, name) is None else said for name, said in policy.choices}


def _values(of: ValueSet) -> list[dict[str, Any]]:
    return [_interval(part) for part in of]


def _interval(part: Interval) -> dict[str, Any]:
    return {"lo": _number(part.lo), "lo_in": part.lo_in, "hi": _number(part.hi), "hi_in": part.hi_in}


def _number(value: Fraction | None) -> str | None:
    return None if value is None else write_number(value)


def _rounding(finding: Finding) -> dict[str, Any] | None:
    if finding.rounded is None:
        return None
    return {
        "step": write_number(finding.rounded.step),
        "half_even": finding.rounded.half_even.value,
        "half_up": finding.rounded.half_up.value,
        "sensitive": finding.rounding_sensitive,
    }


def _answer(answer: Answer) -> bool | str | None:
    """Write a reading's answer: true, false, null for undecided, "abstains" where it does not apply."""
    return "abstains" if isinstance(answer, Absent) else answer


def _remedy(found: Remedy) -> dict[str, Any]:
    return {
        "nearest": _interval(found.nearest),
        "distance": write_number(found.distance),
        "upward": found.upward,
        "reachable_edge": found.reachable_edge,
        "count": found.count,
        "out_of": found.out_of,
        "more": found.more,
        "unreported": found.unreported,
    }


def _progress(pace: Pace) -> dict[str, Any]:
    told, measured = pace.schedule, pace.open_sdg
    return {
        "status": None if pace.status is None else pace.status.value,
        "elapsed": write_number(pace.elapsed),
        "base": write_number(pace.base),
        "goal": write_number(pace.goal),
        "schedule": told.how,
        "share": _number(told.share),
        "expected": _number(told.expected),
        "required_per_year": _number(told.required_per_year),
        "open_sdg": None
        if measured is None
        else {"progress_value": measured.progress_value, "score": measured.score, "status": measured.status},
        "healthy_people": None if pace.healthy_people is None else pace.healthy_people.value,
    }
