"""What a draft tells its author, asserted whole: the file, the listing, and every refusal."""

import pytest

import prevention_rules as pr

TABLE = """\
某区健康计划（2021—2025年）
序号\t指标\t单位\t2025年\t责任单位
1\t签约服务率\t%\t≥60\t区卫生健康委
2\t人均预期寿命\t岁\t82.5\t
3\t满意度\t%\t85%左右或更好些\t
4\t癌症5年生存率\t%\t提高5%\t
"""

FILE = """\
#:schema ./rule-file.json
# 由计划的指标表起草，供核对和补充；没有替您作任何决定。
# “待定”由您决定；原文没有、由起草推得的字段列在 editorial（“≥”即越高越好，名称以“率”“比例”结尾即是比例）。
# “待定，暂不生效”的条目每行前有“# ”：定了以后去掉它们，再用 prevention-rules check 检查。
# 各行还可以补：kind（数据类型）、period（统计时期）、definition（口径）、data_holder（数据单位）、tasks（任务）。

format = 1

[plan]
id = "p"
title = "某区健康计划（2021—2025年）"
first_year = 2021
last_year = 2025
verified = false
partial = true
editorial = ["id", "verified", "partial"]
# 待定 baseline_year：没有写明基期的变化和走势以哪一年为基期
# 待定 verified：与印本核对以后写 true
# 待定 partial：有 2 行暂不生效；都生效以后删去它

# 原表“责任单位”：区卫生健康委
[[indicator]]
number = "1"
name = "签约服务率"
unit = "%"
share = true
better = "higher"
target = "≥60"
editorial = ["share", "better"]

## 待定，暂不生效：
## 只有数，看不出是下限还是上限
## 待定 better：越高越好写 "higher"，越低越好写 "lower"
# [[indicator]]
# number = "2"
# name = "人均预期寿命"
# unit = "岁"
# better = ""
# target = "82.5"
# editorial = ["better"]

## 待定，暂不生效：
## 不认识“更好些”
##     85%左右或更好些
##              ^^^^^^
## 此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份
## 改法：核对原表；确是这样印的，把意思写成读得出的话，原文留在 note，并把 target 列入 editorial
## 待定 share：是整体的一部分（不会超过100%）的，写 true
## 待定 better：越高越好写 "higher"，越低越好写 "lower"
# [[indicator]]
# number = "3"
# name = "满意度"
# unit = "%"
# better = ""
# target = "85%左右或更好些"
# editorial = ["better"]

# 待定 target：有几种读法，写明是哪一种：提高5个百分点以上；相对提高5%以上
# 待定 baseline：需要基期而没有；写 baseline，或在 [plan] 写 baseline_year
[[indicator]]
number = "4"
name = "癌症5年生存率"
unit = "%"
share = true
better = "higher"
target = "提高5%"
editorial = ["share", "better"]
"""

ZH = """\
共 4 行：2 行已读（其中 1 行有几种读法），2 行待定、暂不生效
待定 baseline_year：没有写明基期的变化和走势以哪一年为基期
待定 verified：与印本核对以后写 true
待定 partial：有 2 行暂不生效；都生效以后删去它

1 签约服务率 | ≥60  [text:3]
  读作：不低于60%
  没有字段：责任单位 区卫生健康委

2 人均预期寿命 | 82.5  [text:4]
  待定，暂不生效：
  只有数，看不出是下限还是上限
  待定 better：越高越好写 "higher"，越低越好写 "lower"

3 满意度 | 85%左右或更好些  [text:5]
  待定，暂不生效：
  不认识“更好些”
      85%左右或更好些
               ^^^^^^
  此处应为：数、单位、界限词（如 ≥、不低于）、变化词（如 提高、下降）、走势（如 稳步提升、保持稳定）、动词（如 达到、保持在）、基期（如 比2020年）、年份
  改法：核对原表；确是这样印的，把意思写成读得出的话，原文留在 note，并把 target 列入 editorial
  待定 share：是整体的一部分（不会超过100%）的，写 true
  待定 better：越高越好写 "higher"，越低越好写 "lower"

4 癌症5年生存率 | 提高5%  [text:6]
  待定 target：有几种读法，写明是哪一种：提高5个百分点以上；相对提高5%以上
  待定 baseline：需要基期而没有；写 baseline，或在 [plan] 写 baseline_year

没有放入规则文件的：
  text:1  某区健康计划（2021—2025年）  表头之上的文字
  text:2  序号 指标 单位 2025年 责任单位  表头
"""

