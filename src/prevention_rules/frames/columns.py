"""Which columns of a table mean what: the keys of a row, and its figure in one of three forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from prevention_rules.arguments import another_kind
from prevention_rules.errors import FrameError
from prevention_rules.evidence.headers import HEADERS
from prevention_rules.extras import needed
from prevention_rules.text import Words, did_you_mean, shown

with needed("frames", "narwhals"):
    import narwhals as nw
    from narwhals.exceptions import DuplicateError

KEYS = ("area", "period", "indicator")
FORMS = (("value",), ("numerator", "denominator"), ("low", "high"))
"""The forms of a figure: a number, a count out of a whole (perhaps with members ``missing``), a span with both ends."""
FIGURES = (*(name for form in FORMS for name in form), "missing")
MEANINGS = (*KEYS, *FIGURES, "unit")
ADDED = ("verdict", "reason", "limit", "margin", "needed_change", "on_limit", "scalar")
"""What evaluation adds to a table, in this order."""

_KNOWN = {header: meaning for header, meaning in HEADERS.items() if meaning in MEANINGS} | {
    "low": "low", "high": "high", "下限": "low", "上限": "high",
}  # fmt: skip


@frozen
class Columns:
    """The names that a table has for what its columns mean."""

    named: Mapping[str, str]

    def __getitem__(self, meaning: str) -> str:
        return self.named[meaning]

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.named

    @property
    def keys(self) -> list[str]:
        """The columns that together name a row."""
        return [self.named[key] for key in KEYS if key in self.named]

    @property
    def figures(self) -> list[str]:
        """The columns that hold figures."""
        return [self.named[name] for name in FIGURES if name in self.named]

    @property
    def only_values(self) -> bool:
        """True where every figure is a plain number."""
        return self.figures == [self.named.get("value")]


def table_of(frame: Any) -> Any:
    """Return a table of any library through narwhals; raises `FormatError` for what is none.

    Raises `FrameError` for names of columns that are there twice, are no texts, or are kept for what happens inside.
    """
    try:
        table = nw.from_native(frame)
        names = list(table.collect_schema())
    except DuplicateError:
        given = list(getattr(frame, "column_names", frame.columns))
        name = next(name for name in given if given.count(name) > 1)
        raise FrameError(str(name), Words("有两列同名", "two columns have this name"), _RENAME) from None
    except TypeError:
        raise another_kind(
            frame, "frame", "数据表（polars、pandas、pyarrow、DuckDB、PySpark）",
            "a table (polars, pandas, pyarrow, DuckDB, PySpark)",
        ) from None  # fmt: skip
    for name in names:
        if not isinstance(name, str):
            raise FrameError(shown(name), Words("列名不是文字", "the name of the column is no text"), _RENAME)
        if isinstance(table, nw.LazyFrame) and _is_taken(name):
            raise FrameError(name, _TAKEN, _RENAME)
    return table


def no_objects(table: Any, columns: Columns) -> None:
    """Refuse keys that are objects of Python in a table that cannot compare them; in pandas they may be texts."""
    kinds = table.collect_schema()
    for name in columns.keys:
        if kinds[name] == nw.Object and not table.implementation.is_pandas():
            raise _kind(name, kinds[name], KEY_KINDS)


def _is_taken(name: str) -> bool:
    """Say whether a query has the name inside; DuckDB and Spark do not tell Verdict from verdict."""
    return name.lower().startswith("pr_") or (name not in ADDED and name.lower() in ADDED)


_RENAME = Words("改名", "rename it")


def columns_of(schema: Mapping[str, Any], given: Mapping[str, str] | None) -> Columns:
    """Return what the columns of a table mean; *given* names them by meaning (``{"area": "region"}``).

    Raises `FrameError` for a column that is missing or of a kind that cannot be read exactly.
    """
    named = {_KNOWN[name]: name for name in reversed(list(schema)) if name in _KNOWN} | _given(given, schema)
    for key in ("period", "indicator"):
        if key not in named:
            raise _missing(key, schema)
    forms = [form for form in FORMS if any(name in named for name in form)]
    for form in forms or FORMS[:1]:
        for name in form:
            if name not in named:
                raise _missing(name, schema)
    for name in ADDED:
        if name in schema:
            raise FrameError(name, _TAKEN, Words("改名或去掉这一列", "rename or drop that column"))
    columns = Columns(named)
    for key in columns.keys:
        _check_key(key, schema[key])
    for figure in columns.figures:
        _check_number(figure, schema[figure])
    return columns


_TAKEN = Words("这个列名判定时要用", "the name is needed for judging")


def _given(given: Mapping[str, str] | None, schema: Mapping[str, Any]) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not set(given) <= set(MEANINGS):
        raise another_kind(
            given, "columns", f"从含义到列名的对照，含义有 {'、'.join(MEANINGS)}",
            f"a mapping from meaning to column, with the meanings {', '.join(MEANINGS)}",
        )  # fmt: skip
    for name in given.values():
        must_have(name, schema)
    return dict(given)


def must_have(name: str, schema: Mapping[str, Any]) -> None:
    """Raise `FrameError` where a table has no such column."""
    if name not in schema:
        raise FrameError(str(name), Words("表中没有这一列", "the table has no such column"), _cure(str(name), schema))


def _missing(meaning: str, schema: Mapping[str, Any]) -> FrameError:
    return FrameError(
        meaning, Words("缺少这一列", "this column is missing"),
        Words(f'补上，或说明是哪一列：columns={{"{meaning}": "…"}}；表中有 {"、".join(schema)}',
              f'add it, or say which it is: columns={{"{meaning}": "…"}}; the table has {", ".join(schema)}'),
    )  # fmt: skip


def _cure(name: str, schema: Mapping[str, Any]) -> Words:
    listed = list(schema)
    return did_you_mean(name, listed) or Words(f"表中有 {'、'.join(listed)}", f"the table has {', '.join(listed)}")


_WIDE = (nw.Int128, nw.UInt128)
KEY_KINDS = Words("用整数（至多 64 位）或文字", "use whole numbers (of at most 64 bits) or texts")


def _check_key(name: str, dtype: Any) -> None:
    if dtype in _WIDE or not (dtype.is_integer() or dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object)):
        raise _kind(name, dtype, KEY_KINDS)


def _check_number(name: str, dtype: Any) -> None:
    if dtype == nw.Float32:
        raise _kind(name, dtype, Words(
            "32 位浮点数不是原来的小数：读入时用 64 位，或用 read_frame", "32 bits hold another decimal than was "
            "written: read the source as 64 bits, or use read_frame",
        ))  # fmt: skip
    if not (dtype == nw.Float64 or dtype.is_integer()):
        raise _kind(name, dtype, Words("用整数或 64 位浮点数", "use whole numbers or 64-bit floats"))


def _kind(name: str, dtype: Any, cure: Words) -> FrameError:
    return FrameError(name, Words(f"类型是 {dtype}", f"it is of the kind {dtype}"), cure)
