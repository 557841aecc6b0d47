"""The kinds of verdict that were once wrong at the seams, each with what is right about it."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from typing import Any

import pytest
from grounds import ground

import prevention_rules as pr
from prevention_rules.intervals import Interval, ValueSet
from prevention_rules.judgement.case import Case
from prevention_rules.judgement.evaluate import conclude
from prevention_rules.judgement.findings import Compared, Demand, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.verdicts import Subject
from prevention_rules.periods import Period
from prevention_rules.quantities import Amount
from prevention_rules.targets import About, AnyOf, AtLeast, AtMost, Bound, EveryPeriod, PerUnit, Trend

STEADY, PLAIN = Trend("up", manner="steadily"), Trend("up")
MIDTERM: dict[str, Any] = {"at": 2023, "baseline": 2020, "deadline": 2025}


def share(figures: dict[Any, Any]) -> pr.Series:
    return pr.Series.of(figures, unit="%", share=True)


def events(figures: dict[Any, Any], unit: str = "起") -> pr.Series:
    return pr.Series.of(figures, unit=unit)


def read(text: str, unit: str = "%", better: Any = "higher", **known: Any) -> Any:
    return pr.parse_target(text, unit=unit, better=better, share=unit == "%", **known)


def told(finding: pr.Finding) -> tuple[str, str]:
    return finding.verdict.value, finding.reason


def yearly(*values: Any) -> pr.Series:
    return share(dict(enumerate(values, 2020)))


def trend(target: Trend, *values: Any, better: Any = None, **choices: Any) -> pr.Finding:
    at = 2019 + len(values)
    return pr.evaluate(target, yearly(*values), at=at, baseline=2020, better=better, policy=pr.Policy(**choices))


def section(finding: pr.Finding, key: str, lang: Any = "zh") -> str:
    return "\n".join(finding.explain(lang).to_dict()["sections"].get(key, []))


# --- the shape of a finding -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "evidence", "ground"),
    [
        (AtLeast("85%"), share({2025: 86}), Compared),
        (PLAIN, yearly(70, 71, 72, 73, 74, 75), TrendRead),
        (AtLeast("85%") | AtLeast("80%"), share({2025: 86}), Joined),
        (read("保持在85%以上"), share({2025: 86}), Repeated),
        (read("每个街道≥85%"), {"甲": share({2025: 86})}, Repeated),
        (AtLeast("85%"), share({}), Refused),
    ],
)
def test_a_finding_has_the_shape_of_its_ground(target: Any, evidence: Any, ground: type) -> None:
    """What was compared, read, joined, repeated or refused has a class of its own with its own fields."""
    assert type(pr.evaluate(target, evidence, at=2025).ground) is ground


def test_a_finding_is_neither_true_nor_false() -> None:
    """`if finding:` is refused as `if finding.verdict:` is, and a verdict equals its own name."""
    finding = pr.evaluate(AtLeast("85%"), share({2025: 86}), at=2025)
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(finding)
    with pytest.raises(TypeError, match="four answers are not two"):
        bool(finding.verdict)
    assert finding.verdict == "MET"
    assert finding.verdict != "NOT_MET"
    assert (repr(finding.verdict), json.dumps(finding.verdict)) == ("<Verdict.MET: 'MET'>", '"MET"')


def test_findings_travel() -> None:
    """A finding of every ground is a value: equal after a pickle, hashable, whatever was asked of it before."""
    for target, evidence in (
        (AtLeast("85%"), share({2025: 86})),
        (PLAIN, yearly(70, 71, 72, 73, 74, 75)),
        (AtLeast("85%") | AtLeast("80%"), share({2025: 86})),
        (read("保持在85%以上"), share({2025: 86})),
        (AtLeast("85%"), share({})),
    ):
        finding = pr.evaluate(target, evidence, at=2025)
        told = finding.explain("zh").to_dict()
        again = pickle.loads(pickle.dumps(finding))
        assert (again, hash(again), again.explain("zh").to_dict()) == (finding, hash(finding), told)


# --- trends by their words ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "values", "verdict"),
    [
        (PLAIN, (70, 75, 72, 74), "MET"),
        (PLAIN, (70, None, None, 74), "MET"),
        (PLAIN, (70, 75, 72, 70), "NOT_MET"),
        (STEADY, (70, 75, 72, 76), "NOT_MET"),
        (STEADY, (70, None, None, 74), "INCONCLUSIVE"),
        (Trend("up", manner="markedly"), (70, 75, 72, 74), "INCONCLUSIVE"),
        (Trend("up", manner="markedly"), (70, 75, 72, 70), "NOT_MET"),
        (Trend("up", every_year=True), (70, 71, 71, 72), "NOT_MET"),
        (Trend("not_down", manner="steadily"), (70, 90, 80, 85), "NOT_MET"),
        (Trend("not_down", manner="steadily"), (70, None, None, 71), "INCONCLUSIVE"),
        (Trend("not_down", manner="steadily"), (70, 70, 71, 71), "MET"),
        (Trend("not_up", manner="steadily"), (70, 60, 65, 60), "NOT_MET"),
        (Trend("not_down"), (70, 60, 65, 70), "MET"),
    ],
    ids=str,
)
def test_the_words_of_a_trend(target: Trend, values: Any, verdict: str) -> None:
    """提高 compares with the base, 稳步 never falls back, 逐年 rises every year, 只增不减 has no step down."""
    assert trend(target, *values).verdict == verdict


def test_year_by_year_whatever_is_declared() -> None:
    """A reading and a rule for gaps made for 稳步提升 do not loosen 逐年提高."""
    every = Trend("up", every_year=True)
    assert trend(every, 62, 66, 65, 68, rising="net_gain").verdict == "NOT_MET"
    assert trend(every, 62, None, 65, 68, gaps="neighbours").verdict == "INCONCLUSIVE"


def test_a_marked_rise_needs_a_size() -> None:
    """明显提升 is decided from the declared size on, in points, in per cent of the base, or in the unit."""
    marked = Trend("up", manner="markedly")
    assert told(trend(marked, 70, 74)) == ("INCONCLUSIVE", "needs_size")
    assert trend(marked, 70, 75, size="5个百分点").verdict == "MET"
    assert trend(marked, 70, "74.9", size="5个百分点").verdict == "NOT_MET"
    assert trend(marked, 70, 77, size="10%").verdict == "MET"
    assert trend(marked, 70, "76.9", size="10%").verdict == "NOT_MET"
    fewer = pr.evaluate(
        Trend("down", manner="markedly"),
        events({2020: 40, 2025: 35}),
        at=2025,
        baseline=2020,
        policy=pr.Policy(size="5起"),
    )
    assert fewer.verdict == "MET"


def test_a_rise_within_stability_needs_its_tolerance() -> None:
    """稳中有升 allows the declared dip; undeclared it is read as never falling back, and says so."""
    within = Trend("up", manner="within_stability")
    assert trend(within, 70, 72, "71.2", 74, tolerance="1个百分点").verdict == "MET"
    undeclared = trend(within, 70, 72, "71.2", 74)
    assert undeclared.verdict == "NOT_MET"
    assert "没有声明" in undeclared.notes[0].zh


def test_a_verdict_of_the_wording_alone_shows_the_other_reading() -> None:
    """NOT_MET by the default reading only carries a mark with the reading by which it is met; declared, it does not."""
    by_wording, declared = trend(STEADY, 70, 74, 73, 76), trend(STEADY, 70, 74, 73, 76, rising="U2")
    assert [note.en.startswith("※") for note in by_wording.notes] == [True]
    assert "so met if only the base counts. ※" in section(by_wording, "what", "en")
    assert declared.notes == ()
    assert trend(STEADY, 70, 74, 73, 69).notes == ()


@pytest.mark.parametrize(
    ("target", "values", "choices", "better", "verdict"),
    [
        (
            STEADY,
            (70, None, None, None, None, 72),
            {"rising": "compound_growth", "gaps": "neighbours"},
            None,
            "NOT_MET",
        ),
        (STEADY, (70, None, 73, 76), {"gaps": "neighbours"}, None, "MET"),
        (STEADY, (70, 72, "71.2"), {"rising": "never_falls_much", "tolerance": "1个百分点"}, None, "MET"),
        (STEADY, (70, 72, "70.8"), {"rising": "never_falls_much", "tolerance": "1个百分点"}, None, "NOT_MET"),
        (Trend("stable"), (70, 71, 69), {"stable": "narrow_range", "tolerance": "1个百分点"}, None, "NOT_MET"),
        (Trend("stable"), (70, 72, "70.5"), {"stable": "ends_within", "tolerance": "1个百分点"}, None, "MET"),
        (Trend("stable"), (70, 72, "70.5"), {"stable": "ends_within_share"}, None, "MET"),
        (Trend("stable"), (70, 72, 73), {"stable": "not_worse", "tolerance": "1个百分点"}, None, "NOT_ASSESSABLE"),
        (Trend("stable"), (70, 72, 73), {"tolerance": "1个百分点"}, "higher", "MET"),
        (Trend("stable"), (70, 72, 73), {"tolerance": "1个百分点"}, None, "NOT_MET"),
        (STEADY, (70, 72, 71), {"rising": "mann_kendall"}, None, "INCONCLUSIVE"),
        (STEADY, (70, 72, 71), {"rising": "moving_mean"}, None, "INCONCLUSIVE"),
    ],
    ids=str,
)
def test_what_is_declared_is_honoured(target: Trend, values: Any, choices: Any, better: Any, verdict: str) -> None:
    """A declared reading, tolerance or rule for gaps decides to the letter, or the target is left open by name."""
    assert trend(target, *values, better=better, **choices).verdict == verdict


def test_a_trend_takes_published_figures_as_the_policy_does() -> None:
    """Where 70 may be 69.5 to 70.5, so may the earlier levels of a trend."""
    assert trend(PLAIN, "70%", "70.4%").verdict == "MET"
    assert trend(PLAIN, "70%", "70.4%", published="interval").verdict == "INCONCLUSIVE"


# --- parts of a year ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "unit", "figures", "answer"),
    [
        ("≤5", "起", {"2023年上半年": 6}, ("NOT_MET", "above_limit")),
        ("≤800", "起", {"2023年上半年": 450}, ("INCONCLUSIVE", "year_not_over")),
        ("≥5000", "人次", {"2023年上半年": 5200}, ("MET", "met")),
        ("≥5000", "人次", {"2023年上半年": 3000}, ("INCONCLUSIVE", "year_not_over")),
        ("≥50", "张", {"2023年上半年": 40}, ("NOT_MET", "below_limit")),
        ("≥85%", "%", {"2023年上半年": 84}, ("NOT_MET", "below_limit")),
        ("下降20%以上", "起", {2020: 40, "2020年上半年": 18, "2023年上半年": 17}, ("NOT_MET", "change_too_small")),
        ("比2020年下降20%以上", "起", {2020: 40, "2020年上半年": 18, "2023年上半年": 14}, ("MET", "met")),
        ("下降20%以上", "起", {2020: 40, "2023年上半年": 10}, ("NOT_ASSESSABLE", "other_period")),
        ("增加5张以上", "张", {2020: 40, "2023年上半年": 46}, ("MET", "met")),
    ],
)
def test_a_part_of_a_year(text: str, unit: str, figures: Any, answer: Any) -> None:
    """Events of a part are the least the year can be, and compare with the same part; what stands is judged as it stands."""
    better = "lower" if "≤" in text or "下降" in text else "higher"
    finding = pr.evaluate(read(text, unit, better), pr.Series.of(figures, unit=unit, share=unit == "%"),
                          at="2023年上半年", baseline=2020)  # fmt: skip
    assert told(finding) == answer


def test_every_year_so_far() -> None:
    """A yearly limit is asked of the whole years that are over, and of this year as far as it has come."""
    keep = pr.parse_target("每年不超过5起", unit="起", better="lower")
    for figures, answer in (
        ({2021: 6, 2022: 4, "2023年上半年": 1}, ("NOT_MET", "part_not_met")),
        ({2021: 5, 2022: 4, "2023年上半年": 6}, ("NOT_MET", "part_not_met")),
        ({2021: 5, 2022: 4, "2023年上半年": 1}, ("INCONCLUSIVE", "part_undecided")),
    ):
        assert told(pr.evaluate(keep, events(figures), at="2023年上半年", since=2021)) == answer


def test_what_a_figure_spans_is_declared_by_the_rule() -> None:
    """人 alone does not say whether people happen or stand; the rule's period does."""
    rule: dict[str, Any] = {"number": "1", "name": "人数", "unit": "人", "better": "higher", "target": "≥100"}
    half = pr.Observation("1", "2023年上半年", 60)
    spans: tuple[tuple[Any, str], ...] = (("calendar_year", "INCONCLUSIVE"), ("year_end", "NOT_MET"))
    for period, answer in spans:
        plan = pr.Plan(
            id="p", title="p", first_year=2021, last_year=2025, indicators=(pr.Indicator(**rule, period=period),)
        )
        assert plan.assess([half], at="2023年上半年")["1"].verdict == answer


