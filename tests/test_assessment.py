"""A whole plan assessed: commitments apart, every way of counting adds up, the office's words, what changed."""

import json
from datetime import date

import pytest

import prevention_rules as pr
from prevention_rules.assessments.changes import changes
from prevention_rules.assessments.tally import Tally
from prevention_rules.errors import FormatError
from prevention_rules.judgement.findings import TrendRead
from prevention_rules.judgement.states import HEADLINE, State, state_of
from prevention_rules.periods import Period
from prevention_rules.plans.dated import InForce
from prevention_rules.plans.outline import Domain
from prevention_rules.text import Words

XICHENG = pr.load_plan("xicheng-2022-2025")
HEAD = {"id": "p", "title": "某区计划", "first_year": 2021, "last_year": 2025, "baseline_year": 2020}
STREETS = ("甲街道", "乙街道", "丙街道")


def row(**fields):
    usual = {"number": "1", "name": "筛查率", "unit": "%", "share": True, "better": "higher", "target": "≥85%"}
    return pr.Indicator(**{**usual, **fields})


def plan(*indicators, **fields):
    return pr.Plan(**{**HEAD, "indicators": indicators, **fields})


def streets(*indicators):
    return plan(*indicators, areas=tuple(pr.Area(name=name) for name in STREETS))


# --- the plan as data -----------------------------------------------------------------------------


def test_every_fact_of_the_plan_has_its_place():
    """Milestones, domains, areas, departments, tasks, indicators and commitments all say where they stand."""
    entries = (XICHENG.milestones, XICHENG.domains, XICHENG.areas, XICHENG.departments, XICHENG.tasks, XICHENG.rules)
    assert [len(listed) for listed in entries] == [2, 5, 15, 27, 21, 67]
    assert [entry for listed in entries for entry in listed if not entry.place] == []


def test_a_department_is_found_under_each_of_its_spellings():
    """区委社工委民政局 is 区委社会工委区民政局, and what is no department is a KeyError."""
    assert XICHENG.department("区委社工委民政局") is XICHENG.department("区委社会工委区民政局")
    with pytest.raises(KeyError):
        XICHENG.department("区委民政局")


def test_tasks_and_indicators_find_one_another():
    """What an indicator says of its tasks is what a task says of its indicators."""
    pairs = {(one.number, task.number) for one in XICHENG.indicators for task in XICHENG.tasks_of(one.number)}
    assert pairs == {(one.number, task.number) for task in XICHENG.tasks for one in XICHENG.indicators_of(task.number)}
    assert pairs == {(link.indicator, link.task) for link in XICHENG.links}


def test_editorial_links_are_marked_one_by_one():
    """Indicator 39 is named in task 3.2 and put under 5.2 by the editor."""
    assert [(link.task, link.editorial) for link in XICHENG["39"].links] == [("3.2", False), ("5.2", True)]
    assert sum(link.editorial for link in XICHENG.links) == 28


def test_a_plan_built_in_code_is_checked_before_it_is_assessed():
    """Two rows of one number and an unknown reading are refused together, with their fields."""
    with pytest.raises(pr.RuleFileError) as caught:
        plan(row(), row(reading="net_gian")).assess([], at=2025)
    assert [(fault.row, fault.field) for fault in caught.value.faults] == [
        ("indicator 1", "number"),
        ("indicator 1", "reading"),
    ]


# --- commitments ----------------------------------------------------------------------------------


def test_commitments_are_assessed_and_never_mixed_with_indicators():
    """45 indicators and 22 commitments are counted apart; a commitment is found by its number."""
    told = XICHENG.assess({"C19": {2025: 15}, "2": {2025: 1}}, at=2025)
    assert (len(told), sum(told.counts().values())) == (45, 45)
    assert (len(told.commitments), sum(told.commitments.counts().values())) == (22, 22)
    assert told["C19"].verdict is told["2"].verdict is pr.Verdict.MET
    assert told.commitments.counts()[State.MET] == 1


def test_what_no_figure_decides_is_listed_as_such():
    """Five commitments are mere intent: not assessable, reason qualitative, with what keeps them from it."""
    told = XICHENG.assess([], at=2025).commitments
    intent = [finding.subject.number for finding in told if finding.reason == "qualitative"]
    assert intent == ["C1", "C2", "C3", "C6", "C8"]
    assert "需要全国排名或比较标准" in str(next(iter(told)).explain("zh"))


