"""Random options and tensors, from a seed."""

import random


class Draw(random.Random):
    """Numbers of few digits, so that they print as they are."""

    def number(self, low, high):
        return float(f"{self.uniform(low, high):.4g}")

    def scale(self, low, high):
        """Of a magnitude between 10^low and 10^high."""
        return float(f"{10 ** self.uniform(low, high):.3g}")

    def chance(self, probability):
        return self.random() < probability

    def options(self, required, optional, probability=0.5):
        """All that is required, and of the rest what chance takes; values are functions of this."""
        chosen = {name: value(self) for name, value in required.items()}
        for name, value in optional.items():
            if self.chance(probability):
                chosen[name] = value(self)
        return chosen

    def milestones(self, count, last):
        return sorted(self.sample(range(1, last), count))

    def tensors(self):
        """Two to four, of one to three dimensions."""
        shapes = [(4, 3), (3,), (2, 2, 3), (5,), (1,), (2, 6)]
        return {f"{name}": self.choice(shapes) for name in "abcd"[: self.randint(2, 4)]}

    def elements(self, count):
        return [float(f"{self.gauss(0, 1):.6g}") for _ in range(count)]

    def gradients(self, steps, count):
        """Of many magnitudes, with zeros; some elements alternate, some never have any."""
        scales = [self.scale(-4, 2) for _ in range(count)]
        kinds = [self.choice(["any", "any", "any", "any", "alternating", "rare", "never"])
                 for _ in range(count)]
        rows = []
        for step in range(steps):
            row = []
            for scale, kind in zip(scales, kinds):
                value = float(f"{scale * self.gauss(0, 1):.6g}")
                if kind == "alternating":
                    value = abs(value) * (-1) ** step
                elif kind == "never" or kind == "rare" and step % 7:
                    value = 0.0
                row.append(value)
            rows.append(row)
        return rows


def beta(low, high):
    return lambda d: d.number(low, high)


def maybe(value):
    return lambda d: value
