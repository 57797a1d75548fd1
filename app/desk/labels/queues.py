"""What queues, groups of status and spans of time are called on the desk."""

from collections.abc import Mapping

from app.core.i18n import lazy_ as _l
from app.people.models import EndingKind

GROUPS = {
    "held": _l("In captivity, confirmed"),
    "presumed": _l("Presumed captive"),
    "missing": _l("Missing or no information"),
    "returned": _l("Released, returned"),
    "dead": _l("Dead"),
}
#: Queues of people: what each is called, the most pressing first.
QUEUES = {
    "deaths": _l("Deaths to verify"),
    "endings": _l("Another end of captivity is reported, not confirmed"),
    "overdue": _l("A report on health is overdue"),
    "conflicts": _l("Sources contradict each other"),
    "unlikely": _l("Order of events is unlikely"),
    "mixed": _l("Mixed alphabets in a name"),
    "unconfirmed": _l("Presumed captive for 90 days, unconfirmed"),
    "stale": _l("No news for 180 days"),
    "gaps": _l("Lacks what the law asks"),
}
#: The filter of the people list that shows each queue. One that a user may not ask for is no queue of theirs.
FILTERS: Mapping[str, list[tuple[str, str]]] = {
    "deaths": [("ending", EndingKind.DEATH.value)],
    "endings": [("ending", kind.value) for kind in EndingKind if kind is not EndingKind.DEATH],
    **{name: [(name, "y")] for name in QUEUES if name not in ("deaths", "endings")},
}
#: Those that somebody should look at today.
PRESSING = {"deaths", "overdue"}
#: Days that the page of changes can look back.
SPANS = {1: _l("a day"), 7: _l("a week"), 30: _l("30 days")}
