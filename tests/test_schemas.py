"""The schema of rule files: made from the classes, true of the good files, of one mind with the loader."""

import re
import tomllib
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from mutants import GOOD, MUTANTS

import prevention_rules as pr
from prevention_rules.rulefiles.loading import _top_faults
from prevention_rules.rulefiles.pages import Page
from prevention_rules.rulefiles.schema import rule_file_schema
from prevention_rules.rulefiles.structuring import structured

VALIDATOR = Draft202012Validator(pr.schema("rule-file"), format_checker=Draft202012Validator.FORMAT_CHECKER)
GUIDES = ("rule-files.md", "rule-files.en.md")


def plain(value):
    """Return what an editor's TOML plug-in gives its JSON Schema: dates as strings."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if type(value) is date else value


def test_the_shipped_schema_is_the_one_made_from_the_classes():
    """python -m prevention_rules.rulefiles.schema writes the file; forgetting it fails here."""
    assert pr.schema("rule-file") == rule_file_schema()


@pytest.mark.parametrize("name", ["rule-file", "assessment", "explanation", "target"])
def test_every_schema_is_one(name):
    """The shipped schemas are valid JSON Schema of the draft they name."""
    Draft202012Validator.check_schema(pr.schema(name))


@pytest.mark.parametrize("name", GOOD)
def test_the_schema_takes_the_good_files(name):
    """Each bundled file fits the schema, and names it in its first line for editors."""
    VALIDATOR.validate(plain(tomllib.loads(GOOD[name], parse_float=Decimal)))
    first, _, path = GOOD[name].partition("\n")[0].partition(" ")
    assert (first, (Path(pr.__file__).resolve().parents[2] / "rules" / path).is_file()) == ("#:schema", True)


def parsed():
    for at, (file, kind, text) in enumerate(MUTANTS):
        with suppress(tomllib.TOMLDecodeError):
            yield pytest.param(file, text, tomllib.loads(text, parse_float=Decimal), id=f"{at:03}-{kind}")


@pytest.mark.parametrize(("file", "text", "data"), list(parsed()))
def test_schema_and_loader_agree_on_broken_files(file, text, data):
    """What the schema refuses the loader refuses; what the loader finds wrong in form the schema refuses."""
    page = Page(file, text.split("\n"))
    wrong_in_form = [*_top_faults(data, page), *structured(data, page)[2]]
    if VALIDATOR.is_valid(plain(data)):
        assert wrong_in_form == []
    else:
        with pytest.raises(pr.RuleFileError):
            pr.read_plan(text, file)


@pytest.mark.parametrize(
    ("addition", "line", "field"),
    [
        ('definition.numerator = 5', 14, "definition.numerator"),
        ('definition = "常住人口"', 14, "definition"),
        ('definition.numerater = "人数"', 14, "definition.numerater"),
        ("series_break = 2023", 14, "series_break"),
        ('series_break = ["2023"]', 14, "series_break"),
        ("series_break = [20233]", 14, "series_break"),
        ('terms = ["超过"]', 14, "terms"),
        ('terms = ["超过 <="]', 14, "terms"),
        ('tags = "妇幼"', 14, "tags"),
        ('editorial = ["betterr"]', 14, "editorial"),
        ('[[indicator.in_force]]\nsince = 2023', 14, "in_force.target"),
        ('[[indicator.in_force]]\nsince = 23\ntarget = "≥80%"', 15, "in_force.since"),
        ('[[indicator.in_force]]\nsince = 2023\ntarget = "≥80分钟"', 16, "in_force.target"),
        ('[[indicator.in_force]]\nsince = 2023\ntarget = "≥80%"\n[[indicator.in_force]]\nsince = 2023\ntarget = "≥81%"', 17, "in_force"),
        ('[[indicator.amendment]]\ndate = "2024-03-01"\ndocument = "甲"', 15, "amendment.date"),
        ("[[indicator.amendment]]\ndate = 2024-03-01", 14, "amendment.document"),
        ('[[indicator.amendment]]\ndate = 2024-03-01\ndocument = "甲"\ntarget = "85%-"', 17, "amendment.target"),
        ('[[indicator.amendment]]\ndate = 2023-03-01\ndocument = "甲"\ntarget = "≥80%"\n[[indicator.in_force]]\nsince = 2024\ntarget = "≥90%"', 19, "in_force.since"),
        ('[indicator.amendment]\ndate = 2023-03-01', 14, "amendment"),
    ],
)  # fmt: skip
def test_a_slip_in_what_is_new_is_found_in_its_line(addition, line, field):
    """Definitions, breaks, own terms, dated targets, amendments: each slip has its line and its field."""
    good = (
        'format = 1\n[plan]\nid = "p"\ntitle = "p"\nfirst_year = 2021\nlast_year = 2025\n[[indicator]]\nnumber = "1"\n'
        'name = "率"\nunit = "%"\nshare = true\nbetter = "higher"\ntarget = "≥85%"\n'
    )
    pr.read_plan(good)
    with pytest.raises(pr.RuleFileError) as caught:
        pr.read_plan(good + addition)
    assert [(fault.line, fault.field) for fault in caught.value.faults] == [(line, field)]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_names_every_field(guide):
    """A field of the format that the guide for people does not mention is a field nobody can use."""

    def keys(schema):
        for key, inner in schema.get("properties", {}).items():
            yield key
            yield from keys(inner.get("items", inner))

    page = (Path(__file__).parents[1] / "docs" / guide).read_text(encoding="utf-8")
    unnamed = [
        key
        for key in dict.fromkeys(keys(rule_file_schema()))
        if not re.search(rf"`{key}`|\[{key}\]|\.{key}\]|\b{key} = ", page)
    ]
    assert unnamed == []


def test_every_field_of_the_schema_is_explained():
    """Editors show a sentence for each field, in English and in Chinese."""

    def said(schema):
        for inner in schema.get("properties", {}).values():
            yield inner.get("description", "")
            yield from said(inner.get("items", inner))

    told = [
        sentence for entry in rule_file_schema()["properties"].values() for sentence in said(entry.get("items", entry))
    ]
    assert [sentence for sentence in told if not any("一" <= char <= "鿿" for char in sentence)] == []
