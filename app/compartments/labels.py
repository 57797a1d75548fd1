"""What the compartments and their closed lists are called in the interface."""

from app.compartments.models import Answer, HealthState, NewsKind, Relation
from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels

#: What each compartment of a person is called, by its part of the address.
TITLES = {
    "relatives": _l("Relatives and contacts"),
    "health": _l("State of health"),
    "consents": _l("Consent to return"),
    "family": _l("What the family was told"),
}
#: What adding to each of them is called.
ADD = {
    "relatives": _l("Add relative or contact"),
    "health": _l("Add health report"),
    "consents": _l("Add answer"),
    "family": _l("Add what the family was told"),
}
#: What the fields of the compartments are called.
FIELDS = {
    "relation": _l("Relation to the person"),
    "name": _l("Name"),
    "address": _l("Address"),
    "contact": _l("Telephone or other contact"),
    "language": _l("Language"),
    "is_to_be_informed": _l("To be informed"),
    "condition": _l("State of health"),
    "observed": _l("Observed on"),
    "is_serious": _l("Seriously ill or wounded"),
    "particulars": _l("Wounds, illness"),
    "need": _l("Medical need"),
    "answer": _l("Answer"),
    "answered": _l("Answered on"),
    "method": _l("How the person was asked"),
    "witnessed_by": _l("Witnessed by"),
    "about": _l("Told of"),
    "informed": _l("Told on"),
    "informed_by": _l("Told by"),
    "how": _l("How the family was told"),
    "note": _l("Note"),
}

register_labels(
    {
        Relation.MOTHER: _l("mother"),
        Relation.FATHER: _l("father"),
        Relation.WIFE: _l("wife"),
        Relation.HUSBAND: _l("husband"),
        Relation.PARTNER: _l("partner"),
        Relation.DAUGHTER: _l("daughter"),
        Relation.SON: _l("son"),
        Relation.SISTER: _l("sister"),
        Relation.BROTHER: _l("brother"),
        Relation.GRANDPARENT: _l("grandparent"),
        Relation.OTHER_RELATIVE: _l("another relative"),
        Relation.FRIEND: _l("friend"),
        Relation.REPRESENTATIVE: _l("representative"),
        Relation.UNKNOWN: _l("not stated"),
    }
)
register_labels(
    {
        HealthState.GOOD: _l("good"),
        HealthState.NOT_WOUNDED: _l("not wounded"),
        HealthState.RECOVERED: _l("recovered"),
        HealthState.CONVALESCENT: _l("convalescent"),
        HealthState.SICK: _l("sick"),
        HealthState.SERIOUSLY_ILL: _l("seriously ill"),
        HealthState.SLIGHTLY_WOUNDED: _l("slightly wounded"),
        HealthState.SERIOUSLY_WOUNDED: _l("seriously wounded"),
    }
)
register_labels(
    {
        Answer.GIVEN: _l("agrees to return"),
        Answer.REFUSED: _l("refuses to return"),
        Answer.WITHDRAWN: _l("took the consent back"),
        Answer.NOT_ASKED: _l("not asked"),
    }
)
register_labels(
    {
        NewsKind.CAPTIVITY: _l("the captivity"),
        NewsKind.DEATH: _l("the death"),
        NewsKind.RETURN: _l("the return"),
        NewsKind.OTHER: _l("other news"),
    }
)
