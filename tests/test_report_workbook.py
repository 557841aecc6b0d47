"""The report as a workbook: numbers are numbers, states are words, nothing is run, and the counts add up."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from libreoffice import opened_and_saved

import prevention_rules as pr
from prevention_rules.errors import FileError

pytestmark = pytest.mark.extra("excel")
ROOT = Path(__file__).parents[1]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1")


def plan(*names: str) -> pr.Plan:
    rows = [
        pr.Indicator(number=f"{at}", name=name, unit="%", share=True, better="higher", target="≥85%")
        for at, name in enumerate(names, 1)
    ]
    return pr.Plan(
        id="p", title="某区计划", first_year=2021, last_year=2025, baseline_year=2020, indicators=tuple(rows),
        areas=(pr.Area(name="甲街道"),),
    )  # fmt: skip


def opened(path: Path) -> Any:
    return import_module("openpyxl").load_workbook(path)


def table(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet under their headings; a title, and a notice where there is one, stand above."""
    rows = list(sheet.iter_rows())
    top = next(at for at, row in enumerate(rows) if all(cell.value is not None for cell in row))
    headings = [cell.value for cell in rows[top]]
    return [dict(zip(headings, row, strict=True)) for row in rows[top + 1 :]]


@pytest.fixture
def sample(tmp_path: Path) -> Any:
    figures = pr.read_observations(ROOT / "examples/data/xicheng-invented.csv")
    pr.load_plan("xicheng-2022-2025").assess(figures, at=2023).to_workbook(tmp_path / "r.xlsx", "zh", notice="虚构数据")
    return opened(tmp_path / "r.xlsx")


def test_numbers_are_numbers_with_the_format_that_shows_them(sample: Any) -> None:
    """74.3 % is 0.743 shown as 74.3%, a count is a count, and a bound has its end and no value."""
    rows = {row["序号"].value: row for row in table(sample["指标"])}
    cells = {"完成值": (0.743, "0.0%"), "目标值": (0.8, "0%"), "基期": (0.713, "0.0%"), "序时应达": (0.7652, "0.00%")}
    assert {key: (rows[12][key].value, rows[12][key].number_format) for key in cells} == cells
    assert (rows[26]["完成值"].value, rows[26]["完成值"].number_format) == (30, "#,##0")
    assert (rows[23]["完成值"].value, rows[23]["下限"].value, rows[23]["完成情况（照录）"].value) == (
        None,
        0.9,
        "90%以上",
    )


def test_the_states_of_the_overview_are_those_of_the_rows(sample: Any) -> None:
    """The overview counts by state what the sheet of indicators has, and adds up to all of them."""
    counts = {row["结论"].value: row["项数"].value for row in table(sample["概况"])}
    told = Counter(row["结论"].value.replace("提前完成", "提前实现") for row in table(sample["指标"]))
    assert counts == {**told, "合计": 45}


def test_every_sheet_is_titled_filtered_and_held_at_its_head(sample: Any) -> None:
    """Plan, year and notice stand on every sheet; its head stays in sight, and tables can be filtered."""
    assert sample.sheetnames == ["概况", "指标", "正文量化任务", "责任单位", "街道", "尚需补报", "注"]
    for sheet in sample:
        assert "中期监测评估表（2023年度）" in sheet["A1"].value
        assert sheet["A2"].value == "虚构数据"
        assert sheet.freeze_panes
        assert bool(sheet.auto_filter.ref) == (sheet.title not in ("概况", "注"))


def test_the_streets_have_a_row_for_each_figure(sample: Any) -> None:
    """Fifteen streets and four indicators are sixty rows, whoever is silent among them."""
    rows = table(sample["街道"])
    assert len(rows) == 60
    silent = [row for row in rows if row["结论"].value == "缺当期数据"]
    assert [(row["街道"].value, row["序号"].value, row["完成值"].value) for row in silent] == [("天桥街道", 9, None)]


def test_a_doubt_stands_in_its_column(sample: Any) -> None:
    """What is marked ※ says why beside its state."""
    marked = {row["序号"].value: row["※ 须先核对"].value for row in table(sample["指标"]) if row["※ 须先核对"].value}
    assert set(marked) == {32, 33, 37, 45}
    assert marked[32] == "依据的是初步数，核定后结论可能改变"


def test_no_name_is_run_as_a_formula(tmp_path: Path) -> None:
    """Names, sources and notices that begin like a formula are texts, in every sheet."""
    told = plan(*FORMULAS).assess([pr.Observation("1", 2023, "90%", area="甲街道", source="=1")], at=2023)
    told.to_workbook(tmp_path / "r.xlsx", "zh", notice="=cmd()")
    book = opened(tmp_path / "r.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=1+1" in {cell.value for cell in cells}
    assert "=cmd()" in {cell.value for cell in cells}


def test_a_plan_without_anything_makes_a_workbook(tmp_path: Path) -> None:
    """Sheets without rows are there with their heads."""
    plan().assess([], at=2023).to_workbook(tmp_path / "r.xlsx")
    assert opened(tmp_path / "r.xlsx").sheetnames == ["概况", "指标", "责任单位", "街道", "尚需补报", "注"]


def test_a_folder_that_is_not_there_is_a_documented_error(tmp_path: Path) -> None:
    """The error names the cure, in both languages."""
    with pytest.raises(FileError, match="先建文件夹，或核对路径") as caught:
        plan().assess([], at=2023).to_workbook(tmp_path / "none" / "r.xlsx")
    assert "make the folder first, or check the path" in str(caught.value)


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, percentages, words and filters are what they were."""
    figures = pr.read_observations(ROOT / "examples/data/xicheng-invented.csv")
    pr.load_plan("xicheng-2022-2025").assess(figures, at=2023).to_workbook(tmp_path / "r.xlsx", "zh")
    saved = opened(opened_and_saved(tmp_path / "r.xlsx"))
    rows = {row["序号"].value: row for row in table(saved["指标"])}
    assert (rows[12]["完成值"].value, rows[12]["完成值"].number_format) == (0.743, "0.0%")
    assert rows[12]["结论"].value == "滞后于序时进度"
    assert saved["指标"].auto_filter.ref
