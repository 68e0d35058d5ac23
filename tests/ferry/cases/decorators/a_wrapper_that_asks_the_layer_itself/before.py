import functools

from app.persistence import get_persistence


def admins_only(view):
    @functools.wraps(view)
    def wrapped(player, *args):
        if not get_persistence().is_admin(player):
            return "no"
        return view(player, *args).upper()

    return wrapped


def is_known(player) -> bool:
    return get_persistence().get_player(player) is not None


def known(answer="who?"):
    def decorate(view):
        @functools.wraps(view)
        def wrapped(player, *args):
            wrapped.calls += 1
            return view(player, *args) if is_known(player) else answer

        wrapped.calls = 0
        return wrapped

    return decorate


@admins_only
def size(player) -> str:
    return f"{get_persistence().count_players()} players"


@admins_only
@known(answer="hm")
def hello(player, name) -> str:
    return f"hello {name}"


class Page:
    @known()
    def title(self, player) -> str:
        return f"page of {player}"


def main():
    print(size(1), hello(1, "ann"), Page().title(1), hello.calls)


if __name__ == "__main__":
    main()
