"""JSON resources of intake."""

from services.intake.web.codes import codes
from services.intake.web.decisions import decisions
from services.intake.web.evidence import evidence
from services.intake.web.facts import facts
from services.intake.web.internal import internal
from services.intake.web.submissions import submissions

BLUEPRINTS = (submissions, decisions, evidence, codes, internal, facts)
