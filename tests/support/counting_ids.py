"""Identifiers that a test can foresee."""


class CountingIds:
    """Made one after the other, the same in every run."""

    def __init__(self) -> None:
        self._made = 0

    def new(self) -> str:
        self._made += 1
        return f"{self._made:026d}"

    def digits(self, count: int) -> str:
        self._made += 1
        return f"{self._made * 7919 % 10**count:0{count}d}"

    def token(self) -> str:
        return f"token-{self.new()}"
