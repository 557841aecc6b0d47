"""Sub-areas rolled up: rates are pooled from counts, never averaged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs
from attrs import frozen

from prevention_rules.errors import UnitError
from prevention_rules.evidence.facts import Frame
from prevention_rules.evidence.observations import Observation, Ratio, Status
from prevention_rules.evidence.series import Known, Series
from prevention_rules.exact_numbers import thousands, write_number
from prevention_rules.intervals import ValueSet
from prevention_rules.periods import Period
from prevention_rules.rounding import round_to
from prevention_rules.text import Words
from prevention_rules.unit_words import unit_words


@frozen
class Pooled:
    """The series of the whole; by period who did not report, and why it could not be pooled."""

    series: Series
    notes: Mapping[Period, Words]
    silent: Mapping[Period, tuple[str, ...]]
    uncounted: Mapping[Period, tuple[str, ...]]
    periods: frozenset[Period]


def pool(parts: Mapping[str, Series], expected: Sequence[str] = ()) -> Pooled:
    """Add up what the sub-areas counted, period by period; *expected* are all that have to report.

    A rate of the whole needs the counts of every part: the mean of rates is another number. Counts
    of things are added; where a part is missing, the whole is at least what the others counted. A
    part that tells only how many have not reported (``Ratio(0, 0, 50)``) widens the whole from worst
    case to best case (``MANSKI``). Samples, and figures of two definitions, have no sum. Parts in several
    units are brought to one; raises `UnitError` where they measure different things.

    >>> def part(n, of):
    ...     return Series.of({2025: Ratio(n, of)}, unit="%", share=True)
    >>> pooled = pool({"甲": part(95, 100), "乙": part(700, 1000)})
    >>> str(pooled.series.level(Period.of(2025)).values)
    '[795/11, 795/11]'
    """
    names = tuple(expected) or tuple(parts)
    frame = _frame_of_the_whole(parts)
    parts = {name: part.measured_in(frame.unit) for name, part in parts.items()}
    rows = [
        _Row.of(parts, names, frame, period) for period in sorted({p for part in parts.values() for p in part.periods})
    ]
    told = [row.observation for row in rows if row.total is not None]
    return Pooled(
        Series.of(told, unit=frame.unit, share=frame.share, additive=frame.additive),
        {row.period: row.note for row in rows if row.note is not None},
        {row.period: row.silent for row in rows if row.silent},
        {row.period: row.uncounted for row in rows if row.uncounted},
        frozenset(row.period for row in rows),
    )


def _frame_of_the_whole(parts: Mapping[str, Series]) -> Frame:
    """Return how the whole is read: in the smallest unit of the parts, whichever of them comes first."""
    frames = [part.frame for part in parts.values()]
    measured = [frame for frame in frames if frame.unit is not None]
    if not measured:
        return frames[0] if frames else Frame()
    bare = [name for name, part in parts.items() if part.unit is None and part.facts]
    if bare:
        raise UnitError(
            Words(
                f"{bare[0]} 的数没有单位，其他地方的有，不能相加；请写明单位",
                f"the figures of {bare[0]} name no unit and the others do: not added up; name the unit",
            )
        )
    return min(measured, key=lambda frame: (frame.unit.factor, frame.unit.text) if frame.unit else ())


@frozen
class _Row:
    """What the areas reported for one period."""

    period: Period
    known: Mapping[str, Known | None]
    counts: Mapping[str, Ratio | None]
    things: bool
    frame: Frame
    total: Ratio | ValueSet | None = attrs.field(init=False)

    @total.default
    def _whole(self) -> Ratio | ValueSet | None:
        """The whole; None where it cannot be known."""
        if len(self.definitions) > 1:
            return None
        return self._sum_of_things() if self.things else self._sum_of_shares()

    @classmethod
    def of(cls, parts: Mapping[str, Series], names: Sequence[str], frame: Frame, period: Period) -> _Row:
        known = {name: parts[name].level(period) if name in parts else None for name in names}
        things = frame.unit is not None and not frame.unit.is_ratio and not frame.unit.is_per_population
        return cls(period, known, {name: _counts(found) for name, found in known.items()}, things, frame)

    @property
    def silent(self) -> tuple[str, ...]:
        """Who did not report at all."""
        return tuple(name for name, found in self.known.items() if found is None)

    @property
    def uncounted(self) -> tuple[str, ...]:
        """Who reported a rate without its counts."""
        return () if self.things else tuple(n for n, found in self.known.items() if found and self.counts[n] is None)

    @property
    def definitions(self) -> tuple[str, ...]:
        """The definitions the figures name; an unnamed one beside a named one is another."""
        told = {fact.observation.definition or "" for found in self.known.values() if found for fact in found.facts}
        return tuple(sorted(told))

    def _sum_of_shares(self) -> Ratio | None:
        counted = [ratio for ratio in self.counts.values() if ratio is not None]
        if len(counted) < len(self.counts):
            return None
        return Ratio(
            sum((ratio.numerator for ratio in counted), Fraction(0)),
            sum((ratio.denominator for ratio in counted), Fraction(0)),
            sum((ratio.missing for ratio in counted), Fraction(0)),
        )

    def _sum_of_things(self) -> ValueSet | None:
        """Return the sum of counts; a rate per population or a time has no sum."""
        if self.frame.unit is None or not self.frame.unit.is_count:
            return None
        total = ValueSet.point(0)
        for found in self.known.values():
            total = total.plus(self.frame.universe if found is None else found.values)
        return total

    @property
    def observation(self) -> Observation:
        """The whole as a figure: as firm as its least firm part."""
        assert self.total is not None
        listed = "、".join(name for name, found in self.known.items() if found)
        told = {fact.observation.status for found in self.known.values() if found for fact in found.facts}
        firm: Status | None = "preliminary" if "preliminary" in told else "final" if told == {"final"} else None
        named = "".join(self.definitions) or None
        return Observation("", self.period, self.total, source=listed, status=firm, definition=named)

    @property
    def _of_those_who_reported(self) -> Words:
        """What the others make up, where they told their counts; a count of things says it by itself."""
        counted = [ratio for ratio in self.counts.values() if ratio is not None]
        if self.things or not counted or len(counted) + len(self.silent) < len(self.known):
            return Words("", "")
        n, of = sum(ratio.numerator for ratio in counted), sum(ratio.denominator for ratio in counted)
        rate = Words("", "")
        if self.frame.unit is not None and of:
            percent = write_number(round_to(Fraction(n) / of / self.frame.unit.factor, Fraction(1, 100)))
            rate = Words(f"，{percent}{self.frame.unit.text}", f", {percent}{unit_words(self.frame.unit).en}")
        return Words(f"（合计{n}/{of}{rate.zh}）", f" ({thousands(str(n))}/{thousands(str(of))}{rate.en})")

    @property
    def note(self) -> Words | None:
        """Why the whole is not known, or known in part only."""
        if len(self.definitions) > 1:
            listed = "、".join(name or "（未注明）" for name in self.definitions)
            return Words(f"各地口径不同，不能汇总：{listed}", f"not pooled, several definitions: “{listed}”")
        if self.silent:
            rest = self._of_those_who_reported
            k, quoted = len(self.known) - len(self.silent), ", ".join(f"“{name}”" for name in self.silent)
            kind = kind_of(tuple(self.known), k)
            return Words(
                f"{k}个{kind.zh}已报{rest.zh}，缺{'、'.join(self.silent)}",
                f"{k} {kind.en} reported{rest.en}, {quoted} missing",
            )
        if self.total is not None:
            return None
        if any(_is_sample(found) for found in self.known.values()):
            return Words("抽样调查的数不能直接相加", "samples are not added up")
        if self.frame.unit is not None and all(power > 0 for _, power in self.frame.unit.dimension) and self.things:
            unit = self.frame.unit
            return Words(f"各地以“{unit}”计的数不一定能相加", f"figures in “{unit}” may have no sum over the areas")
        return Words(
            "只有比率、没有分子分母的不能汇总：比率不能平均", "rates without counts are not pooled: rates have no mean"
        )


def kind_of(names: Sequence[str], number: int = 2) -> Words:
    """Return what areas are called together, by the end of their names; of one the singular.

    >>> kind_of(("德胜街道", "月坛街道")).en, kind_of(("甲", "乙")).zh
    ('streets', '地区')
    """
    kind = next((kind for kind in _KINDS if names and all(name.endswith(kind) for name in names)), "地区")
    one, many = _KINDS[kind]
    return Words(kind, one if number == 1 else many)


_KINDS = {
    "街道": ("street", "streets"), "社区": ("community", "communities"), "地区": ("area", "areas"),
    "乡镇": ("township", "townships"), "镇": ("town", "towns"), "乡": ("township", "townships"),
    "区": ("district", "districts"), "县": ("county", "counties"), "村": ("village", "villages"),
}  # fmt: skip


def _is_sample(found: Known | None) -> bool:
    return found is not None and any(fact.observation.kind == "sample" for fact in found.facts)


def _counts(found: Known | None) -> Ratio | None:
    """Return the counts behind a figure, where there is one pair of them and it is no sample."""
    if found is None or _is_sample(found):
        return None
    ratios = [value for fact in found.facts if isinstance(value := fact.observation.value, Ratio)]
    return ratios[0] if len(ratios) == 1 else None
