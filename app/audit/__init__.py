"""The ledger: who changed what, when; it knows no domain and takes any model as its subject.

Entries are added in the transaction of the change itself. They hold field names and keyed digests; readable values
stand beside them in a table of their own, so that they can be masked and, one day, erased without breaking the ledger.
"""
