"""A row of a returned form: what its locked cells say was asked, what was filled in, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from prevention_rules.assessments.requests import CONTENTS
from prevention_rules.errors import PeriodError
from prevention_rules.evidence.headers import squeezed
from prevention_rules.evidence.observations import Observation, Ratio
from prevention_rules.evidence.tables import Place
from prevention_rules.forms.columns import COLUMNS, STATUSES, is_around
from prevention_rules.forms.keys import Key
from prevention_rules.periods import Period
from prevention_rules.text import Words
from prevention_rules.workbooks.cells import text_of

FIGURES = ("value", "numerator", "denominator")
"""The columns of a form that hold numbers."""

_TO_FILL = tuple(column.code for column in COLUMNS if column.to_fill)
_NOT_YET = {squeezed(said) for said in (STATUSES[-1].zh, STATUSES[-1].en)}
_SAMPLE = {squeezed(said) for said in (CONTENTS["sample"].zh, CONTENTS["sample"].en)}

Asks = tuple[str, str, str]
"""The indicator, the period and the area of a row, as its locked cells say."""


@attrs.frozen
class FormRow:
    """A row as it came back: its cells, and in which column of the sheet each part of the form stands now."""

    number: int
    cells: Sequence[Any]
    columns: Mapping[str, int]
    place: Place

    def get(self, code: str) -> Any:
        """Return the cell of a part of the form; None where the sheet has no such column."""
        at = self.columns.get(code)
        return None if at is None or at >= len(self.cells) else self.cells[at]

    def at(self, column: int) -> str:
        """Name the cell of a column."""
        return self.place.of(self.number, column)

    def place_of(self, code: str) -> str:
        """Name the cell of a part of the form."""
        return self.at(self.columns[code])

    @property
    def first(self) -> int | None:
        """The first column that is not empty."""
        return next((at for at, cell in enumerate(self.cells) if text_of(cell)), None)

    @property
    def said(self) -> str:
        """Everything that stands in the row."""
        return " ".join(filter(None, map(text_of, self.cells)))

    @property
    def is_around(self) -> bool:
        """True for what is signed below the table, and the line below that: a row of no indicator."""
        return not self.asks[0] and any(is_around(text_of(cell)) for cell in self.cells)

    @property
    def answer(self) -> tuple[str, ...]:
        """What was filled in."""
        return tuple(text_of(self.get(code)) for code in _TO_FILL)

    @property
    def asks(self) -> Asks:
        """What the locked cells say is asked for."""
        period = squeezed(text_of(self.get("period")))
        read = period_of(period)
        number, area = squeezed(text_of(self.get("indicator"))), text_of(self.get("area"))
        return number, period if read is None else str(read), area

    @property
    def is_figure(self) -> bool:
        """True where a value or a count was filled in."""
        return any(text_of(self.get(code)) for code in FIGURES)

    @property
    def reason(self) -> str:
        """Why there is no figure, as it was filled in."""
        return text_of(self.get("reason"))

    @property
    def is_not_yet(self) -> bool:
        """True where the status says that there is none yet."""
        return squeezed(text_of(self.get("status"))) in _NOT_YET

    @property
    def is_sample(self) -> bool:
        """True where a survey is asked for its size and the number reached."""
        return squeezed(text_of(self.get("content"))) in _SAMPLE

    @property
    def against_a_figure(self) -> list[tuple[str, Words, Words]]:
        """What speaks against a figure in its own row: column, problem and cure."""
        found = []
        if self.is_not_yet:
            found.append(
                ("status", Words("填了数，状态却是“暂无”", "a figure, and its status says not yet"), _FIGURE_OR_NOT)
            )
        if self.reason:
            problem = Words(
                f"填了数，又写了无数据的原因“{self.reason}”", f"a figure, and a reason for none: {self.reason}"
            )
            found.append(("reason", problem, _FIGURE_OR_NOT))
        if self.is_sample and not (text_of(self.get("numerator")) and text_of(self.get("denominator"))):
            found.append(
                (
                    "denominator",
                    Words("抽样调查没有写样本量和达到人数", "a survey without its size and the number reached"),
                    WHOLE_COUNTS,
                )
            )
        return found


def completed(one: Observation, row: FormRow, key: Key, through: date | None) -> Observation:
    """Add what an ordinary table does not tell: the day, the definition asked for, and that counts are a sample."""
    sample = row.is_sample and isinstance(one.value, Ratio)
    return attrs.evolve(one, dated=through, definition=key.definition or None, kind="sample" if sample else "register")


def period_of(text: str) -> Period | None:
    """Read a period; None where there is none."""
    try:
        return Period.of(text)
    except PeriodError:
        return None


_FIGURE_OR_NOT = Words(
    "有数的，改选初步数或核定数、清空原因；没有数的，清空数值", "keep the figure, or the reason for none"
)
WHOLE_COUNTS = Words(
    "分母填样本量，分子填达到人数，都是整数",
    "the size under denominator, the number reached under numerator, both whole",
)
"""How a survey fills in its counts."""
