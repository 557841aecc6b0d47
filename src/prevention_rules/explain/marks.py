"""※: what a reader should look at before a state is signed; a mark beside the state, never a state."""

from __future__ import annotations

from prevention_rules.judgement.comparison import doubts
from prevention_rules.judgement.findings import Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.text import Words

MARK = "※"


def marks(finding: Finding) -> tuple[Words, ...]:
    """Return why a finding is marked: doubtful or preliminary figures, a reading, a rounding or a field of ours.

    >>> from prevention_rules import Series, evaluate, parse_target
    >>> figures = Series.of({2025: "84.96%"}, unit="%", share=True)
    >>> [one.en for one in marks(evaluate(parse_target("≥85%", unit="%"), figures, at=2025))]
    ['rounding decides']
    """
    readings = [
        Words(note.zh.lstrip(MARK), note.en.lstrip(f"{MARK} ")) for note in finding.notes if note.zh[:1] == MARK
    ]
    told = [*doubts(finding.used, finding.subject), *readings]
    compared = comparison_of(finding)
    if finding.verdict.is_decided and compared is not None and compared.rounding_decides:
        told.append(ROUNDING)
    ground = finding.ground
    if isinstance(ground, TrendRead) and ground.robustness is not None and ground.robustness.robust is False:
        told += [_EDITORS_READING] if "reading" in finding.subject.editorial else []
    return tuple(dict.fromkeys(told))


ROUNDING = Words("是否达到取决于修约", "rounding decides")
_EDITORS_READING = Words(
    "趋势的读法由编者声明，换一种读法结论不同",
    "the reading of the trend is declared by the editor, and another would say otherwise",
)
