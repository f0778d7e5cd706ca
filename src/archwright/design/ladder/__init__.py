"""The migration ladder: which routes stand where, and which differences are offered."""

from archwright.design.ladder.ladder import ladder

__all__ = ["ladder"]
