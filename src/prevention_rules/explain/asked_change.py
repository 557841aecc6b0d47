"""How a change stands to the one that is asked: exactly at it, beyond it, short of it, or the other way."""

from __future__ import annotations

from fractions import Fraction

from prevention_rules.explain.asked import Side, in_short, including, size_in_words
from prevention_rules.explain.numbers import amount, gap, shown
from prevention_rules.judgement.findings import Compared, Finding
from prevention_rules.judgement.verdicts import Verdict
from prevention_rules.targets import About, Bound, Change
from prevention_rules.text import Words


def least_asked(compared: Compared) -> Fraction | None:
    """Return the least change that is asked: in per cent for a ratio, up above zero; None for a span."""
    side = Side.of(compared.demand.acceptable)
    end = None if side is None else side.floor if side.floor is not None else side.ceiling
    if side is not None and side.low is not None and side.high is not None:
        end = side.high if compared.demand.question == "ratio" and side.high < 1 else None
    if end is None:
        return None
    return (end - 1) * 100 if compared.demand.question == "ratio" else end


def beside_the_asked(
    finding: Finding, compared: Compared, target: Change, size: Fraction, asked: Fraction | None, told: Words
) -> Words:
    """Return what was *told* of a change of this *size*, and how it stands to the *asked* one."""
    met = finding.verdict is Verdict.MET
    if asked is None:
        word = Words("达到", "as asked") if met else Words("未达到", "not as asked")
        return Words(f"{told.zh}，{word.zh}“{target.text}”", f"{told.en}, {word.en} ({in_short(target)})")
    if not met and (goes_against(target, size) or (size == 0 and asked != 0)):
        said = size_in_words(target.size, target.kind)
        way = Words("增长", "rise") if target.dir == "up" else Words("下降", "fall")
        return Words(
            f"{told.zh}，没有{way.zh}，要求{said.zh}",
            f"{told.en}, against the asked {way.en} of {in_short(target.size)}",
        )
    if size == asked:
        return _exactly(finding, target, told)
    lack = excess(compared, size, asked)
    return _beyond(finding, compared, target, lack, told) if met else _short(compared, target, size, asked, lack, told)


def goes_against(target: Change, size: Fraction) -> bool:
    """Say whether it rose where a fall is asked, or fell where a rise is."""
    return size < 0 if target.dir == "up" else size > 0


def _exactly(finding: Finding, target: Change, told: Words) -> Words:
    said, bare = size_in_words(target.size, target.kind), asked_number(target)
    capped = isinstance(target.size, Bound) and target.size.op[0] == "<"
    if finding.verdict is Verdict.MET:
        word, keeps = including(target.text, floor=not capped), _keeps(finding, target)
        return Words(
            f"{told.zh}，恰为目标（{said.zh}）{word.zh}{keeps.zh}",
            f"{told.en}, exactly the {bare.en} asked{word.en}{keeps.en}",
        )
    return Words(
        f"{told.zh}，恰为{bare.zh}，不含本数，判为未达到",
        f"{told.en}, exactly {bare.en}, which “{'less' if capped else 'more'} than” does not include",
    )


def _beyond(finding: Finding, compared: Compared, target: Change, lack: Words, told: Words) -> Words:
    keeps = _keeps(finding, target)
    if isinstance(target.size, Bound) and target.size.op in ("<", "<="):
        return Words(f"{told.zh}，在“{target.text}”之内{keeps.zh}", f"{told.en}, within {in_short(target)}{keeps.en}")
    said, noun = size_in_words(target.size, target.kind), _noun(compared, target)
    beyond = f"{noun}超过目标（{said.zh}）{lack.zh}" if noun else f"比要求（{said.zh}）多{lack.zh}"
    return Words(
        f"{told.zh}，{beyond}{keeps.zh}", f"{told.en}, {lack.en} more than asked ({in_short(target.size)}){keeps.en}"
    )


def _keeps(finding: Finding, target: Change) -> Words:
    """Say of a change that is reached before its date that it has to last; one asked every year is asked anew."""
    keep = finding.due == "not_due" and target.rate == "total" and target.base != "previous"
    return Words("，后续仍须保持", "; to be kept") if keep else Words("", "")


def _short(compared: Compared, target: Change, size: Fraction, asked: Fraction, lack: Words, told: Words) -> Words:
    if isinstance(target.size, About):
        said = size_in_words(target.size, target.kind)
        return Words(f"{told.zh}，要求{said.zh}", f"{told.en} ({in_short(target.size)} asked)")
    bare, noun = asked_number(target), _noun(compared, target)
    more = Words("多", "over") if abs(size) > abs(asked) else Words("少", "short")
    if noun:
        return Words(f"{told.zh}，{noun}比目标（{bare.zh}）{more.zh}{lack.zh}", f"{told.en} ({bare.en} asked)")
    said = size_in_words(target.size, target.kind)
    return Words(
        f"{told.zh}，比要求（{said.zh}）{more.zh}{lack.zh}", f"{told.en} ({bare.en} asked), {lack.en} {more.en}"
    )


def _noun(compared: Compared, target: Change) -> str:
    """Return what the change of a ratio is called; a difference has no such word."""
    if compared.demand.question != "ratio":
        return ""
    return "增幅" if target.dir == "up" else "降幅"


def excess(compared: Compared, size: Fraction, asked: Fraction) -> Words:
    """Write how far a change is from the asked one: of two percentages in points."""
    lack = abs(asked - size)
    if compared.demand.question != "ratio":
        return gap(lack, compared.frame.unit)
    told = shown(lack, places=1)
    return Words(f"{told.zh}个百分点", f"{told.en} {'point' if told.en == '1' else 'points'}")


def asked_number(target: Change) -> Words:
    """Return the asked size as a number alone."""
    if isinstance(target.size, Bound):
        told = amount(target.size.amount.value, target.size.unit)
        return Words(told.zh, shown(target.size.amount.value).en if target.kind != "relative" else told.en)
    return size_in_words(target.size, target.kind)
