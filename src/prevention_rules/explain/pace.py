"""Progress against the schedule, and the measures of others for information."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.numbers import amount, difference, shown
from prevention_rules.explain.phrases import PROGRESS
from prevention_rules.findings import Finding
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
        done, due = shown(told.share * 100), amount(told.expected, finding.unit)
        base, goal = amount(pace.base, finding.unit), amount(pace.goal, finding.unit)
        yield Words(
            f"从{base.zh}到{goal.zh}，已完成{done.zh}%；按{_HOW[told.how].zh}，此时应为{due.zh}。以此判定进度。",
            f"Of the way from {base.en} to {goal.en}, {done.en}% is done; "
            f"{_HOW[told.how].en} {due.en} is expected now. This decides the word above.",
        )
    if told.required_per_year:
        step = difference(told.required_per_year, finding.unit)
        yield Words(f"到期前每年还须变化{step.zh}。", f"{step.en} a year are still needed until the deadline.")
    if pace.open_sdg is not None and pace.open_sdg.status:
        status = pace.open_sdg.status
        yield Words(
            f"供参考（不参与判定）：按复合增速的 Open SDG 方法为 {status}；复合法在上升指标上前期要求较低。",
            f"For information: {status} by the compound Open SDG measure; of what should rise it asks less early on.",
        )
    if pace.healthy_people is not None:
        status = pace.healthy_people.name
        yield Words(
            f"供参考：Healthy People 状态为 {status}。", f"For information: the Healthy People status is {status}."
        )


_HOW = {
    "linear": Words("线性序时进度", "on a linear schedule"),
    "compound": Words("复合序时进度", "on a compound schedule"),
    "table": Words("计划写明的节点值", "by the plan's own milestone"),
}
