"""The parts of a whole that have numbers of their own: 城市≥90%，农村≥85%; 95%的城市社区和85%的农村社区.

A part alone is another indicator's; only where the text names the others too is each number one of a list.
"""

from __future__ import annotations

import re

import attrs

from prevention_rules.notation.lexeme import Word
from prevention_rules.notation.names import Names
from prevention_rules.notation.reads import Read
from prevention_rules.notation.refusals import RefusalError, refuse
from prevention_rules.targets import Respectively

_FAMILIES = (
    frozenset({"城市", "农村", "乡村"}), frozenset({"城镇", "农村", "乡村"}), frozenset({"城区", "农村", "乡村"}),
    frozenset({"小学", "初中", "高中"}), frozenset({"男性", "女性"}), frozenset({"男生", "女生"}),
    frozenset({"小学生", "初中生", "高中生"}),
)  # fmt: skip
_PARTS = sorted({part for family in _FAMILIES for part in family}, key=len, reverse=True)
_PARTY = re.compile(rf"(?P<who>{'|'.join(_PARTS)})(?:社区|地区|学校|居民|家庭|学生)?(?:\([村组]\))?")
PARTS_START = frozenset(part[0] for part in _PARTS)
_BEFORE = frozenset({"", "SEP", "DUN", "AND", "THAT", "YEAR", "MODAL"})
_BEHIND = re.compile("分别|[不达≥>≤<=约0-9为、和与及,;提增下降减控保]|建|开|配|设|$")


def party_at(text: str, at: int, last: str, names: Names) -> Word | None:
    """Read one of several parts that a text names, each of which has a number; a part of the name is none."""
    if last not in _BEFORE or not (found := _PARTY.match(text, at)) or names.own_end(text, at):
        return None
    if not (_BEHIND.match(text, found.end()) or names.own_end(text, found.end())):
        return None
    named = {one["who"] for one in _PARTY.finditer(text)}
    if len(named) < 2 or not any(named <= family for family in _FAMILIES):
        return None
    return Word("PARTY", found[0], at, found.end(), "one of several")


def told_apart(reads: list[Read]) -> Respectively | None:
    """Return the list of what each part is asked; raises `RefusalError` where only some reads are of a part."""
    parties = [read.parties for read in reads]
    if not any(parties):
        return None
    spoken = [word for words in parties for word in words]
    if all(len(words) == 1 for words in parties) and len({word.text for word in spoken}) == len(reads) > 1:
        due = reads[0].target.by  # 到2025年，城市…，农村…
        members = (read.target if read.target.by else attrs.evolve(read.target, by=due) for read in reads)
        return Respectively(tuple(members))
    raise part_alone(spoken[0])


def part_alone(word: Word) -> RefusalError:
    """A part of a whole without a number of its own, or without the other parts."""
    zh, en = f"“{word.text}”只是一部分，每一部分要各有一个数", f"{word.text!r} is one part; each part needs a number"
    return refuse(word.span, zh, en)
