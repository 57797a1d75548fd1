"""What every form does alike."""

import enum
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.core.dates import UncertainDate
from app.core.errors import RuleError
from app.core.forms import (
    CheckField,
    ChoiceField,
    DateField,
    EnumField,
    EnumRadioField,
    EnumsField,
    Form,
    PasswordField,
    RadioField,
    ReferenceField,
    ReferencesField,
    Required,
    TextAreaField,
    TextField,
)
from app.core.i18n import register_labels


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


register_labels({Colour.RED: "Red", Colour.BLUE: "Blue"})


class SampleForm(Form):
    name = TextField("Name", [Required("Enter a name.")], limit=20)
    note = TextAreaField("Note")
    born = DateField("Born")
    colour = EnumField("Colour", enum=Colour, blank="–")
    mood = EnumRadioField("Mood", enum=Colour, blank="–")
    source = ReferenceField("Source", blank="–")
    cohorts = ReferencesField("Cohorts")
    shades = EnumsField("Shades", enum=Colour)
    language = RadioField("Language", options=[("uk", "Українська"), ("en", "English")], blank="–")
    secret = PasswordField("Secret")
    agreed = CheckField("Agreed")


class StrictForm(Form):
    born = DateField("Born", [Required("Enter a date.")])
    colour = EnumField("Colour", [Required("Choose a colour.")], enum=Colour)
    cohorts = ReferencesField("Cohorts", [Required("Tick a cohort.")])
    size = ChoiceField("Size", options=[("s", "S"), ("l", "L")])


