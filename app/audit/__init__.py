"""The ledger: who changed what and who looked at what; it knows no domain and takes any model as its subject.

Entries are chained in the transaction of the change itself. They hold field names and keyed digests; readable values
stand beside them in a table of their own, so that they can be masked and, one day, erased without breaking the chain.
Looks are noted beside the request that looks, and sealed into the chain later.
"""
