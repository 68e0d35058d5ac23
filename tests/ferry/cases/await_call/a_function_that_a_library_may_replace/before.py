from app.persistence import PersistenceLayer

try:
    from census_in_c import census_size
except ImportError:

    def census_size(persistence):
        return persistence.count_players()


def is_counted_full(persistence: PersistenceLayer) -> bool:
    return census_size(persistence) > 9
