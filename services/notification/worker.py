"""Notification's worker."""

from collections.abc import Mapping

from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.worker import Worker
from services.notification.messaging.rounds import plan_rounds


def create_worker(service: Service, clients: Mapping[str, ServiceClient]) -> Worker:
    """Events in and out, messages to people, and what is looked after from time to time."""
    plan_rounds(service)
    return Worker(service, clients)
