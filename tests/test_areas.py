"""Areas and the whole: what a name in the column of areas stands for, and what holds where they do not agree."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

import prevention_rules as pr
from prevention_rules.text import Words

STREETS = tuple(f"{name}街道" for name in "东西南")


def rule(**fields: Any) -> pr.Indicator:
    usual = {"number": "1", "name": "筛查率", "unit": "%", "share": True, "better": "higher", "target": "≥85%"}
    return pr.Indicator(**{**usual, **fields})


def plan(*rules: pr.Indicator, areas: tuple[str, ...] = STREETS, **fields: Any) -> pr.Plan:
    listed = tuple(pr.Area(name=name) for name in areas)
    outline = {"first_year": 2021, "last_year": 2025, "baseline_year": 2020, **fields}
    return pr.Plan(id="p", title="某区计划", indicators=rules or (rule(),), areas=listed, **outline)


def told(*rows: tuple[str | None, Any], year: int = 2025, **rest: Any) -> list[pr.Observation]:
    return [
        pr.Observation("1", year, value, area=area, place=f"f.csv:{at}", **rest)
        for at, (area, value) in enumerate(rows, 2)
    ]


def refusal(figures: list[pr.Observation], asked: pr.Plan | None = None, **how: Any) -> str:
    with pytest.raises(pr.ObservationFileError) as caught:
        (asked or plan()).assess(figures, at=2025, **how)
    return caught.value.explain("en")


GOOD = [(area, pr.Ratio(90, 100)) for area in STREETS]


# --- what a name stands for -----------------------------------------------------------------------


def test_a_slip_in_the_name_of_a_street_is_a_fault_with_a_guess() -> None:
    """A name that is none of the plan's areas is never taken for the whole."""
    assert refusal(told(*GOOD[:2], ("南街道办事处", pr.Ratio(95, 100)))) == (
        "1 fault:\nf.csv:4: indicator 1, area: the plan has no reporting area '南街道办事处'\n    cure: did you mean 南街道?"
    )


def test_the_districts_own_offices_are_an_area_to_be_declared() -> None:
    """区直 reports like a street, and the cure says how to declare it."""
    assert refusal(told(*GOOD, ("区直", pr.Ratio(95, 100)))) == (
        "1 fault:\n"
        "f.csv:5: indicator 1, area: the plan has no reporting area '区直'\n"
        '    cure: if it reports too, add an [[area]] name = "区直"'
    )


def test_spaces_in_the_name_of_a_street_are_no_slip() -> None:
    """南 街道 is 南街道."""
    assert plan().assess(told(*GOOD[:2], ("南 街道", pr.Ratio(90, 100))), at=2025)["1"].verdict is pr.Verdict.MET


@pytest.mark.parametrize("name", [None, "", "全区", "全市", "全省", "全国", "合计", "总计", "区合计"])
def test_the_whole_by_any_of_its_names(name: str | None) -> None:
    """Where no street stands beside it, a total is the whole too."""
    assert plan().assess(told((name, "90%")), at=2025)["1"].verdict is pr.Verdict.MET


def test_a_declared_name_of_the_whole() -> None:
    """Declared by the plan or by the caller, 某区 is the whole; undeclared it is a slip."""
    figures = told(("某区", "90%"))
    assert plan(whole="某区").assess(figures, at=2025)["1"].verdict is pr.Verdict.MET
    assert plan().assess(figures, at=2025, whole="某区")["1"].verdict is pr.Verdict.MET
    assert 'declare whole = "某区"' in refusal(figures)


def test_two_figures_of_the_whole_are_a_fault() -> None:
    """全区 and an empty area for one period are two wholes, whatever they say."""
    assert refusal(told(("全区", "90%"), (None, "90%"))) == (
        "1 fault:\nf.csv:2: indicator 1, area: 2025 has 2 wholes: (empty), 全区\n    cure: keep one of them"
    )


