"""The panel (合议组) around a mediator: who sits beside, in which role, and who stands in.

A panel is odd: three or five with the chief, who is the mediator of the case. Size one is a mediator
with an interpreter beside. Law: 仲裁法 art. 44 is the model for silence: who has picked nobody by the
day leaves it to the centre (arb.tribunal).
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from chassis.errors import Conflict, NotFound, WrongState
from services.mediation.domain.case_states import SCHEDULED, SCHEDULING
from services.mediation.domain.events import PanelCalled, PanelMoved
from services.mediation.domain.parties import SIDES

PICKED, TECHNICAL, MEMBER, INTERPRETER, ALTERNATE = (
    "party_picked",
    "technical",
    "member",
    "interpreter",
    "alternate",
)
DECIDING = (PICKED, TECHNICAL, MEMBER)
SEATS = (*DECIDING, INTERPRETER, ALTERNATE)
SIZES = (1, 3, 5)
MOST_INTERPRETERS, MOST_ALTERNATES = 3, 3
ABILITIES = {
    PICKED: frozenset({"mediator", "arbitrator", "expert", "technical_investigator"}),
    TECHNICAL: frozenset({"technical_investigator", "expert"}),
    MEMBER: frozenset({"mediator", "arbitrator", "expert"}),
    INTERPRETER: frozenset({"interpreter"}),
    ALTERNATE: frozenset({"mediator", "arbitrator", "expert", "technical_investigator"}),
}
"""Seat → the roles of the pool, one of which its holder must have."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Somebody beside the mediator. ``picked_by``: the side that did; empty for the centre.

    ``for_side``: the silent side in whose place the centre named somebody.
    """

    expert_id: str
    account: str
    role: str
    picked_by: str = ""
    for_side: str = ""
    has_accepted: bool = False
    statement: str = ""

    @property
    def side(self) -> str:
        """The side whose seat it is; empty for the seats of the centre."""
        return self.picked_by or self.for_side


@dataclass(kw_only=True)
class Panel:
    """``size``: with the chief. ``by_parties``: each side picks one, until ``pick_until``."""

    size: int
    by_parties: bool
    pick_until: date
    seats: list[Seat] = field(default_factory=list)
    alternates: list[Seat] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether it has its number and everybody has accepted and declared."""
        has_all = len(self._deciding) == self.size - 1
        return has_all and all(seat.has_accepted for seat in self.seats)

    @property
    def vacancies(self) -> int:
        """Seats that the centre may give: without those that the parties pick."""
        own = [seat for seat in self._deciding if not seat.side]
        return self.size - 1 - len(own) - (len(SIDES) if self.by_parties else 0)

    def seat_of(self, side: str) -> Seat | None:
        """Who sits in the place of a side."""
        return next((seat for seat in self.seats if seat.side == side), None)

    def has(self, expert_id: str) -> bool:
        return any(each.expert_id == expert_id for each in (*self.seats, *self.alternates))

    def may_pick(self, side: str, today: date) -> bool:
        return self.by_parties and self.seat_of(side) is None and today <= self.pick_until

    def is_silent(self, side: str, today: date) -> bool:
        """Whether a side has let its day pass; then the centre names somebody for it."""
        return self.by_parties and self.seat_of(side) is None and today > self.pick_until

    def pick(self, side: str, seat: Seat, today: date) -> None:
        """A side picks its member. Raises: Conflict, also for a second pick and after the day."""
        self._check_new(seat)
        if not self.by_parties:
            raise Conflict("panel_not_picked")
        if self.seat_of(side) is not None:
            raise Conflict("panel_picked_already")
        if today > self.pick_until:
            raise Conflict("panel_pick_over", params={"day": self.pick_until.isoformat()})
        self.seats.append(replace(seat, role=PICKED, picked_by=side))

    def name(self, seat: Seat, today: date) -> None:
        """The centre gives a seat, or notes who stands in. Raises: Conflict.

        ``seat.for_side``: in the place of a side that has picked nobody by the day.
        """
        self._check_new(seat)
        if seat.role == ALTERNATE:
            self._stand_by(seat)
            return
        if seat.role == PICKED:
            self._check_silence(seat.for_side, today)
        elif seat.role == INTERPRETER:
            if sum(each.role == INTERPRETER for each in self.seats) >= MOST_INTERPRETERS:
                raise Conflict("panel_full")
        elif self.vacancies <= 0:
            raise Conflict("panel_full")
        self.seats.append(seat)

    def answer(self, account: str, *, accepts: bool, statement: str) -> Seat:
        """Who was asked accepts and declares, or leaves the seat. Raises: NotFound; WrongState."""
        seat = next((each for each in self.seats if each.account == account), None)
        if seat is None:
            raise NotFound()
        if seat.has_accepted:
            raise WrongState("panel_answered", ())
        if accepts:
            own = replace(seat, has_accepted=True, statement=statement)
            self.seats[self.seats.index(seat)] = own
            return own
        self.leave(seat.expert_id)
        return seat

    def leave(self, expert_id: str) -> Seat | None:
        """Somebody leaves; returns the seat that is free now, if it was one. Raises: NotFound."""
        if self._drop_alternate(expert_id):
            return None
        seat = next((each for each in self.seats if each.expert_id == expert_id), None)
        if seat is None:
            raise NotFound()
        self.seats.remove(seat)
        self.gone.append(expert_id)
        return seat

    def stand_in(self, left: Seat, today: date) -> Seat | None:
        """The first alternate takes a seat that was left; a side that may still pick has its pick again."""
        if left.role == INTERPRETER or (left.side and today <= self.pick_until):
            return None
        if not self.alternates:
            return None
        known = self.alternates.pop(0)
        taken = replace(known, role=left.role, for_side=left.side)
        self.seats.append(taken)
        return taken

    @property
    def _deciding(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.role in DECIDING]

    def _check_new(self, seat: Seat) -> None:
        if self.has(seat.expert_id):
            raise Conflict("panel_sits_already")
        if seat.expert_id in self.gone:
            raise Conflict("declined_before")

    def _check_silence(self, side: str, today: date) -> None:
        if not self.by_parties or side not in SIDES:
            raise Conflict("panel_not_picked")
        if self.seat_of(side) is not None:
            raise Conflict("panel_picked_already")
        if today <= self.pick_until:
            raise Conflict("panel_pick_runs", params={"day": self.pick_until.isoformat()})

    def _stand_by(self, seat: Seat) -> None:
        if len(self.alternates) >= MOST_ALTERNATES:
            raise Conflict("panel_full")
        self.alternates.append(seat)

    def _drop_alternate(self, expert_id: str) -> bool:
        kept = [each for each in self.alternates if each.expert_id != expert_id]
        is_dropped, self.alternates = len(kept) < len(self.alternates), kept
        return is_dropped


