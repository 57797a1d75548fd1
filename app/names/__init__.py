"""How names are compared and ordered: pure functions of text, with no database and no Flask."""
