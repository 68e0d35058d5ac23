"""Ferry as a wheel, for code bases without Bazel."""
