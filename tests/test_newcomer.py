"""The newcomer's plan: a rule file written by the guide alone, held against invented figures."""

import json
from pathlib import Path

from grounds import ground

import prevention_rules as pr

DATA = Path(__file__).parent / "data"
PLAN = pr.load_plan(DATA / "newcomer.toml")
FIGURES = pr.read_observations(DATA / "newcomer.csv")
REWORDED = {"5": "〔3.9〕", "13": "〔>5000〕"}


def printed():
    rows = map(json.loads, (DATA / "targets.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["plan"] == "国民经济和社会发展第十三个五年规划纲要"]


def test_the_rows_are_those_of_the_table():
    """22 names and cells as printed, but for two cells put in words, which say so and keep the cell."""
    assert len(PLAN.indicators) == 22
    for indicator, row in zip(PLAN.indicators, printed(), strict=True):
        reworded = indicator.number in REWORDED
        assert indicator.name == row["indicator"]
        assert row["target"] == (REWORDED[indicator.number] if reworded else indicator.target_text)
        assert ("target" in indicator.editorial) is reworded
        assert (row["target"] in indicator.note) is reworded


def test_what_the_invented_figures_say():
    """A value on its limit, a bound that decides nothing, a bracket with two readings, a base that is missing."""
    told = PLAN.assess(FIGURES, at=2020)
    assert {state.value: n for state, n in told.counts().items() if n} == {
        "met": 14, "not_met": 4, "unclear_target": 2, "undecided": 1, "no_figure": 1,
    }  # fmt: skip
    reasons = {number: told[number].reason for number in ("5", "6", "14", "15", "16", "17")}
    assert reasons == {
        "5": "met", "6": "met", "14": "readings_disagree", "15": "readings_disagree",
        "16": "missing_value", "17": "straddles_limit",
    }  # fmt: skip
    assert ground(told["5"]).exactly_on_limit
    assert "编造" in str(told["5"].explain("zh"))


def test_what_the_newcomer_still_has_to_find():
    """Two brackets to be read by their makers, a base and a figure, and an exact figure for a bound."""
    rows = [(need.number, need.kind, need.period.year) for need in PLAN.needed(FIGURES, at=2020)]
    assert rows == [
        ("14", "declaration", 2020),
        ("15", "declaration", 2020),
        ("16", "baseline", 2015),
        ("16", "value", 2020),
        ("17", "exact", 2020),
    ]


def test_a_table_with_a_column_for_each_year():
    """The other form the newcomer meets: values for 2020 and 2025, the first due when its year has come."""
    text = (DATA / "newcomer.toml").read_text(encoding="utf-8").partition("[[indicator]]")[0]
    plan = pr.read_plan(
        text.replace("last_year = 2020", "last_year = 2025")
        + '[[indicator]]\nnumber = "1"\nname = "高发地区重点癌种早诊率"\nunit = "%"\nshare = true\nbetter = "higher"\n'
        + 'target = "60%"\n[[indicator.in_force]]\nsince = 2020\ntarget = "55%"\n[[indicator.in_force]]\nsince = 2025\ntarget = "60%"\n'
    )
    told = [plan.assess({"1": {year: "56%"}}, at=year)["1"] for year in (2019, 2020, 2025)]
    assert [(finding.verdict.name, finding.due) for finding in told] == [
        ("NOT_MET", "not_due"),
        ("MET", "due"),
        ("NOT_MET", "due"),
    ]
