"""Writing a code base of any size with a synchronous facade: the same size gives the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.ferry import callers, pure
from benchmarks.ferry.domains import domains
from benchmarks.ferry.layers import layers


@dataclass(frozen=True, slots=True)
class Size:
    """How large a code base is: `domains` subjects of eleven modules, `lines` in a module of the library.

    `functions` is how many there are in modules that use the facade, in per cent of the most.
    """

    domains: int
    lines: int
    functions: int = 100

    def some(self, most: int) -> int:
        """Return how many functions a module has that can have so many."""
        return most * self.functions // 100


SIZES: Mapping[str, Size] = {"small": Size(4, 120), "full": Size(49, 905, 60), "dense": Size(49, 840)}
"""`full` uses the facade more often, for its length, than any package of the corpus, `dense` nearly twice as often."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    modules: int
    lines: int


def generate(root: Path, size: Size) -> Written:
    """Write the code base into `root`."""
    files = {**layers(), **_domains(size)}
    for name in list(files):
        folder = name.rpartition("/")[0]
        while folder and not folder.startswith("tests"):
            files.setdefault(f"{folder}/__init__.py", "")
            folder = folder.rpartition("/")[0]
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    modules = [text for name, text in files.items() if name.endswith(".py")]
    return Written(len(modules), sum(text.count("\n") for text in modules))


def _domains(size: Size) -> dict[str, str]:
    chance = Random(20261126)  # noqa: S311 - no secret
    names = domains(size.domains)
    found: dict[str, str] = {}
    for number, domain in enumerate(names):
        other = names[(number + 1) % len(names)]
        above = names[number - 1] if number else None
        library, service = f"app/library/{domain}", f"app/services/{domain}"
        entry = (f"app.library.{above}.rules", "entry") if above else None
        base = (f"app.library.{above}.shapes", pure.shape_name(above, 0)) if above and number % 5 else None
        found |= {
            f"{library}/rules.py": pure.rules(domain, size.lines, chance, entry),
            f"{library}/limits.py": pure.rules(f"{domain} limits", size.lines, chance, entry),
            f"{library}/shapes.py": pure.shapes(domain, size.lines, chance, base),
            f"{library}/registry.py": pure.namesakes(domain, size.lines, chance),
            f"{service}/service.py": callers.service(domain, other, size.some(26), chance),
            f"{service}/helpers.py": callers.helpers(domain, size.some(8), chance),
            f"app/api/{domain}.py": callers.handlers(domain, size.some(16), chance),
            f"app/commands/{domain}.py": callers.commands(domain, size.some(12), chance),
            f"tests/{domain}/test_{domain}_service.py": callers.service_tests(domain, size.some(24), chance),
            f"tests/{domain}/test_{domain}_rules.py": pure.rules(f"{domain} cases", size.lines, chance, entry),
        }
    return found