def test_the_midterm_assessment_falls_due_in_its_own_year():
    """2023年开展中期评估 is overdue at the end of 2023 if it was not held; the final one is not due yet."""
    told = XICHENG.assess({"C21": {2023: 0}, "C22": {2023: 0}}, at=2023)
    assert (told["C21"].due, told["C22"].due) == ("due", "not_due")


# --- counting -------------------------------------------------------------------------------------


def test_every_grouping_loses_nothing():
    """By domain the counts add up to 45; by task and tag every indicator is somewhere, at least once."""
    told = XICHENG.assess([], at=2023)
    assert sum(len(group) for group in told.by_domain().values()) == 45
    for groups in (told.by_task(), told.by_tag(), told.by(lambda one: [one.kind] if one.kind else [])):
        assert {finding.subject.number for group in groups.values() for finding in group} == {
            indicator.number for indicator in XICHENG.indicators
        }
    assert len(told.by_task()) == 21
    assert sum(len(group) for group in told.by_task().values()) == len(XICHENG.links)


def test_a_row_without_domain_or_tag_is_counted_too():
    """What belongs to nothing stands in the group of the empty name, last."""
    rows = (row(domain="1", tags=("妇幼",)), row(number="2", name="服药率"))
    told = plan(*rows, domains=(Domain(number="1", name="筛查"),)).assess([], at=2025)
    assert {name: len(group) for name, group in told.by_domain().items()} == {"筛查": 1, "": 1}
    assert {name: len(group) for name, group in told.by_tag().items()} == {"妇幼": 1, "": 1}
    assert len(told.unassigned) == 2


@pytest.mark.parametrize(
    ("name", "leads", "shares"),
    [
        (
            "区卫生健康委",
            "1 2 5 6 7 8 9 10 11 12 13 14 15 16 17 23 24 25 34 35 36 37 45",
            "3 4 18 19 20 21 22 26 27 28 29 30 31 32 33 38 39 40 41 42 43",
        ),
        ("区残联", "1 2 7 8 9 10 11 34 35 36 38 39 40 42 43", "3 4 12 13 14 15 16 17 18 19 20 21 22 37 41 44 45"),
    ],
)
def test_what_the_two_main_departments_answer_for(name, leads, shares):
    """区卫生健康委 and 区残联 are listed with each indicator they lead, and apart with those they share in."""
    duty = XICHENG.assess([], at=2025).by_department()[name]
    assert [finding.subject.number for finding in duty.leads] == leads.split()
    assert [finding.subject.number for finding in duty.shares] == shares.split()


def test_departments_leave_no_indicator_out():
    """Every indicator of the plan is with some department, or else in unassigned; here none is."""
    told = XICHENG.assess([], at=2025)
    duties = told.by_department().values()
    seen = {finding.subject.number for duty in duties for group in (duty.leads, duty.shares) for finding in group}
    assert len(seen) + len(told.unassigned) == 45
    assert len(told.unassigned) == 0


# --- by area --------------------------------------------------------------------------------------


def test_each_street_has_its_finding_and_the_silent_one_too():
    """甲 meets the target, 乙 does not, 丙 said nothing; the whole cannot be known."""
    reports = [
        pr.Observation("1", 2025, pr.Ratio(90, 100), area="甲街道"),
        pr.Observation("1", 2025, pr.Ratio(80, 100), area="乙街道"),
    ]
    told = streets(row(), row(number="2", name="服药率")).assess(reports, at=2025)
    assert {name: [f.verdict.name for f in group] for name, group in told.by_area().items()} == {
        "甲街道": ["MET"],
        "乙街道": ["NOT_MET"],
        "丙街道": ["NOT_ASSESSABLE"],
    }
    assert told["1"].verdict is pr.Verdict.NOT_ASSESSABLE
    assert "2个街道已报（合计170/200，85%），缺丙街道" in str(told["1"].explain("zh"))


