"""How a command ends, in the codes that scripts read."""

import click

DONE, FAILED, USAGE, REJECTED, REFUSED, STOPPED = 0, 1, 2, 3, 4, 130

#: Shown under every command's help.
CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with rejected rows, 4 refused, 130 stopped by Ctrl-C."


class Failed(click.ClickException):
    """The command could not do what it was asked; nothing was changed."""

    exit_code = FAILED


class Rejected(click.ClickException):
    """The command did its work, but some rows were rejected."""

    exit_code = REJECTED


class Refused(click.ClickException):
    """A guard refused: the database is not empty, or a `--yes` is missing."""

    exit_code = REFUSED
