"""Everything of an item in one signed archive."""

import tempfile
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import fields
from werkzeug.wsgi import FileWrapper

from chassis.access import permitted
from chassis.blueprint import Blueprint
from chassis.errors import NotFound, Unavailable
from chassis.principal import service_principal
from chassis.service_client import Call, ServiceClient
from chassis.transaction import service
from chassis.validation import Strict
from lawbook.presentation import instant
from services.referral.domain.confirmation import Confirmation
from services.referral.domain.manifest import Entry, entries_of, manifest_of
from services.referral.domain.referral import Referral
from services.referral.domain.sanitising import BODY, POLICE, parties_text
from services.referral.domain.transfer import Transfer
from services.referral.storage.package import Changed, write_package
from services.referral.storage.unit_of_work import opened
from services.referral.web.lookup import checked

packages = Blueprint("packages", __name__, description="Items as one signed archive")
CHUNK = 1024 * 1024
Item = Referral | Transfer | Confirmation


class PackageSchema(Strict):
    """``proof``: that the audit log knows of this manifest, if the caller has one."""

    proof = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)


@packages.route("/api/v1/referrals/<referral_id>/manifest")
class ReferralManifest(MethodView):
    """What the archive of a referral holds."""

    @permitted("referral.read")
    def get(self, referral_id: str) -> Response:
        """Every file with its digests."""
        return _manifest(_found("referrals", referral_id))


@packages.route("/api/v1/referrals/<referral_id>/package")
class ReferralPackage(MethodView):
    """A referral as one archive."""

    @permitted("referral.read")
    @packages.arguments(PackageSchema)
    def post(self, asked: dict[str, Any], referral_id: str) -> Response:
        """Papers, evidence, manifest and signature."""
        return _package(_found("referrals", referral_id), asked["proof"])


@packages.route("/api/v1/transfers/<transfer_id>/manifest")
class TransferManifest(MethodView):
    """What the archive of a transfer holds."""

    @permitted("transfer.read")
    def get(self, transfer_id: str) -> Response:
        """Every file with its digests."""
        return _manifest(_found("transfers", transfer_id))


@packages.route("/api/v1/transfers/<transfer_id>/package")
class TransferPackage(MethodView):
    """A transfer as one archive."""

    @permitted("transfer.read")
    @packages.arguments(PackageSchema)
    def post(self, asked: dict[str, Any], transfer_id: str) -> Response:
        """Papers, evidence, manifest and signature."""
        return _package(_found("transfers", transfer_id), asked["proof"])


@packages.route("/api/v1/confirmations/<confirmation_id>/manifest")
class ConfirmationManifest(MethodView):
    """What the archive of an application holds."""

    @permitted("confirmation.read")
    def get(self, confirmation_id: str) -> Response:
        """Every file with its digests."""
        return _manifest(_found("confirmations", confirmation_id))


@packages.route("/api/v1/confirmations/<confirmation_id>/package")
class ConfirmationPackage(MethodView):
    """An application as one archive."""

    @permitted("confirmation.read")
    @packages.arguments(PackageSchema)
    def post(self, asked: dict[str, Any], confirmation_id: str) -> Response:
        """Papers, manifest and signature."""
        return _package(_found("confirmations", confirmation_id), asked["proof"])


def _found(kind: str, item_id: str) -> Item:
    with opened(service()).reading() as uow:
        item: Item = checked(getattr(uow, kind).get(item_id))
    return item


def _manifest(item: Item) -> Response:
    _entries, manifest = _contents(item)
    return Response(manifest, content_type="application/json")


def _package(item: Item, proof: Mapping[str, Any] | None) -> Response:
    entries, manifest = _contents(item)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the response
    key = service().keyring.private("referral")
    try:
        write_package(
            target.write,
            manifest,
            entries,
            fetch=lambda entry: _evidence(item.receipt_no, entry),
            key=key,
            proof=proof,
        )
    except Changed as problem:
        target.close()
        raise Unavailable("evidence_changed") from problem
    size = target.tell()
    target.seek(0)
    response = Response(
        FileWrapper(target, CHUNK), content_type="application/zip", direct_passthrough=True
    )
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = f'attachment; filename="{item.id}.zip"'
    return response


def _contents(item: Item) -> tuple[list[Entry], bytes]:
    """The files of an item, and its manifest: the same each time as long as the item is the same."""
    answers = item.answer_files if isinstance(item, Referral) else ()
    entries = entries_of(item.papers, _parties(item), answers)
    evidence = [each.evidence.evidence_id for each in entries if each.evidence]
    facts = {
        "id": item.id,
        "version": item.version,
        "receipt_no": item.receipt_no,
        "what": item.flow if isinstance(item, Referral) else type(item).__name__.lower(),
        "desk": item.desk,
        "sent_at": _sent_at(item),
    }
    return entries, manifest_of(facts, entries, _custody(item.receipt_no, evidence))


def _sent_at(item: Item) -> str:
    at = item.effective_at if isinstance(item, Confirmation) else item.sent_at
    return instant(at) if at else ""


def _parties(item: Item) -> str:
    """What the receiver may know about persons; an application names them in its own papers."""
    if isinstance(item, Confirmation) or not item.receipt_no:
        return ""
    answer = _intake().ask("referral", f"/internal/matters/{item.receipt_no}/parties")
    if answer.status == 404:
        return ""
    if not answer.is_ok:
        raise Unavailable()
    if isinstance(item, Transfer):
        return parties_text(POLICE, answer.json(), releases_identity=False)
    profile = item.definition.profile or BODY
    return parties_text(profile, answer.json(), releases_identity=item.releases_identity)


def _custody(receipt_no: str, evidence_ids: list[str]) -> list[dict[str, Any]]:
    """Who had the files when, by role; nobody is named to the outside."""
    if not evidence_ids:
        return []
    answer = _intake().ask("referral", f"/internal/matters/{receipt_no}/custody")
    if not answer.is_ok:
        raise Unavailable()
    return [each for each in answer.json()["items"] if each["evidence_id"] in evidence_ids]


def _evidence(receipt_no: str, entry: Entry) -> Iterable[bytes]:
    assert entry.evidence is not None  # noqa: S101 - a text carries its own bytes
    path = f"/internal/matters/{receipt_no}/evidence/{entry.evidence.evidence_id}/content"
    call = Call(method="GET", path=path, takes_pieces=True)
    answer = _intake().forward(call, service_principal("referral"))
    if answer.status == 404:
        raise NotFound()
    if not answer.is_ok:
        raise Unavailable()
    return [answer.content] if isinstance(answer.content, bytes) else answer.content


def _intake() -> ServiceClient:
    found: ServiceClient = service().clients["intake"]
    return found
