"""The indicator's own name inside a cell: which stretch of a text belongs to it, and which to another.

A name consumes the words that stand in it, so that prose is read (开展职业教育培训3350人次 for 职业教育培训) and
another indicator's target is not (癌症死亡率 for 心脑血管疾病死亡率). Without a declared name a stretch that looks
like a name is passed over and kept; one that holds a word which could change the meaning never is.
"""

from __future__ import annotations

import re
from functools import lru_cache

import attrs
from attrs import frozen

from prevention_rules.notation.fold import fold
from prevention_rules.notation.lexeme import Whose, is_latin, lower
from prevention_rules.notation.narrowing import denies, narrows
from prevention_rules.notation.phrases import counts_alike, is_phrase

_BRACKETS = re.compile(r"\([^()]*\)")
_CHANGES = re.compile("(?:下降|降低|减少|削减|降幅|减幅|增长|增速|增幅|涨幅|上升|提高)(?:率|速度|幅度|比例)*$")
_ENDS = ("率", "比例")
_MEASURES = re.compile(
    "(?:人员|人口|人)?(?:总|平均)?(?:率|数|数量|比例|比重|占比|人数|人次|次数|起数|例数|件数|面积|总量|总数|规模|水平|覆盖|服务|情况|工作){1,3}(?:\\(.*\\))?"
)
_ENGLISH_NEGATIONS = frozenset(
    {"no", "not", "non", "without", "lack", "lacking", "never", "un", "outside", "except", "excluding", "other", "out",
     "former", "ex", "net", "gross"}
)  # fmt: skip
_DENYING = re.compile(
    "(?:un(?!d|i|t)|non)[a-z]{4}|(?:avert|avoid|prevent|abandon|miss|cancel|reject|refus|delay)(?:ed|ing)"
)
_JOINS = frozenset({"and", "or"})
_FUNCTION_WORDS = frozenset(
    {"the", "a", "an", "of", "in", "on", "to", "for", "by", "with", "and", "or", "at", "our", "their", "its", "all",
     "this", "that", "these", "who", "which", "are", "is", "be", "from", "under", "per", "number", "rate", "share",
     "proportion", "percentage", "overall", "total", "global", "citywide", "nationwide"}
)  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b")
_DEFINES = re.compile(
    "(?:[\u4e00-\u9fff]{2,8}认定的|一次(?:性)?(?:造成)?(?:死亡|伤亡)[0-9一二三四五六七八九十]{1,4}人(?:及?以上)?的?)"
    "(?P<grade>特别重大|重特大|特大|重大|较大)"
)
_LISTED = re.compile("、|以及|[和与及]")
_NET = re.compile(r"净|\bnet\b(?! (?:of|enrol))")
_ARTICLES = frozenset({"the", "a", "an"})
_GENERIC = frozenset({"覆盖率", "coverage"})
_CUT = re.compile("[a-z0-9.][a-z0-9]")
"""Two characters of one number or word in Latin letters: 15年生存率 does not end in 5年生存率."""
_LONGEST_END = 40
_SAYS_WHAT = re.compile("(?:率|比例|比重|占比|数|寿命)$")
_MEASURE = re.compile("(?:率|比例|比重|占比|数|rate|share|proportion|percentage|ratio|mortality|incidence)$")
"""A name that says itself what is measured is not that of a coverage; one that does not may be."""


def _plain(name: str) -> str:
    return lower(fold(name).text)


