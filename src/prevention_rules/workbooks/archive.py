"""A workbook's file: opened, or refused where it is none, is broken, or would fill the machine."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from prevention_rules.errors import Fault, ObservationFileError
from prevention_rules.files import OLD_XLS
from prevention_rules.text import Words, did_you_mean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_SHEETS, MOST_CELLS, MOST_BYTES = 200, 3_000_000, 500 * 1024 * 1024
"""Workbooks with more sheets, a sheet of more cells (empty ones between counted), or more once unpacked are refused."""


WITHOUT_RESULT = (
    Words("公式没有存下结果", "a formula without a stored value"),
    Words("用 Excel 打开并保存，或填上数值", "open and save it in Excel, or write the value"),
)
"""What is wrong with a formula that has no stored value, and the cure."""


def load(data: bytes, file: str, *, data_only: bool) -> Any:
    """Return the workbook as openpyxl sees it: the stored values, or the formulas."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep, nothing is a figure
            reader = import_module("openpyxl").load_workbook
            return reader(BytesIO(data), data_only=data_only, read_only=not data_only)
    except Exception as error:  # openpyxl raises whatever its parsers do
        problem = Words(
            f"这个工作簿读不出（{type(error).__name__}）", f"the workbook cannot be read ({type(error).__name__})"
        )
        cure = Words("用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx")
        raise ObservationFileError([Fault(file, None, "", "", problem, cure)]) from None


def without_value(data: bytes, file: str, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return by sheet the cells whose formula has no stored value; sheets without formulas are not looked at twice."""
    with ZipFile(BytesIO(data)) as archive:
        if not any(b"<f" in archive.read(one) for one in archive.namelist() if "worksheets/" in one):
            return {}
    stored, written = (load(data, file, data_only=only) for only in (True, False))
    found: dict[str, frozenset[str]] = {}
    for name in names:
        formulas = (cell for row in written[name].iter_rows() for cell in row if cell.data_type == "f")
        found[name] = frozenset(one.coordinate for one in formulas if stored[name][one.coordinate].value is None)
    return found


def check_archive(data: bytes, file: str) -> None:
    """Refuse what is no workbook of today, and what would fill the machine once unpacked."""
    if data.startswith(OLD_XLS):
        problem = Words("这是旧式 .xls，或加了密码的工作簿", "this is an old .xls, or a workbook with a password")
        cure = Words("去掉密码，另存为 .xlsx", "take the password off and save it as .xlsx")
    elif not data.startswith(b"PK"):
        problem = Words("这不是 Excel 工作簿", "this is no Excel workbook")
        cure = Words("文本表格用 read_observations 读", "read a text table with read_observations")
    else:
        try:
            with ZipFile(BytesIO(data)) as archive:
                sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
                size = sum(one.file_size for one in archive.infolist())
                entities = any(
                    b"<!DOCTYPE" in archive.open(one).read(2048) for one in archive.namelist() if one.endswith(".xml")
                )
            if size <= MOST_BYTES and len(sheets) <= MOST_SHEETS and not entities:
                return
            problem = Words(
                "工作簿太大，或含有不该有的内容", "the workbook is too large, or holds what no workbook should"
            )
            cure = Words(
                f"最多 {MOST_SHEETS} 个工作表，解压后 {MOST_BYTES // 1024 // 1024} MB；请拆分，或用 Excel 另存",
                f"at most {MOST_SHEETS} sheets and {MOST_BYTES // 1024 // 1024} MB unpacked; split it, or save it anew",
            )
        except (BadZipFile, RuntimeError, OSError):
            problem = Words("这不是完好的 Excel 工作簿", "this is no sound Excel workbook")
            cure = Words("用 Excel 打开，另存为 .xlsx", "open it in Excel and save it as .xlsx")
    raise ObservationFileError([Fault(file, None, "", "", problem, cure)])


def is_too_large(sheet: Worksheet) -> bool:
    """True for a sheet that spans more cells than are read."""
    return sheet.max_row * sheet.max_column > MOST_CELLS


def no_such_sheet(name: str, names: Sequence[str], file: str) -> Fault:
    """Say that the workbook has no sheet of that name, and guess which was meant."""
    problem = Words(f"没有工作表“{name}”", f"there is no sheet {name!r}")
    listed = Words(f"有：{'、'.join(names)}", f"there are {', '.join(names)}")
    return Fault(file, None, "", "sheet", problem, did_you_mean(str(name), names, cutoff=0.5) or listed)


def too_many(file: str, sheet: str) -> Fault:
    """Say that a sheet is too large."""
    problem = Words(
        f"工作表“{sheet}”超过 {MOST_CELLS} 格（含空格）",
        f"the sheet {sheet} has more than {MOST_CELLS:,} cells, empty ones too",
    )
    cure = Words("删去表外带格式的空行空列，或拆分", "clear formatted rows and columns beyond the table, or split it")
    return Fault(file, None, "", "", problem, cure)
