"""What a command gets."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tools.ferry.cli.progress import Progress
from tools.ferry.config import Config, read_config

if TYPE_CHECKING:
    from tools.ferry.plan import Analysis


@dataclass(frozen=True)
class Request:
    """A tree and the options of the command."""

    root: Path
    config_path: Path
    options: argparse.Namespace

    @cached_property
    def config(self) -> Config:
        """The configuration.

        Raises:
            ConfigError: when it cannot be used.
        """
        return read_config(self.config_path)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show progress as long as the context is open; results are printed after it."""
        with Progress(quiet=self.options.quiet) as shown:
            yield shown

    @contextmanager
    def analysis(self) -> Iterator["Analysis"]:
        """Analyse the tree, and show progress as long as the context is open.

        Raises:
            TreeError: when the tree does not fit the configuration.
        """
        from tools.ferry.edits.held_for_tests import hold_for_tests  # noqa: PLC0415
        from tools.ferry.plan import analyse  # noqa: PLC0415 - what is kept is shown without it

        config = self.config
        with self.progress() as progress, analyse(self.root, config, progress=progress) as analysis:
            yield hold_for_tests(analysis)