def test_regions_are_not_mixed_where_a_plan_lists_no_areas() -> None:
    """A plan without areas takes any one name for the whole, and two of them for two regions."""
    without = plan(areas=())
    assert without.assess(told(("北京市", "90%")), at=2025)["1"].verdict is pr.Verdict.MET
    assert refusal(told(("北京市", "90%"), ("天津市", "90%")), without) == (
        "1 fault:\nf.csv:2: indicator 1, area: figures of different regions are mixed: 北京市, 天津市\n"
        "    cure: list the areas of the plan, an [[area]] for each; or else assess one region at a time"
    )


# --- totals, subtotals, what is listed ------------------------------------------------------------


def test_a_total_of_some_streets_is_told_and_the_missing_one_asked_for() -> None:
    """合计 of two streets of three decides nothing; the third is named and asked for."""
    figures = told(*GOOD[:2], ("合计", pr.Ratio(190, 200)))
    found = plan().assess(figures, at=2025)
    note = "2025 合计 190/200 只是已报 2 个地区的合计，缺 南街道，不作为全区的数"
    assert (found["1"].verdict.name, found["1"].reason) == ("NOT_ASSESSABLE", "areas_missing")
    assert note in [words.zh for words in found["1"].notes]
    first = found.unused[0]
    assert (first.place, first.text, first.reason.zh) == ("f.csv:4", "2025 合计：190/200", note)
    assert [(row.kind, row.area) for row in plan().needed(figures, at=2025)] == [("value", "南街道")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (GOOD[:2], "须报2025年南街道的数，或全区的数。"),
        ([(area, "90%") for area in STREETS], "须报2025年全区的数，或各地区可以汇总的数。"),
        ([(None, "90%"), *((area, pr.Ratio(8, 10)) for area in STREETS)], "须先核对全区的数与各地的数。"),
    ],
)
def test_the_explanation_says_what_is_missing(rows: list[tuple[str | None, Any]], said: str) -> None:
    """Silent streets, rates without counts, a whole that its parts deny: what would have to change is said of each."""
    sections = plan().assess(told(*rows), at=2025)["1"].explain("zh").to_dict()["sections"]
    assert sections["change"] == [said]


def test_a_total_of_another_sheet_is_the_whole() -> None:
    """A total adds up the rows of its own sheet; where none of the streets stands there it is the whole."""
    figures = told(*GOOD[:2])
    figures.append(pr.Observation("1", 2025, pr.Ratio(260, 300), area="合计", place="other.csv:2"))
    assert plan().assess(figures, at=2025)["1"].verdict is pr.Verdict.MET


@pytest.mark.parametrize("name", ["小计", "东片小计", "其中：女", "平均", "全区平均"])
def test_subtotals_and_means_are_set_aside_and_listed(name: str) -> None:
    """A subtotal, a part or a mean is never the whole."""
    found = plan().assess(told(*GOOD, (name, "10%")), at=2025)
    assert found["1"].verdict is pr.Verdict.MET
    assert [(one.number, one.place, one.text) for one in found.unused] == [("1", "f.csv:5", f"2025 {name}：10%")]


def test_fourteen_of_fifteen_streets() -> None:
    """Counts of those that reported are the least the whole can be, and the silent one is named."""
    counted = rule(unit="个", share=False, target="≥15")
    for value, verdict in ((8, "MET"), (7, "INCONCLUSIVE")):
        finding = plan(counted).assess(told((STREETS[0], value), (STREETS[1], value)), at=2025)["1"]
        assert (finding.verdict.name, [words.zh for words in finding.notes]) == (verdict, ["2个街道已报，缺南街道"])


def test_a_share_of_two_streets_of_three() -> None:
    """The share of the whole is not known; what the others make up is told, and the silent one named."""
    finding = plan().assess(told(*GOOD[:2]), at=2025)["1"]
    assert finding.reason == "areas_missing"
    assert finding.notes == (
        Words("2个街道已报（合计180/200，90%），缺南街道", "2 streets reported (180/200, 90%), “南街道” missing"),
    )


