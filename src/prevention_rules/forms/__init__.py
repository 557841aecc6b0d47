"""Forms to send out: what a plan still needs, as a workbook with a sheet for each department (extra ``excel``)."""

from prevention_rules.forms.writing import write_forms

__all__ = ["write_forms"]
