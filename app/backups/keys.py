"""Who can read a backup: public keys on the machine that makes backups, the private one where they are restored."""

import os
from pathlib import Path

import pyrage

from app.backups.archive import Identity, Recipient
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l

#: How a file that age encrypted begins.
ENCRYPTED = b"age-encryption.org/"
PRIVATE = "AGE-SECRET-KEY-1"
SHORTEST_PASSPHRASE = 15


def recipients_of(public_keys: tuple[str, ...]) -> list[Recipient]:
    """Read public keys."""
    try:
        return [Recipient.from_str(key) for key in public_keys]
    except pyrage.RecipientError as error:
        raise RuleError(_l("This is not a public key of age. It begins with age1.")) from error


def make(path: Path, *, passphrase: str | None) -> str:
    """Write a new private key to a file for its owner alone, bare without a passphrase, and give the public one."""
    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise RuleError(_l("Take a passphrase of at least %(count)s characters.", count=SHORTEST_PASSPHRASE))
    identity = Identity.generate()
    public = str(identity.to_public())
    text = f"# public key: {public}\n{identity}\n".encode()
    content = text if passphrase is None else pyrage.passphrase.encrypt(text, passphrase)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        raise RuleError(_l("The key could not be written: %(reason)s", reason=error.strerror or "")) from error
    return public


def needs_passphrase(content: bytes) -> bool:
    """Tell whether a private key is itself encrypted."""
    return content.startswith(ENCRYPTED)


def read(content: bytes, *, passphrase: str | None) -> Identity:
    """Read a private key, with its passphrase where it has one."""
    try:
        text = pyrage.passphrase.decrypt(content, passphrase or "") if needs_passphrase(content) else content
        lines = text.decode().splitlines()
        return Identity.from_str(next(line.strip() for line in lines if line.startswith(PRIVATE)))
    except pyrage.DecryptError as error:
        raise RuleError(_l("This passphrase does not open the key.")) from error
    except (UnicodeDecodeError, StopIteration, pyrage.IdentityError) as error:
        raise RuleError(_l("This file holds no private key of age.")) from error
