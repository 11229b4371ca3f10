"""Jobs: at their time, each once, however often a process dies, and never for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.clock import FixedClock
from chassis.job_runner import LEASE_SECONDS
from chassis.jobs import RETRY_DELAYS, Finish, GiveUp, Job, JobHandler
from chassis.service import Service
from tests.support.counting_ids import CountingIds
from tests.support.speaking.services import (
    Ground,
    closing,
    moment,
    parking_lot,
    planned,
    run_due,
    runner,
    words_heard,
)
from tests.support.speaking.words import heard
from tests.support.until import until

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
KIND = "letter.send"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Ground(tmp_path, clock=FixedClock(MONDAY), ids=CountingIds()).listener()
    with closing(service):
        yield service


def plan(service: Service, key: str = "letter-1", **details: Any) -> bool:
    with service.uow() as uow:
        added = uow.jobs.add(KIND, key=key, subject="case-1", payload={"text": key}, **details)
        uow.commit()
    return added


def writing_down(job: Job) -> Finish:
    """Write the job's text among the heard words when it ends."""
    row = {"message_id": job.id, "subject": job.subject, "text": job.payload["text"]}
    return lambda uow: uow.connection.execute(heard.insert().values(row))


def failing(job: Job) -> None:
    raise ConnectionError("no answer")


WRITE = JobHandler(KIND, writing_down)
FAIL = JobHandler(KIND, failing)


def test_a_job_is_done_once(service: Service) -> None:
    plan(service)

    assert run_due(service, WRITE) == 1
    assert run_due(service, WRITE) == 0

    assert words_heard(service) == ["letter-1"]
    assert planned(service) == []


def test_a_job_that_is_planned_twice_is_one_job(service: Service) -> None:
    assert plan(service) is True
    assert plan(service) is False

    assert run_due(service, WRITE) == 1


def test_a_job_waits_for_its_time(service: Service) -> None:
    plan(service, run_at=MONDAY + timedelta(hours=1))

    assert run_due(service, WRITE) == 0
    moment(service).advance(timedelta(hours=1))

    assert run_due(service, WRITE) == 1


def test_the_job_that_is_due_longest_comes_first(service: Service) -> None:
    plan(service, "later", run_at=MONDAY - timedelta(minutes=1))
    plan(service, "earlier", run_at=MONDAY - timedelta(minutes=2))

    run_due(service, WRITE)

    assert words_heard(service) == ["earlier", "later"]


def test_a_failing_job_is_tried_with_growing_delays_and_then_parked(service: Service) -> None:
    plan(service)

    run_due(service, FAIL)
    for delay in RETRY_DELAYS:
        moment(service).advance(delay - timedelta(seconds=1))
        assert run_due(service, FAIL) == 0
        moment(service).advance(timedelta(seconds=1))
        assert run_due(service, FAIL) == 1

    [left] = parking_lot(service)
    assert (left.kind, left.attempts) == (KIND, len(RETRY_DELAYS) + 1)
    assert left.last_error == "ConnectionError('no answer')"


def test_a_job_whose_handler_gives_up_is_parked_at_once(service: Service) -> None:
    def give_up(job: Job) -> None:
        raise GiveUp("the address does not exist")

    plan(service)

    run_due(service, JobHandler(KIND, give_up))

    [left] = parking_lot(service)
    assert left.last_error == "the address does not exist"


def test_a_database_error_is_kept_without_the_row_that_it_is_about(service: Service) -> None:
    def insert_nothing(job: Job) -> Finish:
        row = {"message_id": "x", "subject": "张三", "text": None}
        return lambda uow: uow.connection.execute(heard.insert().values(row))

    plan(service)

    run_due(service, JobHandler(KIND, insert_nothing, delays=()))

    [left] = parking_lot(service)
    assert left.last_error == "IntegrityError"


def test_what_a_job_wrote_is_undone_when_it_fails_after_writing(service: Service) -> None:
    def write_and_fail(job: Job) -> Finish:
        write = writing_down(job)

        def finish(uow: Any) -> None:
            write(uow)
            raise RuntimeError("after writing")

        return finish

    plan(service)

    run_due(service, JobHandler(KIND, write_and_fail))

    assert words_heard(service) == []


def test_a_job_of_a_dead_process_is_taken_over_when_its_lease_has_run_out(
    service: Service,
) -> None:
    plan(service)
    with service.uow() as uow:
        assert uow.jobs.lease([KIND], LEASE_SECONDS) is not None
        uow.commit()

    assert run_due(service, WRITE) == 0
    moment(service).advance(timedelta(seconds=LEASE_SECONDS))

    assert run_due(service, WRITE) == 1
    assert words_heard(service) == ["letter-1"]


def test_a_process_that_was_paused_beyond_its_lease_writes_nothing(service: Service) -> None:
    def slow(job: Job) -> Finish:
        moment(service).advance(timedelta(seconds=LEASE_SECONDS + 1))
        assert run_due(service, WRITE) == 1
        return writing_down(job)

    plan(service)

    runner(service, JobHandler(KIND, slow)).run_next()

    assert words_heard(service) == ["letter-1"]
    assert planned(service) == []


def test_a_paused_process_that_fails_late_does_not_plan_the_job_again(service: Service) -> None:
    def slow(job: Job) -> None:
        moment(service).advance(timedelta(seconds=LEASE_SECONDS + 1))
        assert run_due(service, WRITE) == 1
        raise ConnectionError("too late")

    plan(service)

    runner(service, JobHandler(KIND, slow)).run_next()

    assert planned(service) == []


def test_a_job_that_kills_every_process_is_parked_without_being_run_again(
    service: Service,
) -> None:
    plan(service)
    for _ in range(len(RETRY_DELAYS) + 1):
        with service.uow() as uow:
            assert uow.jobs.lease([KIND], LEASE_SECONDS) is not None
            uow.commit()
        moment(service).advance(timedelta(seconds=LEASE_SECONDS))

    run_due(service, WRITE)

    assert words_heard(service) == []
    [left] = parking_lot(service)
    assert left.last_error == "the process died in every try"


def test_a_cancelled_job_is_not_run(service: Service) -> None:
    plan(service, "reminder-1")
    plan(service, "other-1")

    with service.uow() as uow:
        assert uow.jobs.cancel(KIND, "case-1", "reminder") == 1
        uow.commit()
    run_due(service, WRITE)

    assert words_heard(service) == ["other-1"]


def test_jobs_about_one_subject_keep_their_order_where_it_is_asked_for(service: Service) -> None:
    plan(service, "first", run_at=MONDAY + timedelta(seconds=5))
    moment(service).advance(timedelta(seconds=1))
    plan(service, "second")
    in_order = JobHandler(KIND, writing_down, in_order=True)

    assert run_due(service, in_order) == 0
    moment(service).advance(timedelta(seconds=4))
    run_due(service, in_order)

    assert words_heard(service) == ["first", "second"]


def test_the_runner_goes_on_when_the_database_comes_back(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    plan(service)
    hand = runner(service, WRITE)
    rename = "ALTER TABLE {} RENAME TO {}"
    with service.engine.begin() as connection:
        connection.execute(sa.text(rename.format("jobs", "gone")))

    hand.start()
    until(lambda: "jobs_interrupted" in caplog.messages)
    with service.engine.begin() as connection:
        connection.execute(sa.text(rename.format("gone", "jobs")))
    until(lambda: words_heard(service) == ["letter-1"])
    hand.stop()
    hand.join(5)

    assert not hand.is_alive()
