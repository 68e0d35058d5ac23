# blockers: heir, held_back
from unittest.mock import Mock

from app.persistence import PersistenceLayer, get_persistence


class Plain:
    def __init__(self, plain_layer: PersistenceLayer) -> None:
        self.plain_layer = plain_layer

    def size(self) -> int:
        return self.plain_layer.count_players()


class Named:
    def __init__(self, named_layer: PersistenceLayer) -> None:
        self.named_layer = named_layer

    def size(self) -> int:
        return self.named_layer.count_players()


class Answering:
    def __init__(self, answering_layer: PersistenceLayer) -> None:
        self.answering_layer = answering_layer

    def size(self) -> int:
        return self.answering_layer.count_players()


class Mocked:
    def __init__(self, mocked_layer: PersistenceLayer) -> None:
        self.mocked_layer = mocked_layer

    def size(self) -> int:
        return self.mocked_layer.count_players()


class Kept:
    def __init__(self, kept_layer: PersistenceLayer) -> None:
        self.kept_layer = kept_layer

    def size(self) -> int:
        return self.kept_layer.count_players()


def sizes() -> list[int]:
    return [
        Plain(get_persistence()).size(),
        Named(get_persistence()).size(),
        Answering(get_persistence()).size(),
        Mocked(get_persistence()).size(),
        Kept(get_persistence()).size(),
    ]


class Empty:
    pass


def made():
    fake = Empty()
    fake.count_players = lambda: 1
    return fake


class Told:
    def __init__(self, **methods):
        for name, method in methods.items():
            setattr(self, name, method)


class Ready:
    def __getattr__(self, name):
        return lambda: 3


class Own:
    def __init__(self):
        self.count_players = lambda: 4


class Counting:
    def __init__(self):
        self.count_players = Mock(return_value=5)


def test_a_mock_as_a_method():
    assert Mocked(Counting()).size() == 5


def test_an_attribute_that_is_assigned():
    assert Plain(made()).size() == 1


def test_attributes_by_names_that_are_given():
    assert Named(Told(count_players=lambda: 2)).size() == 2


def test_an_object_that_answers_everything():
    assert Answering(Ready()).size() == 3


def test_an_attribute_of_the_object_itself():
    assert Kept(Own()).size() == 4
