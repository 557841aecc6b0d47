"""Figures in any dataframe: read, or judged column by column (``pip install prevention-rules[frames]``)."""

from __future__ import annotations

from prevention_rules.errors import FrameError
from prevention_rules.frames.evaluating import evaluate
from prevention_rules.frames.limits import limits
from prevention_rules.frames.pooling import pool
from prevention_rules.frames.reading import read_frame
from prevention_rules.frames.telling import Summary, explain, failures, summary

__all__ = ["FrameError", "Summary", "evaluate", "explain", "failures", "limits", "pool", "read_frame", "summary"]
