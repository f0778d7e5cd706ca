"""SQL whose text is put together from values: closed by binding the values."""

from archwright.port.sql.close import close_function, close_statement

__all__ = ["close_function", "close_statement"]
