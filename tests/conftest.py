"""How often a law is tried, which tests carry which marker, and that none is ever skipped.

A law (a property test) is tried on 20 examples by default, on 100 where ``CI`` is set, and on 10,000
with ``HYPOTHESIS_PROFILE=nightly``; the first two try the same examples every time, so that a run that
fails, fails for everyone. Time is never a verdict, so no example has a deadline.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

collect_ignore = ["data"]
"""Rule files that lie there are read by tests, and are no tests themselves."""

LAWS = Path(__file__).parent / "property"
ASK_EXTRAS = {
    "frames.py": "dev-frames",
    "page.py": "report",
    "forms.md": "excel",
    "looks.py": "excel",
    "writing.py": "excel",
}
ASK_EXTRAS |= dict.fromkeys(("value.py", "trajectory.py", "charts.md"), "charts")
"""Files whose doctests need an extra."""

settings.register_profile("dev", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=10_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.hookimpl(tryfirst=True)  # before ``-m`` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every property test as a law, and doctests that need an extra."""
    for item in items:
        if LAWS in item.path.parents or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.law)
        if isinstance(item, pytest.DoctestItem) and item.path.name in ASK_EXTRAS:
            item.add_marker(pytest.mark.extra(ASK_EXTRAS[item.path.name]))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run a single test in this very process, where starting others would take longer than the test."""
    return 0 if all("::" in argument for argument in config.args) else None


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail: what cannot run everywhere carries a marker and is deselected, in sight."""
    return never_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let a module that skips itself fail as well."""
    return never_skipped((yield))


def never_skipped(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"nothing is skipped here, mark it instead: {report.longreprtext or report.longrepr}"
    return report
