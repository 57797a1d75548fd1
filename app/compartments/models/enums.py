"""The closed lists of the compartments."""

import enum


class Relation(enum.Enum):
    """What somebody is to the person."""

    MOTHER = "mother"
    FATHER = "father"
    WIFE = "wife"
    HUSBAND = "husband"
    PARTNER = "partner"
    DAUGHTER = "daughter"
    SON = "son"
    SISTER = "sister"
    BROTHER = "brother"
    GRANDPARENT = "grandparent"
    OTHER_RELATIVE = "other_relative"
    FRIEND = "friend"
    REPRESENTATIVE = "representative"
    UNKNOWN = "unknown"


class HealthState(enum.Enum):
    """The state of somebody's health, in the words of the capture card (GC III, Annex IV B)."""

    GOOD = "good"
    NOT_WOUNDED = "not_wounded"
    RECOVERED = "recovered"
    CONVALESCENT = "convalescent"
    SICK = "sick"
    SERIOUSLY_ILL = "seriously_ill"
    SLIGHTLY_WOUNDED = "slightly_wounded"
    SERIOUSLY_WOUNDED = "seriously_wounded"

    @property
    def is_serious(self) -> bool:
        """Tell whether the law asks for a report every week."""
        return self in {HealthState.SERIOUSLY_ILL, HealthState.SERIOUSLY_WOUNDED}


class Answer(enum.Enum):
    """What somebody answered when asked whether they want to return."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not_asked"

    @property
    def is_against(self) -> bool:
        """Tell whether the person does not want to return."""
        return self in {Answer.REFUSED, Answer.WITHDRAWN}


class NewsKind(enum.Enum):
    """Of what a family was told."""

    CAPTIVITY = "captivity"
    DEATH = "death"
    RETURN = "return"
    OTHER = "other"
