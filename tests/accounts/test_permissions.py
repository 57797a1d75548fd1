"""The matrix of rights, before any request."""

import pytest

from app.accounts.models import Role, User
from app.accounts.permissions import MATRIX, RIGHTS, Right, is_public, may_do, may_open, roles_for, start_of


def user_of(role: Role) -> User:
    return User(username="somebody", role=role)


class TestMayOpen:
    def test_the_public_pages_are_open_to_anybody(self) -> None:
        assert may_open(None, "core.health")

    def test_nothing_else_is_open_to_somebody_not_signed_in(self) -> None:
        assert {endpoint for endpoint in MATRIX if may_open(None, endpoint)} == {
            "static",
            "accounts.show_sign_in",
            "accounts.sign_in",
            "core.health",
        }

    @pytest.mark.parametrize("role", Role)
    def test_an_endpoint_that_the_matrix_does_not_know_is_open_to_nobody(self, role: Role) -> None:
        assert not may_open(user_of(role), "people.unheard_of")

    @pytest.mark.parametrize(
        ("role", "endpoint", "expected"),
        [
            (Role.VIEWER, "desk.person", True),
            (Role.VIEWER, "people.create_person", False),
            (Role.ANALYST, "people.create_person", True),
            (Role.ANALYST, "custody.create_event", True),
            (Role.ANALYST, "people.create_cohort", False),
            (Role.ANALYST, "desk.ledger", False),
            (Role.SUPERVISOR, "people.create_cohort", True),
            (Role.SUPERVISOR, "desk.ledger", False),
            (Role.ADMINISTRATOR, "desk.person", False),
            (Role.ADMINISTRATOR, "people.list_people", False),
            (Role.ADMINISTRATOR, "desk.ledger", False),
            (Role.ADMINISTRATOR, "sources.create_source", True),
            (Role.AUDITOR, "desk.ledger", True),
            (Role.AUDITOR, "desk.person", False),
            (Role.AUDITOR, "reports.show_report", False),
        ],
    )
    def test_roles_open_what_they_are_for(self, role: Role, endpoint: str, expected: bool) -> None:  # noqa: FBT001
        assert may_open(user_of(role), endpoint) is expected

    @pytest.mark.parametrize("role", Role)
    def test_everybody_starts_on_a_page_that_is_open_to_them(self, role: Role) -> None:
        assert may_open(user_of(role), start_of(user_of(role)))


class TestRolesFor:
    def test_a_public_page_is_for_every_role(self) -> None:
        assert roles_for("core.health") == frozenset(Role)
        assert is_public("core.health")

    def test_an_unknown_endpoint_is_for_none(self) -> None:
        assert roles_for("people.unheard_of") == frozenset()
        assert not is_public("people.unheard_of")


class TestMayDo:
    @pytest.mark.parametrize("right", RIGHTS)
    def test_nobody_signed_in_has_no_right(self, right: Right) -> None:
        assert not may_do(None, right)

    @pytest.mark.parametrize(
        ("right", "roles"),
        [
            ("see names", {Role.VIEWER, Role.ANALYST, Role.SUPERVISOR}),
            ("export names", {Role.ANALYST, Role.SUPERVISOR}),
            ("correct others", {Role.SUPERVISOR}),
            ("retract", {Role.SUPERVISOR}),
        ],
    )
    def test_rights_belong_to_roles(self, right: Right, roles: set[Role]) -> None:
        assert {role for role in Role if may_do(user_of(role), right)} == roles