@pytest.mark.parametrize(("silent", "verdict"), [(100, "INCONCLUSIVE"), (10, "MET")])
def test_unreported_members_of_known_number_bound_the_whole(silent, verdict):
    """A street that only says how many have not reported widens the rate from worst to best case (Manski)."""
    reports = {
        "甲街道": {2025: pr.Ratio(430, 480)},
        "乙街道": {2025: pr.Ratio(450, 500)},
        "丙街道": {2025: pr.Ratio(0, 0, silent)},
    }
    assert streets(row()).assess({"1": reports}, at=2025)["1"].verdict.name == verdict


def test_streets_that_do_not_add_up_to_the_whole_are_pointed_out():
    """The final whole says 90 %, the streets make 80 %: the whole decides, and the explanation says that they differ."""
    reports = [
        pr.Observation("1", 2025, "90%", status="核定"),
        *(pr.Observation("1", 2025, pr.Ratio(80, 100), area=one) for one in STREETS),
    ]
    finding = streets(row()).assess(reports, at=2025)["1"]
    assert finding.verdict is pr.Verdict.MET
    assert "全区报数90%，与各地合计240/300不一致，按全区核定数判定，请核对。※" in str(finding.explain("zh"))


@pytest.mark.parametrize(
    ("reports", "note"),
    [
        ({"definition": "户籍人口"}, "各地口径不同，不能汇总"),
        ({"kind": "sample"}, "抽样调查的数不能直接相加"),
    ],
)
def test_what_has_no_sum_is_not_summed(reports, note):
    """Streets that count differently, or that drew samples, are not pooled, and the finding says why."""
    told = [pr.Observation("1", 2025, pr.Ratio(90, 100), area=STREETS[0], **reports)]
    told += [pr.Observation("1", 2025, pr.Ratio(90, 100), area=one) for one in STREETS[1:]]
    finding = streets(row()).assess(told, at=2025)["1"]
    assert finding.reason == "not_pooled"
    assert note in str(finding.explain("zh"))


def test_a_sum_is_as_firm_as_its_least_firm_part():
    """One preliminary street makes the whole preliminary, and the finding says so."""
    told = [pr.Observation("1", 2025, pr.Ratio(90, 100), area=one, status="核定") for one in STREETS[1:]]
    told.append(pr.Observation("1", 2025, pr.Ratio(90, 100), area=STREETS[0], status="初步"))
    assert "依据的是初步数" in str(streets(row()).assess(told, at=2025)["1"].explain("zh"))


# --- definitions, breaks, dates, amendments -------------------------------------------------------

PLACES = {"name": "基地", "unit": "个", "share": False, "target": "1", "period": "cumulative"}
FALLING = {"name": "事故起数", "unit": "起", "share": False, "better": "lower", "target": "比2020年下降20%以上"}


def test_a_break_in_the_series_parts_base_and_value():
    """Counted in another way from 2023 on, 2025 is not compared with 2020; 2022 still is."""
    broken = plan(row(**FALLING, series_break=(2023,)))
    figures = {"1": {2020: 40, 2022: 30, 2025: 20}}
    assert broken.assess(figures, at=2022)["1"].verdict is pr.Verdict.MET
    finding = broken.assess(figures, at=2025)["1"]
    assert (finding.verdict, finding.reason) == (pr.Verdict.NOT_ASSESSABLE, "series_break")
    assert "自2023年起口径改变" in str(finding.explain("zh"))
    assert broken.assess({"1": {2025: "比2020年下降30%"}}, at=2025)["1"].reason == "series_break"


def test_a_base_worked_out_anew_mends_the_break():
    """Where base and value name one definition they are compared across the break."""
    broken = plan(row(**FALLING, series_break=(2023,)))
    figures = [pr.Observation("1", year, n, definition="新口径") for year, n in ((2020, 40), (2025, 20))]
    assert broken.assess(figures, at=2025)["1"].verdict is pr.Verdict.MET


def test_a_break_parts_a_trend_and_hides_no_progress():
    """稳步提升 across a break is not assessable, and a level across it has no progress."""
    broken = plan(row(target="稳步提升", series_break=(2023,)), row(number="2", name="服药率", series_break=(2023,)))
    figures = {n: {2020: "60%", 2021: "61%", 2022: "62%", 2023: "70%"} for n in ("1", "2")}
    told = broken.assess(figures, at=2023)
    assert told["1"].reason == "series_break"
    assert (told["2"].verdict, told["2"].progress) == (pr.Verdict.NOT_MET, None)


