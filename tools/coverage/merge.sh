#!/bin/sh
# The `--coverage_output_generator`: gives Bazel the reports of one test as one file. What is measured was chosen, and
# named as Bazel does, when it was collected (collect.py); LCOV allows several records for one source file.
set -eu
for argument; do
  case $argument in
    --coverage_dir=*) folder=${argument#*=} ;;
    --output_file=*) output=${argument#*=} ;;
  esac
done
find "$folder" -name '*.dat' ! -path "$output" | sort | while read -r report; do cat "$report"; done >"$output"
