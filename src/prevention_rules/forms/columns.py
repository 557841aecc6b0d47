"""The table of a form: its columns in order, the words to choose from, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from prevention_rules.assessments.requests import CONTENTS
from prevention_rules.evidence.headers import squeezed
from prevention_rules.text import Language, Words


@frozen
class FormColumn:
    """A column: a code for what it holds, its heading, its width, and whether it is to be filled in."""

    code: str
    heading: Words
    width: int
    to_fill: bool = False


COLUMNS = (
    FormColumn("row", Words("序号", "No."), 6),
    FormColumn("indicator", Words("指标编号", "Indicator number"), 9),
    FormColumn("name", Words("指标名称", "Indicator"), 26),
    FormColumn("counted", Words("计算口径（分子/分母、人群、统计期间）", "How it is counted (counts, period)"), 30),
    FormColumn("unit", Words("计量单位", "Unit"), 10),
    FormColumn("aim", Words("目标", "target"), 14),
    FormColumn("period", Words("需报年份（或时点）", "Year (or date) asked for"), 11),
    FormColumn("content", Words("需报内容", "What is asked"), 14),
    FormColumn("area", Words("街道", "Area"), 12),
    FormColumn("why", Words("现有数据及催报原因", "What there is, and why it is asked"), 32),
    FormColumn("value", Words("数值（百分数请写%）", "Value (write % for per cent)"), 14, to_fill=True),
    FormColumn("numerator", Words("分子", "Numerator"), 11, to_fill=True),
    FormColumn("denominator", Words("分母", "Denominator"), 11, to_fill=True),
    FormColumn("status", Words("数据状态", "Status"), 10, to_fill=True),
    FormColumn("through", Words("统计截止日", "Counted through"), 12, to_fill=True),
    FormColumn("source", Words("数据来源（报表名、表号）", "Source (return and its number)"), 22, to_fill=True),
    FormColumn("reason", Words("无数据的原因", "Why there is none"), 14, to_fill=True),
    FormColumn("remark", Words("备注", "Remark"), 18, to_fill=True),
    FormColumn("responsible", Words("责任（牵头/配合）单位", "Responsible (lead, with)"), 26),
)
"""The nineteen columns, in order; the heading of the target begins with its year."""

STATUSES = (Words("初步数", "preliminary"), Words("核定数", "final"), Words("暂无", "not yet"))
"""How firm a figure is; the last says that there is none yet."""

REASONS = (
    Words("未开展", "not carried out"),
    Words("未到统计时间", "not yet counted"),
    Words("无此统计", "not counted at all"),
    Words("涉密不报", "not for disclosure"),
)
"""Why there is no figure."""

CHOICES: dict[str, Sequence[Words]] = {"content": tuple(CONTENTS.values()), "status": STATUSES, "reason": REASONS}
"""The words to choose from, by column."""

SIGNED = (
    Words("填表人：", "Filled in by: "),
    Words("审核人（处室负责人）：", "Checked by (head of section): "),
    Words("单位负责人：", "Head of the department: "),
    Words("联系电话：", "Telephone: "),
    Words("报出日期（盖章）：", "Date and seal: "),
)
"""What is signed below the table."""

PURPOSE = Words(
    "本表为工作调度用表，数据取自本单位既有统计报表和业务台账，不另行组织统计调查。",
    "A working request: take the figures from returns and registers you keep already; no new survey is asked for.",
)

INSTRUCTIONS = (
    Words(
        "一、只填白色单元格；灰色单元格已锁定，请勿改动。行可以排序，请勿增行，请勿删除隐藏的工作表。",
        "1. Fill in white cells only. Grey ones are locked. Rows may be sorted; add none, and keep the hidden sheet.",
    ),
    Words(
        "二、百分数请写%（如87.3%）。数值、分子、分母可以都填，三者须按修约一致。界限值（如“90%以上”）请改报确切数。",
        "2. Write % for per cent (87.3%). Value and counts may both be given and must agree by rounding.",
    ),
    Words(
        "三、没有数的请留空，并选“无数据的原因”；不要填0、-1或-2。",
        "3. Where there is no figure leave it empty and choose why; never write 0, -1 or -2 for it.",
    ),
    Words(
        "四、数据状态选初步数或核定数，尚无数的选暂无；统计截止日是数据截止的那一天，年度数为期末日。",
        "4. Choose preliminary or final, or not yet; the date is the day the figure is counted through.",
    ),
    Words(
        "五、抽样调查填样本量（分母）和达到人数（分子）。牵头单位填报，几家牵头的商定一家；配合单位的行仅供知晓。",
        "5. A survey gives its size (denominator) and the number reached. The lead fills in; others are only told.",
    ),
)
"""The second sheet: five lines."""


def headings(deadline: int, lang: Language) -> list[str]:
    """Return the headings of a form whose targets fall due in the year *deadline*."""
    told = Words(f"{deadline}年目标", f"{deadline} target")
    return [(told if one.code == "aim" else one.heading).in_language(lang) for one in COLUMNS]


_CODES = {squeezed(said): one.code for one in COLUMNS for said in (one.heading.zh, one.heading.en)}
_AIM = re.compile(r"\d{4}(?:年目标|target)")


def code_of(heading: str) -> str | None:
    """Return what a column of a form holds; None for a heading that no form has.

    >>> code_of("数值（百分数请写%）"), code_of("2025年目标"), code_of("联系人")
    ('value', 'aim', None)
    """
    plain = squeezed(heading)
    return "aim" if _AIM.fullmatch(plain) else _CODES.get(plain)


OWN = frozenset({"period", "value", "reason", "through"})
"""Columns whose headings, taken together, no other table has."""


def is_form(texts: Sequence[str]) -> bool:
    """True for the header of a form, in whatever order its columns stand."""
    return {code_of(text) for text in texts if text} >= OWN


def is_around(text: str) -> bool:
    """True for a text that a form prints below its table."""
    return text.startswith(tuple(said.strip() for one in (*SIGNED, PURPOSE) for said in (one.zh, one.en)))