def test_what_has_happened_cannot_be_taken_back() -> None:
    """The figure so far is told as it is, and no remedy asks for fewer events than have been."""
    six = pr.evaluate(read("≤5", "起", "lower"), events({"2023年上半年": 6}), at="2023年上半年")
    assert "2023年上半年已6起，超过全年5起的上限。" in section(six, "what")
    assert section(six, "change") == "年内只增不减，全年已不能达到。"
    assert pr.remedy(six) is None


# --- bases and definitions ------------------------------------------------------------------------


def test_what_is_refused_keeps_the_figure() -> None:
    """Where the base is not stated nothing is compared, and the figure there is stays in the finding."""
    refused = pr.evaluate(read("下降20%以上", "起", "lower"), events({2025: 80}), at=2025)
    assert told(refused) == ("NOT_ASSESSABLE", "base_not_stated")
    assert (str(ground(refused).level), [fact.period for fact in ground(refused).used]) == (
        "[80, 80]",
        [Period.of(2025)],
    )


def test_a_level_needs_no_base() -> None:
    """A level with a figure of its own is judged, whatever its base year's figure was counted by."""
    figures = [
        pr.Observation("", 2020, "80%", definition="户籍人口"),
        pr.Observation("", 2025, "86%，比2020年提高6个百分点", definition="常住人口"),
    ]
    series = pr.Series.of(figures, unit="%", share=True)
    assert told(pr.evaluate(AtLeast("85%"), series, at=2025)) == ("MET", "met")
    assert told(pr.evaluate(read("比2020年提高5个百分点以上"), series, at=2025)) == ("MET", "met")
    two = pr.Series.of([figures[0], pr.Observation("", 2025, "86%", definition="常住人口")], unit="%", share=True)
    mixed = pr.evaluate(read("比2020年提高5个百分点以上"), two, at=2025)
    assert told(mixed) == ("NOT_ASSESSABLE", "series_break")
    assert [note.zh for note in mixed.notes] == ["2025年按“常住人口”统计，与2020年（户籍人口）不可比"]
    assert (ground(mixed).level, ground(mixed).base_level) == (ValueSet.point(86), ValueSet.point(80))
    assert [fact.observation.said for fact in ground(mixed).used] == ["80%", "86%"]
    missing = ground(pr.evaluate(read("比2020年提高5个百分点以上"), share({2020: "80%"}), at=2025))
    assert (missing.level, missing.base_level) == (None, ValueSet.point(80))


