"""Uploads in forms."""

from functools import cached_property

from flask import current_app
from flask_wtf.file import MultipleFileField

from portal.errors import Refusal
from portal.files.held import Held, put_aside, take_back
from portal.files.intake import PreparedFile, prepare
from portal.i18n import say


class Papers(MultipleFileField):
    """Uploads that stay chosen while the form is asked again; the macro `papers` shows those put aside before."""

    _tokens: list[str] = []

    def process(self, formdata, *args, **kwargs) -> None:
        """Take the files chosen now, and the signed names of those put aside before."""
        super().process(formdata, *args, **kwargs)
        self._tokens = formdata.getlist(f"{self.name}-held") if formdata else []

    def pre_validate(self, form) -> None:
        """Say of every file that cannot be taken why."""
        self.errors = [*self.errors, *(say(each.sentence, **each.params) for each in self.taken_in[1])]

    @cached_property
    def taken_in(self) -> tuple[list[PreparedFile], list[Refusal]]:
        """The files ready to store, and what is wrong with the others."""
        back = (take_back(_folder(), _key(), token) for token in self._tokens)
        ready, refused = [file for file in back if file], []
        for upload in self.data or []:
            if getattr(upload, "filename", ""):
                try:
                    ready.append(prepare(upload.filename, upload.read()))
                except Refusal as refusal:
                    refused.append(refusal)
        return ready, refused

    @property
    def held(self) -> list[Held]:
        """The files that need not be chosen again, put aside."""
        return [put_aside(_folder(), _key(), file) for file in self.taken_in[0]]


def prepared(field) -> list[PreparedFile]:
    """The uploads of a FileField, a MultipleFileField or Papers, ready to store; empty choices are left out.

    A refusal names the field, so that it is shown there. Call it before the write transaction.
    """
    if isinstance(field, Papers):
        return field.taken_in[0]
    chosen = field.data if isinstance(field.data, list) else [field.data]
    try:
        return [prepare(upload.filename, upload.read()) for upload in chosen if getattr(upload, "filename", "")]
    except Refusal as refusal:
        refusal.field = field.name
        raise


def _folder():
    return current_app.extensions["held"]


def _key() -> str:
    return current_app.config["SECRET_KEY"]
