"""Figures from text files: CSV, and tables separated by tabs or semicolons, in the encodings offices use."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from attrs import frozen

from prevention_rules.errors import Fault, ObservationFileError
from prevention_rules.evidence.figures import Figures
from prevention_rules.evidence.headers import Layout, is_header, squeezed
from prevention_rules.evidence.percents import PercentNumbers
from prevention_rules.evidence.tables import Declared, Found, Place, Row, Table, declared, is_usable, read_header
from prevention_rules.files import OLD_XLS, XLSX, bytes_of
from prevention_rules.sheets import unguarded
from prevention_rules.text import Words

_LOOKED_AT = 20
"""How many rows may stand above the header."""

_SEPARATORS = (",", "\t", ";")


def read_observations(
    path: str | Path,
    *,
    layout: Layout | None = None,
    percent_numbers: PercentNumbers | None = None,
    missing_marks: tuple[str, ...] | list[str] = (),
    encoding: str | None = None,
    separator: str | None = None,
) -> Figures:
    """Read figures from a CSV file; lines before the header that start with ``#`` and a space are remarks.

    The header names the columns, in Chinese (指标, 年份, 数值, 分子, 分母, 地区, 状态, 来源 …) or English; years
    may stand as columns (2020年, 2023年完成值). A row without a figure is a report that is missing, never a
    zero: it yields no observation. *layout* says what the header does not, *percent_numbers* what a
    number of a share without its sign means, *missing_marks* what stands where nothing was reported.
    UTF-8 and UTF-16 with its mark are read by themselves, and so are tabs and semicolons that part a
    known header; otherwise *encoding* (``"gb18030"``) and *separator* say it. Raises
    `ObservationFileError` with every fault, each with its line, column and cure.
    """
    said = declared(layout, percent_numbers, missing_marks)
    name, found = Path(path).name if isinstance(path, str | Path) else "", Found()
    text = text_of(bytes_of(path, ObservationFileError), name, encoding)
    _read(_Text(name, text, separator, found), said, found)
    return found.figures()


@frozen
class _Text:
    """A text as a table: its file's name, and what parts its cells."""

    file: str
    text: str
    separator: str | None
    found: Found

    def rows(self, separator: str) -> Iterator[Row]:
        """Yield each row with the line it begins in; a quoted cell may run over several lines."""
        lines = (
            self.text.splitlines(keepends=True)
            if "\r" not in self.text
            else io.StringIO(self.text, newline=None).readlines()
        )
        skipped = 0
        while skipped < len(lines) and (
            not lines[skipped].strip() or lines[skipped].rstrip() == "#" or lines[skipped].startswith("# ")
        ):
            skipped += 1
        reader = csv.reader(lines[skipped:], strict=True, delimiter=separator)
        begins = skipped + 1
        try:
            for row in reader:
                yield begins, list(map(unguarded, row))
                begins = skipped + reader.line_num + 1
        except csv.Error as error:
            cure = Words("引号要成对", "quotes come in pairs")
            if "field larger" in str(error):
                cure = Words("一格里的字太多，请缩短", "a cell is too long, shorten it")
            problem = Words(f"不是正确的 CSV：{error}", f"not valid CSV: {error}")
            self.found.faults.append(Fault(self.file, begins, "", "", problem, cure))


def _read(text: _Text, said: Declared, found: Found) -> None:
    separator = text.separator or _separator(text)
    rows = ((number, row) for number, row in text.rows(separator) if any(cell.strip() for cell in row))
    first = list(islice(rows, _LOOKED_AT))
    header = said.layout.header or next(
        (at for at, row in first if is_header([one.strip() for one in row], said.layout)), None
    )
    above = [row for row in first if header is not None and row[0] < header]
    for number, cells in above:
        found.aside(
            f"{text.file}:{number}", " ".join(filter(None, cells)).strip(), "表头之上的文字", "stands above the header"
        )
    table = chain(first[len(above) :], rows)
    at, cells = next(table, (1, []))
    columns = read_header([[cell.strip()] for cell in cells], Place(text.file), at, said.layout, found)
    if not is_usable(columns):
        for _ in table:  # a quote that is never closed is a fault of its own
            pass
        return
    Table(Place(text.file), columns, said, found, split_by_commas=separator == ",").read(table)


def _separator(text: _Text) -> str:
    """Return what parts a header that is known; a comma where nothing does."""
    head = [line for line in text.text[:20_000].splitlines() if line.strip() and not line.startswith("# ")][:_LOOKED_AT]
    for separator in _SEPARATORS:
        for cells in csv.reader(head, delimiter=separator):
            if is_header([cell.strip() for cell in cells]):
                return separator
    return ","


def text_of(data: bytes, file: str, encoding: str | None, known: Callable[[Sequence[str]], bool] = is_header) -> str:
    """Decode a file in the encoding that is told or certain; raises `ObservationFileError` with the cure.

    *known* says whether cells are a header: one in Chinese that is known vouches for GB 18030.
    """
    _no_workbook(data, file)
    if encoding is not None:
        return _decoded(data, file, encoding)
    for mark, certain in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, file, certain)
    if b"\0" in data:
        cure = Words('若是 UTF-16，请写 encoding="utf-16-le"', 'if it is UTF-16, say encoding="utf-16-le"')
        raise ObservationFileError(
            [Fault(file, None, "", "", Words("文件不是 UTF-8 编码", "the file is not UTF-8"), cure)]
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (text := _certainly_gb18030(data, known)) is not None:
            return text
        line = data[: error.start].count(b"\n") + 1
    cure = Words(
        '另存为“CSV UTF-8”，或写明编码，如 encoding="gb18030"', 'save it as CSV UTF-8, or say encoding="gb18030"'
    )
    raise ObservationFileError([Fault(file, line, "", "", Words("文件不是 UTF-8 编码", "the file is not UTF-8"), cure)])


def _decoded(data: bytes, file: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError, TypeError):
        problem = Words(f"按 {encoding!r} 读不出这个文件", f"the file cannot be read as {encoding!r}")
        cure = Words("核对 encoding，如 utf-8、gb18030、utf-16", "check encoding: utf-8, gb18030, utf-16")
        raise ObservationFileError([Fault(file, None, "", "", problem, cure)]) from None


def _certainly_gb18030(data: bytes, known: Callable[[Sequence[str]], bool]) -> str | None:
    """Return the text where a Chinese header is known in this encoding: nothing else would spell it."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    for line in text.splitlines()[:_LOOKED_AT]:
        for separator in _SEPARATORS:
            cells = [cell.strip().strip('"') for cell in line.split(separator)]
            if known(cells) and not squeezed("".join(cells)).isascii():
                return text
    return None


def _no_workbook(data: bytes, file: str) -> None:
    if data.startswith(XLSX):
        problem = Words("这是 Excel 工作簿，不是 CSV", "this is an Excel workbook, not CSV")
        cure = Words("用 workbooks.read_workbook 读", "read it with workbooks.read_workbook")
    elif data.startswith(OLD_XLS):
        problem = Words(
            "这是旧式 .xls 或加密的工作簿，不是 CSV", "this is an old .xls or an encrypted workbook, not CSV"
        )
        cure = Words(
            "另存为 .xlsx，再用 workbooks.read_workbook 读", "save it as .xlsx and use workbooks.read_workbook"
        )
    else:
        return
    raise ObservationFileError([Fault(file, None, "", "", problem, cure)])
