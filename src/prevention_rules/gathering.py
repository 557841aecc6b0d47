"""Figures on their way to a plan: from a table or from code, filed by indicator, every fault at once."""

from __future__ import annotations

import csv
import difflib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from prevention_rules.entries import Indicator, PlanData
from prevention_rules.errors import Fault, ObservationFileError, PreventionRulesError, StatedError, TextError
from prevention_rules.observations import Observation, Ratio
from prevention_rules.series import Series
from prevention_rules.text import Words

HEADERS = {
    "指标": "indicator", "编号": "indicator", "indicator": "indicator",
    "指标名称": "name", "名称": "name", "name": "name",
    "年份": "period", "时期": "period", "year": "period", "period": "period",
    "数值": "value", "value": "value",
    "分子": "numerator", "numerator": "numerator",
    "分母": "denominator", "denominator": "denominator",
    "缺报": "missing", "missing": "missing",
    "单位": "unit", "unit": "unit",
    "地区": "area", "街道": "area", "area": "area",
    "口径": "definition", "definition": "definition",
    "状态": "status", "status": "status",
    "来源": "source", "source": "source",
}  # fmt: skip
"""The column headers that are understood, in Chinese and English."""


def read_observations(path: str | Path) -> tuple[Observation, ...]:
    """Read observations from a CSV file in UTF-8; lines that start with ``#`` are remarks.

    The header names the columns, in Chinese (指标, 年份, 数值, 分子, 分母, 地区, 状态, 来源 …) or English. A
    row without a figure is a report that is missing, never a zero: it yields no observation. Raises
    `ObservationFileError` with every fault, each with its line, column and cure.
    """
    path = Path(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    kept = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    rows = csv.reader(io.StringIO("\n".join(line for _, line in kept)))
    faults: list[Fault] = []
    header = [cell.strip() for cell in next(rows, [])]
    columns = _columns(header, path.name, kept[0][0] if kept else None, faults)
    found = []
    for (at, _), row in zip(kept[1:], rows, strict=True):
        cells = {name: cell.strip() for name, cell in zip(columns, row, strict=False) if name and cell.strip()}
        observation = _observation(cells, f"{path.name}:{at}", path.name, at, faults)
        if observation is not None:
            found.append(observation)
    if faults:
        raise ObservationFileError(faults)
    return tuple(found)


def _columns(header: list[str], file: str, line: int | None, faults: list[Fault]) -> list[str]:
    for cell in header:
        if cell not in HEADERS:
            guess = difflib.get_close_matches(cell, HEADERS, n=1, cutoff=0.5)
            listed = "、".join(HEADERS)
            cure = (
                Words(f"是不是“{guess[0]}”？", f"did you mean {guess[0]}?")
                if guess
                else Words(f"可用：{listed}", f"use one of {listed}")
            )
            faults.append(
                Fault(file, line, "header", cell, Words(f"不认识列“{cell}”", f"the column {cell!r} is not known"), cure)
            )
    columns = [HEADERS.get(cell, "") for cell in header]
    for needed, said in (("indicator", "指标"), ("period", "年份")):
        if needed not in columns:
            problem = Words(f"缺少列“{said}”", f"the column {said} ({needed}) is missing")
            faults.append(
                Fault(file, line, "header", said, problem, Words(f"加上“{said}”一列", f"add a column {said}"))
            )
    return columns


def _observation(cells: Mapping[str, str], place: str, file: str, line: int, faults: list[Fault]) -> Observation | None:
    value: Any = cells.get("value")
    told = {key: cells[key] for key in ("name", "unit", "area", "status", "source", "definition") if key in cells}
    row = f"{cells.get('indicator', '?')}"
    try:
        if "numerator" in cells or "denominator" in cells:
            value = Ratio(cells.get("numerator", ""), cells.get("denominator", ""), cells.get("missing", "0"))
        if value is None:
            return None
        return Observation(cells.get("indicator", ""), cells.get("period", ""), value, place=place, **told)  # type: ignore[arg-type]
    except StatedError as error:
        cure = Words("改正这一行；没有数就把数值留空", "mend this row; leave the value empty where there is none")
        faults.append(Fault(file, line, row, "", error.problem, cure))
        return None


def file_by_indicator(
    plan: PlanData, observations: Mapping[Any, Any] | Iterable[Observation]
) -> dict[str, Series | dict[str, Series]]:
    """File observations under the numbers of the plan's indicators, as series.

    Takes a mapping from number (or printed name) to a `Series`, a mapping of series by area, or
    ``{period: value}``; or observations. Sub-areas of the plan become a series each. Raises
    `ObservationFileError` with every fault: an unknown indicator, figures that contradict one
    another, a figure that cannot be, two regions mixed.
    """
    faults: list[Fault] = []
    filed: dict[str, Any] = {}
    for key, given in _grouped(observations):
        indicator = _find(plan, key, given, faults)
        if indicator is not None:
            filed[indicator.number] = _series(plan, indicator, given, faults)
    if faults:
        raise ObservationFileError(faults)
    return filed


def _grouped(observations: Mapping[Any, Any] | Iterable[Observation]) -> Iterator[tuple[str, Any]]:
    if isinstance(observations, Mapping):
        yield from ((str(key), given) for key, given in observations.items())
        return
    groups: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.indicator].append(observation)
    yield from groups.items()


