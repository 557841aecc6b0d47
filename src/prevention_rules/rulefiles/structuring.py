"""Tables of a rule file into the entries of a plan: every value exactly as its field is declared.

cattrs would convert (``"false"`` is a true string); nothing is converted here, so nothing is misread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, time
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import attrs
import cattrs
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from prevention_rules.as_toml import as_toml
from prevention_rules.errors import Fault, StatedError
from prevention_rules.plans.dated import Amendment, Definition, InForce
from prevention_rules.plans.entries import Commitment, Indicator
from prevention_rules.plans.examples import Example
from prevention_rules.plans.outline import Area, Department, Domain, Milestone, Task
from prevention_rules.plans.plan import Plan
from prevention_rules.plans.problems import Path
from prevention_rules.rulefiles.pages import Page
from prevention_rules.text import Words, did_you_mean, shown

TABLES: dict[str, tuple[str, type[Any]]] = {
    "milestone": ("milestones", Milestone),
    "domain": ("domains", Domain),
    "area": ("areas", Area),
    "department": ("departments", Department),
    "task": ("tasks", Task),
    "indicator": ("indicators", Indicator),
    "commitment": ("commitments", Commitment),
}
"""The tables of a rule file: the field of the plan each fills, and what an entry becomes."""

_PARTS: tuple[type[Any], ...] = (Definition, InForce, Amendment, Example)

TYPES: dict[type[Any], Words] = {
    str: Words("加引号的字符串", "a string in quotes"),
    int: Words("整数", "a whole number"),
    bool: Words("true 或 false", "true or false"),
    date: Words("日期（2022-12-30）", "a date (2022-12-30)"),
}
"""The plain values a field may hold."""


def structured(data: Mapping[str, Any], page: Page) -> tuple[Plan | None, dict[str, list[int]], list[Fault]]:
    """Return the plan, the places of its entries in the file by table, and the faults of the others."""
    faults: list[Fault] = []
    tables: dict[str, Any] = {}
    kept: dict[str, list[int]] = {}
    for key, (field, kind) in TABLES.items():
        entries = data.get(key, [])
        if not isinstance(entries, list):
            problem, cure = Words("这里要的是多个条目", "several entries are meant here"), _write(f"[[{key}]]")
            faults.append(page.fault(key, None, "", (key,), problem, cure))
            continue
        read = [_entry(entry, kind, key, index, page, faults) for index, entry in enumerate(entries)]
        tables[field] = tuple(entry for entry in read if entry is not None)
        kept[key] = [index for index, entry in enumerate(read) if entry is not None]
    head = data.get("plan")
    if not isinstance(head, dict):
        cure = Words("加上 [plan]，写明 id、title、first_year、last_year",
                     "add [plan] with id, title, first_year, last_year")  # fmt: skip
        faults.append(
            Fault(page.file, page.top_line("plan"), "", "plan", Words("缺少 [plan]", "there is no [plan]"), cure)
        )
        return None, kept, faults
    plan = _entry(head, Plan, "plan", None, page, faults)
    return (None if plan is None else attrs.evolve(plan, **tables)), kept, faults


def given(value: object) -> str:
    """Return a value as a message names it: numbers, dates and true, false as the file has them.

    >>> given(True), given(date(2022, 12, 30)), given("是")
    ('true', '2022-12-30', "'是'")
    """
    return str(value).lower() if isinstance(value, bool | Decimal | date | time) else shown(value)


def _write(form: str) -> Words:
    return Words(f"写成 {form}", f"write {form}")


def _entry(entry: Any, kind: type[Any], table: str, index: int | None, page: Page, faults: list[Fault]) -> Any:
    row = _row(table, index, entry)
    if not isinstance(entry, dict):
        problem = Words(f"{given(entry)} 不是一个条目", f"{given(entry)} is not an entry")
        faults.append(Fault(page.file, page.top_line(table), row, "", problem, _write(f"[[{table}]]")))
        return None
    try:
        return _converter().structure(entry, kind)
    except BaseValidationError as error:
        told = {path: (problem, cure) for path, problem, cure in _told(error, kind)}
    for path, (problem, cure) in told.items():
        faults.append(page.fault(table, index, row, path, problem, cure))
    # The rest of the entry is still looked at, so that one slip does not hide another; but a target
    # that is there in the wrong form is not missing as well.
    wrong = {path[0] for path in told}
    if "target" in wrong:
        return None
    with suppress(BaseValidationError):
        return _converter().structure({key: value for key, value in entry.items() if key not in wrong}, kind)
    return None


def _row(table: str, index: int | None, entry: Any) -> str:
    if index is None:
        return table
    name = entry.get("number", entry.get("name", entry.get("year"))) if isinstance(entry, dict) else None
    return f"{table} {name}" if name is not None else f"{table} #{index + 1}"


class _WrongTypeError(StatedError, TypeError):
    """A value of another type than the field takes, and how it is written instead, where that is known."""

    def __init__(self, problem: Words, form: str = "") -> None:
        super().__init__(problem)
        self.form = form


class _PartsError(TypeError):
    """Sub-entries that cannot be read: the place of each, and what cattrs found."""

    def __init__(self, kind: type[Any], found: Sequence[tuple[Path, Exception]]) -> None:
        super().__init__()
        self.kind, self.found = kind, found


def _told(error: BaseValidationError, kind: type[Any]) -> Iterator[tuple[Path, Words, Words]]:
    """Say in our words what cattrs found: where in the entry, the problem, the cure."""
    for inner in error.exceptions:
        name = next((note.name for note in getattr(inner, "__notes__", []) if hasattr(note, "name")), "")
        yield from _said(inner, (_alias(kind, name),), kind)


def _said(inner: Exception, path: Path, kind: type[Any]) -> Iterator[tuple[Path, Words, Words]]:
    field = [part for part in path if isinstance(part, str)][-1]
    if isinstance(inner, ForbiddenExtraKeysError):
        for key in sorted(inner.extra_fields):
            yield (*path[:-1], key), *unknown_key(key, list(keys_of(kind)))
    elif isinstance(inner, KeyError):
        missing = _alias(kind, str(inner.args[0]))
        cure = Words(f"加上 {missing} = …", f"add {missing} = …")
        yield (*path[:-1], missing), Words(f"缺少 {missing}", f"{missing} is missing"), cure
    elif isinstance(inner, _WrongTypeError):
        cure = _write(f"{field} = {inner.form}") if inner.form else Words(f"改正 {field}", f"mend {field}")
        yield path, inner.problem, cure
    elif isinstance(inner, _PartsError):
        for place, found in inner.found:
            if not isinstance(found, BaseValidationError):
                yield from _said(found, (*path, *place), kind)
                continue
            for deeper, problem, cure in _told(found, inner.kind):
                yield (*path, *place, *deeper), problem, cure
    else:
        raise inner


def unknown_key(key: str, known: Sequence[str]) -> tuple[Words, Words]:
    """Say that a key is not known, and guess which was meant."""
    problem = Words(f"不认识“{key}”", f"{key!r} is not known here")
    listed = Words(f"可用：{'、'.join(known)}", f"known here: {', '.join(known)}")
    return problem, did_you_mean(key, known) or listed


def keys_of(kind: type[Any]) -> dict[str, Any]:
    """Return the keys an entry may set, each with its type; the tables of a plan stand on their own."""
    tables = {field for field, _ in TABLES.values()} if kind is Plan else set()
    types = get_type_hints(kind)
    return {field.alias or field.name: types[field.name] for field in attrs.fields(kind) if field.name not in tables}


def _alias(kind: type[Any], name: str) -> str:
    return next((field.alias or name for field in attrs.fields(kind) if field.name == name), name)


def part_of(kind: Any) -> type[Any] | None:
    """Return the class of a field that holds sub-entries (``Definition | None``, ``tuple[Amendment, …]``)."""
    return next((one for one in get_args(kind) if isinstance(one, type) and attrs.has(one)), None)


def table_of(kind: Any) -> Any:
    """Return the type of a table whose keys are the author's own, where a field may hold one."""
    members = (kind,) if get_origin(kind) is Mapping else get_args(kind)
    return next((one for one in members if get_origin(one) is Mapping), None)


