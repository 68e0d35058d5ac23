"""`ferry.toml`: what is migrated, by which names, and in which steps. The reference is docs/FERRY.md.

Every package of `tools.ferry` may import this one; it imports only `model`.
"""

from tools.ferry.config.lines import place_of
from tools.ferry.config.read import ConfigError, read_config
from tools.ferry.config.schema import STEP_KINDS, Config, Step

__all__ = ["STEP_KINDS", "Config", "ConfigError", "Step", "place_of", "read_config"]
