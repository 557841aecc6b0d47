"""On whose authority: the plan's row, and the conventions a finding cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from prevention_rules.citations import CITATIONS, Citation
from prevention_rules.evidence.observations import Ratio
from prevention_rules.judgement.findings import Compared, Finding, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.readings import named
from prevention_rules.targets import (
    About,
    AllOf,
    Ambiguous,
    AnyOf,
    Bound,
    Change,
    EveryPeriod,
    PerUnit,
    Qualitative,
    Range,
    Reference,
    Respectively,
    Target,
    Trend,
)
from prevention_rules.text import Words, quoted


def citation_lines(finding: Finding) -> Iterator[Words]:
    """Yield the plan's row and the sources that were read again; the plain data has the keys of all."""
    about = finding.subject
    if about.plan:
        where = [part for part in (about.document, about.place) if part]
        english = [quoted(part) for part in (about.plan_en or about.plan, *where)]
        yield Words("，".join([about.plan, *where]), ", ".join(english))
    yield from (words for key in told_keys(finding) if (words := cited(key)) is not None)


def _cited(cited: Citation) -> Words:
    basis = Words("", "") if cited.basis is None else Words(f"；{cited.basis.zh}", f"; {cited.basis.en}")
    return Words(f"{cited.title.zh}：{cited.says.zh}{basis.zh}", f"{cited.title.en}: {cited.says.en}{basis.en}")


@cache
def cited(key: str) -> Words | None:
    """Return what a confirmed source says, for the notes of a table; None for one that was not read again."""
    source = CITATIONS[key]
    return _cited(source) if source.status == "confirmed" else None


def convention_keys(target: Target) -> tuple[str, ...]:
    """Return whose convention says what the words of a target include."""
    return tuple(_convention_keys(target, target.text))


_OF_ROUNDING = ("GBT8170-4.3", "NBS-ROUNDING")
_IN_DATA_ALONE = ("OPENSDG-PM", "HP2020-STATUS")
"""Measures of others that stand in the plain data; no sentence tells them."""


def told_keys(finding: Finding) -> tuple[str, ...]:
    """Return the keys of the conventions that the sentences of a finding rest on."""
    if not (keys := citation_keys(finding)):
        return ()
    compared = comparison_of(finding)
    rounds = finding.policy.comparison == "rounded" or (compared is not None and compared.rounding_decides)
    silent = _IN_DATA_ALONE if rounds else (*_IN_DATA_ALONE, *_OF_ROUNDING)
    return tuple(key for key in keys if key not in silent)


def citation_keys(finding: Finding) -> tuple[str, ...]:
    """Return the keys of the conventions a finding rests on, in a fixed order."""
    keys = list(_convention_keys(finding.target, finding.target.text))
    if finding.verdict is Verdict.NOT_ASSESSABLE and finding.reason not in ("zero_baseline", "other_base"):
        return ()  # nothing was compared
    compared = comparison_of(finding)
    if finding.policy.comparison == "rounded" or (compared is not None and compared.rounding_sensitive):
        keys += _OF_ROUNDING
    if isinstance(finding.ground, Compared) and finding.ground.point_verdict is not None:
        keys += ["WILSON1927" if finding.policy.interval == "wilson" else "CP1934", "ISO10576"]
    if any(isinstance(fact.observation.value, Ratio) and fact.observation.value.missing for fact in finding.used):
        keys.append("MANSKI")
    if finding.reason == "part_undecided":
        keys.append("DMN-TCK-0059/0064")
    if isinstance(finding.ground, TrendRead):
        keys += _reading_keys(finding.ground)
    if finding.progress is not None and finding.progress.status is not None:
        pace = finding.progress
        keys.append(pace.schedule.citation)
        keys += ["OPENSDG-PM"] if pace.open_sdg is not None and pace.open_sdg.status else []
        keys += ["HP2020-STATUS"] if pace.healthy_people is not None else []
    return tuple(dict.fromkeys(keys))


def _reading_keys(read: TrendRead) -> Iterator[str]:
    """Yield the sources of the readings that decide, and of comparing them."""
    if read.reading is None:
        return
    yield read.reading.citation
    for key, answer in read.answers:
        if named(key).decides and isinstance(answer, bool):
            yield named(key).citation
    if read.robustness is not None and read.robustness.robust is False:
        yield "FINE1975"


_BY_LAW = re.compile("以上|以下|以内|届满|不满|超|以外|内$")
_BY_STANDARD = re.compile("[不高低多少大小]{1,2}于|至少|至多|不足")
_BY_SIGN = re.compile("[<>=≤≥＜＞＝≦≧⩽⩾]")


def _convention_keys(target: Target, printed: str) -> Iterator[str]:
    """Yield whose convention says what the words of a target include; *printed* are those of its whole."""
    words = target.origin.text if target.origin else printed
    match target:
        case Bound():
            yield from () if own_terms(target, words) else _limit_keys(words)
        case Range():
            yield "GBT8170-4.2"
        case Change():
            yield from () if own_terms(target.size, words) else _limit_keys(words)
            yield "NBS-PCT"
        case EveryPeriod(of=part):
            yield from _convention_keys(part, words)
            yield "CN-CHILD-OUTLINE"
        case PerUnit(of=part):
            yield from _convention_keys(part, words)
            yield "HOUSE"
        case Respectively(of=members) | AllOf(of=members) | AnyOf(of=members) | Ambiguous(readings=members):
            for member in members:
                yield from _convention_keys(member, words)
        case About():
            yield "HOUSE"
        case Trend() | Reference() | Qualitative():
            pass


_EXCLUDING = re.compile(
    "(?<![不未得能应可宜再])(超过|高于|大于|多于|不满|低于|小于|少于|不足)[ 　]*[0-9０-９一二三四五六七八九十]"
)


def own_terms(target: Target, printed: str) -> str:
    """Return the word that excludes its number by convention and includes it by the document's own terms; or ""."""
    if not isinstance(target, Bound) or target.op not in (">=", "<="):
        return ""
    found = _EXCLUDING.search(target.origin.text if target.origin else printed)
    return found[1] if found else ""


def _limit_keys(text: str) -> Iterator[str]:
    """Yield the source for a limit; a sign speaks for itself."""
    by_law, by_standard = _BY_LAW.search(text), _BY_STANDARD.search(text)
    if by_law:
        yield "CN-CIVIL-1259"
    if by_standard:
        yield "GBT8170-4.2"
    if not (by_law or by_standard or _BY_SIGN.search(text)):
        yield "HOUSE"  # 达到85%, 85%: which side counts follows from the indicator