@pytest.mark.parametrize(("base", "reason"), [(-2, "negative_baseline"), (0, "zero_baseline")])
def test_a_negative_base_is_not_called_zero(base: int, reason: str) -> None:
    """Growth is of a base above zero; a negative one is named as what it is."""
    growth = pr.Series.of({2020: base, 2025: 3}, unit="%")
    finding = pr.evaluate(pr.Increase("20%", since=2020), growth, at=2025)
    assert told(finding) == ("NOT_ASSESSABLE", reason)
    assert "为零" in section(finding, "change") or base < 0


@pytest.mark.parametrize(
    ("target", "evidence", "at"),
    [
        (read("≤800", "起", "lower"), events({"2023年上半年": 450}), "2023年上半年"),
        (read("100%"), share({2025: "104.3%"}), 2025),
    ],
)
def test_rounding_settles_nothing_that_is_open(target: Any, evidence: pr.Series, at: Any) -> None:
    """Half a year and a share above 100 % are as open rounded as they are exactly, so nothing hangs on rounding."""
    finding = pr.evaluate(target, evidence, at=at)
    assert finding.verdict is pr.Verdict.INCONCLUSIVE
    assert ground(finding).rounded is not None
    assert not ground(finding).rounding_sensitive


def test_values_on_both_sides_of_a_range_are_outside_it() -> None:
    """Either 70 % or 90 % is known, and neither is between 75 % and 85 %: not below it, not above it, not in it."""
    either = ValueSet.point(70) | ValueSet.point(90)
    assert told(pr.evaluate(read("75%~85%"), share({2025: either}), at=2025)) == ("NOT_MET", "outside_range")


