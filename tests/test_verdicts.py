"""The verdicts that must stand, one readable case each, with their reason codes."""

from __future__ import annotations

from typing import Any

import pytest
from grounds import ground

import prevention_rules as pr
from prevention_rules import AtLeast, AtMost, Decline, Increase, LessThan, MoreThan, Ratio, Series, Verdict
from prevention_rules.errors import FormatError, PeriodError
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.quantities import Amount
from prevention_rules.targets import (
    About,
    Ambiguous,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Trend,
)

MET, NOT_MET = Verdict.MET, Verdict.NOT_MET
INCONCLUSIVE, NOT_ASSESSABLE = Verdict.INCONCLUSIVE, Verdict.NOT_ASSESSABLE


def judge(target: Any, values: Any, unit: str | None = "%", *, share: bool = False, **how: Any) -> pr.Finding:
    return pr.evaluate(target, Series.of(values, unit=unit, share=share), at=2025, **how)


def told(finding: pr.Finding) -> tuple[Verdict, str]:
    return finding.verdict, finding.reason


@pytest.mark.parametrize(
    ("target", "value", "verdict", "reason"),
    [
        (AtLeast("85%"), "85%", MET, "met"),
        (AtLeast("85%"), "84.99%", NOT_MET, "below_limit"),
        (MoreThan("70%"), "70%", NOT_MET, "below_limit"),
        (MoreThan("70%"), "70.01%", MET, "met"),
        (AtMost("12%"), "12%", MET, "met"),
        (AtMost("12%"), "12.01%", NOT_MET, "above_limit"),
        (LessThan("70%"), "70%", NOT_MET, "above_limit"),
        (AtLeast("100%"), "99.96%", NOT_MET, "below_limit"),
        (AtLeast("100%"), "100%", MET, "met"),
        (AtLeast("90%"), "超90%", MET, "met"),
        (MoreThan("90%"), "90%以上", INCONCLUSIVE, "straddles_limit"),
        (MoreThan("90%"), "超90%", MET, "met"),
        (AtLeast("80%"), "超75%", INCONCLUSIVE, "straddles_limit"),
        (AtLeast("100%"), "近100%", NOT_MET, "below_limit"),
        (AtLeast("95%"), "近100%", INCONCLUSIVE, "straddles_limit"),
        (MoreThan("100%"), "超75%", NOT_MET, "below_limit"),
        (AtLeast("85%"), "达85%以上", MET, "met"),
        (AtMost("1%"), "0.14%至0.28%", MET, "met"),
        (AtLeast("85%"), None, NOT_ASSESSABLE, "missing_value"),
        (AtLeast("60%") & AtMost("80%"), "85%", NOT_MET, "part_not_met"),
        (AtMost("20%") | AtLeast("80%"), "50%", NOT_MET, "part_not_met"),
    ],
    ids=str,
)
def test_thresholds(target: Any, value: Any, verdict: Verdict, reason: str) -> None:
    """A share is met inside its bound, not met outside, and open where the published bound straddles it."""
    assert told(judge(target, {2025: value}, share=True)) == (verdict, reason)


@pytest.mark.parametrize(
    ("target", "value", "verdict"),
    [
        (MoreThan("95%"), Ratio(14, 15), NOT_MET),
        (MoreThan("95%"), Ratio(15, 15), MET),
        (AtLeast("95%"), Ratio(14, 15), NOT_MET),
        (MoreThan("80%"), Ratio(12, 15), NOT_MET),
        (MoreThan("80%"), Ratio(13, 15), MET),
        (AtLeast("80%"), Ratio(12, 15), MET),
        (MoreThan("95%"), Ratio(19, 20), NOT_MET),
        (AtLeast("95%"), Ratio(19, 20), MET),
        (AtLeast("28%"), Ratio(7, 25), MET),
        (AtLeast("57%"), Ratio(57, 100), MET),
        (AtLeast("58%"), Ratio(29, 50), MET),
        (MoreThan("95%"), Ratio(14, 14, missing=1), INCONCLUSIVE),
        (AtLeast("85%"), Ratio(880, 1000, missing=50), INCONCLUSIVE),
        (AtLeast("85%"), Ratio(860, 950, missing=50), MET),
        (AtLeast("90%"), Ratio(840, 1000, missing=50), NOT_MET),
    ],
    ids=str,
)
def test_counts(target: Any, value: Ratio, verdict: Verdict) -> None:
    """A count out of a whole is compared in integers; reports that are missing count for neither side."""
    assert judge(target, {2025: value}, share=True).verdict is verdict


