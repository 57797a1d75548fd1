"""People who are on record twice under several spellings, and people who only seem to be: for the queue of pairs."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.accounts.models import User
from app.core import dates
from app.custody import rules as custody
from app.custody.models import EventKind
from app.matching import rules as matching
from app.matching.models import Verdict
from app.people import queries as people
from app.people import rules as records
from app.people.models import IdentifierKind, Person
from app.sources.models import Source

#: Who is entered: by whose word, the name in three parts, the day or year of birth, and a number where one is known.
ONE_PERSON = (
    (
        ("family", "Тихомирчук", "Всеволод", "Гнатович", "14.02.1991", ""),
        ("power", "Тихомирчук", "Всеволод", "Игнатьевич", "14.02.1991", ""),
        ("icrc", "Tykhomyrchuk", "Vsevolod", "", "1991", ""),
    ),
    (
        ("family", "Ясногородець", "Григорій", "Омелянович", "03.07.1988", "KX-448190"),
        ("icrc", "Yasnohorodets", "Hryhorii", "", "03.07.1988", "KX-448190"),
    ),
    (
        ("family", "Заболотний", "Олексій", "Кирилович", "05.11.1995", ""),
        ("open", "Заболотный", "Алексей", "", "11.05.1995", ""),
    ),
)
#: Brothers, namesakes of another year, a father and his son.
SEVERAL_PEOPLE = (
    (
        ("family", "Перелісний", "Богдан", "Андрійович", "10.05.1990", ""),
        ("family", "Перелісний", "Данило", "Андрійович", "01.09.1992", ""),
    ),
    (
        ("family", "Гончарук", "Іван", "Петрович", "17.03.1979", ""),
        ("power", "Гончарук", "Иван", "Петрович", "1995", ""),
    ),
    (
        ("family", "Заверуха", "Остап", "Данилович", "08.08.1968", ""),
        ("family", "Заверуха", "Данило", "Остапович", "25.12.1996", ""),
    ),
)
#: Entered in the last days, as lists come in.
APART = timedelta(hours=5)


def repeat(said_by: Mapping[str, Source], *, actor: User, colleague: User, now: datetime) -> list[Person]:
    """Enter them, search the record for pairs, and judge some of these as colleagues would."""
    groups = [*ONE_PERSON, *SEVERAL_PEOPLE]
    entered = [
        [enter_once(told, said_by, actor=actor, now=now - APART * (len(groups) - number)) for told in group]
        for number, group in enumerate(groups)
    ]
    matching.scan(is_full=True, now=now)
    (first, again, _), (one, other), _, brothers, *_ = entered
    opinions = (
        (first, again, Verdict.SAME, "Той самий день народження; друге ім’я записане російською.", colleague),
        (one, other, Verdict.UNSURE, "Запитати в МКЧХ номер картки.", actor),
        (brothers[0], brothers[1], Verdict.DIFFERENT, "Брати: різні імена й роки народження.", actor),
    )
    for person, another, verdict, reason, author in opinions:
        matching.judge(person, another, matching.Opinion(verdict, reason), actor=author, now=now)
    return [person for group in entered for person in group]


def enter_once(told: tuple[str, ...], said_by: Mapping[str, Source], *, actor: User, now: datetime) -> Person:
    """Enter one person on one source's word, with their capture."""
    word, surname, given, patronymic, born, number = told
    names = {"surname": surname, "given_name": given, "patronymic": patronymic}
    side = next(side.id for side in people.list_sides() if side.code == "ukr")
    values = {**names, "born": dates.parse(born), "side_id": side}
    source = said_by[word]
    person = records.register(records.Saying(source, 3, values), actor=actor, now=now)
    if number:
        records.identify(
            person,
            kind=IdentifierKind.PASSPORT,
            value=number,
            issuer=source.name,
            source=source,
            actor=actor,
            now=now,
        )
    happening = custody.Happening(EventKind.CAPTURE, source, 3, dates.parse("2022-04" if born[-1] in "18" else "2022"))
    custody.record(person, happening, actor=actor, now=now)
    return person
