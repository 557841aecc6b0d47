"""Progress against the schedule, and the measures of others for information."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.explain.numbers import amount, difference, shown
from prevention_rules.explain.phrases import PROGRESS
from prevention_rules.judgement.findings import Finding
from prevention_rules.progress import HealthyPeople, How, Pace
from prevention_rules.text import Words


def progress_lines(finding: Finding) -> Iterator[Words]:
    """Yield the progress against the schedule and, for information, the measures of others."""
    pace = finding.progress
    if pace is None or pace.status is None:
        return
    word, told = PROGRESS[pace.status], pace.schedule
    passed = shown(pace.elapsed * 100)
    yield Words(f"{word.zh}：时间已过{passed.zh}%。", f"{word.en.capitalize()}: {passed.en}% of the time has passed.")
    if told.share is not None and told.expected is not None:
        yield _way_done(finding, pace)
        yield _WHY[told.how]
    if told.required_per_year:
        step = difference(told.required_per_year, finding.unit)
        up = told.required_per_year > 0
        yield Words(
            f"到期前平均每年还须{'提高' if up else '降低'}{step.zh}。",
            f"{'A rise' if up else 'A fall'} of {step.en} a year is still needed until the deadline.",
        )
    if (measured := _compound(pace)) is not None:
        yield measured
    if pace.healthy_people is not None:
        status = _HEALTHY_PEOPLE[pace.healthy_people]
        yield Words(
            f"供参考：按 Healthy People 的分类为“{status.zh}”。",
            f"For information: the Healthy People category is “{status.en}”.",
        )


def _way_done(finding: Finding, pace: Pace) -> Words:
    told = pace.schedule
    assert told.share is not None
    assert told.expected is not None
    base, goal, due = (amount(value, finding.unit) for value in (pace.base, pace.goal, told.expected))
    if told.share < 0:
        done = Words("没有前进，反而后退", "nothing is done, it moved back")
    else:
        part = shown(told.share * 100)
        done = Words(f"已完成{part.zh}%", f"{part.en}% is done")
    how = _HOW[told.how]
    return Words(
        f"从{base.zh}到{goal.zh}，{done.zh}；{how.zh}，此时应为{due.zh}。",
        f"Of the way from {base.en} to {goal.en}, {done.en}; {how.en} {due.en} is expected now.",
    )


def _compound(pace: Pace) -> Words | None:
    """Tell the compound measure, and why it does not decide."""
    told = pace.open_sdg
    if told is None or told.status not in _OPEN_SDG:
        return None
    status = _OPEN_SDG[told.status]
    zh = f"供参考：按复合增速（Open SDG）为“{status.zh}”"
    en = f"For information: “{status.en}” by the compound measure of Open SDG"
    if told.progress_value is not None and told.progress_value > 0:
        ratio = shown(Fraction(round(told.progress_value, 3)).limit_denominator(1000))
        zh = f"{zh}，增速是所需增速的{ratio.zh}倍"
        en = f"{en}, which finds {ratio.en} times the growth rate that is needed"
    if pace.goal > pace.base and pace.schedule.how == "linear":
        return Words(f"{zh}；复合法前期要求较低，不参与判定。", f"{en}; it asks less early on, and does not decide.")
    return Words(f"{zh}；不参与判定。", f"{en}; it does not decide.")


_HOW: dict[How, Words] = {
    "linear": Words("按线性序时进度", "on a linear schedule"),
    "compound": Words("按复合序时进度", "on a compound schedule"),
    "table": Words("按计划写明的节点值", "by the plan's own milestone"),
    "path": Words("按目标自身的路径", "on the target's own path"),
}
_WHY: dict[How, Words] = {
    "linear": Words(
        "进度以此判定：序时进度通常指时间过半、任务过半。",
        "This decides the progress, for so schedules are usually read: half the time, half the task.",
    ),
    "compound": Words("进度以此判定：规则声明了复合序时进度。", "This decides the progress: the policy declares it."),
    "table": Words("进度以此判定：计划写明了节点值。", "This decides the progress: the plan states it."),
    "path": Words(
        "进度以此判定：年均类目标按目标自身路径推算。",
        "This decides the progress: the asked average gives a value for every year.",
    ),
}
_OPEN_SDG = {
    "target_achieved": Words("已达目标", "target achieved"),
    "substantial_progress": Words("进展充分", "substantial progress"),
    "moderate_progress": Words("进展一般", "moderate progress"),
    "limited_progress": Words("进展有限", "limited progress"),
    "deterioration": Words("倒退", "deterioration"),
}
_HEALTHY_PEOPLE = {
    HealthyPeople.TARGET_MET: Words("已达目标", "target met"),
    HealthyPeople.IMPROVING: Words("改善", "improving"),
    HealthyPeople.LITTLE_OR_NO_CHANGE: Words("变化很小或没有变化", "little or no change"),
    HealthyPeople.GETTING_WORSE: Words("变差", "getting worse"),
    HealthyPeople.BASELINE_ONLY: Words("只有基期数", "baseline only"),
    HealthyPeople.INFORMATIONAL: Words("没有目标值", "informational"),
}
"""The categories of others in words; the codes stand in the plain data."""
