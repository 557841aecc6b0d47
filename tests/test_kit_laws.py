"""The laws of rule sets: kept by the plans that come with the library, and each broken by a rule or a house that errs."""

import attrs
import pytest

import prevention_rules as pr
from prevention_rules.plans.examples import Example
from prevention_rules.testing import laws
from prevention_rules.testing.critical import critical
from prevention_rules.testing.worked import judged
from prevention_rules.text import Words

LAWS = {law.name: law for law in laws.LAWS}


def plan_of(target, unit="%", better="higher", **more):
    row = pr.Indicator(number="1", name="指标", unit=unit, share=unit == "%", better=better, target=target, **more)
    return pr.Plan(id="p", title="Plan", first_year=2021, last_year=2025, baseline_year=2020, indicators=(row,))


def test_a_plan_in_one_line():
    """The rows of the Beijing plan keep every law."""
    laws.check(pr.load_plan("beijing-2022-2025"))


@pytest.mark.parametrize(
    ("plan", "breaks"),
    [
        (plan_of("≤85%"), {"monotone"}),
        (plan_of(">100%"), {"flips"}),
        (plan_of("≥0%"), {"flips"}),
        (plan_of("≥85%"), set()),
        (plan_of("80%—90%"), set()),
        (plan_of("比2020年下降20%以上", "起", "lower"), set()),
        (plan_of("比2020年提高5%"), set()),
        (plan_of("年均增长3%以上", "亿元"), set()),
        (plan_of("每年下降3%以上", "起", "lower"), set()),
        (plan_of("保持在85%以上"), set()),
        (plan_of("2023年、2025年分别达到55%、60%"), set()),
        (plan_of("逐年提高"), set()),
        (plan_of("明显提升"), set()),
        (plan_of("得到控制"), set()),
        (plan_of("每个街道不低于85%"), set()),
    ],
)  # fmt: skip
def test_the_laws_that_a_rule_breaks(plan, breaks):
    """A target that runs against its indicator, or that nothing or everything meets, breaks a law; sound ones none."""
    broken = {law.name for law in laws.LAWS if laws.broken_by(plan, plan["1"], law)}
    assert broken == breaks
    if breaks:
        with pytest.raises(laws.LawBrokenError, match="breaks the law"):
            laws.check(plan)


def erring(name):
    """Return a house that judges wrongly in the one way that the law of this name is about."""

    def judge(plan, rule, example):
        right = judged(plan, rule, example)
        figures = list(example.figures)
        said = str(example.figures.get(2025, ""))
        wrong = {
            "units": "‰" in said,
            "stricter": rule.target_text != "≥85%",
            "missing": not figures,
            "flips": said == "85%",
            "order": figures == [2025, 2020],
        }[name]
        other = pr.Verdict.NOT_MET if right.verdict is pr.Verdict.MET else pr.Verdict.MET
        return attrs.evolve(right, verdict=other) if wrong else right

    return judge


@pytest.mark.parametrize("name", ["units", "stricter", "missing", "flips", "order"])
def test_each_law_sees_a_house_that_errs(name, monkeypatch):
    """Judged wrongly in the way that a law is about, a sound rule breaks it."""
    plan = plan_of("比2020年提高5个百分点" if name == "order" else "≥85%")
    assert laws.broken_by(plan, plan["1"], LAWS[name]) is None
    monkeypatch.setattr(laws, "judged", erring(name))
    broken = laws.broken_by(plan, plan["1"], LAWS[name])
    assert broken is not None
    assert broken.law.name == name


def test_the_explanation_is_held_to_its_state(monkeypatch):
    """An explanation that does not tell the word of the state breaks the law."""
    plan = plan_of("≥85%")
    monkeypatch.setattr(laws, "state_words", lambda finding: Words("甲", "xyz"))
    broken = laws.broken_by(plan, plan["1"], LAWS["told"])
    assert broken is not None
    assert broken.in_language("en").startswith(
        "1 指标 (target “≥85%”) breaks the law “the explanation agrees with the verdict”: "
        "the explanation does not tell the state\n    {figures = {2025 = "
    )


KINDS = {"just_met", "just_missed", "on_the_limit", "missing", "bounded"}


@pytest.mark.parametrize(
    ("target", "unit", "better", "kinds"),
    [
        ("≥85%", "%", "higher", KINDS),
        ("≤12", "分钟", "lower", KINDS),
        ("比2020年下降20%以上", "起", "lower", KINDS | {"without_base"}),
        ("稳步提升", "%", "higher", KINDS | {"without_base"}),
        ("80%—90%", "%", "higher", KINDS),
        ("保持在85%以上", "%", "higher", KINDS),
        ("2023年、2025年分别达到55%、60%", "%", "higher", KINDS),
        ("得到控制", "%", "higher", {"missing"}),
    ],
)
def test_evidence_is_as_it_is_called(target, unit, better, kinds):
    """Figures just met are met, those just missed are not, missing ones decide nothing, for each kind of target."""
    plan = plan_of(target, unit, better)
    made = critical(plan, plan["1"])
    assert {one.kind for one in made} >= kinds
    verdicts = {
        "just_met": {"MET"},
        "just_missed": {"NOT_MET"},
        "missing": {"NOT_ASSESSABLE", "INCONCLUSIVE"},
        "without_base": {"NOT_ASSESSABLE", "INCONCLUSIVE"},
    }
    for one in made:
        assert one.example.verdict in verdicts.get(one.kind, {one.example.verdict}), one
        assert judged(plan, plan["1"], one.example).verdict == one.example.verdict


def test_the_limit_itself():
    """On the limit ≥ is met and > is not; one more accident than allowed is just missed."""

    def on_the_limit(target, unit="%", better="higher"):
        plan = plan_of(target, unit, better)
        return [one.example for one in critical(plan, plan["1"]) if one.kind == "on_the_limit"]

    assert on_the_limit("≥85%") == [Example(figures={2025: "85%"}, at=2025, verdict="MET")]
    assert on_the_limit(">85%") == [Example(figures={2025: "85%"}, at=2025, verdict="NOT_MET")]
    assert on_the_limit("≤12", "分钟", "lower") == [Example(figures={2025: "12"}, at=2025, verdict="MET")]
