"""Rule files: TOML in, a `Plan` out, or every fault at once with file, line, field and cure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from prevention_rules.arguments import must_be
from prevention_rules.errors import Fault, RuleFileError
from prevention_rules.files import bytes_of, named, no_path
from prevention_rules.plans.check import problems
from prevention_rules.plans.plan import Plan
from prevention_rules.rulefiles.pages import Page
from prevention_rules.rulefiles.slips import cure_of
from prevention_rules.rulefiles.structuring import TABLES, given, structured, unknown_key
from prevention_rules.text import Words, did_you_mean, shortened

FORMAT = 1
"""The version of the file format this library reads."""

LARGEST = 10_000_000
"""Longer texts are refused: a plan of ten thousand indicators has less than half of it."""

_TOO_DEEP = re.compile(r"(?<![\w-])(?:[\w-]++\s*+\.\s*+){100}")
"""A dotted key of a hundred parts, which no rule file has."""

_HERE = Path(__file__).resolve().parents[1]
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

    An id is that of the bundled plan, also where a file of that name lies in the working folder; an id never leads
    to another folder. Raises `RuleFileError` with every fault of the file, and for a name that is neither.

    >>> len(load_plan("xicheng-2022-2025").indicators)
    45
    """
    page = page_at(source)
    return read_plan("\n".join(page.lines), page.file)


def page_at(source: str | Path) -> Page:
    """Return the lines of a rule file, to say where in it an entry stands; raises as `load_plan` does."""
    if not isinstance(source, str | Path):
        raise RuleFileError([no_path(source)])
    path = _rules_folder() / f"{source}.toml" if source in bundled_plans() else Path(source)
    if not _is_file(path):
        raise RuleFileError([_no_such_file(source)])
    data = bytes_of(path, RuleFileError)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        cure = Words("把文件另存为 UTF-8", "save the file as UTF-8")
        problem = Words("文件不是 UTF-8 编码", "the file is not UTF-8")
        raise RuleFileError([Fault(path.name, line, "", "", problem, cure)]) from None
    return Page(path.name, text.split("\n"))


def read_plan(text: str, file: str = "<text>") -> Plan:
    """Read a plan from the text of a rule file; *file* is the name used in faults.

    Raises `RuleFileError` with every fault at once. The format is our own; the page on rule files
    describes it, and `schema` returns it as a JSON Schema.

    >>> plan = read_plan('format = 1\\n[plan]\\nid = "p"\\ntitle = "p"\\nfirst_year = 2021\\nlast_year = 2025\\n')
    >>> plan.deadline.year
    2025
    """
    must_be(text, str, "text", "规则文件的文字", "the text of a rule file")
    text = text.removeprefix("\ufeff")
    page = Page(file, text.split("\n"))
    data = _parse(text, page)
    faults = list(_top_faults(data, page))
    plan, kept, found = structured(data, page)
    faults += found
    if plan is not None:
        faults += [page.fault_of(problem, kept) for problem in problems(plan, complete=not found)]
    if faults or plan is None:
        raise RuleFileError(faults)
    return plan


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _rules_folder() -> Path:
    return next((folder for folder in _RULES if folder.is_dir()), _RULES[0])


def _no_such_file(source: str | Path) -> Fault:
    known = bundled_plans()
    listed = Words(
        f"随库附带的有 {'、'.join(known)}，或给出规则文件的路径",
        f"bundled plans are {', '.join(known)}; or give the path of a rule file",
    )
    cure = did_you_mean(named(source), known) or listed
    return Fault(named(source), None, "", "", Words("没有这个规则文件", "there is no such rule file"), cure)


def _parse(text: str, page: Page) -> dict[str, Any]:
    if len(text) > LARGEST:
        problem = Words(f"文件超过 {LARGEST:,} 个字符", f"the file is longer than {LARGEST:,} characters")
        cure = Words("把它分成几个计划", "split it into several plans")
        raise RuleFileError([Fault(page.file, None, "", "", problem, cure)])
    if _TOO_DEEP.search(text):  # the parser of TOML takes time that grows with the square of such a key
        raise _nested(page)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        said = str(error).partition(" (at ")[0]
        number = _line_of(error, page)
        line = shortened(page.lines[number - 1].strip())
        zh, en = f"这一行不是正确的 TOML\n    {line}", f"not valid TOML: {said}\n    {line}"
        problem = Words(zh.rstrip(), en.rstrip())
        raise RuleFileError([Fault(page.file, number, "", "", problem, cure_of(line, said))]) from None
    except RecursionError:
        raise _nested(page) from None
    except (ValueError, ArithmeticError):  # a number of thousands of digits, or with an endless exponent
        problem = Words("有一个数大得不能读", "a number is too large to be read")
        cure = Words("核对各个数", "check the numbers")
        raise RuleFileError([Fault(page.file, None, "", "", problem, cure)]) from None


def _nested(page: Page) -> RuleFileError:
    problem = Words("嵌套太深", "nested too deeply")
    cure = Words("规则文件只有一两层表", "a rule file has tables of one or two levels only")
    return RuleFileError([Fault(page.file, None, "", "", problem, cure)])


def _line_of(error: tomllib.TOMLDecodeError, page: Page) -> int:
    """Return the line tomllib names; at the end of the document it names none."""
    place = re.search(r"line (\d+)", str(error))
    return int(place[1]) if place else len(page.lines)


def _top_faults(data: Mapping[str, Any], page: Page) -> Iterator[Fault]:
    version = data.get("format")
    if version != FORMAT or isinstance(version, bool | Decimal):
        newer = isinstance(version, int) and version > FORMAT
        cure = (
            Words("请升级本库", "upgrade the library")
            if newer
            else Words("在文件开头写 format = 1", "write format = 1 at the top")
        )
        problem = Words(
            f"文件格式版本是 {given(version)}，本库能读 {FORMAT}",
            f"the format version is {given(version)}; this library reads {FORMAT}",
        )
        if version is None:
            problem = Words("没有写明文件格式版本", "the format version is missing")
        yield Fault(page.file, page.top_line("format"), "", "format", problem, cure)
    for key in data:
        if key not in ("format", "plan", *TABLES):
            yield Fault(page.file, page.top_line(key), "", key, *unknown_key(key, ["plan", *TABLES]))
