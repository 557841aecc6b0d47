"""Every cell keeps its meaning when it is written in English and read back."""

import csv
from pathlib import Path

import pytest
import score

from prevention_rules.errors import TargetSyntaxError
from prevention_rules.explain.asked import in_short
from prevention_rules.notation import format_target, parse_target

DATA = Path(__file__).parent / "data"


def units(target):
    """Return the nouns that only the caller can vouch for."""
    return set(_values(target.to_dict(), "u"))


def _values(data, key):
    if isinstance(data, dict):
        yield from [data[key]] if key in data else []
        for value in data.values():
            yield from _values(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, key)


def test_the_cells_of_the_corpus_keep_their_meaning():
    """Each readable cell, in English and in Chinese, says the same in its own context."""
    for row in score.load(DATA / "targets.jsonl"):
        context = {"unit": row["unit"], "better": row["better"], "name": row["indicator"]}
        try:
            target = parse_target(row["target"], **context)
        except TargetSyntaxError:
            continue
        for lang in ("en", "zh"):
            assert parse_target(format_target(target, lang), **context) == target


def test_the_cells_of_the_corpus_need_no_context_again():
    """Without any context too, but for a unit that is a noun nobody declared."""
    undeclared = {"吨标准煤", "mmol/L"}
    for row in score.load(DATA / "targets.jsonl"):
        try:
            target = parse_target(row["target"], unit=row["unit"], better=row["better"], name=row["indicator"])
        except TargetSyntaxError:
            continue
        for lang in ("en", "zh"):
            if not units(target) & undeclared:
                assert parse_target(format_target(target, lang)) == target


def test_the_printed_cells_of_xicheng_keep_their_meaning():
    """The 45 cells of the plan are all read, and say the same in English."""
    with (DATA / "xicheng-printed-cells.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 45
    for row in rows:
        lower = "时间" in row["name"] or "起数" in row["name"]
        target = parse_target(row["cell"], better="lower" if lower else "higher", name=row["name"])
        assert parse_target(format_target(target, "en")) == target
        assert parse_target(str(target)) == target


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("≥85%", "at least 85%"),
        ("比2020年下降20%以上", "relative fall by at least 20% compared with 2020"),
        ("年均增长7%以上", "annual average relative rise by at least 7%"),
        ("较2020年提高6个百分点", "rise by at least 6 percentage points compared with 2020"),
        ("保持在90%以上", "keep at least 90%"),
        ("每个县至少1所", "in each county at least 1 facility"),
        ("每个机构至少1名", "in each “机构” at least 1 persons"),
        ("每个县(市)至少2所", "in each “县(市)” at least 2 facilities"),
        ("分别≥10、9小时", "respectively at least 10 hours and at least 9 hours"),
        ("12分钟内", "at most 12 minutes"),
        ("4.5%-5%", "4.5% to 5%"),
        ("20%左右", "about 20%"),
        ("稳步提升", "steadily rise"),
        ("保持稳定", "hold stable"),
        ("≤18/10万", "at most 18 per 100,000"),
        ("不低于110（万户）", "at least 110 (×10,000 households)"),
        ("到2025年达到1.3万亿斤", "by 2025 at least 1,300,000,000,000 jin"),
    ],
)
def test_the_english_text_is_plain(zh, en):
    """The English of common cells, as a reader sees it."""
    assert format_target(parse_target(zh), "en") == en


@pytest.mark.parametrize("zh", ["比2020年下降20%以上", "比上年下降3%以上", "比2020年下降5个百分点以上"])
def test_what_a_report_prints_is_read(zh):
    """The short English of a fall, as tables and remarks print it, is the same target again."""
    target = parse_target(zh)
    assert parse_target(in_short(target)) == target


def test_a_single_unit_stands_behind_one_alone():
    """At least 1 household; but by 2025 household waste is down, and the households are not 2,025."""
    assert parse_target("at least 1 household") == parse_target("不低于1户")
    assert parse_target("by 2025 household waste down 20% on 2020", name="household waste").by == 2025
    with pytest.raises(TargetSyntaxError):
        parse_target("at least 21 household")


def test_an_english_unit_is_the_chinese_one():
    """Each street asks of the same units as 每个街道; what has no English is quoted and read back."""
    assert parse_target("in each street at least 1 item") == parse_target("每个街道不低于1个")
    assert parse_target("in each “机构” at least 2 beds") == parse_target("每个机构不低于2张")


def test_a_unit_in_the_name_may_be_one_in_so_many():
    """孕产妇死亡率（1/10万）is a rate per 100,000, as with /10万."""
    assert parse_target("≤8", name="孕产妇死亡率（1/10万）") == parse_target("≤8", unit="/10万")
