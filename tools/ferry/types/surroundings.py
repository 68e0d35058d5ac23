"""What the type checker's answers about a file depend on beside its own text: what the modules show that it can see.

A file sees the modules that its imports lead to, those that their imports lead to, and so on. Which files an import
means depends on the checker's search path, so that each that it may mean counts. Modules that import each other see the
same; their digest is made at once, of their own outlines and of the digests of what lies beyond.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cached_property

from tools.ferry.source import Program


class Reach:
    """What each file of one program imports. A folder, which ends in `/`, stands for all that it holds."""

    def __init__(self, program: Program, roots: tuple[str, ...]) -> None:
        self._files = program.files
        self._roots = frozenset("" if root == "." else root.strip("/") + "/" for root in roots)

    def of(self, files: Iterable[str]) -> set[str]:
        """Return the files, and all that they can see."""
        found = set(files)
        queue = list(found)
        while queue:
            new = set(self.next_to(queue.pop())) - found
            found |= new
            queue += new
        return {place for place in found if place in self._files}

    def next_to(self, node: str) -> list[str]:
        """Return what a file imports, or what a folder holds."""
        if node.endswith("/"):
            return self._inside[node]
        folders = node.split("/")[:-1]
        above = {"".join(f"{folder}/" for folder in folders[:depth]) for depth in range(len(folders) + 1)}
        names = self._files[node].outline.reaches
        return sorted({found for name in names for base in self._roots | above for found in self._meant(base, name)})

    def _meant(self, base: str, name: str) -> Iterator[str]:
        """Yield the files and the folder to which a dotted name leads from one folder."""
        path = base
        for part in name.split("."):
            path += part
            if f"{path}.py" in self._files:
                yield f"{path}.py"
            path += "/"
            if path not in self._inside:
                return
            if f"{path}__init__.py" in self._files:
                yield f"{path}__init__.py"
        yield path

    @cached_property
    def _inside(self) -> dict[str, list[str]]:
        """The files and folders in each folder."""
        found: dict[str, list[str]] = {}
        for file in self._files:
            inside, folder = file, file.rpartition("/")[0]
            while folder:
                known = f"{folder}/" in found
                found.setdefault(f"{folder}/", []).append(inside)
                if known:
                    break
                inside, folder = f"{folder}/", folder.rpartition("/")[0]
        return found


class Surroundings:
    """Digests of what each file of one program can see."""

    def __init__(self, program: Program, roots: tuple[str, ...], checked_by: str) -> None:
        self._files = program.files
        self._reach = Reach(program, roots)
        self._of_checker = json.dumps([checked_by, roots])
        self._digests: dict[str, str] = {}

    def of(self, file: str) -> str:
        """Return the digest of the checker, of the import roots, and of what the file can see."""
        if file not in self._digests:
            self._digest_all(file)
        return self._digests[file]

    def _digest_all(self, start: str) -> None:
        """Make the digests of all that can be reached; groups that reach each other as Tarjan finds them."""
        number: dict[str, int] = {}
        lowest: dict[str, int] = {}
        group: list[str] = []  # what was reached and has no digest yet
        way: list[tuple[str, Iterator[str]]] = []  # from the start to where we are, with what is still to be followed

        def reach(node: str) -> None:
            number[node] = lowest[node] = len(number)
            group.append(node)
            way.append((node, iter(self._reach.next_to(node))))

        reach(start)
        while way:
            node, following = way[-1]
            for other in following:
                if other not in number and other not in self._digests:
                    reach(other)
                    break
                if other not in self._digests:
                    lowest[node] = min(lowest[node], number[other])
            else:
                way.pop()
                if way:
                    lowest[way[-1][0]] = min(lowest[way[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    members = [group.pop()]
                    while members[-1] != node:
                        members.append(group.pop())
                    self._digest_group(members)

    def _digest_group(self, group: list[str]) -> None:
        shown = sorted((node, self._files[node].outline.visible) for node in group if node in self._files)
        beyond = {
            self._digests[other] for node in group for other in self._reach.next_to(node) if other in self._digests
        }
        text = json.dumps([self._of_checker, shown, sorted(beyond)])
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self._digests.update((node, digest) for node in group)
