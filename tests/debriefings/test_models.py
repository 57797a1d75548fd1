"""What is printed of a debriefing may reach a log, and names nobody."""

from types import SimpleNamespace


def test_names_itself_by_numbers(factories: SimpleNamespace) -> None:
    row = factories.debriefing_row(who="Хома")
    sheet = row.debriefing
    assert repr(row) == f"<DebriefingRow {row.id} of {sheet.id}>"
    assert repr(sheet) == f"<Debriefing {sheet.id} of witness {sheet.witness_id}>"