def _find(plan: PlanData, key: str, given: Any, faults: list[Fault]) -> Indicator | None:
    named = {indicator.name: indicator for indicator in plan.indicators}
    numbered = {indicator.number: indicator for indicator in plan.indicators}
    if (indicator := numbered.get(key) or named.get(key)) is not None:
        return indicator
    guess = difflib.get_close_matches(key, named, n=1)  # a number is no slip of another number
    problem = Words(f"计划 {plan.id} 没有指标“{key}”", f"the plan {plan.id} has no indicator {key!r}")
    cure = (
        Words(f"是不是“{guess[0]}”？", f"did you mean {guess[0]}?")
        if guess
        else Words("用计划中的编号或全名", "use a number or full name of the plan")
    )
    faults.append(_fault(given, key, "indicator", problem, cure))
    return None


def _fault(given: Any, row: str, field: str, problem: Words, cure: Words) -> Fault:
    """Place a fault at the first observation that names its place, else at the observations at large."""
    places = (
        [one.place for one in given if isinstance(one, Observation) and one.place] if isinstance(given, list) else []
    )
    file, _, line = places[0].rpartition(":") if places else ("observations", "", "")
    return Fault(file, int(line) if line else None, row, field, problem, cure)


def _series(plan: PlanData, indicator: Indicator, given: Any, faults: list[Fault]) -> Any:
    if isinstance(given, Series):
        return given
    areas = {area.name for area in plan.areas}
    if isinstance(given, Mapping):
        if given and all(isinstance(series, Series) for series in given.values()):
            return dict(given)
        return _one_series(indicator, given, faults)
    own = [one for one in given if one.area not in areas]
    regions = sorted({one.area for one in own if one.area})
    if len(regions) > 1:
        listed = "、".join(regions)
        problem = Words(
            f"混有不同地区的数据：{listed}", f"figures of different regions are mixed: {', '.join(regions)}"
        )
        cure = Words("一次只评估一个地区", "assess one region at a time")
        faults.append(_fault(given, indicator.number, "area", problem, cure))
        return None
    if not own and given:
        by_area: dict[str, list[Observation]] = defaultdict(list)
        for one in given:
            by_area[one.area].append(one)
        return {area: _one_series(indicator, reports, faults) for area, reports in by_area.items()}
    return _one_series(indicator, own, faults)


def _one_series(indicator: Indicator, given: Any, faults: list[Fault]) -> Series:
    try:
        return Series.of(
            given,
            unit=indicator.unit,
            share=indicator.share,
            name=f"{indicator.number} {indicator.name}",
        )
    except PreventionRulesError as error:
        culprit = _culprits(indicator, given) or given
        said = error.problem if isinstance(error, StatedError) else Words(error.explain("zh"), error.explain("en"))
        field = "value" if isinstance(error, StatedError | TextError) else ""
        cure = Words("核对这个数及其时期、单位", "check the figure, its period and its unit")
        faults.append(_fault(culprit, indicator.number, field, said, cure))
        return Series()


def _culprits(indicator: Indicator, given: Any) -> list[Observation]:
    """Return the observations that fail on their own; none where only their combination does."""
    failing = []
    for one in given if isinstance(given, list) else []:
        try:
            Series.of([one], unit=indicator.unit, share=indicator.share)
        except PreventionRulesError:
            failing.append(one)
    return failing
