"""A repeated request is the same request: one effect, one answer."""

import io
import threading
from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import Client, TestResponse

from chassis.database import reading
from chassis.identity import TokenSigner
from chassis.principal import Principal
from chassis.schema import idempotency_keys, outbox
from chassis.service import Service
from tests.support.demo.notes import notes
from tests.support.demo.service import NAME
from tests.unit.chassis.conftest import NOTES, Caller, on_both_databases

pytestmark = on_both_databases


def count(demo: Service, table: sa.Table) -> int:
    with reading(demo.engine) as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_repeated_request_gets_the_first_answer(author: Caller, demo: Service) -> None:
    first = author.post(NOTES, key="K1", json={"title": "once"})

    again = author.post(NOTES, key="K1", json={"title": "once"})

    assert (again.status_code, again.data) == (201, first.data)
    assert again.content_type == first.content_type
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert count(demo, notes) == count(demo, outbox) == 1


def test_another_body_under_the_same_key_is_refused(author: Caller, demo: Service) -> None:
    author.post(NOTES, key="K1", json={"title": "once"})

    other = author.post(NOTES, key="K1", json={"title": "twice"})

    assert other.status_code == 422
    assert other.get_json()["code"] == "idempotency_key_reused"
    assert count(demo, notes) == 1


def test_a_request_without_key_is_refused(author: Caller) -> None:
    answer = author.ask("POST", NOTES, json={"title": "once"})

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "idempotency_key_missing"


def test_an_overlong_key_is_refused(author: Caller) -> None:
    answer = author.post(NOTES, key="k" * 121, json={"title": "once"})

    assert answer.status_code == 400
    assert answer.get_json()["code"] == "idempotency_key_unusable"


def test_the_same_key_of_another_person_is_another_key(
    author: Caller, person: Callable[..., Caller], demo: Service
) -> None:
    author.post(NOTES, key="K1", json={"title": "once"})

    answer = person("li", "author").post(NOTES, key="K1", json={"title": "once"})

    assert "Idempotency-Replayed" not in answer.headers
    assert count(demo, notes) == 2


def test_a_failed_request_leaves_nothing_and_may_be_corrected(
    author: Caller, demo: Service
) -> None:
    failed = author.post(NOTES, key="K1", json={"title": "full"})
    kept = count(demo, notes), count(demo, outbox), count(demo, idempotency_keys)

    corrected = author.post(NOTES, key="K1", json={"title": "small"})

    assert failed.status_code == 409
    assert kept == (0, 0, 0)
    assert corrected.status_code == 201


def test_twins_at_the_same_time_have_one_effect(
    app: Flask, demo: Service, signer: TokenSigner
) -> None:
    token = signer.sign(Principal(subject="staff:w", roles=frozenset({"author"})), NAME)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "K1"}
    answers: list[TestResponse] = []
    start = threading.Barrier(8)

    def send() -> None:
        start.wait()
        answers.append(Client(app).post(NOTES, json={"title": "once"}, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 7
    assert count(demo, notes) == 1


def test_a_repeated_upload_is_known_by_its_content(author: Caller) -> None:
    def upload(content: bytes) -> TestResponse:
        data = {"file": (io.BytesIO(content), "a.png")}
        return author.post(f"{NOTES}/x/picture", key="K1", data=data)

    first, again, other = upload(b"abc"), upload(b"abc"), upload(b"xyz")

    assert first.get_json() == again.get_json() == {"size": 3}
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.get_json()["code"] == "idempotency_key_reused"


def test_the_database_holds_neither_key_nor_answer_in_clear(author: Caller, demo: Service) -> None:
    author.post(NOTES, key="K1-secret", json={"title": "confidential"})

    with reading(demo.engine) as connection:
        row = connection.execute(sa.select(idempotency_keys)).one()

    assert "K1-secret" not in str(row)
    assert "confidential" not in str(row)
