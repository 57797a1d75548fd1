"""Settings: typed, checked and read from the environment once; nothing else in the project reads it."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import sqlalchemy as sa
from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent
PREFIX = "OBMIN_"
#: The command line speaks the first of these languages that is set and known (INTERFACE: OBMIN_LANG, then LANG).
LANGUAGE_VARIABLES = ("OBMIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

SHORTEST_KEY = 32
FEWEST_CHARACTERS = 8
#: Pieces of keys that were meant to be replaced, or that somebody typed along the keyboard.
PLACEHOLDERS = (
    "changeme", "change-me", "change_me", "secret", "default", "example", "placeholder", "password", "insecure",
    "replace", "never-guess", "your-", "your_", "development", "0123456789", "1234567890", "abcdefgh", "qwerty",
)  # fmt: skip
#: How age writes who can read a file.
PUBLIC_KEY = re.compile(r"age1[02-9ac-hj-np-z]{58}")
SQLITE_HEADER = b"SQLite format 3\0"
POSTGRESQL, SQLITE = "postgresql+psycopg", "sqlite"
#: Other ways to write the two kinds of database that Obmin knows.
DRIVERS = {
    "postgres": POSTGRESQL,
    "postgresql": POSTGRESQL,
    POSTGRESQL: POSTGRESQL,
    SQLITE: SQLITE,
    "sqlite+pysqlite": SQLITE,
}


class ConfigError(Exception):
    """Settings that cannot be used: the name of each variable and what is wrong with it, never its value."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        """Give one line a variable."""
        return "\n".join(f"{name}: {sentence}" for name, sentence in self.problems.items())


def split_on_commas(value: object) -> object:
    """Read a list as people write it in an environment: with commas."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_on_commas)]
Minutes = Annotated[int, Field(ge=1)]


def normalise_url(value: str) -> str:
    """Accept SQLite and PostgreSQL, each under its one driver; a relative SQLite path starts at the project."""
    try:
        url = sa.make_url(value)
    except (sa.exc.ArgumentError, ValueError):
        # A ValueError is about the port, and quotes what stands there: a piece of the password, if that has a slash.
        message = "is not a database URL; write sqlite:////folder/file.sqlite3 or postgresql://user@host/name"
        raise ValueError(message) from None
    if url.drivername not in DRIVERS:
        message = "names a database that Obmin does not know; use sqlite or postgresql"
        raise ValueError(message)
    url = url.set(drivername=DRIVERS[url.drivername])
    if url.drivername == SQLITE and url.database and url.database != ":memory:":
        url = url.set(database=str(ROOT / url.database))
    return url.render_as_string(hide_password=False)


def weakness_of_key(key: str) -> str | None:
    """Say why a secret key must not be used in production, or give None."""
    if not key:
        return "is missing; make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
    if len(key.encode()) < SHORTEST_KEY:
        return f"is shorter than {SHORTEST_KEY} bytes"
    if any(placeholder in key.lower() for placeholder in PLACEHOLDERS):
        return "is a placeholder that everybody knows; make a random one"
    if len(set(key)) < FEWEST_CHARACTERS or key in (key + key)[1:-1]:
        return "repeats itself; make a random one"
    return None


def fault_of_database(database_url: str) -> str | None:
    """Say why a database URL cannot be used to keep records, or give None; no connection is tried."""
    url = sa.make_url(database_url)
    if url.drivername != SQLITE:
        return None if url.database else "names no database"
    if not url.database or url.database == ":memory:":
        return "is a database in memory, which forgets everything when the server stops"
    return fault_of_file(Path(url.database))


def fault_of_file(path: Path) -> str | None:
    """Say why an SQLite file cannot be kept at a path, or give None: SQLite writes beside its file, too."""
    if not path.parent.is_dir():
        return f"names a file in a folder that does not exist: {path.parent}"
    if path.is_dir():
        return f"names a folder, not a file: {path}"
    if not os.access(path.parent, os.W_OK | os.X_OK):
        return f"names a file in a folder that cannot be written: {path.parent}"
    if path.exists() and not os.access(path, os.R_OK | os.W_OK):
        return f"names a file that cannot be read and written: {path}"
    if path.exists() and not has_header(path):
        return f"names a file that is not an SQLite database: {path}"
    return None


def has_header(path: Path) -> bool:
    """Tell whether a file begins as SQLite begins one, or is still empty."""
    with path.open("rb") as file:
        return file.read(len(SQLITE_HEADER)) in {b"", SQLITE_HEADER}


