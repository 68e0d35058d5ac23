"""Is an async tree right? Static checks with other eyes than those of the rewriter: `ast`, own inference, mypy.

Imports `config` and `model` only; shares no code with what plans and rewrites. `inference` says what an expression
stands for, `fates` what becomes of a coroutine, `mocks` what a test lets its stand-ins give, `checks` has a module for
each kind of defect, and `run` runs them all.
"""
