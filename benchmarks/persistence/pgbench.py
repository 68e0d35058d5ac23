"""`pgbench -M prepared`: what a client in C gets with one statement for each call."""

import asyncio
import re
import resource
import tempfile
from array import array
from pathlib import Path

from benchmarks.persistence import statements
from benchmarks.persistence.dataset import FIRST_ID, ID_PREFIX, Dataset, connect_arguments
from benchmarks.persistence.measure import Row, Sample
from persistence.embedded.programs import program

_SET_ID = "\\set n random({first_id}, {first_id} + {players} - 1)"
_ID = "('{id_prefix}' || :n)::uuid"
_SCRIPTS = {
    "read_by_id": (_SET_ID, statements.READ_BY_ID.replace("$1", _ID)),
    "read_in_room": (
        "\\set n random(0, {rooms} - 1)",
        statements.READ_IN_ROOM.replace("$1", "('bench/' || :n)"),
    ),
    "delta": (_SET_ID, statements.DELTA.replace("$1", _ID).replace("$2", "-1")),
}
OPERATIONS = tuple(_SCRIPTS)


async def pgbench(url: str, dataset: Dataset, operation: str, callers: int, seconds: float) -> Row:
    """The row of one operation, from pgbench's own log of each transaction."""
    limit_s = max(1, round(seconds))
    # On a busy machine the time can be over before the clients are connected.
    while (sample := await _run(url, dataset, operation, callers, limit_s)) is None:
        limit_s *= 2
    return sample.row(operation, "pgbench", callers)


async def _run(url: str, dataset: Dataset, operation: str, callers: int, limit_s: int) -> Sample | None:
    """What pgbench measured, or None when it made no call in that time."""
    arguments = connect_arguments(url)
    with tempfile.TemporaryDirectory(prefix="pgbench-") as folder:
        script = Path(folder) / "script.sql"
        script.write_text(_script(operation, dataset))
        command = [str(program("pgbench")), "-n", "-M", "prepared", "-c", str(callers), "-j", "2", "-T", str(limit_s)]
        command += ["-l", f"--log-prefix={folder}/log", "-f", str(script)]
        command += ["-h", arguments["host"], "-U", arguments["user"], arguments["database"]]
        cpu = _children_cpu()
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
        if process.returncode != 0:
            raise RuntimeError(f"pgbench failed: {' '.join(command)}")
        sample = Sample(latencies=_latencies(Path(folder)), cpu=_children_cpu() - cpu)
    # Its own count, without the time that it took to connect.
    tps = re.search(r"tps = ([0-9.]+)", out.decode())
    if tps is None or not sample.latencies:
        return None
    sample.elapsed = len(sample.latencies) / float(tps[1])
    return sample


def _script(operation: str, dataset: Dataset) -> str:
    """A line that draws a number, and one with the statement."""
    draw, statement = _SCRIPTS[operation]
    facts = {"players": dataset.players, "rooms": dataset.rooms, "first_id": FIRST_ID, "id_prefix": ID_PREFIX}
    return f"{draw}\n{' '.join(statement.split())};\n".format(**facts)


def _latencies(folder: Path) -> "array[float]":
    """The third column of each line is the time of a transaction in microseconds."""
    logs = [path.read_text() for path in folder.glob("log*")]
    return array("d", (int(line.split()[2]) / 1e6 for log in logs for line in log.splitlines()))


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