def test_an_amended_base_mends_the_break():
    """An approved amendment that sets 2023 as the base makes 2025 comparable again, and is told."""
    amended = pr.Amendment(
        date=date(2024, 3, 1),
        document="某政发〔2024〕3号",
        baseline=2023,
        target="比2023年下降10%以上",
        reason="口径改变",
    )
    rule = row(**FALLING, series_break=(2023,), amendment=(amended,))
    finding = plan(rule).assess({"1": {2020: 40, 2023: 60, 2025: 50}}, at=2025)["1"]
    assert finding.verdict is pr.Verdict.MET
    assert "目标经某政发〔2024〕3号于2024-03-01调整：原为“比2020年下降20%以上”，现为“比2023年下降10%以上”" in str(
        finding.explain("zh")
    )
    assert "Amended on 2024-03-01 by “某政发〔2024〕3号”" in str(finding.explain("en"))


def test_an_amendment_stands_from_its_date_on():
    """The midterm of 2023 is judged by the printed target, 2025 by the amended one; a later one keeps what it leaves out."""
    steps = (
        pr.Amendment(date=date(2024, 3, 1), document="甲号", target="≥80%"),
        pr.Amendment(date=date(2025, 1, 1), document="乙号", scope="常住人口"),
    )
    amended = plan(row(amendment=steps))
    figures = {"1": {2023: "82%", 2025: "82%"}}
    assert amended.assess(figures, at=2023)["1"].verdict is pr.Verdict.NOT_MET
    finding = amended.assess(figures, at=2025)["1"]
    assert (finding.verdict, finding.target.text) == (pr.Verdict.MET, "≥80%")
    assert "口径：常住人口" in str(finding.explain("zh"))


def test_a_dated_target_is_due_once_it_stands():
    """≥70% from 2023 on: 2022 is judged by the final target and not due, 2023 by the dated one and due."""
    dated = plan(row(in_force=(InForce(since=2023, target="≥70%"), InForce(since=2025, target="≥85%"))))
    told = [dated.assess({"1": {year: "72%"}}, at=year)["1"] for year in (2022, 2023, 2024, 2025)]
    assert [(f.verdict.name, f.due, f.target.text) for f in told] == [
        ("NOT_MET", "not_due", "≥85%"),
        ("MET", "due", "≥70%"),
        ("MET", "due", "≥70%"),
        ("NOT_MET", "due", "≥85%"),
    ]


@pytest.mark.parametrize(("terms", "verdict"), [({}, "NOT_MET"), ({"terms": ("超过 >=",)}, "MET")])
def test_a_document_may_define_its_words(terms, verdict):
    """Where the plan defines 超过 as including the number, exactly 70 % meets 超过70%, and the finding says why."""
    told = plan(row(target="超过70%"), **terms).assess({"1": {2025: "70%"}}, at=2025)["1"]
    assert told.verdict.name == verdict
    assert ("本文件自行界定：“超过”即>=" in str(told.explain("zh"))) is bool(terms)


def test_definition_and_editorial_marks_reach_the_explanation():
    """How an indicator is counted is told, and that a row was not checked against the document."""
    told = str(XICHENG.assess([], at=2025)["3"].explain("zh"))
    assert "分母：结婚登记人数（按人计，不按对计）；统计时期：上年10月1日至当年9月30日" in told
    assert "未经核对" in str(pr.load_plan("national-2021-2025").assess([], at=2025)["4"].explain("zh"))


def test_a_base_the_editor_chose_for_the_whole_plan_is_marked():
    """提升 without a base takes 2020 from the plan, and the explanation says that no document prints it."""
    finding = XICHENG.assess({"C9": {2020: "5‰", 2021: "5.1‰", 2022: "5.2‰", 2023: "5.3‰"}}, at=2023)["C9"]
    assert isinstance(finding.ground, TrendRead)
    assert finding.ground.compared.demand.base == Period.of(2020)
    assert "基期" in str(finding.explain("zh")).partition("由编者补充而影响结论：")[2].partition("\n")[0]