def test_what_the_streets_counted_is_never_told_as_missing() -> None:
    """Events of streets beside a base of the whole: added where they are declared to add up, else listed with the cure."""
    falling = {"unit": "起", "share": False, "better": "lower", "target": "比2020年下降20%以上"}
    figures = told((None, 35), year=2020) + told(*((area, 9) for area in STREETS))
    assert plan(rule(**falling, additive=True)).assess(figures, at=2025)["1"].verdict is pr.Verdict.MET
    found = plan(rule(**falling)).assess(figures, at=2025)
    assert (found["1"].verdict.name, found["1"].reason) == ("NOT_ASSESSABLE", "not_pooled")
    assert {one.reason.en for one in found.unused} == {
        "not declared to add up to the whole; if they do, write additive = true in the rule"
    }


def test_a_figure_of_part_of_the_year_is_not_told_as_missing() -> None:
    """A figure of December is no figure of the year; the reason says so, and it is listed."""
    found = plan().assess([pr.Observation("1", "2025-12", "88%", place="f.csv:2")], at=2025)
    assert found["1"].reason == "other_period"
    assert [(one.text, one.reason.zh) for one in found.unused] == [("2025-12：88%", "目标不问 2025-12 的数")]


# --- the whole beside its parts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("whole", "parts", "verdict", "on"),
    [
        ("final", None, "MET", "judged on the final district figure"),
        (None, "final", "NOT_MET", "the district figure is not final, so judged on the final parts"),
        (None, None, "INCONCLUSIVE", "they give two verdicts and neither is final, so undecided"),
    ],
)
def test_a_whole_that_its_parts_deny(whole: Any, parts: Any, verdict: str, on: str) -> None:
    """The final one decides; where neither is final and they give two verdicts, nothing does."""
    figures = told((None, "90%"), status=whole) + told(*((area, pr.Ratio(80, 100)) for area in STREETS), status=parts)
    finding = plan().assess(figures, at=2025)["1"]
    assert finding.verdict.name == verdict
    assert finding.notes[-1].en == f"※ District 90%, the areas add up to 240/300: {on}, please check"


def test_a_whole_that_rounds_its_parts_agrees_with_them() -> None:
    """89.7 % is what 269 of 300 rounds to."""
    rows = [*GOOD[:2], (STREETS[2], pr.Ratio(89, 100))]
    finding = plan().assess(told((None, "89.7%"), *rows), at=2025)["1"]
    assert (finding.verdict, finding.notes) == (pr.Verdict.MET, ())


# --- lists, slipped rows, amendments --------------------------------------------------------------


def test_a_list_of_limits_takes_the_areas_in_the_order_of_the_plan() -> None:
    """分别达到90%、85%、80%: whatever the order of the rows, the first limit is the first area's."""
    asked = plan(rule(target="分别达到90%、85%、80%"))
    rows = list(zip(STREETS, (pr.Ratio(91, 100), pr.Ratio(86, 100), pr.Ratio(81, 100)), strict=True))
    verdicts = {asked.assess(told(*some), at=2025)["1"].verdict for some in itertools.permutations(rows)}
    assert verdicts == {pr.Verdict.MET}
    assert asked.assess(told(*rows[1:]), at=2025)["1"].parts[0].reason == "missing_value"


def test_a_number_beside_the_name_of_another_row() -> None:
    """A row whose name is that of another number has slipped; spaces and a bracketed unit are no difference."""
    both = plan(rule(), rule(number="2", name="服药率"))
    for name in ("服药率", "服药 率（%）"):
        figures = [pr.Observation("1", 2025, "90%", name=name, place="f.csv:2")]
        assert refusal(figures, both) == (
            f"1 fault:\nf.csv:2: indicator 1, name: number 1 is 筛查率, but the name {name} is that of 2\n"
            "    cure: check whether the row has slipped; mend the number or the name"
        )
    free = [pr.Observation("1", 2025, "90%", name="别处的叫法")]
    assert both.assess(free, at=2025)["1"].verdict is pr.Verdict.MET


