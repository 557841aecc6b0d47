"""From folded text to lexemes: the longest word of the lexicon, a number, or a unit after a number.

Every character ends up in a lexeme; what no row knows becomes a ``TEXT``, which no rule of the
grammar takes, so that it can only lead to an error and never be dropped.
"""

from __future__ import annotations

import re
from functools import lru_cache

from prevention_rules.notation import dates
from prevention_rules.notation.counts import STARTS, number_at, number_word
from prevention_rules.notation.fold import Folded, fold
from prevention_rules.notation.lexeme import Lexeme, cuts_latin, is_latin, lower
from prevention_rules.notation.lexicon import Lexicon, lexicon
from prevention_rules.notation.refusals import RefusalError, damaged
from prevention_rules.notation.sentences import english_name_end, is_name, whole_end
from prevention_rules.notation.unit_words import (
    bracketed_unit,
    english_rate,
    rate_before,
    unit_end,
    unit_named,
    word_after_number,
)  # fmt: skip
from prevention_rules.text import Words

_NOTE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_QUOTE = re.compile('"(?:[^"]|"")*"')
_TWICE = re.compile('(["“”„＂])["“”„＂]')
_PINYIN = re.compile("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]+\\)")
_STRANGE = re.compile("[\U00010000-\U0010ffff\ue000-\uf8ff\ufffd]")
"""Rare planes and private use: what a page shows where a digit was lost (𰹄.69/10万)."""
_BINDING = frozenset({"OP", "COMPARE", "POST", "DIR", "THAN", "WHEN", "PERIODIC", "KEEP", "CAP", "REACH", "AROUND"})
_COUNTED = frozenset({"NUM", "UNIT", "COUNTED", "CUMC"})
_BARE_YEAR_AFTER = frozenset({"THAN", "FROM", "WITHIN"})


def lex(folded: Folded, unit: str | None = None, *, signed: bool = False) -> list[Lexeme]:
    """Cut folded text into lexemes; *unit* is the caller's own and goes before every other word.

    *signed* takes a dash right before the first number for a minus sign, as in a published ``-0.3%``; in a
    target it may be the mark of a list.

    Raises `RefusalError` for damage that shows already in the letters (``.93岁``, inserted pinyin).
    """
    return _Scan(folded, None if unit is None else _own_unit(unit), signed).run()


@lru_cache(maxsize=512)
def _own_unit(unit: str) -> str:
    return lower(fold(unit).text)