# --- the words of the office ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "figures", "at", "code", "words"),
    [
        ({"target": "得到控制"}, {}, 2023, "by_people", "由评估组评定"),
        ({"target": "到2024年≥75%，到2025年≥80%"}, {2022: "60%"}, 2022, "not_yet", "未到首个考核时点"),
        ({}, {}, 2023, "no_figure", "缺当期数据"),
        ({}, {2023: "实现应保尽保"}, 2023, "no_figure", "缺当期数据"),
        (FALLING, {2025: 20}, 2025, "no_base", "缺基期数据"),
        ({**FALLING, "series_break": (2023,)}, {2020: 40, 2025: 20}, 2025, "not_comparable", "前后不可比"),
        (FALLING, {2020: 0, 2025: 20}, 2025, "not_comparable", "前后不可比"),
        (FALLING, {2022: "同比下降24%"}, 2022, "not_comparable", "前后不可比"),
        ({"target": "基本达到80%"}, {2025: "79.9%"}, 2025, "unclear_target", "目标表述待明确"),
        ({"target": "显著提高"}, {2020: "60%", 2023: "70%"}, 2023, "unclear_target", "目标表述待明确"),
        ({}, {2025: "80%以上"}, 2025, "undecided", "尚不能判定"),
        ({"target": "稳步提升"}, {2020: "60%", 2023: "70%"}, 2023, "undecided", "尚不能判定"),
        ({}, {2025: "86%"}, 2025, "met", "已实现目标"),
        (PLACES, {2025: 1}, 2025, "met", "已完成"),
        ({"target": "到2023年≥80%"}, {2023: "79%", 2025: "85%"}, 2025, "met_late", "逾期达到"),
        ({}, {2025: "84%"}, 2025, "not_met", "未实现目标"),
        (PLACES, {2025: 0}, 2025, "not_met", "未完成"),
        ({"target": "到2023年≥80%"}, {2023: "79%"}, 2023, "not_met", "未实现目标"),
        ({}, {2023: "86%"}, 2023, "reached_early", "提前实现"),
        (PLACES, {2023: 1}, 2023, "reached_early", "提前完成"),
        (FALLING, {2020: 40, 2023: 30}, 2023, "reached_early", "提前实现"),
        ({"target": "保持在80%以上"}, {2020: "80%", 2021: "80%", 2022: "81%", 2023: "82%"}, 2023, "kept_so_far", "截至目前符合要求"),
        ({"target": "有所提高"}, {2020: "60%", 2023: "61%"}, 2023, "kept_so_far", "截至目前符合要求"),
        ({"target": "年均提高2个百分点"}, {2020: "60%", 2023: "66%"}, 2023, "kept_so_far", "截至目前符合要求"),
        ({"target": "到2023年≥75%，到2025年≥80%"}, {2023: "76%"}, 2023, "kept_so_far", "截至目前符合要求"),
        ({"target": "保持在80%以上"}, {2022: "79%", 2023: "82%"}, 2023, "broken", "已有年度不符合要求"),
        ({"target": "稳步提升"}, dict(zip(range(2020, 2024), ["70%", "72%", "71%", "75%"], strict=True)), 2023, "broken",
         "已有年度不符合要求"),
        ({}, {2020: "60%", 2023: "80%"}, 2023, "ahead", "快于序时进度"),
        ({}, {2020: "60%", 2023: "75%"}, 2023, "on_schedule", "符合序时进度"),
        ({}, {2020: "60%", 2023: "50%"}, 2023, "worse_than_base", "劣于基期"),
        ({"target": "有所提高"}, {2020: "60%", 2023: "59%"}, 2023, "worse_than_base", "劣于基期"),
        (FALLING, {2023: "比2020年增长3%"}, 2023, "worse_than_base", "劣于基期"),
        ({}, {2020: "60%", 2023: "70%"}, 2023, "behind", "滞后于序时进度"),
        ({}, {2023: "70%"}, 2023, "under_way", "推进中（进度无法测算）"),
        (FALLING, {2023: "比2020年下降6%"}, 2023, "behind", "滞后于序时进度"),
    ],
)  # fmt: skip
def test_every_state_in_the_words_of_the_office(fields, figures, at, code, words):
    """Each of the eighteen states has its code and its word; a task is 完成, an indicator 实现."""
    told = plan(row(**fields)).assess({"1": figures}, at=at)
    assert (state_of(told["1"]).value, told.rows("zh")[0]["state"].removesuffix(" ※")) == (code, words)
    assert {state.value: n for state, n in told.counts().items() if n} == {code: 1}