def test_the_place_to_round_to_is_that_of_a_limit_as_written() -> None:
    """≥85% is written to whole percents, with or without a unit on either side; 85%左右 is a range, and has none."""
    for target, series in (("≥85%", pr.Series.of({2025: "84.6"})), ("≥85", pr.Series.of({2025: "84.6%"}))):
        rounded = ground(pr.evaluate(pr.parse_target(target), series, at=2025)).rounded
        assert (rounded.step, rounded.half_even, rounded.half_up) == (1, pr.Verdict.MET, pr.Verdict.MET)
    about = pr.evaluate(read("85%左右"), share({2025: "84.6%"}), at=2025, policy=pr.Policy(tolerance="1%"))
    assert (told(about), ground(about).rounded) == (("MET", "met"), None)


def test_a_ratio_is_no_share_above_the_whole() -> None:
    """From 0.5 to 0.8 is 1.6 times as much; that ratio is above 1, and the share is not."""
    fractions = pr.Series.of({2020: "0.5", 2025: "0.8"}, share=True, percent_numbers="fraction")
    assert told(pr.evaluate(pr.parse_target("比2020年提高0%以上"), fractions, at=2025)) == ("MET", "met")


def test_a_published_change_needs_no_base_above_zero() -> None:
    """Of 不超过40起 it is not sure that it was not zero; a change since then that was published was worked out all the same."""
    target = read("比2020年下降20%以上", "起", "lower")
    levels = pr.evaluate(target, events({2020: "不超过40起", 2025: 20}), at=2025)
    assert (told(levels), levels.target) == (("INCONCLUSIVE", "baseline_may_be_zero"), target)
    assert ground(levels).base_level == ValueSet.of(Interval(Fraction(0), Fraction(40)))
    assert [fact.observation.said for fact in ground(levels).used] == ["不超过40起", "20"]
    assert ground(levels).parts == ()
    stated = pr.evaluate(target, events({2020: "不超过40起", 2025: "比2020年下降25%"}), at=2025)
    assert told(stated) == ("MET", "met")
    other = pr.evaluate(target, events({2020: "不超过40起", 2025: "比2021年下降25%"}), at=2025)
    assert told(other) != ("MET", "met")


