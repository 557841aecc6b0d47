"""The remark where nothing was compared: what is lacking, and who has it."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.asked import in_short
from prevention_rules.explain.numbers import amount
from prevention_rules.explain.phrases import REASONS, in_period
from prevention_rules.explain.published import level_published, published
from prevention_rules.explain.tolerated import misfit
from prevention_rules.judgement.findings import Finding, Refused
from prevention_rules.targets import Change, Qualitative, Reference
from prevention_rules.text import Words


def missing(finding: Finding, refused: Refused) -> Iterator[Words]:
    """Yield the clauses on a finding that nothing was compared for."""
    match finding.reason:
        case "missing_value":
            when = in_period(finding.at)
            holder = finding.subject.holder
            by = Words(f"，由{holder}报送", f", due from “{holder}”") if holder else Words("", "")
            yield Words(f"缺{when.zh}数据{by.zh}", f"No {when.en} figure{by.en}")
        case "words_only":
            yield _in_words(finding, refused)
        case "missing_baseline" | "zero_baseline" | "negative_baseline" | "baseline_may_be_zero":
            yield from _base(finding, refused)
        case "series_break":
            yield from _broken(finding)
        case "areas_missing" | "not_pooled":
            yield from finding.notes
        case "other_base":
            yield _other_base(finding, refused)
        case "needs_tolerance":
            yield _no_tolerance(finding, refused)
        case "qualitative":
            yield Words(f"“{finding.target.text}”为定性要求，由评估组评定", "Qualitative: for the review group")
        case "needs_reference":
            yield Words(
                f"“{finding.target.text}”须对照计划之外的标准，由评估组评定",
                "Refers to a standard outside the plan: for the review group",
            )
        case "met":
            yield Words(
                f"报送的文字与目标用语相同（“{finding.target.text}”），没有数",
                "Reported in the words of the target, without a number",
            )
        case reason:
            yield REASONS[reason]


def _in_words(finding: Finding, refused: Refused) -> Words:
    said = "、".join(f"“{fact.observation.said}”" for fact in refused.used if fact.question == "words")
    target = "" if isinstance(finding.target, Qualitative | Reference) else f"；目标为{finding.target.text}"
    return Words(
        f"报送为{said}，未附人数{target}，请报应达到和已达到的人数",
        f"Reported in words only; target {in_short(finding.target)}: give the numbers entitled and reached",
    )


def _base(finding: Finding, refused: Refused) -> Iterator[Words]:
    base = refused.demand.base if refused.demand is not None else None
    when = Words("基期", "base") if base is None else in_period(base)
    change = _change_noun(finding)
    match finding.reason:
        case "missing_baseline":
            if (now := level_published(refused.used, finding.unit)) is not None:
                at = in_period(finding.at)
                yield Words(f"{at.zh}为{now.zh}", f"{now.en} in {at.en}")
            name = finding.subject.name
            what = f"{when.zh}{name}" if name else f"{when.zh}数据"
            yield Words(
                f"缺{what}，{change.zh}无法计算，请补报", f"no {when.en} figure, so {change.en} cannot be computed"
            )
        case "zero_baseline":
            zero = (
                amount(refused.base_level.hull.lo, finding.unit)
                if refused.base_level and refused.base_level.hull.lo is not None
                else Words("0", "0")
            )
            yield Words(f"{when.zh}为{zero.zh}，不能计算{change.zh}", f"the {when.en} figure is 0")
        case "negative_baseline":
            yield Words(f"{when.zh}为负值，不能计算{change.zh}", f"the {when.en} figure is negative")
        case _ if base_said := level_published([one for one in refused.used if one.period == base], finding.unit):
            yield Words(
                f"{when.zh}为{base_said.zh}，不是确数，不能计算{change.zh}，尚不能判定",
                f"the {when.en} figure, {base_said.en}, is not exact: undecided",
            )
        case _:
            yield Words(
                f"{when.zh}可能为零，不能计算{change.zh}，尚不能判定", f"the {when.en} figure may be zero: undecided"
            )


def _change_noun(finding: Finding) -> Words:
    if not isinstance(finding.target, Change):
        return Words("变化", "the trend")
    if finding.target.kind == "relative":
        return Words("降幅", "the fall") if finding.target.dir == "down" else Words("增幅", "the rise")
    return Words("变化", "the fall") if finding.target.dir == "down" else Words("变化", "the rise")


def _broken(finding: Finding) -> Iterator[Words]:
    yield from finding.notes
    yield Words("请补报同口径基期数", "give a base on the new footing")


def _other_base(finding: Finding, refused: Refused) -> Words:
    wanted = refused.demand.base if refused.demand is not None else None
    fact = next((one for one in refused.used if one.question != "level" and one.base != wanted), None)
    when = Words("基期", "the base") if wanted is None else in_period(wanted)
    if fact is None:
        return REASONS["other_base"]
    said = published(fact.observation, finding.unit)
    against = (
        Words("没有写明基期", "on no stated base")
        if fact.base is None
        else Words(f"以{in_period(fact.base).zh}为基期", f"on {in_period(fact.base).en}")
    )
    return Words(
        f"公布的“{said.zh}”{against.zh}，目标以{when.zh}为基期，不能互相代替",
        f"The published change ({said.en}) is {against.en}, the target is on {when.en}: one cannot stand for the other",
    )


def _no_tolerance(finding: Finding, refused: Refused) -> Words:
    now = level_published([fact for fact in refused.used if fact.period == finding.at], finding.unit)
    text, short, unfit = finding.target.text, in_short(finding.target), misfit(finding)
    zh, en = f"“{text}”的幅度未作规定{unfit.zh}", f"How far “{short}” reaches is not laid down{unfit.en}"
    if now is None:
        return Words(f"{zh}，是否达到尚不能判定", en)
    return Words(f"{zh}，{now.zh}是否达到尚不能判定", f"{en}: {now.en} is undecided")
