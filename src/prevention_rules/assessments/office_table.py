"""An assessment in the words of an office: a row for each finding, and what stands below the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from prevention_rules.explain.phrases import PROGRESS, REASONS, state
from prevention_rules.explain.what import observed
from prevention_rules.judgement.comparison import doubts
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.periods import Period
from prevention_rules.policies import Policy
from prevention_rules.sheets import Sheet
from prevention_rules.text import Language, Words

_HEADINGS = {
    "number": Words("编号", "no."),
    "name": Words("指标", "indicator"),
    "target": Words("目标", "target"),
    "observed": Words("数据", "figure"),
    "state": Words("结论", "state"),
    "progress": Words("进度", "progress"),
    "reason": Words("理由", "reason"),
    "doubt": Words("存疑", "doubt"),
}
_IF_ANY = ("progress", "doubt")
"""Columns that are shown where one row has something in them."""
_COUNTED = {
    Verdict.MET: Words("达到", "met"),
    Verdict.NOT_MET: Words("未达到", "not met"),
    Verdict.INCONCLUSIVE: Words("待核实", "to be verified"),
    Verdict.NOT_ASSESSABLE: Words("暂无法评估", "not assessable"),
}


def row(finding: Finding, lang: Language) -> dict[str, str]:
    """Return a finding as texts under stable keys.

    ``progress`` is the word for what is not yet due, ``doubt`` what to look into before the state (marked ※) is signed.
    """
    about, seen, doubt = finding.subject, _seen(finding), _doubt(finding).in_language(lang)
    return {
        "number": about.number,
        "name": about.name if lang == "zh" else about.name_en or about.name,
        "target": finding.target.text,
        "observed": "—" if seen is None else seen.in_language(lang),
        "state": state(finding).in_language(lang) + (" ※" if doubt else ""),
        "progress": _progress(finding).in_language(lang),
        "reason": REASONS[finding.reason].in_language(lang),
        "doubt": doubt,
    }


def _doubt(finding: Finding) -> Words:
    """Say what is doubtful about the figures, and where the state hangs on a reading that nobody declared."""
    readings = [Words(note.zh.lstrip("※"), note.en.lstrip("※ ")) for note in finding.notes if note.zh.startswith("※")]
    told = dict.fromkeys((*doubts(finding.used), *readings))
    return Words("；".join(one.zh for one in told), "; ".join(one.en for one in told))


def _seen(finding: Finding) -> Words | None:
    """Say what the evidence says; where the target has several readings or members, the first of them that can."""
    told = (observed(one) for one in (finding, *finding.parts))
    return next((words for words in told if words is not None), None)


def _progress(finding: Finding) -> Words:
    """Before the date the schedule has a word for it; after it only the verdict counts."""
    status = None if finding.progress is None else finding.progress.status
    if finding.due != "not_due" or finding.verdict is Verdict.MET or status is None:
        return Words("", "")
    return PROGRESS[status]


def sheet(findings: Iterable[Finding], lang: Language, what: Literal["indicator", "commitment"] = "indicator") -> Sheet:
    """Return findings as a table."""
    headings = _HEADINGS if what == "indicator" else {**_HEADINGS, "name": Words("承诺", "commitment")}
    rows = [_printed(one, lang) for one in findings]
    shown = [key for key in headings if key not in _IF_ANY or any(one[key] for one in rows)]
    return Sheet([headings[key].in_language(lang) for key in shown], [[one[key] for key in shown] for one in rows])


def _printed(finding: Finding, lang: Language) -> dict[str, str]:
    """Return a row as it is printed: 暂无法评估（缺数） has said its reason."""
    told = row(finding, lang)
    return {**told, "reason": ""} if finding.verdict is Verdict.NOT_ASSESSABLE else told


def foot(
    counts: Mapping[Verdict, int],
    commitments: Mapping[Verdict, int] | None,
    at: Period,
    through: Period,
    policy: Policy,
    silent: Sequence[str] = (),
) -> Iterator[Words]:
    """Yield what stands below the table: who is silent, the counts, the date of the figures, the policy."""
    if silent:
        yield Words(f"没有数据的指标：{'、'.join(silent)}", f"indicators without figures: {', '.join(silent)}")
    n, said = sum(counts.values()), _counted(counts)
    yield Words(f"共 {n} 项：{said.zh}", f"{n} indicators: {said.en}")
    if commitments:
        n, said = sum(commitments.values()), _counted(commitments)
        yield Words(f"另有承诺 {n} 项：{said.zh}", f"{n} commitments besides: {said.en}")
    if through != at:
        yield Words(f"评估时点 {at}，数据截至 {through}", f"at {at}, on figures through {through}")
    pairs = zip(policy.choices, Policy().choices, strict=True)
    changed = "、".join(f"{name}={value}" for (name, value), (_, usual) in pairs if value != usual)
    yield Words(f"规则选项：{changed or '全部默认'}", f"policy: {changed or 'all defaults'}")


def _counted(counts: Mapping[Verdict, int]) -> Words:
    zh = "，".join(f"{_COUNTED[verdict].zh} {n}" for verdict, n in counts.items())
    return Words(zh, ", ".join(f"{_COUNTED[verdict].en} {n}" for verdict, n in counts.items()))
