"""The choices of a policy in words: 默认 where all are usual, else each that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prevention_rules.explain.numbers import amount, shown
from prevention_rules.explain.phrases import ROUNDING
from prevention_rules.policies import DEFAULT, Policy
from prevention_rules.readings import named
from prevention_rules.text import Words


def policy_words(policy: Policy) -> Words:
    """Return what the header of a table says of the choices made.

    >>> policy_words(Policy(comparison="rounded", rounding="half_up")).zh
    '修约值比较（四舍五入）'
    >>> policy_words(Policy()).en
    'default'
    """
    told = [say(policy) for field, say in _SAID.items() if getattr(policy, field) != getattr(DEFAULT, field)]
    return Words("；".join(one.zh for one in told) or "默认", "; ".join(one.en for one in told) or "default")


def _compared(policy: Policy) -> Words:
    how = ROUNDING[policy.rounding]
    if policy.target_step is None:
        return Words(f"修约值比较（{how.zh}）", f"rounded values are compared ({how.en})")
    step = shown(policy.target_step)
    return Words(f"修约值比较（修约到{step.zh}，{how.zh}）", f"rounded values are compared (to {step.en}, {how.en})")


def _reading(field: str, zh: str, en: str) -> Callable[[Policy], Words]:
    def said(policy: Policy) -> Words:
        title = named(getattr(policy, field)).title
        return Words(f"{zh}按“{title.zh}”读", f"{en} read as “{title.en}”")

    return said


def _of(field: str, zh: str, en: str) -> Callable[[Policy], Words]:
    def said(policy: Policy) -> Words:
        declared: Any = getattr(policy, field)
        value = amount(declared.value, declared.unit)
        return Words(f"{zh}{value.zh}", f"{en} {value.en}")

    return said


def _always(zh: str, en: str) -> Callable[[Policy], Words]:
    return lambda _: Words(zh, en)


_SAID: dict[str, Callable[[Policy], Words]] = {
    "comparison": _compared,
    "published": _always("公布数按修约区间取值", "published figures count as what rounds to them"),
    "confidence": lambda one: Words(
        f"置信水平{shown(one.confidence * 100).zh}%", f"confidence {shown(one.confidence * 100).en}%"
    ),
    "interval": _always("Clopper–Pearson 区间", "Clopper–Pearson intervals"),
    "rising": _reading("rising", "稳步提升等", "steady rises"),
    "stable": _reading("stable", "保持稳定", "stability"),
    "tolerance": _of("tolerance", "容许偏差", "tolerance"),
    "size": _of("size", "“显著”“明显”的幅度", "a marked change is at least"),
    "aggregation": lambda one: {
        "pooled": Words("各街道合并计算", "areas are pooled"),
        "share": Words("按达到的街道所占比例", "by the share of areas that meet it"),
    }[one.aggregation],
    "trends": _always("趋势须各种读法一致才判定", "a trend is decided only where its readings agree"),
    "gaps": _always("缺数年份略过", "years without a figure are passed over"),
    "zero_base": _always("基期与现期均为零读作保持零发生", "zero to zero counts as held at zero"),
    "schedule": _always("序时进度按复合速度", "compound schedule"),
    "schedule_tolerance": lambda one: Words(
        f"序时容差{shown(one.schedule_tolerance * 100).zh}%",
        f"schedule tolerance {shown(one.schedule_tolerance * 100).en}%",
    ),
}
