"""The JSON Schema of rule files, made from the classes the loader fills, so that the two agree.

The result is shipped as ``schemas/rule-file.json``; a test holds the file against this module, and
``python -m prevention_rules.rulefiles.schema`` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs

from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.loading import FORMAT
from prevention_rules.rulefiles.structuring import TABLES, keys_of, offered, part_of, table_of

_PLAIN: dict[type[Any], dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
}
_YEARS = ("first_year", "last_year", "baseline_year", "baseline", "since", "year", "series_break")

_SAID = {
    "id": "The plan's own name: letters, digits and hyphens. 计划的标识",
    "title": "The title as printed. 计划全称",
    "title_en": "The title in English. 英文名",
    "document": "The number of the document, or of what approved an amendment. 文号",
    "issuer": "Who issued it. 发文机关",
    "published": "The day it was published. 发布日期",
    "first_year": "The first year of the plan. 起始年",
    "last_year": "The deadline of every target that names no other. 目标年",
    "baseline_year": "The base of changes and trends that name none. 基期年",
    "source": "Where the text was taken from. 文本来源",
    "partial": "true where only some rows of the table are recorded. 只收录一部分",
    "units": "Nouns that the plan uses as units of its own. 自定单位",
    "rows": "How many rows the plan's table of indicators has. 指标总数",
    "whole": "The name under which the figures of all areas together stand. 全区（市）的数所用的名称",
    "number": "The number, as text. 编号",
    "name": "The name as printed. 名称",
    "name_en": "The name in English. 英文名",
    "year": "The year of the assessment. 年份",
    "place": "Where in the document this stands. 出处",
    "kind": "How the figure is made; of an area: what it is (street). 数据类型",
    "aliases": "Other spellings the document prints. 其他写法",
    "lead": "Who leads, only where 牵头 or a single 负责 is printed. 牵头单位",
    "jointly": "Who shares in it. 参与单位",
    "as_printed": "The sentence on responsibility as printed. 责任分工原文",
    "domain": "The number of the domain. 所属领域",
    "unit": "What the indicator is measured in. 计量单位",
    "share": "true for a part of a whole, with a ceiling of 100 %. 是否比例",
    "additive": "true where the areas add up to it, and of what happens the months of a year: no rate. 可否累加",
    "percent_numbers": "What a bare number of a share means: 0.85 is 0.85 % (percent) or 85 % (fraction). 无百分号的数",
    "missing_marks": "What stands where nothing was reported, such as \"-2\". 表示缺报的记号",
    "better": "Which way is good. 越高越好还是越低越好",
    "target": "The target exactly as printed. 目标原文",
    "baseline": "The base year of this target. 基期年",
    "reading": "The declared reading of a trend. 趋势的读法",
    "tolerance": "How much is still stable, or still about. 容许偏差",
    "size": "How much 显著, 明显, 大幅 ask at least. 显著的幅度",
    "terms": "The document's own definitions of words, such as \"超过 >=\". 用词界定",
    "definition": "How the indicator is counted. 口径",
    "scope": "Who or what is counted. 统计范围",
    "numerator": "What is counted. 分子",
    "denominator": "Out of what. 分母",
    "reference_period": "The months or days a figure covers. 统计时期",
    "series_break": "Years from which figures are counted in another way. 口径改变的年份",
    "in_force": "Targets the plan dates: each stands from a year on. 分年执行的目标",
    "since": "The first year in which it stands. 起始年份",
    "amendment": "Approved adjustments of the target, its base or its scope. 经批准的调整",
    "date": "The day of the approval. 批准日期",
    "reason": "Why it was adjusted. 调整理由",
    "reason_en": "The reason in English. 英文理由",
    "tags": "Any words to group by. 标签",
    "verified": "Whether the text was checked: true, false, or \"press\". 是否核对",
    "note": "A remark. 备注",
    "note_en": "The remark in English. 英文备注",
    "editorial": "The fields that the document does not print. 编者补充的字段",
    "period": "The span a figure covers. 统计周期",
    "statistic": "Which statistic of a time. 时间的统计量",
    "tasks": "The numbers of the tasks it belongs to. 对应任务",
    "data_holder": "Who keeps the figures. 数据提供单位",
    "same_as": "The same indicator in other plans (plan:number). 对应的其他计划指标",
    "text": "The clause as printed. 原文",
    "task": "The number of the task it stands in. 所在任务",
    "decidable": "false for mere intent, which is listed and never judged. 能否判定",
    "why": "What keeps a commitment from being decided, or why an example has its verdict. 原因",
    "why_en": "The same in English. 英文原因",
    "examples": "Figures with the verdict that the author expects of them. 检验用例",
    "figures": "The figures of an example, by period, or by area and then by period. 用例的数",
    "at": "The period that an example is judged at. 用例的评估时点",
    "verdict": "The verdict that the author expects. 应有的结论",
}  # fmt: skip
"""What editors show beside a field."""

_MUST = {"indicator": ["target"]}
"""What a table needs beyond what its class needs."""


def rule_file_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a rule file as the loader reads it; dates are strings.

    A file that the schema refuses, the loader refuses; what the schema cannot see (a target that
    cannot be read, a number that occurs twice) only the loader finds.

    >>> rule_file_schema()["properties"]["indicator"]["items"]["required"]
    ['number', 'name', 'target']
    """
    tables = {key: {"type": "array", "items": _entry(kind, _MUST.get(key, []))} for key, (_, kind) in TABLES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A rule file of prevention_rules",
        "type": "object",
        "required": ["format", "plan"],
        "properties": {"format": {"type": "integer", "const": FORMAT}, "plan": _entry(Plan), **tables},
        "additionalProperties": False,
    }


def _entry(kind: type[Any], must: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [*_required(kind), *(must or [])],
        "properties": {key: _described(key, of) for key, of in keys_of(kind).items()},
        "additionalProperties": False,
    }


def _required(kind: type[Any]) -> Iterator[str]:
    for field in attrs.fields(kind):
        if field.default is attrs.NOTHING:
            yield field.alias or field.name


def _described(key: str, of: Any) -> dict[str, Any]:
    return {"description": _SAID[key], **_value(of, year=key in _YEARS)}


def _value(of: Any, *, year: bool) -> dict[str, Any]:
    many = get_origin(of) is tuple
    if (part := part_of(of)) is not None:
        inner = _entry(part)
    elif many:
        inner = _value(get_args(of)[0], year=year)
    else:
        inner = _one(of)
        if year and inner == {"type": "integer"}:
            inner = {**inner, "minimum": 1900, "maximum": 2199}
    return {"type": "array", "items": inner} if many else inner


def _one(of: Any) -> dict[str, Any]:
    types, words = offered(of)
    forms = [_PLAIN[one] for one in types] + ([{"enum": words}] if words else [])
    if (table := table_of(of)) is not None:
        forms.append({"type": "object", "additionalProperties": _one(get_args(table)[1])})
    return dict(forms[0]) if len(forms) == 1 else {"anyOf": forms}


if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("schemas", "rule-file.json").write_text(
        json.dumps(rule_file_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