class Settings(BaseSettings):
    """What every environment shares; each field is the variable OBMIN_<FIELD>."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", validate_default=True
    )

    environment: ClassVar[str]

    secret_key: str = Field(default="", repr=False)
    database_url: str = Field(default=f"sqlite:///{ROOT / 'var' / 'obmin.sqlite3'}", repr=False)
    debug: bool = False
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    #: Names under which browsers may ask for the pages; a leading dot takes subdomains, too.
    trusted_hosts: Names = ("localhost", "127.0.0.1", "[::1]")
    #: How many proxies in front of the server are trusted to say where a request came from.
    proxies: int = Field(default=0, ge=0, le=5)
    default_locale: Literal["uk", "en"] = "uk"
    cookie_secure: bool = False
    session_idle_minutes: Minutes = 15
    session_absolute_minutes: Minutes = 480
    #: Seconds that a write waits for another one on SQLite.
    sqlite_busy_timeout: float = Field(default=5, ge=0, le=60)
    #: "low" is for tests only: it makes a password's hash in no time, and so can whoever steals it.
    password_hash_profile: Literal["normal", "low"] = "normal"  # noqa: S105 - a profile's name
    max_form_bytes: int = Field(default=1024 * 1024, ge=1024)
    #: The log's form: "json" for machines, "console" for a developer's eyes; both hold the same.
    log_format: Literal["json", "console"] = "json"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    #: Who can read backups: public keys of age (age1…), with commas between them.
    backup_recipients: Names = ()
    #: Where pg_dump and pg_restore are, if not on the PATH or where Debian puts them.
    postgresql_programs: Path | None = None
    #: Where scans, photographs and letters are kept, each under the digest of its content; nothing serves this folder.
    attachments_folder: Path = ROOT / "var" / "attachments"
    #: The server itself cuts a body off at 64 MB.
    max_attachment_bytes: int = Field(default=25 * 1024 * 1024, ge=1024, le=60 * 1024 * 1024)

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        """Refuse what no environment can use."""
        return normalise_url(value)

    @field_validator("backup_recipients")
    @classmethod
    def check_recipients(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse anything but public keys; above all a private one, which must not lie where backups are made."""
        if any(not PUBLIC_KEY.fullmatch(key) for key in value):
            message = "takes public keys of age (age1…), with commas between them; make one with: obmin backup-key"
            raise ValueError(message)
        return value


class Development(Settings):
    """A developer's machine and the demo: nothing is required; without a key, sessions end with the server."""

    environment: ClassVar[str] = "development"

    @model_validator(mode="before")
    @classmethod
    def make_secret_key(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Make a key for this start where none is given."""
        return values if values.get("secret_key") else {**values, "secret_key": secrets.token_urlsafe(48)}


class Test(Settings):
    """The tests: a database in memory, and hashes that cost nothing."""

    __test__: ClassVar[bool] = False
    environment: ClassVar[str] = "test"

    secret_key: str = Field(default="only-for-tests-" * 3, repr=False)
    database_url: str = Field(default="sqlite://", repr=False)
    password_hash_profile: Literal["normal", "low"] = "low"  # noqa: S105 - a profile's name


#: What production refuses, setting by setting: a sentence that says why, or None.
FAULTS: dict[str, Callable[[Any], str | None]] = {
    "secret_key": weakness_of_key,
    "database_url": fault_of_database,
    "debug": lambda on: "must be off: the debugger shows code and values to anybody" if on else None,
    "cookie_secure": lambda on: None if on else "must be on: the sign-in would travel in the clear",
    "password_hash_profile": lambda name: None if name == "normal" else "must be normal: the other one is for tests",
}


class Production(Settings):
    """Real records: the start is refused where a setting is not fit for them."""

    environment: ClassVar[str] = "production"

    cookie_secure: bool = True

    @field_validator(*FAULTS)
    @classmethod
    def refuse_faults(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 - it takes each of those settings
        """Refuse a setting that is not fit for real records."""
        fault = FAULTS[str(info.field_name)](value)
        if fault:
            raise ValueError(fault)
        return value


ENVIRONMENTS: dict[str, type[Settings]] = {kind.environment: kind for kind in (Development, Test, Production)}


@dataclass(frozen=True)
class State:
    """One setting as `obmin config check` shows it: its variable, where its value comes from, and what may be seen."""

    name: str
    state: str
    value: str


def load() -> Settings:
    """Read and check the settings of the environment that OBMIN_ENV names; development when it names none."""
    try:
        return chosen()()
    except ValidationError as error:
        raise ConfigError(dict(map(problem, error.errors(include_input=False, include_url=False)))) from None


def chosen() -> type[Settings]:
    """Give the class of settings that OBMIN_ENV names."""
    name = os.environ.get(f"{PREFIX}ENV") or Development.environment
    if name not in ENVIRONMENTS:
        raise ConfigError({f"{PREFIX}ENV": f"must be one of {', '.join(ENVIRONMENTS)}"})
    return ENVIRONMENTS[name]


def name_of(field: str) -> str:
    """Give the variable that a setting is read from."""
    return f"{PREFIX}{field.upper()}"


def problem(error: Mapping[str, Any]) -> tuple[str, str]:
    """Give the variable that pydantic complains about, and its complaint without the value."""
    return name_of(str(error["loc"][0])), error["msg"].removeprefix("Value error, ")


def describe(settings: Settings) -> list[State]:
    """List every setting, its state and its value; what `repr` hides is not shown."""
    return [
        State(
            name=name_of(field),
            state="set" if field in settings.model_fields_set and os.environ.get(name_of(field)) else "default",
            value=shown(getattr(settings, field)) if info.repr else "(hidden)",
        )
        for field, info in type(settings).model_fields.items()
    ]


def shown(value: object) -> str:
    """Show a value as it would be written in the environment."""
    return ",".join(value) if isinstance(value, tuple) else str(value)


def language() -> str:
    """Give the language that the command line speaks: Ukrainian where the machine asks for it, else English."""
    wanted = next((os.environ[name] for name in LANGUAGE_VARIABLES if os.environ.get(name)), "")
    return "uk" if wanted.startswith("uk") else "en"


def environment_with(**more: str) -> dict[str, str]:
    """Give the environment for a program that we start, with a secret in it that must not stand on a command line."""
    return {**os.environ, **more}


def passphrase() -> str | None:
    """Give the passphrase of a backup's key where it is handed over by OBMIN_PASSPHRASE; else it is asked for."""
    return os.environ.get(f"{PREFIX}PASSPHRASE") or None
