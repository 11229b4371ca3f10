"""JSON resources of mediation."""

from services.mediation.web.absences import absences
from services.mediation.web.adjudication_figures import adjudication_figures
from services.mediation.web.agreed_facts import agreed_facts
from services.mediation.web.agreements import agreements
from services.mediation.web.appointments import appointments
from services.mediation.web.appraisals import appraisals
from services.mediation.web.attendance import attendance
from services.mediation.web.availability import availability
from services.mediation.web.cases import cases
from services.mediation.web.challenges import challenges
from services.mediation.web.draws import draws
from services.mediation.web.due import due
from services.mediation.web.facts import facts
from services.mediation.web.internal import internal
from services.mediation.web.opinions import opinions
from services.mediation.web.panels import panels
from services.mediation.web.party_proceedings import party_proceedings
from services.mediation.web.plans import plans
from services.mediation.web.pool import pool
from services.mediation.web.pool_applications import pool_applications
from services.mediation.web.proceedings import proceedings
from services.mediation.web.relations import relations
from services.mediation.web.session_changes import session_changes
from services.mediation.web.sessions import sessions
from services.mediation.web.talks import talks
from services.mediation.web.waiting import waiting

BLUEPRINTS = (
    cases,
    appointments,
    sessions,
    agreements,
    attendance,
    internal,
    due,
    facts,
    pool,
    pool_applications,
    draws,
    availability,
    session_changes,
    plans,
    proceedings,
    party_proceedings,
    opinions,
    adjudication_figures,
    challenges,
    appraisals,
    agreed_facts,
    absences,
    panels,
    relations,
    talks,
    waiting,
)