def test_held_at_zero_is_a_comparison() -> None:
    """From zero to zero nothing rose, which the explanation shows beside the declared reading."""
    held = pr.evaluate(read("比2020年下降20%以上", "起", "lower"), events({2020: 0, 2025: 0}), at=2025,
                       policy=pr.Policy(zero_base="held"))  # fmt: skip
    assert told(held) == ("MET", "held_at_zero")
    assert "基期与现期均为零，按声明读作保持零发生。" in section(held, "what")
    compared, nothing = ground(held), ValueSet.point(0)
    assert compared.demand == Demand("difference", ValueSet.of(Interval(None, Fraction(0))), Period.of(2020))
    assert (compared.known.values, compared.possible, compared.level, compared.base_level) == (nothing,) * 4
    assert [fact.period.year for fact in compared.used] == [2020, 2025]


def test_the_same_words_meet_a_target_in_words() -> None:
    """应保尽保 is answered by 已实现应保尽保, with a note that no number says so; words for something else decide nothing."""
    target = read("实现应保尽保")
    same = pr.evaluate(target, share({2025: "已实现应保尽保"}), at=2025)
    assert (told(same), same.target, ground(same).parts) == (("MET", "met"), target, ())
    assert [note.zh for note in same.notes] == ["文字表述，没有数：与目标用语相同"]
    other = pr.evaluate(target, share({2025: "应检尽检"}), at=2025)
    assert (told(other), other.target) == (("NOT_ASSESSABLE", "words_only"), target)
    assert [fact.observation.said for fact in ground(other).used] == ["应检尽检"]
    fewer = pr.evaluate(read("比2020年下降20%以上", "起", "lower"), events({2020: 36, 2025: "明显减少"}), at=2025)
    assert told(fewer) == ("NOT_ASSESSABLE", "words_only")
    assert [fact.observation.said for fact in ground(fewer).used] == ["明显减少"]


# --- targets with a date of their own -------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "answer", "later"),
    [
        ({2023: "79%", 2025: "85%"}, ("NOT_MET", "below_limit"), "MET"),
        ({2023: "81%", 2025: "70%"}, ("MET", "met"), None),
        ({2023: "79%", 2025: "79%"}, ("NOT_MET", "below_limit"), "NOT_MET"),
        ({2025: "85%"}, ("NOT_ASSESSABLE", "missing_value"), None),
    ],
)
def test_a_target_is_judged_at_its_own_date(figures: Any, answer: Any, later: str | None) -> None:
    """The figure of its year decides once that year has come; what came later stands beside it."""
    finding = pr.evaluate(read("到2023年达到80%"), share(figures), at=2025)
    assert (told(finding), finding.at) == (answer, Period.of(2023))
    assert (None if finding.later is None else finding.later.verdict.value) == later


def test_reached_late_is_told() -> None:
    """A target missed at its date and satisfied since says both, and its data hold the later judgement."""
    finding = pr.evaluate(read("到2023年达到80%"), share({2023: "79%", 2025: "85%"}), at=2025)
    assert "2025年为85%，逾期达到。" in section(finding, "what")
    assert finding.explain("zh").to_dict()["later"]["verdict"] == "MET"
    assert finding.due == "due"


def test_before_its_date_a_target_is_judged_as_it_stands() -> None:
    """Until its year has come a dated target is judged on today's figure, and is not due."""
    finding = pr.evaluate(read("到2023年达到80%"), share({2022: "79%"}), at=2022)
    assert (told(finding), finding.due, finding.later) == (("NOT_MET", "below_limit"), "not_due", None)


def test_what_was_built_before_counts_at_the_date() -> None:
    """Only what is cumulative can be shown by an earlier figure; a rate of an earlier year shows nothing."""
    target = read("到2023年建成10个", "个")
    for cumulative, verdict in ((True, "MET"), (False, "NOT_ASSESSABLE")):
        case = Case(events({2022: 12}, "个"), Period.of(2025), subject=Subject(cumulative=cumulative))
        assert conclude(target, case).verdict == verdict


