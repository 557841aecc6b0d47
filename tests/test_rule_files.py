"""Rule files that cannot be accepted: every fault at once, each with its line, field and cure."""

import pytest

import prevention_rules as pr
from prevention_rules.rulefiles.loading import bundled_plans

HEAD = 'format = 1\n[plan]\nid = "p"\ntitle = "p"\nfirst_year = 2022\nlast_year = 2025\n'
ROW = '[[indicator]]\nnumber = "{n}"\nname = "接种率"\nunit = "%"\nshare = true\nbetter = "higher"\ntarget = "≥85%"\n'


def faults_of(text):
    with pytest.raises(pr.RuleFileError) as caught:
        pr.read_plan(text, "p.toml")
    return caught.value


def test_a_file_with_four_faults_reports_four():
    """An unknown unit, an unreadable target, a doubled number and a year outside the calendar."""
    text = (
        HEAD.replace("2025", "20255")
        + ROW.format(n=1)
        + ROW.format(n=1).replace("≥85%", "85%-")
        + ROW.format(n=2).replace('"%"', '"分种"').replace("share = true\n", "").replace("≥85%", "≤12")
    )
    assert faults_of(text).explain("en") == (
        "4 faults:\n"
        "p.toml:6: plan, last_year: the year 20255 lies outside the calendar (1900 to 2199); check the year\n"
        "    cure: a year has four digits, such as 2020\n"
        "p.toml:15: indicator 1, number: 1 occurs 2 times\n"
        "    cure: give each entry its own\n"
        "p.toml:20: indicator 1, target: the text breaks off here\n"
        "    85%-\n"
        "        ^\n"
        "expected: a number, a share (one third, half), minus\n"
        "hint: the range lacks its right end, as in 85%-90%; for a lower bound write 85% or more\n"
        "    cure: write the target as the document prints it\n"
        "p.toml:24: indicator 2, unit: the unit 分种 is neither known nor declared; did you mean 分钟 or 分贝?\n"
        "    cure: mend the unit, or declare it in the units of [plan]"
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("format = 1\n", ""), "p.toml: format: the format version is missing\n    cure: write format = 1 at the top"),
        (("format = 1\n", "format = 2\n"), "p.toml:1: format: the format version is 2; this library reads 1\n    cure: upgrade the library"),
        (("share = true", 'share = "false"'), "p.toml:11: indicator 1, share: 'false' is not true or false\n    cure: write share = false"),
        (('target = "≥85%"', "target = 85"), "p.toml:13: indicator 1, target: 85 is not a string in quotes\n    cure: write target = \"85\""),
        (('target = "≥85%"', 'target = "≥12分钟"'), (
            "p.toml:13: indicator 1, target: the unit 分钟 does not compare with the indicator's, %\n"
            "    ≥12分钟\n"
            "       ^^^^\n"
            "    cure: write the target as the document prints it"
        )),
        (('number = "1"', 'number = "3"'), (
            "p.toml:8: indicator 3, number: indicator 1, 2 is missing\n"
            "    cure: add the rows; if only some are meant, write partial = true in [plan]"
        )),
        (('unit = "%"', 'unit = "%"\ntolerance = "-1个百分点"'), (
            "p.toml:11: indicator 1, tolerance: a tolerance cannot be negative, as -1个百分点 is\n"
            "    cure: write it like \"1个百分点\""
        )),
        (('unit = "%"', 'unit = "%"\nbaselin = 2020'), "p.toml:11: indicator 1, baselin: 'baselin' is not known here\n    cure: did you mean baseline?"),
        (("share = true", "share = true\ntolerance = \"一点\""), (
            "p.toml:12: indicator 1, tolerance: '一点' is not a number; leave a missing value out, it is not 0\n"
            '    cure: write it like "1个百分点"'
        )),
        (("share = true", 'share = true\nreading = "net_gian"'), (
            "p.toml:12: indicator 1, reading: no reading is called 'net_gian'; did you mean net_gain?\n"
            "    cure: use a name from the page on readings"
        )),
        (("[[indicator]]", "[indicator]"), "p.toml:7: indicator: several entries are meant here\n    cure: write [[indicator]]"),
    ],
)  # fmt: skip
def test_what_a_fault_says(change, message):
    """One change in a good file gives one fault, with its line, the field, and what to do."""
    assert faults_of((HEAD + ROW.format(n=1)).replace(*change)).explain("en") == f"1 fault:\n{message}"


