"""Mail: one port; by default it is written into the log, so that nothing has to be set up."""

from collections.abc import Iterator

from archwright.build.resources.accounts import mails
from archwright.build.template import Templates
from archwright.model.blueprint import Blueprint
from archwright.model.parts import MainLine, Part, SettingPart

_templates = Templates(__name__)


def parts(blueprint: Blueprint) -> Iterator[Part]:
    """Nothing when no mail is sent."""
    if not mails(blueprint):
        return
    yield _templates.file("app/core/mail.py")
    yield _templates.file("tests/integration/test_mail.py")
    doc = "Where mail goes: console:, file:<folder>, or smtp://user:password@host:587."
    yield SettingPart("mail_url", "str", '"console:"', doc)
    yield SettingPart("mail_sender", "str", '"noreply@localhost"', "Who mail is from.")
    yield MainLine(
        "app.state.mailer = make_mailer(settings.mail_url, settings.mail_sender)",
        ("from app.core.mail import make_mailer",),
        order=-970,
    )
