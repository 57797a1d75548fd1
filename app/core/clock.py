"""The one place that reads the clock, so that rules and derivations are given their time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: The zone in which days are counted and moments are shown; moments are stored in UTC.
KYIV = ZoneInfo("Europe/Kyiv")


def now() -> datetime:
    """Give the present moment in UTC, to the second: what is stored is what is shown."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """Give today's calendar day in Kyiv."""
    return datetime.now(KYIV).date()
