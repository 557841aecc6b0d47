"""The pytest plugin: ``pytest rules/`` tests rule files.

Each rule of a file is tested by its examples, the lint and the laws. Every run of pytest imports this module where
the library is installed, so it imports nothing of the library before a rule file is met. ``-p no:prevention_rules``
leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from prevention_rules.testing.checks import Check

_FORMAT = re.compile(rb"^[ \t]*(?:\xef\xbb\xbf)?format[ \t]*=[ \t]*[0-9]", re.MULTILINE)
_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_OURS = re.compile(rb"^[ \t]*\[\[?[ \t]*(?:plan|indicator)[ \t]*\]", re.MULTILINE)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RuleFile | None:
    """Collect a rule file, and never another."""
    if file_path.suffix != ".toml" or not is_rule_file(file_path.read_bytes()):
        return None
    return RuleFile.from_parent(parent, path=file_path)


def is_rule_file(text: bytes) -> bool:
    """Say whether a text has the format key before its first table, and a table of ours.

    It is not read as TOML, so that a rule file with a slip is collected, and fails with its place.

    >>> is_rule_file(b'format = 1\\n[plan]'), is_rule_file(b'[tool]\\nformat = 1\\n[plan]'), is_rule_file(b'format = 1')
    (True, False, False)
    """
    first = _TABLE.search(text)
    return first is not None and bool(_FORMAT.search(text, 0, first.start()) and _OURS.search(text))


class RuleFile(pytest.File):
    """A rule file: its rules, each with what tests it."""

    def collect(self) -> Iterator[pytest.Collector]:
        """Load the plan; a file that cannot be accepted fails with every fault, in the language of its author."""
        from prevention_rules.errors import RuleFileError  # noqa: PLC0415 - the library waits for a rule file
        from prevention_rules.testing.checks import checks_of, language_of_file  # noqa: PLC0415

        try:
            checks = checks_of(self.path)
        except RuleFileError as error:
            raise self.CollectError(error.explain(language_of_file(self.path))) from None
        for number in dict.fromkeys(check.rule.number for check in checks):
            yield _Row.from_parent(self, name=number, checks=[one for one in checks if one.rule.number == number])


class _Row(pytest.Collector):
    """A rule of the file."""

    def __init__(self, *, checks: list[Check], **of: Any) -> None:
        super().__init__(**of)
        self.checks = checks

    def collect(self) -> Iterator[pytest.Item]:
        return (_Test.from_parent(self, name=check.name, check=check) for check in self.checks)


class _RuleFailedError(Exception):
    """What a rule author is told."""


class _Test(pytest.Item):
    """One thing that a rule is tested by."""

    def __init__(self, *, check: Check, **of: Any) -> None:
        super().__init__(**of)
        self.check = check

    def runtest(self) -> None:
        if (said := self.check.run()) is not None:
            raise _RuleFailedError(said)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show what a rule author is told; a fault of the library keeps its traceback."""
        return (
            str(excinfo.value) if isinstance(excinfo.value, _RuleFailedError) else super().repr_failure(excinfo, style)
        )

    def reportinfo(self) -> tuple[Path, int | None, str]:
        line = self.check.line
        return self.path, None if line is None else line - 1, f"{self.check.rule.number} {self.name}"
