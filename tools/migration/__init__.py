"""The programs behind the rules of `tools/build/migration`; only those rules and their tests use them."""
