"""The words in which lists say categories, statuses, sides and that something is not known; pure look-ups."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from app.names.folding import fold
from app.people.models import Absence, Sex

Meaning = TypeVar("Meaning", bound=str | Enum)

#: Signs that carry no meaning of their own in a word of a vocabulary.
SIGNS = str.maketrans("", "", '«»„“”".?-—–−')

#: Only what is certain: who was mobilised is no conscript, whatever foreign lists say, and "призваний" may be either.
CATEGORIES = {
    "azovstal_defender": (
        "azovstal defender, defender of azovstal, azovstal, захисник азовсталі, захисниця азовсталі, "
        "оборонець азовсталі, оборонниця азовсталі, азовсталь, защитник азовстали, защитница азовстали"
    ),
    "conscript": (
        "conscript, строковик, військовослужбовець строкової служби, військовослужбовиця строкової служби, "
        "строкова служба, срочник, срочница, военнослужащий срочной службы, срочная служба"
    ),
    "civilian": (
        "civilian, civil, civilian hostage, цивільний, цивільна, цив, цивільна особа, цивільний заручник, "
        "цивільна заручниця, гражданский, гражданская, гражданское лицо"
    ),
    "contract": (
        "contract, contract soldier, за контрактом, контракт, контрактник, контрактниця, "
        "військовослужбовець за контрактом, військовослужбовиця за контрактом, по контракту, контрактница"
    ),
    "mobilised": (
        "mobilised, mobilized, мобілізований, мобілізована, за мобілізацією, призваний за мобілізацією, "
        "призвана за мобілізацією, мобилизованный, мобилизованная, по мобилизации"
    ),
    "volunteer": (
        "volunteer, volunteer formation, territorial defence, доброволець, доброволиця, тро, тероборона, "
        "територіальна оборона, сили територіальної оборони, доброволец"
    ),
    "police_border": (
        "police, police officer, border guard, поліція, поліцейський, поліцейська, прикордонник, прикордонниця, "
        "прикордонна служба, дпсу, полицейский, пограничник"
    ),
    "medical_religious": (
        "medic, doctor, chaplain, медик, медикиня, військовий медик, лікар, лікарка, медсестра, медбрат, "
        "капелан, капеланка, врач, капеллан"
    ),
    "other": "other, інше, інша, інша категорія, другое",
}
STATUSES = {
    "in_captivity": (
        "in captivity, captive, held, detained, pow, prisoner of war, у полоні, в полоні, перебуває у полоні, "
        "перебуває в полоні, полонений, полонена, військовополонений, військовополонена, утримується, "
        "незаконно утримується, в плену, пленный, военнопленный"
    ),
    "exchanged": (
        "exchanged, released in an exchange, обміняно, обміняний, обміняна, обмін, звільнено під час обміну, "
        "звільнений під час обміну, звільнена під час обміну, обменян, обменяна"
    ),
    "released_outside_exchange": (
        "released, released outside an exchange, звільнено, звільнений, звільнена, звільнено поза обміном, "
        "звільнений поза обміном, звільнена поза обміном, освобожден, освобождён, освобождена"
    ),
    "died_in_captivity": (
        "died in captivity, загинув у полоні, загинула у полоні, загинув в полоні, загинула в полоні, "
        "помер у полоні, померла у полоні, помер в полоні, померла в полоні, смерть у полоні, умер в плену, "
        "умерла в плену, погиб в плену, погибла в плену"
    ),
    "died": (
        "died, dead, killed, загибель, смерть, загинув, загинула, загиблий, загибла, помер, померла, "
        "погиб, погибла, умер, умерла"
    ),
    "missing": (
        "missing, mia, missing in action, зник безвісти, зникла безвісти, зниклий безвісти, "
        "безвісти зниклий, безвісти зникла, зникнення безвісти, пропал без вести, пропала без вести, "
        "пропавший без вести"
    ),
}
SIDES = {
    "ukr": "ukr, ua, ukraine, україна, укр, зсу, украина",
    "rus": "rus, ru, russia, russian federation, рф, росія, російська федерація, россия, российская федерация",
}
SEXES = {
    Sex.MALE: "male, m, man, чоловік, чоловіча, чол, ч, мужчина, мужской, муж, м",
    Sex.FEMALE: "female, f, woman, жінка, жіноча, жін, ж, женщина, женский, жен",
}
ABSENCES = {
    Absence.UNKNOWN: "unknown, not known, невідомо, не відомо, не встановлено, неизвестно, не установлено",
    Absence.NOT_ASKED: "not asked, не питали, не запитували, не спрашивали",
    Absence.REFUSED: "refused, refused to say, відмова відповідати, не відповів, не відповіла, отказ отвечать",
}
#: What people write into a cell that they leave empty.
NOTHING = "н/д, #н/д, n/a, #n/a, na, немає даних, нет данных, no data"
#: The same, but it may be a name or a call sign as well.
NOTHING_BUT_NAMES = "null, nan, none, nil, немає, нет, ні, no"
#: The first word of a line that sums a list up and names nobody.
TOTALS = "разом, всього, усього, итого, всего, total"


def key(word: str) -> str:
    """Give the form in which words are compared: folded, without quotation marks, full stops and dashes.

    >>> key(" Захисник «АЗОВСТАЛІ» ")
    'захисник азовсталі'
    """
    return " ".join(fold(word).translate(SIGNS).split())


def by_word(meanings: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """Turn a table of meanings into one of words; codes are words, too."""
    return {key(word): meaning for meaning, listed in meanings.items() for word in [*listed.split(","), code(meaning)]}


def code(meaning: str | Enum) -> str:
    """Give the code of a meaning, as exports show it."""
    return str(meaning.value) if isinstance(meaning, Enum) else meaning


def keys(listed: str) -> frozenset[str]:
    """Give the words of a list in the form in which they are compared."""
    return frozenset(map(key, listed.split(",")))


_CATEGORIES, _STATUSES, _SIDES = by_word(CATEGORIES), by_word(STATUSES), by_word(SIDES)
_SEXES, _ABSENCES = by_word(SEXES), by_word(ABSENCES)
_NOTHING, _NOTHING_BUT_NAMES, _TOTALS = keys(NOTHING), keys(NOTHING_BUT_NAMES), keys(TOTALS)


def category(word: str) -> str | None:
    """Give the code of the category that a word means for certain."""
    return _CATEGORIES.get(key(word))


def status(word: str) -> str | None:
    """Give the code of the status that a word means."""
    return _STATUSES.get(key(word))


def side(word: str) -> str | None:
    """Give the code of the side that a word means."""
    return _SIDES.get(key(word))


def sex(word: str) -> Sex | None:
    """Give the sex that a word means."""
    return _SEXES.get(key(word))


def absence(word: str) -> Absence | None:
    """Give the reason for which a cell expressly leaves a value open."""
    return _ABSENCES.get(key(word))


def says_nothing(word: str, *, is_name: bool = False) -> bool:
    """Tell a cell that was filled only to show that it is empty: dashes, question marks, "n/a"."""
    wanted = key(word)
    return not wanted or wanted in _NOTHING or (not is_name and wanted in _NOTHING_BUT_NAMES)


def is_total(word: str) -> bool:
    """Tell the first cell of a line that sums the list up."""
    return key(word.rstrip(": ")) in _TOTALS
