"""Joins intake's rooms."""

from pathlib import Path

from chassis.service import Ground, Service
from services.intake.messaging.jobs import jobs_of
from services.intake.messaging.outgoing import OUTGOING
from services.intake.messaging.subscriptions import SUBSCRIPTIONS
from services.intake.storage.evidence_store import EvidenceStore
from services.intake.storage.parts import Parts
from services.intake.storage.scanner import Scanner
from services.intake.storage.unit_of_work import IntakeUnitOfWork
from services.intake.web import BLUEPRINTS

ROOM = Path(__file__).parent


def build(ground: Ground) -> Service:
    """Intake on its ground. It asks no other service."""
    evidence = ground.settings.data / "evidence"
    store = EvidenceStore(evidence)
    scanner = Scanner(ground.settings.clamd) if ground.settings.clamd else None
    return Service.on(
        ground,
        ROOM,
        uow=lambda: ground.open(IntakeUnitOfWork, OUTGOING),
        blueprints=BLUEPRINTS,
        subscriptions=SUBSCRIPTIONS,
        jobs=jobs_of(store, scanner, ground.keyring, ground.settings.tsa_url),
        extras={"evidence_store": store, "scanner": scanner, "parts": Parts(evidence)},
    )
