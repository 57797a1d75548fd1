"""Settings: what production refuses, and that no secret is shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import config

GOOD_KEY = "jT0xM3gq-VbLw8ZcR5sYpK1nHuE7fDaXo9i2"


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment that production accepts."""
    monkeypatch.setenv("OBMIN_ENV", "production")
    monkeypatch.setenv("OBMIN_SECRET_KEY", GOOD_KEY)
    monkeypatch.setenv("OBMIN_DATABASE_URL", f"sqlite:///{tmp_path}/obmin.sqlite3")
    return monkeypatch


def problems() -> dict[str, str]:
    with pytest.raises(config.ConfigError) as caught:
        config.load()
    return caught.value.problems


class TestEnvironments:
    def test_development_is_the_default_and_needs_nothing(self) -> None:
        settings = config.load()
        assert isinstance(settings, config.Development)
        assert settings.database_url == f"sqlite:///{config.ROOT}/var/obmin.sqlite3"

    def test_development_makes_a_key_of_its_own_each_time(self) -> None:
        first, second = config.load().secret_key, config.load().secret_key
        assert first != second
        assert config.weakness_of_key(first) is None

    def test_development_keeps_the_key_it_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_SECRET_KEY", "mine")
        assert config.load().secret_key == "mine"

    def test_the_tests_hash_cheaply(self) -> None:
        assert config.Test().password_hash_profile == "low"

    def test_an_unknown_environment_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_ENV", "prod")
        assert problems() == {"OBMIN_ENV": "must be one of development, test, production"}

    def test_an_empty_variable_is_as_good_as_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_PORT", "")
        assert config.load().port == 8000

    def test_a_list_is_written_with_commas(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_TRUSTED_HOSTS", "obmin.example, .office.example")
        assert config.load().trusted_hosts == ("obmin.example", ".office.example")

    def test_backups_are_for_public_keys_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        key = "age1" + "q" * 58
        monkeypatch.setenv("OBMIN_BACKUP_RECIPIENTS", f"{key}, {key}")
        assert config.load().backup_recipients == (key, key)
        monkeypatch.setenv("OBMIN_BACKUP_RECIPIENTS", "AGE-SECRET-KEY-1" + "Q" * 58)
        assert "public keys of age" in problems()["OBMIN_BACKUP_RECIPIENTS"]

    def test_a_setting_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ValueError, match="databse_url"):
            config.Test(databse_url="sqlite://")  # type: ignore[call-arg]


