"""What reports, their columns and their groups are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.people.labels import FIELDS
from app.reports.models import Profile

register_labels({Profile.INTERNAL: _l("internal")})

#: Titles of columns, by the code that heads them in files. Codes never change: programs read them.
COLUMNS = {
    **FIELDS,
    "ref": _l("Number"),
    "born_earliest": _l("Born, earliest"),
    "born_latest": _l("Born, latest"),
    "side": _l("Side"),
    "category": _l("Category"),
    "cohort": _l("Cohort"),
    "cohorts": _l("Cohorts"),
    "identity_disc": _l("Identity disc"),
    "passport": _l("Passport"),
    "tax_number": _l("Tax number"),
    "icrc_number": _l("ICRC number"),
    "prisoner_number": _l("Prisoner number"),
    "list_number": _l("Number in a list"),
    "custody_status": _l("Custody status"),
    "confirmation": _l("Confirmation"),
    "reported": _l("Reported, not confirmed"),
    "since": _l("Since"),
    "since_earliest": _l("Since, earliest"),
    "since_latest": _l("Since, latest"),
    "place": _l("Place"),
    "captured": _l("Captured"),
    "captured_earliest": _l("Captured, earliest"),
    "captured_latest": _l("Captured, latest"),
    "ended": _l("Captivity ended"),
    "ended_earliest": _l("Captivity ended, earliest"),
    "ended_latest": _l("Captivity ended, latest"),
    "days_in_captivity_min": _l("Days in captivity, at least"),
    "days_in_captivity_max": _l("Days in captivity, at most"),
    "exchange_status": _l("Exchange status"),
    "conflicts": _l("Sources contradict each other about"),
    "missing": _l("Lacks what the law asks"),
    "created_at": _l("Entered at (UTC)"),
    "updated_at": _l("Changed at (UTC)"),
    "total": _l("Total"),
    "month": _l("Month"),
    "returned": _l("Returned"),
}
TOTAL = _l("Total")
UNCERTAIN = _l("Uncertain month")

#: Groups of custody statuses, in the order of a table's columns.
GROUPS = {
    "held": _l("in captivity"),
    "presumed": _l("presumed captive"),
    "missing": _l("missing"),
    "home": _l("released, returned"),
    "dead": _l("dead"),
    "unknown": _l("no information"),
}

#: What the first column of a table of groups is called, by the part of the filter that it divides.
DIMENSIONS = {"category": _l("Category"), "cohort": _l("Cohort")}
