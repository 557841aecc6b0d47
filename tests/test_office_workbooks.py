"""Workbooks as offices send them: read exactly, or refused with every fault at once, by sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import office_files as office
import pytest

import prevention_rules as pr
from prevention_rules.workbooks import read_workbook

pytestmark = pytest.mark.extra("excel")
PLAN = pr.read_plan(office.PLAN)
NO_ORDINALS = pr.Layout(ignore=["序号"])


def saved(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], formats: dict[str, str] | None = None) -> Path:
    book = office.empty_book()
    for title, rows in sheets:
        office.sheet_of(book, title, rows)
    for cell, shown in (formats or {}).items():
        book.worksheets[0][cell].number_format = shown
    book.save(path)
    return path


def refused(path: Path, **how: Any) -> pr.ObservationFileError:
    with pytest.raises(pr.ObservationFileError) as caught:
        read_workbook(path, **how)
    return caught.value


def test_a_wide_sheet_under_two_header_rows(tmp_path: Path) -> None:
    """Each figure under its year, percent cells as shown, 1,000 and full width read, the rest listed."""
    figures = read_workbook(office.wide(tmp_path / "宽表.xlsx"), plan=PLAN, layout=NO_ORDINALS)
    assert [(one.indicator, one.period.year, str(one.value), one.place) for one in figures] == [
        ("1", 2020, "70.4%", "宽表.xlsx:汇总表!D5"),
        ("1", 2023, "87.3%", "宽表.xlsx:汇总表!E5"),
        ("1", 2023, "873/1000", "宽表.xlsx:汇总表!F5"),
        ("2", 2020, "66.1%", "宽表.xlsx:汇总表!D6"),
        ("2", 2023, "７５．５％", "宽表.xlsx:汇总表!E6"),
        ("3", 2020, "35", "宽表.xlsx:汇总表!D7"),
        ("3", 2023, "28起", "宽表.xlsx:汇总表!E7"),
        ("4", 2023, "92/1100000", "宽表.xlsx:汇总表!F8"),
    ]
    assert [one.place.partition("!")[2] for one in figures.unused] == ["A1", "A2", "A4", "H4", "A9"]
    told = PLAN.assess(figures, at=2023)
    assert [finding.verdict.name for finding in told] == ["MET", "MET", "MET", "MET"]


def test_one_sheet_a_street(tmp_path: Path) -> None:
    """Sheets named after the plan's areas are those areas; dates at the end of a year are the year; hidden rows are told."""
    figures = read_workbook(office.streets(tmp_path / "f.xlsx"), plan=PLAN)
    assert [(one.indicator, one.area, str(one.period), str(one.value)) for one in figures] == [
        ("1", "东街街道", "2023", "70/100"), ("2", "东街街道", "2023", "75/100"),
        ("1", "西街街道", "2023", "80/100"), ("2", "西街街道", "2023", "85/100"),
        ("1", "南街街道", "2023", "90/100"), ("2", "南街街道", "2023", "95/100"),
    ]  # fmt: skip
    assert [one.place for one in figures.told] == ["f.xlsx:西街街道!3"]
    assert PLAN.assess(figures, at=2023)["2"].verdict is pr.Verdict.MET


def test_every_fault_of_a_workbook_at_once(tmp_path: Path) -> None:
    """Twenty-three planted faults, each named with sheet and cell, in the order of the sheet."""
    error = refused(office.faulty(tmp_path / "f.xlsx"), plan=PLAN)
    assert [fault.cell for fault in error.faults] == [f"表1!{cell}" for cell in office.CELLS]
    assert "f.xlsx:表1!D5: indicator 2: #DIV/0! is the error of a formula" in error.explain("en")


def test_without_a_plan_the_assessment_names_the_cell(tmp_path: Path) -> None:
    """What only the rule can tell is still placed by sheet and cell."""
    path = saved(tmp_path / "f.xlsx", ("表1", [["指标", "年份", "数值"], ["1", 2023, 0.873]]))
    with pytest.raises(pr.ObservationFileError) as caught:
        PLAN.assess(read_workbook(path), at=2023)
    assert [fault.cell for fault in caught.value.faults] == ["表1!C2"]


@pytest.mark.parametrize(("shown", "declared", "said"), [
    ("0.0%", None, "87.3%"), ("0%", "fraction", "87.3%"), ("General", "fraction", "0.873"), ("0.00", "percent", "0.873"),
])  # fmt: skip
def test_a_percent_cell_is_never_in_question(tmp_path: Path, shown: str, declared: Any, said: str) -> None:
    """The format of a cell settles it, and so does a declaration; a declaration never changes a percent cell."""
    path = saved(tmp_path / "f.xlsx", ("表1", [["指标", "年份", "数值"], ["1", 2023, 0.873]]), formats={"C2": shown})
    (one,) = read_workbook(path, percent_numbers=declared)
    assert str(one.value) == said
    level = PLAN.indicators[0].series([one]).facts[0].values
    assert str(level) == ("[873/1000, 873/1000]" if declared == "percent" else "[873/10, 873/10]")