def test_more_than_95_percent_of_15_streets_means_all_15() -> None:
    """14 of 15 streets fall short of more than 95 %, and the explanation says that all 15 are needed."""
    finding = judge(MoreThan("95%"), {2025: Ratio(14, 15)}, share=True)
    assert told(finding) == (NOT_MET, "below_limit")
    assert "即须15个全部达到，还差1个" in str(finding.explain("zh"))
    assert "“more than 95%” means all 15; 1 to go" in str(finding.explain("en"))
    assert "14/15" in str(finding.explain("zh"))
    assert (pr.smallest_count(">95%", of=15), pr.smallest_count(">80%", of=15)) == (15, 13)


def test_9_7_to_6_79_is_exactly_30_percent() -> None:
    """9.7 to 6.79 is a decline of exactly 30 %: met, on the limit, and the explanation says so."""
    finding = judge(Decline("30%", since=2020), {2020: "9.7", 2025: "6.79"}, "人/10万人口")
    assert (*told(finding), ground(finding).exactly_on_limit) == (MET, "met", True)
    assert "恰为目标（30%以上）；“以上”含本数，判为达到" in str(finding.explain("zh"))
    assert "exactly the 30% asked; “or more” includes it" in str(finding.explain("en"))


@pytest.mark.parametrize(
    ("target", "base", "now", "verdict", "reason"),
    [
        (Decline("20%", since=2020), 25, 20, MET, "met"),
        (Decline("20%", since=2020), 25, "20.01", NOT_MET, "change_too_small"),
        (Decline("20%", since=2020), 25, 26, NOT_MET, "moved_away"),
        (Decline("20%", since=2020), 25, 25, NOT_MET, "change_too_small"),
        (Decline("20%", since=2020), 25, 0, MET, "met"),
        (Decline("20个百分点", since=2020), 25, 20, NOT_MET, "change_too_small"),
        (Decline("5个百分点", since=2020), 25, 20, MET, "met"),
        (Increase("20%", since=2020), 100, 120, MET, "met"),
        (Increase("20%", since=2020), 100, "119.99", NOT_MET, "change_too_small"),
        (Increase("20%", since=2020), 100, 99, NOT_MET, "moved_away"),
        (Decline("20%", since=2020), 0, 5, NOT_ASSESSABLE, "zero_baseline"),
        (Decline("20%", since=2020), 0, 0, NOT_ASSESSABLE, "zero_baseline"),
        (Decline("20%", since=2020), -5, 5, NOT_ASSESSABLE, "negative_baseline"),
        (Decline("5个百分点", since=2020), 0, 5, NOT_MET, "moved_away"),
        (Decline("20%", since=2020), None, 20, NOT_ASSESSABLE, "missing_baseline"),
        (Decline("20%", since=2020), 25, None, NOT_ASSESSABLE, "missing_value"),
        (Decline("20%", since=2020), "低于5%", 3, INCONCLUSIVE, "baseline_may_be_zero"),
        (Decline("20%", since=2020), "低于5%", None, NOT_ASSESSABLE, "missing_value"),
        (Decline("20%"), 25, 20, NOT_ASSESSABLE, "base_not_stated"),
        (Decline("20%", since=2025), 25, 20, NOT_ASSESSABLE, "missing_baseline"),
        (Decline("20%", since=2030), 25, 20, NOT_ASSESSABLE, "missing_baseline"),
        (Decline("150%", since=2020), 25, 0, NOT_MET, "change_too_small"),
    ],
    ids=str,
)
def test_changes(target: Any, base: Any, now: Any, verdict: Verdict, reason: str) -> None:
    """A change is measured against its own base, exactly, in the way it is asked; without a base it is not assessed."""
    share = base != -5
    assert told(judge(target, {2020: base, 2025: now}, share=share)) == (verdict, reason)


@pytest.mark.parametrize(
    ("direction", "op", "base", "now", "verdict", "reason"),
    [
        ("up", "<=", 100, 110, NOT_MET, "above_limit"),
        ("up", "<=", 100, 104, MET, "met"),
        ("up", "<=", 100, 90, MET, "met"),
        ("down", "<=", 100, 90, NOT_MET, "below_limit"),
        ("down", "<=", 100, 96, MET, "met"),
        ("down", "=", 100, 90, NOT_MET, "below_limit"),
        ("down", "=", 100, 110, NOT_MET, "moved_away"),
        ("down", "=", 100, 95, MET, "met"),
    ],
)
def test_a_change_may_be_too_large(direction: Any, op: Any, base: int, now: int, verdict: Verdict, reason: str) -> None:
    """Growth kept to 5 % that grew by 10 % did not move away from its target: it is above the limit."""
    target = Change(direction, "relative", Bound(op, Amount.of("5%")), 2020)
    assert told(judge(target, {2020: base, 2025: now}, "起")) == (verdict, reason)


