"""Every finding has one state, and the states add up in every grouping."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prevention_rules import Area, Indicator, Plan, Ratio
from prevention_rules.assessments.tally import Tally
from prevention_rules.judgement.states import State, state_of
from prevention_rules.plans.outline import Department, Domain, Task

TARGETS = ("≥80%", "80%以上", "超过80%", "稳步提升", "有所提高", "保持在70%以上", "年均提高2个百分点", "得到控制",
           "基本达到80%", "到2023年达到75%", "比2020年提高5个百分点以上", "60%—80%")  # fmt: skip
STREETS = ("甲街道", "乙街道")
FIGURES = st.sampled_from(
    (None, "60%", "75%", "80%", "95%", "80%以上", "约80%", "实现应保尽保", "比2020年提高4个百分点", "104%")
)


@st.composite
def assessed(draw: st.DrawFn) -> Any:
    """Draw a plan with two domains and two tasks, and figures of the whole or of streets, at any year."""
    n = draw(st.integers(1, 5))
    rows = tuple(
        Indicator(
            number=str(i), name=f"第{i}率", unit="%", share=True, better="higher", target=draw(st.sampled_from(TARGETS)),
            domain=draw(st.sampled_from(("1", "2", ""))), tasks=draw(st.sampled_from(((), ("1",), ("1", "2")))),
        )
        for i in range(1, n + 1)
    )  # fmt: skip
    plan = Plan(
        id="p", title="某区计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=rows,
        domains=(Domain(number="1", name="筛查"), Domain(number="2", name="康复")),
        departments=(Department(name="区残联"), Department(name="区卫生健康委")),
        tasks=(Task(number="1", name="一", lead=("区残联",)), Task(number="2", name="二", jointly=("区残联", "区卫生健康委"))),
        areas=tuple(Area(name=name) for name in STREETS),
    )  # fmt: skip
    figures: dict[str, Any] = {}
    for row in rows:
        if draw(st.booleans()):
            said = {year: draw(FIGURES) for year in range(2020, 2026)}
            figures[row.number] = {year: one for year, one in said.items() if one is not None}
        else:
            counts = [draw(st.integers(0, 10)) for _ in STREETS]
            figures[row.number] = {
                name: {2023: Ratio(k, 10)} for name, k in zip(STREETS, counts, strict=True) if k != 10
            }
    return plan.assess(figures, at=draw(st.integers(2021, 2025)))


def plain(counts: Any) -> dict[str, int]:
    return {state.value: n for state, n in counts.items()}


@given(told=assessed())
def test_the_states_add_up_in_every_grouping(told: Any) -> None:
    """Overall, by domain, by department and by area the counts are those of the states, and add up to the findings."""
    states = [state_of(finding) for finding in told]
    overall = told.counts()
    assert overall == {state: Counter(states)[state] for state in State}
    assert sum(overall.values()) == len(told) == told.tally.total
    assert sum(told.tally.groups.values()) == len(told)
    domains = list(told.by_domain().values())
    assert {state: sum(group.counts()[state] for group in domains) for state in State} == overall
    alone = told.unassigned.counts()
    led = {duty.leads.name: duty for duty in told.by_department().values()}
    seen = {finding.subject.number for duty in led.values() for group in (duty.leads, duty.shares) for finding in group}
    assert len(seen) + sum(alone.values()) == len(told)
    for group in [
        *domains,
        *told.by_area().values(),
        *(part for duty in led.values() for part in (duty.leads, duty.shares)),
    ]:
        assert sum(group.counts().values()) == len(group)
    data = told.to_dict()
    assert data["counts"] == plain(overall)
    assert Counter(one["state"]["code"] for one in data["findings"]) == Counter(state.value for state in states)


@given(counts=st.fixed_dictionaries({state: st.integers(0, 9) for state in State}))
def test_a_headline_tells_every_state_once(counts: dict[State, int]) -> None:
    """The numbers of a headline add up to the total, in both languages alike."""
    tally = Tally(counts)
    told = tally.headline(2025)
    zh = re.sub("（.*?）", "", told.zh)
    listed = [int(n) for n in re.findall("([0-9]+)项", zh)]
    assert listed[:2] == [tally.total, tally.assessable]
    assert sum(listed[2:]) == tally.total
    en = [int(n) for n in re.findall("[0-9]+", re.sub(r"\(.*?\)|2025", "", told.en))]
    assert en[:2] == [tally.total, tally.assessable]
    assert sum(en[2:]) == tally.total
