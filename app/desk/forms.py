"""The filter of the ledger: read from the address, so that Back, reload and a copied link give the same page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.audit.models import AccessEntry, AuditEntry
from app.audit.queries import EntryFilter
from app.core import clock
from app.core.errors import NotFound
from app.core.forms import AddressForm, ChoiceField, DateField, ReferenceField, TextField, id_or_none
from app.core.i18n import lazy_ as _l
from app.desk.labels import ACTIONS, LOOKS, SUBJECTS
from app.people import queries as people
from app.people import refs

ANY = _l("any")
CHANGES, LOOKED = "changes", "looks"
NO_NUMBER = _l("Enter the number that the ledger shows: digits alone.")
NO_RECORD = _l("There is no record under this number.")


class Chip(NamedTuple):
    """One active part of the filter, in words, and the query string of the page without it."""

    text: str
    query: str


@dataclass(frozen=True)
class Asked:
    """Which entries or looks a page shows, and where it begins."""

    kind: type[AuditEntry] | type[AccessEntry]
    filter: EntryFilter
    person_id: int | None
    before: int | None
    after: int | None


class LedgerForm(AddressForm):
    """Which entries of the ledger to show."""

    show = ChoiceField(_l("Show"), options=((CHANGES, _l("changes and exports")), (LOOKED, _l("looks and searches"))))
    action = ChoiceField(_l("What was done"), blank=ANY)
    user = ReferenceField(_l("User"), blank=ANY)
    person = TextField(_l("Person"), description=_l("A number: P-000123-S."))
    record = ChoiceField(_l("Record"), options=SUBJECTS.items(), blank=ANY)
    number = TextField(_l("Number of the record"))
    since = DateField(_l("From day"))
    until = DateField(_l("To day"))

    def __init__(self, arguments: MultiDict[str, str], *, users: Mapping[int, str]) -> None:
        super().__init__(
            arguments if "show" in arguments else MultiDict([*arguments.items(multi=True), ("show", CHANGES)])
        )
        self.arguments = arguments
        self.user.offer(sorted(users.items(), key=itemgetter(1)))
        self.action.offer(merged(LOOKS if self.shows_looks else ACTIONS).items())

    @property
    def shows_looks(self) -> bool:
        """Whether looks are asked for instead of changes."""
        return self.arguments.get("show") == LOOKED

    def asked(self) -> Asked:
        """Give what the address asks for; what it has wrong filters nothing, and its field says so."""
        self.validate()
        fine = {field.name: field.data for field in self if not field.errors}
        person_id, members = self.person_in(fine.get("person"))
        chosen = EntryFilter(
            actions=same_as(fine.get("action"), LOOKS if self.shows_looks else ACTIONS),
            actor_id=fine.get("user"),
            members=members,
            subject_type=fine.get("record"),
            subject_id=self.number_in(fine.get("number")),
            since=first_moment(fine["since"].earliest or fine["since"].latest) if fine.get("since") else None,
            until=last_moment(fine["until"].latest or fine["until"].earliest) if fine.get("until") else None,
        )
        before, after = (self.arguments.get(name, type=id_or_none) for name in ("before", "after"))
        return Asked(AccessEntry if self.shows_looks else AuditEntry, chosen, person_id, before, after)

    def person_in(self, typed: str | None) -> tuple[int | None, Any]:
        """Find the person of a number, and all of their records."""
        if not typed:
            return None, None
        try:
            found = people.get_kept(typed)
        except NotFound:
            self.person.errors = [NO_RECORD]
            return None, None
        return found.id, people.members_of(found)

    def number_in(self, typed: str | None) -> int | None:
        """Give the number of a record; what is none is told at the field."""
        number = self.arguments.get("number", type=id_or_none)
        if typed and number is None:
            self.number.errors = [NO_NUMBER]
        return number

    def pairs(self) -> list[tuple[str, str]]:
        """Give the active parts as the address writes them, in the form's order."""
        given = [(name, self.arguments.get(name, "")) for name in self._fields]
        return [(name, value) for name, value in given if value and (name, value) != ("show", CHANGES)]

    def query(self, *, without: str | None = None, **more: object) -> str:
        """Write the query string of this filter: one and the same for the same filter."""
        kept = [pair for pair in self.pairs() if pair[0] != without and pair[0] not in more]
        return urlencode(kept + [(name, str(value)) for name, value in more.items() if value])

    def chips(self) -> list[Chip]:
        """Say each active part in words, with the address of the page without it; changes or looks is none."""
        parts = [pair for pair in self.pairs() if pair[0] != "show"]
        return [Chip(self.words_for(*pair), self.query(without=pair[0])) for pair in parts]

    def words_for(self, name: str, value: str) -> str:
        """Say one part of the filter as the form would."""
        field = self._fields[name]
        if isinstance(field, DateField):
            value = field.echo() or value
        if name == "person" and (number := refs.parse_ref(value)):
            value = refs.ref_of(number)
        choices = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
        return f"{field.label.text}: {choices.get(value, value)}"


def merged(labels: Mapping[str, object]) -> dict[str, object]:
    """Offer each label once, under the first of the codes that it stands for."""
    first: dict[str, str] = {}
    for code, words in labels.items():
        first.setdefault(str(words), code)
    return {code: words for words, code in sorted(first.items())}


def same_as(code: str | None, labels: Mapping[str, object]) -> tuple[str, ...]:
    """Give all codes that go by the same label as one."""
    return tuple(other for other, words in labels.items() if code and str(words) == str(labels[code]))


def first_moment(day: date | None) -> datetime | None:
    """Give the moment at which a day begins in Kyiv."""
    return datetime(day.year, day.month, day.day, tzinfo=clock.KYIV) if day else None


def last_moment(day: date | None) -> datetime | None:
    """Give the moment at which a day is over in Kyiv."""
    return first_moment(day + timedelta(days=1)) if day and day < date.max else None