@frozen(eq=False)
class Names:
    """What the indicator is called: its declared name and its aliases, folded; empty where none is declared."""

    called: tuple[str, ...] = ()
    stems: tuple[str, ...] = attrs.field(init=False)
    vocabulary: frozenset[str] = attrs.field(init=False)
    pairs: frozenset[str] = attrs.field(init=False)
    english: tuple[str, ...] = attrs.field(init=False)
    are_of_changes: bool = attrs.field(init=False)

    @stems.default
    def _stems(self) -> tuple[str, ...]:
        """Every spelling that is the name: without a bracket, a final 率 more or less, never with 下降 at the end."""
        found: dict[str, None] = {}
        for name in self.called:
            for spelling in (name, _BRACKETS.sub("", name)):
                stem = _CHANGES.sub("", spelling).strip()
                ends = [end for end in _ENDS if stem.endswith(end) and len(stem) > len(end) + 1]
                bare = stem[: -len(ends[0])].removesuffix("的") if ends else stem
                spellings = [stem, bare] if ends else [stem]
                if stem == spelling and not stem.endswith("数") and stem and not is_latin(stem[-1]):
                    spellings += [bare + end for end in _ENDS]
                found |= dict.fromkeys(one for one in spellings if len(one) > 1)
        return tuple(sorted(found, key=len, reverse=True))

    @vocabulary.default
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(stem for name in self.called for stem in _content(name))

    @pairs.default
    def _pairs(self) -> frozenset[str]:
        """Every two characters that stand side by side in a name: where none begins here, no name does."""
        return frozenset(stem[at : at + 2] for stem in self.stems for at in range(len(stem) - 1))

    @english.default
    def _english(self) -> tuple[str, ...]:
        """The names that are written in Latin letters."""
        return tuple(name for name in self.called if name.isascii())

    @property
    def are_net(self) -> bool:
        """True where every name is that of a net figure, of what comes in less what goes out."""
        return bool(self.called) and all(_NET.search(name) for name in self.called)

    @are_of_changes.default
    def _are_of_changes(self) -> bool:
        """True where every name is that of a change (能耗下降率): its words alone name what changes, and no change."""
        return bool(self.called) and all(_CHANGES.search(_BRACKETS.sub("", name).strip()) for name in self.called)

    def own_end(self, text: str, at: int) -> int | None:
        """Return where the indicator's own name ends that begins here, the longest spelling first."""
        for stem in self.stems:
            if text.startswith(stem, at):
                end = at + len(stem)
                if not (end < len(text) and is_latin(text[end - 1]) and is_latin(text[end])):
                    return end
        return None

    def ending(self, text: str, at: int) -> tuple[int, Whose] | None:
        """Return where the longest end of a name ends that begins here and says what is measured, and how it belongs.

        It is too long to stand here by chance, so that words of the language in it ask nothing: 近视率 of
        儿童青少年近视率, 5年生存率 of 癌症5年生存率.
        """
        ends = (
            (at + len(stem) - left_out, _part(stem, left_out, len(stem) - left_out))
            for stem in self.stems
            if _SAYS_WHAT.search(stem)
            for left_out in range(max(1, len(stem) - _LONGEST_END), len(stem) - 2)
            if text.startswith(stem[left_out:], at) and not _CUT.fullmatch(stem, left_out - 1, left_out + 1)
        )
        return max(ends, default=None)

    def stretch_end(self, text: str, at: int) -> int | None:
        """Return where the longest stretch ends that begins here and stands in a name; at least two characters."""
        end = at
        for name in self.stems:
            to = max(end, at + 2)
            while to <= len(text) and text[at:to] in name:
                end, to = to, to + 1
        return end if end > at + 1 else None

    def defined_end(self, text: str, at: int) -> int | None:
        """Return where 一次死亡10人以上 or …认定的 ends before a grade of accidents that every name says too."""
        found = _DEFINES.match(text, at)
        known = found is not None and all(found["grade"] in name for name in self.called)
        return found.start("grade") if found is not None and self.called and known else None

    def lists_alike(self) -> bool:
        """True for a name of several things that are measured in one way: A用水量、B用水量."""
        return any(_are_alike(_LISTED.split(_BRACKETS.sub("", name))) for name in self.called)

    def holds(self, said: str) -> bool:
        """True for words of a name whose other words deny nothing: （学生） beside 学生吸烟率."""
        plain = lower(said)
        parts = (stem.partition(plain) for stem in self.stems if len(plain) > 1)
        return any(said and narrows(before, said + behind) and not denies(behind) for before, said, behind in parts)

    def whose(self, piece: str) -> Whose:
        """Say how a stretch belongs to the indicator."""
        if not self.called:
            return "unknown"
        if piece in _GENERIC and not any(piece in name for name in self.called):
            return "other" if any(_MEASURE.search(name) for name in self.called) else "part"
        said = lower(piece).replace(" ", "")
        if piece[:1].isascii() and _WORD.search(lower(piece)):
            return self._whose_words(piece)
        if any(said == stem.replace(" ", "") for stem in self.stems):
            return "own"
        if len(said) < 2:
            return "other"
        found = {
            _part(stem, match.start(), len(said)) for stem in self.stems for match in re.finditer(re.escape(said), stem)
        }
        return "ending" if "ending" in found else "part" if "part" in found else "other"

    def _whose_words(self, piece: str) -> Whose:
        said = _content(piece)
        if not said:
            return "other" if " " in piece.strip() or piece in _ARTICLES else "part"  # wait for …; never 80% of the
        if not said <= self.vocabulary or not any(counts_alike(piece, name) for name in self.called):
            return "other"
        if any(_in_line(piece) == _in_line(name) for name in self.called):
            return "own"
        words = set(_WORD.findall(lower(piece)))
        if not any(
            _decisive(name, words) <= words and _in_order(_in_line(piece), _in_line(name)) for name in self.called
        ):
            return "other"
        has_number = _NUMBER.search(lower(piece)) is not None
        return "part" if not has_number or is_phrase(piece, self.called) else "other"


