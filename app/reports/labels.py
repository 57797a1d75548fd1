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
    "legal_situation": _l("Legal situation"),
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
    "last_known_on": _l("Last known on"),
    "days_in_captivity_min": _l("Days in captivity, at least"),
    "days_in_captivity_max": _l("Days in captivity, at most"),
    "exchange_status": _l("Exchange status"),
    "times_listed": _l("Times asked for"),
    "times_refused": _l("Times declined"),
    "times_silent": _l("Times without an answer"),
    "times_waiting": _l("Times waiting for an answer"),
    "last_answer": _l("Last answer"),
    "last_answer_on": _l("Last answer on"),
    "conflicts": _l("Sources contradict each other about"),
    "missing": _l("Lacks what the law asks"),
    "created_at": _l("Entered at (UTC)"),
    "updated_at": _l("Changed at (UTC)"),
    "total": _l("Total"),
    "month": _l("Month"),
    "returned": _l("Returned"),
    "exchanges": _l("Exchanges"),
    "to_ukraine": _l("Returned to Ukraine"),
    "by_ukraine": _l("Handed over by Ukraine"),
    "to_ukraine_not_given": _l("Returned to Ukraine: exchanges without a number"),
    "by_ukraine_not_given": _l("Handed over by Ukraine: exchanges without a number"),
    "held": _l("Held now"),
    "held_known": _l("Held now, length known"),
    "held_median_min": _l("Held now: middle, at least"),
    "held_median_max": _l("Held now: middle, at most"),
    "held_longest_min": _l("Held now: longest, at least"),
    "held_longest_max": _l("Held now: longest, at most"),
    "under_half_year_min": _l("Under half a year, at least"),
    "under_half_year_max": _l("Under half a year, at most"),
    "half_to_one_year_min": _l("Half a year to a year, at least"),
    "half_to_one_year_max": _l("Half a year to a year, at most"),
    "one_to_two_years_min": _l("One to two years, at least"),
    "one_to_two_years_max": _l("One to two years, at most"),
    "two_to_three_years_min": _l("Two to three years, at least"),
    "two_to_three_years_max": _l("Two to three years, at most"),
    "three_years_and_more_min": _l("Three years and more, at least"),
    "three_years_and_more_max": _l("Three years and more, at most"),
    "ended_known": _l("Captivity ended, length known"),
    "ended_median_min": _l("Captivity ended: middle, at least"),
    "ended_median_max": _l("Captivity ended: middle, at most"),
    "ended_longest_min": _l("Captivity ended: longest, at least"),
    "ended_longest_max": _l("Captivity ended: longest, at most"),
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

#: Lengths of captivity, in the order of a table's columns.
BANDS = {
    "under_half_year": _l("under ½ year"),
    "half_to_one_year": _l("½–1 year"),
    "one_to_two_years": _l("1–2 years"),
    "two_to_three_years": _l("2–3 years"),
    "three_years_and_more": _l("3 years and more"),
}

#: What the first column of a table of groups is called, by the part of the filter that it divides.
DIMENSIONS = {"category": _l("Category"), "cohort": _l("Cohort")}
