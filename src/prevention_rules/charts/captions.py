"""What charts draw of a finding, with the words that stand beside it: names, figures as published, units."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from prevention_rules.arguments import must_be
from prevention_rules.errors import StatedError
from prevention_rules.explain.asked import target_words
from prevention_rules.explain.changed import moved
from prevention_rules.explain.numbers import amount
from prevention_rules.explain.published import level_published
from prevention_rules.explain.remark import figure
from prevention_rules.judgement.findings import Finding
from prevention_rules.periods import Period
from prevention_rules.quantities import unit_of
from prevention_rules.report.picture import Figure, Mark, Picture, Span, picture
from prevention_rules.text import Language, Words
from prevention_rules.unit_words import unit_words


class NoChartError(StatedError):
    """A finding without numbers that stand on one line: a qualitative target, a list of several indicators."""


def to_draw(finding: Finding) -> Picture:
    """Return what a chart draws of a finding, a ratio as the change in per cent; raises `NoChartError` for nothing."""
    must_be(finding, Finding, "finding", '判定：assessment["26"]', 'a finding: assessment["26"]')
    told = picture(finding)
    if told is None:
        raise NoChartError(
            Words(
                "没有可以画在一条线上的数：目标是定性的，或有几项；有几项的，逐项画 finding.parts",
                "there are no numbers to draw on one line: the target is qualitative, or has several parts; of those, "
                "draw each of finding.parts",
            )
        )
    return told if told.change is None or told.change.question != "ratio" else _in_per_cent(told)


def _in_per_cent(drawn: Picture) -> Picture:
    """Return ratios to a base as changes on it."""
    return evolve(
        drawn,
        unit=unit_of("%"),
        figures=tuple(evolve(one, span=_moved(one.span)) for one in drawn.figures),
        good=tuple(map(_moved, drawn.good)),
        base=_mark_moved(drawn.base),
        due=_mark_moved(drawn.due),
    )


def _mark_moved(mark: Mark | None) -> Mark | None:
    return None if mark is None else evolve(mark, value=_moved_to(mark.value))


def _moved(span: Span) -> Span:
    return Span(*(None if end is None else _moved_to(end) for end in (span.low, span.high, span.point)))


def _moved_to(ratio: Fraction) -> Fraction:
    return (ratio - 1) * 100


# --- what it is called, and how it is written -------------------------------------------------------

Caption = tuple[Words, Words]
"""What something is called, and how it is written."""


def period_words(at: Period) -> Words:
    """Return what a period is called on an axis."""
    return Words(f"{at}年", f"{at}") if at.kind == "year" else Words(f"{at}", f"{at}")


def of_target(finding: Finding) -> Caption:
    """Return the date of a target, and its words."""
    when = finding.deadline or finding.at
    return Words(f"{period_words(when).zh}目标", f"{when} target"), target_words(finding.target)


def of_figure(drawn: Picture, one: Figure) -> Caption:
    """Return the area of a figure, else its period; and the figure as published, else as worked out from others."""
    part, level = one.finding, None if drawn.change is not None else one.compared.level
    by_area = part is not drawn.finding and part.area
    point = None if level is None else level.as_point
    worked_out = Words("", "") if point is None else amount(point, drawn.unit, places=2)
    return Words(part.area, part.area) if by_area else period_words(part.at), figure(part) or worked_out


def of_base(drawn: Picture, base: Mark) -> Caption:
    """Return the name of a base, and the base as published, else as worked out; of a change it is no change."""
    name = Words(f"{period_words(base.at).zh}基期", f"{base.at} base")
    if drawn.change is not None:
        return name, Words("0", "0")
    facts = [fact for fact in drawn.figures[0].compared.used if fact.period == base.at]
    return name, level_published(facts, drawn.unit) or amount(base.value, drawn.unit)


def of_due(drawn: Picture, due: Mark) -> Caption:
    """Return the name of what is due by now, and its value; of a change which way and how far."""
    name, pace = Words("序时应达", "due by now"), drawn.finding.progress
    if drawn.change is not None and pace is not None and pace.schedule.expected is not None:
        return name, moved(pace.schedule.expected, drawn.figures[0].compared)
    return name, amount(due.value, drawn.unit, places=2)


def axis_title(drawn: Picture, lang: Language) -> str:
    """Return what an axis of values is called: its unit, or the change that is drawn."""
    unit = unit_words(drawn.unit)
    name = unit.zh if lang == "zh" else unit.en.strip()
    if drawn.change is None:
        return name
    base = Words("基期", "the base") if drawn.change.base is None else period_words(drawn.change.base)
    change = Words(f"比{base.zh}变化", f"change on {base.en}").in_language(lang)
    return f"{change}{Words(f'（{name}）', f' ({name})').in_language(lang) if name else ''}"
