"""What can go wrong with an embedded PostgreSQL."""

from pathlib import Path


class EmbeddedPostgresError(Exception):
    """An embedded PostgreSQL could not be made, started or stopped; the message has the end of its log."""


class DataFolderInUseError(EmbeddedPostgresError):
    """Another server runs on the folder: stop it first, or choose another folder.

    Attributes:
        data_dir: the folder.
        pid: the process id of the other PostgreSQL, or None when it is not known.
    """

    def __init__(self, data_dir: Path, pid: int | None) -> None:
        self.data_dir = data_dir
        self.pid = pid
        holder = f"process {pid}" if pid is not None else "another process"
        super().__init__(f"the data folder {data_dir} is in use by {holder}: stop it, or choose another folder")
