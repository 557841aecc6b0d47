"""Under which assumptions a verdict holds."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.awaited import base_asked
from prevention_rules.explain.citations import convention_keys, own_terms
from prevention_rules.explain.marks import MARK
from prevention_rules.explain.numbers import amount, shown
from prevention_rules.explain.phrases import ROUNDING, in_period, sentence
from prevention_rules.judgement.findings import Compared, Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of, is_nearly
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.targets import About, Better, Bound, Change, EveryPeriod, PerUnit, Trend
from prevention_rules.text import Words


def assumption_lines(finding: Finding) -> Iterator[Words]:
    """Yield the choices and declarations the verdict hangs on; what is usual stands in the notes of a report."""
    if finding.verdict is not Verdict.NOT_ASSESSABLE:
        yield from _declared(finding)
    asked = finding.target.size if isinstance(finding.target, Change) else finding.target
    word = own_terms(asked, finding.target.text)
    if word and not any(word in remark.zh for remark in finding.subject.remarks):
        yield Words(f"“{word}”按文件自己的界定，含本数。", f"“{word}” includes the number, as the document defines it.")
    yield from _kept_beside(finding)
    base, compared = base_asked(finding), comparison_of(finding)
    if base is not None and str(base.year) not in finding.target.text:
        yield Words(f"基期为{in_period(base).zh}。", f"The base is {in_period(base).en}.")
    if base is not None and compared is not None and compared.possible.as_point is None:
        yield Words("基期数与当期数按互不相关处理。", "The figures of base and present are taken as independent.")
    if finding.reason not in ("missing_value", "areas_missing", "not_pooled", "missing_baseline", "series_break"):
        yield from (sentence(note) for note in finding.notes if note.zh[:1] != MARK)
    about = finding.subject
    if about.verified is False:
        yield Words("该行目标的文字未经核对。", "The text of this row has not been checked against the document.")
    elif about.verified == "press":
        yield Words("该行目标取自新闻报道，文字未经核对。", "The text of this row is taken from a press report.")
    yield from map(sentence, about.remarks)
    if ours := editors_fields(finding):
        yield Words(
            f"编者注：原表未载、由编者补充而影响结论：{'、'.join(word.zh for word in ours)}。",
            f"Assumed by us, not in the plan, and decisive: {', '.join(word.en for word in ours)}.",
        )


def editors_fields(finding: Finding) -> tuple[Words, ...]:
    """Return the fields that the document does not print and this state hangs on."""
    ours = finding.subject.editorial
    return tuple(_as_taken(field, finding) for field in _EDITORIAL if field in ours and _decides(field, finding))


def _as_taken(field: str, finding: Finding) -> Words:
    """Return what a field of ours was taken for, or its name where it has no one value."""
    ground, policy = finding.ground, finding.policy
    declared = policy.tolerance if field == "tolerance" else policy.size
    match field:
        case "better" if (way := _better(finding)) is not None:
            return _WAYS[way]
        case "baseline" if (base := base_asked(finding)) is not None:
            taken = in_period(base)
            return Words(f"基期取{taken.zh}", f"{taken.en} as the base")
        case "reading" if isinstance(ground, TrendRead) and ground.reading is not None:
            title = ground.reading.title
            return Words(f"趋势按“{title.zh}”读", f"the trend read as “{title.en}”")
        case "tolerance" | "size" if declared is not None:
            size = amount(declared.value, declared.unit or finding.unit)
            return Words(f"{_EDITORIAL[field].zh}取{size.zh}", f"{size.en} as {_EDITORIAL[field].en}")
    return _EDITORIAL[field]


_WAYS: dict[Better, Words] = {
    "higher": Words("按“越高越好”读", "higher taken as better"),
    "lower": Words("按“越低越好”读", "lower taken as better"),
}


def _better(finding: Finding) -> Better | None:
    """Return which way was taken as better: of a trend, or of a bare number by the bound it was read as."""
    if isinstance(finding.ground, TrendRead):
        return finding.ground.options.better
    target = finding.target
    while isinstance(target, EveryPeriod | PerUnit):
        target = target.of
    return ("higher" if target.op in (">", ">=") else "lower") if isinstance(target, Bound) else None


def _decides(field: str, finding: Finding) -> bool:
    ground, compared = finding.ground, comparison_of(finding)
    match field:
        case "reading":
            return isinstance(ground, TrendRead) and ground.robustness is not None and ground.robustness.robust is False
        case "tolerance" | "size":
            return _tolerant(finding)
        case "baseline":
            return base_asked(finding) is not None and getattr(finding.target, "base", 0) is None
        case "better":
            if isinstance(finding.target, Trend):  # 提升 and 下降 say by themselves which way
                return finding.target.dir in ("stable", "better")
            return "HOUSE" in convention_keys(finding.target)
        case "share":
            return compared is not None and compared.above_whole
        case "terms":
            return compared is not None and compared.exactly_on_limit
        case "series_break":
            return finding.reason == "series_break"
        case _:
            return field in ("target", "in_force")


def _kept_beside(finding: Finding) -> Iterator[Words]:
    """Tell what stands in the target's text and asks nothing: the indicator's own name, 全年, a remark in brackets."""
    origin = finding.target.origin
    if origin is not None and origin.notes:
        zh, en = "、".join(f"“{note}”" for note in origin.notes), ", ".join(f"“{note}”" for note in origin.notes)
        yield Words(f"原文中的{zh}不改变要求，照录于此。", f"Printed in the target, and asking nothing more: {en}.")


def _declared(finding: Finding) -> Iterator[Words]:
    """Yield the policy choices that this verdict could depend on."""
    policy = finding.policy
    if policy.comparison != "exact":
        how = ROUNDING[policy.rounding]
        yield Words(f"按修约值比较（{how.zh}）。", f"Rounded values are compared ({how.en}).")
    if policy.published == "interval":
        yield Words(
            "公布的数视为修约后的数：85.0 可能是 84.95 至 85.05。",
            "Published figures are taken as rounded: 85.0 may be 84.95 to 85.05.",
        )
    if policy.tolerance is not None and _tolerant(finding):
        size = amount(policy.tolerance.value, policy.tolerance.unit or finding.unit)
        yield Words(f"声明的容许偏差为{size.zh}。", f"The declared tolerance is {size.en}.")
    if isinstance(finding.ground, Compared) and finding.ground.point_verdict is not None:
        level, name = shown(policy.confidence * 100), _INTERVALS[policy.interval]
        yield Words(
            f"抽样调查按{level.zh}%置信水平的{name}区间。",
            f"The sample counts as its {name} interval at {level.en}% confidence.",
        )
    if policy.gaps == "neighbours" and isinstance(finding.ground, TrendRead):
        yield Words("缺数的年份略过，比较相邻的两期。", "Years without a figure are passed over.")


def _tolerant(finding: Finding) -> bool:
    match finding.ground:
        case TrendRead(reading=reading):
            return reading is not None and (reading.needs == "tolerance" or reading.id == "U4")
        case _:
            return isinstance(finding.target, About) or is_nearly(finding.target)


_INTERVALS = {"wilson": "Wilson", "clopper_pearson": "Clopper–Pearson"}
_EDITORIAL = {
    "target": Words("目标的读法", "the reading of the target"),
    "share": Words("是不是比例（有没有100%的上限）", "whether it is a share (with a ceiling of 100 %)"),
    "better": Words("越高越好还是越低越好", "which way is better"),
    "baseline": Words("基期", "the base"),
    "reading": Words("趋势的读法", "the reading of the trend"),
    "tolerance": Words("容许偏差", "the tolerance"),
    "size": Words("变化的幅度", "the size of the change"),
    "terms": Words("用词的界定", "the definitions of words"),
    "series_break": Words("口径改变的年份", "the years in which the way of counting changed"),
    "in_force": Words("目标值的执行年份", "from when a target stands"),
}
"""The fields a state can hang on; the others are for orientation only."""
