"""Article: what happens in the operations. These functions are yours; they are written once."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select

from app.core.database import Row
from app.core.errors import Taken, TitleTaken
from app.core.ids import uuid7
from app.models import Article, Comment, Favorite, Follow, Tagging, User
from app.schemas.article_operations import (
    AddCommentInput,
    AddCommentOutput,
    ArticlesQuery,
    ChangeArticleInput,
    CommentsOutput,
    CreateArticleInput,
    FeedQuery,
)
from app.schemas.shapes import ArticleCard, ArticleView, CommentView, ManyArticles, OneArticle
from app.services.profiles_operations import alone, profiles
from app.services.work import Work

# Of articles on a page, and of letters in a slug.
MOST, LONGEST = 1000, 200


async def articles(work: Work, query: ArticlesQuery) -> ManyArticles:
    """Articles."""
    wanted = []
    if query.tag is not None:
        wanted.append(Article.id.in_(select(Tagging.article_id).where(Tagging.name == query.tag)))
    if query.author is not None:
        wanted.append(Article.author_id.in_(select(User.id).where(User.username == query.author)))
    if query.favorited is not None:
        fans = select(User.id).where(User.username == query.favorited)
        wanted.append(Article.id.in_(select(Favorite.article_id).where(Favorite.user_id.in_(fans))))
    return await _page(work, query, wanted)


async def feed(work: Work, query: FeedQuery) -> ManyArticles:
    """Feed."""
    followed = select(Follow.followed_id).where(Follow.follower_id == work.actor.id)
    return await _page(work, query, [Article.author_id.in_(followed)])


async def create_article(work: Work, data: CreateArticleInput) -> OneArticle:
    """Create article.

    Raises TitleTaken (app.core.errors).
    """
    me, values = await alone(work), data.article.model_dump()
    names = values.pop("tag_list")
    mine = select(Article.id).where(Article.author_id == me["id"], Article.title == values["title"])
    if await work.connection.one(mine):
        raise TitleTaken(field="title")
    slug = await _free_slug(work, values["title"])
    article = await work.articles.add({**values, "slug": slug, "author_id": me["id"]})
    await _tag(work, article, names or [])
    return await _one(work, article)


async def article(work: Work, article: Row) -> OneArticle:
    """Article."""
    return await _one(work, article)


async def change_article(work: Work, article: Row, data: ChangeArticleInput) -> OneArticle:
    """Change article.

    Raises Taken (app.core.errors).
    """
    changes = data.article.model_dump(exclude_unset=True)
    names = changes.pop("tag_list", None)
    if changes.get("title", article["title"]) != article["title"]:
        mine = Article.author_id == article["author_id"], Article.title == changes["title"]
        if await work.connection.one(select(Article.id).where(*mine)):
            raise Taken(field="title")
        changes["slug"] = await _free_slug(work, changes["title"], article["id"])
    if names is not None:
        await work.connection.run(delete(Tagging).where(Tagging.article_id == article["id"]))
        await _tag(work, article, names)
    return await _one(work, await work.articles.change(article["slug"], changes or {"slug": article["slug"]}))


async def delete_article(work: Work, article: Row) -> None:
    """Delete article."""
    await work.articles.remove(article["slug"])


async def favorite(work: Work, article: Row) -> OneArticle:
    """Favorite."""
    me = await alone(work)
    pair = {"article_id": article["id"], "user_id": me["id"]}
    if not await work.connection.one(select(Favorite.id).filter_by(**pair)):
        await work.favorites.add(pair)
    return await _one(work, article)


async def unfavorite(work: Work, article: Row) -> OneArticle:
    """Unfavorite."""
    mine = Favorite.article_id == article["id"], Favorite.user_id == work.actor.id
    await work.connection.run(delete(Favorite).where(*mine))
    return await _one(work, article)


async def comments(work: Work, article: Row) -> CommentsOutput:
    """Comments."""
    said = select(Comment.__table__).where(Comment.article_id == article["id"]).order_by(Comment.id)
    return CommentsOutput(comments=await _comments(work, await work.connection.all(said)))


async def add_comment(work: Work, article: Row, data: AddCommentInput) -> AddCommentOutput:
    """Add comment."""
    me = await work.accounts.user(work.actor)
    values = {"body": data.comment.body, "article_id": article["id"], "author_id": me["id"]}
    return AddCommentOutput(comment=(await _comments(work, [await work.comments.add(values)]))[0])


async def delete_comment(work: Work, article: Row, comment: Row) -> None:
    """Delete comment."""
    await work.comments.remove(comment["id"])


async def _page(work: Work, query: ArticlesQuery | FeedQuery, wanted: Sequence[ColumnElement[bool]]) -> ManyArticles:
    total = await work.connection.one(select(func.count().label("n")).select_from(Article).where(*wanted))
    newest = select(Article.__table__).where(*wanted).order_by(Article.created_at.desc(), Article.id.desc())
    found = await work.connection.all(newest.limit(min(query.limit, MOST)).offset(query.offset))
    cards = [ArticleCard.model_validate(each) for each in await _shown(work, found)]
    return ManyArticles(articles=cards, articles_count=total["n"] if total else 0)


async def _one(work: Work, article: Row) -> OneArticle:
    return OneArticle(article=ArticleView.model_validate((await _shown(work, [article]))[0]))


async def _shown(work: Work, found: Sequence[Row]) -> list[dict[str, Any]]:
    """Articles with all that is told of them: as many queries for a page as for one."""
    ids = [row["id"] for row in found]
    tags = await work.connection.all(
        select(Tagging.article_id, Tagging.name).where(Tagging.article_id.in_(ids)).order_by(Tagging.name)
    )
    fans = await work.connection.all(select(Favorite.article_id, Favorite.user_id).where(Favorite.article_id.in_(ids)))
    authors = await profiles(work, {row["author_id"] for row in found})
    return [
        {
            **row,
            "tag_list": [tag["name"] for tag in tags if tag["article_id"] == row["id"]],
            "favorited": any(fan["article_id"] == row["id"] and fan["user_id"] == work.actor.id for fan in fans),
            "favorites_count": sum(fan["article_id"] == row["id"] for fan in fans),
            "author": authors[row["author_id"]],
        }
        for row in found
    ]


async def _comments(work: Work, found: Sequence[Row]) -> list[CommentView]:
    authors = await profiles(work, {row["author_id"] for row in found})
    return [CommentView.model_validate({**row, "author": authors[row["author_id"]]}) for row in found]


async def _tag(work: Work, article: Row, names: Sequence[str]) -> None:
    for name in set(names):
        await work.taggings.add({"article_id": article["id"], "name": name})


async def _free_slug(work: Work, title: str, own: int = 0) -> str:
    """The words of the title; with a few letters more where somebody else's article is called that."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or "article"
    taken = await work.connection.one(select(Article.id).where(Article.slug == words, Article.id != own))
    return f"{words}-{uuid7().hex[-8:]}" if taken or words == "feed" else words
