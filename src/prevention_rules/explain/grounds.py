"""Under which assumptions a verdict holds, and the conventions it cites."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.citations import CITATIONS, Citation
from prevention_rules.explain.outcome import in_period
from prevention_rules.findings import Finding
from prevention_rules.observations import Ratio
from prevention_rules.readings import named
from prevention_rules.targets import AllOf, AnyOf, Bound, Change, EveryPeriod, PerUnit, Range, Respectively, Target
from prevention_rules.text import Words


def assumption_lines(finding: Finding) -> Iterator[Words]:
    """Yield the choices and declarations the verdict hangs on."""
    policy = finding.policy
    if policy.comparison == "exact":
        yield Words("按全数值比较，不先修约。", "Full values are compared, without rounding first.")
    else:
        yield Words(f"按修约值比较（{policy.rounding}）。", f"Rounded values are compared ({policy.rounding}).")
    base = finding.base or (finding.demand.base if finding.demand else None)
    if base is not None:
        yield Words(f"基期为{in_period(base).zh}。", f"The base is {base}.")
        if finding.possible is not None and finding.possible.as_point is None:
            yield Words(
                "基期与现期的可能值视为互不相关。", "The possible values of base and present are taken as independent."
            )
    if finding.reason not in ("missing_value", "missing_baseline"):
        yield from finding.notes
    about = finding.subject
    if about.verified is False:
        yield Words("该行目标的文字未经核对。", "The text of this row has not been checked against the document.")
    elif about.verified == "press":
        yield Words("该行目标取自新闻报道，文字未经核对。", "The text of this row is taken from a press report.")
    if about.editorial:
        ours = [word for field, word in _EDITORIAL.items() if field in about.editorial]
        if ours:
            yield Words(
                f"以下各项由编者声明，原文没有印出：{'、'.join(word.zh for word in ours)}。",
                f"Declared by the editor, not printed in the document: {', '.join(word.en for word in ours)}.",
            )


_EDITORIAL = {
    "target": Words("目标的读法", "the reading of the target"),
    "unit": Words("计量单位", "the unit"),
    "share": Words("是不是比例（有没有100%的上限）", "whether it is a share (with a ceiling of 100 %)"),
    "better": Words("越高越好还是越低越好", "which way is better"),
    "baseline": Words("基期", "the base"),
    "reading": Words("趋势的读法", "the reading of the trend"),
    "tolerance": Words("容许偏差", "the tolerance"),
    "statistic": Words("时间的统计口径", "the statistic of a time"),
}
"""The editorial fields a verdict can hang on; the others are for orientation only."""


_STATUS = {
    "confirmed": Words("已核对", "confirmed"),
    "secondary": Words("转引", "secondary"),
    "memory": Words("凭记忆，未核对", "from memory, not re-read"),
    "house": Words("本库自定", "our own choice"),
}


def citation_lines(finding: Finding) -> Iterator[Words]:
    """Yield the plan's row and the conventions used, each with the status of the citation."""
    about = finding.subject
    if about.plan:
        place = "，".join(part for part in (about.document, about.place) if part)
        yield Words(f"{about.plan}，{place}", f"{about.plan_en or about.plan}, {place}")
    for key in citation_keys(finding):
        cited = CITATIONS[key]
        status = _STATUS[cited.status]
        yield Words(f"[{key}] {_cited(cited).zh}（{status.zh}）", f"[{key}] {_cited(cited).en} ({status.en})")


def _cited(cited: Citation) -> Words:
    basis = Words("", "") if cited.basis is None else Words(f"；{cited.basis.zh}", f"; {cited.basis.en}")
    return Words(f"{cited.title.zh}：{cited.says.zh}{basis.zh}", f"{cited.title.en}: {cited.says.en}{basis.en}")


def citation_keys(finding: Finding) -> tuple[str, ...]:
    """Return the keys of the conventions a finding rests on, in a fixed order."""
    keys = list(_convention_keys(finding.target))
    if finding.rounding_sensitive or finding.policy.comparison == "rounded":
        keys += ["GBT8170-4.3", "NBS-ROUNDING"]
    if finding.point_verdict is not None:
        keys += ["WILSON1927" if finding.policy.interval == "wilson" else "CP1934", "ISO10576"]
    if any(isinstance(fact.observation.value, Ratio) and fact.observation.value.missing for fact in finding.used):
        keys.append("MANSKI")
    if finding.reading is not None:
        keys.append(named(finding.reading).citation)
    return tuple(dict.fromkeys(keys))


def _convention_keys(target: Target) -> Iterator[str]:
    match target:
        case Bound() | Range():
            yield "CN-CIVIL-1259"
        case Change(size=size):
            yield from _convention_keys(size)
            yield "NBS-PCT"
        case EveryPeriod(of=part) | PerUnit(of=part):
            yield from _convention_keys(part)
        case Respectively(of=members) | AllOf(of=members) | AnyOf(of=members):
            for member in members:
                yield from _convention_keys(member)
        case _:
            yield "HOUSE"
