"""The settings that an embedded server is started with."""

from collections.abc import Mapping
from pathlib import Path

_ALWAYS = {
    "listen_addresses": "",
    # What a crash of the machine must not take is on disk when the commit returns, whatever the folder's own file says.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}

# A server whose data nobody will miss writes nothing for the sake of a crash, and starts no process that it can do
# without.
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "autovacuum": "off",
    "io_method": "sync",
    "shared_buffers": "32MB",
    # In the data folder rather than in /dev/shm, where a killed server would leave it.
    "dynamic_shared_memory_type": "mmap",
}


def arguments(socket_dir: Path, more: Mapping[str, str], *, durable: bool) -> list[str]:
    """Returns the server's command line arguments for its settings; `more` overrides the ones chosen here."""
    chosen = {
        **_ALWAYS,
        **({} if durable else _NOT_DURABLE),
        "unix_socket_directories": str(socket_dir),
        "unix_socket_permissions": "0700",
        **more,
    }
    return [f"--{name}={value}" for name, value in chosen.items()]
