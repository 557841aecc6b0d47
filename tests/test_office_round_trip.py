"""A workbook that another program opened and saved says the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import office_files as office
import pytest

import prevention_rules as pr
from prevention_rules.workbooks import read_workbook

pytestmark = [pytest.mark.extra("excel"), pytest.mark.libreoffice]


def opened_and_saved(path: Path) -> Path:
    folder = path.parent
    options = [f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    command = ["soffice", *options, "--outdir", str(folder / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "saved" / path.name


def test_the_wide_sheet_after_libreoffice(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the wide sheet gives the same figures, and lists the same beside them."""
    plan, layout = pr.read_plan(office.PLAN), pr.Layout(ignore=["序号"])
    before = read_workbook(office.wide(tmp_path / "f.xlsx"), plan=plan, layout=layout)
    after = read_workbook(opened_and_saved(tmp_path / "f.xlsx"), plan=plan, layout=layout)
    assert [(one.indicator, one.period, one.value, one.unit, one.place) for one in after] == [
        (one.indicator, one.period, one.value, one.unit, one.place) for one in before
    ]
    assert [(one.place, one.text) for one in after.unused] == [(one.place, one.text) for one in before.unused]


def test_what_libreoffice_works_out_is_stored(tmp_path: Path) -> None:
    """A formula has no stored value before any program worked it out, and one after."""
    book = office.empty_book()
    sheet = office.sheet_of(book, "表1", [["指标", "年份", "数值"], ["1", 2023, "=873/1000"]])
    sheet["C2"].number_format = "0.0%"
    book.save(tmp_path / "f.xlsx")
    with pytest.raises(pr.ObservationFileError):
        read_workbook(tmp_path / "f.xlsx")
    (one,) = read_workbook(opened_and_saved(tmp_path / "f.xlsx"))
    assert one.value == "87.3%"
