"""Text of small pictures, and where text is on a page: the two models inside the wheel of rapidocr.

Belongs here: starting the models (heavy: on first use, once a process), preparing pictures for them,
decoding what they answer. Does not: choosing what to read or what to believe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.picture import Pixels

_MODEL = "PP-OCRv6_rec_small.onnx"
_HEIGHT = 48
# Widths are filled up to multiples of this, so that pictures of one width run together and none is squeezed.
_WIDTH_STEP = 32
# Pixels for each step of the model's answer.
_STEP = 8
_WIDEST = 3200
_BATCH = 16
# The longest side of the page on which text is looked for (pixels): enough for print of 6 points.
_DETECTION_SIDE = 1280
_BLANK = 0


class OcrMissingError(Exception):
    """The packages or models that read pictures are not there; the message says which."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model saw in one picture: a text, and for each of its characters the score (0 to 1) and the
    distance of its middle from the picture's left edge, in heights of the picture."""

    text: str
    scores: tuple[float, ...] = ()
    places: tuple[float, ...] = ()

    @property
    def worst(self) -> float:
        """Score of its least certain character; 0.0 when nothing was seen."""
        return min(self.scores, default=0.0)

    @property
    def mean(self) -> float:
        """Mean score; 0.0 when nothing was seen."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Reader(Protocol):
    """What reads: the models, or a stand-in in tests."""

    def read(self, pictures: Sequence[Pixels]) -> list[Seen]:
        """One answer for each picture of a line of text (grey, dark on white)."""
        ...

    def text_boxes(self, grey: Pixels) -> list[NDArray[np.float32]]:
        """Four corners (pixels) of each piece of text on a page."""
        ...


class Recogniser:
    """The models, on `threads` threads. Use `recogniser()`, which keeps one a process."""

    def __init__(self, threads: int) -> None:
        try:
            import onnxruntime  # type: ignore[import-untyped]
            import rapidocr
        except ImportError as error:
            raise OcrMissingError(
                f"reading pictures needs the packages rapidocr and onnxruntime: {error}"
            ) from error
        model = Path(rapidocr.__file__).parent / "models" / _MODEL
        if not model.is_file():
            raise OcrMissingError(
                f"the installed rapidocr does not carry the model {_MODEL}; install rapidocr 3.10"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        alphabet = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._alphabet = ["", *alphabet, " "]
        self._threads = threads
        self._detector: Any = None

    def read(self, pictures: Sequence[Pixels]) -> list[Seen]:
        """See `Reader.read`. The answer for a picture does not depend on its neighbours in the list."""
        prepared = [_prepared(picture) for picture in pictures]
        by_width: defaultdict[int, list[int]] = defaultdict(list)
        for index, picture in enumerate(prepared):
            by_width[picture.shape[2]].append(index)
        answers: dict[int, Seen] = {}
        for width in sorted(by_width):
            for first in range(0, len(by_width[width]), _BATCH):
                indices = by_width[width][first : first + _BATCH]
                batch = np.stack([prepared[i] for i in indices])
                chances = self._session.run(None, {self._input: batch})[0]
                answers.update((i, self._decoded(c)) for i, c in zip(indices, chances, strict=True))
        return [answers[i] for i in range(len(prepared))]

    def text_boxes(self, grey: Pixels) -> list[NDArray[np.float32]]:
        """See `Reader.text_boxes`; in an order that depends only on the picture."""
        if self._detector is None:
            from rapidocr import RapidOCR

            self._detector = RapidOCR(
                params={
                    "Global.log_level": "critical",
                    "Global.max_side_len": _DETECTION_SIDE,
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                }
            )
        found = self._detector(
            cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False
        )
        boxes = [] if found.boxes is None else [np.asarray(b, np.float32) for b in found.boxes]
        return sorted(boxes, key=lambda b: (float(b[:, 1].min()), float(b[:, 0].min())))

    def _decoded(self, chances: NDArray[np.float32]) -> Seen:
        """CTC: the likeliest sign of each step, repeats and blanks left out."""
        best = chances.argmax(axis=1)
        text, scores, places = "", [], []
        start = 0
        for step in range(1, len(best) + 1):
            if step < len(best) and best[step] == best[start]:
                continue
            if best[start] != _BLANK:
                run = chances[start:step, best[start]]
                text += self._alphabet[best[start]]
                scores.append(round(float(run.max()), 4))
                places.append((start + step) / 2 * _STEP / _HEIGHT)
            start = step
        return Seen(text, tuple(scores), tuple(places))


def _prepared(picture: Pixels) -> NDArray[np.float32]:
    """3 × 48 × width, values -1 to 1, filled up with paper at the right."""
    height, width = picture.shape[:2]
    scaled = max(8, min(_WIDEST, round(width * _HEIGHT / max(height, 1))))
    method = cv2.INTER_AREA if height > _HEIGHT else cv2.INTER_CUBIC
    resized = cv2.resize(picture, (scaled, _HEIGHT), interpolation=method)
    full = -(-scaled // _WIDTH_STEP) * _WIDTH_STEP
    line = np.full((_HEIGHT, full), 255, np.uint8)
    line[:, :scaled] = resized
    plane = line.astype(np.float32) / 127.5 - 1.0
    return np.stack([plane, plane, plane])


@lru_cache(maxsize=1)
def recogniser(threads: int = 1) -> Recogniser:
    """The recogniser of this process. Raises `OcrMissingError` where the packages are not installed."""
    return Recogniser(threads)
