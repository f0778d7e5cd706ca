"""Modules that use a package without types are exempt from what strict checks cannot know."""

from archwright.model.parts import Dependency, MypyExemption
from archwright.port.compat import assemble


def test_only_modules_with_an_untyped_package_are_exempt() -> None:
    parts = assemble({"forms.FlaskForm", "flash.flash"})

    assert [item.module for item in parts.of(MypyExemption)] == ["app.core.compat.csrf", "app.core.compat.forms"]
    assert "wtforms>=3.2" in [item.requirement for item in parts.of(Dependency)]
