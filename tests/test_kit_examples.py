"""Worked examples: as a rule file writes them, held against their rules, and told when they fail."""

import datetime
import tomllib
from typing import Any

import attrs
import pytest

import prevention_rules as pr
from prevention_rules import testing
from prevention_rules.as_code import as_code
from prevention_rules.plans import dated, outline
from prevention_rules.plans.examples import Example
from prevention_rules.testing.worked import judged

XICHENG = pr.load_plan("xicheng-2022-2025")
HEAD = 'format = 1\n[plan]\nid = "p"\ntitle = "Plan"\nfirst_year = 2022\nlast_year = 2025\n'
ROW = '[[indicator]]\nnumber = "1"\nname = "接种率"\nunit = "%"\nshare = true\nbetter = "higher"\ntarget = "≥85%"\n'
ONE = Example(figures={2025: "85%"}, at=2025, verdict="MET")


def plan_with(*examples):
    return pr.read_plan(HEAD + ROW + "examples = [\n" + "".join(f"  {one},\n" for one in examples) + "]\n")


def test_every_xicheng_rule_has_examples_on_both_sides_and_passes_them():
    """Each indicator of the plan carries figures that meet it and figures that miss it, and all get what they should."""
    ran = testing.run_examples(XICHENG)
    assert [one.explain("en") for one in ran if not one.passed] == []
    for indicator in XICHENG.indicators:
        assert {"MET", "NOT_MET"} <= {one.verdict for one in indicator.examples}, indicator.number


@pytest.mark.parametrize(
    "example",
    [
        ONE,
        Example(figures={2020: "35", "2025H1": 28}, at="2025H1", verdict="NOT_MET", why='“ " \\ 引号'),
        Example(figures={"甲 街道": {2025: "14/15"}, "B": {"2025": "1"}}, at=2025, verdict="INCONCLUSIVE"),
        Example(figures={}, at=2025, verdict="NOT_ASSESSABLE"),
    ],
)
def test_an_example_is_written_as_a_file_writes_it(example):
    """What `to_toml` gives reads back as the same example, and so does its code."""
    read = tomllib.loads(f"it = {example.to_toml()}")["it"]
    assert Example(**read) == example == eval(as_code(example))
    assert hash(Example(**read)) == hash(example)


def test_a_count_out_of_a_whole_is_a_count():
    """14/15 in an example is fourteen of fifteen, so that the finding can count."""
    finding = judged(XICHENG, XICHENG["24"], Example(figures={2025: "14/15"}, at=2025, verdict="NOT_MET"))
    assert [fact.observation.value for fact in finding.used] == [pr.Ratio(14, 15)]


def test_figures_of_areas():
    """An example may give the figures of streets, which are filed as an assessment files them."""
    streets: dict[str | int, Any] = {area.name: {2025: "86%"} for area in XICHENG.areas[:14]}
    finding = judged(XICHENG, XICHENG["1"], Example(figures=streets, at=2025, verdict="NOT_ASSESSABLE"))
    assert (finding.verdict, finding.reason) == ("NOT_ASSESSABLE", "areas_missing")


def test_a_figure_that_cannot_be_read_is_told_and_not_raised():
    """One example with a slip fails alone, with the fault in the language that is asked for."""
    plan = plan_with('{figures = {2025 = "8x%"}, at = 2025, verdict = "MET"}', ONE.to_toml())
    ran = testing.run_examples(plan)
    assert [one.passed for one in ran] == [False, True]
    assert (
        ran[0]
        .explain("en")
        .startswith(
            "1 接种率, example 1\n"
            "  target: ≥85%\n"
            '  example: {figures = {2025 = "8x%"}, at = 2025, verdict = "MET"}\n'
            "  expected: met (MET)\n"
            "  found: a figure cannot be read\n"
            "1 fault:\nobservations: indicator 1, value: "
        )
    )


@pytest.mark.parametrize(
    ("written", "field", "said"),
    [
        ('{figures = {2025 = 8.5}, at = 2025, verdict = "MET"}', "examples.figures", "is not a string in quotes, a whole number"),
        ('{figures = ["85%"], at = 2025, verdict = "MET"}', "examples.figures", 'should be a table like {2025 = "86%"}'),
        ('{figures = {2025 = "85%"}, at = 2025, verdict = "YES"}', "examples.verdict", "is not MET, NOT_MET, INCONCLUSIVE, NOT_ASSESSABLE"),
        ('{figures = {2025 = "85%"}, at = 20255, verdict = "MET"}', "examples.at", "lies outside the calendar"),
        ('{figures = {"2025H3" = "85%"}, at = 2025, verdict = "MET"}', "examples.figures", "'2025H3'"),
        ('{figures = {"甲" = {"x" = "85%"}}, at = 2025, verdict = "MET"}', "examples.figures", "'x'"),
        ('{figures = {2025 = "85%"}, verdict = "MET"}', "examples.at", "at is missing"),
    ],
)  # fmt: skip
def test_a_slip_in_an_example_is_found_in_its_line(written, field, said):
    """The loader names the line of the examples, the field and what is wrong."""
    with pytest.raises(pr.RuleFileError) as caught:
        plan_with(written)
    (fault,) = caught.value.faults
    assert (fault.line, fault.row, fault.field) == (14, "indicator 1", field)
    assert said in fault.problem.en


def test_a_plan_prints_as_the_code_that_makes_it():
    """A whole plan, and a rule with all that can be declared of it, can be pasted back."""
    names = {**vars(pr), **vars(dated), **vars(outline), "datetime": datetime, "Example": Example}
    names |= {name: getattr(pr, name) for name in pr.__all__}
    assert eval(as_code(XICHENG), names) == XICHENG
    amended = attrs.evolve(
        XICHENG["1"],
        in_force=(dated.InForce(since=2023, target="≥80%"),),
        amendment=(pr.Amendment(date=datetime.date(2024, 3, 1), document="甲", baseline=2021),),
    )
    assert eval(as_code(amended), names) == amended