def test_each_member_has_its_own_date() -> None:
    """Two dated conditions on one indicator are each judged on the figure of its year."""
    both = read("到2023年达到55%且到2025年达到60%")
    finding = pr.evaluate(both, share({2023: "53%", 2025: "61%"}), at=2025)
    assert (finding.verdict.value, [part.verdict.value for part in finding.parts]) == ("NOT_MET", ["NOT_MET", "MET"])


# --- words that leave room ------------------------------------------------------------------------

EIGHTY = Amount.of("80%")
NEARLY = AnyOf((Bound(">=", EIGHTY), About(EIGHTY)))


def test_nearly_reached_is_never_missed_by_default() -> None:
    """基本达到80% is met from 80 % on; short of it nobody has said how near is near, until a tolerance is declared."""
    assert told(pr.evaluate(NEARLY, share({2025: "80%"}), at=2025)) == ("MET", "met")
    short = pr.evaluate(NEARLY, share({2025: "79.9%"}), at=2025)
    assert told(short) == ("INCONCLUSIVE", "needs_tolerance")
    assert section(short, "change") == '请声明容许偏差：规则文件中写 tolerance = "1个百分点" 这样的一行。'
    within = pr.Policy(tolerance="1个百分点")
    assert [pr.evaluate(NEARLY, share({2025: v}), at=2025, policy=within).verdict.value for v in ("79%", "78.9%")] == [
        "MET",
        "NOT_MET",
    ]


def test_a_reading_that_cannot_be_is_dropped() -> None:
    """A fall of 30 points from 18.5 % was never meant: the other reading decides, and the first is named."""
    finding = pr.evaluate(read("比2015年降低30%", better="lower"), share({2015: "18.5%", 2030: "12.9%"}), at=2030)
    assert told(finding) == ("MET", "met")
    assert "不予采用" in finding.notes[0].zh
    short = pr.evaluate(read("比2015年降低30%", better="lower"), share({2015: "18.5%", 2030: "13.9%"}), at=2030)
    assert "-11.5" not in section(short, "change")


# --- several areas --------------------------------------------------------------------------------


LIMIT = AtLeast("80%")


def each(manner: Any, *values: Any, target: Any = LIMIT, unit: str = "%", **known: Any) -> pr.Finding:
    parts = {
        f"{n}街道": pr.Series.of({2025: value}, unit=unit, share=unit == "%")
        for n, value in enumerate(values)
        if value is not None
    }
    names = [f"{n}街道" for n in range(len(values))]
    return pr.evaluate(PerUnit(target, "街道", manner), parts, at=2025, areas=names, **known)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (("85%", "80%"), ("MET", "met")),
        (("79%", "70%"), ("NOT_MET", "part_not_met")),
        (("85%", "79%"), ("INCONCLUSIVE", "needs_share")),
        (("85%", None), ("INCONCLUSIVE", "part_undecided")),
        (("79%", None), ("INCONCLUSIVE", "needs_share")),
    ],
)
def test_generally(values: Any, answer: Any) -> None:
    """普遍 is met where every unit meets it, missed where none does, and open between."""
    assert told(each("generally", *values)) == answer


@pytest.mark.parametrize(
    ("values", "possible"),
    [
        ((pr.Ratio(90, 100), pr.Ratio(300, 400)), "[78, 78]"),
        (("85%", "75%"), "[75, 85]"),
        (("85%", None), "[0, 100]"),
        ((pr.Ratio(90, 100), "75%"), "[75, 90]"),
    ],
)
def test_the_average_of_shares(values: Any, possible: str) -> None:
    """An average of shares is pooled from counts; rates alone, and silent streets, leave it between bounds."""
    assert str(each("average", *values).possible) == possible


def test_the_average_of_counts() -> None:
    """平均每个街道2个 asks the total over the number of streets, and not each street."""
    two = AtLeast("2个")
    assert each("average", 1, 3, target=two, unit="个").verdict == "MET"
    assert each("average", 1, 2, target=two, unit="个").verdict == "NOT_MET"
    silent = each("average", 6, 0, None, target=two, unit="个")
    assert (silent.verdict.value, str(silent.possible)) == ("MET", "[2, ∞)")
    assert each("average", 3, 2, None, target=two, unit="个").verdict == "INCONCLUSIVE"


