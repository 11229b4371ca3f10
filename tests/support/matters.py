"""What people in the tests write."""

from typing import Any

from deploy.demo import matters


def complaint(**changes: Any) -> dict[str, Any]:
    """A complete complaint without evidence; ``changes`` replace fields, None removes one."""
    body = matters.complaint("") | {"evidence": []} | changes
    return {name: value for name, value in body.items() if value is not None}
