#!/usr/bin/env python3
"""Fits softmax regression to MNIST's 10,000 test images with SciPy's L-BFGS-B, until the loss is within
1e-8 of the minimum: the row of SciPy in the table that org.talweg.benchmarks.peers.fits.Fits prints.

    fit_scipy.py MNIST [ROUNDS]

The objective is computed by NumPy's matrix products, so only the evaluations, and the time outside the
objective, can be compared with those of the libraries for Java.
"""

import gzip
import pathlib
import statistics
import sys
import time

import numpy as np
import scipy
from scipy.optimize import minimize

MINIMUM = 0.2734259812205
DECAY = 1e-3
CLASSES = 10


class Reached(Exception):
    pass


def read(folder, name, offset):
    for path in pathlib.Path(folder).glob(name + "*"):
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        return np.frombuffer(data, np.uint8, offset=offset)
    sys.exit(f"{folder}: no {name}")


class Fit:
    def __init__(self, pixels, labels):
        self.pixels = pixels
        self.hot = np.eye(CLASSES)[labels]
        self.evaluations = 0
        self.inside = 0.0

    def __call__(self, v):
        start = time.perf_counter()
        count, columns = self.pixels.shape
        weights = v[: CLASSES * columns].reshape(CLASSES, columns)
        logits = self.pixels @ weights.T + v[CLASSES * columns :]
        logits -= logits.max(axis=1, keepdims=True)
        exponentials = np.exp(logits)
        sums = exponentials.sum(axis=1, keepdims=True)
        loss = (np.log(sums[:, 0]) - (logits * self.hot).sum(axis=1)).mean()
        slopes = (exponentials / sums - self.hot) / count
        gradient = np.concatenate([(slopes.T @ self.pixels + DECAY * weights).ravel(), slopes.sum(axis=0)])
        loss += DECAY / 2 * np.square(weights).sum()
        self.evaluations += 1
        self.inside += time.perf_counter() - start
        if loss <= MINIMUM + 1e-8:
            raise Reached
        return loss, gradient


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    pixels = read(sys.argv[1], "t10k-images", 16).reshape(10_000, 784) / 255.0
    labels = read(sys.argv[1], "t10k-labels", 8)
    total, outside = [], []
    for _ in range(int(sys.argv[2]) if len(sys.argv) == 3 else 3):
        fit = Fit(pixels, labels)
        start = time.perf_counter()
        try:
            minimize(fit, np.zeros(CLASSES * 785), jac=True, method="L-BFGS-B",
                     options={"maxcor": 10, "ftol": 0, "gtol": 0, "maxfun": 10_000, "maxiter": 10_000})
            result = "not reached"
        except Reached:
            result = "reached"
        seconds = time.perf_counter() - start
        total.append(seconds)
        outside.append(seconds - fit.inside)
    print(f"| SciPy {scipy.__version__} | {fit.evaluations} | {statistics.median(total):.2f} "
          f"| {statistics.median(outside):.3f} | {result} |")


if __name__ == "__main__":
    main()
