"""`pgbench -M prepared`: what a client in C gets with one statement for each call."""

import asyncio
import re
import resource
import tempfile
from pathlib import Path

from benchmarks.persistence.dataset import Dataset, connect_arguments
from benchmarks.persistence.measure import Row, summarise
from persistence.embedded.programs import program

_SCRIPTS = {
    "read_by_id": """
        \\set n random(0, {players} - 1)
        SELECT id, user_id, name, room_id, created_at, last_active, version FROM players
        WHERE id = ('00000010-0000-0000-0000-' || lpad(to_hex(:n::int), 12, '0'))::uuid AND deleted_at IS NULL;
    """,
    "read_in_room": """
        \\set n random(0, {rooms} - 1)
        SELECT id, user_id, name, room_id, created_at, last_active, version FROM players
        WHERE room_id = 'bench/' || :n::text AND deleted_at IS NULL ORDER BY name_key;
    """,
    "delta": """
        \\set n random(0, {players} - 1)
        UPDATE players SET health = least(greatest(health + -1, 0), max_health)
        WHERE id = ('00000010-0000-0000-0000-' || lpad(to_hex(:n::int), 12, '0'))::uuid AND deleted_at IS NULL
        RETURNING health;
    """,
}
OPERATIONS = tuple(_SCRIPTS)


async def pgbench(url: str, dataset: Dataset, operation: str, callers: int, seconds: float) -> Row:
    """The row of one operation, from pgbench's own log of each transaction."""
    arguments = connect_arguments(url)
    with tempfile.TemporaryDirectory(prefix="pgbench-") as folder:
        script = _write_script(Path(folder), _SCRIPTS[operation].format(players=dataset.players, rooms=dataset.rooms))
        command = [str(program("pgbench")), "-n", "-M", "prepared", "-c", str(callers), "-j", "2"]
        command += ["-T", str(max(1, round(seconds))), "-l", f"--log-prefix={folder}/log", "-f", str(script)]
        command += ["-h", arguments["host"], "-U", arguments["user"], arguments["database"]]
        cpu = _children_cpu()
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
        if process.returncode != 0:
            raise RuntimeError(f"pgbench failed: {' '.join(command)}")
        cpu = _children_cpu() - cpu
        latencies = _latencies(Path(folder))
    # Its own count, without the time that it took to connect.
    per_s = float(re.search(r"tps = ([0-9.]+)", out.decode())[1])  # type: ignore[index]
    return summarise(operation, "pgbench", callers, latencies, len(latencies) / per_s, cpu, 1)


def _write_script(folder: Path, text: str) -> Path:
    """One line for each command of pgbench's own, and one for the statement."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    own = [line for line in lines if line.startswith("\\")]
    statement = " ".join(line for line in lines if not line.startswith("\\"))
    script = folder / "script.sql"
    script.write_text("\n".join([*own, statement]) + "\n")
    return script


def _latencies(folder: Path) -> list[float]:
    """The third column of each line is the time of a transaction in microseconds."""
    logs = [path.read_text() for path in folder.glob("log*")]
    return sorted(int(line.split()[2]) / 1e6 for log in logs for line in log.splitlines())


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
