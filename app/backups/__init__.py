"""Backups: the whole record in one file that only the holder of a key can read, and the proof that it can be restored.

Owns no table. Relies on the ledger for its head and its chain, and on the core for databases and files.
"""
