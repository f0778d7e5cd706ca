"""Tests for the written backend, made from recorded exchanges."""

from archwright.build.exchanges.files import replay_tests

__all__ = ["replay_tests"]
