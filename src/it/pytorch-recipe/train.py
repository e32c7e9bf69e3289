"""What example.Recipe is a port of. Prints the loss before each step, then that of the averages."""

import math

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

torch.set_default_dtype(torch.float64)
GLYPHS = """
.###. #...# #...# #...# #...# #...# .###.
..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.
.###. #...# ....# ...#. ..#.. .#... #####
####. ....# ....# .###. ....# ....# ####.
...#. ..##. .#.#. #..#. ##### ...#. ...#.
##### #.... ####. ....# ....# #...# .###.
..##. .#... #.... ####. #...# #...# .###.
##### ....# ...#. ..#.. ..#.. .#... .#...
.###. #...# #...# .###. #...# #...# .###.
.###. #...# #...# .#### ....# ...#. .##..
""".replace(" ", "").split()
STEPS, BATCH, IMAGES, WARM_UP = 200, 20, 400, 20


def sines(count, scale, offset):
    return torch.tensor([scale * math.sin(offset + i) for i in range(count)])


labels = torch.arange(IMAGES) % 10
ink = torch.tensor([[float(p == "#") for p in GLYPHS[d]] for d in labels.tolist()])
images = ink + sines(IMAGES * 35, 0.7, 3).reshape(IMAGES, 35)

model = torch.nn.Sequential(torch.nn.Linear(35, 16), torch.nn.ReLU(), torch.nn.Linear(16, 10))
with torch.no_grad():
    model[0].weight.copy_(sines(16 * 35, 0.2, 1).reshape(16, 35))
    model[2].weight.copy_(sines(10 * 16, 0.2, 2).reshape(10, 16))
    model[0].bias.zero_()
    model[2].bias.zero_()

optimizer = torch.optim.AdamW(
    [
        {"params": [p for n, p in model.named_parameters() if n.endswith("weight")]},
        {
            "params": [p for n, p in model.named_parameters() if n.endswith("bias")],
            "weight_decay": 0.0,
        },
    ],
    lr=3e-3,
    betas=(0.9, 0.95),
    weight_decay=0.1,
)
scheduler = SequentialLR(
    optimizer,
    [
        LinearLR(optimizer, start_factor=1 / WARM_UP, total_iters=WARM_UP - 1),
        CosineAnnealingLR(optimizer, T_max=STEPS - WARM_UP),
    ],
    milestones=[WARM_UP],
)
average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.98))

for step in range(STEPS):
    batch = slice(step * BATCH % IMAGES, step * BATCH % IMAGES + BATCH)
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(images[batch]), labels[batch])
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
    optimizer.step()
    scheduler.step()
    average.update_parameters(model)
    print(repr(loss.item()))

print(repr(torch.nn.functional.cross_entropy(average(images), labels).item()))
