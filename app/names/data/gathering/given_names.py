"""Makes app/names/data/given.csv: our own families of given names, with what public name data add to them.

app/names/data/README.md says what it needs: an environment of its own, and not the project's.

    python app/names/data/gathering/given_names.py
"""

import csv
import importlib.util
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import zstandard
from names_translator.dicts import default_dicts
from rapidfuzz.distance import JaroWinkler
from translitua import ALL_RUSSIAN, ALL_UKRAINIAN, translit

ROOT = Path(__file__).parents[4]
APP = ModuleType("app")  # the functions of names, without what the application itself imports
APP.__path__ = [str(ROOT / "app")]
sys.modules["app"] = APP

from app.names.given import folded  # noqa: E402
from app.names.sounds import readings  # noqa: E402

OWN, TABLE = Path(__file__).with_name("own.txt"), Path(__file__).parents[1] / "given.csv"
#: One word in Latin letters or in those of Ukrainian, Russian and Belarusian.
LATIN, CYRILLIC = re.compile(r"[a-z]{2,}"), re.compile(r"[абвгдежзийклмнопрстуфхцчшщъыьэюяіїєў]{2,}")
#: A spelling joins a family that has so large a part of the sets which hold it,
PART = 0.34
#: and if it sounds so much like one of ours: less where two of ours tell the set's family, more where one does.
LIKE, ALONE_LIKE = 0.78, 0.92
#: A sound without its ending tells nothing of a name below this length (as in app/names/equivalents.py).
SHORT = 3
#: How each set begins: its spellings up to the arrow, its number at Wikidata.
SET = re.compile(r"^(.+) => (Q\d+)$", re.MULTILINE)
#: Endings of surnames and of the wives and daughters of their bearers, which the sets hold beside given names.
SURNAMES = re.compile(r"(?:[oe][vw](?:n?a|ka)?|anka|elka|[ое]ва?|ович|енко|ск[иа]й?)$")
Votes = dict[str, Counter[str]]
FRAME = b"\x28\xb5\x2f\xfd"


def own() -> dict[str, dict]:
    """Read our own list."""
    found = {}
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            (sex, name), (full, _, short) = line.partition(":")[0].split(" "), line.partition(":")[2].partition("|")
            forms = [folded(word) for word in full.split()]
            found[name] = {
                "sex": sex,
                "full": list(dict.fromkeys([folded(name), *forms])),
                "short": list(dict.fromkeys(map(folded, short.split()))),
            }
    return found


def sets() -> list[list[str]]:
    """Give the sets of spellings that rigour took from Wikidata; its library holds them compressed."""
    library = next(
        Path(importlib.util.find_spec("rigour").submodule_search_locations[0]).glob("_core*.so")
    ).read_bytes()
    at, text = -1, ""
    while (at := library.find(FRAME, at + 1)) >= 0:
        try:
            data = zstandard.ZstdDecompressor().decompressobj().decompress(library[at:])
        except zstandard.ZstdError:
            continue
        if b" => Q" in data[:10_000]:
            text = data.decode()
            break
    kept = []
    for spellings, _ in SET.findall(text):
        words = {folded(word) for word in spellings.split(", ")}
        kept.append(sorted(word for word in words if LATIN.fullmatch(word) or CYRILLIC.fullmatch(word)))
    return kept


def family_of(words: list[str], known: dict[str, set[str]]) -> tuple[str | None, bool]:
    """Tell the one family that a set of spellings is of, and whether a single spelling says so."""
    votes = Counter(name for word in words for name in known.get(word, ()))
    first, second = [*votes.most_common(2), (None, 0), (None, 0)][:2]
    return (first[0] if first[1] > second[1] else None), first[1] == 1


def likeness(word: str, forms: list[str]) -> float:
    """Tell how much a spelling sounds like one of ours; the sets hold translations and slips, too."""
    heard = readings(word)[:6]
    return max(JaroWinkler.similarity(one, other) for form in forms for other in readings(form)[:2] for one in heard)


def votes_of(known: dict[str, set[str]]) -> tuple[Counter[str], Votes, Votes]:
    """Count the sets that hold each spelling: all, those of a family by several spellings, by a single one."""
    total, sure, alone = Counter(), defaultdict(Counter), defaultdict(Counter)
    for words in sets():
        total.update(words)
        name, is_alone = family_of(words, known)
        for word in words if name else ():
            (alone if is_alone else sure)[word][name] += 1
    return total, sure, alone


def joining(word: str, votes: tuple[Counter[str], Votes, Votes], families: dict[str, dict]) -> list[str]:
    """Give the families that a spelling joins; none if these were of men and women."""
    total, sure, alone = votes[0][word], votes[1][word], votes[2][word]
    possible = sorted(name for name in {*sure, *alone} if (sure[name] + alone[name]) / total >= PART)
    if len({families[name]["sex"] for name in possible}) > 1:
        return []
    return [name for name in possible if likeness(word, families[name]["full"]) >= (LIKE if sure[name] else ALONE_LIKE)]


def gather(families: dict[str, dict]) -> dict[str, set[str]]:
    """Find what the sets, and the pairs of Ukrainian and Russian forms, add to each family."""
    known, added = defaultdict(set), defaultdict(set)
    for name, family in families.items():
        for form in family["full"]:
            known[form].add(name)
    votes = votes_of(known)
    for word in votes[0]:
        for name in joining(word, votes, families) if word not in known and not SURNAMES.search(word) else ():
            added[name].add(word)
    for form, translated in default_dicts().as_dict("first").items():
        for name in known.get(folded(form), ()):
            added[name].update(folded(word) for word in translated if folded(word) not in known)
    share(families, added)
    return added


def share(families: dict[str, dict], added: dict[str, set[str]]) -> None:
    """Give a form of one name to another of the same sex, too, if tables write that so: Ilias is also Ільяс.

    What is too short to be told by its sound is given as tables write it, too.
    """
    holders = defaultdict(set)
    for name, family in families.items():
        for word in (*family["full"], *added[name]):
            holders[word].add(name)
    for name, word in transliterations(families):
        is_shared = {families[holder]["sex"] for holder in holders[word]} == {families[name]["sex"]}
        if is_shared or (not holders[word] and len(readings(word)[0].rstrip("aeiou")) < SHORT):
            added[name].update({word} - set(families[name]["full"]))


def transliterations(families: dict[str, dict]) -> Iterator[tuple[str, str]]:
    """Give how official tables write each of our forms: what is also a form of another name is of both."""
    for name, family in families.items():
        for form in filter(CYRILLIC.fullmatch, family["full"]):
            for table in (*ALL_UKRAINIAN, *ALL_RUSSIAN):
                word = translit(form, table)
                if LATIN.fullmatch(word):  # with marks it is told by its sound: Âna is no Ana
                    yield name, word


def main() -> None:
    """Write the table."""
    families = own()
    added = gather(families)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["name", "sex", "ours", "gathered", "short"])
        for name, family in sorted(families.items(), key=lambda item: (item[1]["sex"] == "f", item[0])):
            short = set(family["short"])
            forms = [form for form in family["full"] if form not in short]
            gathered = sorted(added[name] - short)
            table.writerow([name, family["sex"], " ".join(forms[1:]), " ".join(gathered), " ".join(family["short"])])


if __name__ == "__main__":
    main()
