"""From folded text to lexemes: the longest word of the lexicon, a number, or a unit after a number.

Every character ends up in a lexeme; what no row knows becomes a ``TEXT``, which no rule of the
grammar takes, so that it can only lead to an error and never be dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from lark.lexer import Lexer as LarkLexer

from prevention_rules.notation.faults import Fault, damaged
from prevention_rules.notation.fold import Folded, fold
from prevention_rules.notation.lexicon import Lexicon, lexicon
from prevention_rules.notation.numerals import LONGEST, STARTS, read_number, read_scale, read_year
from prevention_rules.quantities import SCALES, Unit, known_units, unit_of
from prevention_rules.text import Words


class Lexeme:
    """A stretch of folded text: its class (``type``, as Lark wants it), meaning, text and place."""

    __slots__ = ("end", "meaning", "start", "text", "type")
    start_pos = end_pos = line = column = end_line = end_column = None  # Lark asks for them; `start` says it

    def __init__(self, type: str, text: str, meaning: Any, start: int, end: int) -> None:
        self.type, self.text, self.meaning, self.start, self.end = type, text, meaning, start, end

    def __repr__(self) -> str:
        return f"{self.type}({self.text!r}, {self.meaning!r})"


class Feed(LarkLexer):
    """The lexer Lark is given: the lexemes are made already, and only handed on."""

    def __init__(self, conf: Any) -> None:
        """Take Lark's settings, of which none apply."""

    def lex(self, lexer_state: Any, parser_state: Any = None) -> Iterator[Any]:
        """Hand on the lexemes one by one."""
        yield from lexer_state


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_AFTER_YEAR = re.compile("年度?(?:12月)?(?:年?[底末])?(?:之前|以前|前)?")
_BY_YEAR = re.compile(
    r"(?:by|in|until|before) (?:the )?(?:end of )?(?:the )?(?:year )?((?:19|20|21)[0-9]{2})(?![0-9%÷/]|[.,][0-9]| to [0-9]| \()"
)
_SOON = re.compile("by the end of (?:next|this|the) year")
_BARE_YEAR = re.compile(r"((?:19|20|21)[0-9]{2})(?![0-9.,%])")
_UNTIL = re.compile("截至|截止到?|到|至|于|在")
_NOTE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_QUOTE = re.compile('"(?:[^"]|"")*"')
_TWICE = re.compile('(["“”„＂])["“”„＂]')
_PINYIN = re.compile("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]+\\)")
_UNIT_MARK = re.compile(r"\(([^()]{1,40})\)")
_TIMES = re.compile("×([0-9,]+) (.+)")
_MORE = re.compile("[余多来](?![年月])")
_ENGLISH_RATE = re.compile(
    r"(?:per|for every|out of every) ([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+|thousand|million|hundred thousand)"
    r"(?: (?:live births|births|population|people|persons|inhabitants|residents|children|women))?(?![a-z0-9])"
)
_RATE_SIZES = {"thousand": 1000, "hundred thousand": 100_000, "million": 10**6}
_POPULATION = "(?:户籍人口|常住人口|人口|居民|常住居民|人)?(?:中)?"
_PER = re.compile(rf"(?:平均)?每([0-9]*(?:万亿|亿|千万|百万|十万|万|千|百)){_POPULATION}")
_SHARE = re.compile(r"[\u4e00-\u9fff]{0,30}?(?:总数|总量|总额|总人数|总人口|总面积|总户数|总支出)的")
_NAME = re.compile("(?:率|比例|比重|占比|人数|户数|次数|数量|面积|寿命|覆盖面|浓度|时间|强度|规模|总量|数|水平|年限|床位)$")
_OBJECT = re.compile(r"[a-z][a-z ,'/-]{0,150}?(?= (?:by|to|from) )")
_OF_WHOM = re.compile(
    r"(?:of|in|among) (?!.{0,100}(?:average|level|baseline|standard|target|mean|median|that of|what))[a-z][a-z ,'/-]{0,150}?(?=$|\.$| (?:compared|relative|from|by|versus) )"
)
_TOPIC = re.compile(
    r"(?!.{0,80}(?:\b(?:no|not|non|without|neither|never|half|only|nor|if|none)\b))[a-z][a-z ,'/-]{0,80}?"
    r"(?= (?:at least|at most|below|above|less than|more than|fewer than|no more than|not less than|over|under) )"
)
_STRANGE = re.compile("[\U00010000-\U0010ffff\ue000-\uf8ff\ufffd]")
"""Rare planes and private use: what a page shows where a digit was lost (𰹄.69/10万)."""
_BEFORE_NAME = frozenset({"SEP", "AND", "MODAL", "YEAR", "ASUNIT", "PLACE", "OPEN"})
_ANOTHER = re.compile("平均|目标|标准|同期|以外|其他|其中|不|未|非")


