"""Rule files: TOML in, a `Plan` out, or every fault at once with file, line, field and cure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import attrs
import cattrs
from attrs import frozen
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from prevention_rules.entries import Area, Commitment, Department, Domain, Indicator, Milestone, Task
from prevention_rules.errors import Fault, RuleFileError, StatedError
from prevention_rules.plancheck import Problem, problems
from prevention_rules.plans import Plan
from prevention_rules.text import Words

FORMAT = 1
"""The version of the file format this library reads."""

_TABLES: dict[str, tuple[str, type[Any]]] = {
    "milestone": ("milestones", Milestone),
    "domain": ("domains", Domain),
    "area": ("areas", Area),
    "department": ("departments", Department),
    "task": ("tasks", Task),
    "indicator": ("indicators", Indicator),
    "commitment": ("commitments", Commitment),
}
_HERE = Path(__file__).resolve().parent
_RULES = (_HERE / "rules", _HERE.parents[1] / "rules")
"""Where rule files live: in an installed package beside the modules, in a checkout at the top."""


def bundled_plans() -> tuple[str, ...]:
    """Return the ids of the plans that come with the library.

    >>> "xicheng-2022-2025" in bundled_plans()
    True
    """
    return tuple(sorted(path.stem for path in _rules_folder().glob("*.toml")))


def load_plan(source: str | Path) -> Plan:
    """Load a plan: the id of a bundled one, or the path of a rule file.

    Raises `RuleFileError` with every fault of the file, and for a name that is neither.

    >>> len(load_plan("xicheng-2022-2025").indicators)
    45
    """
    path = Path(source)
    if not path.is_file() and path.suffix != ".toml":
        path = _rules_folder() / f"{source}.toml"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise RuleFileError([_no_such_file(source)]) from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        cure = Words("把文件另存为 UTF-8", "save the file as UTF-8")
        problem = Words("文件不是 UTF-8 编码", "the file is not UTF-8")
        raise RuleFileError([Fault(path.name, line, "", "", problem, cure)]) from None
    return read_plan(text, path.name)


def read_plan(text: str, file: str = "<text>") -> Plan:
    """Read a plan from the text of a rule file; *file* is the name used in faults."""
    page = Page(file, text.splitlines())
    data = _parse(text, page)
    faults = list(_shape_faults(data, page))
    plan, kept, found = _structured(data, page)
    faults += found
    if plan is not None:
        faults += [page.fault_of(problem, kept) for problem in problems(plan, complete=not found)]
    if faults or plan is None:
        raise RuleFileError(faults)
    return plan


def _rules_folder() -> Path:
    return next((folder for folder in _RULES if folder.is_dir()), _RULES[0])


def _no_such_file(source: str | Path) -> Fault:
    known = bundled_plans()
    guess = difflib.get_close_matches(str(source), known, n=1)
    listed = "、".join(known)
    zh = f"是不是 {guess[0]}？" if guess else f"随库附带的有 {listed}，或给出规则文件的路径"
    en = (
        f"did you mean {guess[0]}?"
        if guess
        else f"bundled plans are {', '.join(known)}; or give the path of a rule file"
    )
    return Fault(str(source), None, "", "", Words("没有这个规则文件", "there is no such rule file"), Words(zh, en))


@frozen
class Page:
    """The file as lines, to say where an entry and its keys stand."""

    file: str
    lines: Sequence[str]

    def line_of(self, table: str, index: int | None, key: str = "") -> int | None:
        """Return the line (from 1) of *key* in the index-th ``[[table]]``, or of its header."""
        header = rf"\s*\[\[\s*{table}\s*\]\]" if index is not None else rf"\s*\[\s*{table}\s*\]"
        starts = [at for at, line in enumerate(self.lines) if re.match(header, line)]
        wanted = index or 0
        if wanted >= len(starts):
            return None
        for at in range(starts[wanted] + 1, len(self.lines)):
            if re.match(r"\s*\[", self.lines[at]):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", self.lines[at]):
                return at + 1
        return starts[wanted] + 1

    def fault(self, table: str, index: int | None, row: str, key: str, problem: Words, cure: Words) -> Fault:
        """Build a fault that names its line."""
        return Fault(self.file, self.line_of(table, index, key), row, key, problem, cure)

    def fault_of(self, problem: Problem, kept: Mapping[str, Sequence[int]]) -> Fault:
        """Place a problem found in the plan's meaning; *kept* are the places of the plan's entries in the file."""
        index = None if problem.index is None else kept[problem.table][problem.index]
        return self.fault(problem.table, index, problem.row, problem.field, problem.problem, problem.cure)


def _parse(text: str, page: Page) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        said = str(error).partition(" (at ")[0]
        problem = Words(f"不是正确的 TOML：{said}", f"not valid TOML: {said}")
        cure = Words("改正这一行；字符串要用引号括起来", "mend this line; strings stand in quotes")
        raise RuleFileError([Fault(page.file, int(place[1]) if place else None, "", "", problem, cure)]) from None
    except RecursionError:
        problem = Words("嵌套太深", "nested too deeply")
        cure = Words("规则文件只有一层表", "a rule file has tables of one level only")
        raise RuleFileError([Fault(page.file, None, "", "", problem, cure)]) from None


def _shape_faults(data: Mapping[str, Any], page: Page) -> Iterator[Fault]:
    version = data.get("format")
    if version != FORMAT or isinstance(version, bool):
        newer = isinstance(version, int) and version > FORMAT
        cure = (
            Words("请升级本库", "upgrade the library")
            if newer
            else Words("在文件开头写 format = 1", "write format = 1 at the top")
        )
        problem = Words(
            f"文件格式版本是 {version!r}，本库能读 {FORMAT}",
            f"the format version is {version!r}; this library reads {FORMAT}",
        )
        yield Fault(page.file, _top_line(page, "format"), "", "format", problem, cure)
    for key in data:
        if key not in ("format", "plan", *_TABLES):
            yield Fault(page.file, _top_line(page, key), "", key, *_unknown_key(key, ["plan", *_TABLES]))


def _top_line(page: Page, key: str) -> int | None:
    pattern = rf"\s*(\[\[?\s*)?[\"']?{re.escape(key)}\b"
    return next((at + 1 for at, line in enumerate(page.lines) if re.match(pattern, line)), None)


def _unknown_key(key: str, known: Sequence[str]) -> tuple[Words, Words]:
    guess = difflib.get_close_matches(key, known, n=1)
    problem = Words(f"不认识“{key}”", f"{key!r} is not known here")
    if guess:
        return problem, Words(f"是不是 {guess[0]}？", f"did you mean {guess[0]}?")
    return problem, Words(f"可用：{'、'.join(known)}", f"known here: {', '.join(known)}")


# --- structure ------------------------------------------------------------------------------------


def _structured(data: Mapping[str, Any], page: Page) -> tuple[Plan | None, dict[str, list[int]], list[Fault]]:
    """Return the plan, the places of its entries in the file by table, and the faults of the others."""
    faults: list[Fault] = []
    tables: dict[str, Any] = {}
    kept: dict[str, list[int]] = {}
    for key, (field, kind) in _TABLES.items():
        entries = data.get(key, [])
        if not isinstance(entries, list):
            cure = Words(f"写成 [[{key}]]", f"write [[{key}]]")
            faults.append(
                page.fault(key, None, "", key, Words("这里要的是多个条目", "several entries are meant here"), cure)
            )
            continue
        read = [_entry(entry, kind, key, index, page, faults) for index, entry in enumerate(entries)]
        tables[field] = tuple(entry for entry in read if entry is not None)
        kept[key] = [index for index, entry in enumerate(read) if entry is not None]
    head = data.get("plan")
    if not isinstance(head, dict):
        cure = Words(
            "加上 [plan]，写明 id、title、first_year、last_year", "add [plan] with id, title, first_year, last_year"
        )
        faults.append(Fault(page.file, None, "", "plan", Words("缺少 [plan]", "there is no [plan]"), cure))
        return None, kept, faults
    plan = _entry(head, Plan, "plan", None, page, faults)
    return (None if plan is None else attrs.evolve(plan, **tables)), kept, faults


def _entry(entry: Any, kind: type[Any], table: str, index: int | None, page: Page, faults: list[Fault]) -> Any:
    row = _row(table, index, entry)
    if not isinstance(entry, dict):
        problem = Words(f"{entry!r} 不是一个条目", f"{entry!r} is not an entry")
        faults.append(page.fault(table, index, row, "", problem, Words(f"写成 [[{table}]]", f"write [[{table}]]")))
        return None
    try:
        return _converter().structure(entry, kind)
    except BaseValidationError as error:
        told = {field: (problem, cure) for field, problem, cure in _told(error, kind)}
    for field, (problem, cure) in told.items():
        faults.append(page.fault(table, index, row, field, problem, cure))
    # The rest of the entry is still looked at, so that one slip does not hide another; but a target
    # that is there in the wrong form is not missing as well.
    sound = {key: value for key, value in entry.items() if key not in told}
    if "target" in told:
        return None
    with suppress(BaseValidationError):
        return _converter().structure(sound, kind)
    return None


def _row(table: str, index: int | None, entry: Any) -> str:
    if index is None:
        return table
    name = entry.get("number", entry.get("name", entry.get("year"))) if isinstance(entry, dict) else None
    return f"{table} {name}" if name is not None else f"{table} #{index + 1}"


class _WrongTypeError(StatedError, TypeError):
    """A value of another type than the field takes."""


def _told(error: BaseValidationError, kind: type[Any]) -> Iterator[tuple[str, Words, Words]]:
    """Say in our words what cattrs found: the field, the problem, the cure."""
    for inner in error.exceptions:
        field = next((note.name for note in getattr(inner, "__notes__", []) if hasattr(note, "name")), "")
        field = _alias(kind, field)
        if isinstance(inner, ForbiddenExtraKeysError):
            for key in sorted(inner.extra_fields):
                yield key, *_unknown_key(key, _keys(kind))
        elif isinstance(inner, KeyError):
            missing = _alias(kind, str(inner.args[0]))
            yield (
                missing,
                Words(f"缺少 {missing}", f"{missing} is missing"),
                Words(f"加上 {missing} = …", f"add {missing} = …"),
            )
        elif isinstance(inner, _WrongTypeError):
            yield field, inner.problem, Words(f"改正 {field}", f"mend {field}")
        else:
            raise inner


def _keys(kind: type[Any]) -> list[str]:
    return [_alias(kind, name) for name in _fields_of(kind)]


def _alias(kind: type[Any], name: str) -> str:
    return next((field.alias or name for field in attrs.fields(kind) if field.name == name), name)


_TYPES: dict[type[Any], Words] = {
    str: Words("加引号的字符串", "a string in quotes"),
    int: Words("整数", "a whole number"),
    bool: Words("true 或 false", "true or false"),
    date: Words("日期（2022-12-30）", "a date (2022-12-30)"),
}


def _field(value: Any, kind: Any) -> Any:
    """Take a value exactly as its field is declared: nothing is converted, so nothing is misread."""
    if get_origin(kind) is tuple:
        if type(value) is not list:
            raise _WrongTypeError(Words(f"{value!r} 不是列表", f"{value!r} is not a list"))
        return tuple(_field(item, get_args(kind)[0]) for item in value)
    types, words = _offered(kind)
    if type(value) in types or (isinstance(value, str) and value in words):
        return value
    listed_zh = "、".join([*words, *(_TYPES[one].zh for one in types)])
    listed_en = ", ".join([*words, *(_TYPES[one].en for one in types)])
    raise _WrongTypeError(Words(f"{value!r} 不是 {listed_zh}", f"{value!r} is not {listed_en}"))


def _offered(kind: Any) -> tuple[list[type[Any]], list[str]]:
    """Return the plain types and the words a field may hold."""
    if kind in _TYPES:
        return [kind], []
    if get_origin(kind) is Literal:
        return [], list(get_args(kind))
    inner = [_offered(member) for member in get_args(kind) if member is not NoneType]
    return [one for types, _ in inner for one in types], [one for _, words in inner for one in words]


@cache
def _converter() -> cattrs.Converter:
    """Build the converter on first use: it costs as much as the rest of the import."""
    converter = cattrs.Converter()
    for plain in _TYPES:  # cattrs has hooks of its own for these, and they convert
        converter.register_structure_hook(plain, _field)
    converter.register_structure_hook_func(lambda kind: not attrs.has(kind), _field)
    kinds: list[type[Any]] = [Plan, *(kind for _, kind in _TABLES.values())]
    for kind in kinds:
        converter.register_structure_hook(kind, _strictly(kind, converter))
    return converter


def _strictly(kind: type[Any], converter: cattrs.Converter) -> Any:
    """Return the hook that takes exactly the fields an entry of the file may set."""
    others = [field.name for field in attrs.fields(kind) if field.name not in _fields_of(kind)]
    omitted: dict[str, Any] = {name: cattrs.override(omit=True) for name in others}
    return make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_alias=True, **omitted)


def _fields_of(kind: type[Any]) -> list[str]:
    """Return the fields an entry of the file may set; the tables of a plan stand on their own."""
    tables = {field for field, _ in _TABLES.values()} if kind is Plan else set()
    return [field.name for field in attrs.fields(kind) if field.name not in tables]