def test_an_amended_base_holds_where_the_words_name_the_old_one() -> None:
    """比2020年下降20%以上, amended to 2021, is measured from 2021, before the amendment from 2020."""
    amended = pr.Amendment(date=date(2023, 3, 1), document="某政发3号", baseline=2021)
    falling = rule(unit="起", share=False, better="lower", target="比2020年下降20%以上", amendment=(amended,))
    figures = {"1": {2020: 100, 2021: 60, 2022: 70, 2025: 58}}
    assert plan(falling).assess(figures, at=2022)["1"].verdict is pr.Verdict.MET
    assert plan(falling).assess(figures, at=2025)["1"].verdict is pr.Verdict.NOT_MET


def test_an_amended_base_of_several() -> None:
    """A target that names two bases leaves open which of them is amended."""
    amended = pr.Amendment(date=date(2023, 3, 1), document="某政发3号", baseline=2021)
    both = "比2019年下降10%以上，且比2020年下降5%以上"
    falling = rule(unit="起", share=False, better="lower", target=both, amendment=(amended,))
    with pytest.raises(pr.RuleFileError) as caught:
        plan(falling).check()
    assert caught.value.explain("en") == (
        "1 fault:\np: indicator 1, amendment.0.baseline: the target names several bases (2019, 2020): which is amended?\n"
        "    cure: write the amended target in the amendment"
    )


def test_a_declared_size_decides_a_marked_rise() -> None:
    """明显提升 by 3 points is undecided until a size is declared, in the rule as in the policy."""
    figures = {"1": {2020: "70%", 2025: "73%"}}
    for size, verdict in ((None, "INCONCLUSIVE"), ("5个百分点", "NOT_MET"), ("2个百分点", "MET")):
        assert plan(rule(target="明显提升", size=size)).assess(figures, at=2025)["1"].verdict.name == verdict
    with pytest.raises(pr.RuleFileError, match="a size is above zero"):
        plan(rule(target="明显提升", size="0个百分点")).check()


# --- the average of the streets, and the whole beside it --------------------------------------------------------

AVERAGE = {"unit": "个", "share": False, "additive": True, "target": "平均每个街道2个以上"}


@pytest.mark.parametrize(
    ("whole", "status", "verdict", "remark"),
    [
        (5, "核定", "NOT_MET", "平均1.67个，未达到“平均每个街道2个以上”，不要求逐个达到；全区报数5个，与各地合计6个不一致，按全区核定数判定"),
        (5, None, "INCONCLUSIVE", "两者结论不同，都不是核定数，不能判定"),
        (7, None, "MET", "平均2.33个，达到“平均每个街道2个以上”，不要求逐个达到；全区报数7个，与各地合计6个不一致，按全区数判定"),
        (6, None, "MET", "平均2个，达到“平均每个街道2个以上”，不要求逐个达到。"),
        (2, None, "MET", "平均2个，达到“平均每个街道2个以上”，不要求逐个达到。"),
    ],
)  # fmt: skip
def test_the_whole_decides_an_average_by_its_own_average(whole: int, status: Any, verdict: str, remark: str) -> None:
    """Two in each of three streets, and another number for the whole: what decides is its third, or the average itself."""
    figures = [pr.Observation("1", 2025, whole, status=status), *told(*((street, 2) for street in STREETS))]
    assessment = plan(rule(**AVERAGE)).assess(figures, at=2025)
    assert assessment["1"].verdict.name == verdict
    assert remark in assessment.rows("zh")[0]["remark"]


def test_an_average_with_a_silent_street_is_no_total() -> None:
    """Two in each of two streets of three: at least a third of four on average."""
    (row,) = plan(rule(**AVERAGE)).assess(told(*((street, 2) for street in STREETS[:2])), at=2025).rows("en")
    assert row["remark"].startswith("On average at least 1.33, target 2 or more on average of the streets: undecided")


