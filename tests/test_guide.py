"""The guide to rule files: its examples load, and its two languages say the same."""

import re
from pathlib import Path

import pytest

import prevention_rules as pr

DOCS = Path(__file__).parents[1] / "docs"
ZH, EN = ((DOCS / name).read_text(encoding="utf-8") for name in ("rule-files.md", "rule-files.en.md"))


def blocks(page, kind):
    return [part.split("```")[0] for part in page.split(f"```{kind}\n")[1:]]


def without_comments(block):
    return re.sub(r" *#.*", "", block)


@pytest.mark.parametrize("page", [ZH, EN], ids=["zh", "en"])
def test_the_examples_are_one_rule_file(page):
    """The smallest file loads alone, and with every later example added it is one plan that can be judged."""
    first, *others = blocks(page, "toml")
    small = pr.read_plan(first)
    assert [str(one.target) for one in small.indicators] == ["高于75%", "比2020年相对下降20%以上"]
    told = small.assess({"1": {2025: "76%"}, "2": {2020: 40, 2025: 33}}, at=2025)
    assert [finding.verdict.name for finding in told] == ["MET", "NOT_MET"]
    whole = pr.read_plan(first + "".join(others))
    assert (len(whole.indicators), len(whole.commitments)) == (6, 2)
    assert whole.department("区委社工委民政局").name == "区委社会工委区民政局"
    judged = whole.assess({"4": {2023: "56%"}, "5": {2024: "82%"}}, at=2024)
    assert (judged["4"].verdict.name, judged["5"].verdict.name) == ("NOT_ASSESSABLE", "MET")


def test_the_table_of_figures(tmp_path):
    """The table that the guide shows is read as it says: a final figure replaces the preliminary one."""
    assert blocks(ZH, "text") == blocks(EN, "text")
    (tmp_path / "f.csv").write_text(blocks(ZH, "text")[0], encoding="utf-8")
    told = pr.read_plan(blocks(ZH, "toml")[0]).assess(pr.read_observations(tmp_path / "f.csv"), at=2025)
    assert [finding.verdict.name for finding in told] == ["MET", "NOT_MET"]


def test_both_languages_have_the_same_examples_and_fields():
    """TOML, commands, sections and the fields of the tables are the same in both, in the same order."""
    assert list(map(without_comments, blocks(ZH, "toml"))) == list(map(without_comments, blocks(EN, "toml")))
    assert blocks(ZH, "console") == blocks(EN, "console")
    assert len(re.findall("^#+ ", ZH, re.MULTILINE)) == len(re.findall("^#+ ", EN, re.MULTILINE))
    fields = [re.findall(r"^\| `(\w+)`", page, re.MULTILINE) for page in (ZH, EN)]
    assert fields[0] == fields[1]


def test_python_comes_last():
    """Whoever does not program reads every section but the last without meeting a line of Python."""
    for page in (ZH, EN):
        assert ">>>" not in page.rpartition("\n## ")[0]
