"""A finding has the shape of its target: every leaf of the target appears in it exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, series, simple

from prevention_rules.evidence.series import Series
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.policies import Policy
from prevention_rules.quantities import unit_of
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    AtLeast,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Reference,
    Respectively,
    Target,
)

UNIT = unit_of("起")


def compound(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(part, max_size=3)
    kinds = st.sampled_from((AllOf, AnyOf, Respectively, Ambiguous))
    years = st.sampled_from((None, FIRST, LAST + 1))
    return st.one_of(
        st.builds(lambda kind, of: kind(of), kinds, several),
        st.builds(EveryPeriod, part, years),
        st.builds(PerUnit, part, st.just("县")),
    )


def dated(target: Any, by: int | None) -> Any:
    import attrs

    return attrs.evolve(target, by=by)


leaf = st.one_of(simple(UNIT), st.builds(Qualitative, st.just("得到控制")), st.builds(Reference))
trees = st.recursive(
    leaf, lambda part: st.builds(dated, compound(part), st.none() | st.sampled_from((LAST, LAST + 2))), max_leaves=6
)
areas = st.dictionaries(st.sampled_from(("德胜", "月坛", "展览路")), series(), max_size=3)


def target_leaves(target: Any) -> Iterator[Target]:
    """Name the leaves by the fields that hold them, not by a helper of the library."""
    members = getattr(target, "readings", getattr(target, "of", ()))
    if not hasattr(target, "readings") and not hasattr(target, "of"):
        yield target
    for member in members if isinstance(members, tuple) else (members,):
        yield from target_leaves(member)


def finding_leaves(finding: Finding) -> Iterator[Target]:
    if not hasattr(finding.target, "readings") and not hasattr(finding.target, "of"):
        yield finding.target
    for part in finding.parts:
        yield from finding_leaves(part)


@given(target=trees, evidence=series() | areas, listed=st.sampled_from(((), ("德胜", "西长安街"))))
def test_every_leaf_once(target: Any, evidence: Any, listed: Any) -> None:
    """Whatever the evidence is, one series, several or none at all, no leaf is lost and none doubled, in printed order."""
    finding = evaluate(target, evidence, at=LAST, baseline=FIRST, areas=listed, policy=Policy(tolerance="1"))
    assert finding.target == target
    assert list(finding_leaves(finding)) == list(target_leaves(target))


@given(target=trees)
def test_without_evidence_nothing_is_decided(target: Any) -> None:
    """No figure at all never decides anything: a plan without evidence has not been met, and has not failed."""
    finding = evaluate(target, Series(), at=LAST)
    assert finding.verdict in (Verdict.NOT_ASSESSABLE, Verdict.INCONCLUSIVE)
    assert list(finding_leaves(finding)) == list(target_leaves(target))


PAIR = AllOf((AtLeast("1起"), Qualitative("得到控制")))


@pytest.mark.parametrize(
    ("target", "evidence", "reason"),
    [
        (PerUnit(PAIR), Series.of({LAST: 3}, unit="起"), "needs_split"),
        (PerUnit(PAIR), {}, "nothing_applies"),
        (EveryPeriod(PAIR, LAST + 1), Series.of({LAST: 3}, unit="起"), "nothing_applies"),
        (Respectively((PAIR, PAIR)), Series.of({LAST: 3}, unit="起"), "needs_split"),
        (Respectively((PAIR, PAIR)), {"德胜": Series.of({LAST: 3}, unit="起")}, "needs_split"),
        (AllOf(()), Series.of({LAST: 3}, unit="起"), "nothing_applies"),
    ],
    ids=["per unit of one", "per unit of none", "window ahead", "list of one", "list too short", "empty"],
)
def test_what_cannot_be_judged_keeps_its_shape(target: Any, evidence: Any, reason: str) -> None:
    """A target that finds nothing to be judged on is not assessable, says why, and keeps every part."""
    finding = evaluate(target, evidence, at=LAST)
    assert (finding.verdict, finding.reason) == (Verdict.NOT_ASSESSABLE, reason)
    assert list(finding_leaves(finding)) == list(target_leaves(target))
