"""Figures from Excel workbooks: an optional door (``pip install prevention-rules[excel]``)."""

from prevention_rules.workbooks.reading import read_workbook
from prevention_rules.workbooks.texts import SheetTexts, sheets_of

__all__ = ["SheetTexts", "read_workbook", "sheets_of"]
