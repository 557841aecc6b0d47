"""On what evidence a finding rests."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.evidence.facts import Fact
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.pooling import kind_of
from prevention_rules.explain.numbers import counted, shown
from prevention_rules.explain.phrases import in_period
from prevention_rules.explain.published import plainly, published, settled
from prevention_rules.judgement.findings import Compared, Finding, Joined, Refused, TrendRead
from prevention_rules.judgement.joining import comparison_of
from prevention_rules.quantities import Unit
from prevention_rules.text import Words, quoted


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
    if finding.reason in ("areas_missing", "not_pooled"):
        kind = kind_of(finding.ground.silent if isinstance(finding.ground, Refused) else ())
        yield Words(
            f"各{kind.zh}已报的数还不能合成全区的数。", f"What the {kind.en} reported does not make up the whole yet."
        )
    else:
        yield Words("没有可用的数据。", "There is no figure to rest on.")


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
    if inner:
        return
    compared = comparison_of(finding)
    base = () if compared is None else compared.base_facts  # of what the progress is measured from
    yield from ((area, fact, finding.unit) for fact in dict.fromkeys((*base, *finding.used)))


def _fact_line(area: str, fact: Fact, unit: Unit | None) -> Words:
    told, when = fact.observation, in_period(fact.period)
    said = settled(fact, unit) or _said(told, unit)
    zh, en = f"{when.zh}：{said.zh}", f"{when.en}: {said.en}"
    if told.name:
        zh, en = f"{zh}（{told.name}）", f"{en} ({quoted(told.name)})"
    for further in _further(told, area):
        zh, en = f"{zh}，{further.zh}", f"{en}, {further.en}"
    return Words(zh, en)


def _further(told: Observation, area: str) -> Iterator[Words]:
    """Yield what else is known of a figure: where, how it was counted, how firm it is, and its source."""
    place = told.area or area
    if place:
        yield Words(place, quoted(place))
    if told.kind == "sample":
        yield Words("抽样调查", "a sample")
        if told.deff != 1:
            effect = shown(told.deff)
            yield Words(f"设计效应{effect.zh}", f"design effect {effect.en}")
    if told.definition:
        yield Words(f"口径：{told.definition}", f"counted as {quoted(told.definition)}")
    if told.status:
        yield Words("初步数", "preliminary") if told.status == "preliminary" else Words("核定数", "final")
    if told.source:
        yield Words(f"来源：{told.source}", f"source: {quoted(told.source)}")


def _said(told: Observation, unit: Unit | None) -> Words:
    """Return a figure as it was published: a text that is more than a number is quoted, and told in English."""
    if isinstance(told.value, Ratio):
        return counted(told.value)
    plain = plainly(told, unit)
    if plain is not None:
        return plain
    said = published(told, unit)
    if not isinstance(told.value, str):
        return said
    own = f"“{said.zh}”"
    return Words(own, own if said.en == own or said.zh == said.en else f"{said.en} ({own})")
