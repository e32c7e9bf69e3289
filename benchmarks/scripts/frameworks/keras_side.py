"""Keras' optimizers and schedules: random options, and what comes of them."""

import math
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np

from draw import beta

NAME = "keras"

BETAS = {"beta_1": beta(0.1, 0.95), "beta_2": beta(0.5, 0.9999)}
EPS = {"epsilon": lambda d: d.scale(-10, -3)}
RATE = {"learning_rate": lambda d: d.scale(-4, -0.5)}
DECAY = {"weight_decay": lambda d: d.scale(-4, -1)}

OPTIMIZERS = {
    "SGD": (RATE, {"momentum": beta(0.1, 0.99), "nesterov": lambda d: True, **DECAY}),
    "Adagrad": (RATE, {"initial_accumulator_value": beta(0.01, 1), **EPS, **DECAY}),
    "RMSprop": (RATE, {"rho": beta(0.3, 0.99), "momentum": beta(0.1, 0.95), **EPS,
                       "centered": lambda d: True, **DECAY}),
    "Adam": (RATE, {**BETAS, **EPS, "amsgrad": lambda d: True, **DECAY}),
    "AdamW": (RATE, {**BETAS, **EPS, "amsgrad": lambda d: True, **DECAY}),
    "Adadelta": ({"learning_rate": lambda d: d.number(0.01, 2)}, {"rho": beta(0.5, 0.99),
                 "epsilon": lambda d: d.scale(-8, -3), **DECAY}),
    "Adamax": (RATE, {**BETAS, **EPS, **DECAY}),
    "Nadam": (RATE, {**BETAS, **EPS, **DECAY}),
    "Ftrl": (RATE, {"learning_rate_power": lambda d: -d.number(0.3, 0.7),
                    "initial_accumulator_value": beta(0.01, 0.5), "beta": beta(0, 1),
                    "l1_regularization_strength": beta(0, 0.1),
                    "l2_regularization_strength": beta(0, 0.1),
                    "l2_shrinkage_regularization_strength": beta(0, 0.1)}),
    "Lion": (RATE, {**BETAS, **DECAY}),
    "Lamb": (RATE, {**BETAS, **EPS}),
    "Adafactor": (RATE, {"beta_2_decay": lambda d: -d.number(0.3, 1),
                         "epsilon_1": lambda d: d.scale(-30, -8), "epsilon_2": lambda d: d.scale(-4, -2),
                         "clip_threshold": beta(0.5, 3), "relative_step": lambda d: d.chance(0.5)}),
}


def random_options(d, name):
    return d.options(*OPTIMIZERS[name])


INITIAL = {"initial_learning_rate": lambda d: d.scale(-3, -0.5)}
SCHEDULES = {
    "ExponentialDecay": lambda d: d.options(
        {**INITIAL, "decay_steps": lambda d: d.randint(1, 40), "decay_rate": beta(0.1, 1.1)},
        {"staircase": lambda d: True}),
    "PiecewiseConstantDecay": lambda d: piecewise(d),
    "PolynomialDecay": lambda d: d.options(
        {**INITIAL, "decay_steps": lambda d: d.randint(1, 60)},
        {"end_learning_rate": lambda d: d.scale(-5, -2), "power": beta(0.5, 3),
         "cycle": lambda d: True}),
    "InverseTimeDecay": lambda d: d.options(
        {**INITIAL, "decay_steps": lambda d: d.randint(1, 40), "decay_rate": beta(0.05, 2)},
        {"staircase": lambda d: True}),
    "CosineDecay": lambda d: cosine(d),
    "CosineDecayRestarts": lambda d: d.options(
        {**INITIAL, "first_decay_steps": lambda d: d.randint(2, 30)},
        {"t_mul": lambda d: d.choice([1.0, 1.5, 2.0, 3.0]), "m_mul": beta(0.3, 1.2),
         "alpha": beta(0, 0.3)}),
}


