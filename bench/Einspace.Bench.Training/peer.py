"""The same networks in plain PyTorch, as the peer of Einspace.Bench.Training, which starts this script and asks for steps.

One line on standard input, `NETWORK BATCH STEPS`, gives one line on standard output: the seconds that so many training steps
took, by the clock and of processor time. `NETWORK BATCH parameters` gives the number of parameters. Same batch sizes, threads and optimiser as ours.
"""
import math
import os
import sys
import time

import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, inner, shortcut=None):
        super().__init__()
        self.inner = inner
        self.shortcut = shortcut or nn.Identity()

    def forward(self, x):
        return self.inner(x) + self.shortcut(x)


class HeadMean(nn.Module):
    def __init__(self, axes, features, classes=20):
        super().__init__()
        self.axes = axes
        self.linear = nn.Linear(features, classes)

    def forward(self, x):
        return self.linear(x.mean(self.axes))


def conv_norm(inputs, outputs, kernel, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2), nn.BatchNorm2d(outputs))


def resnet18():
    layers = [conv_norm(3, 64, 3, 1), nn.LeakyReLU()]
    width = 64
    for stage, out in enumerate([64, 128, 256, 512]):
        for block in range(2):
            stride = 2 if stage > 0 and block == 0 else 1
            inner = nn.Sequential(conv_norm(width, out, 3, stride), nn.LeakyReLU(), conv_norm(out, out, 3, 1))
            shortcut = conv_norm(width, out, 1, stride) if stride == 2 else None
            layers += [Residual(inner, shortcut), nn.LeakyReLU()]
            width = out
    return nn.Sequential(*layers, HeadMean((2, 3), 512))


class Patches(nn.Module):
    """4×4 patches as tokens, features channel-major."""

    def __init__(self, out):
        super().__init__()
        self.unfold = nn.Unfold(4, stride=4)
        self.linear = nn.Linear(48, out)

    def forward(self, x):
        return self.linear(self.unfold(x).transpose(1, 2))


class Position(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.value = nn.Parameter(torch.randn(1, *shape))

    def forward(self, x):
        return x + self.value


class Head(nn.Module):
    def __init__(self, width, head):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(width, head) for _ in range(3))
        self.scale = 1 / math.sqrt(head)

    def forward(self, x):
        scores = self.q(x) @ self.k(x).transpose(1, 2) * self.scale
        return scores.softmax(-1) @ self.v(x)


class Heads(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = nn.ModuleList([Head(width, width // heads) for _ in range(heads)])

    def forward(self, x):
        return torch.cat([head(x) for head in self.heads], 2)


def perceptron(inputs, hidden):
    return [nn.Linear(inputs, hidden), nn.LeakyReLU(), nn.Linear(hidden, inputs)]


def vit(width=256, depth=6):
    layers = [Patches(width), Position(64, width)]
    for _ in range(depth):
        layers.append(Residual(nn.Sequential(nn.LayerNorm(width), Heads(width, 4), nn.Linear(width, width))))
        layers.append(Residual(nn.Sequential(nn.LayerNorm(width), *perceptron(width, 4 * width))))
    return nn.Sequential(*layers, nn.LayerNorm(width), HeadMean(2, 64))


class Transposed(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.transpose(1, 2)).transpose(1, 2)


def mixer(width=256, depth=6):
    layers = [Patches(width)]
    for _ in range(depth):
        layers.append(Residual(nn.Sequential(nn.LayerNorm(width), Transposed(nn.Sequential(*perceptron(64, 256))))))
        layers.append(Residual(nn.Sequential(nn.LayerNorm(width), *perceptron(width, 4 * width))))
    return nn.Sequential(*layers, nn.LayerNorm(width), HeadMean(2, 64))


def tiny_conv():
    return nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1), nn.BatchNorm2d(16), nn.LeakyReLU(), HeadMean((2, 3), 16))


class TinyBranch(nn.Module):
    def __init__(self):
        super().__init__()
        self.branches = nn.ModuleList([nn.Linear(32, 16) for _ in range(4)])

    def forward(self, x):
        return torch.cat([nn.functional.leaky_relu(b(x)) for b in self.branches], 2)


def tiny_tokens():
    return nn.Sequential(Patches(32), TinyBranch(), nn.LayerNorm(64), nn.Softmax(-1), HeadMean(2, 64))


NETWORKS = {"resnet18": resnet18, "vit": vit, "mixer": mixer, "tiny-conv": tiny_conv, "tiny-tokens": tiny_tokens}


class Training:
    def __init__(self, name, batch):
        torch.manual_seed(0)
        self.model = NETWORKS[name]()
        self.optimiser = torch.optim.SGD(self.model.parameters(), lr=0.001, momentum=0.9, weight_decay=3e-4)
        self.images = torch.randn(batch, 3, 32, 32)
        self.labels = torch.arange(batch) % 20

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(self.model(self.images), self.labels)
        loss.backward()
        self.optimiser.step()
        return loss.item()


def main():
    torch.set_num_threads(int(os.environ.get("EINSPACE_BENCH_THREADS", "1")))
    trainings = {}
    for line in sys.stdin:
        name, batch, task = line.split()
        training = trainings.get(name)
        if training is None:
            trainings.clear()  # one network in memory at a time
            training = trainings[name] = Training(name, int(batch))
        if task == "parameters":
            print(sum(p.numel() for p in training.model.parameters()), flush=True)
            continue
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(int(task)):
            training.step()
        print(time.perf_counter() - wall, time.process_time() - cpu, flush=True)


main()
