"""The two ends of the command line's way: a plan's own table in, forms out to those who hold the figures."""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from command_line import DATA, run

import prevention_rules as pr

NEEDED = ("needed", "plan.toml", "--at", "2023", "--lang", "zh")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """Run each test in a folder that holds the sample files."""
    for path in DATA.iterdir():
        shutil.copy(path, tmp_path)
    with contextlib.chdir(tmp_path):
        yield tmp_path


def test_a_draft_is_a_rule_file() -> None:
    """What is drafted loads, and the check of it says what is left to decide."""
    drafted = run("draft", "table.csv", "--id", "example-2021-2025", "--title", "某区计划", "--out", "draft.toml")
    assert (drafted.code, drafted.out) == (0, "")
    assert pr.load_plan("draft.toml").title == "某区计划"
    checked = run("check", "draft.toml", "--lang", "zh")
    assert checked.code == 1
    assert "错误 baseline_missing: 指标 3" in checked.out


def test_a_draft_of_pasted_text(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Text on standard input is a table like that of a file, and the years can be said."""
    text = (folder / "table.csv").read_text(encoding="utf-8").replace(",", "\t")
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    years = ("--first-year", "2022", "--last-year", "2025")
    drafted = run("draft", "-", "--id", "example", *years)
    assert (drafted.code, pr.read_plan(drafted.out).first_year) == (0, 2022)


def test_a_draft_replaces_no_file() -> None:
    """A rule file that is there stays as it is: it may hold what its author decided."""
    assert run("draft", "table.csv", "--id", "example-2021-2025", "--out", "plan.toml").code == 2
    assert pr.load_plan("plan.toml").id == "example-2021-2025"
    assert len(pr.load_plan("plan.toml").areas) == 2


def test_base_values_of_the_table_are_figures() -> None:
    """The base values are a file to assess with, beside what offices send; a table without them says so."""
    draft = ("draft", "based.csv", "--id", "p-2021-2025", "--data-holder", "责任单位", "--lang", "zh")
    drafted = run(*draft, "--figures", "base.csv", "--out", "draft.toml")
    assert (drafted.code, drafted.err.splitlines()[:2]) == (0, ["已写入 base.csv", "已写入 draft.toml"])
    Path("sent.csv").write_text("指标,年份,数值\n3,2025,32\n生产安全事故发生起数,2024,34\n", encoding="utf-8")
    assessed = run(
        "assess", "draft.toml", "base.csv", "sent.csv", "--at", "2025", "--department", "区应急局", "--lang", "zh"
    )
    assert "比2020年（40起）下降20%" in assessed.out
    assert assessed.err.startswith("区应急局：牵头 0 项，参加 0 项，报数 1 项 (3)\n")
    without = run("draft", "table.csv", "--id", "p-2021-2025", "--figures", "none.csv", "--lang", "zh")
    assert without.err.startswith("原表没有基期栏，没有写数据文件\n")
    assert not Path("none.csv").exists()


@pytest.mark.extra("excel")
def test_forms_come_back() -> None:
    """Forms go out as a workbook with a sheet for each department, are filled in, and are assessed."""
    sent = run(*NEEDED, "--out", "forms.xlsx", "--office", "区残联办公室", "--contact", "张三", "--due", "2024-03-01")
    assert (sent.code, sent.out, sent.err) == (0, "", "已写入 forms.xlsx\n")
    book = import_module("openpyxl").load_workbook("forms.xlsx")
    sheet = book["区卫生健康委"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("区残联办公室" in text and "3月1日" in text for text in texts)
    (header,) = [row for row in sheet.iter_rows() if any(str(cell.value).startswith("数值") for cell in row)]
    (value,) = [cell.column for cell in header if str(cell.value).startswith("数值")]
    (first,) = [row for row in sheet.iter_rows(min_row=header[0].row + 1) if any(c.value == "产前筛查率" for c in row)]
    sheet.cell(first[0].row, value).value = "77%"
    (why,) = [cell.column for cell in header if cell.value == "无数据的原因"]
    (other,) = [
        row for row in sheet.iter_rows(min_row=header[0].row + 1) if any(c.value == "婚前医学检查率" for c in row)
    ]
    sheet.cell(other[0].row, why).value = "未到统计时间"
    book.save("forms.xlsx")
    told = run("assess", "plan.toml", "forms.xlsx", "--at", "2023", "--lang", "zh")
    assert "77%" in told.out
    assert "3 2023: 没有数: 未到统计时间\n" in told.err


@pytest.mark.extra("excel")
def test_forms_of_one_department_or_of_none(folder: Path) -> None:
    """One department gets its own form; where nothing is needed no file is made."""
    assert run(*NEEDED, "--out", "one.xlsx", "--department", "区应急局").code == 0
    book = import_module("openpyxl").load_workbook("one.xlsx")
    assert next(one.title for one in book.worksheets if one.sheet_state == "visible") == "区应急局"
    assert "区卫生健康委" not in book.sheetnames
    nothing = run(
        "needed", "plan.toml", "figures.csv", "more.csv", "--at", "2023", "--out", "none.xlsx", "--lang", "zh"
    )
    assert "没有什么要写的" in nothing.err
    assert not (folder / "none.xlsx").exists()


def test_a_workbook_is_no_text() -> None:
    """A workbook is never printed: the file is asked for."""
    assert run(*NEEDED, "--format", "workbook").err == "错误：workbook 要写入文件：加 --out 文件\n"
