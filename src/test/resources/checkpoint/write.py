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
sixteen = [0x0000, 0x8000, 0x0001, 0x03FF, 0x0400, 0x3C00, 0xBC01, 0x7BFF, 0x7C00, 0xFC00, 0x7E01, 0x3555, 0x4248]
half = torch.from_numpy(np.array(sixteen, dtype="u2").view("i2")).view(torch.float16)
bfloat = torch.from_numpy(np.array(sixteen, dtype="u2").view("i2")).view(torch.bfloat16)
integers = [torch.uint8, torch.int8, torch.int16, torch.uint16, torch.int32, torch.uint32, torch.int64, torch.uint64]
eights = [torch.float8_e4m3fn, torch.float8_e5m2, torch.float8_e8m0fnu]
save_torch(
    {str(dtype).removeprefix("torch."): torch.tensor([1, 2, 3]).to(dtype) for dtype in integers + eights}
    | {
        "bool": torch.tensor([True, False, True]),
        "complex64": torch.tensor([1 + 2j, -3j]),
        "half": half,
        "half as float": half.to(torch.float32),
        "bfloat": bfloat.reshape(13, 1),
        "bfloat as float": bfloat.to(torch.float32),
        "double": torch.tensor([1 / 3, -2.0], dtype=torch.float64),
        "batches": torch.tensor(1000),
        "": torch.ones(1),
        "two\nlines": torch.ones(1),
    },
    "every-type.safetensors",
    {"format": "pt", "step": "epoch 3"},
)