class _Scan:
    def __init__(self, folded: Folded, unit: str | None, signed: bool) -> None:
        self.folded = folded
        self.raw = folded.text
        self.text = lower(folded.text)
        self.unit = unit
        self.words: Lexicon = lexicon()
        self.found: list[Lexeme] = []
        self.last = ""
        self.signed = signed

    def run(self) -> list[Lexeme]:
        text, at, end = self.text, 0, len(self.text)
        while at < end:
            if text[at] == " ":
                at += 1
                continue
            lexeme = self._next(at)
            at = lexeme.end
            if lexeme.type != "ARTICLE":
                self._keep(lexeme)
        return self.found

    def _keep(self, lexeme: Lexeme) -> None:
        if lexeme.text == "相比" and self.last in ("YEAR", "WHEN"):
            lexeme.type = "BASED"  # 与2020年相比
        elif lexeme.type == "DASH" and (self.last in ("OP", "COMPARE") or self._is_sign(lexeme)):
            lexeme.type = "NEG"
        elif lexeme.type == "NOTE" and self.last == "PLACE":  # 每个县（市、区、旗）
            place = self.found[-1]
            place.text, place.end = self.raw[place.start : lexeme.end], lexeme.end
            return
        self.found.append(lexeme)
        self.last = lexeme.type

    def _is_sign(self, dash: Lexeme) -> bool:
        return self.signed and not self.found and self.text[dash.end : dash.end + 1].isdigit()

    def _next(self, at: int) -> Lexeme:
        char = self.text[at]
        if self.last in _COUNTED and (lexeme := self._after_number(at)):
            return lexeme
        if char == '"' and (lexeme := dates.plan_period(self.text, at) or self._quote(at)):
            return lexeme
        word = self._word(at)
        if char == "(" and (lexeme := self._note(at, word)):
            return lexeme
        if char in STARTS:
            lexeme = self._count(at, word)
        elif char == "." and self.text[at + 1 : at + 2].isdigit():
            raise damaged((at, at + 2), "小数点前的数字缺失", "the digits before the point are missing")
        elif is_latin(char):
            lexeme = self._english(at, word)
        elif char in "每平":
            lexeme = rate_before(self.text, at)
        else:
            lexeme = self._until(at) if char in "到至截于在" else None
        return lexeme or word or self._unknown(at)

    def _word(self, at: int) -> Lexeme | None:
        text, free = self.text, self.words.free
        for length in self.words.lengths.get(text[at], ()):
            row = free.get(text[at : at + length])
            if row is not None and not cuts_latin(text, at, at + len(row.text)):
                end = at + len(row.text)
                if row.kind == "NUM":
                    return number_word(text, row.meaning, at, end)
                return Lexeme(row.kind, row.text, row.meaning, at, end)
        return None

    def _count(self, at: int, word: Lexeme | None) -> Lexeme | None:
        """A year, or a number that is longer than any word here (一 against 一般)."""
        if not (self.unit == "年" and self.last == "NUM"):
            compared = self.last == "COMPARE" and len(self.found) > 1 and self.found[-2].type in _COUNTED | {"QTY"}
            bare = self.last in _BARE_YEAR_AFTER or compared
            if date := dates.year(self.text, at, bare=bare) or dates.plan_period(self.text, at):
                return date
        number = number_at(self.text, at, self.unit)
        return number if number is not None and (word is None or number.end > word.end) else None

    def _until(self, at: int) -> Lexeme | None:
        return dates.until(self.text, at) or dates.plan_period(self.text, at)

    def _english(self, at: int, word: Lexeme | None) -> Lexeme | None:
        if (date := dates.by_year(self.text, at)) and not self._counts(date.end + 1):
            return date
        if word is None or word.type in ("OF", "ARTICLE", "WITHIN"):
            end = english_name_end(self.text, at, self.last)
            return Lexeme("SUBJECT", self.raw[at:end], "unknown", at, end) if end else None
        return None

    def _counts(self, at: int) -> bool:
        """True when a unit stands here, so that the number before it is no year."""
        text = self.text
        return at < len(text) and (word_after_number(text, at) is not None or unit_end(text, at, self.unit) is not None)

    def _after_number(self, at: int) -> Lexeme | None:
        if self.last in ("NUM", "CUMC"):
            if mark := bracketed_unit(self.raw, at, self.unit):
                said, unit = mark
                close = at + len(said) + 2
                if unit is not None:
                    return Lexeme("UNIT", self.raw[at:close], (unit, True), at, close)
                if self.unit is None and self.raw[at:close] not in self.words.free and not re.search("[0-9:]", said):
                    raise unknown_unit((at + 1, close - 1), said)
            if end := unit_end(self.text, at, self.unit):
                return Lexeme("UNIT", self.raw[at:end], (unit_named(self.raw[at:end]), False), at, end)
            if (word := word_after_number(self.text, at)) and word.type != "RATE":
                return word
        return english_rate(self.text, at)

    def _quote(self, at: int) -> Lexeme | None:
        """Words in quotes are the author's own, doubled quotes inside them being one."""
        if not (found := _QUOTE.match(self.text, at)):
            return None
        start, end = self.folded.at[at] + 1, self.folded.at[found.end() - 1]
        return Lexeme("QUOTE", found[0], _TWICE.sub(r"\1", self.folded.source[start:end]), at, found.end())

    def _note(self, at: int, word: Lexeme | None) -> Lexeme | None:
        """A note in brackets, unless a word of the lexicon begins with the bracket: （含）以上."""
        found = _PINYIN.match(self.text, at)
        if found and at and "\u4e00" <= self.text[at - 1] <= "\u9fff":
            raise damaged((at, found.end()), "字后混入了拼音", "pinyin was inserted after a character")
        if word is not None or not (found := _NOTE.match(self.text, at)):
            return None
        return Lexeme("NOTE", found[0], self.raw[at + 1 : found.end() - 1], at, found.end())

    def _unknown(self, at: int) -> Lexeme:
        """Take everything up to the next thing that is known, as a whole, a name, or unknown text."""
        if (end := whole_end(self.text, at, self.last)) and not self._binds(at, end):
            return Lexeme("SHARE", self.text[at:end], None, at, end)
        end = at + 1
        while end < len(self.text) and not self._known_at(end):
            end += 1
        if strange := _STRANGE.search(self.text, at, end):
            place = (strange.start(), strange.end())
            raise damaged(place, "有不认得的字符", "there is a character that cannot be read")
        kind = "SUBJECT" if is_name(self.text[at:end], self.last) else "TEXT"
        return Lexeme(kind, self.raw[at:end], "unknown", at, end)

    def _binds(self, at: int, end: int) -> bool:
        """True when a word that changes the meaning stands inside a stretch of text."""
        return any((word := self._word(i)) is not None and word.type in _BINDING for i in range(at, end))

    def _known_at(self, at: int) -> bool:
        char = self.text[at]
        if is_latin(char):
            return not is_latin(self.text[at - 1]) and self._word(at) is not None
        return char in ' (".' or char.isdigit() or self._word(at) is not None


def unknown_unit(span: tuple[int, int], said: str) -> RefusalError:
    """A noun after a number that is neither known nor declared."""
    return RefusalError(
        span,
        Words(f"不认识单位“{said}”", f"the unit {said} is not known"),
        Words(f"请声明单位，如 unit=“{said}”", f"declare it, as in unit={said!r}"),
    )
