"""Pages that show many domains at once: home, a person's dossier and history, the ledger. It owns no table."""
