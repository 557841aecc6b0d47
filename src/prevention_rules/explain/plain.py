"""A finding as plain data for JSON: codes, exact numbers as strings, and no sentence.

The fields are those of ``schemas/explanation.json``; a field that has no answer is null.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, assert_never

from prevention_rules.citations import CITATIONS
from prevention_rules.exact_numbers import write_number
from prevention_rules.explain.citations import citation_keys
from prevention_rules.explain.numbers import difference
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.findings import Compared, Demand, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.states import state_of, state_words
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.logic import Absent
from prevention_rules.patterns import Answer
from prevention_rules.policies import Policy
from prevention_rules.progress import Pace
from prevention_rules.quantities import Unit


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
    found = remedy(finding)
    return {
        "at": str(finding.at),
        "area": finding.area,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "due": finding.due,
        "unit": None if finding.unit is None else finding.unit.text,
        "target": finding.target.to_dict(),
        "target_text": finding.target.text,
        **_NO_GROUND,
        **_ground(finding),
        "state": {"code": state_of(finding).value, "zh": state_words(finding).zh, "en": state_words(finding).en},
        "value": _one(finding.level),
        "goal": None if (pace := finding.progress) is None or pace.question != "level" else both(pace.goal),
        "remedy": None if found is None else _remedy(found, finding.unit),
        "parts": [_judgement(part) for part in finding.parts],
        "over": [_judgement(one) for one in finding.over],
        "later": None if finding.later is None else _judgement(finding.later),
    }


_NO_GROUND: dict[str, Any] = {
    "question": None, "base": None, "acceptable": None, "possible": None, "exactly_on_limit": False, "rounding": None,
    "point_verdict": None, "reading": None, "readings": {}, "robustness": None, "repairable": None, "aggregations": {},
}  # fmt: skip
"""The fields that a finding has by its ground, without an answer."""


def _ground(finding: Finding) -> dict[str, Any]:
    match finding.ground:
        case Compared() as compared:
            return _compared(compared)
        case TrendRead() as read:
            return _trend(read, finding)
        case Joined(whole=whole):
            return {} if whole is None else _compared(whole)
        case Repeated(aggregations=aggregations):
            return {"aggregations": {name: verdict.value for name, verdict in aggregations}}
        case Refused(demand=demand):
            return {} if demand is None else _demand(demand)
        case _:
            assert_never(finding.ground)


def _demand(demand: Demand) -> dict[str, Any]:
    return {
        "question": demand.question,
        "base": None if demand.base is None else str(demand.base),
        "acceptable": _values(demand.acceptable),
    }


def _compared(compared: Compared) -> dict[str, Any]:
    point = compared.point_verdict
    return {
        **_demand(compared.demand),
        "possible": _values(compared.possible),
        "exactly_on_limit": compared.exactly_on_limit,
        "rounding": _rounding(compared),
        "point_verdict": None if point is None else point.value,
    }


def _trend(read: TrendRead, finding: Finding) -> dict[str, Any]:
    found = read.robustness
    return {
        **_demand(read.compared.demand),
        "possible": _values(read.possible),
        "reading": None if read.reading is None else read.reading.id,
        "readings": {key: _answer(answer) for key, answer in read.answers},
        "robustness": None
        if found is None
        else {"robust": found.robust, "dissenters": list(found.dissenters), "undecided": list(found.undecided)},
        "repairable": read.repairable if finding.verdict is Verdict.NOT_MET else None,
    }


def _policy(policy: Policy) -> dict[str, str | None]:
    return {name: None if getattr(policy, name) is None else said for name, said in policy.choices}


def _values(of: ValueSet) -> list[dict[str, Any]]:
    return [_interval(part) for part in of]


def _interval(part: Interval) -> dict[str, Any]:
    return {"lo": _number(part.lo), "lo_in": part.lo_in, "hi": _number(part.hi), "hi_in": part.hi_in}


def _number(value: Fraction | None) -> str | None:
    return None if value is None else write_number(value)


def _rounding(compared: Compared) -> dict[str, Any] | None:
    rounded = compared.rounded
    if rounded is None:
        return None
    return {
        "step": write_number(rounded.step),
        "half_even": rounded.half_even.value,
        "half_up": rounded.half_up.value,
        "sensitive": compared.rounding_sensitive,
    }


def _answer(answer: Answer) -> bool | str | None:
    """Write a reading's answer: true, false, null for undecided, "abstains" where it does not apply."""
    return "abstains" if isinstance(answer, Absent) else answer


def both(value: Fraction) -> dict[str, Any]:
    """Return a number as its exact text and as a float, for those who draw it."""
    return {"exact": write_number(value), "float": float(value)}


def _one(level: ValueSet | None) -> dict[str, Any] | None:
    point = None if level is None else level.as_point
    return None if point is None else both(point)


def _remedy(found: Remedy, unit: Unit | None) -> dict[str, Any]:
    return {
        "nearest": _interval(found.nearest),
        "distance": write_number(found.distance),
        "distance_float": float(found.distance),
        "unit": None if unit is None else unit.text,
        "distance_words": {"zh": difference(found.distance, unit).zh, "en": difference(found.distance, unit).en},
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
        "question": pace.question,
        "status": None if pace.status is None else pace.status.value,
        "elapsed": write_number(pace.elapsed),
        "base": write_number(pace.base),
        "base_at": str(pace.base_at),
        "goal": write_number(pace.goal),
        "years_left": write_number(pace.years_left),
        "schedule": told.how,
        "share": _number(told.share),
        "expected": _number(told.expected),
        "required_per_year": _number(told.required_per_year),
        "open_sdg": None
        if measured is None
        else {"progress_value": measured.progress_value, "score": measured.score, "status": measured.status},
        "healthy_people": None if pace.healthy_people is None else pace.healthy_people.value,
    }
