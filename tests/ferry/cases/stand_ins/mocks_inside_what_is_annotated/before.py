from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from unittest.mock import Mock

from app.persistence import get_persistence


class Mail:
    def send(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


class Post:
    def __init__(self, mails: Sequence[Mail]) -> None:
        self.mails = mails

    def send(self, player_id: int) -> int:
        return sum(mail.send(player_id) for mail in self.mails)


@dataclass
class Settings:
    mails: list[Mail] = field(default_factory=lambda: [Mail()])


def send_by_name(player_id: int, mails: dict[str, Mail]) -> list[str]:
    return [name for name, mail in mails.items() if mail.send(player_id)]


def send_all(player_id: int, mails: Iterable[Mail]) -> int:
    return sum(mail.send(player_id) for mail in mails)


def send_made(player_id: int, make: Callable[[], Mail]) -> bool:
    return make().send(player_id)


def send_settings(player_id: int, settings: Settings) -> int:
    return sum(mail.send(player_id) for mail in settings.mails)


def mail(sent: bool = True) -> Mock:
    made = Mock()
    made.send.return_value = sent
    return made


def test_a_list() -> None:
    sent = Mock()
    sent.send.return_value = True
    assert Post([sent, mail(False)]).send(1) == 1
    sent.send.assert_called_once_with(1)


def test_a_list_of_several() -> None:
    assert Post([mail() for _ in range(3)]).send(1) == 3


def test_a_table() -> None:
    assert send_by_name(1, {"a": mail(), "b": Mock(send=Mock(return_value=False))}) == ["a"]


def test_an_iterator() -> None:
    assert send_all(1, iter([mail(), mail()])) == 2


def test_a_tuple_in_a_variable() -> None:
    mails = (mail(), mail())
    assert send_all(1, mails) == 2


def test_a_list_in_which_one_is_put() -> None:
    settings = Settings()
    settings.mails[0] = Mock(send=Mock(return_value=True))
    assert send_settings(1, settings) == 1


def test_what_a_mock_gives() -> None:
    assert send_made(1, Mock(return_value=mail()))
