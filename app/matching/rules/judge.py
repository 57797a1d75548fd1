"""Saying of two records whether they are one person: always somebody's word, never a machine's."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import User
from app.accounts.permissions import may_do
from app.audit import rules as audit
from app.core.db import db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.core.locks import await_turn
from app.core.text import is_blank
from app.core.undoing import UNDONE, refuse_built_on, refuse_undoing
from app.matching import queries
from app.matching.models import Judgement, Pair, Verdict
from app.matching.rules.measure import measure
from app.matching.rules.refresh import refresh_contradictions, refresh_verdict
from app.people import queries as people
from app.people.models import Person
from app.people.rules.register import DISTINGUISHED


@dataclass(frozen=True)
class Opinion:
    """What somebody holds two records to be, and why."""

    verdict: Verdict
    reason: str | None = None


def judge(one: Person, other: Person, opinion: Opinion, *, actor: User | None, now: datetime) -> Judgement:
    """Judge two records; a newer judgement stands in the place of the one before, and both stay readable.

    A reason is asked where nobody could tell it from the records: for a doubt, and against another judgement.
    """
    one, other = in_order(one, other)
    refuse_pair(one, other)
    hold(one, other)
    former = queries.find_judgement_between(one, other)
    refuse_opinion(opinion, former)
    last = queries.find_last_judgement_on(one.id, other.id)
    judgement = Judgement(
        one_id=one.id,
        other_id=other.id,
        one=one,
        other=other,
        verdict=opinion.verdict,
        reason=opinion.reason,
        recorded_at=now,
        recorded_by_id=actor.id if actor else None,
        supersedes_id=last.id if last else None,
    )
    db.session.add(judgement)
    pair_of(one, other, now=now)
    enter("judge pair", judgement, actor=actor, now=now)
    return judgement


def in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """Give two records in the order in which a pair is stored."""
    return (one, other) if one.id < other.id else (other, one)


def refuse_pair(one: Person, other: Person) -> None:
    """Refuse to judge one record, and those that stand for nobody any more."""
    if one is other:
        raise RuleError(_l("This is one and the same record."))
    if one.merged_into_id is not None or other.merged_into_id is not None:
        raise RuleError(_l("One of these records was merged into another meanwhile. Look at the pair again."))
    if one.retracted_at is not None or other.retracted_at is not None:
        raise RuleError(_l("One of these records was retracted. There is nothing to judge."))


def hold(one: Person, other: Person) -> None:
    """Let two judgements of one pair go one after the other."""
    await_turn(f"pair {one.id} {other.id}")


def refuse_opinion(opinion: Opinion, former: Judgement | None) -> None:
    """Refuse to say the same once more, and a doubt or a change of verdict without a reason."""
    if former is not None and (former.verdict, former.reason) == (opinion.verdict, opinion.reason):
        raise RuleError(_l("This pair is judged so already."))
    if not is_blank(opinion.reason):
        return
    if opinion.verdict is Verdict.UNSURE:
        raise RuleError(_l("Say what is missing to decide: others will go on from there."), "reason")
    if former is not None and former.verdict is not Verdict.UNSURE:
        raise RuleError(_l("This pair is judged already: say why you judge it otherwise."), "reason")


def pair_of(one: Person, other: Person, *, now: datetime) -> Pair:
    """Find the pair of two records, or make it with its score: what somebody judged stands in the queue's filters."""
    pair = queries.find_pair(one, other)
    if pair is None:
        found = measure(one, other)
        pair = Pair(
            one=one,
            other=other,
            score=found.score,
            reasons=found.stored(),
            shares_number=found.shares_number,
            found_at=now,
            scored_at=now,
        )
        db.session.add(pair)
        db.session.flush()
    return pair


def enter(action: str, judgement: Judgement, *, actor: User | None, now: datetime) -> None:
    """Enter a judgement in the ledger, for the history of both people, and write what follows from it."""
    for person in (judgement.one, judgement.other):
        audit.record(action, judgement, actor=actor, person=person, at=now)
    db.session.flush()
    for pair in queries.list_pairs_between(people.kept(judgement.one), people.kept(judgement.other)):
        refresh_verdict(pair)
    refresh_contradictions((judgement.one_id, judgement.other_id))


def revoke(judgement: Judgement, *, reason: str, actor: User, now: datetime) -> None:
    """Take a judgement back with a reason: the one before it stands again, or the pair waits anew."""
    if is_blank(reason):
        raise RuleError(_l("Say why this is retracted."), "reason")
    refuse_not_standing(judgement)
    if judgement.recorded_by_id != actor.id and not may_do(actor, "correct others"):
        raise RuleError(_l("A colleague judged this pair. Ask a supervisor, or judge it anew with your reason."))
    take_back("revoke judgement", judgement, reason=reason, actor=actor, now=now)


def undo_judgement(judgement: Judgement, *, actor: User, now: datetime) -> None:
    """Take back a judgement that its author has just saved."""
    refuse_not_standing(judgement)
    refuse_undoing(at=judgement.recorded_at, by_id=judgement.recorded_by_id, actor_id=actor.id, now=now)
    refuse_built_on(queries.find_judgement_after(judgement) is not None)
    take_back("undo judgement", judgement, reason=UNDONE, actor=actor, now=now)


def refuse_not_standing(judgement: Judgement) -> None:
    """Refuse to take back twice what stands no more; two who try go one after the other."""
    hold(judgement.one, judgement.other)
    db.session.refresh(judgement)
    if judgement.retracted_at is not None:
        raise RuleError(_l("This was retracted already."))


def take_back(action: str, judgement: Judgement, *, reason: str, actor: User, now: datetime) -> None:
    """Let a judgement count no more, and write what follows."""
    judgement.retracted_at, judgement.retracted_by_id, judgement.retraction_reason = now, actor.id, reason
    enter(action, judgement, actor=actor, now=now)


def tell_apart(person: Person, other: Person, reason: str, actor: User | None, now: datetime) -> None:
    """Keep as a judgement what somebody said who entered a person and was shown another one like them."""
    judge(person, other, Opinion(Verdict.DIFFERENT, reason), actor=actor, now=now)


DISTINGUISHED.append(tell_apart)
