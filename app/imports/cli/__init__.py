"""The commands that read lists: `obmin import` takes them into the record, `obmin match` looks them up in it."""

from app.imports.cli import importing, matching

commands = [*importing.commands, *matching.commands]
