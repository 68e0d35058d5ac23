from app.container import ApplicationContainer


def size(container: ApplicationContainer) -> int:
    return container.persistence.count_players()
