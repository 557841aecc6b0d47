"""The notes below an assessment, each once: what the states mean, how it was compared, what was added by editors."""

from __future__ import annotations

from collections.abc import Sequence

from prevention_rules.explain.assumptions import editors_fields
from prevention_rules.explain.citations import cited, told_keys
from prevention_rules.explain.policy_words import policy_words
from prevention_rules.judgement.findings import Finding, TrendRead
from prevention_rules.judgement.states import State, state_of
from prevention_rules.plans.plan import Plan
from prevention_rules.policies import Policy
from prevention_rules.text import Words


def notes(plan: Plan, policy: Policy, findings: Sequence[Finding]) -> tuple[Words, ...]:
    """Return the notes in their order; one that has nothing to say is left out."""
    told = (
        _states(findings), _SCHEDULE, _comparison(policy), _readings(findings), _breaks(findings),
        _editors(plan, findings), _sources(findings), _FOR_THE_GROUP,
    )  # fmt: skip
    return tuple(words for words in told if words is not None)


def _states(findings: Sequence[Finding]) -> Words:
    seen = {state_of(finding) for finding in findings}
    states = [state for state in State if state in seen]
    zh = "；".join(f"{state.words.zh}：{state.meaning.zh}" for state in states)
    en = "; ".join(f"{state.words.en}: {state.meaning.en}" for state in states)
    return Words(f"结论用语：{zh}。", f"States: {en}.")


_SCHEDULE = Words(
    "序时进度按基期至目标年线性推算；年均类目标按目标自身路径推算。官方评估中“基本符合预期”没有公开的数量标准，本表不设容差。",
    "What is due by now lies on a straight line from the base to the target year; where an annual average is asked, on "
    "the target's own path. No published figure says how near is “broadly in line”, so there is no tolerance.",
)
_FOR_THE_GROUP = Words(
    "本表由规则自动判定，供评估组审定，不替代评估结论。",
    "The states are worked out by rules, for the review group to confirm; they do not replace its findings.",
)


def _comparison(policy: Policy) -> Words:
    if policy.comparison == "rounded":
        told = policy_words(policy)
        return Words(f"比较与修约：{told.zh}。", f"Comparison and rounding: {told.en}.")
    return Words(
        "达标判断采用全数值比较（GB/T 8170—2008），不先修约；表中比率保留两位小数，部分数据因四舍五入，"
        "分项与合计可能不等。",
        "Full values are compared (GB/T 8170—2008), without rounding first; rates are shown to two places, so parts "
        "may not add up to their total.",
    )


def _readings(findings: Sequence[Finding]) -> Words | None:
    grounds = [finding.ground for finding in findings]
    used = dict.fromkeys(one.reading for one in grounds if isinstance(one, TrendRead) and one.reading is not None)
    if not used:
        return None
    zh = "；".join(f"“{one.title.zh}”（{one.rule.zh}）" for one in used)
    en = "; ".join(f"“{one.title.en}” ({one.rule.en})" for one in used)
    return Words(
        f"“稳步提升”等无数量界定的目标按以下读法判定，※处列出另一读法：{zh}。",
        f"Targets without a number, such as a steady rise, are read so, and ※ gives the other reading: {en}.",
    )


def _breaks(findings: Sequence[Finding]) -> Words | None:
    broken = [finding.subject.number for finding in findings if state_of(finding) is State.NOT_COMPARABLE]
    if not broken:
        return None
    return Words(f"口径变化与不可比项：{'、'.join(broken)}。", f"Not comparable: {', '.join(broken)}.")


def _editors(plan: Plan, findings: Sequence[Finding]) -> Words | None:
    """List the fields of ours on which a state hangs, each with its rows."""
    rows: dict[Words, list[str]] = {}
    for finding in findings:
        for field in editors_fields(finding):
            rows.setdefault(field, []).append(finding.subject.number)
    if not rows:
        return None
    zh = "；".join(f"{field.zh}（{'、'.join(numbers)}）" for field, numbers in rows.items())
    en = "; ".join(f"{field.en} ({', '.join(numbers)})" for field, numbers in rows.items())
    return Words(
        f"编者注：原表未载、由编者补充而影响结论的字段：{zh}。", f"Added by us, not in the plan, and decisive: {en}."
    )


def _sources(findings: Sequence[Finding]) -> Words | None:
    keys = dict.fromkeys(key for finding in findings for key in told_keys(finding))
    told = [words for key in keys if (words := cited(key)) is not None]
    if not told:
        return None
    return Words(f"依据：{'；'.join(one.zh for one in told)}。", f"Sources: {'; '.join(one.en for one in told)}.")