def piecewise(d):
    count = d.randint(1, 4)
    return {"boundaries": d.milestones(count, 60), "values": [d.scale(-4, -1) for _ in range(count + 1)]}


def cosine(d):
    options = d.options({**INITIAL, "decay_steps": lambda d: d.randint(1, 60)}, {"alpha": beta(0, 0.3)})
    if d.chance(0.5):
        options.update(warmup_target=d.scale(-2, -0.5), warmup_steps=d.randint(0, 30))
    return options


def schedule(name, options):
    return getattr(keras.optimizers.schedules, name)(**options)


def rates(name, options, steps):
    keras.config.set_floatx("float64")
    made = schedule(name, options)
    return [float(made(k)) for k in range(steps)]


def schedule_case(d, rate, steps):
    name = d.choice(list(SCHEDULES))
    options = SCHEDULES[name](d)
    return {"schedule": name, "options": options, "rates": rates(name, options, steps)}


def random_case(d, tensors, batches):
    name = d.choice([name for name in OPTIMIZERS])
    options = random_options(d, name)
    case = {"optimizer": name, "options": options}
    clip = d.choice(["clipnorm", "global_clipnorm", "clipvalue", None, None])
    if clip:
        options[clip] = d.scale(-1, 1)
    if clip in ("clipnorm", "global_clipnorm"):
        case["tolerance"] = 1e-5  # keras.ops.maximum of a tensor and a number is float32
    if d.chance(0.3):
        options["gradient_accumulation_steps"] = d.randint(2, 3)
    elif d.chance(0.4):  # an average of accumulated steps follows every batch
        options.update(use_ema=True, ema_momentum=d.number(0.5, 0.99))
    if name != "Ftrl" and d.chance(0.4):
        # Keras' cosine is of single precision, which no tolerance of this comparison allows.
        own = d.choice([n for n in SCHEDULES if not n.startswith("Cosine")])
        case["schedule"] = {"name": own, "options": SCHEDULES[own](d)}
    names = list(tensors)
    if "weight_decay" in options and d.chance(0.5):
        case["groups"] = [{"tensors": [names[0]], "options": {"weight_decay": 0.0}}]
    elif d.chance(0.3):
        case["groups"] = [{"tensors": [names[1]], "frozen": True}]
    return case


def run(case, tensors, initial, gradients, dtype):
    keras.config.set_floatx(dtype)
    grouped = {name: group for group in case.get("groups", []) for name in group["tensors"]}
    options = dict(case["options"])
    if "schedule" in case:
        options["learning_rate"] = schedule(case["schedule"]["name"], case["schedule"]["options"])
    optimizer = getattr(keras.optimizers, case["optimizer"])(**options)
    variables, at = {}, 0
    for name, shape in tensors.items():
        size = math.prod(shape)
        value = np.array(initial[at: at + size], dtype=dtype).reshape(shape)
        variables[name] = keras.Variable(value, dtype=dtype, name=name)
        at += size
    undecayed = [variables[n] for n, g in grouped.items() if not g.get("frozen")]
    if undecayed:
        optimizer.exclude_from_weight_decay(var_list=undecayed)
    live = [n for n in tensors if not grouped.get(n, {}).get("frozen")]
    optimizer.build([variables[n] for n in live])
    batches = options.get("gradient_accumulation_steps") or 1
    weights = []
    for k, row in enumerate(gradients[: len(gradients) // batches * batches]):
        values, at = {}, 0
        for name, shape in tensors.items():
            size = math.prod(shape)
            values[name] = np.array(row[at: at + size], dtype=dtype).reshape(shape)
            at += size
        optimizer.apply([keras.ops.convert_to_tensor(values[n], dtype=dtype) for n in live])
        if (k + 1) % batches == 0:
            weights.append(flat(variables))
    averages = None
    if options.get("use_ema"):
        optimizer.finalize_variable_values([variables[n] for n in live])
        averages = flat(variables)
    return weights, averages


def flat(variables):
    return [float(x) for v in variables.values()
            for x in keras.ops.convert_to_numpy(v).astype("float64").ravel()]
