"""Writes the files beside it with Python's safetensors 0.8.0: pip install numpy safetensors torch; python write.py"""

import numpy as np
import torch
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch

bits = lambda numbers, width: np.array(numbers, dtype=f"u{width}").view(f"f{width}")
save_file(
    {
        "w": np.arange(6, dtype="f4").reshape(2, 3) / 4,
        "w/m": np.linspace(-1, 1, 4),
        "b": bits([0x7FC00000, 0x7FA00001, 0xFFFFFFFF, 0x80000000, 0x00000001, 0xFF800000], 4),
        "b/v": bits([0x7FF0000000000001, 0xFFF8000000000123, 0x8000000000000000, 1], 8),
        "scalar": np.array(7, dtype="f4"),
        "empty": np.zeros((3, 0, 2)),
        '\U0001f3d4 "quoted" \\ ä 深': np.ones(1, dtype="f4"),
        "\uffee": np.ones(1, dtype="f4"),
    },
    "states.safetensors",
    {"step": "9007199254740993"},
)
save_file({"w": np.array([1.5, -2], dtype="f4")}, "weights.safetensors", {"format": 'np\t\n\x01 "ü"'})
save_file({"w": np.array([1.5, -2], dtype="f4")}, "nothing-else.safetensors")
save_torch(
    {"w": torch.tensor([1.5, -2]), "half": torch.ones(2, dtype=torch.bfloat16), "indices": torch.arange(3)},
    "other-types.safetensors",
)