@lru_cache(maxsize=512)
def _own_unit(unit: str) -> str:
    return fold(unit).text.translate(_LOWER)


@cache
def _unit_pattern() -> re.Pattern[str]:
    """One pattern for every unit the registry or the lexicon knows, alone or over another."""
    counters = [word.text for word in lexicon().words if word.kind == "COUNTER"]
    known = sorted({name.translate(_LOWER) for name in known_units()} | set(counters), key=len, reverse=True)
    noun = "(?:" + "|".join(map(re.escape, known)) + ")"
    scale = "(?:万亿|亿|千万|百万|十万|万|千|百)"
    below = "(?:" + "|".join(re.escape(name) for name in known if unit_of(name).dimension) + ")"
    size = f"(?:10{{2,6}}|[0-9]+{scale}|{scale})"
    under = rf"/{size}?(?:常住人口|人口|{below})|/{size}(?:常住人口|人口|人)?"
    return re.compile(rf"{noun}(?:{under})*|(?:{under})")


def lex(folded: Folded, unit: str | None = None) -> list[Lexeme]:
    """Cut folded text into lexemes; *unit* is the caller's own and goes before every other word.

    Raises `Fault` for damage that shows already in the letters (``.93岁``, inserted pinyin).
    """
    return _Scan(folded, None if unit is None else _own_unit(unit)).run()


