# blockers: callback, held_back
from app.persistence import get_persistence


class Service:
    def __init__(self) -> None:
        self.views_kept = []

    def get(self, **options):
        def register(view):
            self.views_kept.append(("GET", view, options))
            return view

        return register


def guarded(view):
    def answer(request):
        return view(request)

    return answer


def include(config, service: Service) -> None:
    for method, view, options in service.views_kept:
        config.add_view(view=guarded(view), method=method, **options)


counters = Service()


@counters.get(permission="read")
def show_counters(request) -> int:
    return get_persistence().count_players()
