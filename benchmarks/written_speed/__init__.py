"""The parts of the speed harness."""
