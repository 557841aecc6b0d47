"""Charts of findings, as altair charts: an optional door (``pip install prevention-rules[charts]``).

Each has Chinese or English text, tells its state by a sign and a word beside the colour, and carries the explanation
as its description, which a screen reader reads. ``chart.save("name.svg")`` and ``chart.save("name.png")`` write it.
"""

from __future__ import annotations

from prevention_rules.charts.captions import NoChartError
from prevention_rules.charts.matrix import matrix
from prevention_rules.charts.trajectory import trajectory
from prevention_rules.charts.value import value

__all__ = ["NoChartError", "matrix", "trajectory", "value"]
