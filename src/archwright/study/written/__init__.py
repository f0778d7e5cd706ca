"""Reads a generated backend back, and says what somebody changed by hand. Nothing is imported or run."""

from archwright.study.written.drift import find_drift

__all__ = ["find_drift"]
