"""Who is asking. Pure."""

from dataclasses import dataclass, field

from chassis.messages import Actor


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The caller as the gateway vouched for them.

    ``subject``: ``staff:<account>``, ``citizen:<receipt number>``, ``visitor`` or ``service:<name>``.
    ``matter``: the receipt number a citizen has shown a code for; empty for everybody else.
    ``organisation``: code of the desk the person works for, such as ``court:xinhua``; may be empty.
    ``name``: how people call them, for papers that they sign; a guest's is what they said at the door;
    empty for citizens.
    """

    subject: str
    roles: frozenset[str] = field(default_factory=frozenset)
    organisation: str = ""
    matter: str = ""
    name: str = ""

    @property
    def actor(self) -> Actor:
        """The caller as events name them; somebody with several roles acts in the first by name."""
        return Actor(role=min(self.roles, default="visitor"), id=self.subject)

    def has(self, role: str) -> bool:
        return role in self.roles


def service_principal(name: str) -> Principal:
    """A service acting for itself."""
    return Principal(subject=f"service:{name}", roles=frozenset({"service"}))


VISITOR = Principal(subject="visitor", roles=frozenset({"visitor"}))
