"""What a backup says of itself, counted and digested, so that what is restored can be compared."""

import json
from dataclasses import asdict, dataclass

from app.backups.archive import DAMAGED, DamagedError

FORMAT = 1


@dataclass(frozen=True)
class Table:
    """What a table held: how many rows, and the digest of all of them in the order of their keys."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Head:
    """Where the ledger ended."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class State:
    """What can be said of a database without knowing what it means."""

    revision: str | None
    tables: dict[str, Table]
    ledger: Head | None


@dataclass(frozen=True)
class Manifest:
    """A backup's own account of what is in it."""

    made_at: str
    program: str
    dialect: str
    state: State
    files: int
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Write the account."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def from_json(content: bytes) -> Manifest:
    """Read an account; one of a later format, or one that is none, is refused."""
    try:
        held = json.loads(content)
        state = held["state"]
        tables = {name: Table(**table) for name, table in state["tables"].items()}
        ledger = Head(**state["ledger"]) if state["ledger"] else None
        manifest = Manifest(**held | {"state": State(state["revision"], tables, ledger)})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(DAMAGED) from error
    if manifest.format != FORMAT:
        raise DamagedError(DAMAGED)
    return manifest


def differences(said: State, found: State) -> list[str]:
    """Say where a restored database is not what the backup says of itself."""
    lines = [] if said.revision == found.revision else [f"revision: {said.revision}, restored {found.revision}"]
    for name in sorted(said.tables | found.tables):
        lines += difference_of(name, said.tables.get(name), found.tables.get(name))
    if said.ledger != found.ledger:
        lines.append(f"end of the ledger: {said.ledger}, restored {found.ledger}")
    return lines


def difference_of(name: str, said: Table | None, found: Table | None) -> list[str]:
    """Say how a table differs, if it does."""
    if said is None or found is None:
        return [f"{name}: {'not in the backup' if said is None else 'missing'}"]
    if said.rows != found.rows:
        return [f"{name}: {said.rows} rows, restored {found.rows}"]
    return [] if said.digest == found.digest else [f"{name}: other values in {said.rows} rows"]