@pytest.mark.parametrize(
    ("rate", "values", "verdict"),
    [
        ("annual_average", {2023: 100, 2025: 121}, MET),
        ("annual_average", {2023: 100, 2025: "120.99"}, NOT_MET),
        ("annual_average", {2023: 100, 2024: 105, 2025: 121}, MET),
        ("per_year", {2023: 100, 2024: 105, 2025: 121}, NOT_MET),
        ("per_year", {2023: 100, 2024: 110, 2025: 121}, MET),
        ("per_year", {2023: 100, 2025: 121}, NOT_ASSESSABLE),
        ("per_year", {2023: 100, 2024: 105}, NOT_MET),
    ],
)
def test_each_year_is_not_the_average(rate: Any, values: Any, verdict: Verdict) -> None:
    """10 % a year on average may hide a poor year; 10 % every year may not."""
    target = Change("up", "relative", Bound(">=", Amount.of("10%")), 2023, rate)
    assert judge(target, values, "起").verdict is verdict


@pytest.mark.parametrize(
    ("target", "figures", "verdict", "reason"),
    [
        (Decline("10%", since=2020), "比2020年下降35.6%", MET, "met"),
        (Decline("35.6%", since=2020), "比2020年下降35.6%", MET, "met"),
        (Decline("40%", since=2020), "比2020年下降35.6%", NOT_MET, "change_too_small"),
        (Decline("10%", since=2020), "比2020年上升3%", NOT_MET, "moved_away"),
        (Decline("40%", since=2020), "比2020年下降35.6%以上", INCONCLUSIVE, "straddles_limit"),
        (Decline("10%", since=2020), "同比下降24%", NOT_ASSESSABLE, "other_base"),
        (Decline("10%", since=2020), "比2021年下降24%", NOT_ASSESSABLE, "other_base"),
        (Decline("10%", since=2020), "下降24%", NOT_ASSESSABLE, "other_base"),
        (Decline("10%", since="previous"), "同比下降24%", MET, "met"),
        (Decline("7起", since=2020), "比2020年减少7起", MET, "met"),
        (Decline("8起", since=2020), "比2020年减少7起", NOT_MET, "change_too_small"),
    ],
    ids=str,
)
def test_a_published_change_decides_without_counts(target: Any, figures: Any, verdict: Verdict, reason: str) -> None:
    """A published change answers a change asked against the same base, and no other, without the raw counts."""
    assert told(judge(target, {2025: figures}, "起")) == (verdict, reason)


def test_another_base_is_named() -> None:
    """Where only a change against another base was published, the explanation names both bases."""
    finding = judge(Decline("10%", since=2020), {2025: "同比下降24%"}, "起")
    assert "公布的“同比下降24%”以2024年为基期，目标以2020年为基期，不能互相代替。" in str(finding.explain("zh"))
    said = str(finding.explain("en"))
    assert "is on 2024, the target is on 2020" in said
    assert "2020" in said


def test_99_96_never_becomes_100() -> None:
    """99.96 % misses 100 %, and nowhere is the figure itself printed as 100 %."""
    finding = judge(AtLeast("100%"), {2025: "99.96%"}, share=True)
    assert told(finding) == (NOT_MET, "below_limit")
    for lang in ("zh", "en"):
        explanation = finding.explain(lang)
        observed = explanation.to_dict()["sections"]["what"][-1]
        assert "99.96%" in observed
        assert "100" not in observed.partition({"zh": "修约", "en": "rounded"}[lang])[0]
        assert "0.04" in str(explanation)


def test_0_0033_points_short_is_not_0_00() -> None:
    """29,999 of 30,000 misses 100 % by more than nothing, and the gap is never printed as zero."""
    finding = judge(AtLeast("100%"), {2025: Ratio(29_999, 30_000)}, share=True)
    said = str(finding.explain("en"))
    assert finding.verdict is NOT_MET
    assert "99.997% (29,999/30,000)" in said
    assert "0.003" in said
    assert " 0.00 " not in said


def test_one_quantity_is_one_set() -> None:
    """A value known to lie in [70, 90] satisfies "60–80 or 80–100", however the two ranges were built."""
    known = {2025: ValueSet.of(Interval(Amount.of("70").value, Amount.of("90").value))}
    ranges = Range(Amount.of("60%"), Amount.of("80%")) | Range(Amount.of("80%"), Amount.of("100%"))
    joined = (AtLeast("60%") & AtMost("80%")) | (AtLeast("80%") & AtMost("100%"))
    gap = (AtLeast("60%") & LessThan("80%")) | (MoreThan("80%") & AtMost("100%"))
    assert [judge(target, known).verdict for target in (ranges, joined, gap)] == [MET, MET, INCONCLUSIVE]
    assert judge(joined, known).possible == known[2025]