def test_an_average_keeps_unit_and_doubt() -> None:
    """The finding on an average has the unit of its figures, and rests on preliminary ones where they are."""
    parts = {
        name: pr.Series.of([pr.Observation("", 2025, value, status="初步")], unit="%", share=True)
        for name, value in (("甲", pr.Ratio(90, 100)), ("乙", pr.Ratio(80, 100)))
    }
    finding = pr.evaluate(PerUnit(LIMIT, "街道", "average"), parts, at=2025)
    assert str(finding.unit) == "%"
    assert [note.en for note in finding.notes] == ["rests on a preliminary figure; the final one may change it"]


def test_an_average_of_areas_changes_and_keeps() -> None:
    """What is asked of the average can be a change, or every period."""
    parts = {
        "甲": share({2020: pr.Ratio(60, 100), 2025: pr.Ratio(70, 100)}),
        "乙": share({2020: pr.Ratio(200, 400), 2025: pr.Ratio(240, 400)}),
    }
    rise = PerUnit(read("比2020年提高10个百分点以上"), "街道", "average")
    assert told(pr.evaluate(rise, parts, at=2025)) == ("MET", "met")
    kept = PerUnit(read("保持在50%以上"), "街道", "average")
    assert pr.evaluate(kept, parts, at=2025, baseline=2020).verdict == "INCONCLUSIVE"


def test_every_year_each_street() -> None:
    """每年每个街道 is asked of each street in each year, whichever of the two stands outside."""
    parts = {"甲": share({2024: 90, 2025: 90}), "乙": share({2024: 70, 2025: 90})}
    condition = AtLeast("85%")
    for target in (EveryPeriod(PerUnit(condition, "街道")), PerUnit(EveryPeriod(condition), "街道")):
        assert pr.evaluate(target, parts, at=2025, since=2024).verdict == "NOT_MET"
        assert pr.evaluate(target, parts, at=2025, since=2025).verdict == "MET"


@pytest.mark.parametrize("values", [(50, 60), (5, 6)])
def test_a_share_of_units_is_a_floor(values: Any) -> None:
    """A ceiling for each street says nothing of how many streets are enough: that has to be declared."""
    ceiling = read("每个街道≤10%", better="lower")
    parts = {f"{n}街道": share({2025: value}) for n, value in enumerate(values)}
    finding = pr.evaluate(ceiling, parts, at=2025, policy=pr.Policy(aggregation="share"))
    assert told(finding) == ("NOT_ASSESSABLE", "needs_share")
    by_default = pr.evaluate(ceiling, parts, at=2025)
    assert [name for name, _ in ground(by_default).aggregations] == ["every", "pooled"]


def test_a_share_of_units_that_keep_a_floor() -> None:
    """Nine streets of ten that keep 90 % are 90 % of the streets."""
    parts = {f"{n}街道": share({2024: 95, 2025: 80 if n == 0 else 95}) for n in range(10)}
    finding = pr.evaluate(read("各街道保持在90%以上"), parts, at=2025, policy=pr.Policy(aggregation="share"))
    assert told(finding) == ("MET", "met")


# --- progress -------------------------------------------------------------------------------------


def test_an_annual_average_is_carried_to_the_deadline() -> None:
    """60 and 2 points a year ask 70 in 2025 and 66 by now: at 64 it is behind, and 3 points a year are needed."""
    finding = pr.evaluate(read("年均提高2个百分点以上"), share({2020: 60, 2023: 64}), **MIDTERM)
    pace = finding.progress
    assert pace is not None
    assert pace.status is not None
    numbers: tuple[Any, ...] = (pace.goal, pace.schedule.expected, pace.schedule.required_per_year)
    assert (pace.status.name, *numbers) == (
        "BEHIND",
        70,
        66,
        3,
    )
    on_time = pr.evaluate(read("年均提高2个百分点以上"), share({2020: 60, 2023: 66}), **MIDTERM).progress
    assert on_time is not None
    assert on_time.schedule.share == Fraction(3, 5)


@pytest.mark.parametrize(("now", "verdict", "status"), [("177.2", "NOT_MET", "BEHIND"), ("177.05", "MET", "AHEAD")])
def test_verdict_and_pace_of_an_average_agree(now: str, verdict: str, status: str) -> None:
    """The schedule of an annual average is its own path, so that it is met exactly where it is not behind."""
    figures = pr.Series.of({2020: 200, 2024: now}, unit="分")
    finding = pr.evaluate(read("年均下降3%以上", "分", "lower"), figures, at=2024, baseline=2020, deadline=2025)
    assert finding.progress is not None
    assert finding.progress.status is not None
    assert (finding.verdict.value, finding.progress.status.name) == (verdict, status)
    assert ("按目标自身路径" in section(finding, "progress")) is (status == "BEHIND")


