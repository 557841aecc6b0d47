"""Figures from Excel workbooks: an optional door (``pip install prevention-rules[excel]``)."""

from prevention_rules.workbooks.reading import read_workbook

__all__ = ["read_workbook"]