def _part(stem: str, at: int, length: int) -> Whose:
    """Say how a stretch stands in a name: what is left out before it must narrow it, and nothing behind it deny it."""
    behind = stem[at + length :]
    if not narrows(stem[:at], stem[at:]) or denies(behind):
        return "other"
    if not behind:
        return "ending"
    return "part" if _MEASURES.fullmatch(behind) else "other"


def _are_alike(things: list[str]) -> bool:
    return len(things) > 1 and len({thing[-2:] for thing in things}) == 1 and min(map(len, things)) > 2


def _content(text: str) -> frozenset[str]:
    """Return the words that say what a phrase is about, plural and tense aside."""
    return frozenset(_stem(word) for word in _WORD.findall(lower(text)) if word not in _FUNCTION_WORDS)


def _in_line(text: str) -> list[str]:
    """Return the words of a phrase in their order, with those that say from where and whereto, and what is joined."""
    return [_stem(word) for word in _WORD.findall(lower(text)) if word not in _FUNCTION_WORDS]


def _decisive(name: str, words: set[str]) -> set[str]:
    """Words of a name that its part must say too: without them it is another quantity, or only one of two."""
    said = _WORD.findall(name)
    denied = {word for word in said if word in _ENGLISH_NEGATIONS or _DENYING.match(word)}
    beside = zip(said, said[1:], said[2:], strict=False)
    return denied | {join for one, join, other in beside if join in _JOINS and not words.isdisjoint((one, other))}


def _in_order(said: list[str], name: list[str]) -> bool:
    """True when the words stand in the name, in the same order."""
    rest = iter(name)
    return all(word in rest for word in said)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=1024)
def names_of(called: tuple[str, ...]) -> Names:
    """Return the names of an indicator as they are compared; spellings that fold to the same are one."""
    plain = [_plain(name) for name in called if name]
    return Names(tuple(dict.fromkeys([*plain, *(other for name in plain for other in _said_otherwise(name))])))


_SAME = (
    ("gdp", "gross domestic product"), ("gdp", "地区生产总值"), ("gdp", "国内生产总值"), ("tb", "tuberculosis"),
    ("ghg", "greenhouse gas"), ("a&e", "accident and emergency"), ("availability", "uptime"),
)  # fmt: skip
"""What is called by two names, an abbreviation and the words it stands for."""
_SAID = re.compile(
    "|".join(f"(?<![a-z]){re.escape(said)}(?![a-z])" for said in dict.fromkeys(one for pair in _SAME for one in pair))
)


def _said_otherwise(name: str) -> tuple[str, ...]:
    """Return a name with the other words for an abbreviation in it, or the abbreviation for its words."""
    if not (found := _SAID.search(name)):
        return ()
    others = (pair[1 - pair.index(found[0])] for pair in _SAME if found[0] in pair)
    return tuple(name[: found.start()] + other + name[found.end() :] for other in others)


_NAME = re.compile(
    "(?:率|比例|比重|占比|人数|户数|次数|数量|面积|寿命|覆盖面|浓度|时间|强度|规模|总量|数|水平|年限|床位)$"
)
_ANOTHER = re.compile("位数|平均|目标|标准|同期|以外|其他|其中|不|未|非|无|禁止|避免|防止|杜绝|严禁|除")
_BEFORE_NAME = frozenset({"", "SEP", "AND", "MODAL", "YEAR", "ASUNIT", "PLACE", "OPEN", "SCOPE"})
_WHOLE = re.compile(
    r"[\u4e00-\u9fff]{0,30}?(?:总数|总量|总额|总人数|总人口|总面积|总户数|总支出)的"
    r"|(?![\u4e00-\u9fff]*(?:平均|水平|标准|目标|任务|计划|指标|上年|基期|同期|全国|全省|全市))[\u4e00-\u9fff]{2,15}的(?=[0-9.]+%)"
)
"""总数的, and any other whole that a % is of; never a standard, a plan or another place."""
_BEFORE_WHOLE = frozenset({"OP", "REACH", "ABOUT", "KEEP", "CAP"})


def looks_like_a_name(piece: str, last: str) -> bool:
    """True when unknown words at the start of a clause end like the name of an indicator, and deny nothing."""
    return last in _BEFORE_NAME and _NAME.search(piece) is not None and _ANOTHER.search(piece) is None


def whole_end(text: str, at: int, last: str) -> int | None:
    """Return where 本单位在职职工总数的 ends, the whole that a % is of."""
    found = _WHOLE.match(text, at) if last in _BEFORE_WHOLE else None
    return found.end() if found else None
