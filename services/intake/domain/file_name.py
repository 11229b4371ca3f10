"""Names of files as we keep and show them."""

LONGEST_NAME = 200


def safe_name(name: str) -> str:
    """The last part of a path, without characters that control a terminal or turn the text around."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(each for each in last if each.isprintable())[-LONGEST_NAME:] or "file"
