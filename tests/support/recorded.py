"""What officers record of a matter beside what was filed: shown files, samples, statements."""

from collections.abc import Callable

from tests.support.town import Person


def recorded(
    officer: Person, receipt_no: str, evidence_id: str, upload: Callable[[str], str]
) -> dict[str, str]:
    """A file that both parties may see with its redacted copy, a sample that is out, and a statement.

    ``upload``: makes a file from a key, returns its id. Returns the names by which they are known.
    """
    matter, why = f"/api/v1/submissions/{receipt_no}", {"reason": "遮盖联系电话"}
    file, copy = f"evidence/{evidence_id}", upload("copy")
    _does(officer, matter, f"{file}/redactions", {"copy": copy} | why)
    opened = {"level": "normal", "respondent_from": "accepted"} | why
    _does(officer, matter, f"{file}/exposure", opened)
    what = {"name": "活动扳手", "quantity": 2, "giver": "周明"}
    sample = officer.post("intake", f"{matter}/samples", what).get_json()["sample_id"]
    seal = {"act": "seal", "seal_no": "F-001", "photo": upload("seal")}
    given = {"act": "hand_over", "giver": "李娜", "taker": "周岚", "note": "送检"}
    for move in (seal, given):
        _does(officer, f"/api/v1/samples/{sample}", "moves", move)
    words = {"source": "oral", "speaker": "周明", "words": "十月五日在该店买到。"}
    said = officer.post("intake", f"{matter}/statements", words).get_json()
    return {"copy_id": copy, "sample_id": sample, "statement_id": said["statement_id"]}


def _does(officer: Person, thing: str, act: str, body: dict[str, str]) -> None:
    done = officer.act("intake", thing, act, body)
    assert done.status_code == 200, done.text
