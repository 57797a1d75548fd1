"""The filter of the people list: read from the address, so that Back, reload and a copied link give the same list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar, NamedTuple
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.core import clock
from app.core.dates import UncertainDate
from app.core.forms import (
    AddressForm,
    CheckField,
    ChoiceField,
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
from app.people.models import (
    Category,
    Cohort,
    Confirmation,
    CustodyStatus,
    Density,
    EndingKind,
    ExchangeStatus,
    LastAnswer,
    LegalSituation,
    Side,
)
from app.people.queries import COLUMNS, DEFAULT_COLUMNS, KEYS, PeopleFilter, Request
from app.sources import queries as sources

ANY = _l("any")
NOT_YOURS = _l("This part of the filter is not for your role.")
Arguments = MultiDict[str, str]
#: What an address says of how the list is shown, besides whom it shows.
SHOWN = ("sort", "size", "columns", "density", "view")
#: Days without news after which what is known of somebody missing or held is stale.
STALE = timedelta(days=180)
#: Days after which a captivity that is only presumed should have been confirmed or not.
UNCONFIRMED = timedelta(days=90)


#: How often somebody was asked for at least, as the list can be filtered.
TIMES = (1, 2, 3, 5, 10)


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
    legal = EnumsField(_l("Legal situation"), enum=LegalSituation)
    place = ReferenceField(_l("Place"), blank=ANY)
    captured_from = DateField(_l("Captured from"))
    captured_to = DateField(_l("Captured to"))
    changed_from = DateField(_l("Entered or changed since"))
    watched = CheckField(_l("on my watch list"))
    mine = CheckField(_l("entered by me"))
    gaps = CheckField(_l("lacks what the law asks"))
    conflicts = CheckField(_l("sources contradict each other"))
    reported = CheckField(_l("an ending is reported, not confirmed"))
    ending = EnumsField(_l("Reported, not confirmed"), enum=EndingKind)
    mixed = CheckField(_l("mixes alphabets in a name"))
    unlikely = CheckField(_l("order of events is unlikely"))
    stale = CheckField(_l("no news for 180 days"))
    unconfirmed = CheckField(_l("presumed captive for 90 days"))
    overdue = CheckField(_l("a report on health is due"))
    exchange = EnumsField(_l("Exchange status"), enum=ExchangeStatus)
    listed = ChoiceField(_l("Asked for at least"), options=[(times, times) for times in TIMES], blank=ANY)
    answer = EnumsField(_l("Last answer"), enum=LastAnswer)
    answered_before = DateField(_l("Last answer before"))
    source = ReferenceField(_l("Named by the source"), blank=ANY)

    #: Fields that few need, folded away while nothing is asked of them.
    MORE: ClassVar = (
        *("cohort", "place", "changed_from", "watched", "mine", "gaps", "conflicts", "reported", "ending", "mixed"),
        *("unlikely", "stale", "unconfirmed", "overdue", "source"),
        *("exchange", "listed", "answer", "answered_before"),
        # What in an address opens them.
        "more",
    )
    #: Fields that ask for work that waits.
    WORK: ClassVar = ("conflicts", "gaps", "reported", "unlikely", "mixed", "stale", "unconfirmed")

    def __init__(self, arguments: Arguments, *, reader: User | None = None, **options: Any) -> None:
        super().__init__(arguments, **options)
        self.arguments = arguments
        self.reader = reader

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
        named = sources.find_source(self.source.data) if self.source.data else None
        self.source.offer([(named.id, f"№ {named.id}")] if named else [])

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the parts, and whether the reader may ask for them: a queue of health says who is ill."""
        is_fine = bool(super().validate(extra_validators))
        for field, is_open in self.guarded():
            if field.data and not is_open:
                field.errors = [NOT_YOURS]
                is_fine = False
        return is_fine

    def guarded(self) -> list[tuple[CheckField, bool]]:
        """Give the fields that are not for every reader, and whether they are for this one."""
        is_somebody = self.reader is not None
        return [
            (self.overdue, may_do(self.reader, "see health")),
            (self.watched, is_somebody),
            (self.mine, is_somebody),
        ]

    @property
    def work(self) -> list[CheckField]:
        """Give the boxes that ask for work that waits, as far as they are for this reader."""
        shown = [self._fields[name] for name in self.WORK]
        return [*shown, self.overdue] if may_do(self.reader, "see health") else shown

    def chosen(self) -> PeopleFilter:
        """Give the filter; what the address has wrong filters nothing, and its field says so."""
        self.validate()
        fine = {field.name: field.data for field in self if not field.errors}
        reader_id, today = self.reader.id if self.reader else None, clock.today()
        return PeopleFilter(
            text=fine.get("text") or "",
            sides=tuple(fine.get("side") or ()),
            categories=tuple(fine.get("category") or ()),
            cohorts=tuple(fine.get("cohort") or ()),
            statuses=tuple(fine.get("status") or ()),
            confirmation=fine.get("confirmation"),
            legal=tuple(fine.get("legal") or ()),
            place_id=fine.get("place"),
            captured_from=first_day(fine.get("captured_from")),
            captured_to=last_day(fine.get("captured_to")),
            changed_from=first_moment(fine.get("changed_from")),
            endings=tuple(fine.get("ending") or ()),
            exchange=tuple(fine.get("exchange") or ()),
            listed_from=int(fine["listed"]) if fine.get("listed") else None,
            answers=tuple(fine.get("answer") or ()),
            answered_before=first_day(fine.get("answered_before")),
            source_id=fine.get("source"),
            watcher_id=reader_id if fine.get("watched") else None,
            author_id=reader_id if fine.get("mine") else None,
            gaps=bool(fine.get("gaps")),
            conflicts=bool(fine.get("conflicts")),
            reported=bool(fine.get("reported")),
            mixed=bool(fine.get("mixed")),
            unlikely=bool(fine.get("unlikely")),
            silent_since=today - STALE if fine.get("stale") else None,
            presumed_since=today - UNCONFIRMED if fine.get("unconfirmed") else None,
            health_due_by=today if fine.get("overdue") else None,
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
            columns=self.columns(),
        )

    def columns(self, default: Sequence[str] = DEFAULT_COLUMNS) -> tuple[str, ...]:
        """Give the columns that the address names, in its order; the name of a person is always one of them."""
        named = [name for name in self.arguments.get("columns", "").split(",") if name in COLUMNS]
        return tuple(dict.fromkeys(named if "name" in named else ["name", *named])) if named else tuple(default)

    def given(self, name: str) -> list[str]:
        """Give what the address says of a field: at least a blank."""
        return self.arguments.getlist(name) or [""]

    def is_asked_for(self, names: Iterable[str]) -> bool:
        """Tell whether the address asks for any of some fields."""
        return any(self.arguments.get(name) for name in names)

    def kept(self) -> list[tuple[str, str]]:
        """Give what the address says of how the list is shown, which a change of the filter keeps."""
        return [(name, value) for name in SHOWN if (value := self.arguments.get(name))]

    def pairs(self) -> list[tuple[str, str]]:
        """Give the active parts as the address writes them: in the form's order, each value once, blanks left out."""
        return self.active

    @cached_property
    def active(self) -> list[tuple[str, str]]:
        """Read the active parts once: every link of the list's page is written from them."""
        given = {name: dict.fromkeys(self.arguments.getlist(name)) for name in self._fields}
        return [(name, value) for name, values in given.items() for value in values if value]

    def query(self, *, without: tuple[str, str] | None = None, **more: str) -> str:
        """Write the query string of this filter: one and the same for the same filter."""
        kept = [pair for pair in self.pairs() if pair != without]
        kept += [pair for pair in self.kept() if pair[0] not in more]
        return urlencode(kept + [pair for pair in more.items() if pair[1]])

    def saved_query(self) -> str:
        """Write the query as a saved filter keeps it: without its own name."""
        return self.query(view="")

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


def first_moment(value: UncertainDate | None) -> datetime | None:
    """Give the moment at which the day in Kyiv begins from which a filter counts."""
    day = first_day(value)
    return datetime(day.year, day.month, day.day, tzinfo=clock.KYIV) if day else None


def first_day(value: UncertainDate | None) -> date | None:
    """Give the day from which a filter counts."""
    return (value.earliest or value.latest) if value else None


def last_day(value: UncertainDate | None) -> date | None:
    """Give the day up to which a filter counts."""
    return (value.latest or value.earliest) if value else None


def density_in(arguments: Arguments) -> Density | None:
    """Give how close an address wants the rows."""
    told = arguments.get("density", "")
    return Density(told) if told in {density.value for density in Density} else None


def arguments_of(query: str) -> Arguments:
    """Read the arguments of a query, as an address has them."""
    return MultiDict(parse_qsl(query))
