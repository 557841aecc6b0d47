"""A workbook that another program opened, filled in and saved says what was meant."""

from __future__ import annotations

from pathlib import Path

import office_files as office
import pytest
from libreoffice import filled_in, kept_as_text, number, opened_and_saved, typed

import prevention_rules as pr
from prevention_rules.forms import write_forms
from prevention_rules.workbooks import read_workbook

pytestmark = [pytest.mark.extra("excel"), pytest.mark.libreoffice]
FORM_PLAN = pr.load_plan(Path(__file__).parent / "data" / "form-plan.toml")
SAMPLE = pr.Observation("1", 2023, pr.Ratio(855, 1000), kind="sample")


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


ANSWERS = [
    number("区残联", "L4", 17300), number("区残联", "M4", 20000),  # a survey: the number reached, its size
    typed("区残联", "K5", "87.3%"), kept_as_text("区残联", "N5", "核定数"), kept_as_text("区残联", "O5", "2023年12月31日"),
    number("区卫生健康委", "K4", 0.873), kept_as_text("区卫生健康委", "P4", "=妇幼卫生年报 表3"),
    kept_as_text("区卫生健康委", "Q5", "未到统计时间"),
    typed("区卫生健康委", "K6", "93%"), kept_as_text("区卫生健康委", "K7", "９１．５％"), number("区卫生健康委", "K8", 0.905),
    number("区教委", "K4", 35), number("区教委", "K5", 28), typed("区教委", "O5", "2023-12-31"),
]  # fmt: skip
"""What three departments fill in: percentages typed with their sign, as 0.873 in a percent cell, in full width."""


def test_forms_filled_in_by_three_departments(tmp_path: Path) -> None:
    """Sent out, filled in and saved by LibreOffice, read back and assessed: every figure arrives as it was meant."""
    sent = tmp_path / "催报.xlsx"
    asked = write_forms(FORM_PLAN.assess([SAMPLE], at=2023), sent, office="区残工委办公室")
    assert asked == ("区残联", "区卫生健康委", "区教委")
    figures = read_workbook(filled_in(sent, ANSWERS), plan=FORM_PLAN)
    told = [(one.indicator, one.period.year, one.area, str(one.value), one.kind) for one in figures]
    assert told == [
        ("1", 2023, None, "17300/20000", "sample"),
        ("2", 2023, None, "87.3%", "register"),
        ("3", 2023, None, "87.3%", "register"),
        ("4", 2023, "东街街道", "93%", "register"),
        ("4", 2023, "西街街道", "９１．５％", "register"),
        ("4", 2023, "南街街道", "90.5%", "register"),
        ("5", 2020, None, "35", "register"),
        ("5", 2023, None, "28", "register"),
    ]
    assert [(one.status, str(one.dated), one.source) for one in figures.observations[1:3]] == [
        ("final", "2023-12-31", None), (None, "None", "=妇幼卫生年报 表3"),
    ]  # fmt: skip
    assert [(one.indicator, str(one.period), one.reason) for one in figures.missing] == [("6", "2023", "未到统计时间")]
    found = FORM_PLAN.assess(figures, at=2023)
    assert [finding.verdict.name for finding in found] == ["MET", "MET", "MET", "MET", "MET", "NOT_ASSESSABLE"]
    assert [need.number for need in FORM_PLAN.needed(figures, at=2023)] == ["6"]


def test_forms_after_what_offices_do_to_them(tmp_path: Path) -> None:
    """Rows sorted, columns widened, a sheet copied, others deleted, the keys renamed: the same figures come back."""
    sent = tmp_path / "催报.xlsx"
    write_forms(FORM_PLAN.assess([SAMPLE], at=2023), sent)
    done = [
        'SortRows(doc, "区卫生健康委", "A4:S8", 0)',
        'doc.Sheets.getByName("区卫生健康委").Columns.getByIndex(9).Width = 20000',
        'doc.Sheets.getByName("填报键").Name = "Sheet9"',
        'doc.Sheets.copyByName("区卫生健康委", "区卫生健康委 (2)", 0)',
        *(f'doc.Sheets.removeByName("{name}")' for name in ("区残联", "区教委", "填表说明")),
    ]
    health = [step for step in ANSWERS if "区卫生健康委" in step]
    figures = read_workbook(filled_in(sent, [*health, *done]), plan=FORM_PLAN)
    assert sorted((one.indicator, one.area or "", str(one.value)) for one in figures) == [
        ("3", "", "87.3%"), ("4", "东街街道", "93%"), ("4", "南街街道", "90.5%"), ("4", "西街街道", "９１．５％"),
    ]  # fmt: skip
    assert [one.indicator for one in figures.missing] == ["6"]
    assert sum("相同" in one.reason.zh for one in figures.unused) == 5