def offered(kind: Any) -> tuple[list[type[Any]], list[str]]:
    """Return the plain types and the words a field may hold."""
    if kind in TYPES:
        return [kind], []
    if get_origin(kind) is Literal:
        return [], list(get_args(kind))
    if get_origin(kind) is Mapping:
        return [], []
    inner = [offered(member) for member in get_args(kind) if member is not NoneType]
    return [one for types, _ in inner for one in types], [one for _, words in inner for one in words]


def _field(value: Any, kind: Any) -> Any:
    """Take a value exactly as its field is declared."""
    if (part := part_of(kind)) is not None:
        return _parts(value, part, many=get_origin(kind) is tuple)
    if get_origin(kind) is tuple:
        if type(value) is not list:
            form = f"[{as_toml(value)}]" if isinstance(value, str) else "[…]"
            raise _WrongTypeError(Words(f"{given(value)} 不是列表", f"{given(value)} is not a list"), form)
        return tuple(_item(item, get_args(kind)[0]) for item in value)
    if (table := table_of(kind)) is not None and (table == kind or type(value) is dict):
        return _keyed(value, get_args(table)[1])
    types, words = offered(kind)
    if type(value) in types or (isinstance(value, str) and value in words):
        return value
    listed_zh = "、".join([*words, *(TYPES[one].zh for one in types)])
    listed_en = ", ".join([*words, *(TYPES[one].en for one in types)])
    problem = Words(f"{given(value)} 不是 {listed_zh}", f"{given(value)} is not {listed_en}")
    raise _WrongTypeError(problem, _form(value, types, words))


