"""Laws that any set of rules must keep, each with a name and a reason, tried on evidence made for each rule.

A law is tried on the evidence at the limits of the rule first, then on evidence that Hypothesis draws; what breaks
it is made as small as it can be. That these are the laws to keep is our own (house) choice; each says why.

>>> from prevention_rules.rulefiles.loading import load_plan
>>> check(load_plan("beijing-2022-2025"))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, get_args

import attrs
from attrs import frozen

from prevention_rules.alignment.strictness import at_least_as_strict
from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.errors import PreventionRulesError
from prevention_rules.exact_numbers import exact, write_number
from prevention_rules.extras import needed
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.states import state_words
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.examples import Example
from prevention_rules.plans.plan import Plan
from prevention_rules.quantities import Amount, Unit, unit_of
from prevention_rules.testing.critical import Grid, critical
from prevention_rules.testing.slips import slips
from prevention_rules.testing.strategies import drawn
from prevention_rules.testing.worked import decided, judged, written_in
from prevention_rules.text import Language, Words

with needed("test", "hypothesis"):
    from hypothesis import HealthCheck, Phase, find, settings
    from hypothesis.errors import NoSuchExample

SETTINGS = settings(
    max_examples=10, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)  # fmt: skip
"""How often a law is tried on drawn evidence, for each rule: the same each time, so that a failure is everyone's."""

Tried = Callable[[Plan, Rule, Example], Words | None]
"""What a law says of one rule on one example: None, or how it is broken."""


@frozen
class Law:
    """A law: its ``name``, what it says in a sentence, and how it is tried."""

    name: str
    says: Words
    tried: Tried = attrs.field(repr=False)

    __repr__ = in_short


@frozen
class Broken:
    """A law that a rule breaks, how, and the smallest figures found on which it does."""

    law: Law
    rule: Rule
    how: Words
    example: Example

    __repr__ = in_short

    def in_language(self, lang: Language) -> str:
        """Say which rule breaks which law, how, and on which figures."""
        rule, law, how = self.rule, self.law.says, self.how
        name_en = rule.name_en or rule.name
        told = Words(
            f"{rule.number} {rule.name}（目标“{rule.target_text}”）不合规律“{law.zh}”：{how.zh}",
            f"{rule.number} {name_en} (target “{rule.target_text}”) breaks the law “{law.en}”: {how.en}",
        )
        return f"{told.in_language(lang)}\n    {self.example.to_toml()}"


class LawBrokenError(AssertionError):
    """Laws that the rules of a plan break; ``broken`` are all of them, each with the smallest figures found."""

    def __init__(self, broken: Sequence[Broken], lang: Language) -> None:
        super().__init__("\n".join(one.in_language(lang) for one in broken))
        self.broken: tuple[Broken, ...] = tuple(broken)


def check(plan: Plan, *, tries: settings = SETTINGS) -> None:
    """Raise `LawBrokenError` where a rule of *plan* breaks a law of `LAWS`, in the language of its author.

    *tries* says how often each law is tried on drawn evidence for each rule. Raises `RuleFileError` for a plan
    with problems.
    """
    must_be(plan, Plan, "plan", "计划：load_plan(…)", "a plan: load_plan(…)")
    plan.check()
    broken = [
        found for rule in plan.rules if decided(rule) for law in LAWS if (found := broken_by(plan, rule, law, tries))
    ]
    if broken:
        raise LawBrokenError(broken, written_in(plan.title))


def broken_by(plan: Plan, rule: Rule, law: Law, tries: settings = SETTINGS) -> Broken | None:
    """Return how *rule* breaks *law*, on the smallest figures found; None where it keeps it."""

    def breaks(example: Example) -> bool:
        return law.tried(plan, rule, example) is not None

    found = next((one.example for one in critical(plan, rule) if breaks(one.example)), None)
    if found is None:
        try:
            found = find(drawn(plan, rule), breaks, settings=tries)
        except NoSuchExample:
            return None
    how = law.tried(plan, rule, found)
    assert how is not None  # it was found because it breaks the law
    return Broken(law, rule, how, found)


# --- the laws ---------------------------------------------------------------------------------------