def test_an_average_is_carried_to_the_date_of_the_target() -> None:
    """A target with a date of its own has its goal there, not at the plan's end."""
    dated = read("到2024年，年均提高2个百分点以上")
    pace = pr.evaluate(dated, share({2020: 60, 2022: 63}), at=2022, baseline=2020, deadline=2025).progress
    assert pace is not None
    assert (pace.goal, pace.schedule.expected) == (Fraction(68), Fraction(64))


@pytest.mark.parametrize(
    ("target", "series"),
    [
        (read("同比提高2个百分点以上"), share({2020: 60, 2022: 62, 2023: 63})),
        (read("每年提高2个百分点以上"), yearly(60, 62, 63, 64)),
        (STEADY, yearly(60, 62, 70, 66)),
        (read("保持在85%以上"), yearly(86, 86, 86, 86)),
    ],
)
def test_no_progress_where_no_number_is_asked(target: Any, series: pr.Series) -> None:
    """Trends, 同比 and conditions on every year have no way to a number."""
    assert pr.evaluate(target, series, **MIDTERM).progress is None


def test_no_schedule_once_the_date_has_come() -> None:
    """At the deadline the verdict speaks for itself."""
    assert (
        pr.evaluate(AtLeast("85%"), share({2020: 60, 2025: 80}), at=2025, baseline=2020, deadline=2025).progress is None
    )


def test_progress_starts_from_the_base_of_the_verdict() -> None:
    """A target that names 2019 is measured from 2019, whatever the plan's base is."""
    figures = events({2019: 50, 2020: 41, 2023: 41})
    pace = pr.evaluate(read("比2019年下降20%以上", "起", "lower"), figures, **MIDTERM).progress
    assert pace is not None
    assert (pace.base, pace.goal, pace.schedule.share) == (Fraction(50), Fraction(40), Fraction(9, 10))


def test_progress_does_not_mix_parts_of_a_year_or_definitions() -> None:
    """Half a year of events is not on the way to a year's; nor is one definition on the way from another."""
    halves = events({2020: 40, "2020年上半年": 20, "2023年上半年": 18})
    half: dict[str, Any] = {**MIDTERM, "at": "2023年上半年"}
    assert pr.evaluate(read("比2020年下降20%以上", "起", "lower"), halves, **half).progress is None
    two = [pr.Observation("", 2020, "60%", definition="户籍"), pr.Observation("", 2023, "75%", definition="常住")]
    assert pr.evaluate(AtLeast("85%"), pr.Series.of(two, unit="%", share=True), **MIDTERM).progress is None


@pytest.mark.parametrize(("at", "needed"), [("2023年上半年", 6), ("2024-06", 10), ("2023", Fraction(15, 2))])
def test_the_time_left_is_counted_in_months(at: str, needed: Any) -> None:
    """15 points in two and a half years are 6 a year."""
    figures = share({2020: 60, at: 70})
    pace = pr.evaluate(AtLeast("85%"), figures, at=at, baseline=2020, deadline=2025).progress
    assert pace is not None
    assert pace.schedule.required_per_year == needed


# --- what would have to change --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "better", "figures", "distance"),
    [
        ("比2020年下降20%以上", "lower", {2020: 36, 2025: 30}, 2),
        ("比2020年增长10%以上", "higher", {2020: 33, 2025: 35}, 2),
        ("比2020年下降20%以上", "lower", {2020: 44, 2025: 33}, 2),
    ],
)
def test_whole_things(text: str, better: Any, figures: Any, distance: int) -> None:
    """Of things that are counted a remedy, and a margin, is a whole number."""
    found = pr.remedy(pr.evaluate(read(text, "起", better), events(figures), at=2025))
    assert found is not None
    assert found.distance == distance


def test_an_average_of_things_is_no_whole_number() -> None:
    """From 2 to an average of 2.5 it is a half, though what is counted is whole."""
    found = pr.remedy(each("average", 2, 2, target=AtLeast("2.5个"), unit="个"))
    assert found is not None
    assert found.distance == Fraction(1, 2)


@pytest.mark.parametrize(
    ("target", "now"),
    [
        (AtLeast("88%"), pr.Observation("", 2025, pr.Ratio(800, 1000), kind="sample")),
        (AtMost("10%"), pr.Observation("", 2025, pr.Ratio(80, 100))),
        (PLAIN, pr.Observation("", 2025, pr.Ratio(55, 100))),
    ],
)
def test_no_smallest_count(target: Any, now: pr.Observation) -> None:
    """Of those asked in a sample, under a ceiling, or for a trend, no number of members is told."""
    series = pr.Series.of([pr.Observation("", 2020, "60%"), now], unit="%", share=True)
    found = pr.remedy(pr.evaluate(target, series, at=2025, baseline=2020))
    assert found is not None
    assert (found.count, found.out_of, found.more) == (None, None, None)
