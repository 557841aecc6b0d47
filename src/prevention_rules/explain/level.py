"""The remark on a level: the figure of the year, its distance from the target, the schedule and what is still needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.asked import Side, in_short, including
from prevention_rules.explain.numbers import amount, bare, counted, gap, shown
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import level_published, plainly, published
from prevention_rules.explain.survey import survey
from prevention_rules.intervals import Interval
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.remedies import remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.progress import Pace, ScheduleStatus
from prevention_rules.quantities import Unit
from prevention_rules.rounding import round_to
from prevention_rules.targets import PerUnit
from prevention_rules.text import Words

_SMALL = 100
"""A whole of at most so many is told in things, not in points."""


def level(finding: Finding, compared: Compared) -> Iterator[Words]:
    """Yield the clauses on a level that was compared."""
    side = Side.of(compared.demand.acceptable)
    point = None if compared.level is None else compared.level.as_point
    if (sample := _sample(compared)) is not None:
        yield from survey(finding, compared, sample, side)
    elif finding.at.kind != "year" and side is not None and point is not None and compared.so_far:
        yield _so_far(finding, compared, side, point)
    elif point is None or side is None or compared.possible.as_point != point:
        yield _by_its_set(finding, compared)
    elif finding.policy.comparison == "rounded":
        yield _rounded(finding, compared, point)
    else:
        yield from _exact(finding, compared, side, point)


def _sample(compared: Compared) -> Fact | None:
    return next((fact for fact in compared.used if fact.point is not None), None)


def figure_of(finding: Finding, compared: Compared, side: Side | None) -> Words:
    """Return the figure of the period judged: as published where it was, worked out from the rest where it was not."""
    told = [fact for fact in compared.used if fact.period == finding.at]
    limits = () if side is None else side.ends
    stated = level_published(told, compared.frame.unit, limits)
    if stated is not None:
        return stated
    point = None if compared.level is None else compared.level.as_point
    return Words("", "") if point is None else amount(point, compared.frame.unit, limits, places=2)


def when(finding: Finding, unit: Unit | None) -> Words:
    """Return the period in a sentence; what stands at a date is told at it."""
    if unit is not None and unit.is_count and unit.stands and finding.at.kind == "year":
        return Words(f"截至{finding.at.year}年底", f"at the end of {finding.at.year}")
    told = in_period(finding.at)
    return Words(told.zh, f"in {told.en}")


def _exact(finding: Finding, compared: Compared, side: Side, point: Fraction) -> Iterator[Words]:
    unit = compared.frame.unit
    if finding.verdict is Verdict.NOT_MET and (counts := _few(compared, finding)) is not None:
        yield _of_a_few(finding, counts)
        return
    met, at = finding.verdict is Verdict.MET, when(finding, unit)
    figure = figure_of(finding, compared, side)
    zh, en = f"{at.zh}为{figure.zh}", f"{figure.en} {at.en}"
    if not finding.verdict.is_decided:
        yield Words(f"{zh}，尚不能判定", f"{en}: undecided")
        return
    if finding.later is not None and finding.target.by is not None and (limit := _nearest(side, point)) is not None:
        yield _missed_its_date(finding, figure, gap(point - limit, unit, side.ends), below=point < limit)
        return
    if finding.subject.cumulative and side.floor is not None and not met and unit is not None and unit.is_count:
        yield _counted_so_far(finding, compared, side.floor, point)
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
    return Words(
        (f"{zh}，已超过{year}年目标（{text}）{size.zh}" if up else f"{zh}，比{year}年目标上限（{text}）低{size.zh}") + keep.zh,
        (f"{en}, {size.en} above the {year} target ({short})" if up
         else f"{en}, {size.en} below the {year} limit ({short})") + keep.en,
    )  # fmt: skip


def _nearest(side: Side, point: Fraction) -> Fraction | None:
    """Return the end of what is asked that a number outside of it has to reach."""
    return side.low if side.low is not None and point <= side.low else side.high


def _missed_its_date(finding: Finding, figure: Words, size: Words, *, below: bool) -> Words:
    year = in_period(finding.at)
    return Words(
        f"考核时点为{year.zh}：当年{figure.zh}，比目标{'低' if below else '高'}{size.zh}，未按期实现",
        f"Due in {year.en}: {figure.en}, {size.en} {'short' if below else 'above'}",
    )


def _on_the_limit(finding: Finding, compared: Compared, zh: str, en: str, *, met: bool) -> Words:
    text, short = finding.target.text, in_short(finding.target)
    if not met:
        figure = figure_of(finding, compared, None)
        return Words(f"{zh}；“{text}”不含本数，{figure.zh}判为未达到", f"{en}; “{short}” does not include {figure.en}")
    word, side = including(text), Side.of(compared.demand.acceptable)
    said = "“or more” includes it" if side is not None and side.floor is not None else "“or less” includes it"
    last = "" if finding.due != "not_due" or finding.subject.cumulative else "，后续仍须保持"
    told = "; to be kept" if last else ""
    return Words(f"{zh}，恰为目标值；{word.zh}含本数，判为达到{last}", f"{en}, exactly the target; {said}{told}")


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
    base = level_published(compared.base_facts, compared.frame.unit) or amount(pace.base, compared.frame.unit)
    up = point > pace.base
    return Words(
        f"{zh}，{'高于' if up else '低于'}{pace.base_at.year}年的{base.zh}，劣于基期",
        f"{en}, {'up' if up else 'down'} from {bare(base, compared.frame.unit)} in {pace.base_at.year} and so worse than the base",
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
    if told.expected is None or point is None or pace.status is None:
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


def _rounded(finding: Finding, compared: Compared, point: Fraction) -> Words:
    """Tell a figure that was rounded before it was compared, as the policy declares."""
    unit = compared.frame.unit
    figure, shown_ = figure_of(finding, compared, None), compared.possible.as_point
    at = when(finding, unit)
    rounded = amount(point if shown_ is None else shown_, unit)
    word = Words("达到", "meets") if finding.verdict is Verdict.MET else Words("未达到", "does not meet")
    return Words(
        f"{at.zh}为{figure.zh}，按修约值{rounded.zh}比较，{word.zh}“{finding.target.text}”",
        f"{figure.en} {at.en}; compared as {rounded.en}, which {word.en} {in_short(finding.target)}",
    )


# --- counts ---------------------------------------------------------------------------------------


def _few(compared: Compared, finding: Finding) -> Ratio | None:
    """Return the counts of a share of a small whole; none for averages and for rates printed beside them."""
    ratios = [fact.observation.value for fact in compared.used if isinstance(fact.observation.value, Ratio)]
    ratio = ratios[0] if len(ratios) == 1 and len(compared.used) == 1 else None
    few = (
        ratio is not None
        and not ratio.missing
        and ratio.denominator <= _SMALL
        and not isinstance(finding.target, PerUnit)
    )
    return ratio if few else None


def _of_a_few(finding: Finding, counts: Ratio) -> Words:
    found, of, k = remedy(finding), shown(counts.denominator), shown(counts.numerator)
    rate = shown(counts.numerator / counts.denominator * 100, places=2)
    zh, en = f"{of.zh}个中{k.zh}个达到（{rate.zh}%）", f"{k.en} of {of.en} ({rate.en}%)"
    text, short = finding.target.text, in_short(finding.target)
    if found is None or found.count is None or not found.more:
        return Words(f"{zh}，没有达到“{text}”", f"{en}, short of {short}")
    every = found.count == found.out_of
    means = Words(f"即须{of.zh}个全部达到", f"means all {of.en}") if every else Words(
        f"即至少须{found.count}个达到", f"means at least {found.count}"
    )  # fmt: skip
    return Words(f"{zh}；“{text}”{means.zh}，还差{found.more}个", f"{en}; “{short}” {means.en}; {found.more} to go")


def _counted_so_far(finding: Finding, compared: Compared, goal: Fraction, point: Fraction) -> Words:
    unit = compared.frame.unit
    here, there = amount(point, unit), amount(goal, unit)
    part, left = shown(point / goal * 100, (Fraction(100),), places=1), gap(goal - point, unit)
    passed = finding.progress
    time = None if passed is None else shown(passed.elapsed * 100)
    return Words(
        f"累计{here.zh}，完成目标（{there.zh}）的{part.zh}%，还差{left.zh}" + (f"；时间进度{time.zh}%" if time else ""),
        f"{here.en} so far, {part.en}% of {there.en}, {left.en} to go"
        + (f"; {time.en}% of the time has passed" if time else ""),
    )


# --- what leaves room -----------------------------------------------------------------------------


def _by_its_set(finding: Finding, compared: Compared) -> Words:
    """Tell a bound, a span or what follows from other figures, and how it lies to the target."""
    text, short = finding.target.text, in_short(finding.target)
    told = [fact for fact in compared.used if fact.period == finding.at and fact.question == "level"]
    missing = next((one.observation.value for one in told if isinstance(one.observation.value, Ratio)), None)
    if missing is not None and missing.missing:
        return _unreported(finding, compared, missing)
    said = _as_published(told, compared.frame.unit) if told else _span(finding, compared)
    match finding.verdict:
        case Verdict.MET:
            return Words(f"{said.zh}，已在目标（{text}）之内", f"{_alone(said.en)} lies within {short}")
        case Verdict.NOT_MET:
            return Words(f"{said.zh}，不在目标（{text}）之内", f"{_alone(said.en)} lies outside {short}")
        case _:
            ask = _ASK_COUNTS if compared.frame.share else _ASK_EXACT
            if any("约" in fact.observation.said or "左右" in fact.observation.said for fact in told):
                return Words(
                    f"{said.zh}，未说明误差，对“{text}”尚不能判定",
                    f"{said.en}, margin not stated: undecided against {short}",
                )
            return Words(
                f"{said.zh}，目标为“{text}”，尚不能判定，{ask.zh}", f"{said.en}, target {short}: undecided; {ask.en}"
            )


def _alone(en: str) -> str:
    """Begin a sentence with what was published: “Over 75%” lies within …"""
    said = en.removeprefix("Published as ")
    return f"“{said[1:2].upper()}{said[2:]}" if said.startswith("“") else said


_ASK_COUNTS = Words("请报确切数或分子、分母", "give the exact figure or the counts")
_ASK_EXACT = Words("请报确切数", "give the exact figure")


def _as_published(told: list[Fact], unit: Unit | None) -> Words:
    said = [published(one.observation, unit) for one in told]
    plain = [plainly(one.observation, unit) for one in told]
    zh = "、".join(f"“{one.zh}”" for one in said)
    en = ", ".join(one.en if one.en.startswith("“") else f"“{one.en}”" for one in said)
    if all(plain):
        return Words(f"公布为{'、'.join(one.zh for one in said)}", f"Published as {', '.join(one.en for one in said)}")
    return Words(f"公布为{zh}", f"Published as {en}")


def _span(finding: Finding, compared: Compared) -> Words:
    at = when(finding, compared.frame.unit)
    low, high = compared.possible.hull.lo, compared.possible.hull.hi
    said = between(low, high, compared.frame.unit)
    return Words(f"由其他数推算，{at.zh}{said.zh}", f"By the other figures {said.en} {at.en}")


def between(low: Fraction | None, high: Fraction | None, unit: Unit | None, limits: tuple[Fraction, ...] = ()) -> Words:
    """Say between which values something lies."""
    if low is not None and high is not None:
        a, b = amount(low, unit, limits, places=2), amount(high, unit, limits, places=2)
        return Words(f"在{a.zh}—{b.zh}之间", f"between {a.en} and {b.en}")
    if low is not None:
        a = amount(low, unit, limits, places=2)
        return Words(f"至少{a.zh}", f"at least {a.en}")
    if high is not None:
        b = amount(high, unit, limits, places=2)
        return Words(f"至多{b.zh}", f"at most {b.en}")
    return Words("未知", "unknown")


def _unreported(finding: Finding, compared: Compared, ratio: Ratio) -> Words:
    """Tell a share of which some members did not report: between the worst and the best case."""
    hull, text, short = compared.possible.hull, finding.target.text, in_short(finding.target)
    side = Side.of(compared.demand.acceptable)
    span = between(hull.lo, hull.hi, compared.frame.unit, () if side is None else side.ends)
    count, missing = (
        counted(Ratio(ratio.numerator, ratio.denominator)) if ratio.denominator else None,
        shown(ratio.missing),
    )
    has = Words(f"已报{count.zh}，", f"{count.en} reported, ") if count is not None else Words("", "")
    zh, en = f"{has.zh}缺报{missing.zh}；合计{span.zh}", f"{has.en}{missing.en} not reported: {span.en}"
    if finding.verdict is Verdict.INCONCLUSIVE:
        found = remedy(finding)
        more = Words("", "") if found is None or not found.more else Words(
            f"，缺报的至少须有{found.more}个达到", f"; at least {found.more} of them have to count"
        )  # fmt: skip
        return Words(f"{zh}，对“{text}”尚不能判定{more.zh}", f"{en}, undecided against {short}{more.en}")
    word = (
        Words("都达到", "met whatever they say")
        if finding.verdict is Verdict.MET
        else Words("都未达到", "not met whatever they say")
    )
    return Words(f"{zh}，{word.zh}“{text}”", f"{en}, {word.en} ({short})")


def above_the_whole(finding: Finding, compared: Compared) -> Words:
    """Tell a share above 100 %: the verdict stands on it as published, but for a target of 100 %."""
    figure = figure_of(finding, compared, None)
    zh = f"公布为{figure.zh}，超过100%，分子可能含本区以外人员，请核对口径"
    en = f"Published as {figure.en}; the numerator may hold people from elsewhere, please check"
    if finding.verdict is Verdict.INCONCLUSIVE:
        return Words(
            f"{zh}；对“{finding.target.text}”尚不能判定", f"{en}; undecided against {in_short(finding.target)}"
        )
    return Words(f"{zh}；按公布数判为{_word(finding).zh}", f"{en}; {_word(finding).en} as published")


def _word(finding: Finding) -> Words:
    return Words("达到", "met") if finding.verdict is Verdict.MET else Words("未达到", "not met")


def _so_far(finding: Finding, compared: Compared, side: Side, point: Fraction) -> Words:
    unit, at = compared.frame.unit, in_period(finding.at)
    here = amount(point, unit)
    if finding.verdict is Verdict.NOT_MET and side.high is not None:
        limit = amount(side.high, unit)
        return Words(
            f"{at.zh}已{here.zh}，超过全年{limit.zh}的上限",
            f"Already {here.en} against a yearly limit of {bare(limit, unit)}",
        )
    if finding.verdict is Verdict.MET:
        return Words(
            f"{at.zh}已{here.zh}，达到“{finding.target.text}”",
            f"Already {here.en} in {at.en}, which meets {in_short(finding.target)}",
        )
    return Words(
        f"{at.zh}{here.zh}，全年未到，对“{finding.target.text}”尚不能判定", f"{here.en} so far; the year is not over"
    )


def interval_words(part: Interval, unit: Unit | None) -> Words:
    """Say where a level has to be: 须降至28起及以下, 须达到80%以上."""
    if part.lo is not None and part.lo == part.hi:
        only = amount(part.lo, unit)
        return Words(f"须为{only.zh}", f"{only.en} needed")
    if part.lo is not None and part.hi is not None:
        span = between(part.lo, part.hi, unit)
        return Words(f"须{span.zh}", f"{span.en} needed")
    if part.hi is not None:
        top = amount(part.hi, unit)
        return Words(
            f"须降至{top.zh}{'及以下' if part.hi_in else '以下（不含）'}",
            f"{top.en} or {'fewer' if unit is not None and unit.is_count else 'less'} needed"
            if part.hi_in
            else f"less than {top.en} needed",
        )
    assert part.lo is not None  # everything is not asked
    low = amount(part.lo, unit)
    return Words(
        f"须达到{low.zh}{'及以上' if part.lo_in else '以上（不含）'}",
        f"{low.en} or more needed" if part.lo_in else f"more than {low.en} needed",
    )
