"""Both languages tell the same numbers, and no number is rounded onto a limit."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import event, given, reject
from hypothesis import strategies as st
from property.strategies import FIRST, LAST, PERCENT, POINTS, bounds, changes, decidable, grid, levels, trends
from speeds import times

from prevention_rules import format_target
from prevention_rules.errors import ContradictionError
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.series import Series
from prevention_rules.explain import explain
from prevention_rules.explain.asked import in_short
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.evaluate import evaluate
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Subject, Verdict
from prevention_rules.policies import Policy
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import About, Bound, Change, Decline, Qualitative, Reference, Target

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:/\d+)?")
BEDS = re.compile(r"张/千人口| beds? per 1,000 population")


def numbers(text: str) -> Counter[str]:
    return Counter(NUMBER.findall(BEDS.sub("", text)))


@st.composite
def figures(draw: st.DrawFn, unit: str, year: int) -> list[Observation]:
    """Draw a figure as it may arrive: a fraction, a set, a count, a published text, or (seldom) nothing."""
    kinds = ["fraction", "set", "point", "point", "text", "nothing"] + ["count", "missing", "sample"] * (unit == "%")
    kind = draw(st.sampled_from(kinds))
    number = draw(grid(0, 6))
    match kind:
        case "fraction":
            value: Any = draw(st.fractions(0, 6, max_denominator=10**8))
        case "set":
            value = draw(levels())
        case "point":
            value = number
        case "text":
            change = "比2020年下降{}个百分点" if unit == "%" else "比2020年下降{}%"
            words = draw(st.sampled_from(("超{}{}", "{}{}以上", "达{}{}", "近{}{}", change)))
            value = words.format(f"{float(number) + 0.5}", unit)
        case "nothing":
            return []
        case _:
            value = Ratio(draw(st.integers(0, 7)), 7, draw(st.integers(1, 3)) if kind == "missing" else 0)
    return [Observation("x", year, value, kind="sample" if kind == "sample" else "register")]


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """Draw a finding on a target of any kind, under any policy, with figures of every kind."""
    unit = draw(st.sampled_from(("%", "张/千人口")))
    words: st.SearchStrategy[Target] = st.sampled_from(
        (Qualitative("得到控制"), Reference("全国平均"), About(Amount.of(f"5{unit}")))
    )
    asked = unit_of(unit)
    kinds: list[st.SearchStrategy[Target]]
    kinds = [bounds(asked), changes(asked), trends(), decidable(asked), decidable(asked), words]
    target = draw(draw(st.sampled_from(kinds)))
    known = [figure for year in range(FIRST, LAST + 1) for figure in draw(figures(unit, year))]
    policy = Policy(
        comparison=draw(st.sampled_from(("exact", "rounded"))),
        published=draw(st.sampled_from(("point", "interval"))),
        tolerance=draw(st.sampled_from((None, f"1{unit}"))),
        gaps=draw(st.sampled_from(("unknown", "neighbours"))),
    )
    try:
        series = Series.of(known, unit=unit, share=unit == "%", percent_numbers="percent")
    except ContradictionError:
        reject()
    return evaluate(
        target,
        series,
        at=LAST,
        baseline=draw(st.sampled_from((None, FIRST))),
        deadline=draw(st.sampled_from((None, LAST, LAST + 2))),
        better=draw(st.sampled_from((None, "higher", "lower"))),
        policy=policy,
        subject=draw(
            st.sampled_from((Subject(), Subject("26", "每千人口床位数", "beds", plan="规划", plan_en="plan")))
        ),
    )


def told(text: str) -> set[str]:
    """Return the numbers of a text as English and Chinese both write them: 1.96万 is 19600."""
    text = re.sub(r"(\d+(?:\.\d+)?)万", lambda found: f"{int(Fraction(found[1]) * 10_000)}", text)
    return {number.replace(",", "") for number in numbers(text)}


@times(2)
@given(finding=findings())
def test_both_languages_carry_the_same_numbers(finding: Finding) -> None:
    """Line by line, English holds no number that Chinese does not, and leaves out only those of the target it quotes."""
    event(f"{finding.target.tag}: {finding.reason}")
    said = explain(finding, "zh")
    assert said.sections == explain(finding, "en").sections
    target = told(finding.target.text) | told(in_short(finding.target))
    for section in [one for one in said.sections if one.key != "citations"]:  # sources spell out their articles
        for line in section.lines:
            zh, en = told(line.zh), told(line.en)
            assert en <= zh | target, line
            assert zh - en <= target, line


@given(finding=findings())
def test_an_explanation_answers_for_its_verdict(finding: Finding) -> None:
    """Every explanation opens with what happened, in text that holds every line of its data; brief it is three lines."""
    for lang in ("zh", "en"):
        told = finding.explain(lang)
        data = told.to_dict()
        assert (data["verdict"], data["reason"]) == (finding.verdict.value, finding.reason)
        assert next(iter(data["sections"])) == "what"
        assert str(finding.explain(lang, level="brief")).splitlines() == data["sections"]["what"]
        assert len(data["sections"]["what"]) == 3
        assert all(line in str(told) for lines in data["sections"].values() for line in lines)


@given(target=decidable(PERCENT))
def test_a_target_says_the_same_numbers_in_both_languages(target: Any) -> None:
    """The canonical Chinese and the English words of a target hold the same numbers."""
    assert set(numbers(str(target))) == set(numbers(format_target(target, "en")))


def printed(finding: Finding) -> list[Fraction]:
    """Return the numbers of the remark, those of the years left out."""
    line = finding.explain("en").to_dict()["sections"]["what"][-1]
    found = NUMBER.findall(line.replace(f"in {LAST}", "").replace(f"in {FIRST}", ""))
    return [Fraction(one.replace(",", "")) for one in found]


tiny = st.integers(1000, 10**12).map(lambda n: Fraction(1, n))
either_side = st.tuples(tiny, st.sampled_from((1, -1))).map(lambda drawn: drawn[0] * drawn[1])


@given(op=st.sampled_from((">=", ">", "<=", "<")), limit=grid(1, 99), off=either_side)
def test_a_level_is_never_printed_as_its_limit(op: Any, limit: Fraction, off: Fraction) -> None:
    """However near a value comes to its limit, what is printed stays on its own side and is not the limit."""
    target = Bound(op, Amount(limit, PERCENT))
    value = printed(evaluate(target, Series.of({LAST: limit + off}, unit="%"), at=LAST))[0]
    assert (value > limit) is (off > 0)
    assert value != limit


@given(size=grid(1, 99), base=st.fractions(1, 90, max_denominator=90), off=either_side)
def test_a_decline_is_never_printed_as_its_limit(size: Fraction, base: Fraction, off: Fraction) -> None:
    """However near a decline comes to what was asked, neither it nor the level is printed as the limit."""
    asked = base * (1 - size / 100)
    now = asked + off * asked
    finding = evaluate(
        Decline(Amount(size, PERCENT), since=FIRST), Series.of({FIRST: base, LAST: now}, unit="%"), at=LAST
    )
    level, fall, *_ = printed(finding)
    assert (fall < size) is (off > 0)
    assert fall != size
    assert (level > asked) is (off > 0)
    assert level != asked


@given(size=grid(1, 40), base=st.fractions(45, 90, max_denominator=90), off=either_side)
def test_a_difference_is_never_printed_as_its_limit(size: Fraction, base: Fraction, off: Fraction) -> None:
    """However near a fall in points comes to what was asked, neither it nor the level is printed as the limit."""
    asked = base - size
    now = asked + off
    target = Change("down", "points", Bound(">=", Amount(size, POINTS)), FIRST)
    level, fall, *_ = printed(evaluate(target, Series.of({FIRST: base, LAST: now}, unit="%"), at=LAST))
    assert (fall < size) is (off > 0)
    assert fall != size
    assert (level > asked) is (off > 0)
    assert level != asked


@given(lo=grid(1, 50), off=tiny, width=st.fractions(1, 9, max_denominator=97))
def test_the_limit_is_never_printed_as_the_value(lo: Fraction, off: Fraction, width: Fraction) -> None:
    """Where the evidence straddles a limit that no short decimal writes, the two are still told apart."""
    limit = lo + width + off
    known = ValueSet.point(lo) | ValueSet.point(limit + 1)
    finding = evaluate(Bound(">=", Amount(limit, PERCENT)), Series.of({LAST: known}, unit="%"), at=LAST)
    assert finding.verdict is Verdict.INCONCLUSIVE
    line = next(line for line in finding.explain("en").to_dict()["sections"]["why"] if line.startswith("Known: "))
    low, high, asked = (Fraction(found) for found in NUMBER.findall(line))
    assert low < asked < high
