"""The typed form of `ferry.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STEP_KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "identify": (frozenset(), frozenset({"document"})),
    "container": (frozenset({"class"}), frozenset()),
    "lifespan": (frozenset({"function"}), frozenset()),
    "package": (frozenset(), frozenset({"category", "categories"})),
    "delete": (frozenset({"files"}), frozenset()),
    "exports": (frozenset({"file"}), frozenset()),
    "delete_tests": (frozenset({"files"}), frozenset()),
    "create_tests": (frozenset({"file"}), frozenset({"completed"})),
    "verify": (frozenset(), frozenset()),
    "docs": (frozenset({"files"}), frozenset({"completed"})),
}
"""Step kind -> (required keys, optional keys), beside `id`, `kind` and `needs`."""

OTHER = "other"
"""The category of files that no category names."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan: what `ferry apply` takes as STEP.

    `options` holds the keys of its kind; a key is a string or a tuple of strings.
    """

    id: str
    kind: str
    needs: tuple[str, ...] = ()
    options: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    line: int = 0

    def text(self, key: str) -> str:
        """Return the string under `key`, or the empty string."""
        value = self.options.get(key, "")
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the list under `key`; a single string counts as a list of one."""
        value = self.options.get(key, ())
        return (value,) if isinstance(value, str) else value

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that a `package` step migrates."""
        return self.texts("category") + self.texts("categories")


@dataclass(frozen=True, slots=True)
class Config:
    """A `ferry.toml` without errors. Class and function names are dotted import names."""

    facade: str
    target: str
    accessors: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    target_accessors: Mapping[str, str] = field(default_factory=dict)
    target_classes: Mapping[str, str] = field(default_factory=dict)
    from_facade: str | None = None
    to_sync: str | None = None
    sync_callers: tuple[str, ...] = ()
    stay_sync: frozenset[str] = frozenset()
    methods: Mapping[str, str] = field(default_factory=dict)
    travel: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    roots: tuple[str, ...] = (".",)
    exclude: tuple[str, ...] = ()
    path: str = "ferry.toml"
    _category: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def category_of(self, file: str) -> str:
        """Return the first category that holds `file` (relative to the tree, `/` separated); it is asked for often."""
        if file not in self._category:
            holding = (c for c, prefixes in self.categories.items() if any(covers(prefix, file) for prefix in prefixes))
            self._category[file] = next(holding, OTHER)
        return self._category[file]

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    @property
    def lifespans(self) -> frozenset[str]:
        """The dotted names of the functions of `lifespan` steps: they start the target beside the facade."""
        return frozenset(step.text("function") for step in self.steps if step.kind == "lifespan")

    def step_of_category(self, category: str) -> Step | None:
        """Return the step that migrates `category`."""
        return next((step for step in self.steps if category in step.categories), None)

    def renamed(self, method: str) -> str:
        """Return the target's name of the facade's `method`."""
        return self.methods.get(method, method)


def covers(prefix: str, file: str) -> bool:
    """Tell whether the path `prefix` is `file` or a folder above it."""
    prefix = prefix.rstrip("/")
    return prefix in {"", "."} or file == prefix or file.startswith(prefix + "/")
