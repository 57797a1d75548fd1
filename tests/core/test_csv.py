"""CSV that spreadsheets open safely: the guard against formulas, its inverse, and the stream of chunks."""

import csv
import hashlib
import io
import re
import sys
import time
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.csv import CHUNK, Tally, guard, stream, unguard

#: Characters that matter to the guard, mixed with some that do not.
TRICKY = st.text(alphabet=st.sampled_from("=+-@|%＝＋－＠'\"\t\r\n;, \0\u200b\u00a0\ufeffаb1"), max_size=24)
ANY = st.one_of(TRICKY, st.text(max_size=60))
#: What a spreadsheet would calculate: a sign first, after what it may skip. Written apart from the code under test.
LIVE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]*[=+\-@|%＝＋－＠]")


def written(rows: list[list[str]], separator: str = ";", numeric: tuple[int, ...] = ()) -> str:
    chunks = stream(["a", "b"], rows, separator=separator, tally=Tally(), numeric=numeric)
    return b"".join(chunks).decode("utf-8-sig")


def read(text: str, separator: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[1:]


class TestGuard:
    @pytest.mark.parametrize(
        ("text", "guarded"),
        [
            ("Іваненко", "Іваненко"),
            ("2022-05-16", "2022-05-16"),
            ("Мар'яненко", "Мар'яненко"),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("|cmd", "'|cmd"),
            ("％", "％"),
            ("%0", "'%0"),
            ("＝1", "'＝1"),
            ("  =1", "'  =1"),
            ("\u200b=1", "'\u200b=1"),
            ("'=1", "''=1"),
            ("a\n=1", "a\n'=1"),
            ("a;=1", "a;'=1"),
            ("a, +1", "a,' +1"),
            ('a"=1', "a\"'=1"),
            ("a;,=1", "a;,'=1"),
            ("\n=1", "'\n'=1"),
            ("\tabc", "'\tabc"),
            ("'\tabc", "''\tabc"),
            ("\0abc", "'\0abc"),
            ("a=1", "a=1"),
            ("", ""),
        ],
    )
    def test_marks_where_a_formula_could_start(self, text: str, guarded: str) -> None:
        assert guard(text) == guarded

    @given(ANY)
    @example("'=")
    @example("'\t")
    @example("''\r\n'=")
    @settings(max_examples=500)
    def test_is_undone_by_its_inverse(self, text: str) -> None:
        assert unguard(guard(text)) == text

    @pytest.mark.parametrize("kind", ["Cc", "Zs", "Zl", "Zp"])
    def test_looks_behind_every_space_and_control_character(self, kind: str) -> None:
        invisible = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == kind]
        assert [one for one in invisible if guard(f"a;{one}=1") == f"a;{one}=1"] == []

    def test_takes_no_longer_for_a_text_of_nothing_but_tabs(self) -> None:
        start = time.process_time()
        guard("\t" * 1_000_000)
        assert time.process_time() - start < 2


class TestUnguard:
    @pytest.mark.parametrize("text", ["'цитата'", "Мар'яненко", "'", "=1", "a;=1", "\tabc"])
    def test_leaves_what_the_guard_did_not_mark(self, text: str) -> None:
        assert unguard(text) == text


class TestStream:
    def test_starts_with_a_mark_of_its_encoding(self) -> None:
        assert next(stream(["ref"], [], separator=";", tally=Tally())) == '\ufeff"ref"\r\n'.encode()

    def test_quotes_every_field_and_ends_lines_as_the_standard_says(self) -> None:
        assert written([["Іван", ""]], separator=",") == '"a","b"\r\n"Іван",""\r\n'

    def test_doubles_quotes(self) -> None:
        assert read(written([['позивний "Грім"', "x"]])) == [['позивний "Грім"', "x"]]

    def test_leaves_plain_numbers_in_numeric_columns(self) -> None:
        assert read(written([["-5", "-5"]], numeric=(0,))) == [["-5", "'-5"]]

    def test_guards_what_is_no_plain_number_in_a_numeric_column(self) -> None:
        assert read(written([["-5+1", ""]], numeric=(0,))) == [["'-5+1", ""]]

    @given(st.lists(st.tuples(ANY, ANY).map(list), max_size=4), st.sampled_from(";,"))
    @settings(max_examples=300)
    def test_gives_every_text_back(self, rows: list[list[str]], separator: str) -> None:
        found = [[unguard(cell) for cell in row] for row in read(written(rows, separator), separator)]
        assert found == rows

    @given(st.tuples(ANY, ANY).map(list), st.sampled_from(";,"), st.sampled_from(",;\t"))
    @settings(max_examples=500)
    def test_has_no_live_cell_whatever_separator_it_is_opened_with(
        self, row: list[str], separator: str, opened_with: str
    ) -> None:
        cells = [cell for line in read(written([row], separator), opened_with) for cell in line]
        assert [cell for cell in cells if LIVE.match(cell)] == []

    def test_counts_rows_and_digests_every_byte(self) -> None:
        tally = Tally()
        sent = b"".join(stream(["a"], [["1"], ["2"]], separator=";", tally=tally))
        assert (tally.rows, tally.sha256) == (2, hashlib.sha256(sent).hexdigest())

    def test_sends_chunks_while_rows_still_come(self) -> None:
        asked = []

        def rows() -> Iterator[list[str]]:
            for number in range(10_000):
                asked.append(number)
                yield ["x" * 98]

        chunks = stream(["a"], rows(), separator=";", tally=Tally())
        assert len(next(chunks)) < 100
        assert asked == []
        assert CHUNK <= len(next(chunks)) < CHUNK + 200
        assert len(asked) < 1_000

    def test_sends_every_row_in_chunks_of_about_one_size(self) -> None:
        chunks = list(stream(["a"], (["x" * 98] for _ in range(2_000)), separator=";", tally=Tally()))
        assert b"".join(chunks).count(b"\r\n") == 2_001
        assert [len(chunk) >= CHUNK for chunk in chunks] == [False, True, True, True, False]
