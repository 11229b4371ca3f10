"""The pages of staff and partners."""

from flask import Blueprint

from gateway.pages.staff import (
    assisted,
    audit,
    bodies,
    cases,
    confirmations,
    crime_checks,
    desk,
    desk_beside,
    desk_board,
    inbox,
    log,
    matter_acts,
    packages,
    paper_templates,
    papers,
    partners,
    plans,
    pool,
    referrals,
    submission_lists,
    schedule,
    submissions,
    transfers,
)
from gateway.pages.staff.room import room

BLUEPRINTS: tuple[Blueprint, ...] = (room,)
__all__ = [
    "BLUEPRINTS",
    "assisted",
    "audit",
    "bodies",
    "cases",
    "confirmations",
    "crime_checks",
    "desk",
    "desk_beside",
    "desk_board",
    "inbox",
    "log",
    "matter_acts",
    "packages",
    "paper_templates",
    "papers",
    "partners",
    "plans",
    "pool",
    "referrals",
    "submission_lists",
    "submissions",
    "schedule",
    "transfers",
]
