"""On what evidence a finding rests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.explain.numbers import counted, of_unit, shown, values
from prevention_rules.explain.phrases import in_period
from prevention_rules.intervals import ValueSet
from prevention_rules.judgement.findings import Compared, Finding, Joined, TrendRead
from prevention_rules.quantities import Unit, unit_of
from prevention_rules.text import Words

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?[%‰]")


def evidence_lines(finding: Finding) -> Iterator[Words]:
    """Yield a line for each fact the finding rests on, in time order, and for those a firmer figure replaced."""
    told = sorted(_sources(finding), key=lambda source: source[1].period)
    for area, fact, unit in told:
        yield _fact_line(area, fact, unit)
    for fact in superseded(finding):
        line = _fact_line("", fact, finding.unit)
        yield Words(f"{line.zh}（已被核定数取代）", f"{line.en} (replaced by the final figure)")
    if told:
        return
    if finding.reason in ("missing_value", "missing_baseline", "nothing_applies"):
        yield Words("没有可用的数据。", "There is no figure to rest on.")
    else:
        yield Words("没有用到数据。", "No figure was used.")


def superseded(finding: Finding) -> tuple[Fact, ...]:
    """Return the facts that a firmer figure replaced."""
    match finding.ground:
        case Compared(known=known) | TrendRead(compared=Compared(known=known)) | Joined(whole=Compared(known=known)):
            return known.superseded
        case _:
            return ()


def _sources(finding: Finding, area: str = "") -> Iterator[tuple[str, Fact, Unit | None]]:
    """Yield each fact with the sub-area it belongs to; what is judged again and again tells more than its whole."""
    area = finding.area or area
    inner = finding.over or finding.parts
    for one in inner:
        yield from _sources(one, area)
    if not inner:
        yield from ((area, fact, finding.unit) for fact in finding.used)


def _fact_line(area: str, fact: Fact, unit: Unit | None) -> Words:
    told, when, said = fact.observation, in_period(fact.period), _said(fact.observation, unit)
    zh, en = f"{when.zh}：{said.zh}", f"{when.en}: {said.en}"
    if told.name:
        zh, en = f"{zh}（{told.name}）", f"{en} ({told.name})"
    for further in _further(told, area):
        zh, en = f"{zh}，{further.zh}", f"{en}, {further.en}"
    return Words(zh, en)


def _further(told: Observation, area: str) -> Iterator[Words]:
    """Yield what else is known of a figure: where, how it was counted, how firm it is, and its source."""
    place = told.area or area
    if place:
        yield Words(place, place)
    if told.kind == "sample":
        yield Words("抽样调查", "a sample")
        if told.deff != 1:
            effect = shown(told.deff)
            yield Words(f"设计效应{effect.zh}", f"design effect {effect.en}")
    if told.definition:
        yield Words(f"口径：{told.definition}", f"counted as {told.definition}")
    if told.status:
        yield Words("初步", "preliminary") if told.status == "preliminary" else Words("核定", "final")
    if told.source:
        yield Words(f"来源：{told.source}", f"source: {told.source}")


def _said(told: Observation, unit: Unit | None) -> Words:
    """Return a figure as it arrived: words are quoted, a bare number gets the unit it was read in."""
    match told.value:
        case Ratio() as ratio:
            return counted(ratio)
        case ValueSet() as possible:
            return values(possible, unit)
    said = told.said
    if isinstance(told.value, str) and not _NUMBER.fullmatch(said.strip()):
        return Words(said, said) if _PLAIN.fullmatch(said.strip()) else Words(f"“{said}”", f"“{said}”")
    if _NUMBER.fullmatch(said.strip()):
        return of_unit(Words(said.strip(), said.strip()), unit_of(told.unit) if told.unit else unit)
    return Words(said, said)
