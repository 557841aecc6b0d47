"""The state of a finding at its date: one of eighteen, in the words an office would sign.

Whether a condition is true is the verdict; what that means on the day an office reports is the state. The
first that fits is the one, so the states of any group of findings add up to their number. Sources: the
midterm review of the 14th Five-Year Plan (``CN-FYP14-MIDTERM``) and the monitoring reports of the National
Bureau of Statistics, which give the share of those reached out of those that could be monitored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from prevention_rules.judgement.findings import Compared, Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.verdicts import Reason, Verdict
from prevention_rules.progress import ScheduleStatus
from prevention_rules.targets import (
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Respectively,
    Target,
    Trend,
)
from prevention_rules.text import Words


class State(StrEnum):
    """What an office writes in the column 结论; the codes are stable.

    >>> State.NOT_MET.words.zh, State.NOT_MET.task_words.zh
    ('未实现目标', '未完成')
    """

    BY_PEOPLE = "by_people"
    NOT_YET = "not_yet"
    NO_FIGURE = "no_figure"
    NO_BASE = "no_base"
    NOT_COMPARABLE = "not_comparable"
    UNCLEAR_TARGET = "unclear_target"
    UNDECIDED = "undecided"
    MET = "met"
    MET_LATE = "met_late"
    NOT_MET = "not_met"
    REACHED_EARLY = "reached_early"
    KEPT_SO_FAR = "kept_so_far"
    BROKEN = "broken"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    WORSE_THAN_BASE = "worse_than_base"
    BEHIND = "behind"
    UNDER_WAY = "under_way"

    @property
    def words(self) -> Words:
        """What the state is called, of an indicator."""
        return _WORDS[self]

    @property
    def task_words(self) -> Words:
        """What it is called of a task or of what adds up over the years (places built, people trained)."""
        return _OF_TASKS.get(self, _WORDS[self])

    @property
    def meaning(self) -> Words:
        """What it means, in one line, for the notes of a table."""
        return _MEANINGS[self]

    @property
    def is_assessable(self) -> bool:
        """True for what could be monitored (可监测): the denominator of the share that is reached."""
        return self not in _NOT_ASSESSABLE

    @property
    def is_reached(self) -> bool:
        """True for what counts as reached (达标)."""
        return self in REACHED


_WORDS: Final = {
    State.BY_PEOPLE: Words("由评估组评定", "for the review group"),
    State.NOT_YET: Words("未到首个考核时点", "first date not reached"),
    State.NO_FIGURE: Words("缺当期数据", "no figure"),
    State.NO_BASE: Words("缺基期数据", "base figure missing"),
    State.NOT_COMPARABLE: Words("前后不可比", "not comparable"),
    State.UNCLEAR_TARGET: Words("目标表述待明确", "target needs a declared reading"),
    State.UNDECIDED: Words("尚不能判定", "undecided"),
    State.MET: Words("已实现目标", "met"),
    State.MET_LATE: Words("逾期达到", "reached late"),
    State.NOT_MET: Words("未实现目标", "not met"),
    State.REACHED_EARLY: Words("提前实现", "reached early"),
    State.KEPT_SO_FAR: Words("截至目前符合要求", "kept so far"),
    State.BROKEN: Words("已有年度不符合要求", "broken in an earlier year"),
    State.AHEAD: Words("快于序时进度", "ahead of schedule"),
    State.ON_SCHEDULE: Words("符合序时进度", "on schedule"),
    State.WORSE_THAN_BASE: Words("劣于基期", "worse than the base year"),
    State.BEHIND: Words("滞后于序时进度", "behind schedule"),
    State.UNDER_WAY: Words("推进中（进度无法测算）", "under way, pace unknown"),
}
_OF_TASKS: Final = {
    State.MET: Words("已完成", "completed"),
    State.NOT_MET: Words("未完成", "not completed"),
    State.REACHED_EARLY: Words("提前完成", "completed early"),
}
_MEANINGS: Final = {
    State.BY_PEOPLE: Words("定性要求，或须对照计划之外的标准", "qualitative, or a standard outside the plan"),
    State.NOT_YET: Words("目标中没有一项已到考核时点", "nothing of the target applies yet"),
    State.NO_FIGURE: Words("没有评估年度的数，或只有文字表述", "no figure of the year assessed, or words only"),
    State.NO_BASE: Words("目标是变化幅度，而基期没有数", "the target is a change and its base has no figure"),
    State.NOT_COMPARABLE: Words(
        "口径、基期或统计期间不同，或基期为零、为负", "another definition, base or period, or a base of zero or below"
    ),
    State.UNCLEAR_TARGET: Words(
        "目标没有写明幅度、容许偏差、方向或分项", "the target leaves open how much, which way or of what"
    ),
    State.UNDECIDED: Words("现有数据不足以判定", "the figures there are do not decide"),
    State.MET: Words("到期，达到目标", "due, and the target is met"),
    State.MET_LATE: Words("考核时点未达到，以后达到", "missed at its date, satisfied by a later figure"),
    State.NOT_MET: Words("到期，没有达到目标", "due, and the target is not met"),
    State.REACHED_EARLY: Words(
        "未到期，已达到目标值，后续仍须保持", "not yet due, the target value is reached and has to be kept"
    ),
    State.KEPT_SO_FAR: Words(
        "逐年、年均或趋势要求，至今符合", "asked of every year, of an average or a trend, and kept until now"
    ),
    State.BROKEN: Words(
        "逐年或趋势要求，已有年度不符合，期内不能再实现", "a year has broken it, and no later figure can mend that"
    ),
    State.AHEAD: Words("未达到目标值，快于序时进度", "not yet at the target, and beyond what is due by now"),
    State.ON_SCHEDULE: Words("未达到目标值，恰合序时进度", "not yet at the target, and exactly at what is due by now"),
    State.WORSE_THAN_BASE: Words(
        "未达到目标值，且比基期更远离目标", "not at the target, and farther from it than the base year"
    ),
    State.BEHIND: Words("未达到目标值，慢于序时进度", "not yet at the target, and short of what is due by now"),
    State.UNDER_WAY: Words(
        "未达到目标值，没有基期数或没有可测算的数", "not yet at the target, and no base or no number to measure by"
    ),
}

_NOT_ASSESSABLE: Final = (
    State.BY_PEOPLE, State.NOT_YET, State.NO_FIGURE, State.NO_BASE, State.NOT_COMPARABLE, State.UNCLEAR_TARGET,
)  # fmt: skip
REACHED: Final = (State.MET, State.REACHED_EARLY, State.KEPT_SO_FAR)
"""What counts as reached; shown always as so many of those that could be monitored."""

HEADLINE: Final[dict[str, tuple[State, ...]]] = {
    "reached": (State.MET, State.REACHED_EARLY),
    "in_line": (State.KEPT_SO_FAR, State.AHEAD, State.ON_SCHEDULE),
    "behind": (State.BEHIND, State.WORSE_THAN_BASE, State.BROKEN, State.NOT_MET, State.MET_LATE),
    "under_way": (State.UNDER_WAY,),
    "undecided": (State.UNDECIDED,),
    "not_monitored": (State.NO_FIGURE, State.NO_BASE, State.NOT_COMPARABLE, State.UNCLEAR_TARGET),
    "other": (State.BY_PEOPLE, State.NOT_YET),
}
"""The groups of a headline: 已实现, 符合要求或序时, 滞后, 推进中, 尚不能判定, 未能监测, 其他; each state is in one."""

_BY_REASON: Final[dict[Reason, State]] = {
    "qualitative": State.BY_PEOPLE, "needs_reference": State.BY_PEOPLE,
    "nothing_applies": State.NOT_YET,
    "missing_value": State.NO_FIGURE, "words_only": State.NO_FIGURE,
    "missing_baseline": State.NO_BASE,
    "series_break": State.NOT_COMPARABLE, "other_base": State.NOT_COMPARABLE, "other_period": State.NOT_COMPARABLE,
    "zero_baseline": State.NOT_COMPARABLE, "negative_baseline": State.NOT_COMPARABLE,
    "over_years": State.UNCLEAR_TARGET,
    "needs_tolerance": State.UNCLEAR_TARGET, "needs_size": State.UNCLEAR_TARGET, "needs_share": State.UNCLEAR_TARGET,
    "needs_direction": State.UNCLEAR_TARGET, "needs_split": State.UNCLEAR_TARGET,
    "readings_disagree": State.UNCLEAR_TARGET, "base_not_stated": State.UNCLEAR_TARGET,
}  # fmt: skip
"""What keeps a finding from a verdict; every other reason for that lies in the evidence (尚不能判定)."""

_BY_PACE: Final = {
    ScheduleStatus.EARLY: State.AHEAD,
    ScheduleStatus.AHEAD: State.AHEAD,
    ScheduleStatus.ON_SCHEDULE: State.ON_SCHEDULE,
    ScheduleStatus.BEHIND: State.BEHIND,
    ScheduleStatus.REGRESSED: State.WORSE_THAN_BASE,
}


def state_of(finding: Finding) -> State:
    """Return the one state of a finding at its date.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2020: "70%", 2023: "74%"}, unit="%", share=True)
    >>> state_of(evaluate(parse_target("≥80%", unit="%"), figures, at=2023, baseline=2020, deadline=2025)).value
    'behind'
    """
    if not finding.verdict.is_decided:
        return _BY_REASON.get(finding.reason, State.UNDECIDED)
    met, waiting = finding.verdict is Verdict.MET, finding.due == "not_due"
    if not waiting and met:
        return State.MET
    if not waiting:
        return State.MET_LATE if finding.later is not None and _is_met(finding.later) else State.NOT_MET
    if met:
        return State.KEPT_SO_FAR if _can_be_lost(finding) else State.REACHED_EARLY
    return State.BROKEN if _is_lost(finding) else _on_the_way(finding)


def _is_met(later: Finding) -> bool:
    """Say whether what was missed at its date is met since; of milestones, each that was missed."""
    if not isinstance(later.target, Respectively):
        return later.verdict is Verdict.MET
    missed = [part for part in later.parts if part.verdict is Verdict.NOT_MET]
    return bool(missed) and all(part.later is not None and part.later.verdict is Verdict.MET for part in missed)


def state_words(finding: Finding) -> Words:
    """Return the word an office writes for the state of a finding: a task is 已完成, an indicator 已实现目标."""
    state, about = state_of(finding), finding.subject
    return state.task_words if about.cumulative or about.commitment else state.words


def _can_be_lost(finding: Finding) -> bool:
    """Say whether what is met so far hangs on what the years to come bring; a value that is reached does not."""
    return (
        _asks_on(finding.target)
        or _adds_up_against_a_ceiling(finding)
        or any(part.due == "not_due" and part.verdict is not Verdict.MET for part in _dated(finding))
    )


def _adds_up_against_a_ceiling(finding: Finding) -> bool:
    """Say whether what is counted from the start of the plan on has a limit that it can only come nearer to."""
    match finding.target:
        case Bound(op="<=" | "<"):
            return finding.subject.cumulative
        case _:
            return False


def _asks_on(target: Target) -> bool:
    match target:
        case EveryPeriod() | Trend():
            return True
        case Change(rate=rate, base=base):
            return rate != "total" or base == "previous"
        case PerUnit(of=part):
            return _asks_on(part)
        case Respectively(of=members) | AllOf(of=members) | AnyOf(of=members) | Ambiguous(readings=members):
            return any(map(_asks_on, members))
        case _:
            return False


def _dated(finding: Finding) -> tuple[Finding, ...]:
    """Return the members of a list of milestones."""
    return finding.parts if isinstance(finding.target, Respectively) else ()


def _is_lost(finding: Finding) -> bool:
    """Say whether no figure still to come can make it good: a year that broke what every year has to keep."""
    if finding.verdict is not Verdict.NOT_MET:
        return False
    if _adds_up_against_a_ceiling(finding) or _is_over_already(finding):
        return True
    match finding.target:
        case EveryPeriod() | Change(rate="per_year"):
            return True
        case Trend():
            return isinstance(finding.ground, TrendRead) and _is_lost_for_good(finding.ground, finding.target)
        case PerUnit():
            return any(map(_is_lost, finding.over or finding.parts))
        case AllOf():
            return any(map(_is_lost, finding.parts))
        case AnyOf() | Ambiguous():
            return bool(finding.parts) and all(map(_is_lost, finding.parts))
        case Respectively():
            return any(
                _is_lost(part) or (part.due == "due" and part.verdict is Verdict.NOT_MET) for part in finding.parts
            )
        case _:
            return False


def _is_over_already(finding: Finding) -> bool:
    """Say whether a part of the last year alone is more than the year may have."""
    ground = finding.ground
    return (
        isinstance(ground, Compared)
        and ground.so_far
        and finding.deadline is not None
        and finding.deadline.year == finding.at.year
    )


_TESTS: Final = ("U5", "T7")
"""Readings that test the whole series: more years can always change what they say."""


def _is_lost_for_good(read: TrendRead, target: Trend) -> bool:
    if read.reading is None:
        return target.every_year or target.manner == "steadily"
    if read.reading.id in _TESTS:
        return False
    kept = read.reading.acceptable(read.levels, read.options)
    return getattr(kept, "possibly", read.compared.frame.universe).disjoint(read.compared.frame.universe)


def _on_the_way(finding: Finding) -> State:
    status = None if finding.progress is None else finding.progress.status
    if status is not None:
        return _BY_PACE[status]
    moved_away = finding.reason == "moved_away" and not _asks_on(finding.target)
    if moved_away or _is_worse_than_base(finding):
        return State.WORSE_THAN_BASE
    return State.UNDER_WAY


def _is_worse_than_base(finding: Finding) -> bool:
    """Say whether a trend ends on the wrong side of its base; of a level its progress says so."""
    ground = finding.ground
    if not isinstance(ground, TrendRead) or ground.level is None or ground.compared.base_level is None:
        return False
    if not isinstance(finding.target, Trend) or finding.target.dir == "stable":
        return False
    now, base = ground.level.hull, ground.compared.base_level.hull
    worst, best = (now.hi, base.lo) if ground.options.better == "higher" else (base.hi, now.lo)
    return worst is not None and best is not None and worst < best


def lacks_base(finding: Finding) -> bool:
    """True where only the figure of the base keeps the progress of a finding from being measured."""
    compared = comparison_of(finding)
    return isinstance(compared, Compared) and compared.base_missing is not None
