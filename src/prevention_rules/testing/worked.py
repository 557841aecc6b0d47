"""The worked examples of a plan, each held against the rule that carries it."""

from __future__ import annotations

import unicodedata

import attrs
from attrs import frozen

from prevention_rules.arguments import another_kind, must_be
from prevention_rules.as_code import in_short
from prevention_rules.assessments.assess import assess
from prevention_rules.errors import PreventionRulesError
from prevention_rules.explain.phrases import VERDICTS
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.plans.entries import Commitment, Indicator, Rule
from prevention_rules.plans.examples import Example
from prevention_rules.plans.plan import Plan
from prevention_rules.text import Language, Words


@frozen
class Ran:
    """An example that was run: the ``place`` it has among the examples of its ``rule``, and what came of it.

    ``finding`` is None where a figure could not be read; then ``error`` says why.
    """

    rule: Rule
    place: int
    example: Example
    finding: Finding | None = None
    error: PreventionRulesError | None = None

    __repr__ = in_short

    @property
    def passed(self) -> bool:
        """True where the verdict is the one the author expects."""
        return self.finding is not None and self.finding.verdict == self.example.verdict

    def explain(self, lang: Language = "zh") -> str:
        """Say what was expected, what was found and why, and what to look at."""
        lines = [_HEAD.in_language(lang).format(self.rule.number, _name(self.rule, lang), self.place)]
        lines += [f"  {label.in_language(lang)}{said}" for label, said in self._facts(lang) if said]
        if self.error is not None:
            return "\n".join([*lines, self.error.explain(lang)])
        return "\n".join([*lines, *([] if self.passed else [_CURE.in_language(lang)]), str(self._told(lang))])

    def _facts(self, lang: Language) -> list[tuple[Words, str]]:
        found = _UNREAD if self.finding is None else _verdict(self.finding.verdict)
        return [
            (Words("目标：", "target: "), self.rule.target_text or ""),
            (Words("用例：", "example: "), self.example.to_toml()),
            (Words("应为：", "expected: "), _verdict(Verdict(self.example.verdict)).in_language(lang)),
            (Words("判定：", "found: "), found.in_language(lang)),
            (Words("作者的理由：", "the author's reason: "), self.example.why),
        ]

    def _told(self, lang: Language) -> object:
        return "" if self.finding is None else self.finding.explain(lang)


_HEAD = Words("{} {}，第{}个用例", "{} {}, example {}")
_UNREAD = Words("数不能读", "a figure cannot be read")
_CURE = Words("  目标和用例有一处写错了：请核对印本", "  either the target or the example is wrong: check the document")


def _verdict(verdict: Verdict) -> Words:
    said = VERDICTS[verdict]
    return Words(f"{said.zh}（{verdict.value}）", f"{said.en} ({verdict.value})")


def _name(rule: Rule, lang: Language) -> str:
    return rule.name if lang == "zh" else rule.name_en or rule.name


def run_examples(plan: Plan) -> tuple[Ran, ...]:
    """Hold every example that the rules of *plan* carry against its rule; one that fails is told, not raised.

    Raises `RuleFileError` for a plan with problems.

    >>> row = Indicator(number="1", name="接种率", unit="%", share=True, better="higher", target="≥96%", examples=(
    ...     Example(figures={2025: "97%"}, at=2025, verdict="MET"),
    ...     Example(figures={2025: "96.5%"}, at=2025, verdict="NOT_MET", why="不足97%")))
    >>> plan = Plan(id="p", title="某区计划", first_year=2021, last_year=2025, indicators=(row,))
    >>> ran = run_examples(plan)
    >>> [one.passed for one in ran]
    [True, False]
    >>> print("\\n".join(ran[1].explain("zh").splitlines()[:7]))
    1 接种率，第2个用例
      目标：≥96%
      用例：{figures = {2025 = "96.5%"}, at = 2025, verdict = "NOT_MET", why = "不足97%"}
      应为：未达到（NOT_MET）
      判定：达到（MET）
      作者的理由：不足97%
      目标和用例有一处写错了：请核对印本
    """
    must_be(plan, Plan, "plan", "计划：load_plan(…)", "a plan: load_plan(…)")
    plan.check()
    return tuple(run_example(plan, rule, at) for rule in plan.rules for at in range(len(rule.examples)))


def run_example(plan: Plan, rule: Rule, index: int) -> Ran:
    """Hold one example of *rule* against it."""
    example = rule.examples[index]
    try:
        return Ran(rule, index + 1, example, judged(plan, rule, example))
    except PreventionRulesError as error:
        return Ran(rule, index + 1, example, error=error)


def judged(plan: Plan, rule: Rule, example: Example) -> Finding:
    """Judge the figures of an example by *rule* as it stands in *plan*, alone; raises as an assessment does."""
    return assess(alone(plan, rule), {rule.number: example.given}, at=example.at)[rule.number]


def alone(plan: Plan, rule: Rule) -> Plan:
    """Return the plan with this rule only."""
    match rule:
        case Indicator():
            return attrs.evolve(plan, indicators=(rule,), commitments=())
        case Commitment():
            return attrs.evolve(plan, indicators=(), commitments=(rule,))
    raise another_kind(rule, "rule", "指标或承诺", "an indicator or a commitment")


def decided(rule: Rule) -> bool:
    """Say whether figures decide a rule at all; mere intent is listed and never judged."""
    return rule.target_text is not None and not (isinstance(rule, Commitment) and not rule.decidable)


def written_in(text: str) -> Language:
    """Return the language of a text: Chinese where it has a Chinese character.

    >>> written_in("西城区 2022"), written_in("Healthy People 2030")
    ('zh', 'en')
    """
    return "zh" if any("CJK UNIFIED" in unicodedata.name(char, "") for char in text) else "en"