def _monotone(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Step a figure to the better side: what is met stays met. Targets with two ends have no better side."""
    number, finding = _number(rule, example), judged(plan, rule, example)
    if number is None or rule.better is None or finding.verdict is not Verdict.MET or _two_sided(finding):
        return None
    sign = 1 if rule.better == "higher" else -1
    grid = _grid(rule, example)
    for steps in (1, 10, 1000):
        better = number + sign * steps * grid.step
        if grid.can_be(better):
            after = judged(plan, rule, _with(rule, example, better))
            if after.verdict is Verdict.NOT_MET:
                moved = write_number(number), write_number(better)
                return Words(
                    f"{moved[0]} 达到，更好的 {moved[1]} 却未达到",
                    f"{moved[0]} meets it, and {moved[1]}, which is better, does not",
                )
    return None


def _two_sided(finding: Finding) -> bool:
    needed = finding.needed
    return needed is None or needed.is_empty or (needed.hull.lo is None) == (needed.hull.hi is None)


def _units(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Write a figure in another unit of the same kind."""
    number, other = _number(rule, example), _other_unit(rule.measured_in)
    if number is None or other is None or rule.measured_in is None:
        return None
    written = str(Amount(number, rule.measured_in).to(other))
    here, there = judged(plan, rule, example), judged(plan, rule, _figure(example, written))
    if here.verdict is there.verdict:
        return None
    return Words(f"写成 {written}，结论不同", f"written as {written} it gets another verdict")


_OTHER_UNITS = ("‰", "秒", "公顷", "万{}", "千克", "张/10万人口", "人/万人口", "例/10万人口")


def _other_unit(unit: Unit | None) -> Unit | None:
    """Return another unit of the same kind in which every number has a decimal; None where none is known."""
    if unit is None or not unit.text:
        return None
    tried = (unit_of(one.format(unit.text)) for one in _OTHER_UNITS if one != unit.text)
    return next((one for one in tried if one.comparable(unit) and _decimal(unit.to(one))), None)


def _decimal(factor: Fraction) -> bool:
    return "/" not in write_number(factor)


def _stricter(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Tighten the target: whatever meets the tighter meets the rule, and what misses the rule misses the tighter."""
    verdict = judged(plan, rule, example).verdict
    for slip in slips(plan, rule):
        asked, tighter = rule.target, slip.rule.target
        if (
            asked is None
            or tighter is None
            or tighter == asked
            or not at_least_as_strict(tighter, asked, share=rule.share)
        ):
            continue
        other = judged(slip.plan, slip.rule, example).verdict
        lost = other is Verdict.MET and verdict is not Verdict.MET
        if lost or (verdict is Verdict.NOT_MET and other is not Verdict.NOT_MET):
            return Words(f"与更严的“{tighter}”结论相反", f"the stricter “{slip.rule.target_text}” says the opposite")
    return None


def _missing(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Take a figure away: a decided verdict stays, or becomes undecided."""
    verdict = judged(plan, rule, example).verdict
    for period in example.figures:
        fewer = {key: one for key, one in example.figures.items() if key != period}
        after = judged(plan, rule, attrs.evolve(example, figures=fewer)).verdict
        if after.is_decided and after is not verdict:
            return Words(
                f"缺了 {period} 的数，结论成了 {after.value}",
                f"without the figure of {period} the verdict is {after.value}",
            )
    return None


def _flips(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Try the figures next to each limit that the finding names: those it needs are met, the others are not."""
    finding = judged(plan, rule, example)
    if _number(rule, example) is None or finding.needed is None:
        return None
    grid, asked = _grid(rule, example), finding.needed
    possible = grid.possible
    never = asked.disjoint(possible)
    if len(example.figures) == 1 and (never or possible <= asked):  # what went before may have settled it
        return Words(f"任何数都{'不能达到' if never else '达到'}", f"{'no' if never else 'every'} figure meets it")
    for limit in {end for part in asked for end in (part.lo, part.hi) if end is not None}:
        for value in grid.around(limit):
            verdict = judged(plan, rule, _with(rule, example, value)).verdict
            if verdict is not (Verdict.MET if value in asked else Verdict.NOT_MET):
                return Words(f"界限旁的 {write_number(value)} 判为 {verdict.value}",
                             f"{write_number(value)}, next to the limit, is judged {verdict.value}")  # fmt: skip
    return None


_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _told(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Tell the finding in both languages: its verdict, the word of its state, and the same figures."""
    finding = judged(plan, rule, example)
    given = set(_NUMBER.findall(str(example.figures)))
    seen = []
    for lang in get_args(Language):
        told = finding.explain(lang).to_dict()
        what, evidence = ("\n".join(told["sections"].get(part, ())) for part in ("what", "evidence"))
        if (told["verdict"], told["reason"]) != (finding.verdict, finding.reason):
            return Words("解释说的是另一个结论", "the explanation tells another verdict")
        if state_words(finding).in_language(lang) not in what:
            return Words("解释没有说出结论", "the explanation does not tell the state")
        seen.append(given & set(_NUMBER.findall(evidence.replace(",", ""))))
    return None if seen[0] == seen[1] else Words("中英文所列的数不同", "the two languages list different figures")


def _order(plan: Plan, rule: Rule, example: Example) -> Words | None:
    """Give the figures in the reverse order."""
    reverse = attrs.evolve(example, figures=dict(reversed(list(example.figures.items()))))
    here, there = judged(plan, rule, example), judged(plan, rule, reverse)
    if (here.verdict, here.reason, str(here.explain())) == (there.verdict, there.reason, str(there.explain())):
        return None
    return Words("数的先后次序改变了结论或解释", "the order of the figures changes the verdict or its explanation")


LAWS = (
    Law("monotone", Words("更好的数不会使达到变为未达到", "a better figure never turns met into not met"), _monotone),
    Law("units", Words("换一个单位，结论不变", "another unit changes no verdict"), _units),
    Law("stricter", Words("达到更严的目标，就达到本目标", "what meets a stricter target meets this one"), _stricter),
    Law("missing", Words("缺数不会使结论成为另一个", "a missing figure never decides otherwise"), _missing),
    Law("flips", Words("结论恰在界限上翻转", "the verdict flips exactly at the limit"), _flips),
    Law("told", Words("解释与结论一致", "the explanation agrees with the verdict"), _told),
    Law("order", Words("数的先后次序无关", "the order of figures never matters"), _order),
)
"""Every law, in the order they are tried."""


# --- the figure that is judged ------------------------------------------------------------------------


def _grid(rule: Rule, example: Example) -> Grid:
    target = rule.target_at(Period.of(example.at))
    assert target is not None  # rules without one have no laws
    return Grid.of(rule, target)


def _number(rule: Rule, example: Example) -> Fraction | None:
    """Return the figure at the period judged, where it is a plain number in the rule's own unit."""
    said: Any = example.figures.get(example.at)
    unit = rule.measured_in
    written = said.removesuffix(unit.text) if isinstance(said, str) and unit is not None else said
    try:
        return None if written is None else exact(written)[0]
    except PreventionRulesError:
        return None


def _figure(example: Example, written: str) -> Example:
    return attrs.evolve(example, figures={**example.figures, example.at: written})


def _with(rule: Rule, example: Example, value: Fraction) -> Example:
    return _figure(example, _grid(rule, example).write(value))
