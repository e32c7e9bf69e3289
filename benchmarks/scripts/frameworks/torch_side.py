"""PyTorch's optimizers and schedulers: random options, and what comes of them."""

import copy
import math
import warnings

import torch
from torch.optim import lr_scheduler, swa_utils

from draw import beta

NAME = "pytorch"
warnings.filterwarnings("ignore")

BETAS = {"betas": lambda d: [d.choice([0.0, d.number(0.3, 0.95)]), d.number(0.5, 0.9999)]}
EPS = {"eps": lambda d: d.scale(-12, -3)}
DECAY = {"weight_decay": lambda d: d.choice([0.0, d.scale(-4, -0.5)])}
MAXIMIZE = {"maximize": lambda d: True}
RATE = {"lr": lambda d: d.scale(-4, -0.5)}
COMMON = {**DECAY, **MAXIMIZE}
DECOUPLED = {"decoupled_weight_decay": lambda d: True}

OPTIMIZERS = {
    "SGD": (RATE, {"momentum": beta(0.1, 0.99), **COMMON}),
    "Adagrad": (RATE, {"lr_decay": lambda d: d.scale(-3, -1),
                       "initial_accumulator_value": lambda d: d.number(0, 1), **EPS, **COMMON}),
    "RMSprop": (RATE, {"alpha": beta(0.3, 0.999), **EPS, "momentum": beta(0, 0.95),
                       "centered": lambda d: True, **COMMON}),
    "Adam": (RATE, {**BETAS, **EPS, "amsgrad": lambda d: True, **COMMON, **DECOUPLED}),
    "AdamW": (RATE, {**BETAS, **EPS, "amsgrad": lambda d: True, **COMMON}),
    "Adadelta": ({"lr": lambda d: d.number(0.1, 2)},
                 {"rho": beta(0.5, 0.99), "eps": lambda d: d.scale(-8, -3), **COMMON}),
    "Adamax": (RATE, {**BETAS, **EPS, **COMMON}),
    "NAdam": (RATE, {**BETAS, **EPS, "momentum_decay": lambda d: d.scale(-4, -1), **COMMON,
                     **DECOUPLED}),
    "RAdam": (RATE, {**BETAS, **EPS, **COMMON, **DECOUPLED}),
    "Rprop": (RATE, {"etas": lambda d: [d.number(0.2, 0.9), d.number(1.05, 1.8)],
                     "step_sizes": lambda d: [d.scale(-7, -4), d.number(1, 50)], **MAXIMIZE}),
    "Adafactor": (RATE, {"beta2_decay": lambda d: -d.number(0.3, 1), "d": lambda d: d.number(1, 3),
                         "eps": lambda d: [d.choice([None, d.scale(-16, -6)]), d.scale(-4, -2)],
                         **COMMON}),
    "ASGD": (RATE, {"lambd": lambda d: d.scale(-5, -1), "alpha": beta(0.3, 1),
                    "t0": lambda d: float(d.choice([3, 8, 1000000])), **COMMON}),
}


def random_options(d, name):
    options = d.options(*OPTIMIZERS[name])
    if name == "SGD" and "momentum" in options:
        if d.chance(0.3):
            options["nesterov"] = True
        elif d.chance(0.3):
            options["dampening"] = d.number(0, 0.9)
    return options


SCHEDULES = {
    "StepLR": lambda d: d.options({"step_size": lambda d: d.randint(1, 30)}, {"gamma": beta(0.1, 1.2)}),
    "MultiStepLR": lambda d: d.options(
        {"milestones": lambda d: d.milestones(d.randint(1, 4), 60)}, {"gamma": beta(0.1, 1.2)}),
    "ExponentialLR": lambda d: {"gamma": d.number(0.8, 1.02)},
    "ConstantLR": lambda d: d.options(
        {}, {"factor": beta(0.05, 1), "total_iters": lambda d: d.randint(1, 40)}),
    "LinearLR": lambda d: d.options(
        {}, {"start_factor": beta(0.01, 1), "end_factor": beta(0, 1),
             "total_iters": lambda d: d.randint(1, 40)}),
    "PolynomialLR": lambda d: d.options(
        {}, {"total_iters": lambda d: d.randint(1, 60), "power": beta(0.4, 3)}),
    "CosineAnnealingLR": lambda d: d.options(
        {"T_max": lambda d: d.randint(1, 90)}, {"eta_min": lambda d: d.scale(-5, -2)}),
    "CosineAnnealingWarmRestarts": lambda d: d.options(
        {"T_0": lambda d: d.randint(1, 30)},
        {"T_mult": lambda d: d.randint(1, 3), "eta_min": lambda d: d.scale(-5, -2)}),
    "OneCycleLR": lambda d: one_cycle(d),
    "CyclicLR": lambda d: d.options(
        {"base_lr": lambda d: d.scale(-4, -2), "max_lr": lambda d: d.scale(-2, -0.3),
         "step_size_up": lambda d: d.randint(1, 30)},
        {"step_size_down": lambda d: d.randint(1, 30), "gamma": beta(0.9, 1),
         "mode": lambda d: d.choice(["triangular", "triangular2", "exp_range"])}),
    "MultiplicativeLR": lambda d: {"lr_lambda": d.choice(
        ["1 - 1 / (k + 1)**2", "0.97", "1 / (1 + k / 40)", "(k + 3) / (k + 4)"])},
    "LambdaLR": lambda d: {"lr_lambda": d.choice(
        ["1 / (1 + k**2)", "0.95**k", "(k + 1)**(0 - 0.5)", "1 - k / 200"])},
    "ChainedScheduler": lambda d: {"parts": [
        part(d, ["StepLR", "MultiStepLR", "ExponentialLR", "ConstantLR", "LinearLR", "PolynomialLR",
                 "CosineAnnealingLR", "MultiplicativeLR"], chained=True)
        for _ in range(d.randint(2, 3))]},
    "SequentialLR": lambda d: sequential(d),
}