class TestDatabaseUrl:
    @pytest.mark.parametrize(
        ("given", "used"),
        [
            ("postgresql://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
            ("postgres://u@h/n", "postgresql+psycopg://u@h/n"),
            ("postgresql+psycopg:///n?host=/run", "postgresql+psycopg:///n?host=%2Frun"),
            ("sqlite+pysqlite:////data/o.sqlite3", "sqlite:////data/o.sqlite3"),
            ("sqlite:///var/o.sqlite3", f"sqlite:///{config.ROOT}/var/o.sqlite3"),
            ("sqlite://", "sqlite://"),
        ],
    )
    def test_each_kind_is_used_with_its_one_driver(self, given: str, used: str) -> None:
        assert config.Test(database_url=given).database_url == used

    @pytest.mark.parametrize("url", ["nonsense", "mysql://u:hunter2@h/n", "postgresql+asyncpg://u:hunter2@h/n"])
    def test_what_cannot_be_used_is_refused_everywhere(self, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
        monkeypatch.setenv("OBMIN_DATABASE_URL", url)
        assert problems().keys() == {"OBMIN_DATABASE_URL"}
        assert "hunter2" not in str(problems())


class TestProduction:
    @pytest.mark.usefixtures("production")
    def test_starts_with_a_strong_key_and_a_file_that_can_be_made(self) -> None:
        settings = config.load()
        assert settings.cookie_secure
        assert not settings.debug

    @pytest.mark.parametrize(
        ("key", "sentence"),
        [
            ("", "is missing"),
            ("k3y", "is shorter than 32 bytes"),
            (GOOD_KEY[:31], "is shorter than 32 bytes"),
            ("you-will-never-guess-this-one-at-all", "is a placeholder"),
            ("ChangeMe-ChangeMe-ChangeMe-ChangeMe", "is a placeholder"),
            ("x" * 64, "repeats itself"),
            ("ab" * 40, "repeats itself"),
            ("Kd8#pQz1vW" * 5, "repeats itself"),
        ],
    )
    def test_refuses_a_key_that_could_be_guessed(self, production: pytest.MonkeyPatch, key: str, sentence: str) -> None:
        production.setenv("OBMIN_SECRET_KEY", key)
        assert problems()["OBMIN_SECRET_KEY"].startswith(sentence)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("DEBUG", "1"), ("COOKIE_SECURE", "0"), ("PASSWORD_HASH_PROFILE", "low"), ("PORT", "no"), ("PORT", "0")],
    )
    def test_refuses_a_setting_that_is_not_fit(self, production: pytest.MonkeyPatch, name: str, value: str) -> None:
        production.setenv(f"OBMIN_{name}", value)
        assert problems().keys() == {f"OBMIN_{name}"}

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            ("sqlite://", "is a database in memory"),
            ("sqlite:///:memory:", "is a database in memory"),
            ("sqlite:////no/such/folder/o.sqlite3", "names a file in a folder that does not exist: /no/such/folder"),
            ("sqlite:////tmp", "names a folder, not a file"),
            ("postgresql://obmin@localhost", "names no database"),
        ],
    )
    def test_refuses_a_database_that_cannot_keep_records(
        self, production: pytest.MonkeyPatch, url: str, sentence: str
    ) -> None:
        production.setenv("OBMIN_DATABASE_URL", url)
        assert problems()["OBMIN_DATABASE_URL"].startswith(sentence)

    def test_refuses_a_folder_that_cannot_be_written(self, production: pytest.MonkeyPatch, tmp_path: Path) -> None:
        production.setattr(os, "access", lambda path, mode: not (path == tmp_path and mode & os.W_OK))
        production.setenv("OBMIN_DATABASE_URL", f"sqlite:///{tmp_path}/o.sqlite3")
        assert "cannot be written" in problems()["OBMIN_DATABASE_URL"]

    def test_refuses_a_file_that_cannot_be_read(self, production: pytest.MonkeyPatch, tmp_path: Path) -> None:
        file = tmp_path / "o.sqlite3"
        file.touch()
        production.setattr(os, "access", lambda path, _mode: path != file)
        production.setenv("OBMIN_DATABASE_URL", f"sqlite:///{file}")
        assert "cannot be read and written" in problems()["OBMIN_DATABASE_URL"]

    def test_refuses_a_file_that_is_something_else(self, production: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "list.csv").write_text("ПІБ;дата")
        production.setenv("OBMIN_DATABASE_URL", f"sqlite:///{tmp_path}/list.csv")
        assert "is not an SQLite database" in problems()["OBMIN_DATABASE_URL"]

    def test_tells_no_piece_of_a_password(self, production: pytest.MonkeyPatch) -> None:
        production.setenv("OBMIN_DATABASE_URL", "postgresql://obmin:hunter2/x")
        assert "hunter2" not in problems()["OBMIN_DATABASE_URL"]

    def test_takes_a_postgresql_database_unseen(self, production: pytest.MonkeyPatch) -> None:
        production.setenv("OBMIN_DATABASE_URL", "postgresql://obmin@localhost/obmin")
        assert config.load().database_url == "postgresql+psycopg://obmin@localhost/obmin"

    def test_names_every_fault_at_once(self, production: pytest.MonkeyPatch) -> None:
        production.setenv("OBMIN_SECRET_KEY", "dev")
        production.setenv("OBMIN_DEBUG", "1")
        assert set(str(config.ConfigError(problems())).replace(":", "").split()) >= {"OBMIN_SECRET_KEY", "OBMIN_DEBUG"}


class TestSecrets:
    def test_are_not_in_the_settings_own_words(self) -> None:
        assert "hunter2" not in repr(config.Test(secret_key="hunter2", database_url="postgresql://u:hunter2@h/n"))

    @pytest.mark.usefixtures("production")
    def test_are_not_described(self) -> None:
        states = {state.name: state for state in config.describe(config.load())}
        assert states["OBMIN_SECRET_KEY"] == config.State("OBMIN_SECRET_KEY", "set", "(hidden)")
        assert states["OBMIN_DATABASE_URL"].value == "(hidden)"
        assert states["OBMIN_PORT"] == config.State("OBMIN_PORT", "default", "8000")
        assert states["OBMIN_TRUSTED_HOSTS"].value == "localhost,127.0.0.1,[::1]"


class TestLanguage:
    @pytest.mark.parametrize(
        ("variables", "language"),
        [
            ({}, "en"),
            ({"LANG": "uk_UA.UTF-8"}, "uk"),
            ({"LANG": "uk_UA.UTF-8", "OBMIN_LANG": "en"}, "en"),
            ({"LANG": "uk_UA.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
            ({"LANG": "de_DE.UTF-8"}, "en"),
        ],
    )
    def test_is_the_first_that_the_machine_names(
        self, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
    ) -> None:
        for name in config.LANGUAGE_VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert config.language() == language


class TestStart:
    @pytest.mark.parametrize("command", [["run"], ["db", "upgrade"], ["config", "check"]])
    def test_production_does_not_start_badly_and_says_why_in_a_sentence(self, command: list[str]) -> None:
        ended = subprocess.run(
            [sys.executable, "-c", "from app.cli import main; main()", *command],
            env={"PATH": os.environ["PATH"], "OBMIN_ENV": "production", "OBMIN_SECRET_KEY": "changeme"},
            cwd=config.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 1
        assert "OBMIN_SECRET_KEY" in ended.stderr
        assert "Traceback" not in ended.stderr