def test_every_state_is_in_one_group_of_the_headline():
    """The groups of a headline part the states, and what is reached or assessable is told of each."""
    assert sorted(state for states in HEADLINE.values() for state in states) == sorted(State)
    assert [state.value for state in State if not state.is_assessable] == [
        "by_people", "not_yet", "no_figure", "no_base", "not_comparable", "unclear_target",
    ]  # fmt: skip
    assert [state.value for state in State if state.is_reached] == ["met", "reached_early", "kept_so_far"]
    for state in State:
        for words in (state.words, state.task_words, state.meaning):
            assert words.zh
            assert words.en.isascii()


def test_the_headline_of_a_midterm():
    """The model sentence of a midterm review, in both languages, with what is behind told apart."""
    counts = dict.fromkeys(State, 0) | {
        State.REACHED_EARLY: 13, State.KEPT_SO_FAR: 4, State.AHEAD: 3, State.ON_SCHEDULE: 3, State.BEHIND: 5,
        State.WORSE_THAN_BASE: 2, State.BROKEN: 1, State.UNDER_WAY: 4, State.UNDECIDED: 3, State.NO_FIGURE: 5,
        State.NOT_COMPARABLE: 1, State.BY_PEOPLE: 1,
    }  # fmt: skip
    told = Tally(counts, marked=5, baseless=4)
    assert (told.total, told.assessable, told.reached, sum(told.groups.values())) == (45, 38, (17, 38), 45)
    assert told.headline(2025).zh == (
        "45项指标中，可监测38项：提前实现2025年目标13项，截至目前符合要求4项，快于或符合序时进度6项，"
        "滞后8项（其中劣于基期2项、已有年度不符合要求1项），推进中但缺基期、进度无法测算4项，尚不能判定3项；"
        "另有缺数据5项、前后不可比1项、由评估组评定1项。"
    )
    assert told.headline(2025).en == (
        "Of 45 indicators 38 could be assessed: 13 reached their 2025 target early, 4 are kept so far, 6 are ahead of or "
        "on schedule, 8 are behind (2 of them worse than in the base year, 1 broken in an earlier year), 4 are under way "
        "without a base figure, 3 are undecided. 5 have no figure, 1 is not comparable, 1 is for the review group."
    )
    assert told.mark_words == Words("其中5项带※", "5 of them are marked ※")


def test_the_headline_of_the_end():
    """Where everything is due, what is missed and what came late stand by themselves."""
    counts = dict.fromkeys(State, 0) | {State.MET: 3, State.MET_LATE: 1, State.NOT_MET: 2}
    assert Tally(counts).headline(2025).zh == "6项指标中，可监测6项：已实现目标3项，未实现目标2项，逾期达到1项。"
    assert Tally(counts).headline(2025).en == (
        "Of 6 indicators 6 could be assessed: 3 met their targets, 2 did not meet their targets, 1 was reached late."
    )


def test_what_stands_above_every_table():
    """Plan, year, date, base, target year, time passed, source and policy stand on every output, with the headline."""
    told = XICHENG.assess([pr.Observation("5", 2023, "94.5%", status="核定", source="年报")], at=2023)
    above = [
        "《北京市西城区残疾预防行动计划（2022—2025年）》实施情况中期监测评估表（2023年度）",
        "评估时点：2023年底 ｜ 基期：2020年 ｜ 目标年：2025年 ｜ 时间进度：60%（2020年底至2025年底共5年，已过3年） ｜ "
        "数据截至：2023年12月，其中妇幼指标为2022年10月—2023年9月 ｜ 判定口径：默认",
        "数据来源：年报（核定数1项、初步数0项）",
        "45项指标中，可监测1项：推进中但缺基期、进度无法测算1项；另有缺数据44项。",
        "22项正文量化任务中，可监测0项；另有缺数据17项、由评估组评定5项。",
    ]
    assert [told.heading.title.zh, *(line.zh for line in told.heading.lines)] == above
    for table in (told.to_text("zh"), told.show("zh").to_html()):
        assert all(line in table for line in above)
    assert told.to_text("en").splitlines()[:3] == [
        "Xicheng District (Beijing) Disability Prevention Action Plan (2022-2025): monitoring table for the midterm "
        "review, 2023",
        "Assessed at the end of 2023 | base 2020 | target year 2025 | time passed 60% (3 of 5 years, end of 2020 to end "
        "of 2025) | figures through 2023-12 (maternal and child health: 2022-10 to 2023-09) | rules of decision: default",
        "Source of the figures: “年报” (final 1, preliminary 0)",
    ]
    final = XICHENG.assess([], at=2025, policy=pr.Policy(comparison="rounded", rounding="half_up")).heading
    assert final.title.zh.endswith("实施情况终期监测评估表（2025年度）")
    assert final.under.zh.endswith("判定口径：修约值比较（四舍五入）")


