"""`./dev`, the one way to run, test and check; what installs and serves is tried by .ci/run and not here."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from config import ROOT

COMMANDS = ("run", "test", "test-ui", "check", "fix", "db", "bench", "help")
#: What the script itself needs of a machine, besides Python.
BASICS = ("sh", "cat", "cksum", "dirname", "find", "mkdir", "sed")


def dev(
    *arguments: str, folder: Path = ROOT, path: str = os.environ["PATH"], **environment: str
) -> tuple[int, str, str]:
    ended = subprocess.run(
        [folder / "dev", *arguments],
        env={"PATH": str(path or os.environ["PATH"]), **environment},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout in which nothing is installed."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("dev", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A PATH on which there is no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in BASICS:
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return folder


def put(path: Path, name: str, script: str) -> None:
    """Put a program on the PATH."""
    (path / name).write_text(f"#!/bin/sh\n{script}\n")
    (path / name).chmod(0o755)


class TestHelp:
    @pytest.mark.parametrize("arguments", [[], ["help"], ["-h"], ["--help"]])
    def test_names_every_command(self, arguments: list[str]) -> None:
        code, shown, _ = dev(*arguments)
        assert code == 0
        assert all(f"\n  {command} " in shown for command in COMMANDS)

    def test_a_wrong_word_exits_2_and_shows_the_help(self) -> None:
        code, shown, told = dev("tset")
        assert (code, shown) == (2, "")
        assert told.startswith("There is no command 'tset'.\nUsage: ./dev COMMAND")


class TestTools:
    def test_without_python_it_says_what_to_install(self, bare: Path, path: Path) -> None:
        code, _, told = dev("run", folder=bare, path=path)
        assert code == 1
        assert "Obmin needs Python 3.11 or newer" in told
        assert "apt-get install python3" in told

    def test_an_old_python_will_not_do(self, bare: Path, path: Path) -> None:
        put(path, "python3", "exit 1")
        assert dev("run", folder=bare, path=path)[0] == 1

    def test_without_pip_it_says_what_to_install(self, bare: Path, path: Path) -> None:
        put(path, "python3", '[ "$1" = -c ]')
        code, _, told = dev("run", folder=bare, path=path)
        assert code == 1
        assert "apt-get install python3-pip" in told

    @pytest.mark.parametrize("home", ["", "/nowhere"])
    def test_a_uv_on_the_path_is_used_and_kept_to_this_folder(self, bare: Path, path: Path, home: str) -> None:
        noted = f'echo "$* $UV_PYTHON_DOWNLOADS $UV_CACHE_DIR" >>{bare}/asked'
        put(path, "uv", f'echo "uv 0.13.9"; {noted}; [ "$1" != sync ]')
        assert dev("run", folder=bare, path=path, HOME=home)[0] == 1
        asked = (bare / "asked").read_text().splitlines()[-1]
        assert asked == f"sync --quiet --frozen --no-dev --inexact never {bare}/.tools/uv-cache"

    def test_an_old_uv_is_passed_over(self, bare: Path, path: Path) -> None:
        put(path, "uv", 'echo "uv 0.4.1"')
        assert "Obmin needs Python" in dev("run", folder=bare, path=path)[2]

    def test_nothing_is_installed_while_nothing_has_changed(self, bare: Path, path: Path) -> None:
        (bare / ".venv/bin").mkdir(parents=True)
        put(path, "uv", f'echo "uv 0.13.9"; echo "$1" >>{bare}/asked')
        put(bare / ".venv/bin", "obmin", 'echo "obmin $*"')
        for _ in range(2):
            assert dev("run", "--no-serve", folder=bare, path=path)[:2] == (0, "obmin demo --no-serve\n")
        assert (bare / "asked").read_text().split().count("sync") == 1
        with (bare / "uv.lock").open("a") as lock:
            lock.write("\n")
        dev("run", folder=bare, path=path)
        assert (bare / "asked").read_text().split().count("sync") == 2


def test_browser_tests_without_a_browser_fail_and_say_what_to_install(bare: Path, path: Path) -> None:
    (bare / ".venv/bin").mkdir(parents=True)
    put(path, "uv", 'echo "uv 0.13.9"')
    put(bare / ".venv/bin", "obmin", "true")
    code, _, told = dev("test-ui", folder=bare, path=path)
    assert code == 1
    assert "apt-get install chromium" in told
