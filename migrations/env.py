"""How Alembic reaches the database: through a connection handed in, or one opened from the settings."""

import sqlalchemy as sa
from alembic import context

import app  # noqa: F401 - the factory imports every table
from app.core.db import Base, set_up_sqlite
from config import load


def run(connection: sa.Connection) -> None:
    """Run the migrations in one transaction: SQLite can do that too, but Alembic has to be told."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def open_engine() -> sa.Engine:
    """Open the settings' database; SQLite without foreign keys, since it rebuilds a table by dropping the old one."""
    settings = load()
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":
        set_up_sqlite(engine, busy_timeout=settings.sqlite_busy_timeout, foreign_keys=False)
    return engine


given: sa.Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine().connect() as opened:
        run(opened)
        opened.commit()
