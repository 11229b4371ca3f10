"""A Merkle tree to which leaves are only ever added (RFC 9162, section 2.1; SHA-256). Pure.

Hashes are 32 bytes. ``leaves`` are leaf hashes, in order.
"""

import hashlib
from collections.abc import Sequence

Hash = bytes
SIZE_OF_HASH = 32
_LEAF, _NODE = b"\x00", b"\x01"
EMPTY: Hash = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> Hash:
    """The hash of one entry."""
    return hashlib.sha256(_LEAF + content).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of what stands above two hashes."""
    return hashlib.sha256(_NODE + left + right).digest()


class Edge:
    """The right edge of a tree: the roots of its complete parts, the largest first.

    It is all that adding a leaf and naming the root take: a handful of hashes for millions of leaves.
    """

    def __init__(self, size: int = 0, parts: Sequence[Hash] = ()) -> None:
        self.size = size
        self._parts = list(parts)

    @staticmethod
    def of_bytes(size: int, content: bytes) -> "Edge":
        """From what ``to_bytes`` gave."""
        starts = range(0, len(content), SIZE_OF_HASH)
        return Edge(size, [content[start : start + SIZE_OF_HASH] for start in starts])

    def to_bytes(self) -> bytes:
        return b"".join(self._parts)

    def add(self, leaf: Hash) -> None:
        """Add a leaf; two parts of one size become one, as carrying does when one counts on."""
        self._parts.append(leaf)
        self.size += 1
        carried = self.size
        while carried % 2 == 0:
            right = self._parts.pop()
            self._parts[-1] = node_hash(self._parts[-1], right)
            carried //= 2

    def path_of_next(self) -> list[Hash]:
        """The inclusion proof that the next leaf will have as the last one: what stands left of it.

        The newest entry is so proved without the others (section 2.1.3.1 for the index ``size``).
        """
        return list(reversed(self._parts))

    def root(self) -> Hash:
        """The hash of the whole tree."""
        if not self._parts:
            return EMPTY
        found = self._parts[-1]
        for left in reversed(self._parts[:-1]):
            found = node_hash(left, found)
        return found


def root_of(leaves: Sequence[Hash]) -> Hash:
    """The hash of the tree over ``leaves``, as section 2.1.1 defines it."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else EMPTY
    split = _split(len(leaves))
    return node_hash(root_of(leaves[:split]), root_of(leaves[split:]))


def _split(size: int) -> int:
    """The largest power of two below ``size``; ``size`` is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(index: int, leaves: Sequence[Hash]) -> list[Hash]:
    """The hashes that lead from leaf ``index`` to the root (section 2.1.3.1)."""
    if len(leaves) <= 1:
        return []
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if index < split:
        return [*inclusion_proof(index, left), root_of(right)]
    return [*inclusion_proof(index - split, right), root_of(left)]


def proves_inclusion(
    leaf: Hash, index: int, size: int, proof: Sequence[Hash], *, root: Hash
) -> bool:
    """Whether ``leaf`` is number ``index`` of the ``size`` leaves under ``root`` (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    sides = _sides(index, size - 1, len(proof))
    if sides is None:
        return False
    found = leaf
    for step, is_left in zip(proof, sides, strict=True):
        found = node_hash(step, found) if is_left else node_hash(found, step)
    return found == root


def _sides(position: int, last: int, steps: int) -> list[bool] | None:
    """For each step from a leaf to the root whether it is on the left; None if it takes more or fewer."""
    sides = []
    for _ in range(steps):
        if last == 0:
            return None
        is_left = position % 2 == 1 or position == last
        sides.append(is_left)
        while is_left and position % 2 == 0 and position != 0:
            position, last = position >> 1, last >> 1
        position, last = position >> 1, last >> 1
    return sides if last == 0 else None


def consistency_proof(first: int, leaves: Sequence[Hash]) -> list[Hash]:
    """The hashes which show that the tree over the ``first`` leaves has only been added to.

    ``first`` is at least 1 (section 2.1.4.1).
    """
    return _consistency(first, leaves, is_known=True)


def _consistency(first: int, leaves: Sequence[Hash], *, is_known: bool) -> list[Hash]:
    if first == len(leaves):
        return [] if is_known else [root_of(leaves)]
    split = _split(len(leaves))
    left, right = leaves[:split], leaves[split:]
    if first <= split:
        return [*_consistency(first, left, is_known=is_known), root_of(right)]
    return [*_consistency(first - split, right, is_known=False), root_of(left)]


def proves_consistency(
    first: int, second: int, proof: Sequence[Hash], *, first_root: Hash, second_root: Hash
) -> bool:
    """Whether the tree of ``second`` leaves begins with that of ``first`` (section 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    steps = list(proof)
    if first & (first - 1) == 0:
        steps.insert(0, first_root)
    if not steps:
        return False
    # The proof begins at the largest complete part that ends where the first tree ends.
    height = (first & -first).bit_length() - 1
    sides = _sides(first - 1 >> height, second - 1 >> height, len(steps) - 1)
    if sides is None:
        return False
    old = new = steps[0]
    for step, is_left in zip(steps[1:], sides, strict=True):
        if is_left:
            old = node_hash(step, old)
        new = node_hash(step, new) if is_left else node_hash(new, step)
    return old == first_root and new == second_root
