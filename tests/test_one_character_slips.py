"""A slip of one character is refused, or stands in a reviewed file as another cell that a person writes."""

import slips


def test_every_surviving_slip_was_reviewed():
    """No deleted or doubled character turns a readable cell into a new decidable target unseen."""
    reviewed = {}
    for line in (slips.DATA / "slips.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cell, slip, reading, kind = line.split("\t")
            reviewed[cell, slip, reading] = kind
    assert set(reviewed.values()) <= set(slips.KINDS)
    found = set(slips.survivors())
    assert sorted(found - set(reviewed)) == []
    assert sorted(set(reviewed) - found) == []
