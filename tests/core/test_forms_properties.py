"""Whatever is typed into a field is kept clean or refused with a sentence, and is shown again."""

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import text
from app.core.forms import ChoiceField, DateField, Form, ReferenceField, TextAreaField, TextField

#: Whatever a browser can send.
TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
once = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


class EveryField(Form):
    line = TextField("Line")
    lines = TextAreaField("Lines")
    day = DateField("Day")
    colour = ChoiceField("Colour", options=[("red", "Red")], blank="–")
    row = ReferenceField("Row", blank="–")


@given(TYPED)
@once
def test_text_is_kept_clean_or_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"line": typed, "lines": typed}):
        form = EveryField()
        stands = form.validate()
        assert stands is (text.reason_against(typed) is None)
        for field in (form.line, form.lines):
            assert (field.data is None or text.reason_against(field.data) is None) or not stands
            assert not text.is_blank(field.data) or not field.data
            assert isinstance(field._value(), str)


@given(TYPED)
@once
def test_a_choice_and_a_date_are_understood_or_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(method="POST", data={"day": typed, "colour": typed, "row": typed}):
        form = EveryField()
        form.validate()
        for field in (form.day, form.colour, form.row):
            assert field.data is None or not field.errors or field.raw_data == [typed]
        assert form.colour.errors or form.colour.data in {None, "red"}
        assert form.day.errors or (form.day.data is None) is text.is_blank(typed)
        assert form.row.errors or form.row.data is None
