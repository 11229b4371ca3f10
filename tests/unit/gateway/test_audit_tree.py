"""The tree of the audit log, held to the vectors of Certificate Transparency and to its definition."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.merkle import (
    EMPTY,
    Edge,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
    root_of,
)

CONTENTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The hash of the tree over none, one, … eight of the contents."""
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = [leaf_hash(each) for each in CONTENTS]
trees = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(
    lambda contents: [leaf_hash(each) for each in contents]
)


def _hex(proof: list[bytes]) -> list[str]:
    return [each.hex() for each in proof]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_published_vectors(size: int) -> None:
    edge = Edge()
    for leaf in LEAVES[:size]:
        edge.add(leaf)

    assert root_of(LEAVES[:size]).hex() == ROOTS[size]
    assert edge.root().hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_inclusion_proofs_are_those_of_the_published_vectors(index: int, size: int) -> None:
    proof = inclusion_proof(index, LEAVES[:size])

    assert _hex(proof) == INCLUSION[index, size]
    assert proves_inclusion(LEAVES[index], index, size, proof, root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_the_consistency_proofs_are_those_of_the_published_vectors(first: int, second: int) -> None:
    proof = consistency_proof(first, LEAVES[:second])

    roots = {"first_root": ROOTS[first], "second_root": ROOTS[second]}
    assert _hex(proof) == CONSISTENCY[first, second]
    assert proves_consistency(
        first, second, proof, **{name: bytes.fromhex(root) for name, root in roots.items()}
    )


def test_a_leaf_cannot_pass_for_what_stands_above_two() -> None:
    left, right = LEAVES[:2]

    assert leaf_hash(left + right) != node_hash(left, right)


@given(trees)
def test_the_edge_knows_the_root_of_every_size_and_survives_being_stored(
    leaves: list[bytes],
) -> None:
    edge = Edge()
    assert edge.root() == EMPTY

    for count, leaf in enumerate(leaves, start=1):
        edge.add(leaf)
        edge = Edge.of_bytes(edge.size, edge.to_bytes())

        assert edge.size == count
        assert edge.root() == root_of(leaves[:count])


@given(trees, st.data())
def test_every_leaf_is_proved_at_its_place_and_nowhere_else(
    leaves: list[bytes], data: st.DataObject
) -> None:
    size, root = len(leaves), root_of(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, leaves)

    assert proves_inclusion(leaves[index], index, size, proof, root=root)
    assert not proves_inclusion(leaf_hash(b"not there"), index, size, proof, root=root)
    assert not proves_inclusion(leaves[index], size, size, proof, root=root)
    assert not proves_inclusion(leaves[index], index, size, [*proof, EMPTY], root=root)
    assert not proves_inclusion(leaves[index], index, size, proof, root=EMPTY)
    if proof:
        assert not proves_inclusion(leaves[index], index, size, proof[:-1], root=root)
        assert not proves_inclusion(leaves[index], index, size, [EMPTY, *proof[1:]], root=root)


@given(trees, st.data())
def test_a_tree_that_grew_is_proved_and_one_that_was_rewritten_is_not(
    leaves: list[bytes], data: st.DataObject
) -> None:
    second = len(leaves)
    first = data.draw(st.integers(1, second))
    proof = consistency_proof(first, leaves)
    roots = {"first_root": root_of(leaves[:first]), "second_root": root_of(leaves)}
    changed = data.draw(st.integers(0, first - 1))
    rewritten = [*leaves[:changed], leaf_hash(b"rewritten"), *leaves[changed + 1 :]]

    assert proves_consistency(first, second, proof, **roots)
    assert not proves_consistency(
        first,
        second,
        consistency_proof(first, rewritten),
        **roots | {"second_root": root_of(rewritten)},
    )
    assert not proves_consistency(first, second, [*proof, EMPTY], **roots)
    assert not proves_consistency(0, second, proof, **roots)
    if proof:
        assert not proves_consistency(first, second, proof[1:], **roots)


def test_the_trees_of_all_sizes_differ() -> None:
    assert all(former != latter for former, latter in pairwise(ROOTS))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 9, 63, 64, 65])
def test_the_edge_alone_proves_the_newest_leaf(size: int) -> None:
    leaves = [leaf_hash(bytes([nth])) for nth in range(size)]
    edge = Edge()
    for leaf in leaves[:-1]:
        edge.add(leaf)

    path = edge.path_of_next()

    assert path == inclusion_proof(size - 1, leaves)
    assert proves_inclusion(leaves[-1], size - 1, size, path, root=root_of(leaves))
