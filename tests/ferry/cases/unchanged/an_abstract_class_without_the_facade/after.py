from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self) -> float:
        """The area."""


class Square(Shape):
    def area(self) -> float:
        return 1.0
