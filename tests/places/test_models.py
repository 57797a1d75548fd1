"""How places show in logs."""

from app.places.models import Place, PlaceAlias, PlaceKind


def test_a_place_shows_its_number_and_kind() -> None:
    assert repr(Place(id=7, kind=PlaceKind.CAMP)) == "<Place 7 camp>"


def test_an_alias_shows_the_number_of_its_place() -> None:
    assert repr(PlaceAlias(id=8, place_id=7)) == "<PlaceAlias 8 of 7>"
