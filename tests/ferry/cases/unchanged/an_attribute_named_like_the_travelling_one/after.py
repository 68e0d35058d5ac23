class Settings:
    def __init__(self) -> None:
        self.persistence = "memory"


def backend(settings: Settings) -> str:
    return settings.persistence