def _item(value: Any, kind: Any) -> Any:
    """Take one of a list; what mends it is written among the others."""
    try:
        return _field(value, kind)
    except _WrongTypeError as error:
        raise _WrongTypeError(error.problem, f"[…, {error.form}, …]" if error.form else "") from None


def _form(value: Any, types: Sequence[type[Any]], words: Sequence[str]) -> str:
    """Return how a value is written that is right but for its quotes, or the words that could be meant."""
    if isinstance(value, str) and int in types and value.strip().isdecimal():
        return value.strip()
    if isinstance(value, str) and bool in types and value.strip().lower() in ("true", "false"):
        return value.strip().lower()
    if isinstance(value, int | Decimal | date | time) and str in types and len(given(value)) < 40:
        return as_toml(given(value))
    return " / ".join([*map(as_toml, words), *(["true", "false"] if bool in types else [])])


def _keyed(value: Any, kind: Any) -> dict[str, Any]:
    """Take a table whose keys are the author's own, such as years."""
    if type(value) is not dict:
        zh, en = (
            f'{given(value)} 应写成 {{2025 = "86%"}} 这样的表',
            f'{given(value)} should be a table like {{2025 = "86%"}}',
        )
        raise _WrongTypeError(Words(zh, en))
    return {key: _field(one, kind) for key, one in value.items()}


def _parts(value: Any, part: type[Any], *, many: bool) -> Any:
    """Take sub-entries, and gather what is wrong with each."""
    if type(value) is not (list if many else dict):
        what = Words("若干条目", "entries of their own") if many else Words("几项字段", "fields of its own")
        raise _WrongTypeError(Words(f"{given(value)} 应写成{what.zh}", f"{given(value)} should be {what.en}"))
    read, found = [], []
    for index, entry in enumerate(value if many else [value]):
        try:
            if type(entry) is not dict:
                raise _WrongTypeError(Words(f"{given(entry)} 不是一个条目", f"{given(entry)} is not an entry"))
            read.append(_converter().structure(entry, part))
        except (BaseValidationError, _WrongTypeError) as error:
            found.append(((index,) if many else (), error))
    if found:
        raise _PartsError(part, found)
    return tuple(read) if many else read[0]


@cache
def _converter() -> cattrs.Converter:
    """Build the converter on first use: it costs as much as the rest of the import."""
    converter = cattrs.Converter()
    for plain in TYPES:  # cattrs has hooks of its own for these, and they convert
        converter.register_structure_hook(plain, _field)
    converter.register_structure_hook_func(lambda kind: not attrs.has(kind), _field)
    kinds: list[type[Any]] = [Plan, *(kind for _, kind in TABLES.values()), *_PARTS]
    for kind in kinds:
        converter.register_structure_hook(kind, _strictly(kind, converter))
    return converter


def _strictly(kind: type[Any], converter: cattrs.Converter) -> Any:
    """Return the hook that takes exactly the keys an entry of the file may set."""
    others = [field.name for field in attrs.fields(kind) if (field.alias or field.name) not in keys_of(kind)]
    omitted: dict[str, Any] = {name: cattrs.override(omit=True) for name in others}
    return make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_alias=True, **omitted)
