"""What a rule file is tested by, rule by rule: its examples, the lint, and the laws.

The pytest plugin runs these; nothing here needs pytest, so that a command line can run them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path

from attrs import field, frozen

from prevention_rules.linting.lint import LintFinding, lint
from prevention_rules.plans.entries import Indicator, Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.loading import load_plan
from prevention_rules.rulefiles.pages import Page
from prevention_rules.testing.worked import decided, run_example, written_in
from prevention_rules.text import Language

LAW_NAMES = ("monotone", "units", "stricter", "missing", "flips", "told", "order")
"""The laws by name; they are loaded, and Hypothesis with them, when the first is tried."""


@frozen
class Check:
    """One thing a rule is tested by; ``run`` returns what its author is told, None where nothing is wrong."""

    rule: Rule
    name: str
    line: int | None
    run: Callable[[], str | None] = field(repr=False, eq=False)


def checks_of(path: Path) -> tuple[Check, ...]:
    """Return everything that the rules of a file are tested by; raises `RuleFileError` as `load_plan` does."""
    text = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    file = _File(path.name, load_plan(path), Page(path.name, text.split("\n")))
    return tuple(check for rule in file.plan.rules for check in file.checks(rule))


def language_of_file(path: Path) -> Language:
    """Return the language that a rule file is written in, also where it does not load."""
    return written_in(path.read_text(encoding="utf-8", errors="replace"))


@frozen(slots=False)
class _File:
    name: str
    plan: Plan
    page: Page

    @cached_property
    def doubts(self) -> tuple[LintFinding, ...]:
        return lint(self.plan)

    @property
    def lang(self) -> Language:
        return written_in(self.plan.title)

    def checks(self, rule: Rule) -> Iterator[Check]:
        for index in range(len(rule.examples)):
            yield Check(rule, f"example-{index + 1}", self.line(rule, index), partial(self.example, rule, index))
        yield Check(rule, "lint", self.line(rule), partial(self.lint, rule))
        if decided(rule):
            for law in LAW_NAMES:
                yield Check(rule, f"law-{law}", self.line(rule), partial(self.law, rule, law))

    def example(self, rule: Rule, index: int) -> str | None:
        ran = run_example(self.plan, rule, index)
        return None if ran.passed else f"{self.name}:{self.line(rule, index)}: {ran.explain(self.lang)}"

    def lint(self, rule: Rule) -> str | None:
        """Tell what keeps a rule from making sense; what a reader should merely doubt fails nothing."""
        found = [one for one in self.doubts if one.severity == "error" and one.row == _row(rule)]
        told = "\n".join(one.in_language(self.lang) for one in found)
        return f"{self.name}:{self.line(rule)}: {told}" if found else None

    def law(self, rule: Rule, name: str) -> str | None:
        from prevention_rules.testing.laws import LAWS, broken_by  # noqa: PLC0415 - Hypothesis waits for a law

        law = next(one for one in LAWS if one.name == name)
        broken = broken_by(self.plan, rule, law)
        return None if broken is None else f"{self.name}:{self.line(rule)}: {broken.in_language(self.lang)}"

    def line(self, rule: Rule, example: int | None = None) -> int | None:
        """Return the line of a rule, or of one of its examples."""
        table, rows = _table(rule), self.plan.indicators if isinstance(rule, Indicator) else self.plan.commitments
        place = next(at for at, one in enumerate(rows) if one is rule)
        if example is None:
            return self.page.line_of(table, place)
        first = self.page.line_of(table, place, ("examples", example))
        below = [] if first is None else self.page.lines[first : first + example + 1]
        own_line = len(below) == example + 1 and all(line.lstrip().startswith("{") for line in below)
        return first + example + 1 if first is not None and own_line else first


def _table(rule: Rule) -> str:
    return "indicator" if isinstance(rule, Indicator) else "commitment"


def _row(rule: Rule) -> str:
    return f"{_table(rule)} {rule.number}"
