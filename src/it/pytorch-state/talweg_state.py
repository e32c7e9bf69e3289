"""Carries a training run between PyTorch and Talweg in a safetensors file."""

import torch
from safetensors import safe_open
from safetensors.torch import save_file

SLOTS = {  # PyTorch's name: Talweg's
    "momentum_buffer": "velocity",
    "exp_avg": "first_moment",
    "exp_avg_sq": "second_moment",
    "max_exp_avg_sq": "max_second_moment",
    "exp_inf": "infinity_norm",
    "sum": "sum_of_squares",
    "square_avg": "square_average",
    "grad_avg": "gradient_average",
    "acc_delta": "change_square_average",
    "prev": "previous_gradient",
    "step_size": "step_size",
    "ax": "averaged_weight",
    "row_var": "row_mean_square",
    "col_var": "column_mean_square",
    "variance": "mean_square",
}
FACTORED = ("row_var", "col_var", "variance")  # a parameter has some of them; here the others are empty
NUMBERS = {"step": "steps", "mu_product": "momentum_product", "eta": "rate", "mu": "averaging_share"}


def to_talweg(model, optimizer, steps, file):
    """Writes what Trainer.restore reads with Difference.values(). SGD does not count its steps, so they are given."""
    tensors = {}
    for name, parameter in model.named_parameters():
        tensors[name] = parameter.detach().contiguous()
        state = {"step": steps} | optimizer.state.get(parameter, {})
        for theirs, ours in SLOTS.items():
            if state.get(theirs) is not None:
                tensors[f"{name}/{ours}"] = state[theirs].detach().contiguous()
            elif theirs in FACTORED and isinstance(optimizer, torch.optim.Adafactor):
                tensors[f"{name}/{ours}"] = torch.zeros(0, dtype=parameter.dtype)
        for theirs, ours in NUMBERS.items():
            if theirs in state:
                tensors[f"{name}/{ours}"] = torch.tensor(float(state[theirs]), dtype=torch.float64)
    save_file(tensors, file, {"step": str(steps)})


def from_talweg(model, optimizer, file):
    """Reads what Checkpoint.write wrote; the model and the optimizer's options are the same as there."""
    with safe_open(file, "pt") as saved:
        tensors = {key: saved.get_tensor(key) for key in saved.keys()}
        metadata = saved.metadata()
    for name, parameter in model.named_parameters():
        parameter.data.copy_(tensors[name])
        state = optimizer.state[parameter]
        for theirs, ours in SLOTS.items():
            if f"{name}/{ours}" in tensors and tensors[f"{name}/{ours}"].numel() > 0:
                state[theirs] = tensors[f"{name}/{ours}"]
        for theirs, ours in NUMBERS.items():
            if f"{name}/{ours}" in tensors:
                state[theirs] = torch.tensor(tensors[f"{name}/{ours}"].item())
            elif f"*/{ours}" in metadata:  # the same for most parameters
                state[theirs] = torch.tensor(float(metadata[f"*/{ours}"]))
