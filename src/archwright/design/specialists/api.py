"""The wire: what answers stay, which reads change data, which views stay in Flask."""

from collections.abc import Iterator

from archwright.design.survey import Survey
from archwright.design.survey.deeds import Deed
from archwright.design.survey.traits import changed_by_get
from archwright.design.words import agree, codes, count, listing
from archwright.model.design import Decision, Evidence, Option
from archwright.model.ported import Moved

_DOES = {
    "template": ("renders a page", "render a page"),
    "json": ("answers JSON", "answer JSON"),
    "redirect": ("redirects", "redirect"),
    "text": ("answers text", "answer text"),
    "file": ("sends a file", "send a file"),
    "stream": ("streams", "stream"),
}


def decide(survey: Survey) -> Iterator[Decision]:
    """The wire first, then what stands in the way of a cleaner one."""
    if survey.deeds:
        yield _wire(survey)
    changing = changed_by_get(survey)
    if changing:
        yield _get_changes(changing)
    if survey.mounted:
        yield _mounted(survey.mounted)


def _wire(survey: Survey) -> Decision:
    numbers = {kind: len(survey.answering(kind)) for kind in _DOES}
    kinds = [f"{number} {agree(number, *_DOES[kind])}" for kind, number in numbers.items() if number]
    pages, json = survey.answering("template"), survey.answering("json")
    told = f": {listing(kinds, 6)}" if kinds else ""
    return Decision(
        slug="keep-the-wire",
        title="Every route keeps its URL, methods and answers",
        context=f"{count(len(survey.facts.routes), 'route')}{told}. Clients outside this code may depend on any of it.",
        evidence=tuple(deed.evidence for deed in (*pages[:2], *json[:2])) or (survey.deeds[0].evidence,),
        options=(
            Option(
                "keep the answers",
                "proven by replay; nothing that calls the app changes",
                "Flask's habits stay (HTML error pages, bad input as it is)",
            ),
            Option(
                "a typed API at once",
                "response models and 422 from the first day",
                "every client must change together with the server",
            ),
        ),
        chosen="keep the answers",
        because="a change of structure and a change of behaviour cannot be proven at once",
        consequences=(
            "`app/core/compat` holds the part of Flask's behaviour this app shows",
            "each meant difference is a named step in docs/migration-ladder.md, off by default",
        ),
    )


def _get_changes(deeds: tuple[Deed, ...]) -> Decision:
    names = codes([f"GET {deed.route.rule}" for deed in deeds])
    return Decision(
        slug="changes-by-get",
        title=f"{names} {agree(len(deeds), 'keeps', 'keep')} changing data",
        context=f"{names}: a link, a prefetch or a crawler is enough to change data, and no CSRF token can stop it.",
        evidence=tuple(deed.evidence for deed in deeds),
        options=(
            Option("keep GET", "existing links and bookmarks work", "anything that follows links can change data"),
            Option("POST only", "only a form of the app can do it", "each link in a template must become a form"),
        ),
        chosen="keep GET",
        because="nothing that calls it has to change until the step is taken",
        consequences=("the step `post-only-changes` is offered on the ladder",),
    )


def _mounted(mounted: tuple[Moved, ...]) -> Decision:
    names = codes([moved.view for moved in mounted])
    size = f"{count(len(mounted), 'view')} ({count(sum(moved.statements for moved in mounted), 'statement')})"
    reasons = tuple(f"{moved.view}: {moved.reason or 'not understood'}" for moved in mounted)
    frees = tuple(f"`{moved.view}` moves when: {moved.unblocks}" for moved in mounted if moved.unblocks)
    return Decision(
        slug="mounted-fallback",
        title=f"{names} {agree(len(mounted), 'stays', 'stay')} in Flask behind the new app",
        context=f"{size} could not be moved and be shown to answer the same.",
        evidence=tuple(Evidence(reason, moved.place) for reason, moved in zip(reasons, mounted, strict=True)),
        options=(
            Option(
                "mount the original",
                "answers the same today; same URL, same session cookie",
                "Flask stays a dependency; these views have no layers",
            ),
            Option("rewrite by hand first", "no Flask left", "nothing ships until each is rewritten and checked"),
            Option("drop the routes", "less code", "callers get 404"),
        ),
        chosen="mount the original",
        because="a route is never lost because it was not understood",
        consequences=("the source lies unchanged in `app/legacy/`", *frees),
    )
