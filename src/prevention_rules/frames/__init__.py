"""Figures in any dataframe: read, or judged column by column (``pip install prevention-rules[frames]``)."""

from __future__ import annotations

from prevention_rules.errors import FrameError
from prevention_rules.frames.evaluating import evaluate
from prevention_rules.frames.reading import read_frame

__all__ = ["FrameError", "evaluate", "read_frame"]