def seat_number(case_id: str, expert_id: str) -> str:
    """Under which a seat is told of to others: the case and who sits there."""
    return f"{case_id}.{expert_id}"


def panel_guest(expert_id: str) -> str:
    """Under which a member of a panel says whether they come."""
    return f"panel:{expert_id}"


@dataclass(kw_only=True)
class HasPanel(ABC):
    """What a case does with its panel; the mediator alone while there is none."""

    id: str
    expert_id: str = ""
    panel: Panel | None = None
    events: list[object] = field(default_factory=list)

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Everybody beside the mediator."""
        return tuple(self.panel.seats) if self.panel else ()

    @property
    def sitting(self) -> tuple[str, ...]:
        """The ids of mediator and panel, the mediator first."""
        return (self.expert_id, *(seat.expert_id for seat in self.seats))

    def seat_at(self, account: str) -> Seat | None:
        """The seat of an account, if it has one."""
        return next((seat for seat in self.seats if account and seat.account == account), None)

    def form_panel(self, panel: Panel) -> None:
        """Decide how many sit, and who picks. Raises: WrongState; Conflict once seats are given."""
        self._only_in(SCHEDULING)
        if self.seats:
            raise Conflict("panel_has_seats")
        self.panel = panel
        act = "panel_opened" if panel.by_parties else "panel_formed"
        self.events.append(PanelMoved(act, "", ""))

    def pick_member(self, side: str, seat: Seat, today: date) -> None:
        """A side picks. Raises: WrongState; Conflict."""
        panel = self._panel(seat)
        panel.pick(side, seat, today)
        self.events.append(self._moved("panel_picked", replace(seat, picked_by=side)))

    def name_member(self, seat: Seat, today: date) -> None:
        """The centre names somebody. Raises: WrongState; Conflict."""
        panel = self._panel(seat)
        panel.name(seat, today)
        if seat.role != ALTERNATE:
            self.events.append(self._moved("panel_named", seat))

    def answer_seat(self, account: str, *, accepts: bool, statement: str, today: date) -> Seat:
        """Somebody takes the seat or leaves it. Raises: WrongState; NotFound."""
        panel = self._panel()
        seat = panel.answer(account, accepts=accepts, statement=statement)
        self.events.append(self._moved("panel_accepted" if accepts else "panel_declined", seat))
        if not accepts:
            self._stand_in(panel, seat, today)
        elif panel.is_complete:
            self.events.append(PanelMoved("panel_complete", "", ""))
        return seat

    def release_member(self, expert_id: str, today: date) -> None:
        """Somebody has to leave the panel; an alternate stands in. Raises: WrongState; NotFound."""
        panel = self._panel()
        seat = panel.leave(expert_id)
        if seat is not None:
            self.events.append(self._moved("panel_released", seat))
            self._stand_in(panel, seat, today)

    def _call_panel(self, act: str, session_id: str, starts_at: datetime | None = None) -> None:
        """Each member is told for themselves; ``seat`` names case and member."""
        self.events += [
            PanelCalled(act, seat_number(self.id, seat.expert_id), session_id, starts_at)
            for seat in self.seats
        ]

    def _stand_in(self, panel: Panel, left: Seat, today: date) -> None:
        taken = panel.stand_in(left, today)
        if taken is not None:
            self.events.append(self._moved("panel_named", taken))

    def _moved(self, act: str, seat: Seat) -> PanelMoved:
        return PanelMoved(act, seat.side, seat_number(self.id, seat.expert_id))

    def _panel(self, new: Seat | None = None) -> Panel:
        self._only_in(SCHEDULING, SCHEDULED)
        if self.panel is None:
            raise WrongState("no_panel", ("form_panel",))
        if new is not None and new.expert_id == self.expert_id:
            raise Conflict("panel_sits_already")
        return self.panel

    @abstractmethod
    def _only_in(self, *states: str) -> None:
        """Raises: WrongState in any other state, and while the mediation is suspended."""
