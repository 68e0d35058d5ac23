import sys

from app.persistence import get_persistence


def main() -> int:
    print(get_persistence().count_players())
    return 0


if __name__ == "__main__":
    sys.exit(main())
