"""The rule file as it is written: each entry, what is left to decide above it, and rows that wait as comments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from prevention_rules.as_toml import as_toml
from prevention_rules.drafting.drafted import DraftRow
from prevention_rules.drafting.head import Head
from prevention_rules.plans.entries import Indicator
from prevention_rules.text import Language, Words

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def comment(text: str) -> list[str]:
    """Write a text as comments, a line for each of its lines."""
    return [f"# {_CONTROL.sub(' ', line)}".rstrip() for line in text.splitlines()] or ["#"]


def page_of(head: Head, rows: Iterable[DraftRow], lang: Language) -> str:
    """Return the whole file: what it is, the plan, its domains, and every row."""
    lines = ["#:schema ./rule-file.json", *comment(_HEAD.in_language(lang)), "", "format = 1", "", "[plan]"]
    lines += _pairs(head.fields)
    for one in head.undecided:
        lines += comment(one.in_language(lang))
    for at, name in enumerate(head.domains, 1):
        lines += ["", "[[domain]]", *_pairs({"number": f"{at}", "name": name, "editorial": ["number"]})]
    for row in rows:
        lines += ["", *_row(row, lang)]
    return "\n".join(lines) + "\n"


_HEAD = Words(
    "由计划的指标表起草，供核对和补充；没有替您作任何决定。\n"
    "“待定”由您决定；原文没有、由起草推得的字段列在 editorial（“≥”即越高越好，名称以“率”“比例”结尾即是比例）。\n"
    "“待定，暂不生效”的条目每行前有“# ”：定了以后去掉它们，再用 prevention-rules check 检查。\n"
    "各行还可以补：kind（数据类型）、period（统计时期）、definition（口径）、data_holder（数据单位）、tasks（任务）。",
    "Drafted from the plan's table of indicators, to be checked and completed; nothing was decided for you.\n"
    "What is “to decide” is yours; editorial lists fields the document does not print (≥: higher is better; a name\n"
    "ending in 率 or 比例: a share). An entry that waits has “# ” before each line: take them off once it is decided,\n"
    "then run prevention-rules check. Rows may also have: kind, period, definition, data_holder, tasks.",
)


def _pairs(fields: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {as_toml(value)}" for key, value in fields.items()]


def _row(row: DraftRow, lang: Language) -> Iterator[str]:
    """Yield a row: remarks, and the entry itself, or the entry as comments while it waits."""
    remarks = [line for text in _remarks(row, lang) for line in comment(text)]
    if not row.waits:
        yield from (*remarks, *_entry(row.indicator, ()))
        return
    yield from (f"#{line}" for line in remarks)  # still comments when an editor takes one # off the whole block
    asked = {one.field for one in row.undecided} & {"better"}
    yield from (f"# {line}".rstrip() for line in _entry(row.indicator, asked))


def _remarks(row: DraftRow, lang: Language) -> Iterator[str]:
    """Yield what the author should know of a row: why it waits, what is open, what has no field, what was joined."""
    if row.waits:
        yield Words("待定，暂不生效：", "To decide; it does not count yet:").in_language(lang)
    yield from (why.in_language(lang) for why in row.waits)
    yield from (left.in_language(lang) for left in row.undecided)
    for header, cell in row.beside:
        label = Words(f"原表“{header}”", f"printed under {header}") if header else Words("原表此格无表头", "no header")
        yield f"{label.in_language(lang)}：{cell}"
    yield from (one.in_language(lang) for one in row.told)


def _entry(indicator: Indicator, asked: Collection[str]) -> Iterator[str]:
    """Yield an entry; a field that is *asked* for stands there to be filled in."""
    yield "[[indicator]]"
    fields = {
        "number": indicator.number, "domain": indicator.domain, "name": indicator.name, "unit": indicator.unit,
        "share": indicator.share, "better": indicator.better or "", "target": indicator.target_text,
        "tags": indicator.tags, "data_holder": indicator.data_holder, "note": indicator.note,
        "editorial": (*indicator.editorial, *asked),
    }  # fmt: skip
    yield from _pairs({key: value for key, value in fields.items() if value or key in ("name", "target", *asked)})
    for dated in indicator.in_force:
        yield from ["", "[[indicator.in_force]]", *_pairs({"since": dated.since, "target": dated.target_text})]
