"""Rules changed in one thing: what an author's examples do not notice, they do not test.

Each mutant is the rule with one slip that a hand makes: the sign, the number, the base year, points for per cent, a
rise for a fall, another reading, a row left out. Where no example of the rule gets another verdict, evidence is
searched at the limits of both; an example that would notice it is shown, or the mutant asks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs
from attrs import frozen

from prevention_rules.arguments import must_be
from prevention_rules.as_code import in_short
from prevention_rules.errors import PreventionRulesError
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.examples import Example
from prevention_rules.plans.plan import Plan
from prevention_rules.testing.critical import critical
from prevention_rules.testing.slips import Slip, slips
from prevention_rules.testing.worked import decided, judged, written_in
from prevention_rules.text import Language, Words


@frozen
class Mutant:
    """A rule with one thing changed: ``change`` says what.

    ``noticed_by`` are the places (from 1) of the rule's own examples that get another verdict. Where there are none,
    ``would`` is an example that does; where no such evidence was found either, ``same`` says why the two agree.
    """

    rule: Rule
    change: Words
    noticed_by: tuple[int, ...] = ()
    would: Example | None = None
    same: Words | None = None

    __repr__ = in_short

    @property
    def noticed(self) -> bool:
        """True where an example of the rule gets another verdict."""
        return bool(self.noticed_by)

    def in_language(self, lang: Language) -> str:
        """Say what was changed, and what notices it."""
        head = f"{self.rule.number} {self.change.in_language(lang)}"
        if self.noticed:
            return head
        if self.would is None:
            said = self.same or Words("", "")
            return head + Words(f"：判定相同，{said.zh}", f": asks the same, {said.en}").in_language(lang)
        told = Words("：没有用例察觉；加上这一条就会察觉", ": no example notices; this one would").in_language(lang)
        return f"{head}{told}\n    {self.would.to_toml()}"


@frozen
class Mutants:
    """Every mutant of a plan; ``str`` tells the count, then what the examples do not notice."""

    plan: Plan
    all: tuple[Mutant, ...]

    __repr__ = in_short

    @cached_property
    def unnoticed(self) -> tuple[Mutant, ...]:
        """The mutants that no example notices, though one could."""
        return tuple(one for one in self.all if not one.noticed and one.would is not None)

    @cached_property
    def equivalent(self) -> tuple[Mutant, ...]:
        """The mutants that ask the same as the rule, each with the reason."""
        return tuple(one for one in self.all if not one.noticed and one.would is None)

    def in_language(self, lang: Language) -> str:
        """List what the examples do not notice, and what asks the same."""
        n, gone, same = len(self.all), len(self.unnoticed), len(self.equivalent)
        head = Words(
            f"{n} 处改动：用例察觉 {n - gone - same} 处，没有察觉 {gone} 处，判定相同 {same} 处",
            f"{n} changes: the examples notice {n - gone - same}, do not notice {gone}, and {same} ask the same",
        )
        return "\n".join(
            [head.in_language(lang), *(one.in_language(lang) for one in (*self.unnoticed, *self.equivalent))]
        )

    def __str__(self) -> str:
        return self.in_language(written_in(self.plan.title))


def mutants(plan: Plan) -> Mutants:
    """Change one thing at a time in the rules of *plan*, and hold the author's examples against each change.

    Raises `RuleFileError` for a plan with problems.

    >>> from prevention_rules.plans.entries import Indicator
    >>> row = Indicator(number="1", name="接种率", unit="%", share=True, better="higher", target="≥85%", examples=(
    ...     Example(figures={2025: "85%"}, at=2025, verdict="MET"),))
    >>> told = mutants(Plan(id="p", title="Plan", first_year=2021, last_year=2025, indicators=(row,)))
    >>> print(told)
    5 changes: the examples notice 3, do not notice 2, and 0 ask the same
    1 number 85 to 84.99: no example notices; this one would
        {figures = {2025 = "84.99%"}, at = 2025, verdict = "NOT_MET"}
    1 >= to <=: no example notices; this one would
        {figures = {2025 = "84.99%"}, at = 2025, verdict = "NOT_MET"}
    """
    must_be(plan, Plan, "plan", "计划：load_plan(…)", "a plan: load_plan(…)")
    plan.check()
    return Mutants(plan, tuple(mutant for rule in plan.rules for mutant in _of(plan, rule)))


def _of(plan: Plan, rule: Rule) -> Iterator[Mutant]:
    if not decided(rule):
        return
    own = tuple(one.example for one in critical(plan, rule))
    for slip in slips(plan, rule):
        noticed = tuple(at for at, one in enumerate(rule.examples, 1) if _differs(slip, one))
        if noticed:
            yield Mutant(rule, slip.change, noticed)
            continue
        tried = (*own, *_expected(plan, rule, slip))
        would = next((one for one in tried if _differs(slip, one)), None)
        yield Mutant(rule, slip.change, (), would, None if would else slip.why_same)
    yield _dropped(rule, own)


def _differs(slip: Slip, example: Example) -> bool:
    """Say whether the changed rule gives an example another verdict than the one it expects."""
    try:
        return judged(slip.plan, slip.rule, example).verdict != example.verdict
    except PreventionRulesError:
        return True


def _expected(plan: Plan, rule: Rule, slip: Slip) -> Iterator[Example]:
    """Yield the evidence at the limits of the changed rule, with the verdicts of the rule itself."""
    for one in critical(slip.plan, slip.rule):
        yield attrs.evolve(one.example, verdict=judged(plan, rule, one.example).verdict.value)


def _dropped(rule: Rule, own: tuple[Example, ...]) -> Mutant:
    """A row that is left out takes its examples with it, so any example of it is missed."""
    dropped = Words("整行漏掉", "the row left out")
    return Mutant(rule, dropped, tuple(range(1, len(rule.examples) + 1)), own[0] if own and not rule.examples else None)
