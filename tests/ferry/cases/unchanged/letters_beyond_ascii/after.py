def greet(name: str) -> str:
    return f"Grüß dich, {name} – ✓"  # naïve café