EN = """\
4 rows: 2 read (1 in several ways), 2 to decide, not counted yet
to decide, baseline_year: the base year of changes and trends that name none
to decide, verified: true once it was checked against a printed copy
to decide, partial: 2 rows do not count yet; delete it once all do

1 签约服务率 | ≥60  [text:3]
  read as: at least 60%
  no field for: 责任单位 区卫生健康委

2 人均预期寿命 | 82.5  [text:4]
  to decide, not counted yet:
  a bare number: a floor, or a ceiling?
  to decide, better: "higher" or "lower": which way is good

3 满意度 | 85%左右或更好些  [text:5]
  to decide, not counted yet:
  '更好些' is not known here
      85%左右或更好些
               ^^^^^^
  expected: a number, a unit, a limit word (such as ≥, at least), a word of change (such as rise, reduce), a trend (such as improve, remain stable), a verb (such as reach, keep), a base (such as compared with 2020), a year
  cure: check the table; if it is printed so, say what is meant, keep the printed words in note, list target in editorial
  to decide, share: true for a part of a whole, which is never above 100 %
  to decide, better: "higher" or "lower": which way is good

4 癌症5年生存率 | 提高5%  [text:6]
  to decide, target: read in several ways, say which is meant: rise by at least 5 percentage points; relative rise by at least 5%
  to decide, baseline: a base is needed and missing; give baseline, or baseline_year in [plan]

not taken into the rule file:
  text:1  某区健康计划（2021—2025年）  stands above the header
  text:2  序号 指标 单位 2025年 责任单位  the header
"""

DRAFT = pr.draft_plan(TABLE, id="p")


def test_the_file():
    """What is left to decide stands above its row, and a row that cannot count yet stands in comments, ready to fill in."""
    assert DRAFT.toml == FILE


def test_the_listing():
    """Each target is told as read, doubted with its readings, or refused with the place underlined and the cure."""
    assert (DRAFT.listing(), DRAFT.listing("en")) == (ZH, EN)


def test_comments_in_english():
    """The comments of the file are in the language that is asked for; its entries are the same."""
    english = pr.draft_plan(TABLE, id="p", lang="en").toml
    assert "# to decide, verified: true once it was checked against a printed copy" in english
    assert pr.read_plan(english) == pr.read_plan(FILE)


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    """The draft is written once; the second time is refused and what stands there is left alone."""
    DRAFT.write(tmp_path / "p.toml")
    assert pr.load_plan(tmp_path / "p.toml") == pr.read_plan(FILE)
    (tmp_path / "p.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(pr.RuleFileError) as refused:
        DRAFT.write(str(tmp_path / "p.toml"))
    assert refused.value.explain("zh") == (
        f"发现 1 处错误：\n{tmp_path / 'p.toml'}: 已经有这个文件，不覆盖它\n    改法：换一个文件名，或先把它移开"
    )
    assert (tmp_path / "p.toml").read_text(encoding="utf-8") == "mine"
    with pytest.raises(pr.RuleFileError, match="这里写不了文件"):
        DRAFT.write(tmp_path / "no" / "p.toml")


def test_no_table():
    """What holds no table of indicators is refused with what its header needs."""
    with pytest.raises(pr.RuleFileError) as refused:
        pr.draft_plan("一段话\n又一段话", id="p")
    assert refused.value.explain("zh") == (
        "发现 1 处错误：\ntext: 没有找到指标表\n    改法：表头要有“指标”一栏和“目标”（或写年份）一栏，下面一行一个指标；一格一行的文字，先粘贴到 Excel 里再存"
    )
    with pytest.raises(pr.RuleFileError, match="没有这个文件"):
        pr.draft_plan("没有.csv", id="p")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"table": 3}, "table 应是文件的路径、表的文字或各行，不能是 3"),
        ({"table": ["指标"]}, "table 应是一行行的格子，不能是 '指标'"),
        ({"id": ""}, "id 是空的，应像 xicheng-2022-2025 这样"),
        ({"id": None}, "id 应是文字，不能是 None"),
        ({"last_year": "2025"}, "last_year 应是年份，如 2025，不能是 '2025'"),
    ],
)
def test_wrong_arguments(wrong, said):
    """Another kind of argument is refused by its name."""
    with pytest.raises(pr.PreventionRulesError) as refused:
        pr.draft_plan(**{"table": TABLE, "id": "p"} | wrong)
    assert refused.value.explain("zh") == said


def test_a_draft_shows_itself_briefly():
    """A draft at a prompt is one line, not its hundred rows."""
    assert repr(DRAFT) == "<Draft 'p': 4 rows, 2 waiting>"


def test_the_listing_acts_on_no_screen():
    """A cell that a screen would obey is shown with codes: in a name, a target that waits, a word kept beside and a rest."""
    bad = "\x1b[31m率\u202e"
    table = f"序号\t指标\t单位\t2025年\n1\t接种{bad}\t%\t≥85%（{bad}）\n2\t复查率\t%\t{bad}\n合计{bad}\t\t\t\n"
    for lang in ("zh", "en"):
        told = pr.draft_plan(table, id="p", first_year=2021, last_year=2025).listing(lang)
        assert told.count(r"\x1b[31m率\u202e") >= 4
        assert told.replace("\n", "").isprintable()
