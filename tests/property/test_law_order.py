"""Law: the order in which observations arrive changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

import prevention_rules as pr

XICHENG = pr.load_plan("xicheng-2022-2025")
REPORTS = (
    pr.Observation("1", 2025, "84%", status="初步"),
    pr.Observation("1", 2025, "86.5%", status="核定"),
    pr.Observation("3", 2023, "达76.5%"),
    pr.Observation("3", 2023, "比2020年提高6.3个百分点"),
    pr.Observation("24", 2025, pr.Ratio(14, 15)),
    pr.Observation("26", 2020, 35),
    pr.Observation("26", 2025, "28"),
    pr.Observation("38", 2025, pr.Ratio(12, 14, missing=1)),
    pr.Observation("45", 2020, "70%"),
    pr.Observation("45", 2021, "74%"),
    pr.Observation("45", 2022, "73%"),
    pr.Observation("45", 2025, "76%"),
    *(pr.Observation("23", 2025, pr.Ratio(990 + at, 1000), area=area.name) for at, area in enumerate(XICHENG.areas)),
)


@given(st.permutations(REPORTS))
def test_order_changes_no_finding_and_no_word(reports):
    """Findings and explanations of shuffled reports, of streets and revisions too, are those of the sorted ones."""
    expected, shuffled = XICHENG.assess(REPORTS, at=2025), XICHENG.assess(reports, at=2025)
    assert [(f.verdict, f.reason) for f in shuffled] == [(f.verdict, f.reason) for f in expected]
    for number in ("1", "23", "24", "26", "38", "45"):
        assert str(shuffled[number].explain("zh")) == str(expected[number].explain("zh"))
