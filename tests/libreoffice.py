"""LibreOffice at work: workbooks opened, filled in by a macro as a person would, and saved."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Filling"/></library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" script:language="StarBasic">{}
</script:module>
"""
MACRO = """
Sub Fill
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("{given}", "_blank", 0, hidden())
{steps}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("{saved}", saved())
  doc.close(True)
End Sub
Sub SortRows(doc, sheet As String, area As String, column As Integer)
  Dim fields(0) As New com.sun.star.table.TableSortField
  fields(0).Field = column : fields(0).IsAscending = False
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "SortFields" : how(0).Value = fields()
  doc.Sheets.getByName(sheet).unprotect("")
  doc.Sheets.getByName(sheet).getCellRangeByName(area).sort(how())
End Sub
"""


def soffice(folder: Path, *arguments: str) -> None:
    """Run LibreOffice with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def opened_and_saved(path: Path) -> Path:
    """Let LibreOffice open a workbook and save it anew."""
    folder = path.parent / "saved"
    soffice(path.parent, "--convert-to", "xlsx", "--outdir", str(folder), str(path))
    return folder / path.name


def filled_in(path: Path, steps: Sequence[str]) -> Path:
    """Let LibreOffice open a workbook, take *steps* in it (lines of Basic), and save it anew."""
    soffice(path.parent, "--terminate_after_init")  # makes the profile
    standard = path.parent / "profile" / "user" / "basic" / "Standard"
    done = path.with_name(f"filled-{path.name}")
    lines = "\n".join(f"  {step}" for step in steps)
    macro = MACRO.format(given=path.as_uri(), saved=done.as_uri(), steps=lines)
    (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (standard / "Filling.xba").write_text(MODULE.format(escape(macro)), encoding="utf-8")
    soffice(path.parent, "macro:///Standard.Filling.Fill")
    return done


def typed(sheet: str, cell: str, text: str) -> str:
    """Return the step that types a text into a cell, which the program then reads as it reads what people type."""
    return f'doc.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setFormula("{text}")'


def kept_as_text(sheet: str, cell: str, text: str) -> str:
    """Return the step that puts a text into a cell as text."""
    return f'doc.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setString("{text}")'


def number(sheet: str, cell: str, value: float) -> str:
    """Return the step that puts a number into a cell, whose format stays."""
    return f'doc.Sheets.getByName("{sheet}").getCellRangeByName("{cell}").setValue({value})'
