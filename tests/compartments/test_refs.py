"""The number of a witness as people type it."""

import pytest

from app.compartments.refs import parse_witness_ref, witness_ref


@pytest.mark.parametrize("typed", ["W-000012-H", "w-12-h", " W 12 ", "W12", "w-000012-н"])
def test_is_read_as_people_type_it(typed: str) -> None:
    assert parse_witness_ref(typed) == 12


@pytest.mark.parametrize("typed", ["W-000012-J", "P-000012-H", "12", "", "W-", "W-١٢", "W-" + "9" * 19])
def test_what_is_none_is_not_read(typed: str) -> None:
    assert parse_witness_ref(typed) is None


def test_is_written_in_full() -> None:
    assert parse_witness_ref(witness_ref(7)) == 7
