"""What a proxy says of the browser is believed only where the settings say that there is a proxy."""

import pytest
from flask import Flask, request

from app import create_app
from config import Test

SAID = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}


def seen_by(application: Flask) -> tuple[str | None, bool]:
    """Give the address and the safety of a request as the application sees them."""
    seen = []
    application.before_request(lambda: seen.append((request.remote_addr, request.is_secure)))
    application.test_client().get("/static/none", headers=SAID)
    return seen[0]


@pytest.mark.parametrize(("proxies", "seen"), [(0, ("127.0.0.1", False)), (1, ("192.0.2.7", True))])
def test_a_proxy_is_believed_by_setting_alone(proxies: int, seen: tuple[str, bool]) -> None:
    assert seen_by(create_app(Test(proxies=proxies))) == seen
