def texts() -> list[str]:
    return ['one', "two", '''three''']