class Sending:
    """Sends a form and keeps its request open for what the test asks of the form."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.requests: list[Any] = []

    def __call__(self, kind: type[Form] = SampleForm, **data: object) -> Any:  # noqa: ANN401 - a form's fields are known by their class only
        request = self.app.test_request_context(method="POST", data=data, headers={"Accept-Language": "en"})
        request.push()
        self.requests.append(request)
        form = kind()
        for field in (form[name] for name in ("source", "cohorts") if name in form):
            field.offer([(1, "one"), (2, "two")])
        return form


@pytest.fixture
def send(app: Flask) -> Iterator[Sending]:
    sending = Sending(app)
    yield sending
    for request in reversed(sending.requests):
        request.pop()


def errors_of(form: Form, name: str) -> list[str]:
    assert not form.submitted()
    return [str(error) for error in form[name].errors]


class TestSubmitted:
    def test_a_sent_form_that_stands_up(self, send: Sending) -> None:
        assert send(name="Тарас").submitted()

    def test_a_form_only_looked_at(self, app: Flask) -> None:
        with app.test_request_context():
            form = SampleForm()
            assert not form.submitted()
            assert form.status == 200

    def test_a_form_with_an_error_is_shown_with_422(self, send: Sending) -> None:
        form = send(name="")
        assert not form.submitted()
        assert form.status == 422

    def test_the_language_button_saves_nothing(self, send: Sending) -> None:
        assert not send(name="Тарас", switch_language="en").submitted()

    def test_the_language_button_keeps_the_input_and_shows_no_errors(self, send: Sending) -> None:
        form = send(name="", born="no date", note="kept", switch_language="en")
        assert not form.submitted()
        assert (form.status, form.problems) == (200, [])
        assert 'value="no date"' in form.born()
        assert "kept" in form.note()

    def test_an_unknown_language_is_no_language_button(self, send: Sending) -> None:
        assert send(name="Тарас", switch_language="xx").submitted()


class TestProblems:
    def test_stand_in_the_order_of_the_fields(self, send: Sending) -> None:
        form = send(name="", born="x")
        form.submitted()
        assert [problem.anchor for problem in form.problems] == ["name", "born"]

    def test_lead_into_a_group_at_its_first_option(self, send: Sending) -> None:
        form = send(name="Тарас", mood="green")
        form.submitted()
        assert form.problems == [("mood-0", "Choose one of the options.")]

    def test_of_the_whole_form_come_first(self, send: Sending) -> None:
        form = send(name="")
        form.submitted()
        form.put(RuleError("The whole is wrong."))
        assert form.problems == [(None, "The whole is wrong."), ("name", "Enter a name.")]


class TestPut:
    def test_puts_the_error_on_its_field(self, send: Sending) -> None:
        form = send(name="Тарас")
        form.submitted()
        form.put(RuleError("Taken.", "name"))
        assert form.name.errors == ["Taken."]
        assert form.status == 422

    def test_an_error_of_a_field_that_is_not_there_is_the_forms(self, send: Sending) -> None:
        form = send(name="Тарас")
        form.put(RuleError("Missing.", "elsewhere"))
        assert form.form_errors == ["Missing."]


class TestShowingRefusals:
    def test_puts_what_a_rule_refuses_on_the_form(self, send: Sending) -> None:
        form = send(name="Тарас")
        with form.showing_refusals():
            raise RuleError("Refused.", "name")
        assert form.problems == [("name", "Refused.")]

    def test_lets_other_errors_pass(self, send: Sending) -> None:
        form = send(name="Тарас")
        with pytest.raises(ZeroDivisionError), form.showing_refusals():
            raise ZeroDivisionError


class TestTextField:
    def test_is_cleaned(self, send: Sending) -> None:
        assert send(name="  Тарас \u200b Ш. ").name.data == "Тарас Ш."

    def test_blank_is_none(self, send: Sending) -> None:
        assert send(note="\u200b ").note.data is None

    @pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u00a0\u2060"])
    def test_a_required_one_is_not_filled_by_the_invisible(self, send: Sending, typed: str) -> None:
        assert errors_of(send(name=typed), "name") == ["Enter a name."]

    @pytest.mark.parametrize("typed", ["a\x00b", "a\u202eb", "a\x0bb", "a\ufffdb", "\x1f"])
    def test_refuses_what_cannot_be_stored(self, send: Sending, typed: str) -> None:
        assert len(errors_of(send(name=typed), "name")) == 1

    def test_shows_refused_text_again(self, send: Sending) -> None:
        form = send(name="Тарас\ufffd")
        assert not form.submitted()
        assert "Тарас\ufffd" in form.name()

    def test_refuses_what_is_too_long(self, send: Sending) -> None:
        assert errors_of(send(name="я" * 21), "name") == ["Shorten this to at most 20 characters."]

    def test_shows_what_is_stored(self, app: Flask) -> None:
        with app.test_request_context():
            assert 'value="Тарас"' in SampleForm(data={"name": "Тарас"}).name()


class TestTextAreaField:
    def test_has_one_kind_of_line_break(self, send: Sending) -> None:
        assert send(note="a\r\nb\rc\n").note.data == "a\nb\nc"

    def test_refuses_what_is_too_long(self, send: Sending) -> None:
        assert len(errors_of(send(note="x" * 10_001), "note")) == 1


class TestPasswordField:
    def test_is_taken_as_typed(self, send: Sending) -> None:
        assert send(secret=" a  b ").secret.data == " a  b "

    def test_is_never_shown_again(self, send: Sending) -> None:
        assert "phrase" not in send(secret="phrase").secret()

    def test_is_empty_when_not_sent(self, send: Sending) -> None:
        assert send(name="Тарас").secret.data == ""


class TestDateField:
    def test_understands_what_people_write(self, send: Sending) -> None:
        assert send(born="травень 2022").born.data.edtf == "2022-05"

    @pytest.mark.parametrize(("long_ago", "year"), [(True, 1925), (False, 2025)])
    def test_a_birth_may_lie_a_century_back(self, app: Flask, *, long_ago: bool, year: int) -> None:
        class BirthForm(Form):
            born = DateField("Born", long_ago=long_ago)

        with app.test_request_context(method="POST", data={"born": "16.05.25"}):
            born = BirthForm().born.data
            assert (born.earliest.year, born.latest.year) == (year, year)

    def test_says_how_it_understood(self, send: Sending) -> None:
        assert "2022" in send(born="16.05.2022").born.echo()

    def test_blank_is_no_date(self, send: Sending) -> None:
        form = send(name="Тарас", born=" \u200b")
        assert form.submitted()
        assert form.born.data is None
        assert form.born.echo() == ""

    @pytest.mark.parametrize("typed", ["32.01.2022", "someday", "1\x006.05.2022", "١٦.٠٥.٢٠٢٢"])
    def test_refuses_and_keeps_what_is_no_date(self, send: Sending, typed: str) -> None:
        form = send(name="Тарас", born=typed)
        assert len(errors_of(form, "born")) == 1
        assert form.born._value() == typed

    def test_a_required_one_has_one_sentence_for_what_was_not_understood(self, send: Sending) -> None:
        errors = errors_of(send(StrictForm, born="someday", colour="red", cohorts="1", size="s"), "born")
        assert len(errors) == 1
        assert errors != ["Enter a date."]

    def test_shows_a_stored_date_as_people_write(self, app: Flask, send: Sending) -> None:
        with app.test_request_context(headers={"Accept-Language": "en"}):
            shown = SampleForm(data={"born": UncertainDate("2022-05", None, None)}).born._value()
        assert send(born=shown).born.data.edtf == "2022-05"


class TestChoices:
    def test_an_enum_gives_its_member(self, send: Sending) -> None:
        form = send(name="Тарас", colour="red", mood="blue")
        assert form.submitted()
        assert (form.colour.data, form.mood.data) == (Colour.RED, Colour.BLUE)

    def test_blank_is_none(self, send: Sending) -> None:
        form = send(name="Тарас", colour="", mood="", source="", language="")
        assert form.submitted()
        assert (form.colour.data, form.mood.data, form.source.data, form.language.data) == (None,) * 4

    def test_a_reference_gives_its_id(self, send: Sending) -> None:
        assert send(source="2").source.data == 2

    def test_several_references_give_their_ids(self, send: Sending) -> None:
        form = send(name="Тарас", cohorts=["1", "2"])
        assert form.submitted()
        assert form.cohorts.data == [1, 2]

    def test_several_members_are_read_by_their_codes(self, send: Sending) -> None:
        form = send(name="Тарас", shades=["red", "blue"])
        assert form.submitted()
        assert form.shades.data == [Colour.RED, Colour.BLUE]

    def test_no_tick_is_an_answer(self, send: Sending) -> None:
        assert send(name="Тарас").cohorts.data == []

    @pytest.mark.parametrize(
        "answer",
        [{"colour": "green"}, {"mood": "green"}, {"source": "3"}, {"source": "٢"}, {"cohorts": ["1", "3"]},
         {"cohorts": "x"}, {"shades": ["red", "green"]}, {"language": "de"}],
    )  # fmt: skip
    def test_what_is_not_offered_is_refused(self, send: Sending, answer: dict[str, Any]) -> None:
        (name,) = answer
        assert errors_of(send(name="Тарас", **answer), name) == ["Choose one of the options."]

    def test_a_missing_answer_is_refused_once(self, send: Sending) -> None:
        form = send(StrictForm, born="2022")
        assert not form.submitted()
        assert [problem.sentence for problem in form.problems] == [
            "Choose a colour.",
            "Tick a cohort.",
            "Choose one of the options.",
        ]

    def test_shows_the_stored_member_as_chosen(self, app: Flask) -> None:
        with app.test_request_context():
            form = SampleForm(data={"colour": Colour.BLUE})
            assert '<option selected value="blue">Blue</option>' in form.colour()

    def test_members_can_be_left_out(self, send: Sending) -> None:
        class FewForm(Form):
            colour = EnumField("Colour", enum=Colour, only=[Colour.RED])

        assert [choice.label for choice in send(FewForm, colour="red").colour.choices] == ["Red"]