def test_a_joined_finding_shows_its_evidence() -> None:
    """Two conditions on one figure rest on that figure, and the explanation shows it."""
    finding = judge(AtLeast("60%") & AtMost("80%"), {2025: "85%"}, share=True)
    assert [fact.observation.said for fact in finding.used] == ["85%"]
    assert "2025" in "".join(finding.explain("en").to_dict()["sections"]["evidence"])
    assert "There is no figure to rest on" not in str(finding.explain("en"))


def test_a_list_shows_the_evidence_of_its_members() -> None:
    """A 分别 list rests on the figures of all its members, and the explanation shows them."""
    series = {name: Series.of({2025: value}, unit="%") for name, value in (("甲", "91%"), ("乙", "72%"))}
    finding = pr.evaluate(Respectively((AtLeast("90%"), AtLeast("75%"))), series, at=2025)
    assert told(finding) == (NOT_MET, "part_not_met")
    evidence = "".join(finding.explain("en").to_dict()["sections"]["evidence"])
    assert "91%" in evidence
    assert "72%" in evidence


@pytest.mark.parametrize(
    ("values", "verdict", "reason"),
    [
        ({2023: 96, 2024: 95, 2025: 97}, MET, "met"),
        ({2023: 96, 2024: 94, 2025: 97}, NOT_MET, "part_not_met"),
        ({2023: 96, 2025: 97}, INCONCLUSIVE, "part_undecided"),
        ({2023: 94, 2025: 97}, NOT_MET, "part_not_met"),
        ({2023: 96, 2024: "超94%", 2025: 97}, INCONCLUSIVE, "part_undecided"),
        ({}, NOT_ASSESSABLE, "missing_value"),
    ],
    ids=str,
)
def test_in_every_period(values: Any, verdict: Verdict, reason: str) -> None:
    """保持在95%以上 is met only if every year is, a bad year fails it, and leaving a year out does not pass."""
    target = EveryPeriod(AtLeast("95%"), since=2023)
    assert told(judge(target, values, share=True)) == (verdict, reason)


@pytest.mark.parametrize(
    ("values", "verdict", "reason"),
    [
        ({2022: 70, 2023: 72, 2024: 74, 2025: 76}, MET, "met"),
        ({2022: 70, 2023: 74, 2024: 73, 2025: 76}, NOT_MET, "trend_not_kept"),
        ({2022: 70, 2023: 70, 2024: 70, 2025: 76}, MET, "met"),
        ({2022: 70, 2024: 74, 2025: 76}, INCONCLUSIVE, "trend_undecided"),
        ({2022: 75, 2024: 72, 2025: 76}, NOT_MET, "trend_not_kept"),
        ({2022: 70}, NOT_ASSESSABLE, "missing_value"),
        ({2025: 70}, NOT_ASSESSABLE, "missing_baseline"),
    ],
    ids=str,
)
def test_trends(values: Any, verdict: Verdict, reason: str) -> None:
    """稳步提升 never falls back and ends above its base; a missing year stays unknown unless a fall shows anyway."""
    finding = pr.evaluate(Trend("up", manner="steadily"), Series.of(values, unit="%"), at=2025, baseline=2022)
    assert told(finding) == (verdict, reason)


@pytest.mark.parametrize(
    ("target", "how", "verdict", "reason"),
    [
        (About(Amount.of("5%")), {}, NOT_ASSESSABLE, "needs_tolerance"),
        (About(Amount.of("5%")), {"policy": pr.Policy(tolerance="1个百分点")}, MET, "met"),
        (About(Amount.of("5%")), {"policy": pr.Policy(tolerance="0.1%")}, NOT_MET, "above_limit"),
        (Trend("stable"), {"baseline": 2020}, NOT_ASSESSABLE, "needs_tolerance"),
        (Trend("better"), {"baseline": 2020}, NOT_ASSESSABLE, "needs_direction"),
        (Qualitative("得到控制"), {}, NOT_ASSESSABLE, "qualitative"),
        (Reference("全国平均"), {}, NOT_ASSESSABLE, "needs_reference"),
        (PerUnit(AtLeast("1%")), {}, NOT_ASSESSABLE, "needs_split"),
        (Ambiguous((AtLeast("5%"), AtLeast("6%"))), {}, INCONCLUSIVE, "readings_disagree"),
        (Ambiguous((AtLeast("5%"), AtLeast("4%"))), {}, MET, "met"),
        (Ambiguous((AtLeast("6%"), AtLeast("7%"))), {}, NOT_MET, "below_limit"),
    ],
    ids=str,
)
def test_what_has_to_be_declared_first(target: Any, how: Any, verdict: Verdict, reason: str) -> None:
    """A target that no figure alone decides says what has to be declared, and is decided once it is."""
    assert told(judge(target, {2020: 5, 2025: "5.5"}, **how)) == (verdict, reason)


