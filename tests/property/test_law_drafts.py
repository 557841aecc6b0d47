"""Law: whatever a table holds, the drafted file loads, and nothing of the table is lost."""

import json
import re
import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import prevention_rules as pr
from prevention_rules.as_toml import as_toml
from prevention_rules.drafting.page import comment

HEADERS = [
    "领域",
    "序号",
    "指标",
    "单位",
    "2020年基期",
    "2023年目标",
    "2025年目标",
    "2025年",
    "属性",
    "责任单位",
    "备注",
    "",
]
PRINTED = ["产前筛查率", "床位数（张/千人口）", "每千人口医师数", "人", "%", "例", "—", "/", "稳步提升", "100%", "0.85", "12 分钟内",
           "比 2020 年", "下降 20% 以上", "一、健康水平", "残疾预防行动", "注：见附件", "- 3 -", "1", "2", "3.", "（4）", "预期性", "无"]  # fmt: skip
FILE = Path(__file__).parent.parent / "data" / "targets.jsonl"
TARGETS = [json.loads(line)["target"] for line in FILE.read_text(encoding="utf-8").splitlines()]
CELLS = st.sampled_from(PRINTED) | st.sampled_from(TARGETS) | st.text(max_size=6)


@st.composite
def tables(draw):
    """A header that names an indicator and its target in some order, and rows of any cells, some of them short."""
    others = draw(st.lists(st.sampled_from(HEADERS), max_size=4))
    header = draw(st.permutations(["指标名称", "目标", *others]))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=len(header) + 1), min_size=1, max_size=6))
    return [["某区计划（2021—2025年）"], header, [draw(CELLS), *header[1:]], *rows]


def squeezed(text):
    return re.sub(r"[\s、,，;；]+", "", text)


def kept(draft):
    """Everything a draft says of its table, without spaces and the marks that part a list."""
    for row in draft.rows:
        one = row.indicator
        yield from (one.number, one.name, one.unit or "", one.target_text, one.data_holder, one.note, "".join(one.tags))
        yield from (dated.target_text for dated in one.in_force)
        yield from (cell for _, cell in row.beside)
    yield from draft.head.domains
    yield from (one.text for one in draft.aside)


def drafted(table):
    """Draft a table; one whose every row was broken, or no row at all, is told to hold no indicators."""
    try:
        return pr.draft_plan(table, id="p-2021-2025")
    except pr.RuleFileError as error:
        return None if "没有找到指标表" in str(error) else error


@given(tables())
def test_the_draft_of_any_table_loads(table):
    """Rows that can be rules are rules of the loaded plan, in both languages of comments; the others stand as comments."""
    if (draft := drafted(table)) is None:
        return
    for text in (draft.toml, pr.draft_plan(table, id="p-2021-2025", lang="en").toml):
        plan = pr.read_plan(text)
        assert plan.indicators == tuple(row.indicator for row in draft.rows if not row.waits)
    assert all(map(draft.listing, ("zh", "en")))


@given(tables())
def test_no_cell_of_a_table_is_lost(table):
    """Every cell is found again in a field, beside its row, as a domain, or among what was set aside."""
    if (draft := drafted(table)) is not None:
        told = "\n".join(map(squeezed, kept(draft)))
        for cell in (cell for row in table for cell in row):
            assert squeezed(cell) in told


@given(
    st.lists(st.lists(st.text(st.characters(exclude_characters='"', exclude_categories=["C", "Zl", "Zp"]), max_size=5)))
)
def test_no_word_of_a_pasted_text_is_lost(rows):
    """The same holds for text whose cells are parted by tabs, whatever stands around the table and in it."""
    lines = ["关于印发计划的通知", "序号\t指标\t目标", "1\t产前筛查率\t>75%", *("\t".join(row) for row in rows)]
    told = "\n".join(map(squeezed, kept(pr.draft_plan("\n".join(lines), id="p-2021-2025"))))
    for word in "\t".join(lines).split():
        assert squeezed(word) in told


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_written_so_that_toml_reads_it_back(text):
    """A text in quotes reads back as itself, and a comment is one whatever stands in it."""
    read = tomllib.loads("\n".join([*comment(text), f"value = {as_toml(text)}", f"many = {as_toml([text])}"]))
    assert read == {"value": text, "many": [text]}
