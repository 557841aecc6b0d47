"""The page on verdicts lists what the library says, no more and no less."""

from pathlib import Path
from typing import get_args

from prevention_rules.alignment.strictness import RELATIONS
from prevention_rules.explain import REASONS
from prevention_rules.judgement.states import State
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.linting.lint import LINT_CODES, lint
from prevention_rules.rulefiles.loading import load_plan

FAULTY = Path(__file__).parent / "data" / "lint"
PAGE = Path(__file__).parents[1] / "docs" / "verdicts.md"


def test_the_page_lists_every_reason_code():
    """Every reason code stands in the table with its sentence in both languages."""
    table = PAGE.read_text(encoding="utf-8").partition("<!-- reasons -->\n")[2]
    rows = [f"| `{code}` | {said.zh} | {said.en} |" for code, said in REASONS.items()]
    assert table.splitlines() == ["| code | 中文 | English |", "|---|---|---|", *rows]


def test_the_page_lists_every_state():
    """Every state stands in its table with its words, those of tasks where they differ, and its meaning."""
    table = PAGE.read_text(encoding="utf-8").partition("<!-- states -->\n")[2].partition("\n\n")[0]
    rows = []
    for state in State:
        task = f"（任务：{state.task_words.zh}）" if state.task_words != state.words else ""
        rows.append(f"| `{state.value}` | {state.words.zh}{task} | {state.words.en} | {state.meaning.en} |")
    assert table.splitlines() == ["| code | 中文 | English | when |", "|---|---|---|---|", *rows]


def test_every_reason_has_a_sentence():
    """No reason code is without words."""
    assert set(REASONS) == set(get_args(Reason))


def test_the_page_on_lint_lists_every_code():
    """Every lint code stands in its table with its words in both languages."""
    table = PAGE.with_name("lint.md").read_text(encoding="utf-8").partition("<!-- codes -->\n")[2]
    rows = [f"| `{code}` | {said.zh} | {said.en} |" for code, said in LINT_CODES.items()]
    assert table.splitlines() == ["| code | 中文 | English |", "|---|---|---|", *rows]


def test_the_chinese_page_on_lint_lists_every_code_with_its_cure():
    """Every lint code stands in its table with severity, words and cure, as its smallest faulty file gives them."""
    table = PAGE.with_name("lint.zh.md").read_text(encoding="utf-8").partition("<!-- codes -->\n")[2]
    rows = []
    for code, said in LINT_CODES.items():
        found = lint(load_plan(FAULTY / f"{code}-triggers.toml"))[0]
        rows.append(f"| {code} | {found.grade.zh} | {said.zh} | {found.cure.zh} |")
    assert table.partition("\n\n")[0].replace("`", "").splitlines() == [
        "| 代码 | 程度 | 疑点 | 改法 |",
        "|---|---|---|---|",
        *rows,
    ]


def test_the_chinese_page_on_alignment_lists_every_relation():
    """Every relation of two targets stands in its table, by its word and code."""
    page = PAGE.with_name("alignment.zh.md").read_text(encoding="utf-8")
    assert [
        f"{said.zh} `{relation}`" for relation, said in RELATIONS.items() if f"{said.zh} `{relation}`" not in page
    ] == []
