"""The blueprint of the compartments, the question for the right, and what masks ask on every page."""

from flask import Blueprint
from werkzeug.exceptions import Forbidden

from app.accounts import permissions
from app.accounts.current import acting_user, current_user
from app.accounts.permissions import Right
from app.audit import rules as audit
from app.compartments.forms import FORMS, right_to
from app.core.i18n import _, label
from app.people import queries as people
from app.people.models import Person

bp = Blueprint("compartments", __name__)

#: The compartments of a person as parts of an address.
COMPARTMENT = f"<any({','.join(FORMS)}):compartment>"


class RightNeeded(Forbidden):
    """A compartment that the user has no right to; its sentence names who has."""

    def __init__(self, right: Right) -> None:
        super().__init__()
        self.sentence = _("This page is for: %(roles)s. Ask the administrator if you need it.", roles=holders_of(right))


@bp.app_template_global("holders_of")
def holders_of(right: Right) -> str:
    """Name the roles that have a right."""
    return ", ".join(label(role) for role in sorted(permissions.RIGHTS[right], key=lambda role: role.value))


@bp.app_template_global("may_see")
def may_see(right: Right) -> bool:
    """Tell whether whoever asks for the page has a right."""
    return permissions.may_do(current_user(), right)


def require(right: Right) -> None:
    """Refuse whoever has no right to a compartment, whether they ask to read or to write."""
    if not permissions.may_do(acting_user(), right):
        raise RightNeeded(right)


def person_behind(ref: str, compartment: str) -> Person:
    """Find a person for whoever has the right."""
    require(right_to(compartment))
    return people.get_person(ref)


def note_look(person: Person, compartment: str) -> None:
    """Record that somebody looks at a compartment of a person."""
    kind = FORMS[compartment].kind
    audit.look(
        f"look at {kind.__masked__.removeprefix('see ')}",
        actor=acting_user(),
        subject_type=kind.__tablename__,
        person_id=person.id,
    )
