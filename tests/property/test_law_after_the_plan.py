"""Once its date has passed a target is judged on the figures of that date; what comes later changes no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import prevention_rules as pr
from prevention_rules.errors import UnitError
from prevention_rules.periods import Period
from prevention_rules.plans.dated import Amendment, InForce
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

    def judged(year: int) -> tuple[object, ...]:
        try:
            found = pr.evaluate(target, known, at=year, baseline=2020, since=2021, deadline=2025)
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


def row(**fields: Any) -> pr.Indicator:
    usual = {"number": "1", "name": "覆盖率", "unit": "%", "share": True, "better": "higher", "target": "≥85%"}
    return pr.Indicator(**{**usual, **fields})


def plan(*rows: pr.Indicator, **fields: Any) -> pr.Plan:
    return pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=rows, **fields)


def test_what_is_amended_after_the_plan_turns_no_verdict_around() -> None:
    """A target lowered in 2026 is told, and 2025 is judged by what stood then; one with a later date is asked at it."""
    lowered = Amendment(date=date(2026, 3, 1), document="某政发〔2026〕3号", target="≥80%")
    finding = plan(row(amendment=(lowered,))).assess({"1": {2025: "82%"}}, at=2026)["1"]
    assert (finding.verdict.name, finding.target.text) == ("NOT_MET", "≥85%")
    assert "原为“≥85%”，现为“≥80%”；在规划末年之后，不改变按末年作出的判定。" in str(finding.explain("zh"))
    extended = plan(row(amendment=(attrs.evolve(lowered, target="到2027年≥80%"),)))
    told = [extended.assess({"1": {2025: "82%", 2027: "79%"}}, at=at)["1"] for at in (2025, 2027)]
    assert [(one.verdict.name, str(one.at)) for one in told] == [("NOT_MET", "2025"), ("NOT_MET", "2027")]


@pytest.mark.parametrize(
    ("target", "told", "state", "says"),
    [
        ("≥85%", {2025: "84%", 2026: "超80%"}, "未实现目标", "2026年为超80%，是否达到尚不能判定。"),
        ("≥85%", {2025: "84%", 2026: "80%"}, "未实现目标", "2026年为80%，未达到。"),
        ("≥85%", {2025: "84%", 2026: "85%"}, "逾期达到", "2026年为85%，逾期达到。"),
        ("≥85%", {2025: "84%"}, "未实现目标", "未按期实现。"),
        ("比2020年提高", {2020: "80%", 2025: "79%", 2026: "81%"}, "逾期达到", "2026年逾期达到。"),
        ("2023年、2025年分别达到55%、60%", {2023: "56%", 2025: "59%", 2026: "61%"}, "逾期达到", "2026年为61%，逾期达到。"),
        ("2023年、2025年分别达到55%、60%", {2023: "56%", 2025: "59%", 2026: "58%"}, "未实现目标", "2026年为58%，未达到。"),
    ],
)  # fmt: skip
def test_what_came_later_is_told_for_what_it_is(target: str, told: dict[int, str], state: str, says: str) -> None:
    """Later figures are reached late, not reached, or undecided, of levels, trends and milestones alike."""
    (said,) = plan(row(target=target)).assess({"1": told}, at=2026).rows("zh")
    assert (said["state"], said["remark"].endswith(says)) == (state, True)


def test_later_figures_of_areas() -> None:
    """Streets that reached it after the date are told to be late together."""
    each = plan(row(target="各街道均≥85%"), areas=(pr.Area(name="甲"), pr.Area(name="乙")))
    figures = {"甲": {2025: "86%", 2026: "88%"}, "乙": {2025: "84%", 2026: "86%"}}
    (said,) = each.assess({"1": figures}, at=2026).rows("zh")
    assert (said["state"], said["figure"]) == ("逾期达到", "2个街道中1个达到（2025年）")
    assert said["remark"] == "2个街道中1个达到；乙（84%）未达到“各街道均≥85%”；2026年逾期达到。"


def test_a_target_in_force_is_asked_at_each_date() -> None:
    """What stands from 2023 on is asked of 2024 with the figure of 2024, and after the plan of its last year."""
    dated = plan(row(in_force=(InForce(since=2023, target="≥70%"), InForce(since=2025, target="≥80%"))))
    evidence = {"1": {2023: "72%", 2024: "69%", 2025: "81%", 2026: "60%"}}
    told = [dated.assess(evidence, at=at)["1"] for at in (2023, 2024, 2025, 2026)]
    assert [(f.verdict.name, str(f.at), f.due) for f in told] == [
        ("MET", "2023", "due"), ("NOT_MET", "2024", "due"), ("MET", "2025", "due"), ("MET", "2025", "due"),
    ]  # fmt: skip
