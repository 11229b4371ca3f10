"""Asking mediation what the centre knows between persons and firms."""

from gateway.clients.calling import Act, Json, act, read

SERVICE = "mediation"
_RELATIONS = "/api/v1/relations"


def all_relations() -> list[Json]:
    """``{relation_id, kind, one, other, source, by, noted_at}``, the newest last."""
    return list(read(SERVICE, _RELATIONS)["items"])


def note(act_: Act) -> Json:
    """Note one: body ``{kind, one, other, source}``. Raises: Refused."""
    found: Json = act(SERVICE, _RELATIONS, act_).json()
    return found


def remove(relation_id: str, act_: Act) -> Json:
    """One that does not hold. Raises: NotFound."""
    found: Json = act(SERVICE, f"{_RELATIONS}/{relation_id}/removal", act_).json()
    return found
