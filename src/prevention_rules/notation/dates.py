"""Years in the text: 到2025年底, 二〇二〇年, “十四五”末, by 2030."""

from __future__ import annotations

import re

from prevention_rules.notation.lexeme import Note, PlanYears, Word, Year
from prevention_rules.notation.numerals import read_year
from prevention_rules.notation.refusals import RefusalError, damaged, refuse
from prevention_rules.text import Words

_CENTURIES = frozenset({"19", "20", "21", "一九", "二〇", "二零", "二一"})
_BEFORE = "(?:之前|以前|前)"
_DAY = "[0-9]{1,2}日"
_CLOSES = f"(?:年?[底末]|12月(?:31日|[底末]|(?={_BEFORE})))"
"""What closes a year; 12月 alone is a month of it, as 11月 is, but where it is the last that counts."""
_AFTER = re.compile(f"年度?{_CLOSES}?{_BEFORE}?")
_AFTER_UNTIL = re.compile(f"年度?(?:{_CLOSES}|12月(?!{_DAY}))?{_BEFORE}?")
_MONTH = re.compile(f"(?:0?[1-9]|1[0-2])月(?![底末龄]|{_DAY})份?")
_UNTIL = re.compile("截至|截止到?|到|至|于|在")
_BASED = re.compile("年?的?(?:基础|水平)")
_PLAN = re.compile('(?:到|至)?"?十(?P<nth>[一二三四五六])五"?(?:规划)?(?:(?P<end>(?:时?期)?末)|期间|时期)')
_PLAN_STARTS = frozenset('到至十"')
_BY = re.compile(
    r"(?:by|in|until|before|through) (?:the )?(?:end (?:of )?)?(?:the )?(?:year |(?:31 )?december )?"
    r"(?P<year>(?:19|20|21)[0-9]{2})(?![0-9%÷/]|[.,][0-9]| to [0-9]| \()"
)
_IN_DECEMBER = re.compile("in (?:the )?december ")
_SOON = re.compile("by the end of (?:(?:next|this|the) year|the (?:[a-z-]+ ){0,2}(?:period|plan))(?![a-z])")
_BETWEEN = re.compile(r"between ((?:19|20|21)[0-9]{2}) and ((?:19|20|21)[0-9]{2})(?![0-9%]|[.,][0-9]| [a-z])")
_BARE = re.compile(r"(?:19|20|21)[0-9]{2}(?![0-9%]|[.,][0-9])")
_YEAR_SPAN = re.compile("(?P<year>(?:19|20|21)[0-9]{2})(?=(?:-|--|~|至)(?:19|20|21)[0-9]{2}年)")
_YEARS_OF = re.compile(
    "(?P<first>(?:19|20|21)[0-9]{2})年?(?:-|--|~|至|到)(?P<last>(?:19|20|21)[0-9]{2})年(?:期间|间)?(?=,?(?:年均|每年|逐年|累计|保持|维持|始终))"
)
_RUN_TOGETHER = re.compile("(?:19|20|21)[0-9]{2}(?:19|20|21)[0-9]{2}年")


def year(text: str, at: int, *, bare: bool) -> Year | None:
    """Read a year before 年, or (*bare*, after 比, from …) four digits that can only be one."""
    if text[at : at + 2] not in _CENTURIES:
        return None
    if found := read_year(text, at):
        return _year(text, at, _AFTER, *found)
    if span := _YEAR_SPAN.match(text, at):
        return Year("YEAR", span[0], at, span.end(), int(span["year"]))
    if bare and (digits := _BARE.match(text, at)):
        return Year("YEAR", digits[0], at, digits.end(), int(digits[0]))
    if run := _RUN_TOGETHER.match(text, at):
        raise damaged((at, run.end()), "两个年份之间的连接号缺失", "the dash between two years is missing")
    return None


