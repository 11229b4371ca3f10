"""Intake's worker."""

from collections.abc import Mapping

from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.worker import Worker
from services.intake.messaging.closing_days import begin_closing_days


def create_worker(service: Service, clients: Mapping[str, ServiceClient]) -> Worker:
    """Events in and out, legal alarms, evidence sweep, the root of each day."""
    begin_closing_days(service)
    return Worker(service, clients)
