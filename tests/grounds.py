"""The ground of a finding in tests that know which one it has to be."""

from __future__ import annotations

from typing import Any

import prevention_rules as pr


def ground(finding: pr.Finding) -> Any:
    """Return what a finding stands on; a field that this ground does not have is an error of the test."""
    return finding.ground
