"""Law: what can be written can be read, and means the same."""

from fractions import Fraction
from typing import get_args

import attrs
import pytest
from hypothesis import example, given

from prevention_rules.notation import format_target, parse_target
from prevention_rules.quantities import Amount, unit_of
from prevention_rules.targets import About, Bound, Change, Range, target_from_dict
from prevention_rules.testing.strategies import abouts, bounds, ranges, targets
from prevention_rules.text import Language

PERCENT = unit_of("%")


@pytest.mark.parametrize("lang", get_args(Language))
def test_every_target_reads_back(lang):
    """parse(format(t)) == t, in both languages, without any context; 1924-05 is a month, and 192405÷37 is none."""

    @given(targets())
    @example(Change("up", "relative", Range(Amount(Fraction(5200), PERCENT), Amount(Fraction(192405, 37), PERCENT))))
    def law(target):
        assert parse_target(format_target(target, lang)) == target

    law()


@pytest.mark.parametrize("lang", get_args(Language))
def test_every_level_reads_back_in_its_context(lang):
    """A threshold, range or 左右 reads the same with its unit, direction, baseline and name given."""

    @given(bounds(bare=False) | ranges(bare=False) | abouts(bare=False))
    def law(target: Bound | Range | About):
        for better in ("higher", "lower", None):
            again = parse_target(
                format_target(target, lang), unit=target.unit, better=better, baseline=2020, name="覆盖率"
            )
            assert again == target

    law()


@given(targets())
def test_every_target_survives_plain_data(target):
    """target_from_dict(t.to_dict()) == t."""
    assert target_from_dict(target.to_dict()) == target


@given(targets())
def test_writing_is_idempotent(target):
    """The canonical text of what was read is the canonical text."""
    assert str(parse_target(str(target))) == str(target)


@given(targets())
def test_the_origin_takes_no_part(target):
    """A target that was read equals one that was built, whatever its origin."""
    read = parse_target(str(target))
    assert read.origin is not None
    assert attrs.evolve(read, origin=None) == target
