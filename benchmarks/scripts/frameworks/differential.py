"""Random runs of PyTorch, Keras and optax, replayed by Talweg.

Draws rules, options, groups, schedules, clipping, freezing, accumulation and averages, lets each
framework compute them in float64 and float32, and writes golden files, which the conformance command
replays. A file holds a few runs over the same tensors.
"""

import argparse
import importlib
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

from draw import Draw

STEPS = 24
RUNS_OF_A_FILE = 10


def schedules(side, seed, count):
    d = Draw(f"{seed} schedules {side.NAME}")
    rate = 0.1
    cases = [side.schedule_case(d, rate, 80) for _ in range(count)]
    return {"framework": side.NAME, "base_learning_rate": rate, "steps": 80, "cases": cases}


def runs(side, seed, number):
    d = Draw(f"{seed} runs {side.NAME} {number}")
    tensors = d.tensors()
    size = sum(math.prod(shape) for shape in tensors.values())
    initial = d.elements(size)
    gradients = d.gradients(STEPS, size)
    cases = []
    for _ in range(RUNS_OF_A_FILE):
        case = side.random_case(d, tensors, STEPS)
        case["runs"] = []
        for dtype in ("float64", "float32"):
            weights, averages = side.run(case, tensors, initial, gradients, dtype)
            case["runs"].append({"dtype": dtype, "expected": weights})
            if dtype == "float64" and averages is not None:
                case["averages"] = averages
        cases.append(case)
    return {"framework": side.NAME, "tensors": tensors, "initial": initial, "gradients": gradients,
            "cases": cases}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31),
                        help="of all that is drawn; printed")
    parser.add_argument("--count", type=int, default=300,
                        help="runs of each framework, and schedules (default 300)")
    parser.add_argument("--frameworks", default="pytorch,keras,optax")
    parser.add_argument("--keep", help="a directory for the files, which are deleted otherwise")
    parser.add_argument("replay", nargs="+", help="the command that replays files")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.count} runs and schedules of each framework", flush=True)
    status = 0
    with tempfile.TemporaryDirectory() as own:
        folder = pathlib.Path(arguments.keep or own)
        folder.mkdir(parents=True, exist_ok=True)
        for name in arguments.frameworks.split(","):
            side = importlib.import_module({"pytorch": "torch"}.get(name, name) + "_side")
            files = [folder / f"{name}-schedules.json"]
            write(files[0], schedules(side, arguments.seed, arguments.count))
            for number in range(-(-arguments.count // RUNS_OF_A_FILE)):
                files.append(folder / f"{name}-runs-{number}.json")
                write(files[-1], runs(side, arguments.seed, number))
            done = subprocess.run([*arguments.replay, *map(str, files)], stdout=subprocess.PIPE, text=True)
            lines = done.stdout.splitlines()
            print(*[line for line in lines if not passed(line)], sep="\n", flush=True)
            status = max(status, done.returncode)
    print(f"seed {arguments.seed}: " + ("all agree" if status == 0 else "there are differences"))
    sys.exit(status)


def passed(line):
    return line.rstrip().endswith("  pass") or "  pass: " in line or line.endswith(".json")


def write(path, file):
    path.write_text(json.dumps(file))


if __name__ == "__main__":
    main()
