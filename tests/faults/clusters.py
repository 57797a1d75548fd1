"""A PostgreSQL server that a test starts itself, so that it may cut it off, stop it at once and start it again."""

import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.harness import postgresql

#: Unlike the tests' common server this one must keep what it acknowledged, though not through a power cut.
OPTIONS = {
    **postgresql.OPTIONS,
    "synchronous_commit": "on",
    "full_page_writes": "on",
}


@dataclass
class Cluster:
    """A cluster in a folder of its own."""

    folder: Path
    user: str | None
    programs: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        settings = {**OPTIONS, "unix_socket_directories": str(self.folder)}
        options = [f"--{name}={value}" for name, value in settings.items()]
        self.process = subprocess.Popen(
            [self.programs / "postgres", "-D", self.folder / "data", *options],
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        postgresql.wait_for(self.folder)

    def stop(self) -> None:
        """Stop at once, without a farewell to anybody: everything in progress is lost."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster, start it, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="obmin-faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = postgresql.hand_over(folder)
        made = Cluster(folder, user, postgresql.programs_for(user, folder))
        subprocess.run(
            [
                made.programs / "initdb",
                "-D",
                folder / "data",
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            user=user,
            cwd=folder,
            check=True,
            capture_output=True,
        )
        made.start()
        try:
            yield made
        finally:
            made.stop()
