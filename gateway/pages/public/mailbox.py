"""The local mailbox: every mail of a portal that somebody tries out on their own machine.

Mails carry invitations and signing codes. So these pages exist only where the embedded mode's own mail
server keeps the mails, and answer only to the machine itself.
"""

from typing import Any

from flask import Blueprint, render_template

from chassis.errors import NotFound
from gateway.callers_inside import comes_from
from gateway.context import gateway
from gateway.local_mails import newest_mails
from gateway.settings import LOOPBACK

blueprint = Blueprint("mailbox", __name__)


@blueprint.get("/mailbox")
def mails() -> Any:
    """The newest mails with their links."""
    folder = gateway().settings.mailbox_folder
    if folder is None or not comes_from(LOOPBACK):
        raise NotFound()
    return render_template("public/mailbox.html", mails=newest_mails(folder))
