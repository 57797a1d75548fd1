"""What verdicts on two records are called in the interface."""

from app.core.i18n import lazy_ as _l
from app.core.i18n import register_labels
from app.matching.models import Verdict
from app.matching.queries import State
from app.matching.rules import Doubt
from app.names.deciding import Verdict as Likelihood

register_labels(
    {
        Verdict.SAME: _l("the same person"),
        Verdict.DIFFERENT: _l("different people"),
        Verdict.UNSURE: _l("not sure yet"),
    }
)
register_labels(
    {
        State.WAITING: _l("to judge"),
        State.UNSURE: _l("set aside: not sure yet"),
        State.SAME: _l("judged the same person"),
        State.DIFFERENT: _l("judged different people"),
        State.ALL: _l("all"),
    }
)
#: What a machine makes of a score, in words alone: it selects nothing and does nothing.
LIKELIHOOD = {
    Likelihood.SURE: _l("Names and day of birth agree."),
    Likelihood.LIKELY: _l("By the score it is likely."),
    Likelihood.UNKNOWN: _l("The score says little."),
}
register_labels(
    {
        Doubt.JUDGED_DIFFERENT: _l("Somebody judged that these are different people."),
        Doubt.CONTRADICTION: _l("By other judgements these are different people."),
        Doubt.OTHER_SIDE: _l("They belong to different sides."),
        Doubt.OTHER_SEX: _l("One is a man, the other a woman."),
        Doubt.OTHER_BIRTH: _l("They were born on different days: namesakes, or father and son."),
        Doubt.OTHER_SURNAME: _l("Their surnames differ, not only in spelling."),
        Doubt.OTHER_GIVEN_NAME: _l("Their given names differ: brothers, twins, or father and son."),
        Doubt.OTHER_PATRONYMIC: _l("Their patronymics differ: they have different fathers."),
    }
)

#: What the facts that a page of separation lists are called, by their tables.
KINDS = {
    "person_statements": _l("Statement"),
    "person_identifiers": _l("Number or document"),
    "person_cohorts": _l("Cohort"),
    "custody_events": _l("Event"),
    "relatives": _l("Relative or contact"),
    "health_observations": _l("State of health"),
    "consents": _l("Consent to return"),
    "family_notices": _l("What the family was told"),
    "witnesses": _l("Witness"),
}
