"""Optax' optimizers and schedules: random options, and what comes of them."""

import math

import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import numpy as np
import optax

from draw import beta

NAME = "optax"

BETAS = {"b1": beta(0.1, 0.95), "b2": beta(0.5, 0.9999)}
EPS = {"eps": lambda d: d.scale(-10, -3)}
ROOT = {"eps_root": lambda d: d.scale(-12, -4)}
RATE = {"learning_rate": lambda d: d.scale(-4, -0.5)}
DECAY = {"weight_decay": lambda d: d.scale(-4, -1)}
NESTEROV = {"nesterov": lambda d: True}

OPTIMIZERS = {
    "sgd": (RATE, {"momentum": beta(0.1, 0.95), **NESTEROV}),
    "adagrad": (RATE, {"initial_accumulator_value": beta(0.01, 1), **EPS}),
    "rmsprop": (RATE, {"decay": beta(0.3, 0.99), **EPS, "initial_scale": beta(0, 0.5),
                       "eps_in_sqrt": lambda d: d.chance(0.5), "centered": lambda d: True,
                       "momentum": beta(0.1, 0.95), **NESTEROV, "bias_correction": lambda d: True}),
    "adam": (RATE, {**BETAS, **EPS, **ROOT, **NESTEROV}),
    "adamw": (RATE, {**BETAS, **EPS, **ROOT, **NESTEROV, **DECAY}),
    "nadam": (RATE, {**BETAS, **EPS, **ROOT}),
    "nadamw": (RATE, {**BETAS, **EPS, **ROOT, **DECAY}),
    "adadelta": ({"learning_rate": lambda d: d.number(0.01, 2)}, {"rho": beta(0.5, 0.99),
                 "eps": lambda d: d.scale(-8, -3), **DECAY}),
    "adamax": (RATE, {**BETAS, **EPS}),
    "adamaxw": (RATE, {**BETAS, **EPS, **DECAY}),
    "radam": (RATE, {**BETAS, **EPS, **ROOT}),
    "rprop": (RATE, {"eta_minus": beta(0.2, 0.9), "eta_plus": beta(1.05, 1.8),
                     "min_step_size": lambda d: d.scale(-7, -4), "max_step_size": beta(1, 50)}),
    "lion": (RATE, {"b1": beta(0.1, 0.95), "b2": beta(0.5, 0.999), **DECAY}),
    "lamb": (RATE, {**BETAS, **EPS, **DECAY}),
    "lars": (RATE, {"trust_coefficient": lambda d: d.scale(-3, 0), "momentum": beta(0.1, 0.95),
                    **NESTEROV, **DECAY}),
    "adabelief": (RATE, {**BETAS}),
    "yogi": (RATE, {**BETAS, **EPS}),
    "sign_sgd": (RATE, {}),
    "signum": (RATE, {"beta": beta(0.1, 0.95)}),
    "amsgrad": (RATE, {**BETAS, **EPS, **ROOT}),
    "adafactor": (RATE, {"min_dim_size_to_factor": lambda d: d.choice([1, 2, 4]),
                         "decay_rate": beta(0.3, 1), "clipping_threshold": beta(0.5, 3), "eps": lambda d: d.scale(-30, -8)}),
}


def random_options(d, name):
    options = d.options(*OPTIMIZERS[name])
    if options.get("nesterov") and name in ("sgd", "rmsprop") and "momentum" not in options:
        del options["nesterov"]
    return options


