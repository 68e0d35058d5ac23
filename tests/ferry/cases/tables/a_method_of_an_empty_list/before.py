from app.persistence import get_persistence

HOOKS = {"count": []}
LOG = []


def fire(event):
    for function in HOOKS.get(event, ()):
        function(event)


def count(event):
    return event, get_persistence().count_players()


HOOKS["count"].append(count)
HOOKS["count"].append(LOG.append)
