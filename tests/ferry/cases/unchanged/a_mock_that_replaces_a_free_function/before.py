from unittest.mock import Mock


def notify(send) -> None:
    send("hello")


def test_a_message_is_sent() -> None:
    send = Mock()

    notify(send)

    send.assert_called_once_with("hello")
