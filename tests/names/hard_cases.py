"""Names that are hard to compare, and the reason each of them is here; invented, all of them."""

from typing import NamedTuple


class Case(NamedTuple):
    """A name as it is asked for, another as a record has it (the surname first), and why they are hard to compare."""

    asked: str
    record: str
    why: str


#: One name: the record is found, and nothing in it differs.
SAME = [
    Case("Мар'яненко Мар'ян", "Мар’яненко Мар’ян", "the apostrophe of a keyboard and of a printer"),
    Case("Марʼяненко Марʼян", "Маряненко Марян", "the letter that Unicode has for it, and none"),
    Case('Лук"янов Лук*ян', "Лук'янов Лук'ян", "what old programs type for it"),
    Case("Лукьянов Лукьян", "Лук'янов Лук'ян", "a soft sign for it in Russian"),
    Case("Шевчeнкo Ceргій", "Шевченко Сергій", "Latin look-alikes in Cyrillic words"),
    Case("КOBAЛЬ POMAН", "Коваль Роман", "look-alikes of capitals"),
    Case("Ко\u0301валь Іва\u0301н", "Коваль Іван", "marks of stress"),
    Case("Ше\u200bвчен\u00adко Іван", "Шевченко Іван", "what the eye does not see, out of a web page"),
    Case("Йосипенко Йосип", "И\u0306осипенко И\u0306осип", "letters taken apart into letter and mark"),
    Case("Королёв Пётр", "Королев Петр", "ё is written е"),
    Case("Ґаламаґа Григорій", "Галамага Григорій", "ґ is written г"),
    Case("Hryhorenko Hryhorii", "Grigorenko Grigory", "г is h of Ukrainian, g of Russian"),
    Case("Garmash Oleg", "Гармаш Олег", "the same in a surname"),
    Case("Ковальов Ігор", "Kovalyov Igor", "ьо of Ukrainian"),
    Case("Ковальов Ігор", "Ковалёв Игорь", "ьо, and ё of Russian"),
    Case("Ковальов Ігор", "Ковалев Игорь", "ё as е"),
    Case("Ковальов Ігор", "Kovalev Ihor", "and in Latin letters"),
    Case("Ковальов Ігор", "Kowaljow Igor", "in German"),
    Case("Щербак Захар", "Shcherbak Zakhar", "щ by the resolution"),
    Case("Щербак Захар", "Ščerbak Zachar", "щ with marks"),
    Case("Щербак Захар", "Schtscherbak Sachar", "щ in German"),
    Case("Щербак Захар", "Chtcherbak Zakhar", "щ in French"),
    Case("Щербак Захар", "Szczerbak Zachar", "щ in Polish"),
    Case("Щербак Захар", "Shherbak Zahar", "щ by GOST of 1971"),
    Case("Жук Юхим", "Jouk Efim", "ж in French, a name that Russian has otherwise"),
    Case("Цимбал Яків", "Zimbal Jakob", "ц in German"),
    Case("Луцький Андрій", "Łucki Andrzej", "an adjective in Polish"),
    Case("Луцький Андрій", "Луцкий Андрей", "an adjective in Russian"),
    Case("Федюк Федір", "Fedjuk Fedir", "дю with j"),
    Case("Згурський Зеновій", "Zghurskyi Zenovii", "зг is no ж"),
    Case(
        "Лень Петро Йосипович", "Len Piotr Josifowitsch", "a patronymic in German, of a name that Russian has otherwise"
    ),
    Case("Лень Петро Павлович", "Len Petro Pavlovych", "a patronymic by the resolution"),
    Case("Лень Петро Павлович", "Лень Пётр Павлович", "a patronymic in Russian"),
    Case("Лень Марія Павлівна", "Лень Мария Павловна", "a daughter's patronymic"),
    Case("Лень Марія Іллівна", "Len Maria Ilyinichna", "a daughter's patronymic of Ілля"),
    Case("Вигаданська Олена", "Вигаданская Елена", "a woman's surname in two languages"),
    Case("Нечуй–Вигадний Іван", "Нечуй-Вигадний Іван", "a dash for a hyphen"),
    Case("Нечуй Вигадний Іван", "Нечуй-Вигадний Іван", "no hyphen"),
    Case("Іван Петрович Вигадько", "Вигадько Іван Петрович", "the surname last"),
    Case("Петрович Вигадько Іван", "Вигадько Іван Петрович", "an order that no list has, and spreadsheets make"),
    Case("ВИГАДЬКО, Іван", "Вигадько Іван", "a comma after the surname"),
    Case("Вигадько І.П.", "Вигадько Іван Петрович", "initials without a space"),
    Case("Vyhadko Y.", "Вигадько Євген", "an initial that Latin writes with another letter"),
    Case("Вигадько Саша", "Вигадько Олександр", "a short name"),
    Case("Vyhadko Wolodja", "Вигадько Володимир", "a short name in German"),
    Case("Вигадько Гоша", "Вигадько Георгій", "a short name of several"),
    Case("Вигадько Георгій", "Vyhadko Gjergj", "a name in Albanian"),
    Case("Вигадько Микола", "Vyhadko Nicolaus", "a name in Latin"),
    Case("Вигадько Ксаверій", "Vyhadko Ksawery", "a name in Polish"),
    Case("Вигаджаєв Магомед", "Vygadzhaev Muhammad", "a name that each language writes otherwise"),
    Case("Вигадаєв Усеїн", "Vyhadaiev Huseyn", "a name that loses its first letter"),
    Case("Мамедов Аліш Гасан-огли", "Mamedov Alish Hasan oglu", "son of, as the Caucasus says it"),
    Case("Вигадзе Гіоргі", "Выгадзе Георгий", "a Georgian in Russian papers"),
]

#: Two people: something differs, and no machine accepts the one for the other, with the same birth date, even.
OTHERS = [
    Case("Іванов Петро Ілліч", "Іваненко Петро Ілліч", "surnames of one root"),
    Case("Вигадько Іван Петрович", "Вигадько Микола Петрович", "brothers"),
    Case("Вигадько Петро Іванович", "Вигадько Іван Петрович", "father and son"),
    Case("Вигадько Роман Петрович", "Вигадько Руслан Петрович", "twins, whose names begin alike"),
    Case("Вигадько Олександр Ілліч", "Вигадько Олексій Ілліч", "brothers with one initial and half a name"),
    Case("Вигадько Олександр Ілліч", "Вигадько Олександра Іллівна", "brother and sister with one name"),
    Case("Вигадько Юрій Ілліч", "Вигадько Єгор Ілліч", "names that were one a thousand years ago"),
    Case("Вигадько Мар’ян Ілліч", "Вигадько Марія Іллівна", "names that look alike"),
    Case("Вигадько Роман Ілліч", "Вигадько Роман Ігорович", "cousins with one name"),
]
