"""Milestones, surveys and running totals of several areas: what belongs to one indicator is judged on the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import prevention_rules as pr

STREETS = ("甲街道", "乙街道", "丙街道")
SHARE: dict[str, Any] = {"name": "率", "unit": "%", "share": True, "better": "higher"}
EVENTS: dict[str, Any] = {"name": "起数", "unit": "起", "better": "lower"}


def plan(areas: int = 0, **fields: Any) -> pr.Plan:
    return pr.Plan(
        id="p", title="计划", first_year=2021, last_year=2025, baseline_year=2020,
        indicators=(pr.Indicator(number="1", **fields),), areas=tuple(pr.Area(name=one) for one in STREETS[:areas]),
    )  # fmt: skip


def outcome(told: pr.Plan, given: Any, at: int = 2025, policy: pr.Policy | None = None) -> tuple[str, str]:
    finding = told.assess(given, at=at, policy=policy)["1"]
    return finding.verdict.name, finding.reason


@pytest.mark.parametrize("target", ["2023年达到50%以上，2025年达到80%以上", "2023年、2025年分别达到50%、80%"])
@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({2023: (60, 40), 2025: (60, 90)}, ("NOT_MET", "part_not_met")),
        ({2023: (40, 80), 2025: (90, 75)}, ("MET", "met")),
        ({2023: (60, 40, 60), 2025: (90, 90, 90)}, ("MET", "met")),
    ],
)
def test_milestones_are_judged_on_the_whole(
    target: str, figures: dict[int, tuple[int, ...]], expected: tuple[str, str]
) -> None:
    """Each year of a list is asked of all streets together, however many they are, and no street has a year of its own."""
    n = len(figures[2025])
    given = {STREETS[i]: {year: pr.Ratio(counts[i], 100) for year, counts in figures.items()} for i in range(n)}
    assert outcome(plan(n, target=target, **SHARE), {"1": given}) == expected


def test_milestones_of_each_street() -> None:
    """每个街道 before two years asks each street for both."""
    each = plan(2, target="每个街道到2023年达到50%以上，到2025年达到80%以上", **SHARE)
    reached = {name: {2023: pr.Ratio(60, 100), 2025: pr.Ratio(90, 100)} for name in STREETS[:2]}
    assert outcome(each, {"1": reached}) == ("MET", "met")
    missed = {**reached, "乙街道": {2023: pr.Ratio(40, 100), 2025: pr.Ratio(90, 100)}}
    assert outcome(each, {"1": missed}) == ("NOT_MET", "part_not_met")


def test_how_many_streets_do_it_is_no_sample() -> None:
    """Of a survey in each street the counts are samples; the streets themselves are all there are."""
    each = plan(3, target="每个街道≥80%", kind="survey", **SHARE)
    policy = pr.Policy(aggregation="share")
    for second, expected in (("60%", "NOT_MET"), ("95%", "MET")):
        given = {"1": {"甲街道": {2025: "95%"}, "乙街道": {2025: second}, "丙街道": {2025: "95%"}}}
        assert outcome(each, given, policy=policy)[0] == expected


def test_a_larger_sample_does_not_replace_who_did_not_answer() -> None:
    """With members missing no sample size is named: 840 of 1000 would do, had all answered."""
    survey = plan(target="≥80%", kind="survey", **SHARE)
    told = survey.assess({"1": {2025: pr.Ratio(840, 1000, 50)}}, at=2025)
    assert told["1"].reason == "straddles_limit"
    assert "约需样本" not in told.rows("zh")[0]["remark"]
    assert outcome(survey, {"1": {2025: pr.Ratio(840, 1000)}})[0] == "MET"


def test_a_year_of_health_returns_has_other_parts() -> None:
    """October to September is no sum of calendar quarters: they are told to be of other periods."""
    returns = plan(target="≤40", additive=True, period="maternal_year", **EVENTS)
    assert outcome(returns, {"1": {"2025年前三季度": 25, "2025年第四季度": 5}}) == ("NOT_ASSESSABLE", "other_period")
    assert outcome(returns, {"1": {"2025年12月": 60}}) == ("NOT_ASSESSABLE", "other_period")
    assert outcome(returns, {"1": {"2024年10月—2025年9月": 45}}) == ("NOT_MET", "above_limit")


@pytest.mark.parametrize(("period", "verdict"), [("2018-2021", "NOT_ASSESSABLE"), ("2021-2024", "MET"), (2024, "MET")])
def test_what_was_built_before_the_plan_does_not_count(period: str | int, verdict: str) -> None:
    """A running total of the plan begins with its first year."""
    built = plan(name="建成数", unit="个", better="higher", target="≥40", period="cumulative")
    assert outcome(built, {"1": {period: 45}}, at=2026)[0] == verdict


@pytest.mark.parametrize("day", ["2025年9月30日", "2025/9/30", "2025年12月1日"])
def test_a_day_in_a_header_is_no_month_with_a_unit(day: str, tmp_path: Path) -> None:
    """The day of 2025年9月30日 is no unit 30日 of a figure of September: the header is asked back."""
    path = tmp_path / "figures.csv"
    path.write_text(f"指标,{day}\n1,45\n", encoding="utf-8")
    with pytest.raises(pr.ObservationFileError, match=f"不认识列“{day}”"):
        pr.read_observations(path)
    path.write_text("指标,2025年12月31日\n1,45\n", encoding="utf-8")
    (read,) = pr.read_observations(path)
    assert (str(read.period), read.unit) == ("2025", None)


def test_what_came_later_is_told_once() -> None:
    """Two milestones that the same later figure reaches are said to be late in one clause, and English keeps once."""
    told = plan(target="2022年达到80%以上，2025年达到85%以上", **SHARE)
    (row,) = told.assess({"1": {2022: "79%", 2025: "79%", 2026: "90%"}}, at=2026).rows("zh")
    assert row["remark"].count("2026年为90%，逾期达到") == 1
    each = plan(2, target="每个街道每年达到80%以上", **SHARE)
    given = {"1": {name: {2025: "70%"} for name in STREETS[:2]}}
    (row,) = each.assess(given, at=2025).rows("en")
    assert row["remark"] == "0 of 2 streets; “甲街道” and “乙街道” do not keep to at least 80%."