def test_held_at_zero_is_a_declared_choice() -> None:
    """Zero at the base and zero now is held at zero only where the policy says so, and only for a decline."""
    held = pr.Policy(zero_base="held")
    assert told(judge(Decline("20%", since=2020), {2020: 0, 2025: 0}, policy=held)) == (MET, "held_at_zero")
    assert told(judge(Decline("20%", since=2020), {2020: 0, 2025: 1}, policy=held)) == (NOT_ASSESSABLE, "zero_baseline")
    assert told(judge(Increase("20%", since=2020), {2020: 0, 2025: 0}, policy=held)) == (
        NOT_ASSESSABLE,
        "zero_baseline",
    )


def test_due() -> None:
    """A target falls due at the end of its deadline, its own year before the plan's."""
    due = [judge(AtLeast("5%"), {2025: 4}, deadline=deadline).due for deadline in (2024, 2025, 2026, None)]
    assert due == ["due", "due", "not_due", None]
    dated = Bound(">=", Amount.of("5%"), by=2030)
    assert judge(dated, {2025: 4}, deadline=2025).due == "not_due"


@pytest.mark.parametrize(
    "how", [{"rising": "U9"}, {"rising": "T5"}, {"stable": "U2"}, {"stable": "T9"}, {"tolerance": "-1"}]
)
def test_a_policy_that_cannot_be_is_refused_at_once(how: Any) -> None:
    """A reading of the wrong word, or a negative tolerance, is refused when the policy is made, not when it is used."""
    with pytest.raises(FormatError):
        pr.Policy(**how)
    assert pr.Policy(rising="never_falls", stable="within_band").rising == "never_falls"


def test_a_base_outside_the_calendar_is_refused() -> None:
    """A change since the year 99999 is a slip of the keyboard, not a missing baseline."""
    with pytest.raises(PeriodError) as caught:
        judge(Decline("20%", since=99_999), {2025: 5})
    assert caught.value.explain("en") == "the year 99999 lies outside the calendar (1900 to 2199); check the year"


def test_rounding_is_judged_in_the_unit_of_the_target() -> None:
    """A target of 85 % is rounded to whole percents also where the evidence comes in per mille."""
    finding = judge(AtLeast("85%"), {2025: 846}, "‰")
    assert (finding.verdict, ground(finding).rounding_sensitive) == (NOT_MET, True)
    assert ground(finding).rounded is not None
    assert (ground(finding).rounded.half_even, ground(finding).rounded.half_up) == (MET, MET)
    assert judge(AtLeast("85%"), {2025: 846}, "‰", policy=pr.Policy(comparison="rounded")).verdict is MET
    assert judge(AtLeast("85.0%"), {2025: 849}, "‰", policy=pr.Policy(comparison="rounded")).verdict is NOT_MET


def test_a_declared_place_is_that_of_what_is_compared_and_of_what_is_told_beside_it() -> None:
    """A declared place takes the part of the written one also where full values are compared and rounding is a remark."""
    wide = pr.Policy(target_step=20)
    told = [ground(judge(AtLeast("90%"), {2025: "84%"}, "%", policy=policy)) for policy in (pr.Policy(), wide)]
    assert [one.rounded and (one.rounded.step, one.rounded.half_even) for one in told] == [(1, NOT_MET), (20, NOT_MET)]
    near = judge(AtLeast("99%"), {2025: "93%"}, "%", policy=wide)
    assert (near.verdict, ground(near).rounding_sensitive) == (NOT_MET, True)
    rounded = pr.Policy(comparison="rounded", target_step=20)
    assert judge(AtLeast("99%"), {2025: "93%"}, "%", policy=rounded).verdict is MET


def test_a_declared_place_of_levels_does_not_round_a_change() -> None:
    """75 of 100 are 25 % down, whatever place levels are compared to: a ratio is not rounded to whole numbers."""
    for step in ("0.5", 1, 10):
        policy = pr.Policy(comparison="rounded", target_step=step)
        assert judge(Decline("20%", since=2020), {2020: 100, 2025: 75}, "起", policy=policy).verdict is MET
