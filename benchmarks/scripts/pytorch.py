#!/usr/bin/env python3
"""Times PyTorch's optimizers on the cases of Talweg's benchmarks.

Cases are named kind/rule/type/model/threads, as in torch-fused/adam/float32/1x1000/1. Kinds:

torch-fused     a step of the optimizer with fused=True
torch-default   a step of the optimizer as it is by default
torch-pipeline  clip_grad_norm_, fused AdamW, an exponential average by _foreach_lerp_, gradients set
                to zero by _foreach_zero_

A pipeline leaves gradients of zero, and stepping on those would be another task. So new gradients are
copied in before each step, outside of what is timed; the other side does the same.

Each line of standard input is a case and a number of milliseconds; the answer is nanoseconds for one
operation.
"""

import math
import sys
import time

import torch

RATE = 1e-3


RULES = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "adagrad": (torch.optim.Adagrad, {}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "rmsprop-momentum": (torch.optim.RMSprop, {"momentum": 0.9}),
    "rmsprop-centered": (torch.optim.RMSprop, {"centered": True}),
    "rmsprop-centered-momentum": (torch.optim.RMSprop, {"centered": True, "momentum": 0.9}),
    "adam": (torch.optim.Adam, {}),
    "adam-amsgrad": (torch.optim.Adam, {"amsgrad": True}),
    "adamw": (torch.optim.AdamW, {}),
}
NOT_FUSED = {rule for rule in RULES if rule.startswith("rmsprop")}


def lenet5():
    return [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,),
            (10, 84), (10,)]


def resnet50():
    shapes = []

    def convolution(inputs, outputs, kernel):
        shapes.extend([(outputs, inputs, kernel, kernel), (outputs,), (outputs,)])

    convolution(3, 64, 7)
    inputs = 64
    for stage, blocks in enumerate((3, 4, 6, 3)):
        width = 64 << stage
        for block in range(blocks):
            convolution(inputs, width, 1)
            convolution(width, width, 3)
            convolution(width, 4 * width, 1)
            if block == 0:
                convolution(inputs, 4 * width, 1)
            inputs = 4 * width
    return shapes + [(1000, inputs), (1000,)]


def gpt2():
    width = 768
    shapes = [(50257, width), (1024, width)]
    for _ in range(12):
        shapes += [(width,), (width,)]
        for inputs, outputs in ((width, 3 * width), (width, width)):
            shapes += [(outputs, inputs), (outputs,)]
        shapes += [(width,), (width,)]
        for inputs, outputs in ((width, 4 * width), (4 * width, width)):
            shapes += [(outputs, inputs), (outputs,)]
    return shapes + [(width,), (width,)]


def shapes_of(model):
    known = {"lenet5": lenet5, "resnet50": resnet50, "gpt2": gpt2}
    if model in known:
        return known[model]()
    tensors, elements = model.split("x")
    return [(int(elements),)] * int(tensors)


def numbers(count, dtype, seed):
    """Of both signs, between 0.5 and 1 in size."""
    generator = torch.Generator().manual_seed(seed)
    values = torch.rand(count, generator=generator, dtype=dtype) / 2 + 0.5
    return values * (torch.randint(0, 2, (count,), generator=generator) * 2 - 1).to(dtype)


class Case:
    def __init__(self, name):
        kind, rule, dtype, model, threads = name.split("/")
        self.threads = int(threads)
        dtype = getattr(torch, dtype)
        shapes = shapes_of(model)
        sizes = [math.prod(shape) for shape in shapes]
        values = [numbers(size, dtype, k).view(shape)
                  for k, (size, shape) in enumerate(zip(sizes, shapes))]
        parameters = [torch.nn.Parameter(value) for value in values]
        source = numbers(max(sizes), dtype, 1 << 20)
        fresh = [source[:size].view(shape) for size, shape in zip(sizes, shapes)]
        for parameter, gradient in zip(parameters, fresh):
            parameter.grad = gradient.clone()
        gradients = [parameter.grad for parameter in parameters]
        if kind == "torch-pipeline":
            details = [parameter.detach() for parameter in parameters]
            averages = [detail.clone() for detail in details]
            optimizer = torch.optim.AdamW(parameters, lr=RATE, fused=True)

            def pipeline():
                torch.nn.utils.clip_grad_norm_(parameters, 1.0)
                optimizer.step()
                torch._foreach_lerp_(averages, details, 0.001)
                torch._foreach_zero_(gradients)

            self.refill = lambda: torch._foreach_copy_(gradients, fresh)
            self.operation = pipeline
        else:
            constructor, options = RULES[rule]
            if kind == "torch-fused":
                if rule in NOT_FUSED:
                    raise ValueError(rule + " has no fused form")
                options = dict(options, fused=True)
            elif kind != "torch-default":
                raise ValueError("unknown kind " + kind)
            self.refill = None
            self.operation = constructor(parameters, lr=RATE, **options).step

    def measure(self, seconds):
        """Nanoseconds for one operation."""
        torch.set_num_threads(self.threads)
        if self.refill is not None:
            self.refill()
        self.operation()
        start = time.perf_counter_ns()
        total = 0
        operations = 0
        while True:
            if self.refill is not None:
                self.refill()
            before = time.perf_counter_ns()
            self.operation()
            now = time.perf_counter_ns()
            total += now - before
            operations += 1
            if now - start >= seconds * 1e9:
                return total / operations


def serve():
    cases = {}
    for line in sys.stdin:
        try:
            name, milliseconds = line.split()
            if name not in cases:
                cases[name] = Case(name)
            print(cases[name].measure(float(milliseconds) / 1e3), flush=True)
        except Exception as e:
            print("error", type(e).__name__, str(e).replace("\n", " "), flush=True)


if __name__ == "__main__":
    serve()
