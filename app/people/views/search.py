"""The search for a person: the box at the head of every page, and what it finds."""

from collections.abc import Iterator, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.audit import rules as audit
from app.core import clock
from app.core.i18n import _
from app.names.folding import fold
from app.names.normalising import repair
from app.people import forms, labels
from app.people.models import Person
from app.people.search import asking, guessing, lists, people
from app.people.search.asking import Asked
from app.people.search.people import Found
from app.people.views.blueprint import bp
from app.people.views.found import SIGNS, born_words, laws, shown

#: How many are shown at first, and to whoever wants more; beyond that another word finds faster.
FIRST, MORE = 20, 100


@bp.get("/search")
def search_people() -> ResponseReturnValue:
    form = forms.SearchForm(request.args)
    if not form.validate() or not form.text.data:
        return render_template("people/search.html", form=form, people=())
    limit = MORE if request.args.get("more") else FIRST
    asked = understood(form.text.data)
    found = [one for one in people.search(asked, limit=limit + 1) if is_possible(one)]
    note_search(form.text.data, count=min(len(found), limit))
    if leads_straight(found):
        return redirect(url_for("desk.person", ref=found[0].person.ref))
    covering = laws()
    return render_template(
        "people/search.html",
        form=form,
        people=[shown(one.person, one.score, covering) for one in found[:limit]],
        has_more=len(found) > limit,
        is_long=limit == MORE,
        repaired=repair(form.text.data).words,
        words=[labels.capitalised(token) for token in asked.question.tokens],
        born=born_words(asked.question.born) if asked.question.born else "",
        guessed=guessing.fields_of(form.text.data),
        tried=list(tried(asked)) if not found else (),
        signs=SIGNS,
    )


def understood(typed: str) -> Asked:
    """Understand what was typed, or copied with a rank and a number from somebody's list."""
    line, today = lists.only_one(typed), clock.today()
    return asking.understand(line.name, born=line.born, today=today) if line else asking.understand(typed, today=today)


def tried(asked: Asked) -> Iterator[str]:
    """Say what was looked for in vain."""
    if asked.question.tokens:
        yield _("the words in any order, as they are spelt in Ukrainian, Russian and Latin letters")
        yield _("the given name in its other forms, such as Іван, Иван, Ivan and Ваня")
        yield _("without the patronymic; and surnames that sound alike or have a letter mistyped")
    if asked.question.born:
        yield _("with the birth %(born)s and without it", born=born_words(asked.question.born))
    if asked.number and not asked.question.born:
        yield _("%(number)s as the number of a record, a service number or a document", number=asked.number)


def is_possible(found: Found) -> bool:
    """Leave out people of whom more differs than agrees: nobody is looking for them."""
    return found.score is None or found.score.bits > 0


def leads_straight(found: Sequence[Found]) -> bool:
    """Tell an exact number that is one person's: then the record itself is the answer."""
    return len(found) == 1 and found[0].via in {"reference", "identifier"}


def note_search(words: str, *, count: int) -> None:
    """Note that somebody looked for a name: how many were found, but not the words."""
    details = {"filters": [], "words": audit.fingerprint(fold(words)), "count": count}
    audit.look("search", actor=acting_user(), subject_type=Person.__tablename__, details=details)
