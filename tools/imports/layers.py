"""Who may import whom, as `layers.toml` says it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

RULES = Path(__file__).with_name("layers.toml")


@dataclass(frozen=True)
class Layers:
    """The rules, with paths as folders from the repository's root: `server/api`."""

    may_import: Mapping[str, Sequence[str]]
    private: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls, path: Path) -> "Layers":
        """Read the rules from a TOML file with the tables `may_import` and `private`."""
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(may_import=table["may_import"], private=table.get("private", {}))

    def violation(self, importer: str, imported: str) -> str | None:
        """Say which rule forbids that `importer` imports `imported`, both modules as paths; `None` when none does."""
        layer = self._layer(importer)
        if layer is None:
            return f"{importer} is in no layer of tools/imports/layers.toml"
        for pattern, friends in self.private.items():
            if fnmatchcase(imported, pattern) and not any(_inside(importer, friend) for friend in friends):
                return f"only {' and '.join(friends)} may import {pattern}"
        allowed = self.may_import[layer]
        reachable = "*" in allowed or any(_inside(imported, path) for path in allowed)
        if reachable or layer == self._layer(imported) or _inside(importer, imported):
            return None
        return f"{layer} may import {', '.join(allowed) or 'no other layer'}"

    def _layer(self, module: str) -> str | None:
        return max((layer for layer in self.may_import if _inside(module, layer)), key=len, default=None)


def _inside(module: str, folder: str) -> bool:
    return module == folder or module.startswith(f"{folder}/")
