"""Strings over which forms, addresses and exports have stumbled, by kind; each kind says what is to become of it.

Strings that would be markup carry the word `probe` in a tag, an attribute or an address of a script, so that a parser
finds what came alive of them.
"""

# ruff: noqa: E501 - a string stands on one line

import unicodedata
from itertools import chain

#: Characters that a person does not type and a record does not keep.
CONTROLS = [chr(code) for code in chain(range(0x20), range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]
DIRECTIONS = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = list("\u00a0\u00ad\u1680\u180e\u2000\u2003\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff")

MARKUP = [
    "<probe>", "</probe>", "<probe/x>", "<img src=x onprobe=1 onerror=probe()>", "<svg/onload=probe()>",
    "<script>probe()</script>", "</script><script>probe()</script>", "</textarea><probe>", "</title><probe>",
    "</style><probe>", "</select><probe>", "</option></select><probe>", '"><probe>', "'><probe>", "`><probe>",
    '" onprobe="1', "' onprobe='1", '" onfocus=probe() autofocus x="', "' onmouseover='probe()", "x onprobe=1 y",
    "javascript:probe()", "JaVaScRiPt:probe()", "java\tscript:probe()", "data:text/html,<probe>",
    "<a href=javascript:probe()>x</a>", "<a href='&#106;avascript:probe()'>", "<iframe srcdoc='<probe>'>",
    "<math><mi//xlink:href='javascript:probe()'>", "<!--<probe>-->", "<![CDATA[<probe>]]>", "<?probe ?>", "<!DOCTYPE probe>",
    "&lt;probe&gt;", "&#60;probe&#62;", "&amp;lt;probe&amp;gt;", "\\u003cprobe\\u003e", "%3Cprobe%3E", "%253Cprobe%253E",
    "<<probe>>", "<\u200bprobe>", "＜probe＞", "<probe\n>", "<base href=//probe.example/>", "<meta http-equiv=refresh content=0;probe>",
    "<link rel=stylesheet href=//probe.example>", "<form action=//probe.example>", "<button formaction=//probe.example>",
    "<input autofocus onfocus=probe()>", "<details open ontoggle=probe()>", "<video><source onerror=probe()>",
    "<style>*{background:url(//probe.example)}</style>", "<x style='position:fixed;onprobe:1'>", "[x](javascript:probe())",
]  # fmt: skip
TEMPLATES = [
    "{{7*7}}", "{{ config }}", "{{ self.__init__.__globals__ }}", "{% raw %}", "{%", "%}", "{{", "}}", "{# #}", "${7*7}",
    "#{7*7}", "<%= 7*7 %>", "%(name)s", "%(error)s", "%s", "%d", "%n", "%x%x%x", "{0}", "{name}", "{0.__class__}",
    "{{''.__class__.__mro__[1].__subclasses__()}}", "$$", "$(id)", "@{7*7}", "*{7*7}", "~{x}",
]  # fmt: skip
SQL = [
    "'", "''", '"', "`", ";", "--", "' --", "' OR '1'='1", "' OR 1=1 --", '" OR 1=1 --', "') OR ('1'='1", "1 OR 1=1", "1' AND '1'='2",
    "'; DROP TABLE people; --", "1; DROP TABLE people", "' UNION SELECT 1,2,3 --", "' UNION SELECT password_hash FROM users --",
    "1 AND SLEEP(5)", "'||pg_sleep(5)||'", "1); SELECT pg_sleep(5) --", "' AND randomblob(100000000) --", "\\'", "\\", "\\\\", "%", "_", "%%",
    "_%", "[a-z]", "a%' ESCAPE '!", "NULL", "null", "DEFAULT", "CURRENT_USER", "/*", "*/", "/*!50000 OR 1=1*/", "0x27", "char(39)",
    "' || 'x", "';", "{d'2022-01-01'}", ":name", "?", "$1", "@@version", "sqlite_master", "' GLOB '*", "' MATCH 'x",
]  # fmt: skip
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "|calc", "%0A=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://probe.example")', "\t=1+1", "\r=1+1",
    "\n=1+1", "x\n=1+1", "x;=1+1", "x,=1+1", "x\t=1+1", "'=1+1", "''=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "＝1+1", "＋1", "－1", "＠x",
    '=DDE("x")', '=WEBSERVICE("http://probe.example")', "+380441234567", "-", "=", "@", "+", "#N/A", "#REF!", "=A1:B2", '"=1+1"', 'x"\n=1',
]  # fmt: skip
COMMANDS = [
    "; ls", "| id", "& dir", "&& id", "|| id", "`id`", "$(id)", "> /tmp/probe", "< /etc/passwd", "\nid", "'; id #", "|cat /etc/passwd",
    "../../etc/passwd", "..\\..\\windows\\win.ini", "....//....//etc/passwd", "%2e%2e%2fetc%2fpasswd", "..%252f..%252f", "/etc/passwd",
    "C:\\Windows\\win.ini", "file:///etc/passwd", "\\\\probe.example\\share", "CON", "NUL", "aux.txt", "~root", ".git/config", ".", "..", "/",
    "http://169.254.169.254/", "//probe.example", "/\\probe.example", "https://probe.example@localhost", "ldap://x", "*)(uid=*", "(&(x=*))",
    "\\r\\nSet-Cookie: probe=1", "x\r\nSet-Cookie: probe=1", "x\nX-Probe: 1", "%0d%0aX-Probe:1", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
]  # fmt: skip
NUMBERS = [
    "0", "-1", "1", "00", "007", "1e1", "1e309", "-1e309", "1.5", "1,5", "١٢٣", "१२३", "１２３", "²", "½", "Ⅳ", "①", "0x10", "0b1", "0o7", "1_000",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "9" * 30, "9" * 5000, "NaN", "Infinity",
    "-Infinity", "inf", "+0", "-0", "0.1e-400", "1/0", "∞", "٪5", " 1", "1 ", "1\u00a0000", "true", "false", "True", "None", "undefined", "[]", "{}",
]  # fmt: skip
DATES = [
    "30.02.2022", "31.04.2022", "29.02.2023", "32.01.2022", "00.01.2022", "01.00.2022", "01.13.2022", "2022-13-01", "2022-02-30", "0000-00-00",
    "00.00.0000", "9999-12-31", "10000-01-01", "-0001-01-01", "99999999999", "١٦.٠٥.٢٠٢٢", "１６.０５.２０２２", "16.05.२०२२", "16.05.", "..", "16/05/2022",
    "05/16/2022", "2022-05-16T25:61:61", "2022-05-16T10:00:00+99:00", "16 травня 2022", "16 мая 2022", "May 2022", "~2022", "2022?", "2022~/2023",
    "[2021,2022]", "../2022", "2022/..", "2022/2021", "20XX", "XXXX", "2022-XX-31", "Y170000002", "2022-21", "Лютий", "вчора", "tomorrow", "01.01.3000",
    "1.1.1", "0001-01-01", "24.02.2022 04:00", "2022-W10", "2022-060", "1e4", "2022.05.16.10",
]  # fmt: skip
JSON = [
    '{"a": 1}', '{"$ne": null}', '{"__proto__": {"x": 1}}', "[1, 2", '"', "\\u0000", "\\ud800", '{"a":' * 200, "[" * 2000, '{"length": 1e9}', "constructor",
    "__class__", "__proto__", "toString", "prototype",
]  # fmt: skip
LOOKALIKES = [
    "Шевчeнко", "Cидоренко", "Kоваль", "Αлексей", "раураl", "аdmin", "admın", "ﬁ", "Ⅷ", "ſtraße", "İstanbul", "ΑΒΓ", "𝐀𝐁𝐂", "ⓐⓑⓒ", "Ｆｕｌｌ", "ᴀʙᴄ", "ǅ", "ß", "ẞ",
    "o̷bmin", "р" * 50 + "p", "‚quoted‘", "—", "‐", "１",
]  # fmt: skip
KEPT = [
    "Іваненко", "Мар’яна", "Мар'яна", "Марʼяна", "О’Браєн", "d’Artagnan", "Ґалаґан-Їжакевич", "Ёлкин", "Łukasz Żółć", "Nguyễn Văn Ánh", "Müller", "Čapek", "محمد",
    "עברית", "李小龍", "山田太郎", "김철수", "ประเทศไทย", "हिन्दी", "ქართული", "Հայերեն", "አማርኛ", "🎖️", "👩‍✈️", "👨‍👩‍👧‍👦", "🇺🇦", "👍🏽", "❤️", "می‌خواهم", "क्‍ष", "é", "й", "ї",
    "Ко́валь", "x̂", "№ 5", "«Азов»", "„Азов“", "§ 118", "3° 5′", "100 %", "А-0123", "a\tb", "a\nb", "a\r\nb", "ʼ", "´", "`", "…", "½ року", "10×2", "№№", "½",
]  # fmt: skip
FLOODS = [
    "x" * 299, "x" * 300, "x" * 301, "ї" * 301, "й" * 301, "🎖" * 301, "x" * 10_001, "я" * 70_000, " " * 5000, "\n" * 5000, "a " * 5000, "'" * 2000, "<" * 3000,
    "&" * 3000, '"' * 3000, "a" + "\u0301" * 1000, "Z" + "\u0335\u0321\u0489" * 300, "\u0301", "\u0301" * 300, "ﷺ" * 300, "ß" * 299, "\U00010000" * 300, "\u0378",
    "\ue000", "\U000f0000", "\ufdd0", "\ufffe", "\uffff", "\U0010ffff", "İ" * 299, "ŉ" * 299, "ﬃ" * 299, "\ufffc", "\u2800", "\u3164", "\uffa0", "\u034f", "\U000e0041", "\ufe0f",
    "%" * 3000, "%41" * 1000, "a" * 5000 + "!", "aa" * 2500 + "b", ("0" * 4 + "-") * 500, "1" * 5000 + "x", "." * 5000, "~" * 5000, "(" * 5000, "/" * 5000,
]  # fmt: skip

