"""What queues, groups of status and the ledger's verbs are called in the interface."""

from app.core.i18n import lazy_ as _l

GROUPS = {
    "held": _l("In captivity, confirmed"),
    "presumed": _l("Presumed captive"),
    "missing": _l("Missing or no information"),
    "returned": _l("Released, returned"),
    "dead": _l("Dead"),
}
QUEUES = {
    "reported": _l("An ending is reported, not confirmed"),
    "conflicts": _l("Sources contradict each other"),
    "gaps": _l("Lacks what the law asks"),
}
ACTIONS = {
    "register person": _l("entered the person"),
    "state": _l("added what a source says"),
    "correct statement": _l("corrected a statement"),
    "retract statement": _l("retracted a statement"),
    "prefer value": _l("preferred a value"),
    "identify": _l("added a number"),
    "tag": _l("added a cohort"),
    "untag": _l("took a cohort off"),
    "define cohort": _l("added a cohort to the vocabulary"),
    "rename cohort": _l("renamed a cohort"),
    "record event": _l("added an event"),
    "retract event": _l("retracted an event"),
    "add source": _l("added a source"),
    "describe source": _l("described a source"),
    "grade source": _l("graded a source"),
    "add place": _l("added a place"),
    "change place": _l("changed a place"),
    "export": _l("exported"),
    "import file": _l("imported a file"),
    "sign in": _l("signed in"),
    "sign out": _l("signed out"),
}
