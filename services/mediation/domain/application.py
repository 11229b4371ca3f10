"""An application for the pool: somebody wants to become a member, a supervisor decides."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chassis.errors import Conflict, WrongState
from services.mediation.domain.events import PoolMoved
from services.mediation.domain.profile import Profile

RECEIVED, ASKED, ADMITTED, REFUSED = "received", "asked", "admitted", "refused"
STATES = (RECEIVED, ASKED, ADMITTED, REFUSED)
APPLICANT, MEMBER = "applicant", "member"
MOST_QUESTIONS = 10


@dataclass(frozen=True)
class Question:
    """What was asked of an applicant, and the answer once there is one."""

    text: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(kw_only=True)
class Application:
    """``fields``: the kinds of rights the applicant knows. ``reason``: of a refusal, for the applicant.

    ``questions``: what was asked for beside, the newest last.
    """

    id: str
    name: str
    email: str
    phone: str
    fields: tuple[str, ...]
    profile: Profile
    statement: str
    may_be_listed: bool
    received_at: datetime
    status: str = RECEIVED
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    questions: list[Question] = field(default_factory=list)
    version: int = 0
    events: list[object] = field(default_factory=list)

    def receive(self) -> None:
        """It has arrived, and the applicant is told so."""
        self._tell("application_received")

    def ask(self, text: str, at: datetime) -> None:
        """Ask for more. Raises: WrongState; Conflict after too many questions."""
        self._only_in(RECEIVED)
        if len(self.questions) >= MOST_QUESTIONS:
            raise Conflict("application_asked_enough")
        self.questions.append(Question(text, at))
        self.status = ASKED
        self._tell("application_asked")

    def answer(self, text: str, at: datetime) -> None:
        """The applicant adds what was asked for. Raises: WrongState."""
        self._only_in(ASKED)
        self.questions[-1] = replace(self.questions[-1], answer=text, answered_at=at)
        self.status = RECEIVED

    def decide(
        self, *, admits: bool, reason: str, by: str, at: datetime, until: date | None = None
    ) -> None:
        """Admit or refuse, once; also when an answer is still due. Raises: WrongState."""
        self._only_in(RECEIVED, ASKED)
        self.status = ADMITTED if admits else REFUSED
        self.reason, self.decided_by, self.decided_at = reason, by, at
        self._tell(f"application_{self.status}", until)

    @property
    def words(self) -> str:
        """What the applicant is to read: the question that is open, or why it was refused."""
        return self.questions[-1].text if self.status == ASKED else self.reason

    def _tell(self, act: str, until: date | None = None) -> None:
        self.events.append(PoolMoved(act, APPLICANT, until))

    def _only_in(self, *states: str) -> None:
        if self.status not in states:
            raise WrongState(self.status, ())
