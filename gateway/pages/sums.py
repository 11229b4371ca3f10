"""Sums of money as people type them."""


def as_fen(typed: str) -> int | None:
    """Yuan in fen, commas between thousands allowed; 0 for nothing, None for what is no sum."""
    text = typed.replace(",", "").replace("，", "").strip()
    if not text:
        return 0
    whole, _dot, part = text.partition(".")
    if not whole.isdecimal() or (part and not part.isdecimal()) or len(part) > 2:
        return None
    return int(whole) * 100 + int((part or "0").ljust(2, "0"))
