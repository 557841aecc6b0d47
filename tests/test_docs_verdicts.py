"""The page on verdicts lists what the library says, no more and no less."""

from pathlib import Path
from typing import get_args

from prevention_rules.explain import REASONS
from prevention_rules.judgement.states import State
from prevention_rules.judgement.verdicts import Reason
from prevention_rules.linting.lint import LINT_CODES

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
