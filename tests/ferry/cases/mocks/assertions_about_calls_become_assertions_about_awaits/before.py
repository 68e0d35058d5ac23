from unittest.mock import Mock, call

from app.persistence import PersistenceLayer


def sweep(layer: PersistenceLayer, ids: list[int]) -> None:
    for player_id in ids:
        layer.delete_player(player_id)


def test_each_is_deleted() -> None:
    layer = Mock(spec=PersistenceLayer)

    sweep(layer, [1, 2])

    layer.delete_player.assert_called()
    layer.delete_player.assert_called_with(2)
    layer.delete_player.assert_any_call(1)
    layer.delete_player.assert_has_calls([call(1), call(2)])
    layer.save_player.assert_not_called()
