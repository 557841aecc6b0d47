"""The remark on a trend: from where to where, the year that broke it, and the reading that decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from prevention_rules.explain.marks import MARK
from prevention_rules.explain.numbers import amount, gap, shown
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import level_published
from prevention_rules.judgement.findings import Finding, TrendRead
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.quantities import Unit
from prevention_rules.readings import BY_MANNER, ENDS_ONLY, Reading, named
from prevention_rules.targets import Target, Trend
from prevention_rules.text import Words


def trend(finding: Finding, read: TrendRead, target: Trend) -> Iterator[Words]:
    """Yield the clauses on a trend that was read."""
    years = _Years.of(finding, read)
    if finding.reason == "needs_size":
        yield _no_size(years, finding)
    elif finding.verdict is Verdict.INCONCLUSIVE:
        yield from _undecided(years, read, finding)
    elif target.dir == "stable":
        yield _stability(years, read, finding)
    elif finding.verdict is Verdict.MET:
        yield _kept(years, read, finding)
    else:
        yield from _lost(years, read, finding)


class _Years:
    """The figures of a trend by year; only those that are one number."""

    def __init__(
        self, unit: Unit | None, better: int, known: list[tuple[Period, Fraction, Words]], absent: list[Period]
    ) -> None:
        self.unit, self.better, self.known, self.absent = unit, better, known, absent

    @classmethod
    def of(cls, finding: Finding, read: TrendRead) -> _Years:
        unit, compared = finding.unit, read.compared
        base = compared.demand.base or finding.at
        known, absent = [], []
        for period in sorted(
            {finding.at.years_back(back) for back in range(finding.at.year - base.year)} | {base, finding.at}
        ):
            facts = [fact for fact in read.used if fact.period == period and fact.question == "level"]
            point = next((one for fact in facts if (one := fact.values.as_point) is not None), None)
            if point is None and period == finding.at and compared.level is not None:
                point = compared.level.as_point
            if point is None and period == base and compared.base_level is not None:
                point = compared.base_level.as_point
            if point is not None:
                known.append((period, point, level_published(facts, unit) or amount(point, unit, places=2)))
            elif not facts:
                absent.append(period)
        return cls(unit, 1 if read.options.better == "higher" else -1, known, absent)

    @property
    def first(self) -> tuple[Period, Fraction, Words] | None:
        return self.known[0] if self.known else None

    @property
    def last(self) -> tuple[Period, Fraction, Words] | None:
        return self.known[-1] if self.known else None

    def worst_step(self) -> tuple[tuple[Period, Fraction, Words], tuple[Period, Fraction, Words]] | None:
        """Return the first step for the worse between neighbouring years; None where there is none."""
        return next((pair for pair in pairwise(self.known) if (pair[1][1] - pair[0][1]) * self.better < 0), None)

    def level_step(self) -> tuple[tuple[Period, Fraction, Words], tuple[Period, Fraction, Words]] | None:
        return next((pair for pair in pairwise(self.known) if pair[1][1] == pair[0][1]), None)

    def since_base(self) -> Words:
        """Say how the last figure stands to the first."""
        if self.first is None or self.last is None or self.first is self.last:
            return Words("", "")
        moved, base = self.last[1] - self.first[1], in_period(self.first[0])
        if moved == 0:
            return Words(f"与{base.zh}持平", f"level with {base.en}")
        size = gap(moved, self.unit)
        return Words(f"比{base.zh}{self.verb(moved).zh}{size.zh}", f"{self.verb(moved).en} {size.en} on {base.en}")

    def told(self) -> Words:
        """Say how the last figure stands to the first; where that is not known, speak of the figures."""
        said = self.since_base()
        return said if said.zh else Words("现有数据", "the figures there are")

    def verb(self, moved: Fraction) -> Words:
        counts = self.unit is not None and self.unit.is_count
        if moved > 0:
            return Words("增加" if counts else "提高", "up")
        return Words("减少" if counts else "下降", "down")


def _span(years: _Years) -> Words:
    assert years.first is not None and years.last is not None  # noqa: PT018 - a trend has both ends
    (start, _, then), (end, _, now) = years.first, years.last
    up = years.last[1] > years.first[1]
    word = "升至" if up else "降至"
    if years.last[1] == years.first[1]:
        return Words(f"{start.year}—{end.year}年首末均为{now.zh}", f"{now.en} in both {start.year} and {end.year}")
    return Words(
        f"{start.year}—{end.year}年由{then.zh}{word}{now.zh}",
        f"From {then.en} in {start.year} to {now.en} in {end.year}",
    )


def how_it_was_chosen(read: TrendRead, finding: Finding) -> Words:
    """Say who chose the reading that decides: the rules, the words of the target, or nobody."""
    if _is_declared(read, finding):
        if "reading" in finding.subject.editorial:
            return Words("按编者声明的读法", "Decided, as the editor declares, by")
        return Words("按声明的读法", "Decided, as declared, by")
    if read.reading is not None and read.reading.id == "U3" and len(read.levels) == 2:
        return Words("只有首末两期，按", "Of two periods, decided by")
    if isinstance(finding.target, Trend) and finding.target.dir == "stable":
        return Words("没有声明读法，通常按", "No reading is declared; decided, as is usual, by")
    return Words("没有声明读法，按词面读作", "No reading is declared; by the words of the target, decided by")


def _is_declared(read: TrendRead, finding: Finding) -> bool:
    stable = isinstance(finding.target, Trend) and finding.target.dir == "stable"
    declared = finding.policy.stable if stable else finding.policy.rising
    by_words = isinstance(finding.target, Trend) and finding.target.every_year
    return declared is not None and not by_words and named(declared) is read.reading


def _by_declaration(read: TrendRead, finding: Finding) -> Words:
    """Name the declared reading where the words of the target alone would have been read otherwise."""
    target, reading = finding.target, read.reading
    if reading is None or not isinstance(target, Trend) or not _is_declared(read, finding):
        return Words("", "")
    if target.dir == "stable" or BY_MANNER.get(target.manner) is reading:
        return Words("", "")
    return Words(f"按声明的读法“{reading.title.zh}”", f" (read as “{reading.title.en}”, as declared)")


def _kept(years: _Years, read: TrendRead, finding: Finding) -> Words:
    text = finding.target.text
    if read.reading is not None and read.reading.id in ("U1", "U2") and not years.absent:
        span = _span(years)
        how = Words("各年均未回落", "without a fall") if years.better > 0 else Words("各年均未回升", "without a rise")
        if read.reading.id == "U1":
            how = Words("逐年改善", "better every year")
        return Words(f"{span.zh}，{how.zh}", f"{span.en}, {how.en}")
    told, by = years.told(), _by_declaration(read, finding)
    return Words(f"{told.zh}，{by.zh}符合“{text}”", f"{_cap(told.en)}: met{by.en}")


def _lost(years: _Years, read: TrendRead, finding: Finding) -> Iterator[Words]:
    text, reading = finding.target.text, read.reading
    step = years.worst_step()
    if reading is not None and reading.id in ("U1", "U2", "U4") and step is not None:
        (earlier, _, before), (year, _, after) = step
        size, word, now = gap(step[1][1] - step[0][1], years.unit), _HOW_READ[reading.id], in_period(year)
        since = "上年" if year.year == earlier.year + 1 else in_period(earlier).zh
        fell = Words("回落", "Fell") if years.better > 0 else Words("回升", "Rose")
        yield Words(
            f"{now.zh}比{since}{fell.zh}{size.zh}（{before.zh}→{after.zh}），按{word.zh}不符合",
            f"{fell.en} {size.en} in {now.en} ({before.en} to {after.en}), so not {word.en}",
        )
    elif reading is not None and reading.id == "U1" and (level := years.level_step()) is not None:
        when, way = in_period(level[1][0]), "rise" if years.better > 0 else "fall"
        yield Words(f"{when.zh}与上年持平，不符合“{text}”", f"Level in {when.en}, not a {way} every year")
    elif reading is None and step is not None and _asks_each_step(finding.target):
        (earlier, _, before), (year, _, after) = step
        size, now, then = gap(step[1][1] - step[0][1], years.unit), in_period(year), in_period(earlier)
        went = years.verb(step[1][1] - step[0][1])
        yield Words(
            f"{now.zh}比{then.zh}{went.zh}{size.zh}（{before.zh}→{after.zh}），不符合“{text}”",
            f"{_cap(went.en)} {size.en} on {then.en} in {now.en} ({before.en} to {after.en}): not as asked",
        )
    else:
        told, by = years.told(), _by_declaration(read, finding)
        yield Words(f"{told.zh}，{by.zh}不符合“{text}”", f"{_cap(told.en)}: not as asked{by.en}")
    if any(note.zh[:1] == MARK for note in finding.notes) and (other := _otherwise(years, read)) is not None:
        yield other


def _asks_each_step(target: Target) -> bool:
    return isinstance(target, Trend) and (target.every_year or target.manner == "steadily")


_HOW_READ = {
    "U1": Words("“逐年”（每年都须改善）", "better every year"),
    "U2": Words("“稳步”（逐年不回落）", "steady"),
    "U4": Words("“稳中有升”（回落不超过容差）", "within the tolerance"),
}


def _otherwise(years: _Years, read: TrendRead) -> Words | None:
    """Name the reading by which it would be kept, with what that reading sees."""
    kept = [one for one in read.others if one.decides and dict(read.answers).get(one.id) is True]
    if read.reading is None or not kept:
        return None
    by_base = next((one for one in kept if one.id == "U3"), None)
    told = years.since_base()
    if by_base is not None and told.zh:
        return Words(f"{told.zh}，按较基期改善则符合", f"{told.en}, so met if only the base counts")
    title = kept[0].title
    return Words(f"按“{title.zh}”则符合", f"met by “{title.en}”")


def looks_at_ends(read: TrendRead, target: Target) -> bool:
    """Say whether the last figure is held against the base alone: 不高于上年, 有所提高."""
    if read.reading is not None:
        return read.reading.id in ENDS_ONLY
    return isinstance(target, Trend) and not _asks_each_step(target)


def _undecided(years: _Years, read: TrendRead, finding: Finding) -> Iterator[Words]:
    ends = (read.compared.demand.base, finding.at)
    at_ends = looks_at_ends(read, finding.target)
    if absent := [one for one in years.absent if one in ends or not at_ends]:
        zh = "、".join(f"{one.year}" for one in absent)
        en = _listed([str(one.year) for one in absent])
        steady = "稳步" if "稳步" in finding.target.text else finding.target.text
        yield Words(
            f"缺{zh}年数据，是否“{steady}”尚不能判定",
            f"No figure{'s' if len(absent) > 1 else ''} for {en}: undecided",
        )
    else:
        yield Words(f"现有数据不足以判定是否“{finding.target.text}”", "The figures do not decide the trend")
    told = years.since_base()
    if told.zh:
        yield told


def _no_size(years: _Years, finding: Finding) -> Words:
    told, text = years.told(), finding.target.text
    return Words(
        f"{told.zh}，“{text}”的幅度未作规定，是否达到尚不能判定",
        f"{_cap(told.en)}; how much is asked is not laid down: undecided",
    )


def _stability(years: _Years, read: TrendRead, finding: Finding) -> Words:
    met, text = finding.verdict is Verdict.MET, finding.target.text
    values = [point for _, point, _ in years.known]
    tolerance = read.options.tolerance
    if len(values) < 2 or read.reading is None:
        told = years.told()
        return Words(
            f"{told.zh}，{'符合' if met else '不符合'}“{text}”", f"{_cap(told.en)}: {'met' if met else 'not as asked'}"
        )
    low, high = (end(years.known, key=lambda known: known[1])[2] for end in (min, max))
    first, last = years.known[0][0].year, years.known[-1][0].year
    zh, en = f"{first}—{last}年在{low.zh}—{high.zh}之间", f"Between {low.en} and {high.en} in {first}–{last}"
    size, what = _movement(years, read.reading, values)
    limit = None if tolerance is None or read.reading.needs != "tolerance" else gap(tolerance, years.unit)
    if read.reading.id == "T1":
        least = Words("不足" if met else "不小于", "less than" if met else "not less than")
        return Words(f"{zh}，{what.zh}{size.zh}，{least.zh}3%", f"{en}, {what.en} {size.en}, {least.en} 3%")
    if limit is None:
        return Words(
            f"{zh}，{what.zh}{size.zh}，{'符合' if met else '不符合'}“{text}”",
            f"{en}, {f'{what.en} {size.en}'.rstrip()}: {'met' if met else 'not as asked'}",
        )
    ours = "tolerance" in finding.subject.editorial
    laid = Words("编者声明" if ours else "规定", "declared by the editor" if ours else "laid down")
    if not size.zh:  # only what is worse is measured, and nothing is
        return Words(
            f"{zh}，{what.zh}；只看变差（变好不限），{laid.zh}的容差为{limit.zh}",
            f"{en}, {what.en}; only a change for the worse is limited, to the {limit.en} {laid.en}",
        )
    within = Words("未超过", "within") if met else Words("超过", "beyond")
    return Words(
        f"{zh}，{what.zh}{size.zh}，{within.zh}{laid.zh}的{limit.zh}",
        f"{en}, {what.en} {size.en}, {within.en} the {limit.en} {laid.en}",
    )


def _movement(years: _Years, reading: Reading, values: Sequence[Fraction]) -> tuple[Words, Words]:
    """Return what the reading measures of a series that should hold still."""
    base = values[0]
    match reading.id:
        case "T1":
            part = (
                shown(abs(values[-1] - base) / abs(base) * 100, (Fraction(3),), places=1)
                if base
                else shown(Fraction(0))
            )
            return Words(f"{part.zh}%", f"{part.en}%"), Words("首末相差", "ends apart by")
        case "T2":
            return gap(values[-1] - base, years.unit), Words("首末相差", "ends apart by")
        case "T3":
            return gap(max(abs(one - base) for one in values), years.unit), Words(
                "与基期最多相差", "at most from the base"
            )
        case "T5":
            worst = max((base - one) * years.better for one in values)
            if worst <= 0:
                return Words("", ""), Words("各年均未劣于基期", "never worse than the base year")
            return gap(worst, years.unit), Words("比基期最多差", "worse than the base by up to")
        case "T6":
            steps = [abs(later - earlier) for earlier, later in pairwise(values)] or [Fraction(0)]
            return gap(max(steps), years.unit), Words("相邻两年最多相差", "steps of at most")
        case _:
            return gap(max(values) - min(values), years.unit), Words("波动", "a spread of")


def _listed(names: Sequence[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
