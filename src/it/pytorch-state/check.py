"""Moves runs of every rule of torch.optim to Talweg and back: half there and half here equal all there."""

import pathlib
import subprocess
import sys
import tempfile

import torch
from talweg_state import from_talweg, to_talweg

STEPS = 50
TOLERANCE = 2e-15
RULES = {
    "sgd": lambda p: torch.optim.SGD(p, 0.05),
    "momentum": lambda p: torch.optim.SGD(p, 0.05, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p, 0.05),
    "amsgrad": lambda p: torch.optim.Adam(p, 0.05, amsgrad=True),
    "adamw": lambda p: torch.optim.AdamW(p, 0.05),
    "adagrad": lambda p: torch.optim.Adagrad(p, 0.05),
    "adadelta": lambda p: torch.optim.Adadelta(p, 1.0),
    "adamax": lambda p: torch.optim.Adamax(p, 0.05),
    "nadam": lambda p: torch.optim.NAdam(p, 0.05),
    "radam": lambda p: torch.optim.RAdam(p, 0.05),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.05, momentum=0.9),
    "centered": lambda p: torch.optim.RMSprop(p, 0.05, centered=True),
    "rprop": lambda p: torch.optim.Rprop(p, 0.05),
    "asgd": lambda p: torch.optim.ASGD(p, 0.05),
    "adafactor": lambda p: torch.optim.Adafactor(p, 0.05),
}


class Model(torch.nn.Module):
    """The weights and gradients of MoveState.java: c ∘ (w − 1), with c from 0.1 to 1.2."""

    def __init__(self):
        super().__init__()
        self.w = torch.nn.Parameter(torch.arange(12.0, dtype=torch.float64).reshape(4, 3) / 8 - 0.5)
        self.b = torch.nn.Parameter(torch.arange(3.0, dtype=torch.float64) / 4)

    def set_gradients(self):
        for parameter in (self.w, self.b):
            scale = (torch.arange(parameter.numel(), dtype=torch.float64) + 1) / 10
            parameter.grad = scale.reshape(parameter.shape) * (parameter.data - 1)


def run(model, optimizer, steps):
    for _ in range(steps):
        model.set_gradients()
        optimizer.step()


def difference(one, other):
    pairs = zip(one.parameters(), other.parameters())
    return max(((a - b).abs() / (1 + a.abs())).max().item() for a, b in pairs)


java = sys.argv[1:]
failed = []
with tempfile.TemporaryDirectory() as folder:
    theirs, ours = (str(pathlib.Path(folder, name)) for name in ("theirs", "ours"))
    for rule, make in RULES.items():
        whole = Model()
        run(whole, make(whole.parameters()), 2 * STEPS)

        model = Model()
        optimizer = make(model.parameters())
        run(model, optimizer, STEPS)
        to_talweg(model, optimizer, STEPS, theirs)
        subprocess.run([*java, rule, str(STEPS), ours, theirs], check=True)
        from_talweg(model, optimizer, ours)
        there_and_here = difference(whole, model)

        subprocess.run([*java, rule, str(STEPS), ours], check=True)
        model = Model()
        optimizer = make(model.parameters())
        from_talweg(model, optimizer, ours)
        run(model, optimizer, STEPS)
        here_and_there = difference(whole, model)
        print(f"{rule:10} to Talweg {there_and_here:.1e}   from Talweg {here_and_there:.1e}")
        if not max(there_and_here, here_and_there) <= TOLERANCE:
            failed.append(rule)
if failed:
    sys.exit(f"beyond {TOLERANCE}: {', '.join(failed)}")
