import logging

log = logging.getLogger(__name__)


def warn(text: str) -> None:
    log.warning("%s", text)
