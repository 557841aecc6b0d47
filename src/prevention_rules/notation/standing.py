"""What a text holds while it is cut, and which of its words are of another class where they stand.

A comma may belong to what stands before it, 的 may lead to a name, a hyphen may be a minus: the lexer asks here about
each word of a few classes, and about the words of the lexicon.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

import attrs

from prevention_rules.notation import dates
from prevention_rules.notation.counts import STARTS, number_word, part_word
from prevention_rules.notation.english import Prose
from prevention_rules.notation.fold import Folded, fold
from prevention_rules.notation.lexeme import Lexeme, Name, Note, UnitSign, Whose, Word, cuts_latin, lower
from prevention_rules.notation.lexicon import Lexicon, Row, lexicon
from prevention_rules.notation.names import Names
from prevention_rules.notation.unit_words import bracketed_unit

MEASURED = frozenset({"UNIT", "QTY", "POST", "AROUND"})
COUNTED = frozenset({"NUM", "UNIT", "COUNTED", "CUMC"})
WEIGHED = frozenset(
    {
        "POST",
        "ARTICLE",
        "SEP",
        "NOTE",
        "REACH",
        "THAN",
        "DASH",
        "FROM",
        "OF",
        "BASED",
        "EACH",
        "ONWARD",
        "OP",
        "WITHIN",
        "DUN",
        "PLACED",
    }
)
"""Classes of which some words belong to their neighbours, or are of another class where they stand."""
_STARTS_THERE = re.compile("(?:19|20|21)[0-9]{2}年[底末]?约?[0-9]")
_BEHIND = frozenset({"POST", "AROUND"})
_BEFORE_AT = frozenset(
    {"SUBJECT", "YEAR", "NOTE", "PLACE", "QUOTE", "EACHALL", "PERIODIC", "ALL", "LIST", "MODAL", "SEP"}
)
_AT_A_BOUND = re.compile("[0-9][0-9.]*[%‰个所张人次起例件元万亿分钟小时天公里岁]{0,3}(?:以[上下内]|及以上|之内)")
_YEAR_NEXT = re.compile(" (?:the )?(?:19|20|21)[0-9]{2}(?![0-9.,%])")
_COUNTERS = frozenset({"每个", "每所", "每家"})
_BEFORE_A_VERB = frozenset({"至少", "最少", "至多", "最多"})
_A_BASE = re.compile("[比较](?:(?:19|20|21)[0-9]{2}年|上一?年|基期)(?:同期)?")
_ASKS = frozenset({"OP", "REACH", "MODAL"})
_READ_ON = frozenset({"NUM", "QTY", "NOTE", "SUBJECT"})
"""Classes of the lexicon whose words are more than a word: a number, a note, a name."""
_NUMBERLESS = frozenset({"TREND", "SAID"})
"""Classes whose words ask without a number."""
_BELONGS_BEFORE = re.compile(" ?(?:(?:compared (?:with|to)|relative to|versus|against) |respectively)")
_PERCENT_ALONE = re.compile(r"[0-9]+(?:\.[0-9]+)?%(?: by .*)?")
_SIZE_FOLLOWS = re.compile(
    " (?:(?:at least|at most|(?:(?:no|not) )?(?:more|less) than|about|up to|over|below|above|under) )?[0-9]"
)
_ACTUAL = frozenset({"实际", "实际值"})
_REACHED = re.compile("(?:完成|达到?|为|是)?[0-9]")
_CURRENCY = frozenset("$€£¥")
_SIGNS = frozenset("-−－﹣")


@lru_cache(maxsize=512)
def _own_unit(unit: str) -> str:
    return lower(fold(unit).text)


class Standing:
    """A text that is being cut: what was found in it, and the class of the last word."""

    def __init__(self, folded: Folded, unit: str | None, names: Names, figure: bool) -> None:
        self.folded = folded
        self.raw: str = folded.text
        self.text: str = lower(folded.text)
        self.given = unit
        self.unit: str | None = None if unit is None else _own_unit(unit)
        self.currency: str = self.unit if self.unit and self.unit[-1] in _CURRENCY else ""
        self.names = names
        self.lexicon: Lexicon = lexicon()
        self.found: list[Lexeme] = []
        self.taken: list[Lexeme] = []
        self.last = ""
        self.figure = figure

    @cached_property
    def prose(self) -> Prose:
        """The text as English prose, made where something may be English."""
        return Prose(self.text, self.raw, self.names, self.word)

    def is_taken_in(self, lexeme: Lexeme) -> bool:
        """True for a word that stands for nothing of its own, or belongs to what stands before it."""
        match lexeme.type:
            case "ARTICLE":
                return lexeme.text == self.currency or self.prose.stands_before_a_noun(lexeme.end)
            case "SEP":
                return self._is_idle(lexeme)
            case "NOTE" if self.last == "PLACE":
                self._close_place(lexeme)
                return True
            case "NOTE" if self.last in _BEHIND and (sign := self._unit_behind(lexeme)):
                self.found.insert(-1, sign)  # 15以上（亿元）
                return True
            case "POST" if self.last == "NOTE" and len(self.found) > 1 and self.found[-2].type in MEASURED:
                self.found.insert(-1, lexeme)  # 85%（含85%）以上: what the brackets say is of the bound
                return True
            case "REACH" if self._reaches_a_level(lexeme):
                self.found.append(Word("SEP", "", lexeme.start, lexeme.start, "sep"))
        return False

    def in_place(self, lexeme: Lexeme) -> Lexeme:
        """A few words are of another class where they stand."""
        if lexeme.type == "ARTICLE":
            return attrs.evolve(lexeme, type="TEXT")  # an article that no noun follows
        if lexeme.text == "on" and self.last in MEASURED:
            return attrs.evolve(lexeme, type="THAN")  # down 20% or more on 2020
        if lexeme.text == "相比" and self.last in ("YEAR", "WHEN"):
            return attrs.evolve(lexeme, type="BASED")  # 与2020年相比
        if lexeme.text in _ACTUAL and self.last in ("", "SEP") and self._is_the_figure(lexeme):
            return attrs.evolve(lexeme, type="ASIDE")
        if lexeme.type == "BASED" and self.last in MEASURED and lexeme.text.endswith("水平"):
            return attrs.evolve(lexeme, type="ASIDE")  # 稳定在2亿吨水平
        if lexeme.type == "EACH":
            return self._each(lexeme)
        if lexeme.text == "在" and self.last in _BEFORE_AT and _AT_A_BOUND.match(self.text, lexeme.end):
            return attrs.evolve(lexeme, type="BE")  # 规范率在90%以上
        if lexeme.text == "、" and self.last in MEASURED and dates.year(self.text, lexeme.end, bare=False):
            return attrs.evolve(lexeme, type="SEP")  # 2023年达到80%、2025年达到90%
        if lexeme.type == "PLACED" and self.last in MEASURED and _YEAR_NEXT.match(self.text, lexeme.end):
            return attrs.evolve(lexeme, type="COMPARE")  # 55% below 1990 levels
        if lexeme.text in _BEFORE_A_VERB and self._is_before_a_change(self._past_a_base(lexeme.end)):
            return attrs.evolve(lexeme, type="LEAST")  # 至少提高5个百分点
        if lexeme.text == "的" and lexeme.type == "OF" and self.last in MEASURED:
            return attrs.evolve(lexeme, type="THAT")  # 80%以上的社区
        if lexeme.text == "up to" and self.last in ("DIR", "SUBJECT") and self.text.startswith(" at least", lexeme.end):
            return Word("TO", lexeme.text, *lexeme.span, "to")  # increase up to at least 50%
        if lexeme.text == "of" and self.last in ("DIR", "SUBJECT") and _SIZE_FOLLOWS.match(self.text, lexeme.end):
            return self._of_so_much(lexeme)
        if lexeme.type == "FROM" and _STARTS_THERE.match(self.text, lexeme.end):
            return attrs.evolve(lexeme, type="STARTING")  # 从2020年640万户提高到…
        if lexeme.type == "DASH" and not self.found and self._is_fall(lexeme):
            return Word("DIR", lexeme.text, *lexeme.span, "down")  # -10% of a number of cases
        if lexeme.type != "DASH" or not isinstance(lexeme, Word):
            return lexeme
        if self.last == "YEAR" and dates.year(self.text, lexeme.end, bare=False):
            return attrs.evolve(lexeme, type="DUN")  # 2023—2024年分别…
        first = self.last in ("", "SEP", "OPEN")
        if lexeme.text == "~" and (first or self.last not in COUNTED | {"QTY"}):
            return attrs.evolve(lexeme, type="ABOUT", meaning="about")
        if self.last in ("OP", "COMPARE", "POST", "TO") or (self.figure and first and self._is_sign(lexeme)):
            return attrs.evolve(lexeme, type="NEG")
        return lexeme

    def word(self, at: int) -> Lexeme | None:
        """Return the longest word of the lexicon that begins here."""
        text, free = self.text, self.lexicon.free
        for length in self.lexicon.lengths.get(text[at], ()):
            row = free.get(text[at : at + length])
            if row is not None and not cuts_latin(text, at, at + len(row.text)):
                end = at + len(row.text)
                if row.text == "逾" and text[end : end + 1] not in STARTS:
                    continue  # of 逾期, and no bound
                if row.kind in _NUMBERLESS and self._holds_a_verb(at, end):
                    continue
                if row.kind in _READ_ON:
                    return self._read_on(row, at, end)
                return Word(row.kind, row.text, at, end, row.meaning)
        return None

    def _holds_a_verb(self, at: int, end: int) -> bool:
        """True for 基本稳定 before 在: it is 基本 and 稳定在, and a number follows."""
        words = [self.word(start) for start in range(at + 1, end)]
        return any(word is not None and word.end > end and word.type in ("KEEP", "CAP") for word in words)

    def _read_on(self, row: Row, at: int, end: int) -> Lexeme:
        """A row that is a number, a note or a name."""
        match row.kind:
            case "NUM":
                return number_word(self.text, row.meaning, at, end)
            case "QTY":
                return part_word(self.text, row.meaning, at, end)
            case "NOTE":
                return Note("NOTE", row.text, at, end, row.text[1:-1], at + 1)
        return Name("SUBJECT", self.raw[at:end], at, end, self._whose(row.text))

    def _whose(self, piece: str) -> Whose:
        return "own" if piece[0] in "….." else self.names.whose(piece)

    def _is_idle(self, comma: Lexeme) -> bool:
        """The only comma of a text, before what belongs to all before it: 40% by 2030, compared to 1990."""
        text = self.text
        return comma.text == "," and text.count(",") == 1 and _BELONGS_BEFORE.match(text, comma.end) is not None

    def _reaches_a_level(self, reach: Lexeme) -> bool:
        """增长5倍达到6.5Tbps: a change, and the level it leads to."""
        return reach.text in ("达到", "达") and self.last in MEASURED and not self.figure

    def _close_place(self, note: Lexeme) -> None:
        """每个县（市、区、旗）: the bracket belongs to the place."""
        start = self.found[-1].start
        self.found[-1] = Word("PLACE", self.raw[start : note.end], start, note.end, "place")

    def _unit_behind(self, note: Lexeme) -> UnitSign | None:
        """The unit in brackets behind 以上 or 左右, where the number before has none."""
        number = self.found[-2] if len(self.found) > 1 else None
        mark = bracketed_unit(self.raw, note.start, self.unit) if number is not None and number.type == "NUM" else None
        return UnitSign("UNIT", note.text, note.start, note.end, mark[1]) if mark and mark[1] else None

    def _each(self, each: Lexeme) -> Lexeme:
        """每所…至少2名: the counter stands for the unit that is counted, which need not be named again."""
        if each.text not in _COUNTERS:
            return each
        end = each.end
        while self.text.startswith("…", end):
            end += 1
        following = self.word(end) if end < len(self.text) else None
        if end == each.end and (following is None or following.type not in _ASKS):
            return each
        return attrs.evolve(each, type="EACHALL", text=self.raw[each.start : end], end=end)

    def _is_before_a_change(self, at: int) -> bool:
        word = self.word(at) if at < len(self.text) else None
        return isinstance(word, Word) and word.type in ("DIR", "FOLD") and not word.meaning.endswith("rate")

    def _past_a_base(self, at: int) -> int:
        """Return where a base that stands here ends: 至少[比2020年]提高5个百分点."""
        base = _A_BASE.match(self.text, at)
        return base.end() if base is not None else at

    def _of_so_much(self, of: Lexeme) -> Word:
        """A drop of 22%, a reduction in waste of 22%: the size of a change; a coverage of 80%: a level."""
        before = [one.type for one in self.found]
        changes = "DIR" in before and "TO" not in before and "SEP" not in before
        return Word("SIZE", of.text, *of.span, "by") if changes else Word("BE", of.text, *of.span, "be")

    def _is_the_figure(self, word: Lexeme) -> bool:
        """实际完成86%: what was reached; 实际提高 may be the real growth of money."""
        return self.figure and _REACHED.match(self.text, word.end) is not None

    def _is_fall(self, dash: Lexeme) -> bool:
        """A minus before a % of what is not measured in %: so much less of it."""
        declared = self.unit is not None and self.unit != "%" and not self.figure
        return declared and self._is_sign(dash) and _PERCENT_ALONE.fullmatch(self.text, dash.end) is not None

    def _is_sign(self, dash: Lexeme) -> bool:
        """A hyphen right before a digit is a minus sign; a long dash is a bullet or a gap, and refused."""
        return self.folded.source[self.folded.at[dash.start]] in _SIGNS and self.text[dash.end : dash.end + 1].isdigit()
