"""What a person completed for a step: a folder beside `ferry.toml` whose files go over those of the tree."""

from collections.abc import Mapping
from pathlib import Path

from tools.ferry.config import Step
from tools.ferry.config.schema import Config
from tools.ferry.source import find_files


def completed_files(config: Config, step: Step) -> Mapping[str, bytes]:
    """Return file of the tree -> content for what lies in the step's `completed` folder; none when it names none."""
    completed = step.text("completed")
    if not completed:
        return {}
    folder = Path(config.path).parent / completed
    return {file: (folder / file).read_bytes() for file in find_files(folder, suffix="")}