def one_cycle(d):
    steps = d.randint(100, 150)
    options = {"max_lr": d.scale(-3, 0), "three_phase": d.chance(0.4),
               **({"total_steps": steps} if d.chance(0.5)
                  else {"epochs": 5, "steps_per_epoch": steps // 5})}
    options.update(d.options({}, {"pct_start": beta(0.05, 0.45), "div_factor": lambda d: d.number(2, 50),
                                  "final_div_factor": lambda d: d.scale(1, 5),
                                  "anneal_strategy": lambda d: d.choice(["cos", "linear"])}))
    return options


def part(d, names, chained=False):
    name = d.choice(names)
    options = SCHEDULES[name](d)
    if chained:
        options.pop("eta_min", None)
        if "T_max" in options:
            options["T_max"] += 90  # past it, a chain is no product
    return [name, options]


def sequential(d):
    count = d.randint(2, 4)
    first = ["StepLR", "ExponentialLR", "ConstantLR", "LinearLR", "PolynomialLR", "CosineAnnealingLR",
             "CosineAnnealingWarmRestarts", "LambdaLR", "MultiStepLR", "MultiplicativeLR"]
    later = [name for name in first if name != "MultiplicativeLR"] + ["CyclicLR"]
    return {"parts": [part(d, later if i else first) for i in range(count)],
            "milestones": d.milestones(count - 1, 60)}


def formula(text):
    return eval("lambda k: " + text)  # of this file, see SCHEDULES


def scheduler(optimizer, name, options):
    options = copy.deepcopy(options)
    if name == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(
            [scheduler(optimizer, *p) for p in options["parts"]], optimizer=optimizer)
    if name == "SequentialLR":
        parts = [scheduler(optimizer, *p) for p in options["parts"]]
        return lr_scheduler.SequentialLR(optimizer, parts, milestones=options["milestones"])
    if "lr_lambda" in options:
        options["lr_lambda"] = formula(options["lr_lambda"])
    if name in ("OneCycleLR", "CyclicLR"):
        options["cycle_momentum"] = "base_momentum" in options
    if name == "SWALR":
        return swa_utils.SWALR(optimizer, **options)
    return getattr(lr_scheduler, name)(optimizer, **options)


def rates(name, options, rate, steps, metrics=None):
    """The rate in force at each step, and the momentum."""
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], rate, momentum=0.9)
    schedule = scheduler(optimizer, name, options)
    values, momenta = [], []
    for k in range(steps):
        values.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        schedule.step(metrics[k]) if metrics else schedule.step()
    return [float(v) for v in values], momenta


def random_schedule(d, rate):
    name = d.choice(list(SCHEDULES))
    options = SCHEDULES[name](d)
    momentum = name in ("OneCycleLR", "CyclicLR") and d.chance(0.5)
    if momentum:
        options.update({"base_momentum": d.number(0.5, 0.85), "max_momentum": d.number(0.85, 0.99)})
    return name, options, momentum


def schedule_case(d, rate, steps):
    name, options, momentum = random_schedule(d, rate)
    values, momenta = rates(name, options, rate, steps)
    case = {"scheduler": name, "options": options, "rates": values}
    if momentum:
        case["momenta"] = momenta
    return case


def random_case(d, tensors, batches):
    name = d.choice(list(OPTIMIZERS))
    options = random_options(d, name)
    case = {"optimizer": name, "options": options}
    if name != "Rprop" and d.chance(0.5):
        schedule, its, momentum = random_schedule(d, options["lr"])
        if momentum and not (name in ("Adam", "AdamW") or name == "SGD" and "momentum" in options):
            its = {k: v for k, v in its.items() if not k.endswith("_momentum")}
        case["schedule"] = {"name": schedule, "options": its}
    elif name != "Rprop" and d.chance(0.2):
        case["schedule"] = {"name": "ReduceLROnPlateau", "options": {
            "factor": d.number(0.1, 0.9), "patience": d.randint(0, 3), "eps": 0.0,
            "cooldown": d.randint(0, 3), "mode": d.choice(["min", "max"])}}
        case["metrics"] = [d.number(0.1, 1) for _ in range(batches)]
    if d.chance(0.4):
        kind = d.choice(["norm2", "norm1", "norm_inf", "value"])
        case["clipping"] = {"kind": kind, "limit": d.scale(-1, 1)}
    if d.chance(0.4):
        case["accumulate"] = d.randint(2, 3)
    if d.chance(0.4):
        case["average"] = d.number(0.5, 0.99)
    names = list(tensors)
    if d.chance(0.5):
        own = {"lr": d.scale(-4, -1)}
        if "weight_decay" in OPTIMIZERS[name][1]:
            own["weight_decay"] = d.choice([0.0, d.scale(-3, -1)])
        if "metrics" in case:
            own.pop("lr")
        case["groups"] = [{"tensors": [names[0]], "options": own}]
        if d.chance(0.5):
            case["groups"].append({"tensors": [names[1]], "frozen": True})
    steps = batches // case.get("accumulate", 1)
    if "average" not in case and d.chance(0.4):  # theirs goes on where there is no gradient
        start = d.randint(1, steps - 2)
        case["without_gradient"] = [
            {"tensors": [names[-1]], "from": start, "to": d.randint(start + 1, steps)}]
        if any(names[-1] in g["tensors"] and g.get("frozen") for g in case.get("groups", [])):
            del case["without_gradient"]
    return case


def run(case, tensors, initial, gradients, dtype):
    """The weights after each step, and their averages."""
    dtype = getattr(torch, dtype)
    model = torch.nn.ParameterDict(
        {name: torch.nn.Parameter(block(initial, tensors, name, dtype)) for name in tensors})
    grouped = {name: group for group in case.get("groups", []) for name in group["tensors"]}
    groups = []
    for name in tensors:
        group = grouped.get(name, {})
        if group.get("frozen"):
            model[name].requires_grad_(False)
        else:
            groups.append({"params": [model[name]], **tupled(group.get("options", {}))})
    optimizer = getattr(torch.optim, case["optimizer"])(groups, **tupled(case["options"]))
    schedule = None
    if "schedule" in case:
        schedule = scheduler(optimizer, case["schedule"]["name"], case["schedule"]["options"])
    averaged = None
    if "average" in case:
        averaged = swa_utils.AveragedModel(
            model, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(case["average"]))
    batches = case.get("accumulate", 1)
    weights = []
    for step in range(1, len(gradients) // batches + 1):
        for name in tensors:
            model[name].grad = None
            if not grouped.get(name, {}).get("frozen") and not paused(case, name, step):
                rows = gradients[(step - 1) * batches: step * batches]
                model[name].grad = sum(block(row, tensors, name, dtype) / batches for row in rows)
        clip(model.parameters(), case.get("clipping"))
        optimizer.step()
        if schedule is not None:
            schedule.step(case["metrics"][step - 1]) if "metrics" in case else schedule.step()
        if averaged is not None:
            averaged.update_parameters(model)
        weights.append(flat(model, tensors))
    return weights, flat(averaged.module, tensors) if averaged is not None else None


def clip(parameters, clipping):
    if clipping:
        kind, limit = clipping["kind"], clipping["limit"]
        if kind == "value":
            torch.nn.utils.clip_grad_value_(parameters, limit)
        else:
            norm = {"norm1": 1.0, "norm2": 2.0, "norm_inf": math.inf}[kind]
            torch.nn.utils.clip_grad_norm_(parameters, limit, norm_type=norm)


def tupled(options):
    return {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}


def paused(case, name, step):
    return any(name in pause["tensors"] and pause["from"] <= step < pause["to"]
               for pause in case.get("without_gradient", []))


def block(numbers, tensors, name, dtype):
    at = 0
    for other, shape in tensors.items():
        size = math.prod(shape)
        if other == name:
            return torch.tensor(numbers[at: at + size], dtype=dtype).reshape(shape)
        at += size


def flat(model, tensors):
    return [x for name in tensors for x in model[name].detach().double().flatten().tolist()]
