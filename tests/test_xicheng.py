"""The Xicheng plan, whole: what is printed, what it means, and what it says of real figures."""

import csv
from pathlib import Path

import pytest

import prevention_rules as pr
from prevention_rules.targets import Ambiguous, Reference

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parents[1] / "examples" / "data"
XICHENG = pr.load_plan("xicheng-2022-2025")


def printed_rows() -> list[dict[str, str]]:
    with (DATA / "xicheng-printed-cells.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_plan_holds_what_the_document_holds() -> None:
    """Five domains, 45 indicators, 21 tasks, 15 streets, and the two assessments of 2023 and 2025."""
    counts = [len(XICHENG.domains), len(XICHENG.indicators), len(XICHENG.tasks), len(XICHENG.areas)]
    assert counts == [5, 45, 21, 15]
    assert [milestone.year for milestone in XICHENG.milestones] == [2023, 2025]


@pytest.mark.parametrize("row", printed_rows(), ids=lambda row: row["number"])
def test_every_target_is_the_printed_cell_and_is_read(row: dict[str, str]) -> None:
    """Each target's text is the printed cell after joining broken lines, and it has a meaning."""
    indicator = XICHENG[row["number"]]
    assert indicator.target is not None
    assert (indicator.name, indicator.target.text) == (row["name"], row["cell"])
    assert not isinstance(indicator.target, Reference | Ambiguous)


@pytest.mark.parametrize(
    ("number", "meaning"),
    [
        ("1", "不低于85%"),
        ("2", "不低于1个"),
        ("3", "高于70%"),
        ("14", "不低于2.82平方米"),
        ("16", "不低于100%"),
        ("28", "不高于12分钟"),
        ("36", "不低于0.4张/千人口"),
    ],
)
def test_what_the_cells_mean(number: str, meaning: str) -> None:
    """Bare numbers, signs and words come out as one canonical sentence."""
    assert str(XICHENG[number].target) == meaning


def test_a_decline_keeps_its_base() -> None:
    """比 2020 年 下降 20% 以上 is a relative fall of at least 20 % against 2020, not a bound of 20 %."""
    assert XICHENG["26"].target == pr.Decline("20%", since=2020)


def test_an_assessment_loses_no_indicator() -> None:
    """Without any figure there are 45 findings, none of them a failure, each with its reason."""
    assessment = XICHENG.assess([], at=2025)
    assert [finding.subject.number for finding in assessment] == [str(n) for n in range(1, 46)]
    assert {(finding.verdict, finding.reason) for finding in assessment} == {
        (pr.Verdict.NOT_ASSESSABLE, "missing_value")
    }


def test_counts_add_up() -> None:
    """Every way of counting adds up to the number of indicators."""
    assessment = XICHENG.assess(pr.read_observations(EXAMPLES / "nation.csv"), at=2023)
    assert sum(assessment.counts().values()) == 45
    assert sum(len(group) for group in assessment.by_domain().values()) == 45


def test_the_nation_of_2023_against_the_targets() -> None:
    """Press figures of the nation reach nine targets early, four are under way, five are open, and the rest is unknown."""
    told = XICHENG.assess(pr.read_observations(EXAMPLES / "nation.csv"), at=2023)
    assert {state.value: n for state, n in told.counts().items() if n} == {
        "no_figure": 26, "no_base": 1, "undecided": 5, "reached_early": 9, "under_way": 4,
    }  # fmt: skip
    assert told.tally.headline(2025).zh == (
        "45项指标中，可监测18项：提前实现2025年目标9项，推进中但缺基期、进度无法测算4项，尚不能判定5项；"
        "另有缺当期数据26项、缺基期数据1项。"
    )
    assert told.tally.headline(2025).en == (
        "Of 45 indicators 18 could be assessed: 9 reached their 2025 target early, 4 are under way without a base "
        "figure, 5 are undecided. 26 have no figure, 1 has no base figure."
    )


def test_a_stated_change_decides_without_raw_counts() -> None:
    """比2020年下降35.6% meets 下降20%以上 although neither count was published."""
    finding = XICHENG.assess(pr.read_observations(EXAMPLES / "nation.csv"), at=2023)["26"]
    assert (finding.verdict, finding.level) == (pr.Verdict.MET, None)


def test_a_change_against_another_base_decides_nothing() -> None:
    """同比 is against the year before: it cannot stand for a change since 2020."""
    finding = XICHENG.assess(pr.read_observations(EXAMPLES / "nation.csv"), at=2022)["26"]
    assert (finding.verdict, finding.reason) == (pr.Verdict.NOT_ASSESSABLE, "other_base")


@pytest.mark.parametrize(("number", "met", "missed"), [("24", 15, 14), ("38", 13, 12)])
def test_shares_of_fifteen_streets(number: str, met: int, missed: int) -> None:
    """More than 95 % of 15 streets is all of them, more than 80 % is 13; one fewer is not enough."""
    verdicts = [
        XICHENG.assess({number: {2025: pr.Ratio(count, 15)}}, at=2025)[number].verdict for count in (met, missed)
    ]
    assert verdicts == [pr.Verdict.MET, pr.Verdict.NOT_MET]


def test_all_fifteen_streets_are_needed() -> None:
    """The explanation of 14 out of 15 says that all 15 are needed."""
    finding = XICHENG.assess({"24": {2025: pr.Ratio(14, 15)}}, at=2025)["24"]
    assert "即须15个全部达到，还差1个" in str(finding.explain("zh"))
    assert "means all 15; 1 to go" in str(finding.explain("en"))


def test_departments_count_under_one_name() -> None:
    """A department printed under two spellings is one, and both leading departments are listed."""
    duties = XICHENG.assess([], at=2023).by_department()
    assert "区委社工委民政局" not in duties
    assert {"区卫生健康委", "区残联", "区委社会工委区民政局"} <= set(duties)
    for duty in duties.values():
        assert not {f.subject.number for f in duty.leads} & {f.subject.number for f in duty.shares}
