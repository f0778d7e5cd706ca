"""The draft as a whole: name, stack and auth, then its parts."""

from pathlib import PurePath

from archwright.design.draft.crud import assign_crud
from archwright.design.draft.entities import draft_entities
from archwright.design.draft.operations import draft_operations
from archwright.design.draft.settings import draft_settings
from archwright.design.survey import Survey
from archwright.design.words import snake
from archwright.model.draft import AuthDraft, BlueprintDraft, StackDraft
from archwright.model.facts import Facts


def draft(survey: Survey) -> BlueprintDraft:
    """What the source says about its backend; nothing is added that it does not say."""
    entities = assign_crud(draft_entities(survey.facts), survey)
    return BlueprintDraft(
        name=_name(survey.facts),
        stack=StackDraft(survey.store.engine, survey.store.access, survey.store.place),
        auth=_auth(survey),
        entities=entities,
        operations=draft_operations(survey, entities),
        settings=draft_settings(survey.facts),
    )


def _name(facts: Facts) -> str:
    return snake(PurePath(facts.root).name) or snake(PurePath(facts.entry).stem) or "app"


def _auth(survey: Survey) -> AuthDraft:
    login, scheme = survey.login, survey.passwords.scheme
    place = login.evidence[0].place if login.evidence else None
    return AuthDraft(login.kind, "" if scheme in {"none", "own"} else scheme, place)
