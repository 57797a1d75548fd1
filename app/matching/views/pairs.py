"""Two records side by side, and what somebody judges of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import saving
from app.accounts.current import acting_user
from app.accounts.permissions import may_do
from app.core import clock
from app.core.i18n import _, label
from app.matching import forms, queries, rules
from app.matching.labels import LIKELIHOOD
from app.matching.models import Judgement
from app.matching.views.blueprint import bp
from app.names.scoring import Reason
from app.people import comparing, labels, refs
from app.people import queries as people
from app.people import rules as person_rules
from app.people.models import Person


@bp.get("/matching/<ref>/<other_ref>")
def show_pair(ref: str, other_ref: str) -> ResponseReturnValue:
    one, other = people_of(ref, other_ref)
    if one is other:
        return redirect(url_for("desk.person", ref=one.ref))
    if (ref, other_ref) != (one.ref, other.ref):
        return redirect(address_of(one, other), 301)
    return show_sides(one, other, judge_form(one, other))


@bp.post("/matching/<ref>/<other_ref>")
def judge_pair(ref: str, other_ref: str) -> ResponseReturnValue:
    one, other = people_of(ref, other_ref)
    form = judge_form(one, other)
    if form.submitted():
        with form.showing_refusals():
            form.refuse_stale(judge_form(one, other, formdata=None))
            judgement = rules.judge(one, other, form.opinion(), actor=acting_user(), now=clock.now())
            told = _("Saved: %(one)s and %(other)s: %(verdict)s.", **named(judgement))
            undo = url_for("matching.undo_judgement", judgement_id=judgement.id)
            return saving.done(told, address_after(one, other), undo=undo)
    return show_sides(one, other, form)


def people_of(ref: str, other_ref: str) -> tuple[Person, Person]:
    """Find two people, the lower number first; a merged record stands for the one that is kept."""
    found = sorted((people.get_kept(ref), people.get_kept(other_ref)), key=lambda person: person.id)
    return found[0], found[1]


def address_of(one: Person, other: Person) -> str:
    """Give the address of a pair, with the filter of the queue from which somebody came."""
    query = forms.QueueForm(request.args).query()
    return url_for("matching.show_pair", ref=one.ref, other_ref=other.ref) + (f"?{query}" if query else "")


def named(judgement: Judgement) -> Mapping[str, object]:
    """Name a judgement in words."""
    return {"one": judgement.one.ref, "other": judgement.other.ref, "verdict": label(judgement.verdict)}


def judge_form(one: Person, other: Person, **sent: Any) -> forms.JudgeForm:
    """Make the form for a judgement of two records as they stand."""
    form = forms.JudgeForm(**sent)
    judgement = queries.find_judgement_between(one, other)
    form.stand_on(one.version, other.version, judgement.id if judgement else None)
    return form


def address_after(one: Person, other: Person) -> str:
    """Give where a judgement leads: to the next pair of the queue, or to the queue when nothing follows."""
    form = forms.QueueForm(request.args)
    pair = queries.find_pair(one, other)
    following = queries.find_next_pair(form.asked.filter, pair) if pair else None
    if following is None:
        return f"{url_for('matching.list_pairs')}?{form.query()}".rstrip("?")
    return address_of(*following.people)


def show_sides(one: Person, other: Person, form: forms.JudgeForm) -> ResponseReturnValue:
    """Show two records side by side, and record the looks at both."""
    for person in (one, other):
        person_rules.note_look(person, actor=acting_user())
    page = render_template("matching/pair.html", form=form, form_id="form", **shown(one, other))
    return page, form.status


def shown(one: Person, other: Person) -> dict[str, Any]:
    """Gather what the page of a pair shows."""
    here, there = queries.get_side(one), queries.get_side(other)
    return {
        "one": here,
        "other": there,
        "compared": comparing.compare(here.identity.values, there.identity.values),
        "moments": queries.interleaved(here, there),
        "measured": rules.measure(one, other),
        "likelihood": LIKELIHOOD,
        "queue": forms.QueueForm(request.args),
        "may_revoke": may_do(acting_user(), "correct others"),
        **judged(one, other),
        **vocabularies(),
    }


def judged(one: Person, other: Person) -> dict[str, Any]:
    """Gather what was judged of two people, and what follows from other judgements."""
    judgements = queries.list_judgements_between(one, other)
    standing = queries.live(judgements)
    judgement = standing[-1] if standing else None
    links = queries.list_links_around((one.id, other.id))
    return {
        "judgement": judgement,
        "judgements": judgements[::-1],
        "standing": {found.id for found in standing},
        "is_changed": judgement is not None and max(one.updated_at, other.updated_at) > judgement.recorded_at,
        "contradictions": rules.contradictions_in(links),
        "implied": rules.implied(one.id, other.id, links),
        "chain": rules.chain_between(one.id, other.id, links),
    }


def vocabularies() -> dict[str, Any]:
    """Give the words that values of a record stand for."""
    return {
        "fields": labels.FIELDS,
        "sides": {side.id: side for side in people.list_sides()},
        "categories": {category.id: category for category in people.list_categories()},
    }


@bp.app_template_filter("reason_words")
def reason_words(reason: Reason) -> str:
    """Say in words what was compared."""
    return labels.reason_words(reason)


@bp.app_template_filter("chain")
def chain(numbers: Iterable[int]) -> str:
    """Write down a chain of records that are held to be one person."""
    return " = ".join(refs.ref_of(number) for number in numbers)
