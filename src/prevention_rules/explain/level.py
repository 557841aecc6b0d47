"""The remark on a level: the figure, its distance from the target, the schedule and what is still needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.explain.asked import Side, in_short, including
from prevention_rules.explain.counting import counted_so_far, is_one_thing, of_a_few, share_of_a_few
from prevention_rules.explain.figures import figure_of, when
from prevention_rules.explain.inexact import by_its_set, so_far
from prevention_rules.explain.numbers import amount, bare, gap
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import level_published
from prevention_rules.explain.survey import survey
from prevention_rules.explain.tolerated import tolerated
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.progress import Pace, ScheduleStatus
from prevention_rules.quantities import Unit
from prevention_rules.rounding import round_to
from prevention_rules.text import Words


def level(finding: Finding, compared: Compared, found: Remedy | None = None) -> Iterator[Words]:
    """Yield the clauses on a level that was compared; *found* is its remedy, where it was worked out already."""
    side = Side.of(compared.demand.acceptable)
    point = None if compared.level is None else compared.level.as_point
    if (sample := _sample(compared)) is not None:
        yield from survey(finding, compared, sample, side)
    elif finding.at.kind != "year" and side is not None and point is not None and compared.so_far:
        yield so_far(finding, compared, side, point)
    elif finding.policy.comparison == "rounded" and (rounded := compared.possible.as_point) is not None:
        yield _rounded(finding, compared, rounded)
    elif (
        point is None
        or side is None
        or (compared.possible is not compared.level and compared.possible.as_point != point)
    ):
        yield by_its_set(finding, compared, found)
    else:
        yield from _exact(finding, compared, side, point, found)


def _sample(compared: Compared) -> Fact | None:
    return next((fact for fact in compared.used if fact.point is not None), None)


def _exact(finding: Finding, compared: Compared, side: Side, point: Fraction, found: Remedy | None) -> Iterator[Words]:
    unit = compared.frame.unit
    few = None
    if finding.verdict is Verdict.NOT_MET and not compared.rounding_decides:
        few = share_of_a_few(compared.used, finding.target)
    if few is not None:
        yield of_a_few(finding, few, found or remedy(finding))
        return
    met, at = finding.verdict is Verdict.MET, when(finding, unit)
    figure = figure_of(finding, compared, side)
    zh, en = f"{at.zh}为{figure.zh}", f"{figure.en} {at.en}"
    if not any(map(str.isdigit, figure.zh)):  # 全覆盖
        zh, en = f"公布为“{figure.zh}”", f"Published as {figure.en}"
    if not finding.verdict.is_decided:
        yield Words(f"{zh}，尚不能判定", f"{en}: undecided")
        return
    if (told := tolerated(finding, compared, point, Words(zh, en))) is not None:
        yield told
        yield from () if met else way(finding, compared)
        return
    if finding.later is not None and (limit := _nearest(side, point)) is not None:
        yield _missed_its_date(finding, figure, gap(point - limit, unit, side.ends), below=point < limit)
        return
    if finding.subject.cumulative and side.floor is not None and not met and unit is not None and unit.is_count:
        yield counted_so_far(finding, compared, side.floor, point)
    elif point in side.ends:
        yield _on_the_limit(finding, compared, zh, en, met=met)
        if not met:
            yield from way(finding, compared)
    elif compared.rounding_decides:
        yield _rounding(compared, side, point, zh, en, met=met)
    elif met:
        yield _met(finding, side, point, unit, zh, en)
    else:
        yield from _short(finding, compared, side, point, zh, en)


# --- met ------------------------------------------------------------------------------------------


_AIM = re.compile(r"[（(，,、]?\s*(?:力争|争取)[^，,、（()）]*[)）]?[，,、]?")


def _met(finding: Finding, side: Side, point: Fraction, unit: Unit | None, zh: str, en: str) -> Words:
    text, short = finding.target.text, in_short(finding.target)
    if finding.target.origin is not None and finding.target.origin.aims:
        firm = _AIM.sub("", text)
        return Words(f"{zh}，达到“{firm}”", f"{en} meets {short}")
    limit = side.floor if side.floor is not None else side.ceiling
    if limit is None:
        return Words(f"{zh}，在目标范围（{text}）之内", f"{en}, within the range ({short})")
    size, up = gap(point - limit, unit, side.ends), side.floor is not None
    early = finding.due == "not_due" and finding.deadline is not None
    year = finding.deadline.year if finding.deadline is not None else finding.at.year
    if not early:
        return Words(
            f"{zh}，超过目标{size.zh}" if up else f"{zh}，比目标上限低{size.zh}",
            f"{en}, {size.en} above target" if up else f"{en}, {size.en} below the limit",
        )
    keep = Words("", "") if finding.subject.cumulative else Words("，后续仍须保持", "; to be kept")
    if up:
        return Words(
            f"{zh}，已超过{year}年目标（{text}）{size.zh}{keep.zh}",
            f"{en}, {size.en} above the {year} target ({short}){keep.en}",
        )
    return Words(
        f"{zh}，比{year}年目标上限（{text}）低{size.zh}{keep.zh}",
        f"{en}, {size.en} below the {year} limit ({short}){keep.en}",
    )


def _nearest(side: Side, point: Fraction) -> Fraction | None:
    """Return the end of what is asked that a number outside of it has to reach."""
    return side.low if side.low is not None and point <= side.low else side.high


def _missed_its_date(finding: Finding, figure: Words, size: Words, *, below: bool) -> Words:
    year = in_period(finding.at)
    return Words(
        f"考核时点为{year.zh}：当年{figure.zh}，比目标{'低' if below else '高'}{size.zh}，未按期实现",
        f"due in {year.en}: {figure.en}, {size.en} {'short' if below else 'above'}",
    )


def _on_the_limit(finding: Finding, compared: Compared, zh: str, en: str, *, met: bool) -> Words:
    text, short = finding.target.text, in_short(finding.target)
    if not met:
        figure = figure_of(finding, compared, None)
        return Words(f"{zh}；“{text}”不含本数，{figure.zh}判为未达到", f"{en}; “{short}” does not include {figure.en}")
    side = Side.of(compared.demand.acceptable)
    said = including(text, floor=side is not None and side.floor is not None)
    last = "" if finding.due != "not_due" or finding.subject.cumulative else "，后续仍须保持"
    told = "; to be kept" if last else ""
    return Words(f"{zh}，恰为目标值{said.zh}{last}", f"{en}, exactly the target{said.en}{told}")


# --- short of it ----------------------------------------------------------------------------------


def _short(finding: Finding, compared: Compared, side: Side, point: Fraction, zh: str, en: str) -> Iterator[Words]:
    unit, text, short = compared.frame.unit, finding.target.text, in_short(finding.target)
    below = side.low is not None and point < side.low
    limit = side.low if below else side.high
    assert limit is not None  # what is outside is outside of an end
    size = gap(point - limit, unit, side.ends)
    pace = finding.progress if finding.due == "not_due" else None
    if side.low is not None and side.high is not None:
        end = ("下限", "below") if below else ("上限", "above")
        yield Words(
            f"{zh}，{'低于' if below else '高出'}目标范围（{text}）{end[0]}{size.zh}",
            f"{en}, {size.en} {end[1]} the range {short}",
        )
    elif finding.due != "not_due":
        yield Words(
            f"{zh}，与“{text}”的目标仍有差距，{'低' if below else '高'}{size.zh}",
            f"{en}, {size.en} {'short of' if below else 'above'} {short}",
        )
    elif pace is not None and pace.status is ScheduleStatus.REGRESSED:
        yield _worse_than_base(compared, pace, point, zh, en)
        far = "below target" if below else "above the limit"
        yield Words(f"距目标{'' if below else '上限'}还差{size.zh}", f"{size.en} {far}")
        return
    elif pace is not None and pace.status is ScheduleStatus.ON_SCHEDULE:
        left = needed(finding, pace, unit, rising=below)
        far = "below target" if below else "above the limit"
        yield Words(f"{zh}，恰合序时进度", f"{en}, exactly on schedule")
        yield Words(f"比目标{'低' if below else '上限高'}{size.zh}，{left.zh}", f"{size.en} {far}, {left.en}")
        return
    else:
        far = "below target" if below else "above the limit"
        yield Words(f"{zh}，比目标{'低' if below else '上限高'}{size.zh}", f"{en}, {size.en} {far}")
    yield from way(finding, compared)


def _worse_than_base(compared: Compared, pace: Pace, point: Fraction, zh: str, en: str) -> Words:
    unit, year, up = compared.frame.unit, pace.base_at.year, point > pace.base
    told = [fact for fact in compared.base_facts if fact.period == pace.base_at]
    base = level_published(told, unit) or amount(pace.base, unit)
    return Words(
        f"{zh}，{'高于' if up else '低于'}{year}年的{base.zh}，劣于基期",
        f"{en}, {'up' if up else 'down'} from {bare(base, unit)} in {year} and so worse than the base",
    )


def way(finding: Finding, compared: Compared) -> Iterator[Words]:
    """Yield what is due by now and what a year still has to bring; why that cannot be said where it cannot."""
    if finding.due != "not_due":
        return
    pace, unit = finding.progress, compared.frame.unit
    if pace is None:
        if compared.base_missing is not None:
            base = in_period(compared.base_missing)
            yield Words(f"缺{base.zh}基期数据，进度无法测算", f"no {base.en} figure, so no pace")
        return
    told, point = pace.schedule, None if compared.level is None else compared.level.as_point
    if told.expected is None or point is None or pace.status is None or is_one_thing(pace, unit):
        return
    limits = (pace.goal, pace.base)
    due, lead = amount(told.expected, unit, (point,)), gap(point - told.expected, unit, limits)
    rising = pace.goal > pace.base
    left = needed(finding, pace, unit, rising=rising)
    match pace.status:
        case ScheduleStatus.AHEAD:
            yield Words(
                f"比序时（{due.zh}）{'高' if point > told.expected else '低'}{lead.zh}",
                f"{lead.en} ahead of schedule ({due.en})",
            )
        case ScheduleStatus.ON_SCHEDULE:
            yield left
        case ScheduleStatus.BEHIND:
            yield _behind(Words(due.zh, bare(due, unit)), lead, left, rising=rising)


def _behind(due: Words, lead: Words, needed: Words, *, rising: bool) -> Words:
    asked = f"序时应为{due.zh}，低{lead.zh}" if rising else f"序时应降至{due.zh}"
    short = f"{due.en} due by now, {lead.en} short" if rising else f"{due.en} due by now"
    return Words(f"{asked}，{needed.zh}", f"{short}; {needed.en}")


def needed(finding: Finding, pace: Pace, unit: Unit | None, *, rising: bool) -> Words:
    """Say what each year that is left still has to bring."""
    a_year = pace.schedule.required_per_year or Fraction(0)
    size, verb = gap(a_year, unit), "提高" if rising else "下降"
    if unit is not None and unit.is_count:
        verb = "增加" if rising else "减少"
    years = pace.years_left
    if years == 1:
        return Words(f"后一年须{verb}{size.zh}", f"{size.en} needed in the year left")
    if years.denominator == 1:
        return Words(f"后{_NUMERALS.get(int(years), str(years))}年年均须{verb}{size.zh}", f"{size.en} a year needed")
    end = finding.deadline
    assert end is not None  # a pace leads to a deadline
    return Words(f"到{end.year}年底年均须{verb}{size.zh}", f"{size.en} a year needed")


_NUMERALS = dict(enumerate("零一两三四五六七八九十"))


def _rounding(compared: Compared, side: Side, point: Fraction, zh: str, en: str, *, met: bool) -> Words:
    assert compared.rounded is not None  # it decides
    step, unit = compared.rounded.step, compared.frame.unit
    otherwise = compared.rounded.half_even is not compared.verdict
    rounded, place = amount(round_to(point, step, "half_even" if otherwise else "half_up"), unit), amount(step, unit)
    limit = side.low if side.low is not None and (side.high is None or point < side.low) else side.high
    assert limit is not None  # a side has an end
    size = gap(point - limit, unit, side.ends)
    beyond = ("高", "above") if point > limit else ("低", "short" if not met else "below")
    word = "达到" if met else "未达到"
    return Words(
        f"{zh}，比目标{beyond[0]}{size.zh}；修约到{place.zh}为{rounded.zh}，本表按全数值比较，判为{word}",
        f"{en}, {size.en} {beyond[1]}; rounded to {place.en} it would {'not ' if met else ''}be met; "
        "full values are compared here",
    )


def _rounded(finding: Finding, compared: Compared, value: Fraction) -> Words:
    """Tell a figure that was rounded before it was compared, as the policy declares."""
    unit = compared.frame.unit
    figure, at, rounded = figure_of(finding, compared, None), when(finding, unit), amount(value, unit)
    word = Words("达到", "meets") if finding.verdict is Verdict.MET else Words("未达到", "does not meet")
    return Words(
        f"{at.zh}为{figure.zh}，按修约值{rounded.zh}比较，{word.zh}“{finding.target.text}”",
        f"{figure.en} {at.en}; compared as {rounded.en}, which {word.en} {in_short(finding.target)}",
    )
