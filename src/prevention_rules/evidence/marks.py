"""Marks that stand where nothing was reported: declared ones are missing reports, others are asked back."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prevention_rules.errors import FormatError, ObservationError
from prevention_rules.text import Words

LIKELY = frozenset(
    {
        "-", "—", "——", "–", "－", "/", "／", "\\", "..", "…", "……", "*", "**",
        "无", "缺", "空", "暂无", "暂缺", "不详", "未报", "缺报", "未开展", "未统计", "未填报", "无数据", "暂无数据",
        "N/A", "n/a", "NA", "na", "#N/A", "null", "None", "nan", "NaN",
    }
)  # fmt: skip
"""What people write where there is no figure; none is taken for one before it is declared."""

_SHEET_ERROR = re.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")


def declared_marks(written: object) -> tuple[str, ...]:
    """Return declared marks as texts; raises `FormatError` for anything but texts and whole numbers."""
    given = None if isinstance(written, str | bytes) or not isinstance(written, Iterable) else list(written)
    if given is None or not all(type(one) in (str, int) for one in given):
        raise FormatError(
            Words(
                f'missing_marks 是一列记号，如 ["—", "-2"]，不能是 {written!r:.80}',
                f'missing_marks is a list of marks, such as ["—", "-2"], not {written!r:.80}',
            )
        )
    return tuple(str(one).strip() for one in given)


def mark_of(value: object) -> str:
    """Return a figure as it would be declared as a mark: -2.0 of a column with gaps is -2."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def is_sheet_error(said: str) -> bool:
    """True for what a spreadsheet shows where a formula failed: #DIV/0!."""
    return _SHEET_ERROR.fullmatch(said.strip()) is not None


def refuse_mark(said: str) -> None:
    """Raise `ObservationError` for a text that is no figure but a mark, or the error of a spreadsheet."""
    mark = said.strip()
    if mark in LIKELY:
        raise ObservationError(
            Words(
                f'“{mark}”不是数；没有数请空着，若表示缺报，请声明 missing_marks = ["{mark}"]',
                f'{mark!r} is no figure; leave the cell empty, or declare missing_marks = ["{mark}"] '
                "where it marks a missing report",
            )
        )
    if is_sheet_error(mark):
        raise ObservationError(
            Words(
                f"“{mark}”是表格公式的错误值，不是数；请改正公式，或空着",
                f"{mark} is the error of a formula, not a figure; mend the formula, or leave the cell empty",
            )
        )
