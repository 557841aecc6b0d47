"""The remark beside a state (说明): one cell of one to three clauses, with numbers."""

from __future__ import annotations

from prevention_rules.explain.phrases import REASONS, sentence
from prevention_rules.explain.what import observed
from prevention_rules.judgement.findings import Finding
from prevention_rules.text import Words


def figure(finding: Finding) -> Words | None:
    """Return the figure of the period judged, for the column 完成情况."""
    told = (observed(one) for one in (finding, *finding.parts))
    return next((words for words in told if words is not None), None)


def remark(finding: Finding) -> Words:
    """Return the remark on a finding."""
    return sentence(REASONS[finding.reason])
