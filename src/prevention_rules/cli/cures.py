"""What the library advises in Python, written as options of the command line."""

from __future__ import annotations

import re

_CURES = {
    r'layout=Layout\(columns=\{"([^"]*)": "([^"]*)"\}\)': r'--column "\1=\2"',
    r'Layout\(ignore=\["([^"]*)"\]\)': r'--ignore "\1"',
    r'encoding="([^"]*)"': r"--encoding \1",
    r'missing_marks = \["([^"]*)"\]': r'--missing-mark "\1"',
    r'missing_marks = \["([^"]*)", "([^"]*)"\]': r'--missing-mark "\1" --missing-mark "\2"',
    r"声明 percent_numbers": "加 --percent-numbers",
    r"declare percent_numbers": "add --percent-numbers",
}


def in_shell(advice: str) -> str:
    """Write the cures of a message as options of the command line.

    >>> in_shell('save it as CSV UTF-8, or say encoding="gb18030"')
    'save it as CSV UTF-8, or say --encoding gb18030'
    """
    for python, option in _CURES.items():
        advice = re.sub(python, option, advice)
    return advice
