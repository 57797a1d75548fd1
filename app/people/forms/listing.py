"""The filter of the people list: read from the address, so that Back, reload and a copied link give the same list."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.core.dates import UncertainDate
from app.core.forms import (
    AddressForm,
    CheckField,
    ChoicesField,
    DateField,
    EnumField,
    EnumsField,
    ReferenceField,
    TextField,
)
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code
from app.core.paging import SIZES
from app.people import refs
from app.people.models import Category, Cohort, Confirmation, CustodyStatus, Side
from app.people.queries import KEYS, PeopleFilter, Request

ANY = _l("any")
Arguments = MultiDict[str, str]


class Chip(NamedTuple):
    """One active part of the filter, in words, and the query string of the list without it."""

    text: str
    query: str


class FilterForm(AddressForm):
    """Which people to show."""

    text = TextField(_l("Name, number, call sign"))
    side = ChoicesField(_l("Side"))
    category = ChoicesField(_l("Category"))
    cohort = ChoicesField(_l("Cohort"))
    status = EnumsField(_l("Custody status"), enum=CustodyStatus)
    confirmation = EnumField(_l("Confirmation, not weaker than"), enum=Confirmation, blank=ANY)
    place = ReferenceField(_l("Place"), blank=ANY)
    captured_from = DateField(_l("Captured from"))
    captured_to = DateField(_l("Captured to"))
    gaps = CheckField(_l("lacks what the law asks"))
    conflicts = CheckField(_l("sources contradict each other"))
    reported = CheckField(_l("an ending is reported, not confirmed"))

    def __init__(self, arguments: Arguments, **options: Any) -> None:
        super().__init__(arguments, **options)
        self.arguments = arguments

    def offer(
        self,
        *,
        sides: Iterable[Side],
        categories: Iterable[Category],
        cohorts: Iterable[Cohort],
        places: Iterable[tuple[object, object]] = (),
    ) -> None:
        """Offer the vocabularies by their codes, which is what addresses and exports name."""
        self.side.offer((one.code, one.label(locale_code())) for one in sides)
        self.category.offer((one.code, one.label(locale_code())) for one in categories)
        self.cohort.offer((one.code, one.label(locale_code())) for one in cohorts)
        self.place.offer(places)

    def chosen(self) -> PeopleFilter:
        """Give the filter; what the address has wrong filters nothing, and its field says so."""
        self.validate()
        fine = {field.name: field.data for field in self if not field.errors}
        return PeopleFilter(
            text=fine.get("text") or "",
            sides=tuple(fine.get("side") or ()),
            categories=tuple(fine.get("category") or ()),
            cohorts=tuple(fine.get("cohort") or ()),
            statuses=tuple(fine.get("status") or ()),
            confirmation=fine.get("confirmation"),
            place_id=fine.get("place"),
            captured_from=first_day(fine.get("captured_from")),
            captured_to=last_day(fine.get("captured_to")),
            gaps=bool(fine.get("gaps")),
            conflicts=bool(fine.get("conflicts")),
            reported=bool(fine.get("reported")),
        )

    def request(self) -> Request:
        """Give the part of the list that the address asks for."""
        sort = self.arguments.get("sort", "name")
        size = self.arguments.get("size", "")
        return Request(
            filter=self.chosen(),
            sort=sort.removeprefix("-") if sort.removeprefix("-") in KEYS else "name",
            is_descending=sort.startswith("-"),
            after=refs.parse_ref(self.arguments.get("after", "")),
            before=refs.parse_ref(self.arguments.get("before", "")),
            size=int(size) if size in map(str, SIZES) else SIZES[0],
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Give the active parts as the address writes them: in the form's order, each value once, blanks left out."""
        given = {name: dict.fromkeys(self.arguments.getlist(name)) for name in self._fields}
        return [(name, value) for name, values in given.items() for value in values if value]

    def query(self, *, without: tuple[str, str] | None = None, **more: str) -> str:
        """Write the query string of this filter: one and the same for the same filter."""
        kept = [pair for pair in self.pairs() if pair != without]
        also = {name: self.arguments[name] for name in ("sort", "size") if self.arguments.get(name)}
        kept += [pair for pair in also.items() if pair[0] not in more]
        return urlencode(kept + [pair for pair in more.items() if pair[1]])

    def chips(self) -> list[Chip]:
        """Say each active part in words, with the address of the list without it."""
        return [Chip(self.words_for(*pair), self.query(without=pair)) for pair in self.pairs()]

    def words_for(self, name: str, value: str) -> str:
        """Say one part of the filter as the form would."""
        field = self._fields[name]
        if isinstance(field, CheckField):
            return str(field.label.text)
        if isinstance(field, DateField):
            value = field.echo() or value
        choices = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
        return f"{field.label.text}: {choices.get(value, value)}"


def first_day(value: UncertainDate | None) -> date | None:
    """Give the day from which a filter counts."""
    return (value.earliest or value.latest) if value else None


def last_day(value: UncertainDate | None) -> date | None:
    """Give the day up to which a filter counts."""
    return (value.latest or value.earliest) if value else None
