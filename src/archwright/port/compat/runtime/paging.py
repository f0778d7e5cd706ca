"""Pages of a query, in Flask-SQLAlchemy's words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from werkzeug.exceptions import abort

from app.core.compat.request import has_request_context, request

__provides__ = {
    "flask_sqlalchemy.pagination.Pagination": "Pagination",
}


@dataclass
class Pagination:
    """One page: its items, and where it is among the others. `fetch` gives the items of another page."""

    page: int
    per_page: int
    items: list[Any]
    total: int | None
    fetch: Callable[[int, int], list[Any]]

    @property
    def first(self) -> int:
        """The number of the first item, 0 if there is none."""
        return (self.page - 1) * self.per_page + 1 if self.items else 0

    @property
    def last(self) -> int:
        """The number of the last item."""
        return max(self.first, self.first + len(self.items) - 1)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return ceil((self.total or 0) / self.per_page)

    @property
    def has_prev(self) -> bool:
        """Whether a page is before this one."""
        return self.page > 1

    @property
    def prev_num(self) -> int | None:
        """The number of the page before."""
        return self.page - 1 if self.has_prev else None

    @property
    def has_next(self) -> bool:
        """Whether a page is after this one."""
        return self.page < self.pages

    @property
    def next_num(self) -> int | None:
        """The number of the page after."""
        return self.page + 1 if self.has_next else None

    def prev(self, *, error_out: bool = False) -> "Pagination":
        """The page before."""
        return self._turn(self.page - 1, error_out)

    def next(self, *, error_out: bool = False) -> "Pagination":
        """The page after."""
        return self._turn(self.page + 1, error_out)

    def _turn(self, page: int, error_out: bool) -> "Pagination":
        page = at_least_one(page, 1, error_out)
        items = self.fetch(page, self.per_page)
        if not items and page != 1 and error_out:
            abort(404)
        return replace(self, page=page, items=items)

    def iter_pages(
        self, *, left_edge: int = 2, left_current: int = 2, right_current: int = 4, right_edge: int = 2
    ) -> Iterator[int | None]:
        """Numbers for a list of links: both ends and those around this page, None for a gap."""
        shown = {
            *range(1, left_edge + 1),
            *range(self.page - left_current, self.page + right_current + 1),
            *range(self.pages - right_edge + 1, self.pages + 1),
        }
        before = 0
        for number in sorted(shown & set(range(1, self.pages + 1))):
            if number - before > 1:
                yield None
            yield number
            before = number

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def page_arguments(
    page: int | None, per_page: int | None, max_per_page: int | None, error_out: bool
) -> tuple[int, int]:
    """Page and size as given, or as the query string has them; 404 for what is no number."""
    page = _argument("page", 1, error_out) if page is None else page
    per_page = _argument("per_page", 20, error_out) if per_page is None else per_page
    per_page = per_page if max_per_page is None else min(per_page, max_per_page)
    return at_least_one(page, 1, error_out), at_least_one(per_page, 20, error_out)


def at_least_one(number: int, default: int, error_out: bool) -> int:
    """The number; the default, or 404, for one below 1."""
    if number < 1 and error_out:
        abort(404)
    return number if number >= 1 else default


def _argument(name: str, default: int, error_out: bool) -> int:
    try:
        return int(request.args.get(name, default)) if has_request_context() else default
    except ValueError:
        if error_out:
            abort(404)
        return default
