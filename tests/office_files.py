"""Figures as offices send them, made here: invented numbers in the layouts of real sheets."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

PLAN = """
format = 1
[plan]
id = "district"
title = "某区计划"
first_year = 2021
last_year = 2025
baseline_year = 2020
[[area]]
name = "东街街道"
[[area]]
name = "西街街道"
[[area]]
name = "南街街道"
[[indicator]]
number = "1"
name = "知识普及率"
unit = "%"
share = true
better = "higher"
target = "≥85%"
[[indicator]]
number = "2"
name = "产前筛查率"
unit = "%"
share = true
better = "higher"
target = "≥75%"
[[indicator]]
number = "3"
name = "道路交通事故起数"
unit = "起"
better = "lower"
target = "比2020年下降20%以上"
[[indicator]]
number = "4"
name = "康复医师"
unit = "人/10万人口"
better = "higher"
target = "≥8"
"""


def sheet_of(book: Any, title: str, rows: Sequence[Sequence[Any]]) -> Any:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    return sheet


def empty_book() -> Any:
    book = import_module("openpyxl").Workbook()
    book.remove(book.worksheets[0])
    return book


def wide(path: Path) -> Path:
    """Years as columns under a header of two merged rows, a title and a note above, a note below."""
    book = empty_book()
    sheet = sheet_of(book, "汇总表", [
        ["某区残疾预防行动计划指标完成情况"],
        ["填报单位：区残联      2023年12月"],
        ["序号", "指标名称", "单位", "2020年", "2023年", None, None, "2025年", "备注"],
        [None, None, None, "基期值", "完成值", "分子", "分母", "目标值", None],
        [1, "知识普及率（%）", "%", 0.704, 0.873, 873, "1,000", "≥85%", None],
        [2, "产前 筛查率", "%", "66.1%", "７５．５％", None, None, "≥75%", "全角"],
        [3, "道路交通事故起数", "起", 35, "28起", None, None, "下降20%以上", None],
        [4, "康复医师", "人/10万人口", None, None, 92, "1,100,000", "≥8", None],
        ["注：本表为初步数。"],
    ])  # fmt: skip
    for merged in ("A1:I1", "A2:I2", "A3:A4", "B3:B4", "C3:C4", "E3:G3", "I3:I4"):
        sheet.merge_cells(merged)
    for cell in ("D5", "E5"):
        sheet[cell].number_format = "0.0%"
    book.save(path)
    return path


def streets(path: Path) -> Path:
    """One sheet a street, a hidden row, and a sheet of instructions."""
    book = empty_book()
    for name, counted, of in (("东街街道", 70, 100), ("西街街道", 80, 100), ("南街街道", 90, 100)):
        sheet = sheet_of(book, name, [
            ["指标", "年份", "分子", "分母"],
            ["1", datetime.datetime(2023, 12, 31), counted, of],
            ["2", "2023年12月底", counted + 5, of],
        ])  # fmt: skip
        sheet.row_dimensions[3].hidden = name == "西街街道"
    book.save(path)
    return path


FAULTY: list[list[Any]] = [
    ["指标", "指标名称", "年份", "数值", "分子", "分母", "状态", "来源"],
    ["1", None, 2023, 0.873, None, None, None, None],
    ["1", None, 2022, 1, None, None, None, None],
    ["1", None, 2021, "850", None, None, None, None],
    ["2", None, 2023, "#DIV/0!", None, None, None, None],
    ["2", None, 2022, "—", None, None, None, None],
    ["2", None, 2021, "未开展", None, None, None, None],
    ["3", None, 2023, -2, None, None, None, None],
    ["3", None, 2022, "约十几", None, None, None, None],
    ["3", None, 2021, 0.2, None, None, None, None],
    ["4", None, 2023, "912人", None, None, None, None],
    ["4", None, 2022, None, 1_100_000, 912, None, None],
    ["9", None, 2023, 5, None, None, None, None],
    ["知识普极率", None, 2023, "85%", None, None, None, None],
    ["1", None, datetime.datetime(2023, 6, 15), "85%", None, None, None, None],
    ["1", None, "2023年²", "85%", None, None, None, None],
    ["1", None, 20233, "85%", None, None, None, None],
    ["2", None, 2020, "力争85%", None, None, None, None],
    ["2", None, 2019, "85%（2022年）", None, None, None, None],
    ["2", None, 2018, None, 85, 0, None, None],
    ["2", None, 2017, "85%", None, None, "大概", None],
    ["2", None, 2016, "=1/8", None, None, None, None],
    [None, None, 2023, "85%", None, None, None, None],
    ["2", None, None, "85%", None, None, None, None],
]
"""A header, and rows with a fault each."""

CELLS = [
    "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "E12", "D13", "D14", "C15", "C16", "C17",
    "D18", "D19", "E20", "G21", "D22", "A23", "C24",
]  # fmt: skip
"""Where the faults of `faulty` are found."""


def faulty(path: Path) -> Path:
    book = empty_book()
    sheet = sheet_of(book, "表1", FAULTY)
    sheet["D3"].number_format = "0.00"
    sheet["D10"].number_format = "0%"
    book.save(path)
    return path
