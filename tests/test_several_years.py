"""What is asked of several years together, and what a figure says of several years, is never that of one year."""

from pathlib import Path

import pytest

import prevention_rules as pr
from prevention_rules.errors import ValueSyntaxError
from prevention_rules.judgement.verdicts import Subject
from prevention_rules.notation import format_target
from prevention_rules.quantities import Amount
from prevention_rules.targets import About, AllOf, Ambiguous, Bound, EveryPeriod, PerUnit, Range, Respectively

_TABLE = (Path(__file__).parent / "data" / "several-years.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in _TABLE if line and not line.startswith("#")]
YEARS = range(2021, 2026)


def judged(row: tuple[str, ...], *, cumulative: bool = False, baseline: int | None = None) -> pr.Finding:
    """Judge a row in 2025, without a base and with the first year as one."""
    text, unit, better, name, figures, *_ = row
    target = pr.parse_target(text, unit=unit, better=better, name=None if name == "-" else name)  # type: ignore[arg-type]
    series = pr.Series.of(dict(zip(YEARS, map(float, figures.split()), strict=True)), unit=unit)
    return pr.evaluate(target, series, at=2025, baseline=baseline, subject=Subject(cumulative=cumulative))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[3]}" for row in ROWS])
def test_the_figure_of_one_year_decides_no_target_of_several(row: tuple[str, ...]) -> None:
    """Each row is judged as the table says, undeclared and where the figures are declared to run on."""
    assert judged(row).verdict.name == row[5]
    assert judged(row, cumulative=True).verdict.name == row[6]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row[5] == "NOT_ASSESSABLE"], ids=lambda row: f"{row[0]}-{row[3]}"
)
def test_a_base_that_is_known_decides_none_of_them_either(row: tuple[str, ...]) -> None:
    """Where a total may also be read as a change, the change alone is no verdict."""
    assert not judged(row, baseline=2021).verdict.is_decided


def test_it_says_what_has_to_be_declared() -> None:
    """The finding tells that one year does not decide, and which line of the rule file would."""
    finding = judged(ROWS[0])
    told = str(finding.explain("zh"))
    assert finding.reason == "over_years"
    assert "目标说的是几年的累计数或年均数，不能由一年的数判定" in told
    assert 'period = "cumulative"' in told
    assert "asked is the total or the average of several years" in str(finding.explain("en")).lower()


def test_a_lone_figure_under_a_name_that_says_average_is_the_average() -> None:
    """国内生产总值年均增速 with one figure is decided by it; with one of the year before, by none."""
    target = pr.parse_target(">6.5%", unit="%", better="higher", name="国内生产总值年均增速")
    alone = pr.Series.of({2015: "6.9%", 2020: "6.7%"}, unit="%", name="国内生产总值年均增速")
    each = pr.Series.of({2019: "6.0%", 2020: "6.7%"}, unit="%", name="国内生产总值年均增速")
    assert pr.evaluate(target, alone, at=2020, baseline=2015).verdict is pr.Verdict.MET
    assert pr.evaluate(target, each, at=2020, baseline=2015).reason == "over_years"


@pytest.mark.parametrize("over", ["total", "average"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_written_and_read_back(over: str, lang: str) -> None:
    """期内累计, 期内年均: alone, in every period, of each unit, in lists and as plain data."""
    for level in (
        Bound(">=", Amount.of("25个"), over=over),  # type: ignore[arg-type]
        Bound("<", Amount.of("5%"), over=over, by=2025),  # type: ignore[arg-type]
        Range(Amount.of("20个"), Amount.of("30个"), over=over),  # type: ignore[arg-type]
        About(Amount.of("2%"), Amount.of("5%"), over=over),  # type: ignore[arg-type]
    ):
        other = pr.AtMost("90%")
        for target in (
            level, EveryPeriod(level), PerUnit(level, "县"), Respectively((level, level)), AllOf((level, other)),
            Ambiguous((level, other)),
        ):  # fmt: skip
            assert pr.parse_target(format_target(target, lang)) == target  # type: ignore[arg-type]
            assert pr.target_from_dict(target.to_dict()) == target


@pytest.mark.parametrize(
    ("said", "unit"),
    [("五年累计6起", "起"), ("5年累计达6起", "起"), ("五年累计约6起", "起"), ("平均3个", "个"), ("on average 3", "个")],
)
def test_a_figure_of_several_years_or_of_a_part_is_refused(said: str, unit: str) -> None:
    """五年累计6起 is no figure of a year, and 平均3个 not the whole."""
    with pytest.raises(ValueSyntaxError):
        pr.parse_value(said, unit=unit)


@pytest.mark.parametrize(
    ("said", "unit", "doubted"),
    [
        ("累计6起", "起", True),
        ("平均3万元", "万元", True),
        ("全年累计6起", "起", False),
        ("6起", "起", False),
        ("平均91.7%", "%", False),
        ("平均12分钟", "分钟", False),
    ],
)
def test_what_may_be_of_several_years_is_told(said: str, unit: str, doubted: bool) -> None:
    """累计 and 平均 that leave open what the figure is of are kept, with a note; an average rate or time is a level."""
    finding = pr.evaluate(pr.AtLeast(f"1{unit}"), pr.Series.of({2025: said}, unit=unit), at=2025)
    assert finding.verdict is pr.Verdict.MET
    assert bool(finding.notes) is doubted


def test_a_running_total_that_is_declared_is_not_doubted() -> None:
    """累计建成13个 of an indicator whose figures run from the start of the plan needs no second look."""
    series = pr.Series.of({2025: "累计建成13个"}, unit="个")
    finding = pr.evaluate(pr.AtLeast("10个"), series, at=2025, subject=Subject(cumulative=True))
    assert (finding.verdict, finding.notes) == (pr.Verdict.MET, ())


def test_a_change_over_all_years_stays_a_change() -> None:
    """五年累计下降18% is published of the years since the base, and is read."""
    assert pr.parse_value("五年累计下降18%", unit="吨/万元")[0].tag == "change"


@pytest.mark.parametrize(
    "text",
    ["每年不高于上年", "逐年不高于上年", "每年低于上年", "每年比上年下降", "year on year reduction", "每年低于上年1%"],
)
def test_every_year_beside_the_year_before_is_every_year(text: str) -> None:
    """A rise in 2021 and in 2023 is not made good by a fall in 2025."""
    target = pr.parse_target(text, unit="起", better="lower", baseline=2020)
    lost = pr.Series.of({2020: 9, 2021: 20, 2022: 8, 2023: 30, 2024: 8, 2025: 7}, unit="起")
    kept = pr.Series.of({2020: 9, 2021: 8, 2022: 7, 2023: 6, 2024: 5, 2025: 4}, unit="起")
    said = [pr.evaluate(target, series, at=2025, baseline=2020).verdict.name for series in (lost, kept)]
    assert said == ["NOT_MET", "MET"]
    rule = pr.Indicator(number="1", name="起数", unit="起", better="lower", target=text)
    plan = pr.Plan(id="p", title="计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=(rule,))
    asked = plan.needed({"1": {2024: 8, 2025: 7}}, at=2025)
    assert "2020" in [str(need.period) for need in asked]
    two = pr.evaluate(target, pr.Series.of({2024: 8, 2025: 7}, unit="起"), at=2025, baseline=2020)
    assert two.verdict is not pr.Verdict.MET
