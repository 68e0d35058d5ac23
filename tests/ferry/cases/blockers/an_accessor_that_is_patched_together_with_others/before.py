# blockers: held_back, mock
import logging
from unittest.mock import DEFAULT, patch

import pytest

from app.persistence import get_persistence

log = logging.getLogger(__name__)


def together_size() -> int:
    log.info("asked")
    return get_persistence().count_players()


@patch.multiple("cases.blockers.test_an_accessor_that_is_patched_together_with_others", log=DEFAULT)
def test_the_log(log) -> None:
    assert together_size() >= 0
    log.info.assert_called_once()


@patch.multiple("cases.blockers.test_an_accessor_that_is_patched_together_with_others", get_persistence=DEFAULT)
def test_the_layer(get_persistence) -> None:
    get_persistence.side_effect = KeyError
    with pytest.raises(KeyError):
        together_size()
