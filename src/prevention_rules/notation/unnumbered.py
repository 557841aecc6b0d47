"""What is asked without a number: full coverage, a trend, a boolean such as 实现."""

from __future__ import annotations

from prevention_rules.notation.context import Context, percent
from prevention_rules.notation.frame import Frame, refuse, spent
from prevention_rules.quantities import Amount
from prevention_rules.targets import Bound, EveryPeriod, Qualitative, Target, Trend

_WEAKENED = frozenset({"基本", "总体", "总体上", "原则上"})


def cover(said: str, span: tuple[int, int], frame: Frame, context: Context) -> Target:
    """全覆盖, 应保尽保: all there is, which is 100 %; 基本全覆盖 is not measurable."""
    spent(frame, "since")
    weakened = not _WEAKENED.isdisjoint(frame.modality)
    if weakened or frame.verb not in ("bare", "reach", "keep"):
        return Qualitative(said)
    if context.unit is not None and not context.unit.is_ratio:
        raise refuse(
            span,
            f"“{said}”说的是比例，指标的单位却是“{context.unit}”",
            f"{said!r} states a share, but the indicator is measured in {context.unit}",
        )
    whole = Bound(">=", Amount(1 / percent().factor, percent()))
    return EveryPeriod(whole, frame.since) if frame.verb == "keep" else whole


def bare(frame: Frame, context: Context) -> Target:
    """Return what words of change ask by themselves."""
    if frame.slowing:
        spent(frame, "slowing")
        return Trend("down") if context.names_growth else Qualitative("减缓")
    if frame.direction is not None and frame.verb in ("change", "keep"):
        return trend(frame.direction, frame, context)
    if frame.whole and frame.verb == "reach":
        return cover("".join(verb.text for verb in frame.verbs), frame.span, frame, context)
    if frame.verb == "reach" and len(frame.verbs) == 1 and frame.verbs[0].text in ("实现", "完成", "achieve"):
        spent(frame)
        return Qualitative(frame.verbs[0].text)
    raise refuse(frame.span, "没有说出要求什么", "nothing is asked here")


def trend(way: str, frame: Frame, context: Context) -> Target:
    """Return a trend; which way is good comes from the context where the words do not say."""
    spent(frame, "based", "rate", "better")
    if frame.rate == "annual_average":
        raise refuse(frame.span, "“年均”之后应有数", "an annual average needs a number")
    better = frame.better or (context.better if way in ("stable", "better") else None)
    every_year = frame.rate in ("every_year", "per_year")
    return Trend(way, better, frame.base if frame.based else None, every_year)  # type: ignore[arg-type]
