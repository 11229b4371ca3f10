"""What stands in the broker. Every argument is explicit, so that versions with other defaults agree.

One topic exchange; for each service one durable quorum queue bound to the event types that it hears.
What a queue gives up on goes to one dead-letter queue; the feeds bring it back in any case.
A queue's arguments cannot be changed later (406): a new set of arguments needs a new queue name.
Known of RabbitMQ 3.10: a quorum queue that was declared less than two seconds before a kill -9 may hang
for ever when the node is back. The feeds go on; an operator deletes the queue, and it is declared anew.
"""

from collections.abc import Mapping, Sequence

from kombu import Exchange, Queue, binding

EVENTS = Exchange("huhang.events", type="topic", durable=True)
DEAD_LETTERS = Exchange("huhang.dead", type="fanout", durable=True)
_QUORUM = {"x-queue-type": "quorum", "x-delivery-limit": 20, "x-overflow": "reject-publish"}
QUEUE_ARGUMENTS = {
    **_QUORUM,
    "x-single-active-consumer": True,
    "x-dead-letter-exchange": DEAD_LETTERS.name,
    "x-dead-letter-strategy": "at-least-once",
}
DEAD_LETTER_QUEUE = Queue("huhang.dead", DEAD_LETTERS, durable=True, queue_arguments=dict(_QUORUM))


def queue_name(service: str) -> str:
    return f"{service}.events"


def queue_of(service: str, event_types: Sequence[str]) -> Queue:
    """The queue of a service with one binding for each event type."""
    return Queue(
        queue_name(service),
        durable=True,
        queue_arguments=dict(QUEUE_ARGUMENTS),
        bindings=[binding(EVENTS, routing_key=each) for each in event_types],
    )


def queues_of_readers(readers: Mapping[str, Sequence[str]]) -> list[Queue]:
    """The queues of everybody who hears one of the event types in ``readers`` (type → services)."""
    services = sorted({service for hearing in readers.values() for service in hearing})
    return [
        queue_of(service, sorted(kind for kind, hearing in readers.items() if service in hearing))
        for service in services
    ]
