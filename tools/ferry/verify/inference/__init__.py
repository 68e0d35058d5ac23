"""What an expression stands for: the verifier's own reading of a tree."""
