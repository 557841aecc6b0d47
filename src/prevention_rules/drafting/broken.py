"""Cells that a page broke: over lines, over pages, or by a narrow column."""

from __future__ import annotations

import re
from functools import reduce

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff、，。；：“”（）]"
_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")


def joined(first: str, second: str) -> str:
    """Join the parts of a broken cell: Chinese runs on, other words keep a space.

    >>> joined("比 2020 年", "下降 20% 以上"), joined("per 1,000", "live births")
    ('比 2020 年下降 20% 以上', 'per 1,000 live births')
    """
    runs_on = _GAP.search(f"{first[-1:]} {second[:1]}") is not None
    return f"{first}{second}" if runs_on else f"{first} {second}".strip()


def unbroken(text: str) -> str:
    r"""Join the lines of one cell; spaces inside a line stay as they are printed.

    >>> unbroken("登记在册的\n患者 规范管理率")
    '登记在册的患者 规范管理率'
    """
    return reduce(joined, (line.strip() for line in text.splitlines()), "")


def closed(text: str) -> str:
    """Close the gaps that a narrow column leaves in a name.

    >>> closed("伤害致残 防控行动"), closed("2020 baseline")
    ('伤害致残防控行动', '2020 baseline')
    """
    return " ".join(_GAP.sub("", text).split())
