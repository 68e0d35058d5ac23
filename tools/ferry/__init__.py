"""Ferry: carries a code base from a synchronous persistence facade to an async one.

Import the packages below this one; the command line is `tools.ferry.cli`. From the text of a tree to a migrated one,
each imports only what stands before it:

- `source` reads the files, `types` says what names mean, `project` is the tree with its configuration;
- `uses`, `carriers` and `functions` tell what the code around an expression does with it, what holds the facade, and
  where functions travel; `trace` follows the facade through all of them;
- `calls` has who calls whom, `colour` what must become async and what stands in the way, `plan` the steps;
- `inventory` lists the uses, `proposal` writes a first `ferry.toml`, `rewrite` applies a step, `status` counts what is
  left.

`verify`, `flip` and `ratchet` judge the result: they read a tree without any of these. `git` asks that program.
"""

__version__ = "0.1.0"
