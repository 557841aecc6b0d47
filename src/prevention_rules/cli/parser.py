"""argparse with every word in one language: usage, help and errors, laid out by display width."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from attrs import frozen

from prevention_rules.cli.languages import LANGUAGES
from prevention_rules.text import Language, Words, columns, wrapped

PROGRAM = "prevention-rules"

USAGE_ERROR = 2
"""The exit code of what cannot be carried out: a slip in the command, or a file that cannot be read."""


@frozen
class Asked:
    """An argument of a command, with its help in both languages."""

    action: argparse.Action
    told: Words

    @property
    def is_option(self) -> bool:
        """True for what begins with a dash."""
        return bool(self.action.option_strings)

    @property
    def placed(self) -> str:
        """The argument as it stands in a command."""
        name = ", ".join(self.action.option_strings)
        value = "" if self.action.nargs == 0 else str(self.action.metavar or "|".join(self.action.choices or ()))
        return f"{name} {value}".strip()

    @property
    def in_usage(self) -> str:
        """The argument as the line of usage shows it."""
        many = {"+": f"{self.placed} [{self.placed} ...]", "*": f"[{self.placed} ...]", "?": f"[{self.placed}]"}
        return many.get(str(self.action.nargs), self.placed) if not self.is_option else self.placed


class Parser(argparse.ArgumentParser):
    """A parser for one command; what it takes is added by `ask`."""

    def __init__(self, command: str, told: Words, lang: Language, commands: Mapping[str, Words] | None = None) -> None:
        super().__init__(f"{PROGRAM} {command}".strip(), add_help=False, allow_abbrev=False)
        self.lang: Language = lang
        self.told: Words = told
        self.asked: list[Asked] = []
        self.commands: Mapping[str, Words] = commands or {}

    def said(self, words: Words) -> str:
        """Return a phrase in the language of this parser."""
        return words.in_language(self.lang)

    def ask(self, *names: str, told: Words, metavar: Words | None = None, **how: Any) -> None:
        """Add an argument: *told* is its help, *metavar* what stands for its value."""
        if metavar is not None:
            how["metavar"] = self.said(metavar)
        self.asked.append(Asked(self.add_argument(*names, **how), told))

    def ask_common(self) -> None:
        """Add what every command takes."""
        self.ask("--lang", choices=LANGUAGES, told=_LANG)
        self.ask("--debug", action="store_true", told=_DEBUG)
        self.ask("-h", "--help", action="help", told=_HELP)

    def format_usage(self) -> str:
        """Return the line of usage: what has to be there, and that there are options."""
        needed = [one.in_usage for one in self.asked if not one.is_option or one.action.required]
        return f"{self.said(_USAGE)}{' '.join([self.prog, *needed, self.said(_OPTIONS_HERE)])}\n"

    def format_help(self) -> str:
        """Return the whole help."""
        return "\n".join([self.format_usage(), *wrapped(self.said(self.told), help_width()), *self._blocks()]) + "\n"

    def _blocks(self) -> Iterator[str]:
        positional = {one.placed: one.told for one in self.asked if not one.is_option}
        options = {one.placed: one.told for one in self.asked if one.is_option}
        for heading, told in ((_COMMANDS, self.commands), (_ARGUMENTS, positional), (_OPTIONS, options)):
            if told:
                yield "\n".join(["", self.said(heading), *self._listed(told)])

    def _listed(self, told: Mapping[str, Words]) -> list[str]:
        rows = [(f"  {name}", self.said(words)) for name, words in told.items()]
        return columns(rows, help_width())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and how it is used; exit with 2."""
        told = self.said(_in_both(message))
        more = Words(f"看说明：{self.prog} --help", f"help: {self.prog} --help")
        self.exit(USAGE_ERROR, f"{self.format_usage()}{self.said(_ERROR)}{told}\n{self.said(more)}\n")


def help_width() -> int:
    """Return how wide help is laid out: as the terminal, but no line longer than can be read with ease."""
    return min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 100


_LANG = Words("用中文或英文（默认随系统）", "Chinese or English (default: as the system)")
_DEBUG = Words("程序内部出错时，列出全部细节", "show all there is to know of an internal error")
_HELP = Words("显示本说明", "show this help")

_USAGE = Words("用法：", "usage: ")
_ERROR = Words("错误：", "error: ")
_COMMANDS = Words("命令（每个命令的说明：命令 --help）", "commands (help on each: COMMAND --help)")
_ARGUMENTS = Words("参数", "arguments")
_OPTIONS = Words("选项", "options")
_OPTIONS_HERE = Words("[选项]", "[options]")

_ARGPARSE = {
    r"the following arguments are required: (.+)": "缺少：{}",
    r"unrecognized arguments: (.+)": "不认识：{}",
    r"argument (.+): expected one argument": "{} 后面要写一个值",
    r"argument (.+): invalid choice: (.+) \(choose from (.+)\)": "{} 不能是 {}；可用 {}",
    r"argument (.+): invalid .+ value: (.+)": "{} 后面的 {} 读不出",
    r"argument (.+): ignored explicit argument (.+)": "{} 后面不写值，却写了 {}",
}
"""What argparse says of a command, in English alone; each sentence with its Chinese."""


def _in_both(message: str) -> Words:
    for pattern, zh in _ARGPARSE.items():
        if found := re.fullmatch(pattern, message):
            return Words(zh.format(*found.groups()), message)
    return Words(message, message)
