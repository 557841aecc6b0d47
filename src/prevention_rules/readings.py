"""What 稳步提升 and 保持稳定 can mean: named readings, each callable on a series.

No official numeric definition of either was found, so every reading is a declared choice, with
its citation (``HOUSE`` where no rule was published). The words speak of better and worse, so that
one rule serves indicators that should rise and indicators that should fall.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal, Protocol, runtime_checkable

import attrs
from attrs import frozen

from prevention_rules import patterns
from prevention_rules.as_code import in_short
from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.exact_numbers import Number, exact
from prevention_rules.intervals import EVERYTHING, ValueSet
from prevention_rules.logic import NOT_APPLICABLE, NotApplicable, Truth
from prevention_rules.patterns import Acceptable, Answer, Kept, Levels, Options
from prevention_rules.targets import Better, TrendManner
from prevention_rules.text import Words, did_you_mean, guessed

_DEFAULTS = Options()

ABSTAINS: Final = NOT_APPLICABLE
"""What a reading answers where it cannot apply; `logic.every` leaves it out."""

Level = ValueSet | Number | None
"""A number, a set of possible values, or None for an expected period without a report."""


@runtime_checkable
class HasLevels(Protocol):
    """Anything that knows its levels year by year, such as a `Series`."""

    def levels(self) -> Sequence[ValueSet | None]:
        """Return the levels in time order, None for a year without a figure."""
        ...


@frozen
class Reading:
    """One meaning of a trend word: which last levels keep it, given the earlier ones in time order.

    ``id`` is that of the tables in the documentation, ``name`` the word for rule files. ``decides``
    says that its answer counts for robustness; the rest are information. ``citation`` is the key of
    its source. Below ``least`` periods it abstains; ``needs`` names the parameter that the author
    of the rules must declare.
    """

    id: str
    name: str
    title: Words
    rule: Words
    pattern: Callable[[Levels, Options], Kept] = attrs.field(repr=False)
    citation: str = "HOUSE"
    decides: bool = False
    least: int = 2
    needs: Literal["tolerance", "floor"] | None = None

    __repr__ = in_short

    def acceptable(self, earlier: Sequence[Level], options: Options = _DEFAULTS) -> Acceptable | NotApplicable:
        """Return the last levels that keep the reading after *earlier* ones, or `ABSTAINS`.

        Raises as a call does.

        >>> str(named("never_falls").acceptable([70, 74]).surely)
        '[74, ∞)'
        """
        if self.needs and getattr(options, self.needs) is None:
            raise _undeclared(self.title, self.needs)
        levels = [_values(level) for level in earlier]
        return ABSTAINS if len(levels) + 1 < self.least else self.pattern(levels, options)

    def __call__(
        self,
        series: Sequence[Level] | HasLevels,
        *,
        better: Better = "higher",
        tolerance: Number | None = None,
        floor: Number | None = None,
        alpha: Number = Fraction(1, 20),
        growth: Number = Fraction(1, 100),
        share: Number = Fraction(3, 100),
    ) -> Answer:
        """Answer for *series*, or for its levels in time order: True, False, None (undecided) or `ABSTAINS`.

        *tolerance* and *floor* are in the unit of the series; `Options` explains the rest. Raises
        `FormatError` where a parameter that the reading needs was not declared, and
        `ObservationError` for a level that is no number or has no possible value.

        >>> series = [70, 74, 73, 76]
        >>> named("never_falls")(series), named("net_gain")(series), named("never_falls")([70, None, 74])
        (False, True, None)
        """
        options = Options(better=better, tolerance=tolerance, floor=floor, alpha=alpha, growth=growth, share=share)
        levels = list(series.levels() if isinstance(series, HasLevels) else series)
        return self.answer(levels, options)

    def answer(self, levels: Sequence[Level], options: Options) -> Answer:
        """Answer for levels in time order, with the options as they stand."""
        kept = self.acceptable(levels[:-1], options)
        return ABSTAINS if kept is ABSTAINS or not levels else kept.holds(_values(levels[-1]))


def _values(level: Level) -> ValueSet:
    if level is None:
        return EVERYTHING
    if not isinstance(level, ValueSet):
        return ValueSet.point(exact(level)[0])
    if level.is_empty:  # the empty set lies inside everything and would be read as met
        raise ObservationError(Words("有一期没有任何可能的值", "a period has no possible value"))
    return level


def _undeclared(title: Words, needs: str) -> FormatError:
    return FormatError(
        Words(
            f"“{title.zh}”须由规则声明参数 {needs}；常用容差：率取1个百分点，数量取基数的3%",
            f"{title.en!r} needs a declared {needs}; usual tolerances: 1 point for rates, 3 % of the base for counts",
        )
    )


_RISING = (
    Reading(
        "U1",
        "strict",
        Words("逐期改善", "better every time"),
        Words("每一期都好于上一期", "every period is better than the one before"),
        patterns.rises,
        decides=True,
        least=3,
    ),
    Reading(
        "U2",
        "never_falls",
        Words("只进不退", "never falls back"),
        Words("没有一期差于上一期，且末期好于基期", "no period is worse than the one before; the last beats the base"),
        patterns.never_falls,
        decides=True,
        least=3,
    ),
    Reading(
        "U3",
        "net_gain",
        Words("较基期改善", "better than the base"),
        Words("最后一期好于基期，中间起伏不计", "the last period is better than the base, whatever came between"),
        patterns.gains,
        decides=True,
    ),
    Reading(
        "U4",
        "never_falls_much",
        Words("稳中向好", "never falls back by much"),
        Words(
            "每期回落不超过容差，未声明时率取0.5个百分点、其他取零，且最后一期好于基期",
            "no period falls back by more than the tolerance, by default 0.5 points for rates and else none, "
            "and the last beats the base",
        ),
        patterns.never_falls_much,
        decides=True,
        least=3,
    ),
    Reading(
        "U5",
        "mann_kendall",
        Words("趋势检验显著", "significant trend"),
        Words("Mann–Kendall 精确单侧检验显著", "an exact one-sided Mann–Kendall test is significant"),
        patterns.trends,
        "MANN1945",
        least=4,
    ),
    Reading(
        "U6",
        "compound_growth",
        Words("年均改善1%以上", "1 % better a year"),
        Words("按复合增速，年均改善不低于1%", "the compound yearly change for the better is 1 % or more"),
        patterns.grows,
        "EUROSTAT-SDG",
    ),
    Reading(
        "U7",
        "latest_rise",
        Words("本期好于上期", "better than last time"),
        Words("最后一期好于上一期，也好于基期", "the last period is better than the one before and than the base"),
        patterns.rose_last,
    ),
    Reading(
        "U8",
        "moving_mean",
        Words("三期平均逐期改善", "the moving mean improves"),
        Words("三期移动平均每一步都在改善", "the mean of three periods improves at every step"),
        patterns.mean_rises,
        least=4,
    ),
)

_STABLE = (
    Reading(
        "T1",
        "ends_within_share",
        Words("首末相差不足3%", "ends within 3 %"),
        Words("最后一期与基期相差不足基期的3%", "the last period differs from the base by less than 3 % of it"),
        patterns.ends_within_share,
        "JNCC-3PCT",
        decides=True,
    ),
    Reading(
        "T2",
        "ends_within",
        Words("首末持平", "ends level"),
        Words("最后一期与基期相差不超过容差", "the last period differs from the base by the tolerance at most"),
        patterns.ends_within,
        needs="tolerance",
    ),
    Reading(
        "T3",
        "within_band",
        Words("各期不偏离基期", "stays near the base"),
        Words("每一期与基期相差都不超过容差", "every period differs from the base by the tolerance at most"),
        patterns.stays_near_base,
        decides=True,
        needs="tolerance",
    ),
    Reading(
        "T4",
        "narrow_range",
        Words("波动幅度小", "narrow range"),
        Words("最高与最低之差不超过容差", "the highest and the lowest period differ by the tolerance at most"),
        patterns.stays_narrow,
        "NBS-2024-10",
        needs="tolerance",
    ),
    Reading(
        "T5",
        "not_worse",
        Words("没有变差", "not worse"),
        Words("没有一期比基期差出容差以上，变好不限", "no period is worse than the base by more than the tolerance"),
        patterns.not_worse,
        decides=True,
        needs="tolerance",
    ),
    Reading(
        "T6",
        "small_steps",
        Words("逐期变化小", "small steps"),
        Words("相邻两期相差都不超过容差", "neighbouring periods differ by the tolerance at most"),
        patterns.steps_small,
        needs="tolerance",
    ),
    Reading(
        "T7",
        "no_trend",
        Words("没有显著趋势", "no significant trend"),
        Words("Mann–Kendall 精确检验两个方向都不显著", "an exact Mann–Kendall test is significant neither way"),
        patterns.shows_no_trend,
        "OECD-DTT",
        least=4,
    ),
    Reading(
        "T9",
        "above_floor",
        Words("守住底线", "keeps to the floor"),
        Words("每一期都不差于规定的底线", "no period is worse than the floor that is set"),
        patterns.above_floor,
        "CN-CHILD-OUTLINE",
        least=1,
        needs="floor",
    ),
)

RISING: Mapping[str, Reading] = MappingProxyType({reading.id: reading for reading in _RISING})
"""The readings of 稳步提升 (and, with ``better="lower"``, of 稳步下降), by id."""

STABLE: Mapping[str, Reading] = MappingProxyType({reading.id: reading for reading in _STABLE})
"""The readings of 保持稳定, by id."""

BY_MANNER: Mapping[TrendManner, Reading] = MappingProxyType(
    {"plain": RISING["U3"], "steadily": RISING["U2"], "within_stability": RISING["U4"]}
)
"""What words of a rise or fall ask where no reading is declared; 显著 (markedly) has none until a size is."""

ENDS_ONLY: Final = frozenset({"U3", "T1", "T2"})
"""The readings that look at the first and the last figure alone."""

DEFAULT_STABLE: Final = STABLE["T5"]
TWO_SIDED: Final = STABLE["T3"]
"""What 保持稳定 asks where no reading is declared; without a good direction both sides count."""


def names() -> tuple[str, ...]:
    """Return the names of all readings, in the order of their ids.

    >>> names()[:3]
    ('strict', 'never_falls', 'net_gain')
    """
    return tuple(reading.name for reading in (*_RISING, *_STABLE))


def named(name_or_id: str) -> Reading:
    """Return the reading of that name or id; raises `FormatError`, with a guess, where there is none.

    >>> named("U2") is named("never_falls") is BY_MANNER["steadily"]
    True
    """
    known = {key: reading for reading in (*_RISING, *_STABLE) for key in (reading.id, reading.name)}
    if name_or_id in known:
        return known[name_or_id]
    end = guessed(did_you_mean(name_or_id, known, cutoff=0.4))
    raise FormatError(Words(f"没有名为 {name_or_id!r} 的读法{end.zh}", f"no reading is called {name_or_id!r}{end.en}"))


@frozen
class Robustness:
    """Whether another published reading would change the verdict.

    ``robust`` is True where every deciding reading that applies agrees, False where one says
    otherwise, None where that is open: a reading is undecided, or fewer than two apply (untested).
    ``dissenters`` are the ids of those that say otherwise, or, where the verdict itself is
    undecided, of those that contradict one another; ``undecided`` the ids of those left open.
    """

    robust: Truth
    dissenters: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    __repr__ = in_short


def robustness(verdict: Truth, results: Mapping[str, Answer]) -> Robustness:
    """Compare the *verdict* of the chosen reading with the *results* of all, by id.

    Results of readings that do not decide are left out. Source: ``FINE1975``; which readings
    decide (U1 to U4; T1, T3 and T5) is a ``HOUSE`` choice.

    >>> robustness(False, {key: RISING[key]([70, 74, 73, 76]) for key in RISING})
    Robustness(robust=False, dissenters=('U3',))
    """
    answers = {key: told for key, told in results.items() if named(key).decides and told is not ABSTAINS}
    decided = {key: told for key, told in answers.items() if told is not None}
    undecided = tuple(key for key in answers if key not in decided)
    if verdict is None:
        dissenters = tuple(decided) if len(set(decided.values())) > 1 else ()
    else:
        dissenters = tuple(key for key, told in decided.items() if told != verdict)
    settled = verdict is not None and not undecided and len(answers) > 1
    return Robustness(False if dissenters else (True if settled else None), dissenters, undecided)
