"""Once its date has passed a target is judged on the figures of that date; what comes later changes no verdict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import prevention_rules as pr
from prevention_rules.errors import UnitError
from prevention_rules.periods import Period
from prevention_rules.plans.dated import InForce
from prevention_rules.targets import Target, parts_of
from prevention_rules.testing.strategies import figures, targets

LATER = st.integers(2026, 2030)


def dates(target: Target) -> Iterator[int]:
    """Yield the years in which a target or a part of it falls due by its own words."""
    if target.by is not None:
        yield target.by
    for part in parts_of(target):
        yield from dates(part)


@given(targets(), st.dictionaries(st.integers(2020, 2030), figures("%")), LATER)
def test_a_verdict_stands_after_the_deadline(target: Target, told: dict[int, object], at: int) -> None:
    """Every target due by 2025 has at any later date the verdict and the reason that it had in 2025."""
    assume(all(year <= 2025 for year in dates(target)))
    known = pr.Series.of(told, unit="%")

    def judged(date: int) -> tuple[object, ...]:
        try:
            found = pr.evaluate(target, known, at=date, baseline=2020, since=2021, deadline=2025)
        except UnitError as error:
            return (str(error),)
        return found.verdict, found.reason, found.at

    assert judged(at) == judged(2025)


@pytest.mark.extra("dev-frames")
def test_columns_judge_a_row_after_the_plan_on_the_last_year() -> None:
    """A row of 2026 is judged on the figure its area has for 2025, and lacks one where the area has none."""
    import polars as pl

    from prevention_rules import frames

    rows = {
        "area": ["甲", "甲", "乙"],
        "period": [2025, 2026, 2026],
        "indicator": ["1"] * 3,
        "value": [81.0, 86.0, 86.0],
    }
    told = frames.evaluate(pr.load_plan("xicheng-2022-2025"), pl.DataFrame(rows))
    assert told["verdict"].to_list() == ["NOT_MET", "NOT_MET", "NOT_ASSESSABLE"]
    assert told["margin"].to_list() == [-4.0, -4.0, None]


@pytest.mark.parametrize(
    ("told", "judged"),
    [
        ({2025: "86%", 2026: "79%"}, ("MET", "2025", None)),
        ({2025: "81%", 2026: "86%"}, ("NOT_MET", "2025", "MET")),
        ({2025: "81%"}, ("NOT_MET", "2025", "NOT_ASSESSABLE")),
        ({2026: "86%"}, ("NOT_ASSESSABLE", "2025", None)),
    ],
)
def test_a_plan_is_judged_on_its_last_year(told: dict[int, str], judged: tuple[str, str, str | None]) -> None:
    """The plan of 2022 to 2025 assessed at 2026 asks for the figure of 2025; one of 2026 can only come late."""
    finding = pr.load_plan("xicheng-2022-2025").assess({"1": told}, at=2026)["1"]
    later = None if finding.later is None else finding.later.verdict.name
    assert (finding.verdict.name, str(finding.at), later) == judged


def test_the_year_that_was_judged_is_named_in_the_table() -> None:
    """In the column of the figures of 2026 a figure of 2025 carries its year, in both languages."""
    told = pr.load_plan("xicheng-2022-2025").assess({"1": {2025: "81%", 2026: "86%"}}, at=2026)
    assert [told.rows(lang)[0][key] for lang in ("zh", "en") for key in ("figure", "state")] == [
        "81%（2025年）", "逾期达到", "81% (2025)", "reached late",
    ]  # fmt: skip
    assert [row.period for row in told.plan.needed({}, at=2026) if row.number == "1"] == [Period.of(2025)]


def test_a_target_in_force_is_asked_at_each_date() -> None:
    """What stands from 2023 on is asked of 2024 with the figure of 2024, and after the plan of its last year."""
    rule = pr.Indicator(
        number="1", name="覆盖率", unit="%", target="≥85%",
        in_force=(InForce(since=2023, target="≥70%"), InForce(since=2025, target="≥80%")),
    )  # fmt: skip
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, indicators=(rule,))
    evidence = {"1": {2023: "72%", 2024: "69%", 2025: "81%", 2026: "60%"}}
    told = [plan.assess(evidence, at=at)["1"] for at in (2023, 2024, 2025, 2026)]
    assert [(f.verdict.name, str(f.at), f.due) for f in told] == [
        ("MET", "2023", "due"), ("NOT_MET", "2024", "due"), ("MET", "2025", "due"), ("MET", "2025", "due"),
    ]  # fmt: skip
