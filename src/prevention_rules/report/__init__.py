"""An assessment as people read and keep it: one page that a leader reads, and a workbook that an office filters.

Optional doors: ``pip install prevention-rules[report]`` for the page (jinja2), ``[excel]`` for the workbook (openpyxl).
"""
