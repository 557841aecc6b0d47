"""How the documentation is built: Markdown pages and the docstrings of the public door."""

project = "prevention_rules"
author = "The prevention_rules founders"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
exclude_patterns = ["_build"]
html_static_path = ["_static"]  # the sample reports, which examples/report.py writes
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "none"
suppress_warnings = ["myst.xref_missing"]
