"""What stands on one page agrees: the state, its sentence, the progress, and what would have to change."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.explain.change import change_lines
from prevention_rules.explain.progress import progress_lines
from prevention_rules.explain.remark import remark
from prevention_rules.judgement.states import state_of
from prevention_rules.judgement.verdicts import Subject

XICHENG = pr.load_plan("xicheng-2022-2025")
MIDTERM: dict[str, Any] = {"at": 2023, "baseline": 2020, "deadline": 2025}


def judged(target: str, values: Any, unit: str = "%", **known: Any) -> pr.Finding:
    read = pr.parse_target(target, unit=unit, better=known.get("better"), share=unit == "%")
    series = pr.Series.of(values, unit=unit, share=unit == "%")
    return pr.evaluate(read, series, **{**MIDTERM, **known})


def section(finding: pr.Finding, key: str) -> tuple[list[str], list[str]]:
    """Return the lines of a section in both languages."""
    zh, en = (finding.explain(lang).to_dict()["sections"].get(key, []) for lang in ("zh", "en"))
    return zh, en


def row(number: str, figures: Any, at: int = 2023) -> pr.Finding:
    return XICHENG.assess({number: figures}, at=at)[number]


# --- readings of a trend --------------------------------------------------------------------------


def test_who_chose_the_reading_is_told_where_it_decides() -> None:
    """The words 稳步提升 are read in two ways in one plan: by what the editor declared, and by the words themselves."""
    days, signed = {2020: 276, 2021: 288, 2022: 286, 2023: 271}, {2020: "70%", 2021: "74%", 2022: "73%", 2023: "76%"}
    told = [section(row("30", days), "why"), section(row("45", signed), "why")]
    assert [(zh[0], en[0]) for zh, en in told] == [
        (
            "按编者声明的读法“较基期改善”（U3）判定：最后一期好于基期，中间起伏不计。",
            "Decided, as the editor declares, by “better than the base” (U3): the last period is better than the base, "
            "whatever came between.",
        ),
        (
            "没有声明读法，按词面读作“只进不退”（U2）判定：没有一期差于上一期，且末期好于基期。",
            "No reading is declared; by the words of the target, decided by “never falls back” (U2): no period is worse "
            "than the one before; the last beats the base.",
        ),
    ]


@pytest.mark.parametrize(
    ("target", "policy", "years", "zh", "en"),
    [
        ("稳步提升", {"rising": "never_falls"}, [70, 71, 74], "按声明的读法", "Decided, as declared, by"),
        ("稳步提升", {"rising": "never_falls"}, [70, 74], "只有首末两期，按", "Of two periods, decided by"),
        (
            "逐年提升", {"rising": "net_gain"}, [70, 71, 74],
            "没有声明读法，按词面读作", "No reading is declared; by the words of the target, decided by",
        ),
        (
            "保持稳定", {"tolerance": "1个百分点"}, [70, 71, 70],
            "没有声明读法，通常按", "No reading is declared; decided, as is usual, by",
        ),
    ],
)  # fmt: skip
def test_how_a_reading_came_about(target: str, policy: Any, years: list[int], zh: str, en: str) -> None:
    """A declaration counts only where it decides: not against 逐年, and not between two periods."""
    values = dict(zip((2022, 2023) if len(years) == 2 else (2021, 2022, 2023), years, strict=False))
    base = min(values)
    finding = judged(target, values, better="higher", at=max(values), baseline=base, policy=pr.Policy(**policy))
    told = section(finding, "why")
    assert told[0][0].startswith(f"{zh}“")
    assert told[1][0].startswith(f"{en} “")


def test_a_trend_that_can_still_be_kept_asks_of_the_deadline_alone() -> None:
    """What the last year has to be is said of one year, the deadline; nothing hangs on the year judged."""
    days = {2020: 276, 2021: 288, 2022: 286, 2023: 271}
    assert section(row("30", days), "change") == (
        ["2025年须高于276天，还差超过5天。"],
        ["Needed by 2025: more than 276 days; more than 5 days up from here."],
    )


def test_a_trend_that_is_lost_asks_of_the_year_that_lost_it() -> None:
    """A fall in the year judged is mended by no later year, so the deadline is not named."""
    finding = judged("稳步提升", {2020: 70, 2021: 71, 2022: 72, 2023: 71}, better="higher")
    assert (state_of(finding).value, section(finding, "change")) == (
        "broken",
        (
            ["以前各期符合这一读法，只看2023年的数。", "2023年须达到72%以上，还差1个百分点。"],
            [
                "The years before keep it; it depends on 2023 alone.",
                "Needed in 2023: 72% or more; 1 percentage point up from here.",
            ],
        ),
    )


def test_the_tolerance_of_the_editor_is_called_that() -> None:
    """A spread of 1.1 points stands beside a tolerance of 1: only what is worse counts, and the plan laid down neither."""
    finding = row("33", {2020: "82.0%", 2021: "83.1%", 2022: "82.6%", 2023: "82.9%"})
    zh, en = section(finding, "what")
    assert zh[-1] == (
        "2020—2023年在82.0%—83.1%之间，各年均未劣于基期；只看变差（变好不限），编者声明的容差为1个百分点；"
        "趋势的读法由编者声明，换一种读法结论不同。※"
    )
    assert en[-1] == (
        "Between 82.0% and 83.1% in 2020–2023, never worse than the base year; only a change for the worse is limited, "
        "to the 1 point declared by the editor; the reading of the trend is declared by the editor, and another would "
        "say otherwise. ※"
    )


# --- changes that were published ------------------------------------------------------------------


def test_a_published_change_has_a_pace_of_its_own() -> None:
    """6 % of the 10 % asked, three years of five: exactly on schedule, in state, sentence, table and chart data."""
    told = XICHENG.assess({"29": {2023: "比2020年下降6%"}}, at=2023)
    finding = told["29"]
    assert state_of(finding).value == "on_schedule"
    assert section(finding, "progress") == (
        ["符合序时进度：时间已过60%（2020年底至2025年底）。", "要求下降10%，已完成60%；按线性推算，现应下降6%。"],
        [
            "On schedule: 60% of the time has passed (end of 2020 to end of 2025).",
            "60% of the way to being down 10%; down 6% due by now on a straight line.",
        ],
    )
    assert next(one for one in told.rows("en") if one["number"] == "29")["due_now"] == "down 6%"
    plain = finding.explain("en").to_dict()
    progress = plain["progress"]
    assert (progress["question"], progress["base"], progress["goal"], progress["expected"]) == (
        "ratio", "1", "0.9", "0.94",
    )  # fmt: skip
    assert plain["goal"] is None


def test_a_published_difference_is_not_measured_by_others() -> None:
    """4 of 5 points are on the way; the measures of others need the base itself, which nobody published."""
    pace = judged("比2020年提高5个百分点以上", {2023: "比2020年提高4个百分点"}).progress
    assert pace is not None
    assert (pace.question, pace.schedule.share, pace.open_sdg, pace.healthy_people) == (
        "difference",
        Fraction(4, 5),
        None,
        None,
    )


def test_a_published_change_beside_its_levels_is_measured_by_them() -> None:
    """Where the base is known too, the way is that of the levels."""
    finding = judged("比2020年下降20%以上", {2020: 50, 2023: "比2020年下降6%"}, "起", better="lower")
    assert finding.progress is not None
    assert finding.progress.question == "level"
    assert [finding.progress.base, finding.progress.goal] == [50, 40]


# --- shares of a few, one thing -------------------------------------------------------------------


def test_a_share_of_a_few_is_measured_in_things() -> None:
    """12 of 15 streets are exactly 80 %, and more than 80 % is asked: 13, so 80 % of the way is done and not all of it."""
    finding = row("38", {2020: pr.Ratio(8, 15), 2023: pr.Ratio(12, 15)})
    assert section(finding, "progress")[0][1] == "15个街道中从8个到13个，已完成80%；按线性推算，现应为11个。"
    assert section(finding, "progress")[1][1] == (
        "80% of the way from 8 of 15 streets to 13; 11 due by now on a straight line."
    )
    assert section(finding, "change") == (
        ["2025年须高于80%，现恰为80%，不含本数，须再提高。", "分母不变时，还差1个。"],
        [
            "Needed by 2025: more than 80%; now exactly 80%, which is not included: any step up is enough.",
            "With the same whole, 1 more is needed.",
        ],
    )


def test_no_part_of_a_thing_is_due() -> None:
    """13.8 of 15 are 14, and of one thing nothing is due before all of it."""
    few = row("24", {2020: pr.Ratio(12, 15), 2023: pr.Ratio(14, 15)})
    assert [one.zh for one in progress_lines(few)][1] == (
        "15个街道中从12个到15个，已完成66.7%；按线性推算，现应至少有14个。"
    )
    assert [one.en for one in progress_lines(few)][1] == (
        "66.7% of the way from 12 of 15 streets to all; at least 14 due by now on a straight line."
    )
    told = XICHENG.assess({"11": {2020: 0, 2023: 0}}, at=2023)
    assert [(one.zh, one.en) for one in progress_lines(told["11"])][1] == (
        "从0个到1个，已完成0%。",
        "0% of the way from 0 to 1.",
    )
    assert next(one for one in told.rows("zh") if one["number"] == "11")["due_now"] == "—"


def test_a_share_of_many_is_measured_in_points() -> None:
    """Exactly at a strict limit nothing is left of the way in points, and it is no 100 % done."""
    finding = judged(">80%", {2020: "53%", 2023: "80%"})
    assert section(finding, "progress") == (
        [
            "快于序时进度：时间已过60%（2020年底至2025年底）。",
            "从53%到80%，恰到界限值，不含本数；按线性推算，现应为69.2%。",
        ],
        [
            "Ahead of schedule: 60% of the time has passed (end of 2020 to end of 2025).",
            "At the limit, which is not included, on the way from 53% to 80%; 69.2% due by now on a straight line.",
        ],
    )


def test_one_number_is_written_one_way() -> None:
    """2.616 m² are due by now in the sentence and in the progress."""
    finding = row("14", {2020: "2.31", 2023: "2.41"})
    told = [section(finding, key)[0][-1] for key in ("what", "progress")]
    assert told == [
        "2023年为2.41平方米，比目标低0.41平方米；序时应为2.616平方米，低0.206平方米，后两年年均须提高0.205平方米。",
        "从2.31平方米到2.82平方米，已完成19.6%；按线性推算，现应为2.616平方米。",
    ]


# --- how far it is --------------------------------------------------------------------------------


def test_a_survey_names_the_end_that_has_to_move() -> None:
    """The rate is 2.7 points short and the lower end 5.2: both are told, each by its name."""
    surveyed = pr.Observation("1", 2023, pr.Ratio(823, 1000), kind="sample")
    assert section(judged("≥85%", [surveyed]), "change") == (
        ["2025年整个置信区间须达到85%以上，区间下限（79.8%）还差5.2个百分点。"],
        ["Needed by 2025: 85% or more for the whole interval; its lower end, 79.8%, is 5.2 percentage points short."],
    )
    above = judged("≤10%", [pr.Observation("1", 2023, pr.Ratio(150, 1000), kind="sample")], better="lower")
    assert section(above, "change") == (
        ["2025年整个置信区间须不高于10%，区间上限（17.4%）还差7.4个百分点。"],
        ["Needed by 2025: 10% or less for the whole interval; its upper end, 17.4%, is 7.4 percentage points above."],
    )
    assert section(above, "what")[1][-1] == (
        "Survey 15% (150/1,000; 95% CI 12.9–17.4%), 5 points above 10% or less; the lower end is above it too."
    )


@pytest.mark.parametrize(
    ("target", "value", "unit", "better", "zh", "en"),
    [
        (
            ">80%", "78.5%", "%", "higher",
            "2025年须高于80%，还差超过1.5个百分点。", "Needed by 2025: more than 80%; more than 1.5 percentage points up from here.",
        ),
        (
            ">80%", pr.Ratio(4960, 6667), "%", "higher",
            "2025年须高于80%，还差5.6个百分点。", "Needed by 2025: more than 80%; 5.6 percentage points up from here.",
        ),
        (
            "<5起", 6, "起", "lower",
            "2025年须不高于4起，还差2起。", "Needed by 2025: 4 incidents or fewer; 2 incidents down from here.",
        ),
        (
            "<12分钟", "12分钟", "分钟", "lower",
            "2025年须低于12分钟，现恰为12分钟，不含本数，须再降低。",
            "Needed by 2025: less than 12 minutes; now exactly 12 minutes, which is not included: any step down is enough.",
        ),
    ],
)  # fmt: skip
def test_how_far_it_is_from_what_excludes_its_number(
    target: str, value: Any, unit: str, better: Any, zh: str, en: str
) -> None:
    """A strict limit is passed, not reached; what is counted names the next whole thing, a rounded gap claims nothing."""
    finding = judged(target, {2023: value}, unit, better=better, baseline=None)
    found = pr.remedy(finding)
    assert found is not None
    told = next(change_lines(finding, found))
    assert (told.zh, told.en) == (zh, en)


def test_nothing_is_above_all_of_a_share() -> None:
    """100 % is asked of a share as 100 %, of a growth as 100 % or more, and as printed in the quotes."""
    share = judged("100%", {2023: pr.Ratio(3, 4)}, better="higher")
    assert (section(share, "what")[1][1:], section(share, "change")) == (
        ["Target: 100% (“100%”).", "3 of 4 (75%); “100%” means all 4; 1 to go."],
        (
            ["2025年须达到100%，还差25个百分点。", "分母不变时，还差1个。"],
            ["Needed by 2025: 100%; 25 percentage points up from here.", "With the same whole, 1 more is needed."],
        ),
    )
    for target, said in (
        ("100%以上", "100% or more (“100%以上”)"),
        ("≥100%", "100% or more (“≥100%”)"),
        ("达到100%", "100% (“达到100%”)"),
    ):
        assert section(judged(target, {2023: "90%"}, better="higher"), "what")[1][1] == f"Target: {said}."
    doubled = judged("比2020年增长100%以上", {2020: 10, 2023: 15}, "人", better="higher")
    assert section(doubled, "what")[1][1] == "Target: up 100% or more on 2020 (“比2020年增长100%以上”)."
    bound = judged("100%", {2023: "90%以上"}, better="higher")
    assert section(bound, "why") == (["已知不低于90%；要求100%。"], ["Known: at least 90%; asked: 100%."])


# --- what it rests on -----------------------------------------------------------------------------


def test_a_street_that_is_silent_is_asked_for_by_name() -> None:
    """Fourteen streets have a rate together, and the fifteenth is named in what is needed."""
    figures = {area.name: {2023: pr.Ratio(1900, 1958)} for area in XICHENG.areas if area.name != "天桥街道"}
    finding = row("9", figures)
    assert [section(finding, key) for key in ("what", "evidence", "change")] == [
        (
            [
                "9 0-6 岁儿童残疾筛查率：尚不能判定。",
                "目标“≥97%”。",
                "14个街道已报（合计26600/27412，97.04%），缺天桥街道。",
            ],
            [
                "9 Disability screening rate of children aged 0-6: undecided.",
                "Target: 97% or more (“≥97%”).",
                "14 streets reported (26,600/27,412, 97.04%), “天桥街道” missing.",
            ],
        ),
        (["各街道已报的数还不能合成全区的数。"], ["What the streets reported does not make up the whole yet."]),
        (["须报2023年天桥街道的数，或全区的数。"], ["The 2023 figure of “天桥街道” is needed, or one of the whole."]),
    ]


def test_an_assumption_of_the_editor_says_which_way_was_taken() -> None:
    """Not that there was a choice, but the choice; and none where the words themselves say which way is up."""
    told = [
        section(row(number, figures), "assumptions")
        for number, figures in (
            ("2", {2023: 1}),
            ("33", {2020: "82.0%", 2021: "83.1%", 2022: "82.6%", 2023: "82.9%"}),
            ("45", {2020: "70%", 2021: "74%", 2022: "73%", 2023: "76%"}),
        )
    ]
    assert [(zh[-1], en[-1]) for zh, en in told] == [
        (
            "编者注：原表未载、由编者补充而影响结论：按“越高越好”读。",
            "Assumed by us, not in the plan, and decisive: higher taken as better.",
        ),
        (
            "编者注：原表未载、由编者补充而影响结论：按“越高越好”读、基期取2020年、趋势按“没有变差”读、容许偏差取1个百分点。",
            "Assumed by us, not in the plan, and decisive: higher taken as better, 2020 as the base, the trend read as "
            "“not worse”, 1 percentage point as the tolerance.",
        ),
        (
            "编者注：原表未载、由编者补充而影响结论：基期取2020年。",
            "Assumed by us, not in the plan, and decisive: 2020 as the base.",
        ),
    ]
    lower = judged("5起", {2023: 6}, "起", better="lower", subject=Subject(name="起数", editorial=("better",)))
    assert section(lower, "assumptions")[0] == ["编者注：原表未载、由编者补充而影响结论：按“越低越好”读。"]


def test_a_source_is_cited_where_a_sentence_uses_it() -> None:
    """The measures of others and the rule of rounding stand in the data; no sentence here tells them."""
    finding = judged("≥85%", {2020: 60, 2023: "84.6%"})
    plain = finding.explain("en").to_dict()
    assert [one["key"] for one in plain["citations"]] == [
        "GBT8170-4.3", "NBS-ROUNDING", "CN-FYP14-MIDTERM", "OPENSDG-PM", "HP2020-STATUS",
    ]  # fmt: skip
    told = " ".join(plain["sections"]["citations"])
    assert "Open SDG" not in told
    assert "Healthy People" not in told
    behind = judged("≥85%", {2020: 60, 2023: "74.3%"}).explain("zh").to_dict()["sections"]["citations"]
    assert [one.partition("（")[0] for one in behind] == ["“十四五”规划实施中期评估"]
    assert "Open SDG" not in " ".join(XICHENG.assess({"6": {2020: "70%", 2023: "74%"}}, at=2023).to_text("en"))


def test_readings_that_agree_are_not_said_to_differ() -> None:
    """A fall of 5 % on 2020 is undecided in points as in per cent: it is the survey that leaves it open, not the words."""
    surveys = [pr.Observation("1", year, pr.Ratio(n, 1000), kind="sample") for year, n in ((2020, 520), (2023, 500))]
    told = section(judged("比2020年下降5%以上", surveys), "what")
    assert (told[0][-1], told[1][-1]) == (
        "抽样调查为“50%（500/1000）”，变化与目标之差在抽样误差之内，对“比2020年下降5个百分点以上”尚不能判定，样本须加大。",
        "Survey “50% (500/1,000)”, target down 5 percentage points or more on 2020: the difference lies within the sampling error; a larger sample is needed.",
    )


# --- several ends, several dates ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reached", "zh", "en"),
    [
        (700, "在目标范围之内。", "within the range."),
        (
            620,
            "区间跨目标60%，尚不能判定；比例不变约需样本2310人。",
            "the interval spans 60%; about 2,310 needed if the rate holds.",
        ),
        (
            500,
            "比目标低10个百分点，区间上限也低于目标。",
            "10 points short of 60 to 80%; the upper end is below it too.",
        ),
        (900, "比目标高10个百分点，区间下限也高于目标。", "10 points above 60 to 80%; the lower end is above it too."),
    ],
)
def test_a_survey_is_told_beside_the_end_that_matters(reached: int, zh: str, en: str) -> None:
    """Of a range the remark names the end that the interval spans or lies beyond, and none where it lies between."""
    target = pr.parse_target("60%-80%", unit="%", share=True)
    sample = pr.Observation("1", 2025, pr.Ratio(reached, 1000), kind="sample")
    told = remark(pr.evaluate(target, pr.Series.of([sample], unit="%", share=True), at=2025))
    assert told.zh.endswith(zh)
    assert told.en.endswith(en)


@pytest.mark.parametrize(
    ("figures", "at", "zh", "en"),
    [
        ({2023: "54%"}, 2023, "2023年为54%，与“到2023年不低于55%”的目标仍有差距，低1个百分点。",
         "54% in 2023, 1 point short of 55% or more."),
        ({2023: "54%", 2024: "57%"}, 2024, "考核时点为2023年：当年54%，比目标低1个百分点，未按期实现；2024年为57%，逾期达到。",
         "due in 2023: 54%, 1 point short; 57% in 2024, reached late."),
    ],
)  # fmt: skip
def test_of_milestones_the_one_that_was_missed_is_told(figures: Any, at: int, zh: str, en: str) -> None:
    """What is due only in 2025 is not what is missed in 2023."""
    target = pr.parse_target("2023年、2025年分别达到55%、60%", unit="%", share=True, better="higher")
    told = remark(pr.evaluate(target, pr.Series.of(figures, unit="%", share=True), at=at, deadline=2025))
    assert told.zh.endswith(zh)
    assert told.en.endswith(en)


@pytest.mark.parametrize(
    ("target", "unit", "better", "figures", "zh", "en"),
    [
        ("增长不超过3%", "起", "lower", {2020: 100, 2025: 103}, "恰为目标（3%以内）；“不超过”含本数，判为达到。",
         "exactly the 3% asked; “or less” includes it."),
        ("增长低于3%", "起", "lower", {2020: 100, 2025: 103}, "恰为3%，不含本数，判为未达到；须降至102起及以下，还差1起。",
         "exactly 3%, which “less than” does not include; 102 incidents or fewer needed, 1 to go."),
        ("增长3%", "万吨", "higher", {2020: 35, 2025: 36}, "须达到36.05万吨及以上，还差0.05万吨。",
         "up 2.9% from 35 × 10,000 tonnes in 2020 (3% asked); 36.05 × 10,000 tonnes or more needed, 0.05 to go."),
        ("逐年下降", "起", "lower", {2020: 11, 2023: 10, 2024: 10, 2025: 9}, "2024年与上年持平，不符合“逐年下降”。",
         "Level in 2024, not a fall every year."),
        ("只增不减", "个", "higher", {2020: 10, 2024: 9, 2025: 11}, "2024年比2020年减少1个（10个→9个），不符合“只增不减”。",
         "Down 1 on 2020 in 2024 (10 to 9): not as asked."),
        ("自2025年起每年不少于9个", "个", "higher", {2025: 11}, "2025年符合“自2025年起每年不少于9个”。", "Kept in 2025."),
        ("一周内", "天", "lower", {2025: 8}, "2025年为8天，与“一周内”的目标仍有差距，高1天。",
         "8 days in 2025, 1 above 1 week or less."),
    ],
)  # fmt: skip
def test_the_reason_is_the_one_that_decides(
    target: str, unit: str, better: Any, figures: Any, zh: str, en: str
) -> None:
    """A ceiling of a change is told as one, a lost step by its year, and a week is no place to which days are rounded."""
    finding = judged(target, figures, unit, better=better, at=2025)
    told = remark(finding)
    assert told.zh.endswith(zh)
    assert told.en.endswith(en)


def test_a_condition_of_later_years_says_so() -> None:
    """Asked from 2024 on, nothing is asked of 2023."""
    told = remark(judged("2024年起每年不超过10起", {2023: 9}, "起", better="lower"))
    assert (told.zh, told.en) == ("所要求的年份未到。", "None of the years it asks for has come yet.")