def test_marks_totals_and_other_columns(tmp_path: Path) -> None:
    """Declared marks, rows of totals and columns set aside yield no figure, and each is listed."""
    rows: list[list[Any]] = [
        ["指标", "街道", "年份", "数值", "联系人"],
        ["3", "东街街道", 2023, 5, "甲"], ["3", "西街街道", 2023, "—", "乙"], ["小计", None, 2023, 5, None], ["3", "合计", 2023, 5, None],
    ]  # fmt: skip
    path = saved(tmp_path / "f.xlsx", ("表1", rows))
    layout = pr.Layout(ignore=["联系人"], totals=["合计"])
    figures = read_workbook(path, layout=layout, missing_marks=["—"])
    assert [(one.area, one.value) for one in figures] == [("东街街道", 5)]
    assert [(one.place, one.text) for one in figures.unused] == [
        ("f.xlsx:表1!E1", "联系人"), ("f.xlsx:表1!D3", "—"), ("f.xlsx:表1!A4", "小计"), ("f.xlsx:表1!A5", "合计"),
    ]  # fmt: skip
    assert [
        one.area
        for one in read_workbook(path, layout=pr.Layout(ignore=["联系人"], whole=["合计"]), missing_marks=["—"])
    ] == ["东街街道", None]


def test_a_name_merged_over_its_streets(tmp_path: Path) -> None:
    """What is merged over several rows belongs to each of them; a merged figure is asked back."""
    rows: list[list[Any]] = [["指标", "街道", "年份", "数值"], ["3", "东街街道", 2023, 5], [None, "西街街道", 2023, 6]]
    book = office.empty_book()
    sheet = office.sheet_of(book, "表1", rows)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "f.xlsx")
    assert [one.indicator for one in read_workbook(tmp_path / "f.xlsx")] == ["3", "3"]
    sheet.merge_cells("D2:D3")
    book.save(tmp_path / "f.xlsx")
    assert [fault.cell for fault in refused(tmp_path / "f.xlsx").faults] == ["表1!D3"]


def test_sheets_are_named_and_instructions_set_aside(tmp_path: Path) -> None:
    """A sheet of words is listed, one of numbers without a header refused, and an unknown sheet guessed."""
    table: list[list[Any]] = [["指标", "年份", "数值"], ["3", 2023, 5]]
    path = saved(tmp_path / "f.xlsx", ("填表说明", [["一、百分数请写%"]]), ("表1", table), ("草稿", [[1, 2], [3, 4]]))
    assert [fault.cell for fault in refused(path).faults] == ["草稿!A1"]
    figures = read_workbook(path, sheet=["填表说明", "表1"])
    assert (len(figures), figures.unused[0].text) == (1, "填表说明")
    assert "no header was found" in refused(path, sheet="填表说明").explain("en")
    assert "did you mean 表1?" in refused(path, sheet="表l").explain("en")


@pytest.mark.parametrize(("data", "cure"), [
    (b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx"),
    (b"PK\x03\x04" + bytes(60), "save it as .xlsx"),
    ("指标,年份,数值\n".encode(), "read_observations"),
])  # fmt: skip
def test_what_is_no_workbook(tmp_path: Path, data: bytes, cure: str) -> None:
    """An old .xls, a broken archive and a text are refused with what to do."""
    path = tmp_path / "f.xlsx"
    path.write_bytes(data)
    assert cure in refused(path).explain("en")
    if data.startswith(b"PK"):
        with pytest.raises(pr.ObservationFileError, match="read_workbook"):
            pr.read_observations(path)


def test_a_workbook_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many cells, sheets or bytes are refused."""
    path = saved(tmp_path / "f.xlsx", ("表1", [["指标", "年份", "数值"], ["3", 2023, 5]]), ("表2", [["x"]]))
    module = import_module("prevention_rules.workbooks.archive")
    for limit, most in (("MOST_CELLS", 3), ("MOST_SHEETS", 1), ("MOST_BYTES", 10)):
        with monkeypatch.context() as patched:
            patched.setattr(module, limit, most)
            assert refused(path).faults


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without openpyxl the error names the extra."""
    monkeypatch.setitem(import_module("sys").modules, "openpyxl", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'prevention-rules\[excel\]'"):
        read_workbook("f.xlsx")
