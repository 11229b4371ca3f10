"""A job is done once, by one worker, at its time; what fails is tried again and then parked."""

from datetime import timedelta

import pytest

from chassis.clock import FixedClock
from chassis.jobs import Job, parked
from chassis.service import Service
from chassis.unit_of_work import UnitOfWork
from tests.unit.chassis.conftest import on_both_databases

pytestmark = on_both_databases

KINDS = ["mail"]
DELAYS = (timedelta(seconds=5), timedelta(seconds=30))


def plan(demo: Service, key: str, **options: object) -> bool:
    with demo.uow() as uow:
        added = uow.jobs.add("mail", key=key, subject="matter", **options)  # type: ignore[arg-type]
        uow.commit()
    return added


def take(demo: Service, *, in_order: bool = False) -> Job | None:
    with demo.uow() as uow:
        job = uow.jobs.lease(KINDS, 60, KINDS if in_order else [])
        uow.commit()
    return job


def must_take(demo: Service) -> Job:
    job = take(demo)
    assert job is not None
    return job


def fail(demo: Service, job: Job) -> None:
    with demo.uow() as uow:
        uow.jobs.failed(job, "no such host", DELAYS)
        uow.commit()


def test_the_same_job_is_planned_once(demo: Service) -> None:
    assert plan(demo, "k") is True
    assert plan(demo, "k") is False


def test_a_leased_job_belongs_to_one_worker(demo: Service) -> None:
    plan(demo, "k", payload={"to": "w"})

    first, second = must_take(demo), take(demo)

    assert (first.key, first.payload, first.attempts) == ("k", {"to": "w"}, 1)
    assert second is None


def test_a_job_waits_for_its_time(demo: Service, clock: FixedClock) -> None:
    plan(demo, "later", run_at=clock.now() + timedelta(hours=1))

    too_early = take(demo)
    clock.advance(timedelta(hours=1))
    in_time = take(demo)

    assert too_early is None
    assert in_time is not None


def test_what_is_due_longest_comes_first(demo: Service, clock: FixedClock) -> None:
    plan(demo, "b", run_at=clock.now() - timedelta(minutes=1))
    plan(demo, "a", run_at=clock.now() - timedelta(minutes=2))

    assert [must_take(demo).key, must_take(demo).key] == ["a", "b"]


def test_a_job_of_a_dead_worker_becomes_free(demo: Service, clock: FixedClock) -> None:
    plan(demo, "k")
    lost = must_take(demo)
    clock.advance(timedelta(seconds=61))

    again = must_take(demo)

    assert (again.id, again.attempts) == (lost.id, 2)
    with demo.uow() as uow:
        assert uow.jobs.done(lost) is False
        assert uow.jobs.done(again) is True
        uow.commit()
    assert take(demo) is None


def test_a_late_failure_does_not_touch_the_next_try(demo: Service, clock: FixedClock) -> None:
    plan(demo, "k")
    lost = must_take(demo)
    clock.advance(timedelta(seconds=61))
    again = must_take(demo)

    fail(demo, lost)

    with demo.uow() as uow:
        assert uow.jobs.done(again) is True


def test_a_failed_job_is_tried_with_growing_delay_and_then_parked(
    demo: Service, clock: FixedClock
) -> None:
    plan(demo, "k")

    waits = []
    for delay in DELAYS:
        fail(demo, must_take(demo))
        clock.advance(delay - timedelta(seconds=1))
        waits.append(take(demo))
        clock.advance(timedelta(seconds=1))
    fail(demo, must_take(demo))
    clock.advance(timedelta(days=1))

    assert waits == [None, None]
    assert take(demo) is None
    with demo.engine.connect() as connection:
        [left] = parked(connection)
    assert (left.kind, left.attempts, left.last_error) == ("mail", 3, "no such host")


def test_a_redriven_job_has_a_new_series_of_tries(demo: Service) -> None:
    plan(demo, "k")
    job = must_take(demo)
    with demo.uow() as uow:
        uow.jobs.failed(job, "bad", ())
        uow.commit()

    with demo.uow() as uow:
        freed = uow.jobs.redrive(job.id), uow.jobs.redrive("other")
        uow.commit()

    assert freed == (1, 0)
    assert must_take(demo).attempts == 1


def test_a_planned_job_can_be_dropped_by_subject_and_prefix(demo: Service) -> None:
    for key in ("a%|1", "a%|2", "ab|3"):
        plan(demo, key)

    with demo.uow() as uow:
        dropped = uow.jobs.cancel("mail", "matter", "a%|")
        of_another = uow.jobs.cancel("mail", "another")
        uow.commit()

    assert (dropped, of_another) == (2, 0)
    assert must_take(demo).key == "ab|3"


def test_a_running_job_is_not_dropped(demo: Service) -> None:
    plan(demo, "k")
    job = must_take(demo)

    with demo.uow() as uow:
        assert uow.jobs.cancel("mail", "matter") == 0
        assert uow.jobs.done(job) is True


def test_what_keeps_order_waits_for_the_older_one(demo: Service, clock: FixedClock) -> None:
    plan(demo, "first")
    clock.advance(timedelta(seconds=1))
    plan(demo, "second")

    first, meanwhile = take(demo, in_order=True), take(demo, in_order=True)
    assert first is not None
    with demo.uow() as uow:
        uow.jobs.done(first)
        uow.commit()
    second = take(demo, in_order=True)

    assert (first.key, meanwhile) == ("first", None)
    assert second is not None
    assert second.key == "second"


@pytest.mark.parametrize("committed", [True, False])
def test_a_job_ends_together_with_its_effects(demo: Service, committed: bool) -> None:
    plan(demo, "k")
    job = must_take(demo)

    with demo.uow() as uow:
        _write_effect(uow)
        uow.jobs.done(job)
        if committed:
            uow.commit()

    with demo.uow() as uow:
        assert uow.inbox.claim("effect", "test") is not committed


def _write_effect(uow: UnitOfWork) -> None:
    uow.inbox.claim("effect", "test")
