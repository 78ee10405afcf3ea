from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
import torch

from engine.checkpoint import kernels


def test_torch_keeps_the_number_of_threads_it_chose() -> None:
    code = (
        "import torch; before = torch.get_num_threads(); import engine.checkpoint.kernels;"
        " print(before, torch.get_num_threads())"
    )
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True
    )
    assert done.stdout.split() == ["1", "1"]


@pytest.mark.parametrize("rows", [1, 2, 4, 7])
@pytest.mark.parametrize("dtype", [np.float32, np.int8])
def test_a_row_of_the_weights_counts_its_scale(rows: int, dtype: type) -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((rows, 40)).astype(np.float32)
    weight: kernels.Weights = random.integers(-127, 128, (12, 40)).astype(dtype)
    scale, bias = random.random((2, 12)).astype(np.float32)
    out = np.empty((rows, 12), np.float32)
    kernels.linear(x, weight, scale, bias, out)
    np.testing.assert_allclose(
        out, x @ (weight.astype(np.float32) * scale[:, None]).T + bias, rtol=1e-4, atol=1e-3
    )


def test_gelu_is_torchs() -> None:
    x = np.linspace(-6, 6, 101, dtype=np.float32)[None]
    wanted = torch.nn.functional.gelu(torch.from_numpy(x)).numpy()
    kernels.gelu(x)
    np.testing.assert_allclose(x, wanted, atol=1e-6)


def test_scores_far_apart_do_not_overflow() -> None:
    scores = np.array([-1e4, 0.0, 1e4, 1e4], np.float32)
    kernels.softmax(scores)
    np.testing.assert_array_equal(scores, np.array([0, 0, 0.5, 0.5], np.float32))


def test_rows_come_to_0_to_1_and_back() -> None:
    x = np.array([[2, 4, 10], [-1, -1, -1], [1e-3, 0, -3e-3]], np.float32)
    low, span, unit = np.empty(3, np.float32), np.empty(3, np.float32), np.empty_like(x)
    kernels.to_unit(x, 1e-38, low, span, unit)
    np.testing.assert_allclose(unit, np.array([[0, 0.25, 1], [0, 0, 0], [1, 0.75, 0]]), atol=1e-6)
    weight = np.array([[1, 2, 3], [0, -1, 5]], np.float32)
    products = unit @ weight.T
    kernels.from_unit(products, low, span, weight.sum(1), np.zeros(2, np.float32))
    np.testing.assert_allclose(products, x @ weight.T, atol=1e-4)
