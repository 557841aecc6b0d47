"""How the targets of a table were read: row by row, and then everything that was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from prevention_rules.drafting.drafted import DraftRow
from prevention_rules.drafting.head import Head
from prevention_rules.evidence.figures import Aside
from prevention_rules.notation import format_target
from prevention_rules.targets import Ambiguous
from prevention_rules.text import Language, Words, shortened, visible

_LONGEST = 41
"""How much of a text that was set aside is shown."""


def listing_of(head: Head, rows: Sequence[DraftRow], aside: Sequence[Aside], lang: Language) -> str:
    """Tell how each target was read, in *lang*."""
    waits = sum(bool(row.waits) for row in rows)
    doubts = sum(isinstance(row.described.target, Ambiguous) for row in rows)
    counted = Words(
        f"共 {len(rows)} 行：{len(rows) - waits} 行已读（其中 {doubts} 行有几种读法），{waits} 行待定、暂不生效",
        f"{len(rows)} rows: {len(rows) - waits} read ({doubts} in several ways), {waits} to decide, not counted yet",
    )
    lines = [counted.in_language(lang), *_domains(rows, head.domains, lang)]
    lines += [one.in_language(lang) for one in head.undecided]
    for row in rows:
        lines += ["", *_row(row, lang)]
    if aside:
        lines += ["", Words("没有放入规则文件的：", "not taken into the rule file:").in_language(lang)]
        lines += [f"  {one.place}  {_short(one.text)}  {one.reason.in_language(lang)}" for one in aside]
    return "\n".join(map(visible, lines)) + "\n"


def _short(text: str) -> str:
    """Return the beginning of a text, on one line; the whole of it stands in ``Draft.aside``."""
    return shortened(" ".join(text.split()), _LONGEST)


def _domains(rows: Sequence[DraftRow], domains: Sequence[str], lang: Language) -> Iterator[str]:
    counted = Counter(row.indicator.domain for row in rows)
    for at, name in enumerate(domains, 1):
        n = counted[f"{at}"]
        yield Words(f"  领域 {at} {name}：{n} 行", f"  domain {at} {name}: {n} rows").in_language(lang)


def _row(row: DraftRow, lang: Language) -> Iterator[str]:
    indicator = row.indicator
    yield f"{indicator.number} {indicator.name} | {indicator.target_text}  [{row.place}]"
    if row.waits:
        yield Words("  待定，暂不生效：", "  to decide, not counted yet:").in_language(lang)
        yield from (f"  {line}" for why in row.waits for line in why.in_language(lang).splitlines())
    elif row.described.target is not None and not isinstance(row.described.target, Ambiguous):
        yield Words("  读作：", "  read as: ").in_language(lang) + format_target(row.described.target, lang)
    if row.described.aside:
        kept = Words("、", ", ").in_language(lang).join(row.described.aside)
        yield Words(f"  照录：{kept}", f"  kept beside: {kept}").in_language(lang)
    yield from (f"  {one.in_language(lang)}" for one in row.undecided)
    for header, cell in row.beside:
        yield Words(f"  没有字段：{header} {cell}", f"  no field for: {header} {cell}").in_language(lang)
    yield from (f"  {told.in_language(lang)}" for told in row.told)
