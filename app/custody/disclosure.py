"""What of a person's standing may leave the house: no family learns of a death from a list (DESIGN.md, custody status).

Until *family informed on, by* is filled in, no profile but the internal one shows a death: the others show how the
person stood before it, as the columns of their row tell.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.core.dates import UncertainDate
from app.people.models import GONE, HELD, RETURNED, CustodyStatus, EndingKind, ExchangeStatus


class Stands(Protocol):
    """The columns of a person's row, or a row that holds them, from which is told what may leave."""

    @property
    def custody_status(self) -> CustodyStatus:
        """Give the status."""

    @property
    def status_before_death(self) -> CustodyStatus | None:
        """Give the last status of somebody dead while they were not."""

    @property
    def reported(self) -> EndingKind | None:
        """Give an ending that is only reported."""

    @property
    def exchange_status(self) -> ExchangeStatus:
        """Give the exchange status."""

    @property
    def since(self) -> UncertainDate | None:
        """Give the day from which the status holds."""

    @property
    def captured(self) -> UncertainDate | None:
        """Give the day from which the latest captivity counts."""

    @property
    def ended(self) -> UncertainDate | None:
        """Give the day that ended it."""

    @property
    def last_known_on(self) -> date | None:
        """Give the newest day on which anything is known to have happened."""

    @property
    def family_informed_on(self) -> date | None:
        """Give the day by which the family had been told of the death."""


@dataclass(frozen=True)
class Outward:
    """Where a person stands, as profiles other than the internal one may tell it."""

    custody_status: CustodyStatus
    reported: EndingKind | None
    exchange_status: ExchangeStatus
    since: UncertainDate | None
    captured: UncertainDate | None
    ended: UncertainDate | None
    last_known_on: date | None


def hides_death(person: Stands) -> bool:
    """Tell whether a death, confirmed, presumed or reported, is still to be kept from everybody outside."""
    tells = person.custody_status in GONE or person.reported is EndingKind.DEATH
    return tells and person.family_informed_on is None


def outward(person: Stands) -> Outward:
    """Tell where a person stands to those outside: as they do, or, while a death is kept back, as they did before it.

    Nothing may give the death away: neither the day since when, nor the end of the captivity, nor the newest day known,
    which may be that of the death.
    """
    if not hides_death(person):
        return Outward(
            custody_status=person.custody_status,
            reported=person.reported,
            exchange_status=person.exchange_status,
            since=person.since,
            captured=person.captured,
            ended=person.ended,
            last_known_on=person.last_known_on,
        )
    status = person.custody_status
    if status in GONE:
        status = person.status_before_death or CustodyStatus.UNKNOWN
    # Of who is back the day of the return may be told, whatever happened since.
    is_held, is_home = status in HELD, status in RETURNED
    exchanged = status is CustodyStatus.EXCHANGED
    return Outward(
        custody_status=status,
        reported=None,
        exchange_status=ExchangeStatus.EXCHANGED if exchanged else person.exchange_status,
        since=person.captured if is_held else person.ended if is_home else None,
        captured=person.captured if is_held or is_home else None,
        ended=person.ended if is_home else None,
        last_known_on=None,
    )
