def read(path: str) -> str:
    file = open(path)
    text = file.read()
    file.close()
    return text
