"""How the documentation is built: Markdown pages in both languages, the pages of the root, and the docstrings."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "prevention_rules"
author = "The prevention_rules founders"
copyright = "The prevention_rules founders, Apache 2.0"
extensions = [
    "myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton", "bilingual_search", "root_pages", "fields", "typesetting",
]  # fmt: skip
html_theme = "furo"
pygments_dark_style = "a11y-high-contrast-dark"  # the theme's own underlines modules as if they were links
html_title = "prevention_rules"
html_static_path = ["_static"]  # a style, the sample reports (examples/report.py writes them), and their heads
html_css_files = ["tables.css"]
exclude_patterns = ["_build", "_ext"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_default_options = {"members": True}
copybutton_prompt_text = r">>> |\.\.\. |\$ "  # what is copied can be run: neither prompts nor what was printed
copybutton_prompt_is_regexp = True
