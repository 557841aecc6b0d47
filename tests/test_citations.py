from __future__ import annotations

import re

import pytest

from prevention_rules.citations import CITATIONS, cite
from prevention_rules.errors import FormatError

DOCUMENTED = """
CN-CIVIL-1259 CN-CRIM-99 CN-NPC-LTS-2009-62 GBT8170-3 GBT8170-4.2 GBT8170-4.3 NBS-ROUNDING NBS-PCT
CN-FYP14-MIDTERM HP2020-STATUS OPENSDG-PM EUSTAT-UN-2023 UNECE-API JNCC-3PCT ISO10576 ILAC-G8-4.2
JCGM106 WILSON1927 CP1934 MANSKI DMN-TCK-0059/0064 CQL-ALLTRUE HOUSE
"""

CLAUSE = re.compile(
    r"第[0-9一二三四五六七八九十百千]+[条款章]|§|\b(article|section|clause|item)s? [0-9]", re.IGNORECASE
)


@pytest.mark.parametrize("key", DOCUMENTED.split())
def test_documented_key(key: str) -> None:
    """Every key of the documentation leads to a citation of that name."""
    assert cite(key).key == key


@pytest.mark.parametrize("key", [key for key in CITATIONS if CITATIONS[key].status == "memory"])
def test_memory_names_no_clause(key: str) -> None:
    """A source cited from memory never states a clause number, and says that it was not read."""
    citation = cite(key)
    printed = [citation.title.zh, citation.title.en, citation.says.zh, citation.says.en]
    assert not any(CLAUSE.search(text) for text in printed)
    assert citation.basis is not None
    assert "not read" in citation.basis.en or "from memory" in citation.basis.en or "was read" in citation.basis.en


def test_a_confirmed_clause_is_named() -> None:
    """The rule about clause numbers is not kept by naming none: a clause that was read is named."""
    assert CLAUSE.search(cite("CN-CIVIL-1259").title.zh)
    assert CLAUSE.search(cite("ILAC-G8-4.2").title.en)


def test_statute_is_an_analogy() -> None:
    """The statutes on 以上 and 超过 are cited as a convention, never as binding on a plan."""
    for key in ("CN-CIVIL-1259", "CN-CRIM-99"):
        basis = cite(key).basis
        assert basis is not None
        assert "convention" in basis.en


def test_one_house() -> None:
    """Our own choices are all cited under one key that says they are our own."""
    assert [key for key, citation in CITATIONS.items() if citation.status == "house"] == ["HOUSE"]


def test_unknown_key() -> None:
    """A key that is not one is answered with the nearest that is, in both languages."""
    with pytest.raises(FormatError) as caught:
        cite("ISO-10576")
    assert caught.value.explain("en") == "no citation is called 'ISO-10576'; did you mean ISO10576?"
    assert caught.value.explain("zh") == "没有名为 'ISO-10576' 的依据；是不是“ISO10576”？"
