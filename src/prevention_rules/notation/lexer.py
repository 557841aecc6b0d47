"""From folded text to lexemes: the longest word of the lexicon, the indicator's name, a number, a unit after a number.

Every character ends up in a lexeme; what no row knows and no name holds becomes a ``TEXT``, which no rule
of the grammar takes, so that it can only lead to an error and never be dropped.
"""

from __future__ import annotations

import re
from operator import attrgetter

import attrs

from prevention_rules.notation import dates
from prevention_rules.notation.counts import STARTS, number_at, percentage
from prevention_rules.notation.fold import Folded
from prevention_rules.notation.lexeme import (
    Lexeme,
    Name,
    Note,
    Quote,
    UnitSign,
    Whose,
    Word,
    is_latin,
)  # fmt: skip
from prevention_rules.notation.names import Names, looks_like_a_name, whole_end
from prevention_rules.notation.parties import PARTS_START, party_at
from prevention_rules.notation.refusals import RefusalError, damaged, refuse
from prevention_rules.notation.standing import COUNTED, MEASURED, WEIGHED, Standing
from prevention_rules.notation.unit_words import (
    bracketed_unit,
    english_rate,
    own_unit_end,
    rate_before,
    sign_after_number,
    unit_end,
    unit_named,
)  # fmt: skip
from prevention_rules.text import Words

