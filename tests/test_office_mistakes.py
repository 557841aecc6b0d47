"""The mistakes monitoring offices make most: each is caught, warned of, or does no harm."""

from fractions import Fraction

import pytest

import prevention_rules as pr
from prevention_rules.errors import ValueSyntaxError
from prevention_rules.intervals import ValueSet
from prevention_rules.targets import Ambiguous

XICHENG = pr.load_plan("xicheng-2022-2025")


def test_percent_written_for_percentage_points():
    """提高10% on a % indicator is refused as a figure and ambiguous as a target: relative, or points?"""
    with pytest.raises(ValueSyntaxError) as caught:
        pr.Series.of({2025: "比2020年提高10%"}, unit="%", share=True)
    assert caught.value.explain("zh") == (
        "是百分点，还是相对变化？\n    比2020年提高10%\n                ^^^\n提示：写成“个百分点”或“相对”"
    )
    target = pr.parse_target("比2020年提高10%", unit="%", better="higher", share=True)
    assert isinstance(target, Ambiguous)


def test_street_rates_are_not_averaged():
    """95 of 100 and 700 of 1000 pool to 72.27 %; rates without counts are refused, never averaged."""
    counted = {"德胜街道": pr.Ratio(95, 100), "月坛街道": pr.Ratio(700, 1000)}
    target = pr.AtLeast("80%")
    pooled = pr.evaluate(
        target, {name: pr.Series.of({2025: ratio}, unit="%", share=True) for name, ratio in counted.items()}, at=2025
    )
    assert (pooled.verdict, pooled.level) == (pr.Verdict.NOT_MET, ValueSet.point(Fraction(795, 11)))
    rates = {"德胜街道": "95%", "月坛街道": "70%"}
    refused = pr.evaluate(
        target, {name: pr.Series.of({2025: rate}, unit="%", share=True) for name, rate in rates.items()}, at=2025
    )
    assert (refused.verdict, refused.reason) == (pr.Verdict.NOT_ASSESSABLE, "not_pooled")
    assert "比率不能平均" in str(refused.explain("zh"))


def test_a_blank_is_not_a_zero(tmp_path):
    """An empty cell is a report that is missing: not assessable, not a failure."""
    table = tmp_path / "report.csv"
    table.write_text("指标,年份,数值\n1,2025,\n26,2025,\n", encoding="utf-8")
    assessment = XICHENG.assess(pr.read_observations(table), at=2025)
    assert {assessment[n].verdict for n in ("1", "26")} == {pr.Verdict.NOT_ASSESSABLE}


@pytest.mark.parametrize("stored", ["0.85", 0.85])
def test_a_spreadsheet_turned_85_percent_into_a_fraction(stored):
    """0.85 of a share without its sign is asked back: 0.85 % or 85 %?"""
    with pytest.raises(pr.ObservationFileError) as caught:
        XICHENG.assess({"1": {2025: stored}}, at=2025)
    assert "0.85 has no percent sign: 0.85% or 85%?" in caught.value.explain("en")
    assert "0.85 没有百分号：是 0.85% 还是 85%？" in caught.value.explain("zh")


def test_persons_are_not_visits():
    """人 and 人次 are two units: the figure is refused with its place."""
    plan = pr.read_plan(
        'format = 1\n[plan]\nid = "p"\ntitle = "p"\nfirst_year = 2022\nlast_year = 2025\n'
        '[[indicator]]\nnumber = "1"\nname = "服务人数"\nunit = "人"\nbetter = "higher"\ntarget = "≥100"\n'
    )
    with pytest.raises(pr.ObservationFileError) as caught:
        plan.assess({"1": {2025: "120人次"}}, at=2025)
    assert "人次" in caught.value.explain("en")
    assert caught.value.faults[0].row == "indicator 1"


def test_registered_and_resident_population_are_not_compared():
    """A base counted among 户籍人口 and a value among 常住人口 are two definitions: not assessable."""
    figures = [
        pr.Observation("26", 2020, 35, definition="户籍人口"),
        pr.Observation("26", 2025, 20, definition="常住人口"),
    ]
    finding = XICHENG.assess(figures, at=2025)["26"]
    assert (finding.verdict, finding.reason) == (pr.Verdict.NOT_ASSESSABLE, "series_break")
    assert "常住人口" in str(finding.explain("zh"))


def test_year_on_year_is_not_since_2020():
    """同比下降24% does not stand for a fall since 2020, and the explanation says why."""
    finding = XICHENG.assess({"26": {2022: "同比下降24%"}}, at=2022)["26"]
    assert finding.reason == "other_base"
    assert "以2021年为基期" in str(finding.explain("zh"))


def test_a_preliminary_figure_gives_way_to_the_final_one():
    """核定 replaces 初步 and the finding says so; a preliminary figure alone is marked as such."""
    figures = [
        pr.Observation("1", 2025, "86%", status="初步"),
        pr.Observation("1", 2025, "84%", status="核定"),
    ]
    finding = XICHENG.assess(figures, at=2025)["1"]
    assert finding.verdict is pr.Verdict.NOT_MET
    assert "已被核定数取代" in str(finding.explain("zh"))
    alone = XICHENG.assess(figures[:1], at=2025)["1"]
    assert "依据的是初步数" in str(alone.explain("zh"))
