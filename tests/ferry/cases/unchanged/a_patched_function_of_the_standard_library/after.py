import os
from unittest.mock import patch


def folder() -> str:
    return os.getcwd()


def test_the_folder_can_be_replaced() -> None:
    with patch("os.getcwd", return_value="/") as getcwd:
        assert folder() == "/"
    getcwd.assert_called_once_with()