def _year(text: str, at: int, closes: re.Pattern[str], value: int, end: int) -> Year:
    if not text.startswith("年起", end) and (after := closes.match(text, end)):
        end = after.end()
        if month := _MONTH.match(text, end):
            raise a_month((at, month.end()), text[at : month.end()])
    return Year("YEAR", text[at:end], at, end, value)


def a_month(span: tuple[int, int], said: str) -> RefusalError:
    """2023年12月 where a year is asked."""
    hint = Words("指全年请只写年份，指年末请写“12月底”", "for the year write the year alone, for its end 12月底")
    return refuse(span, f"“{said}”是一个月，不是一年", f"{said} is a month, not a year", hint)


def until(text: str, at: int) -> Year | None:
    """Read 到2025年底; 在2020年的基础上 is a base and left to the grammar."""
    if not (found := _UNTIL.match(text, at)) or not (known := read_year(text, found.end())):
        return None
    if found[0] == "在" and _BASED.match(text, known[1]):
        return None
    return _year(text, at, _AFTER if found[0] in ("于", "在") else _AFTER_UNTIL, *known)


def by_year(text: str, at: int) -> Year | Note | None:
    """Read ``by 2030``, ``by the end of 2025``; a deadline without a year is a note."""
    if found := _BY.match(text, at):
        if _IN_DECEMBER.match(found[0]):
            raise a_month(found.span(), found[0])
        return Year("YEAR", found[0], at, found.end(), int(found["year"]))
    if found := _SOON.match(text, at):
        return Note("NOTE", found[0], at, found.end(), found[0], at)
    return None


def between_years(text: str, at: int) -> tuple[Word, Year, Year] | None:
    """Read ``between 2015 and 2035`` behind a change: from the one, by the other."""
    if not (found := _BETWEEN.match(text, at)):
        return None
    first = Year("YEAR", found[1], found.start(1), found.end(1), int(found[1]))
    last = Year("YEAR", found[2], found.start(2), found.end(2), int(found[2]))
    return Word("FROM", "between ", at, first.start, "from"), first, last


def plan_period(text: str, at: int) -> Year | Word | None:
    """Read 到“十四五”末 as 2025; “十四五”期间 only says what holds for every figure of the plan."""
    if text[at] not in _PLAN_STARTS or not (found := _PLAN.match(text, at)):
        return None
    last = 2010 + 5 * "一二三四五六".index(found["nth"])
    if not found["end"]:
        return PlanYears("ASIDE", found[0], at, found.end(), "in the plan", last)
    return Year("YEAR", found[0], at, found.end(), last)


def years_of(text: str, at: int) -> PlanYears | None:
    """Read 2021—2025年 before 年均 or 累计: the years over which a change is spread."""
    if text[at : at + 2] not in _CENTURIES or not (found := _YEARS_OF.match(text, at)):
        return None
    if found["first"] >= found["last"]:
        return None
    return PlanYears("ASIDE", found[0], at, found.end(), "in the plan", int(found["last"]), int(found["first"]))


_HOW_LONG = "(?:(?:[0-9]{1,2}|[一二两三四五六七八九十])个?|半个?)(?:年度?|月|季度|天)(?:以上|左右)?"
_DONE = "(?:完成|实现|达到|达标|达成)"
_ENDS = "(?=[,;。)]|$)"
_EARLY = re.compile(
    f"(?P<aside>,?(?:力争|争取|努力|确保)?提前(?:(?:{_HOW_LONG}){_DONE}?|{_DONE})(?:目标|任务|指标)?{_ENDS})|提前{_HOW_LONG}"
)
EARLY_STARTS = frozenset(",力争努确提")