FIRST = {"init_value": lambda d: d.scale(-3, -0.5)}
SPAN = {"transition_steps": lambda d: d.randint(1, 60)}
BEGIN = {"transition_begin": lambda d: d.randint(0, 30)}
DECAYED = {"decay_rate": beta(0.1, 1.2)}
EXPONENTIAL = {**BEGIN, "staircase": lambda d: True, "end_value": lambda d: d.scale(-4, -1)}
PEAK = {"peak_value": lambda d: d.scale(-2, -0.3)}
WARM = {"warmup_steps": lambda d: d.randint(0, 30)}
SCHEDULES = {
    "constant_schedule": lambda d: {"value": d.scale(-3, -1)},
    "linear_schedule": lambda d: d.options(
        {**FIRST, "end_value": lambda d: d.scale(-4, -1), **SPAN}, BEGIN),
    "polynomial_schedule": lambda d: d.options(
        {**FIRST, "end_value": lambda d: d.scale(-4, -1), "power": beta(0.5, 3), **SPAN}, BEGIN),
    "exponential_decay": lambda d: d.options({**FIRST, **SPAN, **DECAYED}, EXPONENTIAL),
    "piecewise_constant_schedule": lambda d: d.options({**FIRST, "boundaries_and_scales": scales}, {}),
    "piecewise_interpolate_schedule": lambda d: d.options(
        {"interpolate_type": lambda d: d.choice(["linear", "cosine"]), **FIRST,
         "boundaries_and_scales": scales}, {}),
    "cosine_decay_schedule": lambda d: d.options(
        {**FIRST, "decay_steps": lambda d: d.randint(1, 80)},
        {"alpha": beta(0, 0.5), "exponent": beta(0.5, 3)}),
    "warmup_constant_schedule": lambda d: d.options({**FIRST, **PEAK, **WARM}, {}),
    "warmup_cosine_decay_schedule": lambda d: warmup_cosine(d),
    "warmup_exponential_decay_schedule": lambda d: d.options(
        {**FIRST, **PEAK, **WARM, **SPAN, **DECAYED}, EXPONENTIAL),
    "cosine_onecycle_schedule": lambda d: d.options(
        {"transition_steps": lambda d: d.randint(20, 80), **PEAK}, ONE_CYCLE),
    "linear_onecycle_schedule": lambda d: d.options(
        {"transition_steps": lambda d: d.randint(20, 80), **PEAK},
        {**ONE_CYCLE, "pct_final": beta(0.6, 0.9)}),
    "sgdr_schedule": lambda d: {"cosine_kwargs": [warmup_cosine(d) for _ in range(d.randint(1, 3))]},
    "join_schedules": lambda d: joined(d),
}
ONE_CYCLE = {"pct_start": beta(0.1, 0.5), "div_factor": beta(2, 50),
             "final_div_factor": lambda d: d.scale(1, 5)}


def scales(d):
    return {str(b): d.number(0.1, 1.5) for b in d.milestones(d.randint(1, 4), 60)}


def warmup_cosine(d):
    return d.options({**FIRST, **PEAK, **WARM, "decay_steps": lambda d: d.randint(31, 60)},
                     {"end_value": lambda d: d.scale(-4, -1), "exponent": beta(0.5, 3)})


def joined(d):
    names = [n for n in SCHEDULES if n not in ("sgdr_schedule", "join_schedules")]
    count = d.randint(2, 4)
    parts = []
    for _ in range(count):
        name = d.choice(names)
        parts.append([name, SCHEDULES[name](d)])
    return {"schedules": parts, "boundaries": d.milestones(count - 1, 60)}


def schedule(name, options):
    if name == "join_schedules":
        return optax.join_schedules([schedule(*p) for p in options["schedules"]], options["boundaries"])
    if "boundaries_and_scales" in options:
        table = {int(k): v for k, v in options["boundaries_and_scales"].items()}
        options = {**options, "boundaries_and_scales": table}
    return getattr(optax.schedules, name)(**options)


def rates(name, options, steps):
    made = schedule(name, options)
    return [float(made(jnp.asarray(k, jnp.int64))) for k in range(steps)]


def schedule_case(d, rate, steps):
    name = d.choice(list(SCHEDULES))
    options = SCHEDULES[name](d)
    return {"schedule": name, "options": options, "rates": rates(name, options, steps)}


