"""Who may do what: the one matrix of endpoints and roles, and the few rights that an endpoint alone cannot tell."""

from collections.abc import Mapping
from typing import Literal

from app.accounts.models import Role, User

Audience = frozenset[Role] | Literal["public"]
Right = Literal["see names", "export names", "correct others", "retract"]

VIEWER, ANALYST, SUPERVISOR = Role.VIEWER, Role.ANALYST, Role.SUPERVISOR
ADMINISTRATOR, AUDITOR = Role.ADMINISTRATOR, Role.AUDITOR

#: Open without signing in.
PUBLIC: Literal["public"] = "public"
#: Whoever is signed in.
EVERYBODY = frozenset(Role)
#: Who reads records of people. The administrator runs the house and reads no dossiers; the auditor reads the ledger.
READERS = frozenset({VIEWER, ANALYST, SUPERVISOR})
#: Who enters and corrects records.
ENTERERS = frozenset({ANALYST, SUPERVISOR})
#: Who sees the managed vocabularies and figures without names.
OVERSEERS = READERS | {ADMINISTRATOR}
#: Who adds to the vocabularies that facts point at while entering them.
KEEPERS = ENTERERS | {ADMINISTRATOR}
#: Who decides which cohorts there are.
COHORT_KEEPERS = frozenset({SUPERVISOR, ADMINISTRATOR})
#: Who takes back and confirms what others entered.
SUPERVISORS = frozenset({SUPERVISOR})
AUDITORS = frozenset({AUDITOR})

#: Every endpoint of the application. One that is missing here is refused to all; a test walks the routes.
MATRIX: Mapping[str, Audience] = {
    "static": PUBLIC,
    # Signing in, and what belongs to a user.
    "accounts.show_sign_in": PUBLIC,
    "accounts.sign_in": PUBLIC,
    "accounts.sign_out": EVERYBODY,
    "accounts.edit_settings": EVERYBODY,
    "accounts.update_settings": EVERYBODY,
    "accounts.edit_password": EVERYBODY,
    "accounts.update_password": EVERYBODY,
    # The house itself.
    "core.health": PUBLIC,
    "core.echo_date": EVERYBODY,
    # People: reading.
    "people.list_people": READERS,
    "desk.person": READERS,
    "desk.history": READERS,
    # People: entering.
    "people.new_person": ENTERERS,
    "people.create_person": ENTERERS,
    "people.edit_person": ENTERERS,
    "people.update_person": ENTERERS,
    "people.new_identifier": ENTERERS,
    "people.create_identifier": ENTERERS,
    "people.edit_cohorts": ENTERERS,
    "people.update_cohorts": ENTERERS,
    "people.choose_value": ENTERERS,
    "people.prefer_value": ENTERERS,
    "people.confirm_retraction": SUPERVISORS,
    "people.retract_statement": SUPERVISORS,
    "custody.new_event": ENTERERS,
    "custody.create_event": ENTERERS,
    "custody.confirm_retraction": SUPERVISORS,
    "custody.retract_event": SUPERVISORS,
    # Managed vocabularies.
    "people.list_cohorts": OVERSEERS,
    "people.new_cohort": COHORT_KEEPERS,
    "people.create_cohort": COHORT_KEEPERS,
    "people.edit_cohort": COHORT_KEEPERS,
    "people.update_cohort": COHORT_KEEPERS,
    "sources.list_sources": OVERSEERS,
    "sources.new_source": KEEPERS,
    "sources.create_source": KEEPERS,
    "sources.edit_source": KEEPERS,
    "sources.update_source": KEEPERS,
    # A new grade changes what is derived of people.
    "custody.edit_grade": SUPERVISORS,
    "custody.update_grade": SUPERVISORS,
    "places.list_places": OVERSEERS,
    "places.new_place": KEEPERS,
    "places.create_place": KEEPERS,
    "places.edit_place": KEEPERS,
    "places.update_place": KEEPERS,
    # Figures and reports. Those that hold names ask for a right of their own besides.
    "desk.home": OVERSEERS,
    "reports.list_reports": OVERSEERS,
    "reports.show_report": OVERSEERS,
    "reports.export_report": OVERSEERS,
    # The ledger shows values of every record, hence not to those who run the house.
    "desk.ledger": AUDITORS,
}

#: Rights that depend on what is asked for, not only on which page: the view asks for them by name.
RIGHTS: Mapping[Right, frozenset[Role]] = {
    "see names": READERS,
    "export names": ENTERERS,
    "correct others": frozenset({SUPERVISOR}),
    "retract": frozenset({SUPERVISOR}),
}

#: Where somebody starts who has no right to the home page.
STARTS: Mapping[Role, str] = {AUDITOR: "desk.ledger"}
HOME = "desk.home"

#: All that is open to somebody who has still to choose a password of their own.
BEFORE_OWN_PASSWORD = frozenset({"accounts.edit_password", "accounts.update_password", "accounts.sign_out"})


def is_public(endpoint: str) -> bool:
    """Tell whether an endpoint is open without signing in."""
    return MATRIX.get(endpoint) == PUBLIC


def roles_for(endpoint: str) -> frozenset[Role]:
    """Give the roles that an endpoint is open to; one that the matrix does not know is open to none."""
    audience = MATRIX.get(endpoint, frozenset())
    return EVERYBODY if audience == PUBLIC else frozenset(audience)


def may_open(user: User | None, endpoint: str) -> bool:
    """Tell whether a user, or somebody not signed in, may open an endpoint."""
    return is_public(endpoint) or (user is not None and user.role in roles_for(endpoint))


def may_do(user: User | None, right: Right) -> bool:
    """Tell whether a user has a right that does not hang on the page alone."""
    return user is not None and user.role in RIGHTS[right]


def start_of(user: User) -> str:
    """Give the endpoint of the page on which a user starts."""
    return STARTS.get(user.role, HOME)
