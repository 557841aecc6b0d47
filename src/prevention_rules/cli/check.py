"""``check``: is a rule file sound, and was each of its cells read as it was meant?"""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from prevention_rules.cli.assessing import PLAN, ask_plan
from prevention_rules.cli.console import Console
from prevention_rules.cli.parser import Parser
from prevention_rules.errors import RuleFileError
from prevention_rules.linting.doubts import GRADES, LintFinding
from prevention_rules.linting.lint import lint
from prevention_rules.notation.describe import Description
from prevention_rules.notation.writer import format_target
from prevention_rules.plans.dated import Version
from prevention_rules.plans.entries import Rule
from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.loading import load_plan, page_at
from prevention_rules.rulefiles.pages import Page
from prevention_rules.sheets import Sheet
from prevention_rules.testing.worked import run_examples
from prevention_rules.text import Language, Words

FOUND = 1
"""The exit code of a rule file in which something is to be mended."""


def ask(parser: Parser) -> None:
    """Add what the command takes."""
    ask_plan(parser, "plan", PLAN)
    parser.ask(
        "--words", action="store_true", told=Words("逐字说明每个目标怎样读", "tell how each word of a target was read")
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Tell the faults of a rule file, else its doubts, its examples that fail, and how its cells were read.

    Ends with 1 where something is to be mended.
    """
    try:
        plan = load_plan(args.plan)
    except RuleFileError as error:
        if not _can_be_read(args.plan):
            raise
        console.show(error.explain(console.lang))
        console.tell(
            Words("规则文件还不能用：请改好再查。", "The rule file cannot be used yet: mend it and check again.")
        )
        return FOUND
    doubts = lint(plan)
    page = page_at(args.plan)
    waits = [at for at, line in enumerate(page.lines, 1) if _REMARKED.fullmatch(line)]
    for line in (told := [*_gathered(doubts, plan, page), *_remarked(waits, page)]):
        console.tell(line)
    if told:
        console.show("\n")
    ran = run_examples(plan)
    failed = [one for one in ran if not one.passed]
    for one in failed:
        console.show(f"{one.explain(console.lang)}\n\n")
    console.show(_words(plan, console.lang) if args.words else _cells(plan, console.lang).to_text(console.width))
    console.tell(_sum(plan, doubts, len(waits), len(ran), len(failed)))
    return FOUND if failed or any(one.severity != "info" for one in doubts) else 0


def _can_be_read(path: str) -> bool:
    try:
        return Path(path).is_file() and os.access(path, os.R_OK)
    except ValueError:  # a name that no file can have
        return False


def _gathered(doubts: Iterable[LintFinding], plan: Plan, page: Page) -> Iterator[Words]:
    """Yield the doubts with their lines, those of several rows as one."""
    places = {f"indicator {one.number}": at for at, one in enumerate(plan.indicators)}
    places |= {f"commitment {one.number}": at for at, one in enumerate(plan.commitments)}
    rows: dict[LintFinding, list[LintFinding]] = defaultdict(list)
    for one in doubts:
        rows[attrs.evolve(one, row=one.row.partition(" ")[0])].append(one)
    for one, each in rows.items():
        lines = [page.line_of(one.row, places.get(found.row), (found.field,)) for found in each]
        where = f"{page.file}:{','.join(str(line) for line in lines)}"
        numbers = [found.row.partition(" ")[2] for found in each]
        zh, en = (attrs.evolve(one, row=f"{one.row} {between.join(numbers)}".strip()) for between in ("、", ", "))
        yield Words(f"{where}: {zh.in_language('zh')}", f"{where}: {en.in_language('en')}")


_REMARKED = re.compile(r"\s*#+\s*\[\[(?:indicator|commitment)\]\]\s*")


def _remarked(lines: Sequence[int], page: Page) -> Iterator[Words]:
    """Say which entries stand in remarks, as those of a draft do which wait, and so do not count."""
    if lines:
        n, where = len(lines), f"{page.file}:{','.join(map(str, lines))}"
        yield Words(
            f"{where}: 有 {n} 条前面有 #，没有读入（定好以后去掉每行开头的一个 #）",
            f"{where}: behind a # and not read: {n} (take one # off each of their lines once they are decided)",
        )


def _read(plan: Plan) -> Iterator[tuple[str, Rule, Description]]:
    """Yield every target of a plan, those it dates and those that were adjusted too, with how it was read."""
    for rule in plan.rules:
        versions: tuple[Version, ...] = (*rule.in_force, *rule.amendments)
        dated = [one for one in versions if one.target_text is not None]
        later = [(f" ({one.starts.year})", attrs.evolve(rule, target=one.target_text)) for one in dated]
        for since, each in [("", rule), *later]:
            if (read := each.describe()) is not None:
                yield f"{rule.number}{since}", rule, read


def _cells(plan: Plan, lang: Language) -> Sheet:
    """Return how each cell was read, a row each."""
    rows = [
        (number, rule.name if lang == "zh" else rule.name_en or rule.name, read.text, *_reading(read, lang))
        for number, rule, read in _read(plan)
    ]
    shown = len(_HEADINGS) - (not any(row[-1] for row in rows))
    return Sheet([words.in_language(lang) for words in _HEADINGS[:shown]], [row[:shown] for row in rows])


def _reading(read: Description, lang: Language) -> tuple[str, str]:
    if read.target is None:
        return "" if read.error is None else read.error.problem.in_language(lang), ""
    aims = [Words("力争", "aim: ").in_language(lang) + format_target(aim, lang) for aim in read.aims]
    return format_target(read.target, lang), Words("、", ", ").in_language(lang).join([*read.aside, *aims])


def _words(plan: Plan, lang: Language) -> str:
    """Return how each cell was read, word by word."""
    return "\n\n".join(f"{number} {rule.name}\n{read.explain(lang)}" for number, rule, read in _read(plan)) + "\n\n"


_HEADINGS = (
    Words("编号", "no."),
    Words("名称", "name"),
    Words("目标原文", "target as printed"),
    Words("读作", "read as"),
    Words("照录", "kept beside"),
)


def _sum(plan: Plan, doubts: Iterable[LintFinding], waits: int, examples: int, failed: int) -> Words:
    """Say in one sentence what the check came to."""
    n, m, found = len(plan.indicators), len(plan.commitments), Counter(one.severity for one in doubts)
    told = [(grade, found[severity]) for severity, grade in GRADES.items() if found[severity]]
    zh = "、".join(f"{grade.zh} {count} 处" for grade, count in told) or "没有疑点"
    en = ", ".join(f"{grade.en}: {count}" for grade, count in told) or "no doubts"
    if examples:
        zh, en = f"{zh}；用例 {examples} 个，不符 {failed} 个", f"{en}; examples: {examples}, failing: {failed}"
    if found["error"] or found["warning"]:
        zh, en = f"{zh}；请改正错误和警告", f"{en}; mend errors and warnings"
    every = Words("已读入", "read") if waits else Words("都已读入", "all read")
    return Words(
        f"{plan.id}：{n} 项指标、{m} 项承诺{every.zh}；{zh}。",
        f"{plan.id}: {every.en}, indicators: {n}, commitments: {m}; {en}.",
    )
