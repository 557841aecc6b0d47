"""The remark on a change against a base: both levels, how far it went, how far was asked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from prevention_rules.evidence.facts import Fact
from prevention_rules.explain.asked import Side, in_short, size_in_words
from prevention_rules.explain.asked_change import asked_number, beside_the_asked, excess, goes_against, least_asked
from prevention_rules.explain.figures import figure_of, interval_words, when
from prevention_rules.explain.inexact import as_published
from prevention_rules.explain.level import needed, way
from prevention_rules.explain.numbers import amount, bare, gap, shown
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import published
from prevention_rules.judgement.case import part_of_a_year
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.progress import ScheduleStatus
from prevention_rules.targets import Bound, Change
from prevention_rules.text import Words

_VERBS = {
    "ratio": {True: Words("增长", "up"), False: Words("下降", "down")},
    "difference": {True: Words("提高", "up"), False: Words("降低", "down")},
    "count": {True: Words("增加", "up"), False: Words("减少", "down")},
}


def changed(finding: Finding, compared: Compared, target: Change, found: Remedy | None = None) -> Iterator[Words]:
    """Yield the clauses on a change that was compared; *found* is its remedy, where it was worked out already."""
    base = compared.demand.base
    assert base is not None  # a change has one
    if target.rate == "annual_average" and compared.level is not None and _points(compared):
        yield _averaged(finding, compared, target, base)
        yield from _at_the_end(finding, compared)
        return
    size = _size_of(compared)
    if size is None:
        yield _left_open(finding, compared, target)
        return
    stated = _stated(compared, base)
    if stated is not None and compared.level is None:
        yield _published(finding, compared, target, stated, size)
        yield from _on_its_way(finding, compared)
        return
    yield _between_levels(finding, compared, target, base, size)
    if part_of_a_year(base):
        yield Words(f"不与{base.year}年全年比较", f"not compared with the whole of {base.year}")
    yield from _rest(finding, compared, found)


def _points(compared: Compared) -> bool:
    return compared.possible.as_point is not None and compared.base_level is not None


def _size_of(compared: Compared) -> Fraction | None:
    """Return how much it changed: in per cent for a ratio, in the unit for a difference; up is above zero."""
    point = compared.possible.as_point
    if point is None:
        return None
    return (point - 1) * 100 if compared.demand.question == "ratio" else point


def _stated(compared: Compared, base: Period) -> Fact | None:
    return next((one for one in compared.used if one.question in ("ratio", "difference") and one.base == base), None)


def _verb(compared: Compared, size: Fraction) -> Words:
    unit, kind = compared.frame.unit, str(compared.demand.question)
    if kind == "difference" and unit is not None and unit.is_count:
        kind = "count"
    return _VERBS[kind][size > 0]


def _size_words(compared: Compared, size: Fraction, limits: tuple[Fraction, ...] = ()) -> Words:
    if compared.demand.question == "ratio":
        told = shown(abs(size), map(abs, limits), places=1)
        return Words(f"{told.zh}%", f"{told.en}%")
    return gap(size, compared.frame.unit, limits)


def moved(value: Fraction, compared: Compared) -> Words:
    """Tell a ratio to the base or a difference from it as a change: 下降6%, down 6%."""
    size = (value - 1) * 100 if compared.demand.question == "ratio" else value
    verb, much = _verb(compared, size), _size_words(compared, size)
    return Words(f"{verb.zh}{much.zh}", f"{verb.en} {much.en}")


def _between_levels(finding: Finding, compared: Compared, target: Change, base: Period, size: Fraction) -> Words:
    unit = compared.frame.unit
    asked, at = least_asked(compared), when(finding, unit)
    asks = None if compared.needed is None else Side.of(compared.needed)
    now, then = figure_of(finding, compared, asks), _base_figure(compared, base)
    then = Words(then.zh, bare(then, unit))
    is_ = "为" if unit is None or not unit.is_count else ""
    since = _since(finding, base, target)
    limits = () if asked is None else (asked,)
    if size == 0:
        told = Words(
            f"{at.zh}{is_}{now.zh}，与{since.zh}（{then.zh}）持平",
            f"{now.en} {at.en}, level with {then.en} in {since.en}",
        )
    else:
        verb, much = _verb(compared, size), _size_words(compared, size, limits)
        told = Words(
            f"{at.zh}{is_}{now.zh}，比{since.zh}（{then.zh}）{verb.zh}{much.zh}",
            f"{now.en} {at.en}, {verb.en} {much.en} from {then.en} in {since.en}",
        )
    return beside_the_asked(finding, compared, target, size, asked, told)


def _base_figure(compared: Compared, base: Period) -> Words:
    told = [fact for fact in compared.used if fact.period == base and fact.question == "level"]
    if told:
        return published(told[0].observation, compared.frame.unit)
    point = None if compared.base_level is None else compared.base_level.as_point
    return Words("", "") if point is None else amount(point, compared.frame.unit, places=2)


def _since(finding: Finding, base: Period, target: Change) -> Words:
    if target.base == "previous":
        return (
            Words("上年", "the year before")
            if finding.at.kind == "year"
            else Words("上年同期", "the same part of the year before")
        )
    return in_period(base)


def _rest(finding: Finding, compared: Compared, found: Remedy | None) -> Iterator[Words]:
    """Yield the schedule, and where the level has to be."""
    if finding.verdict is not Verdict.NOT_MET:
        return
    if finding.due == "not_due" and finding.progress is not None and finding.progress.status is not None:
        yield from way(finding, compared)
        return
    if compared.demand.question != "ratio" or (found := found or remedy(finding)) is None:
        return  # a difference has told how much is lacking
    unit = compared.frame.unit
    there, left = interval_words(found.nearest, unit), gap(found.distance, unit)
    by, end = _by_when(finding)
    if found.distance:
        yield Words(f"{by}{there.zh}，还差{left.zh}", f"{there.en}{end}, {left.en} to go")
    else:
        yield Words(f"{by}{there.zh}", f"{there.en}{end}")


def _by_when(finding: Finding) -> tuple[str, str]:
    """Say when a level is asked: of a part of the year, for the same part; else at the deadline."""
    if part_of_a_year(finding.at):
        return "同期", " for the same part of the year"
    if finding.due != "not_due" or finding.deadline is None:
        return "", ""
    return f"{finding.deadline.year}年", f" by {finding.deadline.year}"


# --- what was published as a change ---------------------------------------------------------------


def _published(finding: Finding, compared: Compared, target: Change, stated: Fact, size: Fraction) -> Words:
    said = published(stated.observation, compared.frame.unit)
    told, asked = Words(f"公布为{said.zh}", f"Published as {said.en}"), least_asked(compared)
    if asked is None:
        return beside_the_asked(finding, compared, target, size, asked, told)
    if goes_against(target, size):
        return Words(f"{told.zh}，与“{target.text}”的方向相反", f"{told.en}, which goes against {in_short(target)}")
    if abs(size) == abs(asked):
        return beside_the_asked(finding, compared, target, size, asked, told)
    words, lack = size_in_words(target.size, target.kind), excess(compared, size, asked)
    if finding.verdict is Verdict.MET and abs(size) > abs(asked):
        return Words(f"{told.zh}，超过目标（{words.zh}）{lack.zh}", f"{told.en}, {lack.en} more than asked")
    return Words(f"{told.zh}，比目标（{words.zh}）少{lack.zh}", f"{told.en}, {lack.en} less than asked")


def _on_its_way(finding: Finding, compared: Compared) -> Iterator[Words]:
    """Yield how a published change stands to what is due of it by now."""
    pace, now = finding.progress, compared.possible.as_point
    if finding.verdict is not Verdict.NOT_MET or pace is None or now is None or pace.schedule.expected is None:
        return
    due, expected = moved(pace.schedule.expected, compared), pace.schedule.expected
    lack = excess(compared, *((value * 100 if pace.question == "ratio" else value) for value in (now, expected)))
    match pace.status:
        case ScheduleStatus.AHEAD:
            yield Words(f"比序时（{due.zh}）多{lack.zh}", f"{lack.en} ahead of schedule ({due.en})")
        case ScheduleStatus.ON_SCHEDULE:
            yield Words("恰合序时进度", "exactly on schedule")
        case ScheduleStatus.BEHIND:
            yield Words(f"序时应{due.zh}，少{lack.zh}", f"{due.en} due by now, {lack.en} short")


def _left_open(finding: Finding, compared: Compared, target: Change) -> Words:
    """Tell a change that is only known to lie in a span."""
    facts = [fact for fact in compared.used if fact.period == finding.at]
    unit = compared.frame.unit
    sampled = bool(facts) and all(fact.point is not None for fact in facts)
    if sampled:
        said = [published(fact.observation, unit) for fact in facts]
        zh, en = "、".join(f"“{one.zh}”" for one in said), ", ".join(f"“{one.en.strip('“”')}”" for one in said)
        head = Words(f"抽样调查为{zh}", f"Survey {en}")
    else:
        head = as_published(facts, unit, finding) if facts else Words("由其他数推算", "By the other figures")
    short = in_short(target)
    match finding.verdict:
        case Verdict.MET:
            return Words(f"{head.zh}，已在目标（{target.text}）之内", f"{head.en} lies within {short}")
        case Verdict.NOT_MET:
            return Words(f"{head.zh}，不在目标（{target.text}）之内", f"{head.en} lies outside {short}")
        case _ if sampled:
            return Words(
                f"{head.zh}，变化与目标之差在抽样误差之内，对“{target.text}”尚不能判定，样本须加大",
                f"{head.en}, target {short}: the difference lies within the sampling error; a larger sample is needed",
            )
        case _:
            return Words(
                f"{head.zh}，目标为“{target.text}”，尚不能判定，请报确切数",
                f"{head.en}, target {short}: undecided; give the exact figures",
            )


# --- annual averages ------------------------------------------------------------------------------


def _averaged(finding: Finding, compared: Compared, target: Change, base: Period) -> Words:
    years, possible = finding.at.year - base.year, compared.possible.as_point
    assert possible is not None  # both levels are numbers
    asked = target.size.amount.value if isinstance(target.size, Bound) else None
    if compared.demand.question == "ratio":
        yearly = (
            Fraction(round((float(possible) ** (1 / years) - 1) * 100, 6)).limit_denominator(10**6)
            if possible > 0
            else Fraction(-100)
        )
        told = shown(abs(yearly), () if asked is None else (asked,), places=2)
        size = Words(f"{told.zh}%", f"{told.en}%")
    else:
        yearly = possible / years
        size = gap(yearly, compared.frame.unit, () if asked is None else (asked,))
    verb = _verb(compared, yearly)
    span = Words(f"{base.year + 1}—{finding.at.year}年", f"{base.year + 1}–{finding.at.year}")
    bare = asked_number(target)
    zh, en = (
        f"{span.zh}年均{verb.zh}{size.zh}",
        f"{verb.en.capitalize()} {size.en} a year in {span.en} ({bare.en} asked)",
    )
    if yearly == 0:
        zh, en = f"{span.zh}年均持平", f"Level in {span.en} ({bare.en} asked)"
    wanted = size_in_words(target.size, target.kind).zh.removesuffix("以上")
    if finding.verdict is Verdict.MET:
        return Words(f"{zh}，达到要求（{wanted}）", en)
    return Words(f"{zh}，低于要求的{wanted}", en)


def _at_the_end(finding: Finding, compared: Compared) -> Iterator[Words]:
    pace = finding.progress
    if finding.verdict is Verdict.MET or pace is None or finding.deadline is None:
        return
    unit, up = compared.frame.unit, pace.goal > pace.base
    goal = amount(Fraction(ceil(pace.goal * 100) if up else floor(pace.goal * 100), 100), unit)  # what is enough
    left, year = needed(finding, pace, unit, rising=up), finding.deadline.year
    yield Words(f"{year}年须{'达到' if up else '降至'}{goal.zh}，{left.zh}", f"{goal.en} due in {year}, {left.en}")
