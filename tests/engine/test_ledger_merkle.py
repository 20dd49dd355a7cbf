"""The Merkle log against the reference vectors, and every small forgery tried."""

from __future__ import annotations

import pytest

from helpfulacts.engine.ledger import (
    Frontier,
    canonical,
    consistency_proof,
    empty_root,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# Source: the reference tests of Certificate Transparency, github.com/google/certificate-transparency,
# cpp/merkletree/merkle_tree_test.cc (also transparency-dev/merkle, testonly/constants.go), for RFC 6962.
REFERENCE_LEAVES = [
    leaf_hash(bytes.fromhex(text))
    for text in (
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
REFERENCE_ROOTS = [
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
NODE = {
    "a": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "b": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "c": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "d": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "e": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "f": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "g": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
}
SMALL = 24
LEAVES = [leaf_hash(b"entry %d" % number) for number in range(SMALL)]
FORGED = leaf_hash(b"forged")


def test_it_works() -> None:
    log = Frontier()
    for leaf in LEAVES:
        log.append(leaf)
    assert log.size == SMALL
    assert log.root() == root_of(LEAVES)
    assert verify_inclusion(LEAVES[5], 5, SMALL, inclusion_proof(LEAVES, 5), log.root())


def test_roots_are_those_of_the_reference() -> None:
    log = Frontier()
    assert log.root().hex() == empty_root() == REFERENCE_ROOTS[0]
    for size, leaf in enumerate(REFERENCE_LEAVES, start=1):
        log.append(leaf)
        assert log.root().hex() == REFERENCE_ROOTS[size] == root_of(REFERENCE_LEAVES[:size]).hex()


@pytest.mark.parametrize(("index", "size", "names"), [(0, 8, "abc"), (5, 8, "def")])
def test_inclusion_proofs_are_those_of_the_reference(index: int, size: int, names: str) -> None:
    proof = inclusion_proof(REFERENCE_LEAVES[:size], index)
    assert [step.hex() for step in proof] == [NODE[name] for name in names]


@pytest.mark.parametrize(("old", "size", "names"), [(1, 1, ""), (1, 8, "abc"), (6, 8, "gef"), (2, 5, "bd")])
def test_consistency_proofs_are_those_of_the_reference(old: int, size: int, names: str) -> None:
    proof = consistency_proof(REFERENCE_LEAVES[:size], old)
    assert [step.hex() for step in proof] == [NODE[name] for name in names]
    old_root, root = (bytes.fromhex(REFERENCE_ROOTS[n]) for n in (old, size))
    assert verify_consistency(old, size, proof, old_root, root)


def test_a_frontier_taken_up_again_goes_on_as_before() -> None:
    log = Frontier()
    for leaf in LEAVES:
        log = Frontier.load(log.size, log.dump())
        log.append(leaf)
        assert log.root() == root_of(LEAVES[: log.size])


@pytest.mark.parametrize(
    ("size", "subtrees"), [(1, []), (3, ["00" * 32]), (1, ["00"]), (-1, []), (1, ["xy" * 32])]
)
def test_a_frontier_that_does_not_fit_is_refused(size: int, subtrees: list[str]) -> None:
    with pytest.raises(ValueError):
        Frontier.load(size, subtrees)


def test_no_inclusion_is_forged_in_any_small_log() -> None:
    for size in range(1, SMALL + 1):
        leaves = LEAVES[:size]
        root = root_of(leaves)
        for index in range(size):
            proof = inclusion_proof(leaves, index)
            assert verify_inclusion(leaves[index], index, size, proof, root)
            assert not verify_inclusion(FORGED, index, size, proof, root)
            assert not verify_inclusion(leaves[index], index, size, [*proof, FORGED], root)
            assert not verify_inclusion(leaves[index], index, size, proof, FORGED)
            for elsewhere in set(range(-1, size + 1)) - {index}:
                assert not verify_inclusion(leaves[index], elsewhere, size, proof, root)
            for step in range(len(proof)):
                assert not verify_inclusion(
                    leaves[index], index, size, proof[:step] + proof[step + 1 :], root
                )
                changed = proof[:step] + [FORGED] + proof[step + 1 :]
                assert not verify_inclusion(leaves[index], index, size, changed, root)


def test_no_consistency_is_forged_in_any_small_log() -> None:
    roots = [root_of(LEAVES[:size]) for size in range(SMALL + 1)]
    for size in range(SMALL + 1):
        for old in range(size + 1):
            proof = consistency_proof(LEAVES[:size], old)
            assert verify_consistency(old, size, proof, roots[old], roots[size])
            assert not verify_consistency(old, size, proof, FORGED, roots[size])
            assert not verify_consistency(old, size, [*proof, FORGED], roots[old], roots[size])
            if old:
                assert not verify_consistency(old, size, proof, roots[old], FORGED)
            for step in range(len(proof)):
                without = proof[:step] + proof[step + 1 :]
                assert not verify_consistency(old, size, without, roots[old], roots[size])
                changed = proof[:step] + [FORGED] + proof[step + 1 :]
                assert not verify_consistency(old, size, changed, roots[old], roots[size])
        for changed_at in range(size):
            rewritten = LEAVES[:changed_at] + [FORGED] + LEAVES[changed_at + 1 : size]
            for old in range(changed_at + 1, size + 1):
                proof = consistency_proof(rewritten, old)
                assert not verify_consistency(old, size, proof, roots[old], root_of(rewritten))


def test_every_leaf_of_a_thousand_matters() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(1000)]
    root = root_of(leaves)
    for number, leaf in enumerate(leaves):
        flipped = bytes([leaf[0] ^ 1]) + leaf[1:]
        assert root_of([*leaves[:number], flipped, *leaves[number + 1 :]]) != root


def test_an_entry_has_one_written_form() -> None:
    assert canonical({"b": 1, "a": ["é", None]}) == '{"a":["é",null],"b":1}'.encode()


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), "\ud800", {1: "a"}, [{None: 1}]])
def test_an_entry_without_one_written_form_is_refused(odd: object) -> None:
    with pytest.raises(ValueError):
        canonical({"facts": odd})
