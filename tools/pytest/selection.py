"""Which of the collected test cases run: Bazel's filter and its shards."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Selection:
    """Pytest plugin that keeps the test cases of this shard which the filter names.

    Attributes:
        node_id: what `--test_filter` gave, where that is a part of a node id (it has `::`); else empty.
        shard: the number of this shard, from 0.
        shards: how many there are; the cases are dealt out one by one, in the order of their collection.
        status_file: Bazel's sign that the test knows of shards; made when the cases are dealt out.
    """

    node_id: str = ""
    shard: int = 0
    shards: int = 1
    status_file: Path | None = None
    collected: int = 0
    empty: Sequence[str] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Selection":
        """Reads what Bazel says about the filter and the shards."""
        wanted = environment.get("TESTBRIDGE_TEST_ONLY", "")
        status_file = environment.get("TEST_SHARD_STATUS_FILE")
        return cls(
            node_id=wanted if "::" in wanted else "",
            shard=int(environment.get("TEST_SHARD_INDEX") or 0),
            shards=int(environment.get("TEST_TOTAL_SHARDS") or 1),
            status_file=Path(status_file) if status_file else None,
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> object:
        """Counts before the other plugins leave cases out (`-k`), and leaves out the rest after them."""
        self.collected = len(items)
        files = {item.path for item in items}
        self.empty = [name for name in config.args if config.invocation_params.dir / name not in files]
        result = yield
        named = [item for item in items if self.node_id in item.nodeid]
        kept = named[self.shard :: self.shards]
        if left_out := [item for item in items if item not in kept]:
            config.hook.pytest_deselected(items=left_out)
        items[:] = kept
        if self.status_file:
            self.status_file.touch()
        return result

    def exit_code(self, code: int) -> int:
        """Returns Bazel's exit code for pytest's: an empty shard or a filter that fits nothing here is no failure.

        A file without any test is, also beside others.
        """
        if code == 0 and self.empty:
            print(f"no test was collected from {', '.join(self.empty)}", file=sys.stderr)
            return int(pytest.ExitCode.NO_TESTS_COLLECTED)
        if code == pytest.ExitCode.NO_TESTS_COLLECTED and self.collected:
            return 0
        return int(code)
