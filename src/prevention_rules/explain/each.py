"""The remark on one condition asked of every area, every year, or of all the members of a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from prevention_rules.evidence.observations import Ratio
from prevention_rules.explain.asked import Side, in_short, nouns_of
from prevention_rules.explain.figures import figure_of
from prevention_rules.explain.numbers import amount, bare, gap
from prevention_rules.explain.phrases import in_period
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Repeated
from prevention_rules.judgement.joining import comparison_of, foremost
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.targets import Bound, PerUnit, Target
from prevention_rules.text import Words, quoted

_MOST_NAMED = 5


def areas(finding: Finding, repeated: Repeated, target: PerUnit) -> Iterator[Words]:
    """Yield the clauses on a condition that is asked of each area: how many meet it, and who does not."""
    n, met = len(repeated.over), sum(one.verdict is Verdict.MET for one in repeated.over)
    noun, one, several = nouns_of(target.each)
    failed = [one for one in repeated.over if one.verdict is Verdict.NOT_MET]
    open_ = [one for one in repeated.over if not one.verdict.is_decided]
    text, short = target.text, in_short(target.of).removeprefix("keep ")
    if met == n:
        every = {1: f"The one {one} reaches", 2: f"Both {several} reach"}.get(n, f"All {n} {several} reach")
        yield Words(f"{n}个{noun}{'全部' if n > 1 else ''}达到“{text}”", f"{every} {short}")
        return
    zh, en = f"{n}个{noun}中{met}个达到", f"{met} of {n} {several if n > 1 else one}"
    if failed:
        zh += f"；{_named(failed).zh}未达到“{text}”"
        en += f"; {_named(failed).en} {_misses(target.of, len(failed))} {short}"
    yield Words(zh, en)
    if open_:
        yield Words(f"{_silent(open_).zh}缺数据或尚不能判定", f"no figure that decides from {_silent(open_).en}")
    if finding.reason == "needs_share":
        yield Words("“普遍”须多大比例未作规定，尚不能判定", "how many are enough is not laid down: undecided")
    elif finding.policy.aggregation == "every" and (total := _total(repeated)) is not None:
        yield Words(f"全区合计{total.zh}，不作判定依据", f"the district total, {total.en}, does not decide")


def _misses(asked: Target, several: int) -> str:
    """Return what English says of those that miss a condition: only of a floor one is short."""
    if isinstance(asked, Bound) and asked.op in (">=", ">"):
        return "is short of" if several == 1 else "are short of"
    return "does not keep to" if several == 1 else "do not keep to"


def _named(failed: Sequence[Finding]) -> Words:
    told = [_with_figure(one) for one in failed[:_MOST_NAMED]]
    zh, en = "、".join(one.zh for one in told), _listed([one.en for one in told])
    more = len(failed) - _MOST_NAMED
    return Words(f"{zh}等{len(failed)}个", f"{en} and {more} more") if more > 0 else Words(zh, en)


def _silent(open_: Sequence[Finding]) -> Words:
    names = [one.area for one in open_]
    return Words("、".join(names), _listed([quoted(name) for name in names]))


def _with_figure(one: Finding) -> Words:
    compared = comparison_of(one)
    name = Words(one.area, quoted(one.area))
    if compared is None or compared.level is None:
        return name
    figure = figure_of(one, compared, Side.of(compared.demand.acceptable))
    zh, en = figure.zh.partition("（")[0], figure.en.partition(" (")[0]
    return Words(f"{name.zh}（{zh}）", f"{name.en} ({en})")


def _listed(names: Sequence[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def _total(repeated: Repeated) -> Words | None:
    """Return the rate of all areas together, where each told its counts of the one period."""
    told = [fact.observation.value for one in repeated.over for fact in one.used]
    counts = [value for value in told if isinstance(value, Ratio)]
    unit = repeated.over[0].unit if repeated.over else None
    if unit is None or not unit.is_ratio or not counts or not len(counts) == len(told) == len(repeated.over):
        return None
    whole = sum((one.denominator for one in counts), Fraction(0))
    if not whole or any(one.missing for one in counts):
        return None
    limits = [end for one in repeated.over if (found := comparison_of(one)) for end in _ends(found.demand.acceptable)]
    return amount(sum((one.numerator for one in counts), Fraction(0)) / whole / unit.factor, unit, limits, places=2)


def _ends(asked: ValueSet) -> tuple[Fraction, ...]:
    side = Side.of(asked)
    return () if side is None else side.ends


def years(finding: Finding, repeated: Repeated) -> Iterator[Words]:
    """Yield the clauses on a condition that is asked of every year: the worst year, or that all keep it."""
    failed = [one for one in repeated.over if one.verdict is Verdict.NOT_MET]
    if not repeated.over:
        yield Words("所要求的年份未到", "None of the years it asks for has come yet")
        return
    first, last = repeated.over[0].at, repeated.over[-1].at
    if (worst := foremost(failed)) is not None and (compared := comparison_of(worst)) is not None:
        yield _broken_year(finding, worst, compared)
        if len(failed) > 1:
            names = [in_period(one.at) for one in failed]
            yield Words(
                f"不符合的年份：{'、'.join(one.zh for one in names)}",
                f"not kept in {_listed([one.en for one in names])}",
            )
        return
    absent = [one for one in repeated.over if not one.verdict.is_decided]
    if finding.verdict is Verdict.MET:
        alone = first == last
        yield Words(
            f"{first.year}年符合“{finding.target.text}”" if alone
            else f"{first.year}—{last.year}年各年均符合“{finding.target.text}”",
            f"Kept in {first.year}" if alone else f"Kept in every year, {first.year}–{last.year}",
        )  # fmt: skip
        return
    names = [in_period(one.at) for one in absent]
    zh, en = "、".join(one.zh for one in names), _listed([one.en for one in names]) if names else ""
    some = len(absent) < len(repeated.over)
    rest = Words("，其余各年符合", "; kept in the other years") if some else Words("", "")
    yield Words(f"{zh}缺数据或尚不能判定{rest.zh}", f"No figure that decides for {en}{rest.en}")


def _broken_year(finding: Finding, worst: Finding, compared: Compared) -> Words:
    side, when = Side.of(compared.demand.acceptable), in_period(worst.at)
    figure = figure_of(worst, compared, side)
    over = "；该要求逐年考核，期内已不能实现" if finding.due == "not_due" else "；该要求逐年考核"
    past = "; asked every year, so it can no longer be met" if finding.due == "not_due" else "; asked every year"
    point = None if compared.level is None else compared.level.as_point
    if side is None or point is None or compared.demand.question != "level":
        return Words(
            f"{when.zh}{figure.zh}，不符合“{finding.target.text}”{over}",
            f"{figure.en} in {when.en}, not as asked{past}",
        )
    below = side.low is not None and point <= side.low
    limit = side.low if below else side.high
    assert limit is not None  # what is outside is outside of an end
    unit = compared.frame.unit
    size, bound = gap(point - limit, unit), amount(limit, unit)
    bound = Words(bound.zh, bare(bound, unit))
    if point == limit:
        return Words(
            f"{when.zh}{figure.zh}，恰为{bound.zh}而不含本数{over}",
            f"{figure.en} in {when.en}, exactly the limit, which is not included{past}",
        )
    kind = ("低于", "下限", "below", "floor") if below else ("超过", "上限", "over", "limit")
    return Words(
        f"{when.zh}{figure.zh}，{kind[0]}每年{bound.zh}的{kind[1]}{size.zh}{over}",
        f"{figure.en} in {when.en}, {size.en} {kind[2]} the yearly {kind[3]} of {bound.en}{past}",
    )


def members(finding: Finding, parts: Sequence[Finding]) -> Iterator[Words]:
    """Yield the clauses on a list: how many are reached, and the one that is farthest from it."""
    met = sum(one.verdict is Verdict.MET for one in parts)
    failed = [one for one in parts if one.verdict is Verdict.NOT_MET]
    if met == len(parts):
        yield Words(f"{len(parts)}项全部达到", f"All {len(parts)} reached")
        return
    yield Words(f"{len(parts)}项中{met}项达到", f"{met} of {len(parts)} reached")
    open_ = len(parts) - met - len(failed)
    if open_:
        yield Words(f"{open_}项缺数据或尚不能判定", f"{open_} without a figure that decides")