def test_the_columns_of_the_office():
    """Ten columns in the order of the office's table; at the end there is nothing due by now."""
    midterm, final = (XICHENG.assess([], at=year).to_markdown("zh") for year in (2023, 2025))
    assert (
        "| 序号 | 指标 | 单位 | 2020年基期 | 2025年目标 | 2023年完成情况 | 序时应达 | 结论 | 说明 | 责任单位 |"
        in midterm
    )
    assert "| 序号 | 指标 | 单位 | 2020年基期 | 2025年目标 | 2025年完成情况 | 结论 | 说明 | 责任单位 |" in final
    assert "| 序号 | 任务 | 单位 |" in midterm


def test_the_notes_stand_once_and_in_order():
    """States, schedule, comparison, readings, breaks, what is ours, sources, and that people decide."""
    broken = row(**FALLING, series_break=(2023,), editorial=("target",))
    rows = (broken, row(number="2", name="服药率", target="稳步提升"), row(number="3", name="接种率", target="85%以上"))
    rising = dict(zip(range(2020, 2024), ["70%", "72%", "71%", "75%"], strict=True))
    told = plan(*rows).assess({"1": {2020: 40, 2023: 20}, "2": rising, "3": {2023: "90%"}}, at=2023).to_text("zh")
    heads = ["1. 结论用语：", "2. 序时进度按基期至目标年线性推算", "3. 达标判断采用全数值比较（GB/T 8170—2008），不先修约",
             "4. “稳步提升”等无数量界定的目标按以下读法判定", "5. 口径变化与不可比项：1", "6. 编者注：", "7. 依据：",
             "8. 本表由规则自动判定，供评估组审定"]  # fmt: skip
    lines = told.splitlines()[-8:]
    assert [line[: len(head)] for line, head in zip(lines, heads, strict=True)] == heads


def test_nothing_is_called_failed_before_its_date():
    """Before 2025 no row of the table says 未完成, whatever the figures are."""
    told = XICHENG.assess({str(n): {2023: 1} for n in (2, 18, 28, 34)}, at=2023)
    assert "未完成" not in {line["state"] for line in told.rows("zh")}


# --- two assessments ------------------------------------------------------------------------------


def test_what_changed_between_midterm_and_end_and_why():
    """A target amended, a figure that arrived, a row without change: each is told, and none is lost."""
    amended = pr.Amendment(date=date(2024, 3, 1), document="甲号", target="≥80%")
    three = plan(
        row(amendment=(amended,)), row(number="2", name="服药率"), row(number="3", name="接种率", target="到2021年≥85%")
    )
    figures = {"1": {2023: "82%", 2025: "82%"}, "2": {2025: "90%"}}
    midterm, final = (three.assess(figures, at=year) for year in (2023, 2025))
    told = midterm.compare(final)
    assert (told["1"].kind, told["2"].kind) == ("reached", "reached")
    assert told["1"].why("zh") == "目标“≥85%”改为“≥80%”；由推进中（进度无法测算）转为已实现目标"
    assert told["2"].why("en") == "figure none → 90%; from no figure to met"
    assert told.missing == ("3",)
    assert told.headline.zh == "2023—2025：新达到2项，仍缺数据1项，没有变化0项；其间2项到期。"


