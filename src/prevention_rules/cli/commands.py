"""The commands there are; each stands in a module of its name, which is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from prevention_rules.cli.parser import Parser
from prevention_rules.text import Language, Words

COMMANDS = {
    "check": Words(
        "检查规则文件：错误、疑点、用例，以及每个目标怎样读。",
        "Check a rule file: faults, doubts, examples, and how each target was read.",
    ),
    "draft": Words(
        "把计划的指标表变成规则文件的草稿，待审核。",
        "Draft a rule file from a plan's own table, to be reviewed.",
    ),
    "assess": Words(
        "用数据对照计划，逐项判定，列成表格。",
        "Hold figures against a plan and judge each target; a table, a page, or data.",
    ),
    "explain": Words(
        "说明一项指标为什么这样判定，还差多少。",
        "Explain why one indicator stands as it does, and what would have to change.",
    ),
    "needed": Words(
        "列出还缺的数据（催报清单），或做成报表发出去填。",
        "List the figures that are still needed, or make forms of them to send out.",
    ),
    "align": Words(
        "对照上级计划：本计划的目标是否更严。",
        "Hold a plan against the one above it: is each target at least as strict?",
    ),
    "schema": Words(
        "输出 JSON Schema，编辑器可据此提示和检查规则文件。",
        "Print a JSON Schema, by which an editor completes and checks a rule file.",
    ),
}
"""The commands, in the order of the help, and what each does."""


def module_of(command: str) -> Any:
    """Return the module of a command: ``ask`` adds what it takes to a parser, ``run`` carries it out."""
    return import_module(f"prevention_rules.cli.{command}")


def parser_of(command: str, lang: Language) -> Parser:
    """Return the parser of a command."""
    parser = Parser(command, COMMANDS[command], lang)
    module_of(command).ask(parser)
    parser.ask_common()
    return parser
