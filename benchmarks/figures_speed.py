"""How fast figures are read, beside what only parses the same file: ``csv.DictReader``, and openpyxl in the same mode.

Run ``python benchmarks/figures_speed.py`` (with openpyxl installed). 100,000 rows of figures are written once; then
each reader and what it is held beside read the same file in turn in this one run. Prints medians and their ratio.
"""

from __future__ import annotations

import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

import prevention_rules as pr
from prevention_rules.workbooks import read_workbook

ROWS = 100_000
RUNS = 3
GOALS = {"CSV beside csv.DictReader": 12, "workbook beside openpyxl": 2}
HEADER = ["指标", "年份", "数值", "分子", "分母", "单位", "街道", "状态", "来源"]


def row(number: int) -> list[object]:
    value = round(random.uniform(2, 100), 2)
    return [number % 45 + 1, 2020 + number % 6, value, None, None, None, f"街道{number % 15}", "核定", "统计局"]


def written(folder: Path) -> tuple[Path, Path]:
    random.seed(1)
    rows = [row(number) for number in range(ROWS)]
    text, book = folder / "figures.csv", openpyxl.Workbook(write_only=True)
    with text.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    sheet = book.create_sheet("表1")
    for cells in (HEADER, *rows):
        sheet.append(cells)
    book.save(folder / "figures.xlsx")
    return text, folder / "figures.xlsx"


def with_dict_reader(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        list(csv.DictReader(file))


def with_openpyxl(path: Path) -> None:
    """Read every cell of the workbook as `read_workbook` has it read: with formats and merged cells."""
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.value  # noqa: B018


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text, book = written(Path(folder))
        pairs = {
            "CSV beside csv.DictReader": (lambda: pr.read_observations(text), lambda: with_dict_reader(text)),
            "workbook beside openpyxl": (lambda: read_workbook(book), lambda: with_openpyxl(book)),
        }
        for name, (ours, theirs) in pairs.items():
            taken = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
            mine, other = (statistics.median(column) for column in zip(*taken, strict=True))
            verdict = "met" if mine / other <= GOALS[name] else "MISSED"
            print(f"{name:26} {mine:6.2f} s / {other:6.2f} s = {mine / other:5.2f}, at most {GOALS[name]}: {verdict}")


if __name__ == "__main__":
    main()
