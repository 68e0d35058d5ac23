from unittest.mock import Mock


class Roster:
    def count_players(self) -> int:
        return 0


def size(roster: Roster) -> int:
    return roster.count_players()


def test_the_size_is_the_count() -> None:
    roster = Mock(spec=Roster)
    roster.count_players.return_value = 4

    assert size(roster) == 4
    roster.count_players.assert_called_once_with()