class _Scan:
    def __init__(self, folded: Folded, unit: str | None) -> None:
        self.folded = folded
        self.raw = folded.text
        self.text = folded.text.translate(_LOWER)
        self.unit = unit
        self.words: Lexicon = lexicon()
        self.found: list[Lexeme] = []

    def run(self) -> list[Lexeme]:
        at, end = 0, len(self.text)
        while at < end:
            if self.text[at] == " ":
                at += 1
                continue
            at = self._step(at)
        return self.found

    def _step(self, at: int) -> int:
        text, char = self.text, self.text[at]
        last = self.found[-1].type if self.found else ""
        if last in ("NUM", "UNIT", "COUNTED", "CUMC") and (end := self._after_number(at, last)):
            return end
        if char in "(\"" and (end := self._enclosed(at)):
            return end
        word = self._word(at)
        if char in STARTS or char in "百千":
            if end := self._year(at, last):
                return end
            number = self._number(at)
            if number is not None and (word is None or number.end > word.end):
                self.found.append(number)
                return number.end
        elif (char in "到至截于在bu" or char == "i") and (end := self._until_year(at, word)):
            return end
        elif char == "每" or char == "平":
            if end := self._per(at):
                return end
        elif char == "." and text[at + 1 : at + 2].isdigit():
            raise damaged((at, at + 2), "小数点前的数字缺失", "the digits before the point are missing")
        if "a" <= char <= "z" and (word is None or word.type in ("OF", "ARTICLE", "WITHIN")) and (end := self._sentence(at, last)):
            return end
        return self._take(word) if word is not None else self._unknown(at)

    def _take(self, word: Lexeme) -> int:
        if word.type == "ARTICLE":
            return word.end
        if word.text == "相比" and self.found and self.found[-1].type in ("YEAR", "WHEN"):
            word.type = "BASED"  # 与2020年相比
        if word.type == "DASH" and self.found and self.found[-1].type in ("OP", "COMPARE"):
            word.type = "NEG"
        self.found.append(word)
        return word.end

    def _word(self, at: int) -> Lexeme | None:
        text, free = self.text, self.words.free
        for length in self.words.lengths.get(text[at], ()):
            piece = text[at : at + length]
            if (row := free.get(piece)) is not None and not self._inside_latin(at, at + len(piece)):
                if row.kind == "NUM":
                    return self._number_word(row.meaning, at, at + len(piece))
                return Lexeme(row.kind, piece, row.meaning, at, at + len(piece))
        return None

    def _number_word(self, meaning: str, at: int, end: int) -> Lexeme:
        scale, end = read_scale(self.text, end)
        return Lexeme("NUM", self.text[at:end], (Fraction(meaning) * scale, Fraction(scale), False), at, end)

    def _inside_latin(self, start: int, end: int) -> bool:
        """A Latin word must not be cut out of a longer one."""
        text = self.text
        if text[start].isascii() and text[start].isalpha() and start and _latin_letter(text[start - 1]):
            return True
        last = text[end - 1]
        return last.isascii() and last.isalpha() and end < len(text) and _latin_letter(text[end])

    def _number(self, at: int) -> Lexeme | None:
        if share := self._parts(at):
            return share
        number = read_number(self.text, at)
        if number is None:
            return None
        text, end = self.text, number.end
        if end - at > LONGEST:
            raise damaged((at, end), "数字太长", "the number is too long")
        if re.match(r"[.,]?[0-9]", text[end : end + 2]) and text[at].isascii():
            raise damaged((at, end + 2), "数字的写法不对", "this is not how a number is written")
        if text[at] == "0" and text[at + 1 : at + 2].isdigit():
            raise damaged((at, end), "数字以 0 开头，可能丢了小数点", "the number begins with 0; a point may be lost")
        value, step = number.value, number.step
        if share := self._fraction(at, value, end):
            return share
        more = _MORE.match(text, end)
        size_at = more.end() if more else end
        if not self._unit_at(size_at) and not (more and self._unit_at(end)):
            scale, scaled = read_scale(text, size_at)
            value, step, size_at = value * scale, step * scale, scaled
            more = more or _MORE.match(text, size_at)
            end = max(size_at, more.end() if more else 0)
        elif more:
            end = more.end()
        if text.startswith("÷", end) and (under := read_number(text, end + 1)) and under.value:
            value, step, end = value / under.value, None, under.end
        if text.startswith("成", end) and (self.unit or "") != "成":
            half = 5 if text.startswith("成五", end) else 0
            share_end = end + (2 if half else 1)
            post = bool(_MORE.match(text, share_end))
            meaning = (value * 10 + half, Fraction(100), Fraction(10), bool(more) or post)
            return Lexeme("QTY", text[at : share_end + post], meaning, at, share_end + post)
        return Lexeme("NUM", text[at:end], (value, step, bool(more)), at, end)

    def _fraction(self, at: int, value: Fraction, end: int) -> Lexeme | None:
        """三分之一, 十分之三: a part of a whole; 百分之…, 十万分之… are read by `_parts`."""
        if not self.text.startswith("分之", end) or value < 2 or (of := read_number(self.text, end + 2)) is None:
            return None
        return Lexeme("QTY", self.text[at : of.end], (of.value / value * 100, Fraction(100), None, False), at, of.end)

    def _parts(self, at: int) -> Lexeme | None:
        for word, size in _PARTS.items():
            if self.text.startswith(word, at) and (of := read_number(self.text, at + len(word))):
                return Lexeme("QTY", self.text[at : of.end], (of.value, Fraction(size), of.step, False), at, of.end)
        return None

    def _year(self, at: int, last: str) -> int | None:
        if self.unit == "年" and last == "NUM":
            return None
        if year := read_year(self.text, at):
            return self._add_year(at, *year)
        bare = last in ("THAN", "FROM", "WITHIN") or self._after_amount_compared(last)
        if bare and (found := _BARE_YEAR.match(self.text, at)):
            self.found.append(Lexeme("YEAR", found[0], int(found[1]), at, found.end()))
            return found.end()
        if found := re.match(r"[0-9]{8}年", self.text[at : at + 9]):
            raise damaged((at, at + 9), "两个年份之间的连接号缺失", "the dash between two years is missing")
        return None

    def _after_amount_compared(self, last: str) -> bool:
        return last == "COMPARE" and len(self.found) > 1 and self.found[-2].type in ("UNIT", "QTY", "NUM")

    def _add_year(self, at: int, year: int, end: int) -> int:
        after = _AFTER_YEAR.match(self.text, end)
        end = after.end() if after and not self.text.startswith("年起", end) else end
        self.found.append(Lexeme("YEAR", self.text[at:end], year, at, end))
        return end

    def _until_year(self, at: int, word: Lexeme | None) -> int | None:
        if found := _UNTIL.match(self.text, at):
            if not (year := read_year(self.text, found.end())):
                return None
            if found[0] == "在" and re.match("年?的?(?:基础|水平)", self.text[year[1] : year[1] + 5]):
                return None
            return self._add_year(at, *year)
        if (found := _BY_YEAR.match(self.text, at)) and not self._counts(found.end() + 1):
            self.found.append(Lexeme("YEAR", found[0], int(found[1]), at, found.end()))
            return found.end()
        if found := _SOON.match(self.text, at):
            self.found.append(Lexeme("NOTE", found[0], None, at, found.end()))
            return found.end()
        return None

    def _per(self, at: int) -> int | None:
        if not (found := _PER.match(self.text, at)):
            return None
        text = "/" + re.sub("居民|户籍人口|中$", "", found[0].partition("每")[2])
        self.found.append(Lexeme("PER", found[0], unit_of(text), at, found.end()))
        return found.end()

    def _after_number(self, at: int, last: str) -> int | None:
        if last in ("NUM", "CUMC"):
            mark = _UNIT_MARK.match(self.raw, at)
            if mark and (unit := _try_unit(mark[1], self.unit)):
                self.found.append(Lexeme("UNIT", mark[0], (unit, True), at, mark.end()))
                return mark.end()
            if mark and self.unit is None and mark[0] not in self.words.free and not re.search("[0-9:]", mark[1]):
                raise _no_unit((at + 1, mark.end() - 1), mark[1])
            if end := self._unit_at(at):
                self.found.append(Lexeme("UNIT", self.raw[at:end], (_unit(self.raw[at:end], self.unit), False), at, end))
                return end
            if (word := self._longest_bound(at)) and word.type != "RATE":
                self.found.append(word)
                return word.end
        if rate := _ENGLISH_RATE.match(self.text, at):
            size = _RATE_SIZES.get(rate[1]) or int(rate[1].replace(",", "").replace(" ", ""))
            self.found.append(Lexeme("RATE", rate[0], unit_of(f"/{_scaled(size)}"), at, rate.end()))
            return rate.end()
        return None

    def _counts(self, at: int) -> bool:
        """True when a unit stands here, so that the number before it is no year."""
        return at < len(self.text) and (self._longest_bound(at) is not None or self._unit_at(at) is not None)

    def _longest_bound(self, at: int) -> Lexeme | None:
        text = self.text
        for length in range(min(24, len(text) - at), 0, -1):
            row = self.words.bound.get(text[at : at + length])
            if row is not None and not self._inside_latin(at, at + length):
                meaning: Any = (unit_of(row.meaning), False) if row.kind == "UNIT" else row.meaning
                return Lexeme(row.kind, text[at : at + length], meaning, at, at + length)
        return None

    def _unit_at(self, at: int) -> int | None:
        """Where a unit that begins here ends: the caller's own, or one the registry knows."""
        text = self.text
        found = _unit_pattern().match(text, at)
        end = found.end() if found else at
        own = self.unit
        if own and text.startswith(own, at) and at + len(own) >= end:
            end = at + len(own)
        if end == at or self._inside_latin(at, end):
            return None
        return end

    def _enclosed(self, at: int) -> int | None:
        if found := _QUOTE.match(self.text, at):
            start, end = self.folded.at[at] + 1, self.folded.at[found.end() - 1]
            said = _TWICE.sub(r"\1", self.folded.source[start:end])
            self.found.append(Lexeme("QUOTE", found[0], said, at, found.end()))
            return found.end()
        if found := _PINYIN.match(self.text, at):
            if at and "\u4e00" <= self.text[at - 1] <= "\u9fff":
                raise damaged((at, found.end()), "字后混入了拼音", "pinyin was inserted after a character")
        if found := _NOTE.match(self.text, at):
            word = self._word(at)
            if word is not None and word.end >= found.end():
                return None
            if word is not None and word.end > at + 1:
                return None
            if self.found and self.found[-1].type == "PLACE":
                place = self.found[-1]
                place.text, place.end = self.raw[place.start : found.end()], found.end()
            else:
                self.found.append(Lexeme("NOTE", found[0], self.raw[at + 1 : found.end() - 1], at, found.end()))
            return found.end()
        return None

    def _unknown(self, at: int) -> int:
        """Take everything up to the next thing that is known, as a share, a name, or unknown text."""
        if share := _SHARE.match(self.text, at):
            self.found.append(Lexeme("SHARE", share[0], None, at, share.end()))
            return share.end()
        end = at + 1
        while end < len(self.text) and not self._known_at(end):
            end += 1
        piece = self.text[at:end]
        if strange := _STRANGE.search(piece):
            place = at + strange.start()
            raise damaged((place, place + 1), "有不认得的字符", "there is a character that cannot be read")
        before = self.found[-1].type if self.found else "SEP"
        named = before in _BEFORE_NAME and _NAME.search(piece) and not _ANOTHER.search(piece)
        self.found.append(Lexeme("SUBJECT" if named else "TEXT", self.raw[at:end], "unknown", at, end))
        return end

    def _sentence(self, at: int, last: str) -> int | None:
        """English names between the words of a target: reduce *the number of …* by, 90% *of adults*."""
        if last == "DIR" and not _OF_WHOM.match(self.text, at) and (found := _OBJECT.match(self.text, at)):
            pass
        elif last in ("UNIT", "QTY", "POST", "DIR") and (found := _OF_WHOM.match(self.text, at)):
            pass
        elif last in ("", "SEP", "MODAL") and (found := _TOPIC.match(self.text, at)):
            pass
        else:
            return None
        self.found.append(Lexeme("SUBJECT", self.raw[at : found.end()], "unknown", at, found.end()))
        return found.end()

    def _known_at(self, at: int) -> bool:
        char = self.text[at]
        if char.isascii() and char.isalpha():
            return not _latin_letter(self.text[at - 1]) and self._word(at) is not None
        return char in " (\"." or char.isdigit() or (char in self.words.lengths and self._word(at) is not None)