def test_a_whole_beside_what_is_asked_of_each_street_is_told() -> None:
    """Every street has 90 of 100, which decides; that the whole says 50 of 300 is pointed out."""
    figures = [
        pr.Observation("1", 2025, pr.Ratio(50, 300)),
        *told(*((street, pr.Ratio(90, 100)) for street in STREETS)),
    ]
    assessment = plan(rule(target="每个街道≥85%")).assess(figures, at=2025)
    assert assessment["1"].verdict is pr.Verdict.MET
    assert assessment.rows("zh")[0]["remark"].endswith(
        "全区报数50/300，与各地合计270/300不一致，目标是对每个地区提出的，按各地的数判定，请核对。※"
    )


def test_a_change_is_told_which_street_is_missing() -> None:
    """With the base of the whole and two streets of three, it is the third that is asked for, and no declaration."""
    figures = [pr.Observation("1", 2020, "60%"), *told(*((street, pr.Ratio(66, 100)) for street in STREETS[:2]))]
    assessment = plan(rule(target="比2020年提高5个百分点")).assess(figures, at=2025)
    assert assessment["1"].reason == "areas_missing"
    assert assessment.rows("zh")[0]["remark"] == "2个街道已报（合计132/200，66%），缺南街道。"
    assert {one.reason.zh for one in assessment.unused} >= {"2个街道已报（合计132/200，66%），缺南街道"}


def test_a_base_that_is_known_in_part_is_told_to_be() -> None:
    """Ten from each of two streets of three are at least twenty: a fall of a fifth is sure, and who is silent is named."""
    figures = [*told(*((street, 10) for street in STREETS[:2]), year=2020), pr.Observation("1", 2025, 16)]
    events = rule(unit="起", share=False, better="lower", additive=True, target="比2020年下降20%以上")
    finding = plan(events).assess(figures, at=2025)["1"]
    assert finding.verdict is pr.Verdict.MET
    assert "2020年2个街道已报，缺南街道。" in finding.explain("zh").to_dict()["sections"]["assumptions"]
    assert "2 streets reported, “南街道” missing in 2020." in finding.explain("en").to_dict()["sections"]["assumptions"]


def test_a_base_that_its_areas_deny_is_pointed_out() -> None:
    """The whole was 40 in 2020 and its streets 30: it is judged by the whole, and both are told."""
    figures = [pr.Observation("1", 2020, 40), *told(*((street, 10) for street in STREETS), year=2020)]
    events = rule(unit="起", share=False, better="lower", additive=True, target="比2020年下降20%以上")
    assessment = plan(events).assess([*figures, pr.Observation("1", 2025, 30)], at=2025)
    assert assessment["1"].verdict is pr.Verdict.MET
    assert assessment.rows("zh")[0]["remark"].endswith(
        "；2020年全区报数40起，与各地合计30起不一致，按全区数判定，请核对。※"
    )


def test_who_is_silent_is_named_whatever_other_years_tell() -> None:
    """A figure of the whole for 2020 does not hide that a street is silent in 2025."""
    figures = [pr.Observation("1", 2020, 30), *told(*((street, 8) for street in STREETS[:2]))]
    events = rule(unit="起", share=False, better="lower", additive=True, target="≤20起")
    finding = plan(events).assess(figures, at=2025)["1"]
    assert "2025年2个街道已报，缺南街道。" in finding.explain("zh").to_dict()["sections"]["assumptions"]


def test_what_was_revised_behind_a_figure_is_a_change() -> None:
    """A base that was corrected, and streets that changed places, leave the verdict and are told all the same."""
    fall = plan(rule(unit="起", share=False, better="lower", target="比2020年下降20%以上"))
    first, second = (fall.assess({"1": {2020: base, 2025: 30}}, at=2025) for base in (40, 38))
    assert first.compare(second)["1"].why("zh") == "2020年40起 → 38起"
    each = plan(rule(unit="起", share=False, additive=True, target="每个街道≥5起"))
    first, second = (
        each.assess(told(*zip(STREETS, counts, strict=True)), at=2025) for counts in ((4, 5, 5), (5, 4, 5))
    )
    assert first.compare(second)["1"].why("en") == (
        "2025, “东街道”: 4 incidents → 5 incidents; 2025, “西街道”: 5 incidents → 4 incidents"
    )
    assert first.compare(first).unchanged == ("1",)
