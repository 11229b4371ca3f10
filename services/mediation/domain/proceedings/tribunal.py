"""The arbitral tribunal (仲裁庭): one arbitrator, or three of whom each side picks one.

Law: 仲裁法 (2025) arts 42-45: the parties choose jointly who sits alone or presides; for a side that is
silent, and where they do not agree, the head of the institution designates.
"""

from dataclasses import dataclass, field
from datetime import date

from chassis.errors import Conflict, FieldError, InvalidInput
from services.mediation.domain.parties import SIDES
from services.mediation.domain.proceedings.kind import Act
from services.mediation.domain.proceedings.said import Named, Said

SOLE, CHAIR = "sole", "chair"
BOTH, INSTITUTION = "both", "institution"
SIZES = (1, 3)


@dataclass(frozen=True, kw_only=True)
class Arbitrator:
    """Who sits where. ``by``: the side that picked, ``both``, or ``institution``."""

    seat: str
    expert: Named
    by: str


@dataclass(kw_only=True)
class Tribunal:
    """``size``: one or three; ``pick_until``: the last day for the parties' choice.

    ``wishes``: side → whom it wants for the seat that both give; ``gone``: who had to leave.
    """

    size: int
    pick_until: date
    members: list[Arbitrator] = field(default_factory=list)
    wishes: dict[str, Named] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    @property
    def joint_seat(self) -> str:
        return SOLE if self.size == 1 else CHAIR

    @property
    def seats(self) -> tuple[str, ...]:
        return (SOLE,) if self.size == 1 else (CHAIR, *SIDES)

    @property
    def is_complete(self) -> bool:
        return len(self.members) == self.size

    @property
    def open_seats(self) -> list[str]:
        return [seat for seat in self.seats if self.at(seat) is None]

    @property
    def disagrees(self) -> bool:
        """Both sides want somebody, but not the same."""
        return len({each.expert_id for each in self.wishes.values()}) == len(SIDES)

    def at(self, seat: str) -> Arbitrator | None:
        return next((each for each in self.members if each.seat == seat), None)

    def seats_of(self, side: str) -> list[str]:
        """The open seats for which a side may name somebody."""
        return [seat for seat in self.open_seats if seat in {side, self.joint_seat}]

    def nominate(self, side: str, seat: str, expert: Named, today: date) -> None:
        """A side names its arbitrator, or says whom it wants for the seat that both give.

        The joint seat is given when both want the same; until then a side may change its wish.
        Raises: InvalidInput for a seat that is not its to give; Conflict for a second pick, after the
        day, and for somebody who sits already or had to leave.
        """
        if seat not in {side, self.joint_seat}:
            raise InvalidInput([FieldError("/seat", "required")])
        self._check_in_time(seat, expert, today)
        if seat == side:
            self.members.append(Arbitrator(seat=seat, expert=expert, by=side))
            return
        self.wishes[side] = expert
        if set(self.wishes) == set(SIDES) and not self.disagrees:
            self.members.append(Arbitrator(seat=seat, expert=expert, by=BOTH))

    def enter(self, seat: str, expert: Named, today: date) -> None:
        """The institution enters whom a side, or for the joint seat both, have named in writing.

        Raises: as ``nominate``.
        """
        self._check_in_time(seat, expert, today)
        by = BOTH if seat == self.joint_seat else seat
        self.members.append(Arbitrator(seat=seat, expert=expert, by=by))

    def designate(self, seat: str, expert: Named, today: date) -> None:
        """The institution names somebody for a side that is silent, or where both do not agree.

        Raises: InvalidInput for a seat that is none; Conflict while the parties may choose, when it is
        taken, and for somebody who sits already or had to leave.
        """
        self._check_free(seat)
        is_settled = seat == self.joint_seat and self.disagrees
        if today <= self.pick_until and not is_settled:
            raise Conflict("tribunal_pick_runs", params={"day": self.pick_until.isoformat()})
        self._check_new(expert)
        self.members.append(Arbitrator(seat=seat, expert=expert, by=INSTITUTION))

    def replace(self, seat: str, pick_until: date) -> None:
        """Somebody leaves; whoever gave the seat may give it again until a new day."""
        left = self.at(seat)
        if left is None:
            raise InvalidInput([FieldError("/seat", "required")])
        self.members.remove(left)
        self.gone.append(left.expert.expert_id)
        if seat == self.joint_seat:
            self.wishes = {}
        self.pick_until = pick_until

    def _check_free(self, seat: str) -> None:
        if seat not in self.seats:
            raise InvalidInput([FieldError("/seat", "required")])
        if self.at(seat) is not None:
            raise Conflict("tribunal_picked_already")

    def _check_in_time(self, seat: str, expert: Named, today: date) -> None:
        """The sides may give a free seat until their day, to somebody who does not sit yet."""
        self._check_free(seat)
        if today > self.pick_until:
            raise Conflict("tribunal_pick_over", params={"day": self.pick_until.isoformat()})
        self._check_new(expert)

    def _check_new(self, expert: Named) -> None:
        if any(each.expert.expert_id == expert.expert_id for each in self.members):
            raise Conflict("tribunal_sits_already")
        if expert.expert_id in self.gone:
            raise Conflict("declined_before")


def allows(known: Tribunal | None, act: Act) -> bool:
    """Whether an act fits the tribunal as it is now."""
    if act.tribunal in {"sole", "three"}:
        size = 1 if act.tribunal == "sole" else 3
        return known is not None and known.size == size and known.is_complete
    if act.tribunal in {"nominate", "enter", "designate"}:
        return known is not None and not known.is_complete
    return True


def seated(known: Tribunal | None, act: Act, said: Said, today: date) -> Tribunal | None:
    """The tribunal after an act. Raises: InvalidInput; Conflict."""
    if act.tribunal == "choose":
        return _chosen(known, said)
    if known is None:
        return None
    if act.tribunal == "nominate" and said.expert is not None:
        known.nominate(said.side, said.seat, said.expert, today)
    elif act.tribunal == "enter" and said.expert is not None:
        known.enter(said.seat, said.expert, today)
    elif act.tribunal == "designate" and said.expert is not None:
        known.designate(said.seat, said.expert, today)
    elif act.tribunal == "replace" and said.day is not None:
        known.replace(said.seat, said.day)
    elif "seat" in act.takes and known.at(said.seat) is None:
        raise InvalidInput([FieldError("/seat", "required")])
    return known


def _chosen(known: Tribunal | None, said: Said) -> Tribunal | None:
    """How many sit, and until when the sides may choose; another day while it stays as large."""
    if said.day is None:
        return known
    if known is None or not (known.members or known.wishes):
        return Tribunal(size=said.size, pick_until=said.day)
    if known.size != said.size:
        raise Conflict("tribunal_has_members")
    known.pick_until = said.day
    return known
