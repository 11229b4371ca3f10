"""Templates: administrators replace them by Word files of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Response, request
from flask.views import MethodView
from werkzeug.exceptions import RequestEntityTooLarge

from chassis.access import permitted, principal, takes_file
from chassis.blueprint import Blueprint
from chassis.clock import local_date
from chassis.errors import FieldError, InvalidInput, NotFound
from chassis.transaction import service, transactional
from services.documents.application.printing import template_of
from services.documents.application.templates import (
    UploadTemplate,
    kind_of,
    put_live,
    take_back,
    try_out,
    upload_template,
)
from services.documents.domain.kind import kinds
from services.documents.domain.template import Template
from services.documents.rendering.inspection import LARGEST, Unfit
from services.documents.web.lookup import kind_named, looking, papers_uow, printer
from services.documents.web.views import TYPES, file_response, kind_view, template_view

templates = Blueprint("document_templates", __name__, description="Templates of documents")


@templates.route("/api/v1/document-templates")
class Templates(MethodView):
    """All kinds with their templates."""

    @permitted("template.manage")
    def get(self) -> dict[str, Any]:
        """Each kind, what its templates may use, and the uploaded versions, oldest first."""
        with looking() as uow:
            uploaded = uow.templates.all()
        return {
            "items": [
                kind_view(kind)
                | {"templates": [template_view(t) for t in uploaded if t.kind == kind.code]}
                for kind in kinds().values()
            ]
        }


@templates.route("/api/v1/document-kinds/<kind>/templates")
class OfKind(MethodView):
    """New templates."""

    @transactional
    @permitted("template.manage")
    @takes_file
    @templates.response(201)
    def post(self, kind: str) -> dict[str, Any]:
        """Upload one (field ``file``). It is looked into and tried, and is not live yet."""
        wanted = kind_named(kind)
        upload = request.files.get("file")
        if upload is None or not upload.filename:
            raise InvalidInput([FieldError("/file", "required")])
        content = upload.stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise RequestEntityTooLarge()
        command = UploadTemplate(
            kind=wanted, file_name=upload.filename, content=content, by=principal().subject
        )
        with _said():
            return template_view(upload_template(command, papers_uow(), printer()))


@templates.route("/api/v1/document-kinds/<kind>/template")
class InUse(MethodView):
    """The template in use."""

    @permitted("template.manage")
    def get(self, kind: str) -> Response:
        """The Word file of which papers are made now: a start for changes."""
        wanted = kind_named(kind)
        with looking() as uow:
            content = template_of(wanted, uow).content
        return file_response(content, "docx", f"模板_{wanted.title}.docx")


@templates.route("/api/v1/document-kinds/<kind>/built-in")
class BuiltIn(MethodView):
    """The way back."""

    @transactional
    @permitted("template.manage")
    def post(self, kind: str) -> dict[str, Any]:
        """Use the built-in template again; uploaded ones stay as drafts."""
        return {"changed": take_back(kind_named(kind), papers_uow())}


@templates.route("/api/v1/document-templates/<template_id>/preview/<suffix>")
class Preview(MethodView):
    """A look at a template."""

    @permitted("template.manage")
    def get(self, template_id: str, suffix: str) -> Response:
        """``pdf`` or ``docx`` with sample data; 422 says which of the two cannot be made, and why."""
        if suffix not in TYPES:
            raise NotFound()
        with looking() as uow:
            template: Template = uow.templates.get(template_id)
            content = uow.files.read(template.sha256)
        kind, on = kind_of(template), local_date(service().clock.now())
        with _said():
            try_out(kind, content, printer(), on)
        specimen = printer().specimen(kind, kind.samples(), on)
        make = printer().pdf if suffix == "pdf" else printer().word
        return file_response(make(content, specimen), suffix, f"样稿_{kind.title}.{suffix}")


@templates.route("/api/v1/document-templates/<template_id>/live")
class Live(MethodView):
    """Putting a template into use."""

    @transactional
    @permitted("template.manage")
    def post(self, template_id: str) -> dict[str, Any]:
        """Make papers of it from now on; those issued keep theirs."""
        uow = papers_uow()
        template: Template = uow.templates.take(template_id)
        with _said():
            put_live(template, principal().subject, uow, printer())
        return template_view(template)


@contextmanager
def _said() -> Iterator[None]:
    """What is wrong with a template, in words. Raises: InvalidInput."""
    try:
        yield
    except Unfit as problem:
        error = FieldError("/file", problem.code, {"what": problem.what})
        raise InvalidInput([error]) from problem
