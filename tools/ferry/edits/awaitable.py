"""The text of an annotation that promises an awaitable."""


def awaitable(result: str, form: str) -> str:
    """Return the text of the annotation `result` with a promise of an awaitable; one in quotes keeps them around it."""
    quote = result[0] if form and result[0] in "\"'" else ""
    inside = result[1:-1] if quote else result
    if form == "Union" and not quote:
        parts = inside[len("Union[") : -1] if inside.startswith("Union[") else inside
        return f"Union[{parts}, Awaitable[{inside}]]"
    return f"{quote}{inside} | Awaitable[{inside}]{quote}" if form else f"Awaitable[{result}]"
