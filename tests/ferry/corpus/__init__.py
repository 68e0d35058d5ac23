"""Ferry on code that nobody here wrote: `./bazelw run //tests/ferry/corpus -- --help`."""
