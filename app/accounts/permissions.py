"""Who may do what: the one matrix of endpoints and roles, and the few rights that an endpoint alone cannot tell."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from app.accounts.models import Role, User

Audience = frozenset[Role] | Literal["public"]
Right = Literal[
    "see names",
    "export names",
    "correct others",
    "retract",
    "see relatives",
    "see health",
    "see consents",
    "see witnesses",
]

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
ADMINISTRATORS = frozenset({ADMINISTRATOR})

#: Every endpoint of the application. One that is missing here is refused to all; a test walks the routes.
MATRIX: Mapping[str, Audience] = {
    "static": PUBLIC,
    # Signing in, and what belongs to a user.
    "accounts.show_sign_in": PUBLIC,
    "accounts.sign_in": PUBLIC,
    "accounts.sign_out": EVERYBODY,
    "accounts.edit_settings": EVERYBODY,
    "accounts.update_settings": EVERYBODY,
    "accounts.keep_draft": EVERYBODY,
    "accounts.discard_draft": EVERYBODY,
    "accounts.edit_password": EVERYBODY,
    "accounts.update_password": EVERYBODY,
    "accounts.show_confirmation": EVERYBODY,
    "accounts.confirm_identity": EVERYBODY,
    "accounts.stay_signed_in": EVERYBODY,
    # Users.
    "accounts.list_users": ADMINISTRATORS,
    "accounts.new_user": ADMINISTRATORS,
    "accounts.create_user": ADMINISTRATORS,
    "accounts.edit_user": ADMINISTRATORS,
    "accounts.update_user": ADMINISTRATORS,
    "accounts.lock_user": ADMINISTRATORS,
    "accounts.unlock_user": ADMINISTRATORS,
    "accounts.reset_password": ADMINISTRATORS,
    "accounts.end_sessions": ADMINISTRATORS,
    # The house itself.
    "core.health": PUBLIC,
    "core.echo_date": EVERYBODY,
    # People: reading.
    "people.list_people": READERS,
    "people.list_facets": READERS,
    "people.list_more_filters": READERS,
    # Finding people: by what is typed, and by a pasted list. Names leave with those who may take them out.
    "people.search_people": READERS,
    "people.new_check": READERS,
    "people.check_list": READERS,
    "people.export_check": ENTERERS,
    "people.export_check_workbook": ENTERERS,
    # What each keeps of the list for themselves.
    "people.list_saved_filters": READERS,
    "people.new_saved_filter": READERS,
    "people.create_saved_filter": READERS,
    "people.edit_saved_filter": READERS,
    "people.update_saved_filter": READERS,
    "people.update_saved_query": READERS,
    "people.update_saved_place": READERS,
    "people.delete_saved_filter": READERS,
    "people.edit_columns": READERS,
    "people.update_columns": READERS,
    "desk.person": READERS,
    "desk.history": READERS,
    "desk.list_changes": READERS,
    "people.watch_person": READERS,
    "people.unwatch_person": READERS,
    # People: entering.
    "people.new_person": ENTERERS,
    "people.create_person": ENTERERS,
    "people.find_namesakes": ENTERERS,
    "people.new_statement": ENTERERS,
    "people.create_statement": ENTERERS,
    "people.edit_person": ENTERERS,
    "people.update_person": ENTERERS,
    "people.new_identifier": ENTERERS,
    "people.create_identifier": ENTERERS,
    "people.edit_cohorts": ENTERERS,
    "people.update_cohorts": ENTERERS,
    "people.choose_value": ENTERERS,
    "people.prefer_value": ENTERERS,
    # Taking back what one has just saved oneself: the rules ask by whom and when.
    "people.undo_statement": ENTERERS,
    "people.undo_identifier": ENTERERS,
    "people.undo_preference": ENTERERS,
    "people.undo_cohorts": ENTERERS,
    "people.undo_person": ENTERERS,
    "custody.undo_event": ENTERERS,
    "people.undo_retraction": SUPERVISORS,
    "custody.undo_retraction": SUPERVISORS,
    "people.restore_person": SUPERVISORS,
    "people.confirm_retraction": SUPERVISORS,
    "people.retract_statement": SUPERVISORS,
    "custody.new_event": ENTERERS,
    "custody.create_event": ENTERERS,
    # Others' work is corrected by supervisors: the rule asks whose it is.
    "custody.edit_event": ENTERERS,
    "custody.update_event": ENTERERS,
    "custody.confirm_retraction": SUPERVISORS,
    "custody.retract_event": SUPERVISORS,
    # One thing done to many people at once.
    "custody.new_batch": ENTERERS,
    "custody.confirm_batch": ENTERERS,
    "custody.create_batch": ENTERERS,
    "custody.undo_batch": ENTERERS,
    # The compartments: each view asks besides for the right to the one that it opens.
    "compartments.list_facts": ENTERERS,
    "compartments.new_fact": ENTERERS,
    "compartments.create_fact": ENTERERS,
    "compartments.edit_fact": ENTERERS,
    "compartments.update_fact": ENTERERS,
    "compartments.undo_fact": ENTERERS,
    "compartments.confirm_retraction": SUPERVISORS,
    "compartments.retract_fact": SUPERVISORS,
    "compartments.show_witness": SUPERVISORS,
    "compartments.edit_witness": SUPERVISORS,
    "compartments.update_witness": SUPERVISORS,
    # Debriefings: who testified is a number; the sheets tell of people's health, too.
    "debriefings.list_debriefings": ENTERERS,
    "debriefings.list_unidentified": ENTERERS,
    "debriefings.new_debriefing": ENTERERS,
    "debriefings.create_debriefing": ENTERERS,
    "debriefings.show_debriefing": ENTERERS,
    "debriefings.create_row": ENTERERS,
    "debriefings.offer_people": ENTERERS,
    "debriefings.show_row": ENTERERS,
    "debriefings.identify_row": ENTERERS,
    "debriefings.register_person": ENTERERS,
    "debriefings.separate_row": ENTERERS,
    "debriefings.retract_row": ENTERERS,
    # Who stands on the list of an operation, and the steps of each.
    "exchanges.list_entries": READERS,
    "exchanges.show_entry": READERS,
    "exchanges.choose_person": ENTERERS,
    "exchanges.new_entry": ENTERERS,
    "exchanges.create_entry": ENTERERS,
    "exchanges.confirm_step": ENTERERS,
    "exchanges.take_step": ENTERERS,
    # Two records of one person: whoever enters records judges them.
    "matching.list_pairs": ENTERERS,
    "matching.show_pair": ENTERERS,
    "matching.judge_pair": ENTERERS,
    "matching.undo_judgement": ENTERERS,
    "matching.list_judgements": ENTERERS,
    "matching.confirm_revocation": ENTERERS,
    "matching.revoke_judgement": ENTERERS,
    # Reading two records as one, and apart again.
    "matching.new_merger": SUPERVISORS,
    "matching.confirm_merger": SUPERVISORS,
    "matching.create_merger": SUPERVISORS,
    "matching.undo_merger": SUPERVISORS,
    "matching.confirm_separation": SUPERVISORS,
    "matching.separate_records": SUPERVISORS,
    # Operations: who reads records reads them, who enters records plans them, and a supervisor takes them further.
    "exchanges.list_operations": READERS,
    "exchanges.show_operation": READERS,
    "exchanges.new_operation": ENTERERS,
    "exchanges.create_operation": ENTERERS,
    "exchanges.edit_operation": ENTERERS,
    "exchanges.update_operation": ENTERERS,
    "exchanges.new_stage": ENTERERS,
    "exchanges.create_stage": ENTERERS,
    "exchanges.new_claim": ENTERERS,
    "exchanges.create_claim": ENTERERS,
    "exchanges.confirm_claim_retraction": SUPERVISORS,
    "exchanges.retract_claim": SUPERVISORS,
    "exchanges.confirm_move": SUPERVISORS,
    "exchanges.move_operation": SUPERVISORS,
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
    "desk.source": READERS,
    "sources.new_attachment": ENTERERS,
    "sources.create_attachment": ENTERERS,
    "sources.download_attachment": READERS,
    "sources.confirm_attachment_retraction": SUPERVISORS,
    "sources.retract_attachment": SUPERVISORS,
    # A new grade changes what is derived of people.
    "custody.edit_grade": SUPERVISORS,
    "custody.update_grade": SUPERVISORS,
    "desk.list_places": OVERSEERS,
    "desk.place": READERS,
    "places.new_place": KEEPERS,
    "places.create_place": KEEPERS,
    "places.edit_place": KEEPERS,
    "places.update_place": KEEPERS,
    # Figures and reports. Those that hold names ask for a right of their own besides.
    "desk.home": OVERSEERS,
    "reports.list_reports": OVERSEERS,
    "reports.show_report": OVERSEERS,
    "reports.export_report": OVERSEERS,
    "reports.export_workbook": OVERSEERS,
    # The ledger shows values of every record, hence not to those who run the house.
    "desk.ledger": AUDITORS,
    "desk.export_ledger": AUDITORS,
}

#: Rights that depend on what is asked for, not only on which page: the view asks for them by name.
RIGHTS: Mapping[Right, frozenset[Role]] = {
    "see names": READERS,
    "export names": ENTERERS,
    "correct others": frozenset({SUPERVISOR}),
    "retract": frozenset({SUPERVISOR}),
    # The compartments: each look into one is recorded (GC IV 137: what may harm the person or the relatives).
    "see relatives": ENTERERS,
    "see health": ENTERERS,
    "see consents": ENTERERS,
    # Who testified is told by permission alone: elsewhere a witness is a number.
    "see witnesses": SUPERVISORS,
}

#: How long ago the password may have been given at most, for what only the person themselves may do.
USER_ADMINISTRATION = timedelta(minutes=5)
FRESH: Mapping[str, timedelta] = {
    "accounts.create_user": USER_ADMINISTRATION,
    "accounts.update_user": USER_ADMINISTRATION,
    "accounts.lock_user": USER_ADMINISTRATION,
    "accounts.unlock_user": USER_ADMINISTRATION,
    "accounts.reset_password": USER_ADMINISTRATION,
    "accounts.end_sessions": USER_ADMINISTRATION,
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
