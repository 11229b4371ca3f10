"""JSON resources of intake."""

from services.intake.web.advice import advice
from services.intake.web.assigning import assigning
from services.intake.web.beside import beside
from services.intake.web.bundles import bundles
from services.intake.web.call_lookups import call_lookups
from services.intake.web.call_signals import call_signals
from services.intake.web.calls import calls
from services.intake.web.citizen_acts import citizen_acts
from services.intake.web.codes import codes
from services.intake.web.daily_roots import daily_roots
from services.intake.web.decisions import decisions
from services.intake.web.dossier import dossier
from services.intake.web.due import due
from services.intake.web.evidence import evidence
from services.intake.web.exposures import exposures
from services.intake.web.facts import facts
from services.intake.web.internal import internal
from services.intake.web.knowledge import knowledge
from services.intake.web.lists import lists
from services.intake.web.samples import samples
from services.intake.web.seats import seats
from services.intake.web.statements import statements
from services.intake.web.submissions import submissions
from services.intake.web.tracks import tracks
from services.intake.web.uploads import uploads

BLUEPRINTS = (
    lists,
    submissions,
    decisions,
    tracks,
    citizen_acts,
    advice,
    assigning,
    evidence,
    uploads,
    bundles,
    exposures,
    dossier,
    samples,
    statements,
    beside,
    codes,
    calls,
    call_lookups,
    call_signals,
    seats,
    knowledge,
    internal,
    due,
    facts,
    daily_roots,
)
