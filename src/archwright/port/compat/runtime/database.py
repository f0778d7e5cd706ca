"""Finds rows or answers 404, as Flask-SQLAlchemy does."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.orm import Query, lazyload
from werkzeug.exceptions import abort

from app.core.compat.paging import Pagination, page_arguments
from app.core.database import current_session


def get_or_404(entity: Any, ident: Any, *, description: str | None = None, **options: Any) -> Any:
    """The row with that primary key."""
    return _found(current_session().get(entity, ident, **options), description)


def first_or_404(statement: Select[Any] | Query[Any], *, description: str | None = None) -> Any:
    """The first row of a query."""
    row = statement.first() if isinstance(statement, Query) else current_session().execute(statement).scalar()
    return _found(row, description)


def one_or_404(statement: Select[Any] | Query[Any], *, description: str | None = None) -> Any:
    """The only row of a query; 404 also when there are more."""
    try:
        return statement.one() if isinstance(statement, Query) else current_session().execute(statement).scalar_one()
    except (MultipleResultsFound, NoResultFound):
        abort(404, description=description)


def paginate(  # noqa: PLR0913 - the options are Flask-SQLAlchemy's
    statement: Select[Any] | Query[Any],
    *,
    page: int | None = None,
    per_page: int | None = None,
    max_per_page: int | None = None,
    error_out: bool = True,
    count: bool = True,
) -> Pagination:
    """One page of a query, by default the one that the query string asks for."""
    page, per_page = page_arguments(page, per_page, max_per_page, error_out)

    def fetch(number: int, size: int) -> list[Any]:
        part = statement.limit(size).offset((number - 1) * size)
        return part.all() if isinstance(part, Query) else list(current_session().scalars(part).unique())

    items = fetch(page, per_page)
    if not items and page != 1 and error_out:
        abort(404)
    return Pagination(page, per_page, items, _total(statement) if count else None, fetch)


class PageQuery(Query[Any]):
    """A query with Flask-SQLAlchemy's endings, for `sessionmaker(query_cls=PageQuery)`."""

    def get_or_404(self, ident: Any, description: str | None = None) -> Any:
        """The row with that primary key."""
        return _found(self.get(ident), description)

    def first_or_404(self, description: str | None = None) -> Any:
        """The first row."""
        return first_or_404(self, description=description)

    def one_or_404(self, description: str | None = None) -> Any:
        """The only row."""
        return one_or_404(self, description=description)

    def paginate(self, **options: Any) -> Pagination:
        """One page."""
        return paginate(self, **options)


def _total(statement: Select[Any] | Query[Any]) -> int:
    if isinstance(statement, Query):
        return statement.order_by(None).count()
    rows = statement.options(lazyload("*")).order_by(None).subquery()
    return current_session().execute(select(func.count()).select_from(rows)).scalar_one()


def _found(row: Any, description: str | None) -> Any:
    if row is None:
        abort(404, description=description)
    return row