_PARTS = {"百分之": 100, "千分之": 1000, "万分之": 10_000, "十万分之": 100_000}


def _latin_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _scaled(size: int) -> str:
    for scale, value in sorted(SCALES.items(), key=lambda row: -row[1]):
        if size == value or (size % value == 0 and len(scale) == 1):
            return f"{size // value if size != value else ''}{scale}"
    return str(size)


@lru_cache(maxsize=4096)
def _unit(text: str, own: str | None) -> Unit:
    return unit_of(text)


def _try_unit(text: str, own: str | None) -> Unit | None:
    """Return the unit in brackets after a number, or None when the brackets hold something else."""
    folded = text.translate(_LOWER)
    if scaled := _TIMES.fullmatch(folded):
        row = lexicon().bound.get(scaled[2])
        return unit_of(_scaled(int(scaled[1].replace(",", ""))) + (row.meaning if row else scaled[2]))
    if own == folded or _unit_pattern().fullmatch(folded):
        return unit_of(text)
    scaled = re.fullmatch("[十百千万亿]+(.+)", folded)
    return unit_of(text) if scaled and _unit_pattern().fullmatch(scaled[1]) else None


def _no_unit(span: tuple[int, int], said: str) -> Fault:
    return Fault(
        span,
        Words(f"不认识单位“{said}”", f"the unit {said} is not known"),
        Words(f"请声明单位，如 unit=“{said}”", f"declare it, as in unit={said!r}"),
    )
