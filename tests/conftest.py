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
from hypothesis import Phase, settings

collect_ignore = ["data", "fuzz", "mutation"]
"""Rule files that are read by tests, and programs that search for hours: none is a test itself."""

HERE = Path(__file__).parent
LAWS, SRC, DOCS = HERE / "property", HERE.parent / "src" / "prevention_rules", HERE.parent / "docs"
ASK_EXTRAS = {
    SRC / "frames": "dev-frames",
    DOCS / "columns.md": "dev-frames",
    SRC / "report" / "page.py": "report",
    SRC / "forms" / "looks.py": "excel",
    SRC / "forms" / "writing.py": "excel",
    DOCS / "forms.md": "excel",
    SRC / "charts" / "value.py": "charts",
    SRC / "charts" / "trajectory.py": "charts",
    DOCS / "charts.md": "charts",
}
"""Files and folders whose doctests need an extra."""

settings.register_profile("dev", max_examples=20, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile("nightly", max_examples=10_000, deadline=None, print_blob=True)
# A mutant is dead at the first example against it; the smallest one would only take time.
settings.register_profile(
    "mutants",
    settings.get_profile("dev"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.hookimpl(tryfirst=True)  # before ``-m`` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every property test as a law, and doctests that need an extra."""
    for item in items:
        if LAWS in item.path.parents or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.law)
        for place, extra in ASK_EXTRAS.items() if isinstance(item, pytest.DoctestItem) else ():
            if item.path.is_relative_to(place):
                item.add_marker(pytest.mark.extra(extra))


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
