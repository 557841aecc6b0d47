"""The report of the Xicheng plan in 2023, with INVENTED figures: the pages under ``docs/_static``, and a workbook.

Run it with ``python examples/report.py`` for the pages in ``docs/_static``, or name another folder. It needs the extra
``report``. The figures are made up (``data/xicheng-invented.csv``) and every part of the page says so: no value of
Xicheng is published.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import prevention_rules as pr

HERE = Path(__file__).parent
NOTICE = {
    "zh": "示例：全部数据均为虚构，不是西城区的数据",
    "en": "Sample: every figure is invented, none is Xicheng's own",
}
GENERATED = datetime(2024, 3, 1, tzinfo=UTC)
"""A fixed day, so that the same pages come out whenever this runs."""


def assessment() -> pr.Assessment:
    """Return the plan held against invented figures, two of them surveys."""
    invented = "虚构数据（invented）"
    surveys = [
        pr.Observation("1", 2023, pr.Ratio(823, 1000), kind="sample", source=invented),
        pr.Observation("15", 2020, "45.2%", source=invented),
        pr.Observation("15", 2023, pr.Ratio(526, 1000), kind="sample", source=invented),
    ]
    figures = pr.read_observations(HERE / "data" / "xicheng-invented.csv")
    return pr.load_plan("xicheng-2022-2025").assess([*figures, *surveys], at=2023)


def main(folder: Path) -> None:
    told = assessment()
    told.report(folder / "report.zh.html", lang="zh", notice=NOTICE["zh"], generated=GENERATED)
    told.report(folder / "report.en.html", lang="en", notice=NOTICE["en"], generated=GENERATED)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE.parent / "docs" / "_static")
