from app.persistence import PersistenceLayer


class TestLayer:
    def test_it_starts_empty(self) -> None:
        assert PersistenceLayer("memory").list_players() == []
