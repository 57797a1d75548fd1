"""What every response tells the browser."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.core.headers import HEADERS, digest_of, read_digest, remembered_digest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


class TestEveryResponse:
    @pytest.mark.parametrize("path", ["/health", "/sign-in", "/", "/no-such-page", "/static/icon.svg", "/static/none"])
    def test_has_the_policy(self, client: FlaskClient, path: str) -> None:
        assert client.get(path).headers["Content-Security-Policy"] == POLICY

    @pytest.mark.parametrize("path", ["/health", "/sign-in", "/", "/no-such-page", "/static/none"])
    def test_has_all_headers(self, client: FlaskClient, path: str) -> None:
        headers = client.get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS

    def test_has_no_twice_given_header(self, client: FlaskClient) -> None:
        headers = client.get("/sign-in").headers
        assert {name for name in HEADERS if len(headers.getlist(name)) != 1} == set()

    def test_names_its_charset(self, client: FlaskClient) -> None:
        assert client.get("/sign-in").content_type == "text/html; charset=utf-8"
        assert client.get("/static/obmin.css").content_type == "text/css; charset=utf-8"

    def test_names_no_server(self, client: FlaskClient) -> None:
        assert "Server" not in client.get("/health").headers


class TestTransport:
    def test_is_not_asked_for_without_tls(self, client: FlaskClient) -> None:
        assert "Strict-Transport-Security" not in client.get("/health").headers

    def test_is_asked_for_behind_tls(self, client: FlaskClient) -> None:
        response = client.get("/health", base_url="https://localhost")
        assert response.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


class TestStaticFiles:
    def test_are_kept_for_ever_under_their_digest(self, app: Flask, client: FlaskClient) -> None:
        with app.test_request_context():
            address = app.url_for("static", filename="obmin.css")
        assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_are_kept_for_a_day_without_it(self, client: FlaskClient) -> None:
        assert client.get("/static/icon.svg").headers["Cache-Control"] == "public, max-age=86400"

    def test_that_are_not_there_are_not_kept(self, client: FlaskClient) -> None:
        assert client.get("/static/none.css?v=1").headers["Cache-Control"] == "no-store"

    def test_a_missing_file_has_an_address_all_the_same(self, app: Flask) -> None:
        with app.test_request_context():
            assert app.url_for("static", filename="none.css") == "/static/none.css"

    def test_a_developer_sees_a_change_at_once(self, app: Flask, tmp_path: Path) -> None:
        path = tmp_path / "style.css"
        path.write_text("a")
        with app.app_context():
            before = digest_of(path)
            path.write_text("b")
            assert digest_of(path) == before == remembered_digest(path)
            app.config["DEBUG"] = True
            assert digest_of(path) == read_digest(path) != before


class TestHost:
    def test_a_foreign_one_is_refused(self, client: FlaskClient) -> None:
        response = client.get("/sign-in", headers={"Host": "evil.example"})
        assert response.status_code == 400
        assert response.headers["Content-Security-Policy"] == POLICY
        assert "evil" not in response.text
