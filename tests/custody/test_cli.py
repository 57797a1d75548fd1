"""The commands on everybody's standing."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from click.testing import Result

from app.custody import cli
from app.people.models import CustodyStatus


class TestRebuild:
    def test_derives_everybody_anew(
        self, factories: SimpleNamespace, obmin: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cli, "BLOCK", 2)
        people = [factories.custody_event().person for _ in range(3)]
        for person in people:
            person.custody_status = CustodyStatus.ESCAPED
        assert obmin("rebuild").stdout == "3 people rebuilt.\n"
        assert {person.custody_status for person in people} == {CustodyStatus.PRESUMED_CAPTIVE}

    def test_leaves_the_version_alone(self, factories: SimpleNamespace, obmin: Callable[..., Result]) -> None:
        person = factories.person()
        obmin("rebuild")
        assert person.version == 1