_NOTE = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[0-9. ,~-]{3,}\]")
_QUOTE = re.compile('"(?:[^"]|"")*"')
_TWICE = re.compile('(["“”„＂])["“”„＂]')
_PINYIN = re.compile("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]+\\)")
_STRANGE = re.compile("[\U00010000-\U0010ffff\ue000-\uf8ff\ufffd]")
"""Rare planes and private use: what a page shows where a digit was lost (𰹄.69/10万)."""
_BINDING = frozenset({"OP", "COMPARE", "POST", "DIR", "THAN", "WHEN", "PERIODIC", "KEEP", "CAP", "REACH", "AROUND"})
_CARRYING = _BINDING - {"REACH"} | {
    "PLACED", "TREND", "COVER", "FOLD", "SAID", "NUM", "QTY", "ABOUT", "SLOW", "MODAL", "EACH", "EACHALL", "ALL",
}  # fmt: skip
"""Classes whose words the name never consumes: they say what is asked."""
_CUT_OUT = frozenset("达到至占同应")
"""Words that begin longer ones as well, and before which no end of a name stands: 达 of 达标率, 占 of 占地面积."""
_DENIALS = re.compile("[不未非无0-9]|连续[一二三四五六七八九十两]")
_BEFORE_SHARED = MEASURED | {"SUBJECT"}
_SHARED = ("保障", "享受", "参加", "参与", "掌握", "纳入", "得到")
_SHARED_STARTS = frozenset(verb[0] for verb in _SHARED)
_SHARED_VERB = re.compile("|".join(_SHARED))
_BARE_YEAR_AFTER = frozenset({"THAN", "FROM", "WITHIN"})
_NAMED = frozenset({"SUBJECT", "NOTE"})
"""Behind the indicator's name, and the unit that stands in brackets there, a colon parts it from what is asked."""
_FOOTNOTES = frozenset("*※①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_SPECIAL = STARTS | frozenset(".每平到至截于在")
"""The characters that begin what is no row of the lexicon, Latin letters aside."""


def lex(folded: Folded, unit: str | None = None, names: Names | None = None, *, figure: bool = False) -> list[Lexeme]:
    """Cut folded text into lexemes; *unit* is the caller's own and goes before every other word.

    *names* are what the indicator is called. *figure* says that the text is a published value: a sign right before
    its first number is then a minus (``-0.3%``); in a target it may be the mark of a list.

    Raises `RefusalError` for damage that shows already in the letters (``.93岁``, inserted pinyin), and for a
    date where a number should stand.
    """
    return _Scan(folded, unit, names or Names(), figure).run()


def every_lexeme(folded: Folded, unit: str | None, names: Names) -> list[Lexeme]:
    """Return the lexemes of a target with those that belong to a neighbour, such as an article before its noun."""
    scan = _Scan(folded, unit, names, figure=False)
    return sorted([*scan.run(), *scan.taken], key=attrgetter("start"))


class _Scan(Standing):
    def run(self) -> list[Lexeme]:
        text, at, end, named = self.text, 0, len(self.text), False
        while at < end:
            if text[at] == " " or (text[at] == ":" and self.last in _NAMED):
                at += 1
                continue
            if text[at] == "b" and (years := dates.between_years(text, at)):
                self.found += years
                at, self.last = years[-1].end, "YEAR"
                continue
            lexeme = self._next(at)
            at = lexeme.end
            if lexeme.type in WEIGHED or lexeme.text == "up to":
                if self.is_taken_in(lexeme):
                    if lexeme.type != "NOTE":  # which is told as a part of its neighbour
                        self.taken.append(lexeme)
                    continue
                lexeme = self.in_place(lexeme)
            self.found.append(lexeme)
            self.last = lexeme.type
            if self.last == "SUBJECT":
                named = True
        if named and self._is_split():
            self.found = [attrs.evolve(one, whose="part") if isinstance(one, Name) else one for one in self.found]
        return self.found

    def _is_split(self) -> bool:
        """学生开展正脊筛查, for 学生正脊筛查: the name in two stretches, of which a verb may be one."""
        names = [one for one in self.found if isinstance(one, Name)]
        if not self.names.called or all(one.whose != "other" for one in names):
            return False
        stems = self.names.stems
        done = [one for one in self.found if one.type == "REACH" and any(one.text in stem for stem in stems)]
        said = sorted([*names, *done], key=attrgetter("start"))
        return len(said) > 1 and self.names.whose("".join([one.text for one in said])) != "other"

    def _next(self, at: int) -> Lexeme:
        char = self.text[at]
        if self.last in COUNTED and (unit := self._after_number(at, char)):
            return (self.prose.counted(at, unit, self.last) or unit) if self.names.english else unit
        if self.currency and self._is_price(at):
            return Word("ARTICLE", self.currency, at, at + len(self.currency), "-")  # US$80: the unit, said before
        if char == '"' and self.text[at : at + 2] in self.names.pairs and (name := self._whole_name(at, at)):
            return name
        if char == '"' and (quoted := dates.plan_period(self.text, at) or self._quote(at)):
            return quoted
        if char in dates.EARLY_STARTS and (soon := dates.early(self.text, at, figure=self.figure)):
            return soon
        if char in PARTS_START and (party := party_at(self.text, at, self.last, self.names)):
            return attrs.evolve(party, start=self.found.pop().start) if self.last == "THAT" else party
        if (char in _SHARED_STARTS or self.last == "NEVER") and (more := self._more_of_the_name(at)):
            return more
        word = self.word(at)
        if self.names.english and is_latin(char) and (phrase := self.prose.phrase(at, word, self.last)):
            return phrase
        if char in _FOOTNOTES and self.last in MEASURED | COUNTED:
            return Note("NOTE", char, at, at + 1, char, at)
        if char in "([" and (note := self._note(at, word)):
            return note
        if self.text[at : at + 2] in self.names.pairs and (name := self._name(at, word)):
            return name
        if (char in _SPECIAL or char.isascii()) and (special := self._special(at, word)):
            return special
        return word or self._unknown(at)

    def _more_of_the_name(self, at: int) -> Word | None:
        """Read 保障 in 100%保障入学, 一次死亡10人以上 in 不发生一次死亡10人以上特大事故: the name goes on behind it."""
        if self.last == "NEVER":
            end = self.names.defined_end(self.text, at)
            return Word("ASIDE", self.text[at:end], at, end, "says which events the name means") if end else None
        found = _SHARED_VERB.match(self.text, at) if self.last in _BEFORE_SHARED else None
        if found is None or self.names.stretch_end(self.text, found.end()) is None:
            return None
        return Word("REACH", found[0], at, found.end(), "do")

    def _is_price(self, at: int) -> bool:
        end = at + len(self.currency)
        return self.text.startswith(self.currency, at) and self.text[end : end + 1].isdigit()

    def _special(self, at: int, word: Lexeme | None) -> Lexeme | None:
        """What is no row of the lexicon: a number, a year, an English name, a rate before its number."""
        char = self.text[at]
        if char in STARTS:
            return self._count(at, word)
        if char == "." and self.text[at + 1 : at + 2].isdigit():
            raise damaged((at, at + 2), "小数点前的数字缺失", "the digits before the point are missing")
        if is_latin(char):
            date = dates.by_year(self.text, at)
            return date if date and not self._counts(date.end + 1) else self.prose.other(at, word, self.last)
        if char in "每平":
            return rate_before(self.text, at)
        if char in "到至截于在" and self.last != "DIR":  # 增至2025年的6000万 is a level, and its year no deadline
            return dates.until(self.text, at) or dates.plan_period(self.text, at)
        return None

    def _name(self, at: int, word: Lexeme | None) -> Name | None:
        """The indicator's own name, or words of it that are longer than a word of the lexicon and say nothing asked."""
        if self.last == "NUM":
            return None
        known = word.end if word is not None else at
        if name := self._whole_name(at, known):
            return name
        if is_latin(self.text[at]) or (word is not None and word.type in _CARRYING):
            return None
        end = self.names.stretch_end(self.text, at)
        if end is not None and end == known and self.last in MEASURED and word is not None and word.type == "PLACE":
            known = at  # 5个省份: what is counted, and no place that is asked of
        if end is None or end <= known or self._carries(at, end):
            return None
        if self.text[at] in "每平" and (base := rate_before(self.text, at)) and end < base.end:
            return None  # 每千 of 每千户籍人口 is not the 每千 of 每千常住人口
        if word is None and end < len(self.text) and not (self._known_at(end) or _SHARED_VERB.match(self.text, end)):
            return None  # the stretch goes on with words of another name
        return Name("SUBJECT", self.raw[at:end], at, end, self._belongs(at, end))

    def _whole_name(self, at: int, known: int) -> Name | None:
        """The indicator's own name, or an end of it that says what is measured, longer than what is *known* here."""
        if (end := self.names.own_end(self.text, at)) and end > known:
            return Name("SUBJECT", self.raw[at:end], at, end, "own")
        if self.last in MEASURED or self.text[at] in "每各":
            return None
        end, whose = self.names.ending(self.text, at) or (at, "other")
        if end <= known:
            return None
        return Name("SUBJECT", self.raw[at:end], at, end, "other" if self._is_cut(at, end) else whose)

    def _carries(self, at: int, end: int) -> bool:
        if _DENIALS.search(self.text, at, end):
            return True
        while at < end:
            word = self.word(at)
            if word is not None and word.end <= end and word.type in _CARRYING:
                return True
            at = at + 1 if word is None else word.end
        return False

    def _count(self, at: int, word: Lexeme | None) -> Lexeme | None:
        """A year, or a number that is longer than any word here (一 against 一般)."""
        if (plain := percentage(self.text, at)) is not None:
            return plain if word is None or plain.end > word.end else None
        if not (self.unit == "年" and self.last == "NUM"):
            compared = self.last == "COMPARE" and len(self.found) > 1 and self.found[-2].type in COUNTED | {"QTY"}
            bare = self.last in _BARE_YEAR_AFTER or compared
            years = dates.years_of(self.text, at)
            if date := years or dates.year(self.text, at, bare=bare) or dates.plan_period(self.text, at):
                return date
        end = dates.calendar_end(self.text, at, bare=not self._bounded(), measured=self.unit is not None)
        if end is not None and not self._counts(end) and not self._is_counted_year(at):
            raise dates.no_quantity(self.text, at, end)
        number = number_at(self.text, at, self.unit)
        return number if number is not None and (word is None or number.end > word.end) else None

    def _is_counted_year(self, at: int) -> bool:
        """2014/10万 is a rate and no month."""
        return self.text[at : at + 4].isdigit() and self._counts(at + 4)

    def _bounded(self) -> bool:
        """True where a word before says that a number must follow, so that it is no date."""
        return self.last in ("OP", "COMPARE", "PLACED", "CAP", "BETWEEN")

    def _counts(self, at: int) -> bool:
        """True when a unit or a divisor stands here, so that the number before it is no year and no date."""
        text = self.text
        return at < len(text) and (
            text[at] in "万亿÷" or sign_after_number(text, at) is not None or unit_end(text, at, self.unit) is not None
        )

    def _after_number(self, at: int, char: str) -> UnitSign | None:
        if self.last in ("NUM", "CUMC"):
            if char == "(" and (mark := bracketed_unit(self.raw, at, self.unit)):
                said, unit = mark
                close = at + len(said) + 2
                if unit is not None:
                    return UnitSign("UNIT", self.raw[at:close], at, close, unit)
                if self.unit is None and self.raw[at:close] not in self.lexicon.free and not re.search("[0-9:]", said):
                    raise unknown_unit((at + 1, close - 1), said)
            end = unit_end(self.text, at, self.unit)
            if end is None or self.raw[at:end] != self.text[at:end]:  # in capitals, or by its symbol
                own = own_unit_end(self.text, at, self.unit) if self.unit else None
                if own and self.given is not None and own >= (end or at):
                    return UnitSign("UNIT", self.raw[at:own], at, own, unit_named(self.given))
            if end:
                return UnitSign("UNIT", self.raw[at:end], at, end, unit_named(self.raw[at:end]))
            if sign := sign_after_number(self.text, at):
                return sign
        return english_rate(self.text, at) if char.isascii() else None

    def _quote(self, at: int) -> Quote | None:
        """Words in quotes are the author's own, doubled quotes inside them being one."""
        if not (found := _QUOTE.match(self.text, at)):
            return None
        start, end = self.folded.at[at] + 1, self.folded.at[found.end() - 1]
        return Quote("QUOTE", found[0], at, found.end(), _TWICE.sub(r"\1", self.folded.source[start:end]))

    def _note(self, at: int, word: Lexeme | None) -> Note | Word | None:
        """A note in brackets, unless a word of the lexicon begins with the bracket: （含）以上."""
        found = _PINYIN.match(self.text, at)
        if found and at and "\u4e00" <= self.text[at - 1] <= "\u9fff":
            raise damaged((at, found.end()), "字后混入了拼音", "pinyin was inserted after a character")
        if (word is not None and word.type != "CUMO") or not (found := _NOTE.match(self.text, at)):
            return None
        if self.prose.abbreviates(at, found.end()):
            return Word("ASIDE", self.raw[at : found.end()], at, found.end(), "abbreviates the words before it")
        if found[0][0] == "[" and self.last not in COUNTED | {"QTY"}:
            return None  # [5000]万人 is a cumulative figure
        return Note("NOTE", found[0], at, found.end(), self.raw[at + 1 : found.end() - 1], at + 1)

    def _unknown(self, at: int) -> Name:
        """Take everything up to the next thing that is known, as a whole, a name, or unknown text."""
        if (end := whole_end(self.text, at, self.last)) and not self._binds(at, end):
            return Name("SHARE", self.text[at:end], at, end, "unknown")
        end = at + 1
        while end < len(self.text) and not self._known_at(end):
            end += 1
        if strange := _STRANGE.search(self.text, at, end):
            raise damaged(strange.span(), "有不认得的字符", "there is a character that cannot be read")
        piece = self.text[at:end]
        whose = self._belongs(at, end)
        if whose in ("own", "ending", "part") or looks_like_a_name(piece, self.last):
            return Name("SUBJECT", self.raw[at:end], at, end, whose)
        return Name("TEXT", self.raw[at:end], at, end, whose)

    def _belongs(self, at: int, end: int) -> Whose:
        """Say how a stretch belongs to the indicator."""
        whose = self.names.whose(self.text[at:end])
        return "other" if whose in ("ending", "part") and self._is_cut(at, end) else whose

    def _is_cut(self, at: int, end: int) -> bool:
        """True for the rest of a word whose first character was read as a word of its own: 标率 behind 达."""
        before = self.found[-1] if self.found else None
        if before is None or before.end < at or before.text not in _CUT_OUT:
            return False
        return self.names.whose(self.text[before.start : end]) == "other"

    def _binds(self, at: int, end: int) -> bool:
        """True when a word that changes the meaning stands inside a stretch of text."""
        return any((word := self.word(i)) is not None and word.type in _BINDING for i in range(at, end))

    def _known_at(self, at: int) -> bool:
        char = self.text[at]
        if is_latin(char):
            return not is_latin(self.text[at - 1]) and self.word(at) is not None
        return char in ' (".' or char.isdigit() or self.word(at) is not None


def unknown_unit(span: tuple[int, int], said: str) -> RefusalError:
    """A unit in brackets that nobody knows."""
    return refuse(
        span,
        f"不认识单位“{said}”",
        f"the unit {said} is not known",
        Words(f"请声明单位，如 unit=“{said}”", f"declare it, as in unit={said!r}"),
    )
