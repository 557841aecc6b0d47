"""On what evidence, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterator

from prevention_rules.explain.numbers import difference, values
from prevention_rules.explain.outcome import in_period
from prevention_rules.explain.phrases import REASONS
from prevention_rules.findings import Finding, Verdict
from prevention_rules.intervals import ValueSet
from prevention_rules.observations import Fact
from prevention_rules.remedies import Remedy, remedy
from prevention_rules.text import Words


def evidence_lines(finding: Finding) -> Iterator[Words]:
    """Yield a line for each fact the finding rests on, and for those a firmer figure replaced."""
    for fact in dict.fromkeys((*finding.used, *(fact for part in finding.over for fact in part.used))):
        yield _fact_line(fact)
    for fact in finding.superseded:
        line = _fact_line(fact)
        yield Words(f"{line.zh}（已被核定数取代）", f"{line.en} (replaced by the final figure)")
    if not finding.used and not finding.over:
        yield Words("没有可用的数据。", "There is no figure to rest on.")


def _fact_line(fact: Fact) -> Words:
    told = fact.observation
    zh, en = f"{fact.period}：{told.said}", f"{fact.period}: {told.said}"
    if told.name:
        zh, en = f"{zh}（{told.name}）", f"{en} ({told.name})"
    if told.area:
        zh, en = f"{zh}，{told.area}", f"{en}, {told.area}"
    if told.status:
        word = Words("初步", "preliminary") if told.status == "preliminary" else Words("核定", "final")
        zh, en = f"{zh}，{word.zh}", f"{en}, {word.en}"
    if told.source:
        zh, en = f"{zh}，来源：{told.source}", f"{en}, source: {told.source}"
    return Words(zh, en)


def change_lines(finding: Finding) -> Iterator[Words]:
    """Yield what would have to change, what is missing, or the margin of a met target."""
    if finding.repairable is False:
        yield Words(
            f"按这一读法，以前各期已经定局，{in_period(finding.at).zh}的数无论是多少都不能补救。",
            f"By this reading the past has decided: no figure for {finding.at} can repair it.",
        )
    found = remedy(finding)
    if found is not None:
        yield from _remedy_lines(finding, found)
    elif finding.verdict is Verdict.NOT_ASSESSABLE:
        yield _what_is_missing(finding)


def _remedy_lines(finding: Finding, found: Remedy) -> Iterator[Words]:
    wanted = values(ValueSet.of(found.nearest), finding.unit)
    if finding.verdict is Verdict.MET:
        spare = difference(found.distance, finding.unit)
        if found.distance:
            yield Words(f"距界限还有 {spare.zh}。", f"{spare.en} to spare.")
        return
    if finding.verdict is Verdict.INCONCLUSIVE:
        if found.unreported:
            yield Words(
                f"缺报的 {found.unreported} 个中至少要有 {found.more} 个达到；不足则未达到。",
                f"Of the {found.unreported} that did not report, {found.more} have to count; with fewer it is not met.",
            )
            return
        yield Words(
            f"要判定，需要一个确切的数：{wanted.zh}即达到。",
            f"To decide, an exact figure is needed: {wanted.en} meets the target.",
        )
        return
    gap = difference(found.distance, finding.unit)
    edge = Words("", "") if found.reachable_edge else Words("（须超过这一差额）", " (and beyond)")
    verb = Words("提高", "a rise") if found.upward else Words("降低", "a fall")
    yield Words(
        f"{in_period(finding.at).zh}的值须{wanted.zh}：还需{verb.zh}{gap.zh}{edge.zh}。",
        f"The value for {finding.at} must be {wanted.en}: {verb.en} of {gap.en}{edge.en} is still needed.",
    )
    if found.more is not None and found.more > 0:
        yield Words(f"分母不变时，还差 {found.more} 个。", f"With the same whole, {found.more} more are needed.")


def _what_is_missing(finding: Finding) -> Words:
    base = finding.demand.base if finding.demand else None
    match finding.reason:
        case "missing_value":
            return Words(f"需要{in_period(finding.at).zh}的数据。", f"A figure for {finding.at} is needed.")
        case "missing_baseline" | "zero_baseline" | "base_not_stated" | "other_base":
            place = f"{in_period(base).zh}的" if base else ""
            return Words(
                f"需要{place}基期数据，或以该基期计算的变化幅度。",
                f"A figure for the base{f' {base}' if base else ''} is needed, or a change published against it.",
            )
        case _:
            gloss = REASONS[finding.reason]
            return Words(f"{gloss.zh}。", f"{gloss.en.capitalize()}.")
