"""What an explanation says, line by line, in both languages from the same numbers.

Five questions: what happened, why, on what evidence, what would have to change, under which
assumptions; then the citations. Every line is a `Words`, so no language knows more than the other.
"""

from __future__ import annotations

from attrs import frozen

from prevention_rules.as_code import in_short
from prevention_rules.explain.assumptions import assumption_lines
from prevention_rules.explain.change import change_lines
from prevention_rules.explain.citations import citation_lines
from prevention_rules.explain.evidence import evidence_lines
from prevention_rules.explain.progress import progress_lines
from prevention_rules.explain.remark import says_its_distance
from prevention_rules.explain.what import what_lines
from prevention_rules.explain.why import why_lines
from prevention_rules.judgement.findings import Finding
from prevention_rules.judgement.remedies import remedy
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.text import Words, visible


@frozen
class Section:
    """One question and the lines that answer it; ``key`` is stable."""

    key: str
    heading: Words
    lines: tuple[Words, ...]

    __repr__ = in_short


def brief(finding: Finding) -> Section:
    """Return the three lines that everything else explains."""
    return Section("what", _HEADINGS["what"], tuple(map(_one_line, what_lines(finding))))


_HEADINGS = {
    "what": Words("结论", "What happened"),
    "why": Words("理由", "Why"),
    "progress": Words("序时进度", "Progress"),
    "evidence": Words("依据的数据", "On what evidence"),
    "change": Words("还需要什么", "What would have to change"),
    "assumptions": Words("口径与假定", "Under which assumptions"),
    "citations": Words("引用", "Citations"),
}


def sections(finding: Finding) -> tuple[Section, ...]:
    """Return the sections of the explanation of *finding*; a section without lines is left out."""
    found = None if finding.verdict is Verdict.MET or says_its_distance(finding) else remedy(finding)
    told = {
        "what": what_lines(finding, found),
        "why": why_lines(finding),
        "progress": progress_lines(finding),
        "evidence": evidence_lines(finding),
        "change": change_lines(finding, found),
        "assumptions": assumption_lines(finding),
        "citations": citation_lines(finding),
    }
    listed = [(key, [_one_line(line) for line in lines]) for key, lines in told.items()]
    return tuple([Section(key, _HEADINGS[key], _each_once(lines)) for key, lines in listed if lines])


def _each_once(lines: list[Words]) -> tuple[Words, ...]:
    return tuple({(line.zh, line.en): line for line in lines}.values())


def _one_line(line: Words) -> Words:
    """Show what a name, a source or a cell brought along and would break the line or act on the screen."""
    return line if line.zh.isprintable() and line.en.isprintable() else Words(visible(line.zh), visible(line.en))
