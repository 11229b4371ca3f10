"""What one side does with the evidence that was opened to it, and with its own words."""

from typing import Any

from flask import Response, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from gateway.clients import intake_dialogue, matter_records
from gateway.clients.calling import Refused
from gateway.pages.downloads import passed_on
from gateway.pages.form_key import form_key
from gateway.pages.public.citizen_door import with_matter
from gateway.pages.public.matter import blueprint, page_with


@blueprint.post("/statements/<statement_id>/confirmation")
@with_matter
def confirm_statement(statement_id: str) -> Any:
    """Say that what was written down are one's own words."""
    try:
        matter_records.confirm(statement_id, request.form.get("etag", ""), form_key())
    except Refused as refused:
        return page_with({"": refused.detail or refused.title}), refused.status
    flash(_("已确认，这份陈述不再改动。"))
    return redirect(url_for("matter.page"), 303)


@blueprint.get("/shared/<evidence_id>")
@with_matter
def shared_file(evidence_id: str) -> Response:
    """A piece of evidence that was opened to the respondent."""
    return passed_on(intake_dialogue.shared_file(g.principal.matter, evidence_id))
