from dataclasses import dataclass, field


@dataclass
class Bag:
    items: list[str] = field(default_factory=list)

    def is_empty(self) -> bool:
        return not self.items