def random_case(d, tensors, batches):
    name = d.choice([name for name in OPTIMIZERS])
    options = random_options(d, name)
    case = {"optimizer": name, "options": options}
    if d.chance(0.4):
        # LARS takes its norms before a clipping by value, and refuses it.
        kinds = ["clip_by_global_norm"] if name == "lars" else ["clip_by_global_norm", "clip"]
        case["clipping"] = {"kind": d.choice(kinds), "limit": d.scale(-1, 1)}
    if name != "rprop" and d.chance(0.5):
        own = d.choice(list(SCHEDULES))
        case["schedule"] = {"name": own, "options": SCHEDULES[own](d)}
    if d.chance(0.4):
        case["accumulate"] = d.randint(2, 3)
    if d.chance(0.4):
        case["corrected_average"] = d.number(0.5, 0.99)
    names = list(tensors)
    if d.chance(0.5):
        own = {} if "schedule" in case else {"learning_rate": d.scale(-4, -1)}
        if "weight_decay" in OPTIMIZERS[name][1]:
            own["weight_decay"] = d.scale(-3, -1)
        case["groups"] = [{"tensors": [names[0]], "options": own}]
        if d.chance(0.5):
            case["groups"].append({"tensors": [names[1]], "frozen": True})
    return case


def optimizer(case, options):
    options = dict(options)
    if "schedule" in case:
        # Its counters are int32, of which JAX takes quotients in float32 even where weights are float64.
        made = schedule(case["schedule"]["name"], case["schedule"]["options"])
        options["learning_rate"] = lambda count: made(count.astype(jnp.int64))
    return getattr(optax, case["optimizer"])(**options)


def transformation(case, tensors, dtype):
    grouped = {name: i for i, group in enumerate(case.get("groups", [])) for name in group["tensors"]}
    rules = {-1: optimizer(case, case["options"])}
    for i, group in enumerate(case.get("groups", [])):
        rules[i] = (optax.set_to_zero() if group.get("frozen")
                    else optimizer(case, {**case["options"], **group["options"]}))
    made = optax.multi_transform(rules, {name: grouped.get(name, -1) for name in tensors})
    clip = case.get("clipping")
    if clip:
        clipping = getattr(optax, clip["kind"])(clip["limit"])
        if any(group.get("frozen") for group in case.get("groups", [])):
            # Frozen tensors take no part in the norm.
            frozen = {n for g in case["groups"] if g.get("frozen") for n in g["tensors"]}
            clipping = optax.masked(clipping, {name: name not in frozen for name in tensors})
        made = optax.chain(clipping, made)
    batches = case.get("accumulate", 1)
    return optax.MultiSteps(made, batches, accumulator_dtype=dtype) if batches > 1 else made


def run(case, tensors, initial, gradients, dtype):
    parameters = split(initial, tensors, dtype)
    rule = transformation(case, tensors, dtype)
    state = rule.init(parameters)
    average = average_state = None
    if "corrected_average" in case:
        average = optax.ema(case["corrected_average"], debias=True)
        average_state = average.init(parameters)
    averages = None
    batches = case.get("accumulate", 1)
    weights = []
    update = jax.jit(rule.update)
    for k, row in enumerate(gradients[: len(gradients) // batches * batches]):
        updates, state = update(split(row, tensors, dtype), state, parameters)
        parameters = optax.apply_updates(parameters, updates)
        if (k + 1) % batches == 0:
            weights.append(flat(parameters, tensors))
            if average is not None:
                averages, average_state = average.update(parameters, average_state)
    return weights, flat(averages, tensors) if averages is not None else None


def split(numbers, tensors, dtype):
    parts, at = {}, 0
    for name, shape in tensors.items():
        size = math.prod(shape)
        parts[name] = jnp.asarray(np.array(numbers[at: at + size], dtype=dtype).reshape(shape))
        at += size
    return parts


def flat(parameters, tensors):
    return [float(x) for name in tensors
            for x in np.asarray(parameters[name], dtype="float64").ravel()]
