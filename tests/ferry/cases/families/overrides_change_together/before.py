from app.persistence import get_persistence


class Command:
    def run(self) -> str:
        return ""


class Count(Command):
    def run(self) -> str:
        return str(get_persistence().count_players())


class Help(Command):
    def run(self) -> str:
        return "help"


def execute(command: Command) -> str:
    return command.run()
