"""The stored form of uncertain dates: what of EDTF is kept, its bounds, and how it lies in the database."""

from datetime import date

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, composite, mapped_column

from app.core.dates import DateError, UncertainDate, parse_edtf

KEPT = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-05", date(2022, 5, 1), date(2022, 5, 31)),
    ("2022-05-16", date(2022, 5, 16), date(2022, 5, 16)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2022?", date(2022, 1, 1), date(2022, 12, 31)),
    ("2022-05~", date(2022, 5, 1), date(2022, 5, 31)),
    ("2022-05-16%", date(2022, 5, 16), date(2022, 5, 16)),
    ("2022-05/2022-06", date(2022, 5, 1), date(2022, 6, 30)),
    ("2022-05-16?/2022-06~", date(2022, 5, 16), date(2022, 6, 30)),
    ("../2022-06", None, date(2022, 6, 30)),
    ("2022-06/..", date(2022, 6, 1), None),
    ("1850", date(1850, 1, 1), date(1850, 12, 31)),
    ("2100-12-31", date(2100, 12, 31), date(2100, 12, 31)),
]
SAME_KNOWLEDGE = [
    ("2022-05-XX", "2022-05"),
    ("2022-XX", "2022"),
    ("2022-XX-XX", "2022"),
    ("2022-05/2022-05", "2022-05"),
    ("2022~/2022?", "2022%"),
    ("2022-05-XX~", "2022-05~"),
]
REFUSED = [
    ("", "edtf"),
    ("16.05.2022", "edtf"),
    ("2022-5", "edtf"),
    ("2022-00", "edtf"),
    ("202X", "edtf"),
    ("2022/2023/2024", "edtf"),
    ("[1998,1999]", "edtf"),
    ("2022-05-16T14:30", "edtf"),
    ("\u0662\u0660\u0662\u0662", "edtf"),
    ("2022-13", "month"),
    ("2022-21", "month"),
    ("2022-XX-16", "month"),
    ("2022-02-29", "day"),
    ("2022-05-32", "day"),
    ("1849", "year"),
    ("2101-01-01", "year"),
    ("2023/2022", "order"),
    ("2022-05-16/2022-05-15", "order"),
    ("../..", "open"),
    ("..", "open"),
]


class TestParseEdtf:
    @pytest.mark.parametrize(("text", "earliest", "latest"), KEPT)
    def test_keeps_the_text_with_its_first_and_last_day(
        self, text: str, earliest: date | None, latest: date | None
    ) -> None:
        assert parse_edtf(text) == UncertainDate(text, earliest, latest)

    @pytest.mark.parametrize(("text", "kept"), SAME_KNOWLEDGE)
    def test_gives_the_same_knowledge_one_spelling(self, text: str, kept: str) -> None:
        assert parse_edtf(text).edtf == kept

    @pytest.mark.parametrize(("text", "code"), REFUSED)
    def test_refuses_with_a_reason(self, text: str, code: str) -> None:
        with pytest.raises(DateError) as refusal:
            parse_edtf(text)
        assert refusal.value.code == code

    def test_the_refusal_says_what_to_do(self) -> None:
        with pytest.raises(DateError, match=r"^04\.2022 has only 30 days: correct the day\.$"):
            parse_edtf("2022-04-31")


class TestUncertainDate:
    @pytest.mark.parametrize(
        ("text", "exact"),
        [
            ("2022-05-16", True),
            ("2022-05-16?", False),
            ("2022-05-31~/2022-05", False),
            ("2022-05", False),
            ("2022-05-16/..", False),
        ],
    )
    def test_is_exact_if_one_day_is_stated_without_doubt(self, text: str, *, exact: bool) -> None:
        assert parse_edtf(text).is_exact is exact

    def test_without_any_day_is_not_exact(self) -> None:
        assert not UncertainDate("", None, None).is_exact

    @pytest.mark.parametrize(("text", "is_open"), [("../2022", True), ("2022/..", True), ("2022/2023", False)])
    def test_is_open_if_a_bound_is_missing(self, text: str, *, is_open: bool) -> None:
        assert parse_edtf(text).is_open is is_open

    def test_sorts_by_the_latest_day_then_by_the_earliest(self) -> None:
        in_order = ["../2022-03", "2022-04", "2022-04-30", "2022-05/..", "2022-05-16", "2022"]
        values = [parse_edtf(text) for text in reversed(in_order)]
        assert [value.edtf for value in sorted(values, key=lambda value: value.sort_bounds)] == in_order

    def test_without_any_day_sorts_first(self) -> None:
        assert UncertainDate("", None, None).sort_bounds == (date.min, date.min)

    @pytest.mark.parametrize(
        ("one", "other", "overlap"),
        [
            ("2022-05", "2022-05-16", True),
            ("2022-05", "2022-06", False),
            ("2022-05/..", "2023", True),
            ("../2022-05", "2022-06/..", False),
            ("../2022-05", "../2021", True),
        ],
    )
    def test_overlaps_another_if_both_may_be_one_day(self, one: str, other: str, *, overlap: bool) -> None:
        assert parse_edtf(one).overlaps(parse_edtf(other)) is overlap
        assert parse_edtf(other).overlaps(parse_edtf(one)) is overlap

    def test_reads_as_its_text(self) -> None:
        assert str(parse_edtf("2022-05~")) == "2022-05~"


class Base(DeclarativeBase):
    """The test's own tables."""


class Event(Base):
    """An event with an uncertain date in three columns."""

    __tablename__ = "events"
    id: Mapped[int] = mapped_column(primary_key=True)
    happened_edtf: Mapped[str | None]
    happened_earliest_on: Mapped[date | None]
    happened_latest_on: Mapped[date | None]
    happened: Mapped[UncertainDate | None] = composite("happened_edtf", "happened_earliest_on", "happened_latest_on")


class TestComposite:
    @pytest.mark.parametrize("value", [parse_edtf("2022-05~"), parse_edtf("../2022-06"), None])
    def test_comes_back_from_its_three_columns(self, value: UncertainDate | None) -> None:
        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            session.add(Event(happened=value))
            session.commit()
            assert session.scalars(select(Event)).one().happened == value
        engine.dispose()
