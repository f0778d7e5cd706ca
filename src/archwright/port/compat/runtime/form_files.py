"""Flask-WTF: uploaded files as fields of forms."""

from collections.abc import Iterable
from io import BytesIO
from os import SEEK_END
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import Field, Form, ValidationError
from wtforms import FileField as PlainFileField
from wtforms import MultipleFileField as PlainMultipleFileField
from wtforms.validators import DataRequired, StopValidation

__provides__ = {
    "flask_wtf.file.FileAllowed": "FileAllowed",
    "flask_wtf.file.FileField": "FileField",
    "flask_wtf.file.FileRequired": "FileRequired",
    "flask_wtf.file.FileSize": "FileSize",
    "flask_wtf.file.MultipleFileField": "MultipleFileField",
    "flask_wtf.file.file_allowed": "FileAllowed",
    "flask_wtf.file.file_required": "FileRequired",
    "flask_wtf.file.file_size": "FileSize",
}


class FileField(PlainFileField):
    """One uploaded file."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Takes the first file that was chosen."""
        chosen = _files(valuelist)
        if chosen:
            self.data = chosen[0]
        else:
            self.raw_data = ()


class MultipleFileField(PlainMultipleFileField):
    """Several uploaded files."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Takes the files that were chosen."""
        chosen = _files(valuelist)
        if chosen:
            self.data = chosen
        else:
            self.raw_data = ()


class FileRequired(DataRequired):
    """A file must be chosen."""

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002
        if not _uploads(field):
            raise StopValidation(self.message or field.gettext("This field is required."))


class FileAllowed:
    """Files must have one of the extensions, or be allowed by an upload set."""

    def __init__(self, upload_set: Any, message: str | None = None) -> None:
        self.upload_set = upload_set
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002
        uploads = _uploads(field)
        for upload in uploads:
            name = (upload.filename or "").lower()
            if isinstance(self.upload_set, Iterable):
                self._check_extension(field, name)
            elif not self.upload_set.file_allowed(uploads, name):
                raise StopValidation(self.message or field.gettext("File does not have an approved extension."))

    def _check_extension(self, field: Field, name: str) -> None:
        if not any(name.endswith(f".{extension}") for extension in self.upload_set):
            text = field.gettext("File does not have an approved extension: {extensions}")
            raise StopValidation(self.message or text.format(extensions=", ".join(self.upload_set)))


class FileSize:
    """Files must be no smaller and no larger than so many bytes."""

    def __init__(self, max_size: int, min_size: int = 0, message: str | None = None) -> None:
        self.min_size = min_size
        self.max_size = max_size
        self.message = message

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002
        for upload in _uploads(field):
            if not self.min_size <= _size(upload) <= self.max_size:
                text = f"File must be between {self.min_size} and {self.max_size} bytes."
                raise ValidationError(self.message or field.gettext(text))


def _files(values: Iterable[Any]) -> list[FileStorage]:
    return [value for value in values if isinstance(value, FileStorage) and value]


def _uploads(field: Field) -> list[FileStorage]:
    """The files of a field, none when one of its values is something else."""
    values = field.data if isinstance(field.data, list) else [field.data]
    return values if values == _files(values) else []


def _size(upload: FileStorage) -> int:
    if isinstance(upload.stream, BytesIO):
        return upload.stream.getbuffer().nbytes
    size = upload.stream.seek(0, SEEK_END)
    upload.stream.seek(0)
    return size
