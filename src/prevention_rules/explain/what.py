"""What happened, in three lines: the state, the target as asked, and the remark with its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.asked import asked
from prevention_rules.explain.marks import MARK
from prevention_rules.explain.remark import remark
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.remedies import Remedy
from prevention_rules.judgement.states import state_words
from prevention_rules.text import Words, quoted


def what_lines(finding: Finding, found: Remedy | None = None) -> Iterator[Words]:
    """Yield the state of the finding, the target as asked, and the remark; *found* as `remark` takes it."""
    name, word, said = subject_name(finding), state_words(finding), asked(finding.target)
    told = remark(finding, found)
    mark = f" {MARK}" if told.zh.endswith(MARK) else ""
    yield Words(f"{name.zh}：{word.zh}{mark}。", f"{name.en}: {word.en}{mark}.")
    yield Words(f"目标{said.zh}。", f"Target: {said.en}.")
    yield told


def subject_name(finding: Finding) -> Words:
    """Return number and name of the indicator, or 本指标 where the finding has none."""
    about = finding.subject
    if not about.name:
        return Words("本指标", "This indicator")
    number = f"{about.number} " if about.number else ""
    return Words(f"{number}{about.name}", f"{number}{about.name_en or quoted(about.name)}")