def test_a_lost_row_is_named_and_a_code_is_no_row():
    """Of the rows that a table numbered 1 to 9999 has lost fifty are named; 110102001 is a code, and stands for itself."""
    told = faults_of(HEAD + ROW.format(n=9999)).explain("zh")
    assert "缺少指标 1、2、3、" in told
    assert "、49、50 等\n" in told
    for code in ("110102001", "1" * 5000):
        assert [one.number for one in pr.read_plan(HEAD + ROW.format(n=code)).indicators] == [code]


def test_broken_toml_names_the_line():
    """A file that is no TOML is refused with the line, in the library's own words."""
    assert faults_of(HEAD + "[[indicator]]\nnumber = 一\n").faults[0].line == 8


@pytest.mark.parametrize(
    ("good", "slip", "cure"),
    [
        ('name = "接种率"', "name = “接种率”", '“ 要改成英文（半角）的 "'),
        ('name = "接种率"', 'name ＝ "接种率"', "＝ 要改成英文（半角）的 ="),
        ('name = "接种率"', "name = 接种率", '文字加英文引号：name = "接种率"'),
        ('name = "接种率"', 'name = "接种率', "引号不成对：文字前后各要一个"),
        ('name = "接种率"', "name =", "等号后面要有值；不写的，删去这一行"),
        ('name = "接种率"', "接种率", "每行写作 字段 = 值；说明的话前面加 #"),
        ("share = true", "share = True", "写小写的 true"),
        ("share = true", 'share = true\ntags = ["约束性"，"妇幼"]', "， 要改成英文（半角）的 ,"),
        ("share = true", "share = true\nshare = true", (
            "这个字段在同一个条目里写了两次：删去一个；如果这里另起一个条目，上面要有 [[indicator]] 一行，前面没有 #"
        )),
        ("share = true", "share = true\nbaseline = 20 20", "改正这一行；括号要成对（Expected newline or end of document after a statement）"),
    ],
)  # fmt: skip
def test_the_slips_of_those_who_do_not_program(good, slip, cure):
    """The line that is no TOML is shown, with what is to be typed instead, in Chinese without the parser's English."""
    text = HEAD + ROW.format(n=1)
    assert good in text
    told = faults_of(text.replace(good, slip))
    line = slip.splitlines()[-1]
    (fault,) = told.faults
    assert told.explain("zh") == (
        f"发现 1 处错误：\np.toml:{fault.line}: 这一行不是正确的 TOML\n    {line}\n    改法：{cure}"
    )


def test_a_plan_that_is_not_bundled_is_guessed():
    """A misspelt id names the plan that was probably meant."""
    with pytest.raises(pr.RuleFileError) as caught:
        pr.load_plan("xichen-2022-2025")
    assert caught.value.explain("en") == (
        "1 fault:\nxichen-2022-2025: there is no such rule file\n    cure: did you mean xicheng-2022-2025?"
    )


def test_an_edit_in_a_checkout_takes_effect(tmp_path):
    """A rule file given by its path is read as it stands, changes and all."""
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + ROW.format(n=1), encoding="utf-8")
    assert str(pr.load_plan(path)["1"].target) == "不低于85%"
    path.write_text(HEAD + ROW.format(n=1).replace("≥85%", ">90%"), encoding="utf-8")
    assert str(pr.load_plan(path)["1"].target) == "高于90%"


@pytest.mark.parametrize("name", bundled_plans())
def test_every_bundled_plan_loads(name):
    """Every rule file that comes with the library is without faults, and is called what it is named."""
    assert pr.load_plan(name).id == name
