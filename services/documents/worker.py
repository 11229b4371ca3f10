"""Documents' worker."""

from collections.abc import Mapping

from chassis.service import Service
from chassis.service_client import ServiceClient
from chassis.worker import Worker


def create_worker(service: Service, clients: Mapping[str, ServiceClient]) -> Worker:
    """Events in and out, papers made and issued."""
    return Worker(service, clients)
