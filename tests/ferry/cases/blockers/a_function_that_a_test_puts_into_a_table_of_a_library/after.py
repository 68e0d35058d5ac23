# blockers: callback, held_back
import copyreg

from app.persistence import get_persistence


class Stock:
    pass


def reduced(stock: Stock) -> str:
    return f"{stock} {get_persistence().get_player(1)}"


def test_install(monkeypatch) -> None:
    monkeypatch.setitem(copyreg.dispatch_table, Stock, reduced)
