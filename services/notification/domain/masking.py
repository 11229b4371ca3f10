"""Addresses as staff may see them: enough to recognise one, too little to write to it."""

MOBILE_DIGITS, CHINA = 11, "+86"


def masked_address(address: str) -> str:
    """``zhou@shop.example`` becomes ``z***@shop.example``."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"


def masked_number(number: str) -> str:
    """``13800001234`` becomes ``138****1234``; of a short number nothing but its end is left."""
    number = number.removeprefix(CHINA)
    is_long = len(number) >= MOBILE_DIGITS
    return f"{number[:3]}****{number[-4:]}" if is_long else f"****{number[-2:]}"
