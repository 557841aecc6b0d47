"""What stands above an assessment: its title, the line under it, where the figures come from, the headline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.assessments.tally import Tally
from prevention_rules.explain.numbers import shown
from prevention_rules.explain.policy_words import policy_words
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period, elapsed
from prevention_rules.plans.entries import Indicator
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.text import Words


@frozen
class Heading:
    """The lines above a table, which say of which plan, which year, whose figures and by which choices it is."""

    title: Words
    under: Words
    source: Words
    headline: Words
    tasks: Words | None = None

    __repr__ = in_short

    @property
    def lines(self) -> tuple[Words, ...]:
        """The lines under the title, from top to bottom."""
        return tuple(line for line in (self.under, self.source, self.headline, self.tasks) if line is not None)


def heading(
    plan: Plan, at: Period, through: Period, policy: Policy, findings: Sequence[Finding], tasks: Sequence[Finding]
) -> Heading:
    """Return what stands above the assessment of *plan* at *at*."""
    return Heading(
        _title(plan, at),
        _joined(_under(plan, at, through, policy)),
        _source([*findings, *tasks]),
        _headline(Tally.of(findings), plan),
        _headline(Tally.of(tasks), plan, _TASKS) if tasks else None,
    )


_TASKS = Words("正文量化任务", "quantified tasks of the text")


def _headline(tally: Tally, plan: Plan, what: Words | None = None) -> Words:
    told, marked = tally.headline(plan.last_year, what=what), tally.mark_words
    return told if marked is None else Words(f"{told.zh[:-1]}（{marked.zh}）。", f"{told.en} {marked.en}.")


def _title(plan: Plan, at: Period) -> Words:
    final = not at < plan.deadline
    name_zh = plan.title if plan.title.startswith("《") else f"《{plan.title}》"
    name_en = plan.title_en or f"“{plan.title}”"
    zh, en = ("终期", "final") if final else ("中期", "midterm")
    return Words(
        f"{name_zh}实施情况{zh}监测评估表（{_year(at).zh}）",
        f"{name_en}: monitoring table for the {en} review, {_year(at).en}",
    )


def _year(at: Period) -> Words:
    return Words(f"{at.year}年度", f"{at.year}") if at.kind == "year" else Words(f"{at}", f"{at}")


def _under(plan: Plan, at: Period, through: Period, policy: Policy) -> Iterator[Words]:
    yield Words(f"评估时点：{_end(at).zh}", f"Assessed at {_end(at).en}")
    base = None if plan.baseline_year is None else Period.of(plan.baseline_year)
    if base is not None:
        yield Words(f"基期：{base.year}年", f"base {base.year}")
    yield Words(f"目标年：{plan.last_year}年", f"target year {plan.last_year}")
    if base is not None and base < at < plan.deadline:
        passed = shown(elapsed(base, at, plan.deadline) * 100)
        yield Words(
            f"时间进度：{passed.zh}%（{base.year}年底至{plan.last_year}年底共{plan.last_year - base.year}年"
            f"，已过{_years(base, at).zh}）",
            f"time passed {passed.en}% ({_years(base, at).en} of {plan.last_year - base.year} years, "
            f"end of {base.year} to end of {plan.last_year})",
        )
    yield _data_through(plan, through)
    chosen = policy_words(policy)
    yield Words(f"判定口径：{chosen.zh}", f"rules of decision: {chosen.en}")


def _years(base: Period, at: Period) -> Words:
    months = (at.end.year - base.end.year) * 12 + at.end.month - base.end.month
    years, rest = divmod(months, 12)
    return Words(f"{years}年{rest}个月", f"{years} years {rest} months") if rest else Words(f"{years}年", f"{years}")


def _end(at: Period) -> Words:
    if at.end.month == 12:
        return Words(f"{at.year}年底", f"the end of {at.year}")
    return Words(f"{at.year}年{at.end.month}月底", f"the end of {at.end:%Y-%m}")


def _data_through(plan: Plan, through: Period) -> Words:
    zh, en = f"数据截至：{through.end.year}年{through.end.month}月", f"figures through {through.end:%Y-%m}"
    if any(isinstance(one, Indicator) and one.period == "maternal_year" for one in plan.indicators):
        year = through.year
        zh += f"，其中妇幼指标为{year - 1}年10月—{year}年9月"
        en += f" (maternal and child health: {year - 1}-10 to {year}-09)"
    return Words(zh, en)


def _source(findings: Sequence[Finding]) -> Words:
    """Say whose figures they are and how firm: by indicator, as the least firm of its figures."""
    facts = [finding.used for finding in findings if finding.used]
    soft = sum(any(one.observation.status == "preliminary" for one in used) for used in facts)
    firm = sum(all(one.observation.status == "final" for one in used) for used in facts)
    sources = list(dict.fromkeys(one.observation.source for used in facts for one in used if one.observation.source))
    zh, en = _named(sources)
    if firm or soft:
        rest = len(facts) - firm - soft
        zh += f"（核定数{firm}项、初步数{soft}项{f'、未注明{rest}项' if rest else ''}）"
        en += f" (final {firm}, preliminary {soft}{f', not stated {rest}' if rest else ''})"
    return Words(f"数据来源：{zh}", f"Source of the figures: {en}")


_MOST_NAMED = 3


def _named(sources: Sequence[str]) -> tuple[str, str]:
    if not sources:
        return "各责任单位报送", "reports of the responsible departments"
    more = len(sources) - _MOST_NAMED
    zh, en = "、".join(sources[:_MOST_NAMED]), ", ".join(f"“{one}”" for one in sources[:_MOST_NAMED])
    return (f"{zh}等{len(sources)}种", f"{en} and {more} more") if more > 0 else (zh, en)


def _joined(parts: Iterator[Words]) -> Words:
    told = list(parts)
    return Words(" ｜ ".join(one.zh for one in told), " | ".join(one.en for one in told))
