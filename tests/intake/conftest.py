"""Taking a source in."""

import pytest
from taking import Take

from archwright import language
from archwright.design.intake import take_in
from archwright.model.intake import Intake, Source
from archwright.workbench.intake import RULES, page_of


@pytest.fixture
def take() -> Take:
    """What a text gives; whatever it is, the page loads again and says the same."""

    def taken(name: str, text: str) -> Intake:
        intake = take_in(Source(name, text), RULES)
        assert language.load(page_of(intake)) == intake.blueprint
        return intake

    return taken
