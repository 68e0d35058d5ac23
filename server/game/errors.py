"""What the rules raise."""


class RuleBrokenError(ValueError):
    """A value that a player chose breaks a rule; choose another.

    Attributes:
        field: What the value is for, for example "name".
        rule: What the value has to be, as the end of the sentence "<field> must …".
    """

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field} must {rule}")
        self.field = field
        self.rule = rule
