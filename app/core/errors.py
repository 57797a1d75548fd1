"""The errors that rules and queries raise and that pages turn into sentences."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


class RuleError(Exception):
    """A change that the rules of the record refuse: a sentence for the user and, if any, the field it is about."""

    def __init__(self, message: object, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        """Give the sentence in the reader's language: a lazy message is only translated here."""
        return str(self.message)


class NotFound(Exception):  # noqa: N818 - named for what the page says, as werkzeug's own NotFound
    """Nothing is stored under this number; one handler turns it into a 404 page."""


class Moved(Exception):  # noqa: N818 - named for what the page says, as NotFound
    """What was asked for under one reference stands under another; one handler leads there."""

    def __init__(self, ref: str) -> None:
        super().__init__()
        self.ref = ref


class ConstraintErrors:
    """The sentence and field that belong to each named constraint, kept beside the model that declares it."""

    def __init__(self, sentences: Mapping[str, tuple[str, object]]) -> None:
        self.sentences = sentences

    def rule_error(self, error: IntegrityError) -> RuleError | None:
        """Turn the database's verdict into a rule error, or give None when the constraint is not one of ours.

        PostgreSQL names the constraint; SQLite names the columns of a unique index and the name of a check.
        """
        text = str(error.orig)
        for name, (field, sentence) in self.sentences.items():
            if name in text:
                return RuleError(sentence, field)
        return None

    @contextmanager
    def savepoint(self, session: Session) -> Iterator[None]:
        """Make a change in a savepoint: what the database refuses is undone alone, and becomes a rule error."""
        try:
            with session.begin_nested():
                yield
        except IntegrityError as error:
            raise self.rule_error(error) or error from error
