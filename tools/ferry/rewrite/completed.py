"""What a person completed for a step: a folder beside `ferry.toml` whose files go over those of the tree."""

from collections.abc import Mapping
from pathlib import Path

from tools.ferry.config import Step
from tools.ferry.config.schema import Config
from tools.ferry.rewrite.step_paths import misfit
from tools.ferry.source import find_files


def completed_files(config: Config, step: Step) -> Mapping[str, bytes]:
    """Return file of the tree -> content for what lies in the step's `completed` folder; none when it names none.

    Raises:
        StepPathError: when there is no such folder.
    """
    completed = step.text("completed")
    if not completed:
        return {}
    folder = Path(config.path).parent / completed
    if not folder.is_dir():
        raise misfit(config, step, "completed", f"there is no folder {folder}")
    return {file: (folder / file).read_bytes() for file in find_files(folder, suffix="")}
