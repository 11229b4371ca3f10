"""The pages of citizens."""

from gateway.pages.public import (
    absence,
    attendance,
    check,
    complaint,
    dialogue,
    evidence,
    facts,
    genuine,
    handover,
    home,
    invitations,
    mailbox,
    matter,
    mediation_talk,
    mediators,
    messages,
    own_proceedings,
    panel,
    papers,
    pool,
    preferences,
    record_acts,
    resume,
    roots,
    track,
)

BLUEPRINTS = (
    home.blueprint,
    preferences.blueprint,
    complaint.blueprint,
    evidence.blueprint,
    check.blueprint,
    resume.blueprint,
    track.blueprint,
    matter.blueprint,
    facts.blueprint,
    mediation_talk.blueprint,
    mediators.blueprint,
    absence.blueprint,
    panel.blueprint,
    own_proceedings.blueprint,
    dialogue.blueprint,
    messages.blueprint,
    papers.blueprint,
    genuine.blueprint,
    invitations.blueprint,
    attendance.blueprint,
    handover.blueprint,
    pool.blueprint,
    roots.blueprint,
)
WITHOUT_TOKEN = (preferences.blueprint,)
"""Blueprints whose forms change nothing but how pages look: they need no form token, and so no cookie."""

__all__ = ["BLUEPRINTS", "WITHOUT_TOKEN", "mailbox", "record_acts"]
