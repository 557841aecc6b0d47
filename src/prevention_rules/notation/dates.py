"""Years in the text: 到2025年底, 二〇二〇年, “十四五”末, by 2030."""

from __future__ import annotations

import re

from prevention_rules.notation.lexeme import Lexeme
from prevention_rules.notation.numerals import read_year
from prevention_rules.notation.refusals import damaged

_CENTURIES = frozenset({"19", "20", "21", "一九", "二〇", "二零", "二一"})
_AFTER = re.compile("年度?(?:12月)?(?:年?[底末])?(?:之前|以前|前)?")
_UNTIL = re.compile("截至|截止到?|到|至|于|在")
_BASED = re.compile("年?的?(?:基础|水平)")
_PLAN = re.compile('(?:到|至)?"?十(?P<nth>[一二三四五六])五"?(?:规划)?(?:(?P<end>(?:时?期)?末)|期间|时期)')
_PLAN_STARTS = frozenset('到至十"')
_BY = re.compile(
    r"(?:by|in|until|before) (?:the )?(?:end of )?(?:the )?(?:year )?(?P<year>(?:19|20|21)[0-9]{2})"
    r"(?![0-9%÷/]|[.,][0-9]| to [0-9]| \()"
)
_SOON = re.compile("by the end of (?:next|this|the) year")
_BARE = re.compile(r"(?:19|20|21)[0-9]{2}(?![0-9.,%])")
_RUN_TOGETHER = re.compile("(?:19|20|21)[0-9]{2}(?:19|20|21)[0-9]{2}年")


def year(text: str, at: int, *, bare: bool) -> Lexeme | None:
    """Read a year before 年, or (*bare*, after 比, from …) four digits that can only be one."""
    if text[at : at + 2] not in _CENTURIES:
        return None
    if found := read_year(text, at):
        return _year(text, at, *found)
    if bare and (digits := _BARE.match(text, at)):
        return Lexeme("YEAR", digits[0], int(digits[0]), at, digits.end())
    if run := _RUN_TOGETHER.match(text, at):
        raise damaged((at, run.end()), "两个年份之间的连接号缺失", "the dash between two years is missing")
    return None


def _year(text: str, at: int, value: int, end: int) -> Lexeme:
    if not text.startswith("年起", end) and (after := _AFTER.match(text, end)):
        end = after.end()
    return Lexeme("YEAR", text[at:end], value, at, end)


def until(text: str, at: int) -> Lexeme | None:
    """Read 到2025年底; 在2020年的基础上 is a base and left to the grammar."""
    if not (found := _UNTIL.match(text, at)) or not (known := read_year(text, found.end())):
        return None
    if found[0] == "在" and _BASED.match(text, known[1]):
        return None
    return _year(text, at, *known)


def by_year(text: str, at: int) -> Lexeme | None:
    """Read ``by 2030``, ``by the end of 2025``; a deadline without a year is a note."""
    if found := _BY.match(text, at):
        return Lexeme("YEAR", found[0], int(found["year"]), at, found.end())
    if found := _SOON.match(text, at):
        return Lexeme("NOTE", found[0], None, at, found.end())
    return None


def plan_period(text: str, at: int) -> Lexeme | None:
    """Read 到“十四五”末 as 2025; “十四五”期间 only says what holds for every figure of the plan."""
    if text[at] not in _PLAN_STARTS or not (found := _PLAN.match(text, at)):
        return None
    if not found["end"]:
        return Lexeme("MANNER", found[0], "in the plan", at, found.end())
    value = 2010 + 5 * "一二三四五六".index(found["nth"])
    return Lexeme("YEAR", found[0], value, at, found.end())
