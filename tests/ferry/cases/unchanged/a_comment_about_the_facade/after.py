# PersistenceLayer is gone from here; get_persistence() too.
def nothing() -> None:
    """Once this called `get_persistence`."""
