"""The forms about pairs: the filter of the queue, a judgement, and its revocation."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.core.errors import NotFound
from app.core.forms import (
    AddressForm,
    CheckField,
    ChoiceField,
    ChoicesField,
    EnumField,
    RadioField,
    Required,
    TextAreaField,
    TextField,
    VersionedForm,
    id_or_none,
)
from app.core.i18n import lazy_ as _l
from app.core.paging import SIZES
from app.matching.models import Verdict
from app.matching.queries import PairFilter, PairRequest, State
from app.matching.rules import Opinion
from app.people import queries as people
from app.people.models import Person

#: Scores from which the queue can be shown, in bits.
SCORES = (16, 20, 24, 28, 32)
NOBODY = _l("There is nobody of this number.")


class Chip(NamedTuple):
    """One active part of the filter, in words, and the query string of the queue without it."""

    text: str
    query: str


class QueueForm(AddressForm):
    """Which pairs to show."""

    text = TextField(_l("Number of a person"), description=_l("P-000123-S: the pairs of one person."))
    state = EnumField(_l("Judgement"), enum=State, default=State.WAITING)
    score = ChoiceField(_l("Score, not below"), options=[(score, score) for score in SCORES], blank=_l("any"))
    contradicted = CheckField(_l("judgements contradict each other"))
    changed = CheckField(_l("facts were added since the judgement"))

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        super().__init__(
            arguments if arguments.get("state") else MultiDict([*arguments.items(multi=True), ("state", "waiting")])
        )
        self.arguments = arguments

    @cached_property
    def asked(self) -> PairRequest:
        """Give what the address asks for; what it has wrong filters nothing, and its field says so."""
        self.validate()
        fine = {field.name: field.data for field in self if not field.errors}
        size = self.arguments.get("size", "")
        chosen = PairFilter(
            state=fine.get("state") or State.WAITING,
            score_from=float(fine["score"]) if fine.get("score") else None,
            contradicted=bool(fine.get("contradicted")),
            changed=bool(fine.get("changed")),
            person=self.person_in(fine.get("text")),
        )
        before, after = (self.arguments.get(name, type=id_or_none) for name in ("before", "after"))
        return PairRequest(chosen, after, before, int(size) if size in map(str, SIZES) else SIZES[0])

    def person_in(self, typed: str | None) -> Person | None:
        """Find the person of a number."""
        if not typed:
            return None
        try:
            return people.get_kept(typed)
        except NotFound:
            self.text.errors = [NOBODY]
            return None

    def pairs(self) -> list[tuple[str, str]]:
        """Give the active parts as the address writes them; that pairs wait to be judged is said by nothing."""
        given = [(name, self.arguments.get(name, "")) for name in self._fields]
        return [pair for pair in given if pair[1] and pair != ("state", State.WAITING.value)]

    def query(self, *, without: tuple[str, str] | None = None, **more: str) -> str:
        """Write the query string of this filter: one and the same for the same filter."""
        kept = [pair for pair in self.pairs() if pair != without]
        if "size" in self.arguments and "size" not in more:
            kept.append(("size", self.arguments["size"]))
        return urlencode(kept + [pair for pair in more.items() if pair[1]])

    def chips(self) -> list[Chip]:
        """Say each active part in words, with the address of the queue without it."""
        return [Chip(self.words_for(*pair), self.query(without=pair)) for pair in self.pairs()]

    def words_for(self, name: str, value: str) -> str:
        """Say one part of the filter as the form would."""
        field = self._fields[name]
        if isinstance(field, CheckField):
            return str(field.label.text)
        choices = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
        return f"{field.label.text}: {choices.get(value, value)}"


class JudgeForm(VersionedForm):
    """What two records are. Nothing is chosen before somebody chooses: each verdict is a button of its own."""

    of_record = ()

    verdict = EnumField(_l("Judgement"), [Required(_l("Choose what these two records are."))], enum=Verdict)
    reason = TextAreaField(
        _l("Reason or note"),
        description=_l("Asked for where you are not sure, and where you judge otherwise than before."),
    )

    def opinion(self) -> Opinion:
        """Give what the rule takes."""
        return Opinion(self.verdict.data, self.reason.data)


class OtherRecordForm(AddressForm):
    """Which record is to be merged with this one."""

    other = TextField(_l("Number of the other record"), description=_l("As it stands on the dossier: P-000123-S."))

    def find_other(self) -> Person | None:
        """Find the other record; a number that is nobody's is said on the field."""
        typed = self.other.data
        if not self.validate() or not typed:
            return None
        try:
            return people.get_kept(typed)
        except NotFound:
            self.other.errors = [NOBODY]
            return None


class MergeForm(VersionedForm):
    """Which of two records is kept. Neither is chosen before somebody chooses."""

    of_record = ()

    kept = RadioField(
        _l("Which record is kept"),
        [Required(_l("Choose which record is kept."))],
        coerce=id_or_none,
        description=_l("Commonly the record is kept that was entered first: its number is known to more people."),
    )
    reason = TextAreaField(
        _l("Why these are one person"),
        description=_l("May be left empty where the two are judged to be one person and nothing speaks against it."),
    )
    stands = RadioField(
        _l("Whose entry stands"),
        [Required(_l("Both are on one list: choose whose entry stands."))],
        coerce=id_or_none,
        description=_l("Both records are on one list. The other one's steps remain as history."),
    )

    def offer_stands(self, choices: Sequence[tuple[object, object]]) -> None:
        """Offer whose entry is to stand where both are on one list; elsewhere nothing is asked."""
        if choices:
            self.stands.offer(choices)
        else:
            del self.stands


class SeparateForm(VersionedForm):
    """Why two records are separated, and what of that which was entered meanwhile goes with the one that leaves."""

    of_record = ()

    goes = ChoicesField(_l("What belongs to the record that leaves"))
    reason = TextAreaField(_l("Why these are two people"), [Required(_l("Say why these are two people."))])
