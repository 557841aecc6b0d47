"""What would have to change: the way to the target, of the whole or of each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prevention_rules.explain.asked import asked
from prevention_rules.explain.awaited import to_declare, what_is_missing
from prevention_rules.explain.numbers import amount, difference, is_told_exactly, less, one_piece
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.survey import outward
from prevention_rules.explain.trend import looks_at_ends
from prevention_rules.intervals import Interval
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, Repeated, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.remedies import Remedy, remedy
from prevention_rules.judgement.states import State, state_of
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.quantities import Unit
from prevention_rules.targets import AllOf, Ambiguous, AnyOf, Change, PerUnit, Respectively
from prevention_rules.text import Words, quoted


def change_lines(finding: Finding, found: Remedy | None) -> Iterator[Words]:
    """Yield what would have to change, or what is missing."""
    ground = finding.ground
    if isinstance(ground, TrendRead) and finding.verdict is Verdict.NOT_MET and not _waits(finding):
        yield from _repairable(ground, finding)
    if (declare := to_declare(finding)) is not None:
        yield declare
        found = None
    if found is not None:
        yield from _remedy_lines(finding, found)
        return
    match ground:
        case Compared(so_far=True) if finding.verdict is Verdict.NOT_MET:
            yield Words("年内只增不减，全年已不能达到。", "The year can only add to it: it can no longer be met.")
        case Repeated(over=(_, *_)):
            yield from _repeated_lines(ground, finding)
        case Joined() if declare is None and not isinstance(finding.target, PerUnit):
            yield from _part_lines(ground.parts, finding)
        case Compared(needed=needed) if needed is not None and needed.is_empty:
            yield Words("没有任何可能的值能达到。", "No value that is possible would meet it.")
        case Refused() if ground.parts and isinstance(finding.target, AllOf | AnyOf | Respectively | Ambiguous):
            yield from _part_lines(ground.parts, finding)
        case _ if declare is None and not finding.verdict.is_decided:
            yield what_is_missing(finding)


def _repairable(read: TrendRead, finding: Finding) -> Iterator[Words]:
    when = in_period(finding.at)
    if not read.repairable:
        yield Words(
            f"以前年度已不符合这一读法，{when.zh}的数不能补救。",
            f"An earlier year broke it; no figure for {when.en} can mend that.",
        )
    elif not looks_at_ends(read, finding.target):
        yield Words(
            f"以前各期符合这一读法，只看{when.zh}的数。", f"The years before keep it; it depends on {when.en} alone."
        )


def _part_lines(parts: Sequence[Finding], finding: Finding) -> Iterator[Words]:
    """Yield what each part that is not met would need."""
    if isinstance(finding.target, AnyOf) and finding.verdict is not Verdict.MET:
        yield Words("达到其中一项即可。", "One of the parts is enough.")
    for part in parts:
        meant = not isinstance(finding.target, Ambiguous) or part.needed is None or not part.needed.is_empty
        if part.verdict is not Verdict.MET and meant:
            yield from _placed(asked(part.target), part)


def _repeated_lines(repeated: Repeated, finding: Finding) -> Iterator[Words]:
    """Yield what each area would need, or that a period that is over cannot be mended."""
    if repeated.aggregations and finding.policy.aggregation != "every":
        return
    for one in repeated.over:
        if one.verdict is Verdict.MET:
            continue
        if one.area:
            yield from _placed(Words(one.area, quoted(one.area)), one)
        elif one.verdict is Verdict.NOT_MET and one.at < finding.at:
            then, now = in_period(one.at), in_period(finding.at)
            yield Words(
                f"{then.zh}没有达到，{now.zh}的数不能补救。",
                f"{then.en} fell short; no figure for {now.en} can mend that.",
            )
        else:
            yield from change_lines(one, remedy(one))


def _placed(place: Words, part: Finding) -> Iterator[Words]:
    for line in change_lines(part, remedy(part)):
        yield Words(f"{place.zh}：{line.zh}", f"{place.en}: {line.en}")


def _remedy_lines(finding: Finding, found: Remedy) -> Iterator[Words]:
    if finding.verdict is Verdict.INCONCLUSIVE:
        yield _what_decides(finding, found)
    elif finding.verdict is Verdict.NOT_MET:
        yield from _way_lines(finding, found)


def _what_decides(finding: Finding, found: Remedy) -> Words:
    wanted = _level_asked(found, finding)
    if found.unreported == 1 and found.more:
        return Words(
            "缺报的1个须达到，否则未达到。", "The 1 that did not report has to count; if not, the target is missed."
        )
    if found.unreported and found.more:
        return Words(
            f"缺报的{found.unreported}个中至少须有{found.more}个达到，不足则未达到。",
            f"Of the {found.unreported} that did not report, at least {found.more} have to count; "
            "with fewer it is not met.",
        )
    if isinstance(finding.ground, Compared) and finding.ground.point_verdict is not None:
        return Words(
            f"须扩大样本或改用全部登记的数：{wanted.zh}即为达到。",
            f"A larger sample or a full count is needed: {wanted.en} meets the target.",
        )
    return Words(f"须报确切数：{wanted.zh}即为达到。", f"An exact figure is needed: {wanted.en} meets the target.")


def _way_lines(finding: Finding, found: Remedy) -> Iterator[Words]:
    end = finding.deadline if _waits(finding) else None
    wanted, when, by = _level_asked(found, finding), in_period(end or finding.at), "in" if end is None else "by"
    ground = finding.ground
    if isinstance(ground, Compared) and ground.demand.question == "level" and ground.point_verdict is not None:
        yield _way_of_a_survey(ground, found, Words(when.zh, f"{by} {when.en}"), wanted)
        return
    gap = _gap(finding, found)
    yield Words(f"{when.zh}须{wanted.zh}，{gap.zh}。", f"Needed {by} {when.en}: {wanted.en}; {gap.en}.")
    if found.more:
        verb = "is" if found.more == 1 else "are"
        yield Words(f"分母不变时，还差{found.more}个。", f"With the same whole, {found.more} more {verb} needed.")


def _way_of_a_survey(compared: Compared, found: Remedy, when: Words, wanted: Words) -> Words:
    """Tell what all of an interval has to reach, and how far its farther end is from that, as it is shown."""
    unit, asked, hull = compared.frame.unit, found.nearest, compared.possible.hull
    end, limit = (hull.lo, asked.lo) if found.upward else (hull.hi, asked.hi)
    assert end is not None and limit is not None  # noqa: PT018 - an interval of a share has both, and misses the limit
    told = outward(end, up=not found.upward)
    here, size = amount(told, unit), difference(limit - told, unit)
    which, far = (("下限", "lower"), "short") if found.upward else (("上限", "upper"), "above")
    return Words(
        f"{when.zh}整个置信区间须{wanted.zh}，区间{which[0]}（{here.zh}）还差{size.zh}。",
        f"Needed {when.en}: {wanted.en} for the whole interval; its {which[1]} end, {here.en}, is {size.en} {far}.",
    )


def _level_asked(found: Remedy, finding: Finding) -> Words:
    """Say which levels are asked; of a share nothing is above its whole."""
    compared, part = comparison_of(finding), found.nearest
    if compared is not None and compared.frame.share and part.lo == compared.frame.whole and part.lo_in:
        whole = amount(part.lo, finding.unit)
        return Words(f"达到{whole.zh}", whole.en)
    return level_asked(part, finding.unit)


def level_asked(part: Interval, unit: Unit | None) -> Words:
    """Say which levels are asked: 达到85%以上, 不高于12分钟."""
    low, high = part.lo, part.hi
    if low is not None and high is not None:
        only = amount(low, unit)
        return Words(f"为{only.zh}", f"exactly {only.en}") if low == high else one_piece(part, unit)
    if low is not None:
        floor = amount(low, unit)
        if part.lo_in:
            return Words(f"达到{floor.zh}以上", f"{floor.en} or more")
        return Words(f"高于{floor.zh}", f"more than {floor.en}")
    if high is None:
        return one_piece(part, unit)
    top = amount(high, unit)
    if part.hi_in:
        return Words(f"不高于{top.zh}", f"{top.en} or {less(unit)}")
    return Words(f"低于{top.zh}", f"{less(unit)} than {top.en}")


def _gap(finding: Finding, found: Remedy) -> Words:
    size, verb = difference(found.distance, finding.unit), "up" if found.upward else "down"
    if found.reachable_edge or not is_told_exactly(found.distance):  # a rounded number is no limit
        return Words(f"还差{size.zh}", f"{size.en} {verb} from here")
    if found.distance:
        return Words(f"还差超过{size.zh}", f"more than {size.en} {verb} from here")
    limit = found.nearest.lo if found.upward else found.nearest.hi
    assert limit is not None  # what is reached without an edge has one
    here = amount(limit, finding.unit)
    return Words(
        f"现恰为{here.zh}，不含本数，须再{'提高' if found.upward else '降低'}",
        f"now exactly {here.en}, which is not included: any step {verb} is enough",
    )


def _waits(finding: Finding) -> bool:
    """True where the same level is asked now and at the deadline, so that there is still time for it."""
    target = finding.target
    moves = isinstance(target, Change) and (target.rate != "total" or target.base == "previous")
    lost = isinstance(finding.ground, TrendRead) and state_of(finding) is State.BROKEN
    return finding.due == "not_due" and not moves and not finding.over and not lost