CORPUS: dict[str, list[str]] = {
    "controls": [f"a{control}b" for control in CONTROLS],
    "controls alone": [control for control in CONTROLS if ord(control) < 0x20],
    "directions": [f"a{mark}b" for mark in DIRECTIONS],
    "directions alone": DIRECTIONS,
    "lost characters": ["\ufffd", "Іван\ufffdенко"],
    "unseen": [f"a{space}b" for space in UNSEEN],
    "unseen alone": [*UNSEEN, " ", "\t", "\n", "\u200b\u2060\ufeff", " \u00a0\u3000 ", ""],
    "markup": MARKUP,
    "templates": TEMPLATES,
    "SQL": SQL,
    "formulas": FORMULAS,
    "commands and paths": COMMANDS,
    "numbers": NUMBERS,
    "dates": DATES,
    "JSON": JSON,
    "look-alikes": LOOKALIKES,
    "kept": KEPT,
    "floods": FLOODS,
}
#: Kinds that no field of text may take, and kinds in which a reader sees nothing.
REFUSED = ("controls", "directions", "lost characters")
BLANK = ("unseen alone",)
#: Bytes that are no UTF-8, as they stand in a form or an address.
BROKEN = [
    "%FF",
    "%C0%80",
    "%ED%A0%80",
    "%ED%B0%80",
    "%D0",
    "%F4%90%80%80",
    "%E2%82",
    "%80",
    "%FE%FF",
    "%F8%88%80%80%80",
    "%C1%BF",
    "a%A0b",
]

STRINGS = list(dict.fromkeys(chain.from_iterable(CORPUS.values())))


def kept_as(text: str) -> str:
    """Give what the record keeps of a line."""
    return " ".join(unicodedata.normalize("NFC", text).split())
