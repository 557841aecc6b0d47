"""Rules with one slip: what the examples of a plan notice, and the example that would notice the rest."""

from datetime import date

import attrs
import pytest

import prevention_rules as pr
from prevention_rules import testing
from prevention_rules.plans.dated import Amendment, InForce
from prevention_rules.plans.examples import Example
from prevention_rules.testing.slips import slips
from prevention_rules.testing.worked import judged

XICHENG = pr.load_plan("xicheng-2022-2025")
TOLD = testing.mutants(XICHENG)

SAME = [
    "26 baseline 2020 to 2021: asks the same, the words of the target name the base",
    "29 baseline 2020 to 2021: asks the same, the words of the target name the base",
    "30 “steadily” put in or left out: asks the same, the declared reading goes before the words",
    "45 reading changed to never_falls: asks the same, the words themselves are read so",
    *(f"C{n} reading changed to net_gain: asks the same, the words themselves are read so" for n in (9, 10, 11, 12)),
]


def plan_of(target, *examples, unit="%", better="higher", **more):
    row = pr.Indicator(number="1", name="指标", unit=unit, share=unit == "%", better=better, target=target,
                       examples=examples, **more)  # fmt: skip
    return pr.Plan(id="p", title="Plan", first_year=2021, last_year=2025, baseline_year=2020, indicators=(row,))


def test_the_examples_of_xicheng_notice_every_slip():
    """No slip in any rule of the plan goes unnoticed; those that ask the same are these, each with its reason."""
    assert [one.in_language("en") for one in TOLD.unnoticed] == []
    assert [one.in_language("en") for one in TOLD.equivalent] == SAME
    assert len(TOLD.all) > 45 * 5


@pytest.mark.slow
def test_without_examples_nothing_is_noticed():
    """Each slip that is not equivalent comes with an example; added to the rule, it passes there and notices the slip."""
    bare = attrs.evolve(XICHENG, indicators=tuple(attrs.evolve(one, examples=()) for one in XICHENG.indicators))
    told = testing.mutants(bare)
    lost = [one for one in told.unnoticed if isinstance(one.rule, pr.Indicator)]
    assert len(lost) == sum(isinstance(one.rule, pr.Indicator) for one in TOLD.all if one.noticed)
    for mutant in lost:
        assert mutant.would is not None
        assert judged(bare, mutant.rule, mutant.would).verdict == mutant.would.verdict, mutant.in_language("en")
    mended = attrs.evolve(
        bare,
        indicators=tuple(
            attrs.evolve(row, examples=tuple(one.would for one in lost if one.would and one.rule.number == row.number))
            for row in bare.indicators
        ),
    )
    assert all(ran.passed for ran in testing.run_examples(mended))
    assert testing.mutants(mended).unnoticed == ()


@pytest.mark.parametrize(
    ("plan", "changes"),
    [
        (plan_of("≥85%"), {"number 85 to 84.99", "number 85 to 85.01", ">= to >", ">= to <="}),
        (plan_of("80%—90%"), {"number 80 to 79.99", "number 90 to 90.01", "the lower end left out", "the upper end left out"}),
        (plan_of("比2020年提高5个百分点"), {"per cent and points exchanged", "base 2020 to 2021", "rise and fall exchanged"}),
        (plan_of("比2020年下降20%以上", unit="起", better="lower"), {"per cent and 起 exchanged", "number 20 to 19", "“共” to “年均”"}),
        (plan_of("保持在85%以上"), {"asked once, not of each", "number 85 to 84.99"}),
        (plan_of("≥80%且≤90%"), {"“and” and “or” exchanged", "member 1 left out", "member 2: number 90 to 90.01"}),
        (plan_of("2023年、2025年分别达到55%、60%"), {"the members in reverse", "member 1: 2023 to 2024"}),
        (plan_of("到2024年达到85%以上"), {"2024 to 2025"}),
        (plan_of("明显提升", size="5个百分点"), {"size halved", "reading changed to strict"}),
        (plan_of("保持稳定", tolerance="1个百分点"), {"tolerance halved", "stable to rising", "higher and lower is better exchanged"}),
        (plan_of("85%", in_force=(InForce(since=2023, target="80%"),)), {"higher and lower is better exchanged", "in_force left out"}),
        (plan_of("≥85%", amendment=(Amendment(date=date(2024, 1, 1), document="甲", target="≥80%"),)), {"amendment left out"}),
        (plan_of("比2020年提高5%", series_break=(2023,)), {"series_break left out", "member 1: rise and fall exchanged"}),
        (plan_of("5%左右", tolerance="1%"), {"number 5 to 4.99"}),
    ],
)  # fmt: skip
def test_the_slips_of_each_kind_of_target(plan, changes):
    """Each kind of target is changed in each thing that a hand gets wrong, one at a time."""
    rule = plan["1"]
    made = {slip.change.en for slip in slips(plan, rule)}
    assert changes <= made, made
    assert all(slip.rule != rule for slip in slips(plan, rule))


def test_a_report_in_the_language_of_the_author():
    """The report says what was changed and gives the example to paste, in Chinese for a Chinese plan."""
    plan = attrs.evolve(
        plan_of("≥85%", Example(figures={2025: "84.99%"}, at=2025, verdict="NOT_MET")), title="某区计划"
    )
    assert str(testing.mutants(plan)) == (
        "5 处改动：用例察觉 3 处，没有察觉 2 处，判定相同 0 处\n"
        "1 数 85 改为 85.01：没有用例察觉；加上这一条就会察觉\n"
        '    {figures = {2025 = "85%"}, at = 2025, verdict = "MET"}\n'
        "1 >= 改为 >：没有用例察觉；加上这一条就会察觉\n"
        '    {figures = {2025 = "85%"}, at = 2025, verdict = "MET"}'
    )
