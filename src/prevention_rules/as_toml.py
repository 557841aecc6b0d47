"""A value as TOML writes it, on one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(value: str | int | Iterable[Any] | Mapping[Any, Any]) -> str:
    """Write a value as TOML: text in quotes, with what TOML does not take as it is escaped.

    >>> print(as_toml("≥ 95%"), as_toml(True), as_toml(["better", "share"]), as_toml({2025: "28", "甲街道": 3}))
    "≥ 95%" true ["better", "share"] {2025 = "28", "甲街道" = 3}
    """
    match value:
        case int():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case Mapping():
            return f"{{{', '.join(f'{_key(str(key))} = {as_toml(one)}' for key, one in value.items())}}}"
        case _:
            return f"[{', '.join(map(as_toml, value))}]"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else as_toml(key)
