"""JSON resources of referral."""

from services.referral.web.answer_files import answer_files
from services.referral.web.checks import checks
from services.referral.web.confirmations import confirmations
from services.referral.web.crime_checks import crime_checks
from services.referral.web.desks import desks
from services.referral.web.due import due
from services.referral.web.facts import facts
from services.referral.web.guests import guests
from services.referral.web.inbox import inbox
from services.referral.web.internal import internal
from services.referral.web.packages import packages
from services.referral.web.police import police
from services.referral.web.referrals import referrals
from services.referral.web.transfers import transfers

BLUEPRINTS = (
    confirmations,
    transfers,
    police,
    referrals,
    answer_files,
    guests,
    inbox,
    crime_checks,
    packages,
    checks,
    desks,
    internal,
    due,
    facts,
)
