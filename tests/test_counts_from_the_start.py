"""Counts that run from the start of the plan, conditions of every year, and shares of a part of a year: whole verdicts."""

from __future__ import annotations

from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.judgement.states import state_of

EVENTS: dict[str, Any] = {"unit": "起", "better": "lower"}
THINGS: dict[str, Any] = {"unit": "个", "better": "higher"}
SHARE: dict[str, Any] = {"unit": "%", "share": True, "better": "higher"}


def plan(target: str, **fields: Any) -> pr.Plan:
    rule = pr.Indicator(number="1", name="甲指标", target=target, **fields)
    return pr.Plan(
        id="p", title="某区计划", first_year=2021, last_year=2025, baseline_year=2020, partial=True, indicators=(rule,)
    )


def state(target: str, figures: dict[Any, Any], at: Any, **fields: Any) -> str:
    return state_of(plan(target, **fields).assess({"1": figures}, at=at)["1"]).value


@pytest.mark.parametrize(
    ("target", "figures", "at", "expected"),
    [
        ("≤25起", {2023: 20}, 2023, "kept_so_far"),
        ("≤25起", {2020: 0, 2023: 26}, 2023, "broken"),
        ("“十四五”期间控制在25起以内", {2023: 20}, 2023, "kept_so_far"),
        ("“十四五”期间控制在25起以内", {2023: 26}, 2023, "broken"),
        ("到2023年累计不超过25起", {2022: 20}, 2025, "no_figure"),
        ("到2023年累计不超过25起", {2022: 26}, 2025, "not_met"),
        ("到2023年累计不超过25起", {2025: 20}, 2025, "met"),
        ("到2023年累计不超过25起", {2025: 30}, 2025, "no_figure"),
    ],
)  # fmt: skip
def test_a_count_from_the_start_only_comes_nearer_to_its_ceiling(
    target: str, figures: dict[Any, Any], at: Any, expected: str
) -> None:
    """Below the ceiling it is kept so far and never reached early; above it no later figure mends it."""
    assert state(target, figures, at, **EVENTS, period="cumulative") == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [({2022: 16}, "met"), ({2022: 14}, "no_figure"), ({2025: 14}, "not_met"), ({2025: 16}, "no_figure")],
)
def test_a_count_from_the_start_never_falls_below_what_it_was(figures: dict[Any, Any], expected: str) -> None:
    """15 built by 2023: more before is enough, fewer later is not, and what lies between is not known."""
    assert state("到2023年建成15个", figures, 2025, **THINGS, period="cumulative") == expected


@pytest.mark.parametrize(
    ("target", "figures", "fields"),
    [
        ("每年不超过5起", {2020: 9, 2021: 4, 2022: 3, 2023: 3}, EVENTS),
        ("每年不超过5起", {2021: 4, 2022: 3, 2023: 3}, EVENTS),
        ("始终保持在90%以上", {2020: "80%", 2021: "91%", 2022: "92%", 2023: "93%"}, SHARE),
    ],
)
def test_every_year_is_every_year_of_the_plan(target: str, figures: dict[Any, Any], fields: dict[str, Any]) -> None:
    """The base lies before the plan: it neither breaks what is asked of every year nor is missed."""
    assert state(target, figures, 2023, **fields) == "kept_so_far"


@pytest.mark.parametrize("period", [None, "calendar_year", "maternal_year"])
def test_the_share_of_a_part_of_the_year_is_judged_as_that_part(period: Any) -> None:
    """A share does not add up over the year, whatever the figures are declared to span."""
    assert state("≥80%", {"2023年上半年": "85%"}, "2023年上半年", **SHARE, period=period) == "reached_early"
    assert state("≥80%", {2020: "70%", "2023年上半年": "75%"}, "2023年上半年", **SHARE, period=period) == "on_schedule"


def test_half_of_the_last_year_above_the_limit_cannot_be_mended() -> None:
    """Six by June of the last year are more than five in it."""
    assert state("≤5起", {"2025年上半年": 6}, "2025年上半年", **EVENTS, period="calendar_year") == "broken"
    assert state("≤5起", {"2023年上半年": 6}, "2023年上半年", **EVENTS, period="calendar_year") != "broken"


def test_silence_is_no_loss() -> None:
    """What was reached and is silent now, or cannot be decided, has changed; only what is missed is lost."""
    asked = plan("≥80%", **SHARE)
    before = asked.assess({"1": {2023: "81%"}}, at=2023)
    kinds = {
        told: [change.kind for change in before.compare(asked.assess({"1": figures}, at=2024)).rows]
        for told, figures in (("silent", {}), ("open", {2024: "79%以上"}), ("below", {2024: "79%"}))
    }
    assert kinds == {"silent": ["figure"], "open": ["figure"], "below": ["lost"]}


@pytest.mark.parametrize(
    ("period", "reason"), [("cumulative", "other_period"), ("year_end", "below_limit"), (None, "other_period")]
)
def test_what_stands_has_no_parts_that_add_up(period: Any, reason: str) -> None:
    """Places of four quarters are four states of one thing, of which the last closes the year; what happens is summed."""
    quarters = {f"2025Q{at}": 29 + at for at in range(1, 5)}
    fields: dict[str, Any] = {"unit": "所", "better": "higher", "additive": True, "period": period}
    assert plan("≥100所", **fields).assess({"1": quarters}, at=2025)["1"].reason == reason
    happened = plan("≥100起", **{**fields, "unit": "起", "period": "calendar_year"})
    assert happened.assess({"1": quarters}, at=2025)["1"].verdict is pr.Verdict.MET


def test_a_count_from_the_start_that_falls_is_pointed_out() -> None:
    """26 by 2023 and 24 by 2025 cannot both be; the last one decides, and the reader is told to look."""
    target = plan("期内累计不超过25起", period="cumulative", **EVENTS)
    (row,) = target.assess({"1": {2023: 26, 2025: 24}}, at=2025).rows("zh")
    assert row["remark"].endswith("；累计数少于2023年的26起，累计数不会减少，请核对。※")
    (sound,) = target.assess({"1": {2023: 20, 2025: 24}}, at=2025).rows("zh")
    assert "※" not in sound["remark"]
