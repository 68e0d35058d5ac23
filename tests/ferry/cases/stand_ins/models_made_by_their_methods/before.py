from unittest.mock import MagicMock

from pydantic import BaseModel

from app.persistence import PersistenceLayer, get_persistence


class Census(BaseModel):
    model_config = {"arbitrary_types_allowed": True}

    backing: PersistenceLayer
    most: int = 3

    def is_full(self) -> bool:
        return self.backing.count_players() > self.most


class Named(BaseModel):
    name: str

    def label(self) -> str:
        return self.name

    def is_full(self) -> bool:
        return False


def build() -> bool:
    return Census(backing=get_persistence()).is_full()


def test_construct() -> None:
    fake = MagicMock()
    fake.count_players.return_value = 7
    census = Census.model_construct(backing=fake, most=2)
    assert census.is_full()
    fake.count_players.assert_called_once_with()


def test_spec() -> None:
    fake = MagicMock(spec=PersistenceLayer)
    fake.count_players.return_value = 7
    census = Census.model_validate({"backing": fake, "most": 2})
    assert census.is_full()


def test_copy() -> None:
    fake = MagicMock(spec=PersistenceLayer)
    fake.count_players.return_value = 7
    census = Census(backing=fake).model_copy(update={"most": 9})
    assert not census.is_full()


def test_row() -> None:
    fake = MagicMock(spec=PersistenceLayer)
    fake.count_players.return_value = 7
    row = {"backing": fake, "most": 2}
    census = Census.model_validate(row)
    assert census.is_full()


def test_named() -> None:
    assert Named.model_validate_json('{"name": "a"}').label() == "a"
    named = Named.model_validate({"name": "a"})
    assert not named.is_full()
