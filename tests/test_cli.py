"""The root of the commands: exit codes, help, and the commands about database, settings and translations."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

import config
from app import cli
from app.core import catalogue, exits, schema, serving
from app.core.errors import NotFound, RuleError
from app.core.i18n import lazy_ as _l
from app.core.i18n import locale_code
from tests.harness.databases import Databases


def run(*arguments: str) -> Result:
    """Run a command on whatever the settings say."""
    return CliRunner().invoke(cli.root, arguments, catch_exceptions=False)


def walk(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Give every command and group with the words that call it."""
    yield " ".join(path), command
    if isinstance(command, click.Group):
        for name, member in command.commands.items():
            yield from walk(member, *path, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(
    request: pytest.FixtureRequest, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Settings that name a database in which nothing has been made yet."""
    with databases.empty(request.param) as url:
        monkeypatch.setenv("OBMIN_DATABASE_URL", url)
        yield url


@pytest.fixture
def probe(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], Result]:
    """Give a function that runs a command which ends in an error."""

    def end_with(error: BaseException) -> Result:
        @click.command("probe")
        def command() -> None:
            raise error

        cli.wrap(command)
        monkeypatch.setitem(cli.root.commands, "probe", command)
        return CliRunner().invoke(cli.root, ["probe"], obj=app)

    return end_with


class TestHelp:
    @pytest.mark.parametrize(("words", "command"), list(walk(cli.root)))
    def test_every_level_explains_itself_with_an_example(self, words: str, command: click.Command) -> None:
        assert command.help
        assert command.help.rstrip().endswith(".") or "Example:" in command.help
        shown = run(*words.split(), "--help").stdout
        assert "Example: " in shown, words
        assert "obmin" in shown.partition("Example: ")[2]

    def test_needs_no_usable_settings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_ENV", "production")
        assert run("--help").exit_code == exits.DONE
        assert run("user", "create", "--help").exit_code == exits.DONE

    def test_names_the_exit_codes(self) -> None:
        assert all(str(code) in run("--help").stdout for code in (0, 1, 2, 3, 4, 130))

    def test_tells_its_version(self) -> None:
        assert run("--version").stdout == "obmin, version 0.1.0\n"


class TestExitCodes:
    def test_a_wrong_word_is_wrong_usage(self) -> None:
        assert run("nonsense").exit_code == exits.USAGE

    @pytest.mark.parametrize(
        ("error", "code", "told"),
        [
            (RuleError(_l("This is refused.")), exits.FAILED, "Error: This is refused.\n"),
            (NotFound(_l("There is none.")), exits.FAILED, "Error: There is none.\n"),
            (exits.Rejected("2 rows were rejected."), exits.REJECTED, "Error: 2 rows were rejected.\n"),
            (exits.Refused("The database is not empty."), exits.REFUSED, "Error: The database is not empty.\n"),
            (
                sa.exc.OperationalError("SELECT secret", {}, Exception("no such table: users\nmore")),
                exits.FAILED,
                "Error: OBMIN_DATABASE_URL: The database cannot be used: no such table: users\n",
            ),
            (
                sa.exc.DatabaseError("PRAGMA", {}, Exception("file is not a database")),
                exits.FAILED,
                "Error: OBMIN_DATABASE_URL: The database cannot be used: file is not a database\n",
            ),
        ],
    )
    def test_an_error_is_a_sentence_and_a_code(
        self, probe: Callable[[BaseException], Result], error: Exception, code: int, told: str
    ) -> None:
        result = probe(error)
        assert (result.exit_code, result.stdout, result.stderr) == (code, "", told)

    @pytest.mark.parametrize("error", [ZeroDivisionError(), sa.exc.DataError("INSERT", {}, Exception("too long"))])
    def test_an_unexpected_error_is_not_hidden(
        self, probe: Callable[[BaseException], Result], error: Exception
    ) -> None:
        assert probe(error).exception is error

    @pytest.mark.parametrize(
        ("outcome", "code"),
        [(0, 0), (None, 0), (3, 3), (click.Abort(), 130), (exits.Refused("no"), 4), (click.UsageError("no"), 2)],
    )
    def test_main_ends_with_the_code(self, monkeypatch: pytest.MonkeyPatch, outcome: object, code: int) -> None:
        def main(**_options: object) -> object:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(cli.root, "main", main)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert ended.value.code == code


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_command_speaks_the_language_of_the_machine(
    app: Flask, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    @click.command("probe")
    def command() -> None:
        click.echo(locale_code())

    cli.wrap(command)
    monkeypatch.setenv("OBMIN_LANG", language)
    assert CliRunner().invoke(command, obj=app).stdout == f"{language}\n"


@pytest.mark.usefixtures("empty_database")
class TestDatabase:
    def test_is_brought_to_the_newest_revision(self) -> None:
        assert run("db", "upgrade").stdout == f"{schema.head()}\n"
        current = run("db", "current")
        assert (current.exit_code, current.stdout) == (exits.DONE, f"{schema.head()}\n")

    def test_asks_to_derive_anew_what_an_older_revision_did_not_know(self) -> None:
        with schema.migrating(config.load().database_url) as connection:
            schema.upgrade(connection, "0007_vocabulary")
        assert "obmin rebuild" in run("db", "upgrade").stderr
        assert run("db", "upgrade").stderr == ""

    def test_that_is_behind_is_told(self) -> None:
        current = run("db", "current")
        assert (current.exit_code, current.stdout) == (exits.FAILED, "none\n")
        assert "obmin db upgrade" in current.stderr

    def test_that_is_behind_is_not_served(self) -> None:
        served = run("run")
        assert served.exit_code == exits.FAILED
        assert "obmin db upgrade" in served.stderr

    def test_without_tables_is_a_sentence(self) -> None:
        listed = run("user", "list")
        assert listed.exit_code == exits.FAILED
        assert listed.stderr.startswith("Error: OBMIN_DATABASE_URL: The database cannot be used: ")

    def test_at_the_newest_revision_is_served(self, monkeypatch: pytest.MonkeyPatch) -> None:
        served: list[int] = []
        monkeypatch.setattr(serving, "serve", lambda _app, settings: served.append(settings.port))
        run("db", "upgrade")
        assert run("run").stderr == "Serving on http://127.0.0.1:8000\n"
        assert served == [8000]


@pytest.mark.parametrize("command", [["run"], ["db", "upgrade"], ["db", "current"], ["user", "list"]])
def test_a_server_that_does_not_answer_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("OBMIN_DATABASE_URL", f"postgresql://u:hunter2@/n?host={tmp_path}")
    ended = run(*command)
    assert ended.exit_code == exits.FAILED
    assert ended.stderr.startswith("Error: OBMIN_DATABASE_URL: The database cannot be used: ")
    assert "hunter2" not in ended.output


def test_a_new_databases_folder_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OBMIN_DATABASE_URL", f"sqlite:///{tmp_path}/var/obmin.sqlite3")
    assert run("db", "upgrade").exit_code == exits.DONE


class TestMigrations:
    def test_are_checked(self) -> None:
        assert run("db", "check").exit_code == exits.DONE

    def test_that_drifted_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schema, "faults", lambda: ["a table is missing"])
        checked = run("db", "check")
        assert (checked.exit_code, checked.stdout) == (exits.FAILED, "a table is missing\n")

    def test_a_new_one_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schema, "add_revision", lambda message: Path(f"versions/{message}.py"))
        assert run("db", "revision", "more").stdout == "versions/more.py\n"


class TestSettings:
    def test_are_listed_without_secrets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_SECRET_KEY", "hunter2")
        checked = run("config", "check")
        assert checked.exit_code == exits.DONE
        assert "OBMIN_SECRET_KEY\tset\t(hidden)\n" in checked.stdout
        assert "hunter2" not in checked.output

    def test_that_cannot_be_used_are_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_ENV", "production")
        monkeypatch.setenv("OBMIN_SECRET_KEY", "hunter2")
        checked = run("config", "check")
        assert checked.exit_code == exits.FAILED
        assert "OBMIN_SECRET_KEY\trefused\tis shorter than 32 bytes\n" in checked.stdout
        assert "hunter2" not in checked.output

    def test_a_server_that_answers_is_accepted(self, databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
        with databases.empty("postgresql") as url:
            monkeypatch.setenv("OBMIN_DATABASE_URL", url)
            assert run("config", "check").exit_code == exits.DONE

    def test_a_server_that_does_not_answer_is_refused(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OBMIN_DATABASE_URL", f"postgresql://u:hunter2@/n?host={tmp_path}")
        checked = run("config", "check")
        assert checked.exit_code == exits.FAILED
        assert "OBMIN_DATABASE_URL\trefused\tnames a server that cannot be reached" in checked.stdout
        assert "hunter2" not in checked.output

    @pytest.mark.parametrize("command", [["user", "list"], ["db", "current"], ["run"]])
    def test_that_cannot_be_used_stop_every_command(self, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
        monkeypatch.setenv("OBMIN_ENV", "production")
        stopped = run(*command)
        assert stopped.exit_code == exits.FAILED
        assert stopped.stderr.startswith("Error: OBMIN_SECRET_KEY: is missing")


class TestTranslations:
    def test_that_are_complete_pass(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(catalogue, "gaps", lambda *_catalogues: [])
        assert run("i18n", "check").exit_code == exits.DONE

    def test_gaps_are_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(catalogue, "gaps", lambda *_catalogues: ["not translated: People"])
        checked = run("i18n", "check")
        assert (checked.exit_code, checked.stdout) == (exits.FAILED, "not translated: People\n")

    def test_the_catalogue_is_written_and_compiled(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(catalogue, "update", lambda: Path("messages.po"))
        monkeypatch.setattr(catalogue, "compile_stale", lambda: [Path("messages.mo")])
        assert run("i18n", "update").stdout == "messages.po\n"
        assert run("i18n", "compile").stdout == "messages.mo\n"


INTERRUPTED = """
from app import cli

@cli.root.command("hang")
def hang():
    raise KeyboardInterrupt

cli.main()
"""


def test_ctrl_c_stops_a_command_with_130() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "hang"], cwd=config.ROOT, capture_output=True, check=False
    )
    assert ended.returncode == exits.STOPPED