def early(text: str, at: int, *, figure: bool = False) -> Word | None:
    """Read 提前一年, 力争提前半年完成: how early, which is no number of the target; with the comma before an aside.

    提前一年达到80% asks for a year that it does not name; only of a *figure* it says how it came about.

    >>> early("80%以上,提前一年", 5).text, early("提前一年达到80%", 0, figure=True).text
    ('提前一年', '提前一年')
    """
    if text[at] not in EARLY_STARTS or not (found := _EARLY.match(text, at)):
        return None
    if found["aside"] is None and not figure:
        hint = Words("请写明年份，如“到2024年达到80%”", "name the year, as in 到2024年达到80%")
        raise refuse(found.span(), f"“{found[0]}”是比哪一年提前，没有写明", f"{found[0]}: before which year?", hint)
    return Word("ASIDE", found[0].lstrip(","), at, found.end(), "how early")


_Y = "(?:19|20|21)[0-9]{2}"
_M = "(?:0?[1-9]|1[0-2])"
_JOIN = "(?:-|--|~|至|到)"
_MARKS = frozenset("-~至到月./")
"""What makes a date of numbers; without any of them a number is looked at no further."""
_CALENDAR = re.compile(
    rf"{_M}{_JOIN}{_M}月(?!龄)|{_M}月(?:{_JOIN}{_M}月|[0-9]{{1,2}}日|[初中底末])"
    rf"|{_Y}[./]{_M}(?:[./][0-9]{{1,2}})?{_JOIN}{_Y}[./]{_M}(?:[./][0-9]{{1,2}})?"
    rf"|{_Y}-(?:0[1-9]|1[0-2])-[0-9]{{2}}"
)
_MARKED_DATE = re.compile(
    rf"{_Y}{_JOIN}{_Y}(?![0-9.,])|{_Y}[./]{_M}[./][0-9]{{1,2}}(?![0-9.])|{_Y}/{_M}(?![0-9.])|{_Y}-0[1-9](?![0-9.])"
    rf"|{_Y}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9.,])|(?:12|0?6)/3[01](?![0-9.])"
)
"""A date by its marks, whatever is declared; 6.30 and 2021.3 are numbers where a unit is."""
_BARE_DATE = re.compile(
    rf"{_MARKED_DATE.pattern}|{_Y}\.{_M}(?![0-9.])|{_Y}(?:0[1-9]|1[0-2])(?![0-9.,])"
    r"|12[-.]31(?![0-9.])|0?6[-.]30(?![0-9.])"
)


def calendar_end(text: str, at: int, *, bare: bool, measured: bool = False) -> int | None:
    """Return where a date or a span of months ends that begins here.

    *bare* where the number may stand without a unit, *measured* where the indicator declares one.

    >>> calendar_end("1-12月", 0, bare=False), calendar_end("1200-1500", 0, bare=True)
    (5, None)
    >>> calendar_end("2021.3", 0, bare=True), calendar_end("2021.3", 0, bare=True, measured=True)
    (6, None)
    """
    if text[at - 1 : at].isdigit() or (_MARKS.isdisjoint(text[at + 1 : at + 6]) and not text[at : at + 6].isdigit()):
        return None
    found = _CALENDAR.match(text, at) or ((_MARKED_DATE if measured else _BARE_DATE).match(text, at) if bare else None)
    return found.end() if found else None


def no_quantity(text: str, at: int, end: int) -> RefusalError:
    """A date where a number is asked: periods are never quantities."""
    date = text[at:end]
    return refuse((at, end), f"“{date}”是日期或时段，不是数值", f"{date} is a date or a period, not a quantity")


_DEADLINE = re.compile(
    r"(?:(?P<until>截至|截止到?|到|至|by )|于|在)?(?P<year>(?:19|20|21)[0-9]{2})"
    rf"(?:年度?)?(?:{_CLOSES}|(?P<month>12月))?{_BEFORE}?"
)


def read_deadline(inside: str, start: int) -> Year | None:
    """Read a bracket that holds nothing but a year: （2025年）, （到2025年底）, (2025)."""
    found = _DEADLINE.fullmatch(inside)
    if found is None or (found["month"] and not found["until"]):
        return None
    return Year("YEAR", inside, start, start + len(inside), int(found["year"]))
