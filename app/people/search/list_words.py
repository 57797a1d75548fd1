"""The words that stand around names in the lists that people send: ranks, heads of columns, greetings, births."""

import re

from app.core.dates.spelling import month_pattern
from app.core.dates.words import ABOUT, ABOUT_SIGNS, any_of
from app.names.folding import fold


def listed(text: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(text.split())


#: Ranks, and what is written before a name in their place: in full and as lists shorten them, without full stops.
RANKS = listed(
    "солдат солд рядовий ряд рядовой матрос ефрейтор єфрейтор сержант серж с-т старшина майстер-сержант "
    "штаб-сержант майстер прапорщик мічман мичман лейтенант л-т лт капітан капитан к-н майор м-р підполковник "
    "п/п-к подполковник полковник п-к генерал головстаршина капрал ст старший старш мол молодший младший головний гол "
    "перший бригадний private pvt corporal cpl sergeant sgt lieutenant lt captain cpt capt major maj colonel col "
    "soldier sailor senior junior гр громадянин громадянка гражданин гражданка пан пані в/с військовослужбовець "
    "військовослужбовиця военнослужащий боєць боец цивільний цивільна доброволець mr mrs ms"
)
#: What names the value that follows it.
LABELS = listed("піб фио прізвище фамилия name surname позивний позывной псевдо особа полонений")
#: Small words that stand inside names.
PARTICLES = listed("оглы огли кызы кизи заде де ван фон ібн аль ель оф de van von bin ibn al el da di la le")
#: Who begins a line so writes to somebody, and names nobody who is looked for.
GREETINGS = listed(
    "доброго добрий добрый вітаю вітання привіт здрастуйте здравствуйте шановні шановний шановна прошу просимо просьба "
    "прохання дякую спасибі спасибо повагою уважением список перелік hello dear please regards thanks list"
)
#: With these begins what is told of somebody besides the name.
TOLD = listed(
    "позивний позывной псевдо народження народився народилася рождения родился родилась в/ч військова частина "
    "мешканець мешканка житель жителька проживає зник зникла полон полонений тел телефон мати батько дружина син "
    "обл область район місто село вул unit missing captured phone"
)

FULL_NAMES = frozenset(("піб", "пiб", "п і б", "фио", "ф и о", "name", "full name", "names", "особа", "людина"))
SURNAMES = ("прізвищ", "фамил", "surname", "last name", "family name")
GIVEN_NAMES = ("імя", "имя", "first name", "given name")
PATRONYMICS = ("по батькові", "отчество", "patronymic", "middle name")
BIRTHS = ("народж", "рожд", "birth", "born")
SHORT_BIRTHS = frozenset(("др", "дн", "д н", "д р", "рн", "р н", "гр", "г р", "dob", "d o b"))
PLACES = ("місце", "место", "place")
OTHERS = listed(
    "n no № пп п п номер number звання звание rank частина часть unit посада должность дата date статус status "
    "примітка примітки примечание notes note телефон phone стать пол sex"
)
LONGEST_HEAD = 60

#: What says of a date that somebody was born on it, before it and behind it.
BORN_BEFORE = (
    r"(?:дата народження|дата рождения|рік народження|год рождения|date of birth|народив(?:ся|лася)|родил(?:ся|ась)"
    r"|нар\.|народ\.|рожд\.|род\.|д\. ?н\.|д/н|д\. ?р\.|д/р|dob|d\.o\.b\.|born(?: on)?|b\.)"
)
BORN_BEHIND = (
    r"(?:р\. ?н\b\.?|р/н|рн\b|р\. ?нар\.?|р\. ?народження|року народження|г\. ?р\b\.?|г/р|гр\b|г\. ?рожд\.?"
    r"|г\. ?рождения|года рождения|народження|рождения)"
)
_MONTH = month_pattern().pattern
_YEAR = r"(?:18|19|20)[0-9]{2}"
_END = r"(?![0-9]|[./-][0-9])"
_CLOCK = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
#: A date as lists write it; what it says, `app.core.dates` reads.
_WRITTEN = "|".join(
    (
        rf"[0-9]{{1,2}}(?P<one>[./-])[0-9]{{1,2}}(?P=one)(?:{_YEAR}|[0-9]{{2}}){_END}{_CLOCK}",
        rf"[0-9]{{1,2}}\. ?[0-9]{{1,2}}\. ?{_YEAR}{_END}",
        rf"{_YEAR}(?P<two>[./-])[0-9]{{1,2}}(?P=two)[0-9]{{1,2}}{_END}{_CLOCK}",
        rf"[0-9]{{1,2}}[ .-]+{_MONTH}[ ,.-]+{_YEAR}{_END}",
        rf"{_MONTH} (?:[0-9]{{1,2}}(?:st|nd|rd|th)?,? )?{_YEAR}{_END}",
        rf"[0-9]{{1,2}}[./]{_YEAR}{_END}",
        rf"{_YEAR} ?[-–—/] ?{_YEAR}{_END}",
        rf"{_YEAR}{_END}",
    )
)
WRITTEN = re.compile(
    rf"(?:(?<!\w)(?P<before>{BORN_BEFORE})[ :]*)?"
    rf"(?<![\w-])(?P<date>(?:(?:[{ABOUT_SIGNS}]|{any_of(ABOUT)}\.?) ?)?(?:{_WRITTEN})\??)"
    rf"(?: ?(?P<behind>{BORN_BEHIND})| ?(?:рік|року|год|года|рр?\.|гг?\.)(?!\w))?",
    re.IGNORECASE,
)


def role_of(head: str) -> str | None:
    """Tell what a column holds by its head: a part of the name, the birth, or something else; None if it is no head.

    >>> [role_of(head) for head in ("П.І.Б.", "Прізвище", "Дата народження", "Звання", "Коваленко")]
    ['name', 'surname', 'born', 'other', None]
    """
    if len(head) > LONGEST_HEAD:
        return None
    words = " ".join(re.sub(r"[.,/():_]", " ", fold(head)).split())
    if words in SHORT_BIRTHS or any(stem in words for stem in BIRTHS):
        return "other" if any(stem in words for stem in PLACES) else "born"
    found = [
        role
        for role, stems in (("surname", SURNAMES), ("given_name", GIVEN_NAMES), ("patronymic", PATRONYMICS))
        if any(stem in words for stem in stems)
    ]
    if words in FULL_NAMES or len(found) > 1:
        return "name"
    return found[0] if found else ("other" if words and set(words.split()) <= OTHERS else None)