def test_what_is_lost_comes_first():
    """A target that was reached and is so no longer stands above what is newly reached and what only moved."""
    rows = (row(), row(number="2", name="服药率"), row(number="3", name="接种率"), row(number="4", name="建档率"))
    figures = {"1": {2023: "80%", 2024: "81%"}, "2": {2023: "84%", 2024: "86%"}, "3": {2023: "97.9%", 2024: "84%"}}
    figures["4"] = {2023: "90%", 2024: "90%"}
    told = plan(*rows).assess(figures, at=2023).compare(plan(*rows).assess(figures, at=2024))
    assert [(line.number, line.kind) for line in told] == [("3", "lost"), ("2", "reached"), ("1", "figure")]
    assert told["3"].why("zh") == "数据97.9% → 84%（降13.9个百分点）；由提前实现转为推进中（进度无法测算）"
    assert told.unchanged == ("4",)
    plain = told.to_dict()
    assert plain["changed"][0] == {
        "number": "3", "kind": "lost", "before": "reached_early", "after": "under_way",
        "differences": [{"zh": words.zh, "en": words.en} for words in told["3"].differences],
    }  # fmt: skip
    assert json.loads(json.dumps(plain)) == plain
    assert {key: one for key, one in plain.items() if key != "changed"} == {
        "earlier": "2023", "later": "2024", "missing": [], "unchanged": ["4"], "fell_due": 0, "counts": told.counts(),
    }  # fmt: skip
    assert sum(told.counts().values()) + len(told.unchanged) == 4


def test_new_and_lost_rows_are_named():
    """A row that only one of the two has is new or gone."""
    old, new = plan(row()), plan(row(number="2", name="服药率"), partial=True)
    told = changes(old.assess([], at=2023), new.assess([], at=2025))
    assert [(line.number, line.kind) for line in told] == [("2", "new"), ("1", "gone")]


def test_two_plans_are_not_compared():
    """The numbers of one plan say nothing of another's."""
    other = plan(row()).assess([], at=2023)
    with pytest.raises(FormatError):
        XICHENG.assess([], at=2025).compare(other)


def test_a_doubt_is_marked_and_said_in_every_table():
    """A preliminary figure puts ※ behind the state and its reason into the remark, and is counted beside the headline."""
    two = plan(row(), row(number="2", name="服药率"))
    figures = [pr.Observation("1", 2025, "90%", status="preliminary"), pr.Observation("2", 2025, "90%")]
    told = two.assess(figures, at=2025)
    assert [one["state"] for one in told.rows("zh")] == ["已实现目标 ※", "已实现目标"]
    assert told.rows("zh")[0]["remark"] == "2025年为90%，超过目标5个百分点；依据的是初步数，核定后结论可能改变。※"
    assert told.heading.headline.zh == "2项指标中，可监测2项：已实现目标2项（其中1项带※）。"
    for table in (told.to_text("en"), told.to_markdown("en"), told.show("en").to_html()):
        assert "rests on a preliminary figure; the final one may change it" in table


def told_of(figures, **said):
    """Return the row of the one indicator, judged in 2022 against a base in 2020."""
    two = plan(row(baseline=2020, **said))
    return two.assess([pr.Observation("1", *one) for one in figures], at=2022).rows("zh")[0]


def test_a_base_that_follows_from_other_figures_is_worked_out():
    """Under the base stands the value of the base year, never the figure of another year or of a part it follows from."""
    change = [(2022, "70.9%"), (2022, "比2020年提高6.3个百分点")]
    assert told_of(change)["base"] == "64.6%"
    halves = [("2020年上半年", 60), ("2020年下半年", 61), (2022, 110)]
    events = {"unit": "起", "share": False, "better": "lower", "target": "≤100起", "additive": True}
    assert told_of(halves, **events, period="calendar_year")["base"] == "121起"
    fell = told_of([(2022, "70.9%"), (2022, "比2020年下降6.3个百分点")])
    assert fell["remark"].startswith("2022年为70.9%，低于2020年的77.2%，劣于基期")


def test_of_a_bound_and_a_number_the_number_is_told():
    """Where one source prints a bound and another the number, the gap stands beside the number it was worked out from."""
    assert told_of([(2022, "均达到90%以上"), (2022, "达到98.1%")])["figure"] == "98.1%"
    assert told_of([(2022, "均达到90%以上"), (2022, "达到98.1%")])["remark"].startswith("2022年为98.1%，")
