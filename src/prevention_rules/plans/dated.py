"""What stands when: how an indicator is counted, targets the plan dates, and approved amendments."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import attrs
from attrs import frozen

from prevention_rules.as_code import in_short, pasted
from prevention_rules.text import Words, quoted


@frozen(kw_only=True)
class Definition:
    """How an indicator is counted (口径), in sentences for people."""

    scope: str = ""
    numerator: str = ""
    denominator: str = ""
    reference_period: str = ""

    __repr__ = in_short
    _repr_pretty_ = pasted

    def words(self) -> Iterator[Words]:
        """Yield one line with everything that is stated; nothing where nothing is."""
        stated = [
            (Words("口径", "definition"), self.scope),
            (Words("分子", "numerator"), self.numerator),
            (Words("分母", "denominator"), self.denominator),
            (Words("统计时期", "reference period"), self.reference_period),
        ]
        told = [(name, said) for name, said in stated if said]
        if told:
            zh = "；".join(f"{name.zh}：{said}" for name, said in told)
            en = "; ".join(f"{name.en}: {quoted(said)}" for name, said in told)
            yield Words(f"{zh}。", f"{en[0].upper()}{en[1:]}.")


@frozen(kw_only=True)
class InForce:
    """A target that the plan itself dates: it stands, and is due, from the year ``since`` on."""

    since: int
    target_text: str = attrs.field(alias="target")
    place: str = ""

    __repr__ = in_short
    _repr_pretty_ = pasted

    @property
    def starts(self) -> datetime.date:
        """The first day on which it stands."""
        return datetime.date(self.since, 1, 1)

    def words(self, before: str | None) -> Words:
        """Say since when the target stands."""
        return Words(
            f"计划规定“{self.target_text}”自{self.since}年起执行。",
            f"The plan puts “{self.target_text}” in force from {self.since} on.",
        )


@frozen(kw_only=True)
class Amendment:
    """An approved adjustment: from its date on another target, base or scope stands.

    What an amendment leaves out stays as it was. ``document`` is what approved it.
    """

    date: datetime.date
    document: str
    target_text: str | None = attrs.field(default=None, alias="target")
    baseline: int | None = None
    scope: str = ""
    reason: str = ""
    reason_en: str = ""

    __repr__ = in_short
    _repr_pretty_ = pasted

    @property
    def starts(self) -> datetime.date:
        """The first day on which it stands."""
        return self.date

    def replaces(self, definition: Definition | None) -> dict[str, Any]:
        """Return the fields of a rule, besides its target, that the amendment sets anew."""
        found: dict[str, Any] = {} if self.baseline is None else {"baseline": self.baseline}
        if self.scope:
            found["definition"] = attrs.evolve(definition or Definition(), scope=self.scope)
        return found

    def words(self, before: str | None) -> Words:
        """Say what was amended, when, by which document, and why; *before* is the target it found."""
        zh, en = f"经{self.document}于{self.date}调整", f"Amended on {self.date} by {quoted(self.document)}"
        if self.target_text is not None:
            zh, en = (
                f"目标{zh}：原为“{before}”，现为“{self.target_text}”",
                f"{en}: was “{before}”, is “{self.target_text}”",
            )
        if self.baseline is not None:
            zh, en = f"{zh}，基期改为{self.baseline}年", f"{en}, the base is {self.baseline} now"
        if self.scope:
            zh, en = f"{zh}，口径改为：{self.scope}", f"{en}, the scope is now: {quoted(self.scope)}"
        if self.reason:
            zh, en = f"{zh}（理由：{self.reason}）", f"{en} (reason: {self.reason_en or quoted(self.reason)})"
        return Words(f"{zh}。", f"{en}.")


Version = InForce | Amendment
"""What can replace the printed target: the plan's own later value, or an approved amendment."""
