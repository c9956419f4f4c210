"""Trains a network in plain PyTorch, as one would write it: the peer that our trainer is compared with.

    peer.py FOLDER

FOLDER holds job.json and, as raw little-endian numbers, weights.f32 (all parameters, in the order of execution), train-x.f32,
train-y.i64, validation-x.f32 and validation-y.i64. job.json: "network" (resnet or transformer), "input" ([C, H, W]), "classes",
"epochs" (for each the batches, for each the numbers of its examples), "rate", "momentum", "decay" and "variants": for each a name and
what it does otherwise ("momentum", "decay", "schedule_offset", "batchnorm_momentum").
Prints for each variant the losses: "steps" (of each batch, in training mode) and "validation" (after each epoch, in inference mode).
"""
import json
import math
import os
import sys

import torch
from torch import nn
from torch.nn import functional as F

SLOPE = 0.01


class BasicBlock(nn.Module):
    def __init__(self, channels_in, channels, stride):
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(channels_in, channels, 3, stride, 1), nn.BatchNorm2d(channels)
        self.conv2, self.norm2 = nn.Conv2d(channels, channels, 3, 1, 1), nn.BatchNorm2d(channels)
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(nn.Conv2d(channels_in, channels, 1, stride, 0), nn.BatchNorm2d(channels))

    def forward(self, x):
        y = self.norm2(self.conv2(F.leaky_relu(self.norm1(self.conv1(x)), SLOPE)))
        return F.leaky_relu(y + self.shortcut(x), SLOPE)


class ResNet(nn.Module):
    """ResNet-18 with stages of 16, 16, 32 and 32 channels."""

    def __init__(self, shape, classes):
        super().__init__()
        self.conv, self.norm = nn.Conv2d(shape[0], 16, 3, 1, 1), nn.BatchNorm2d(16)
        self.blocks = nn.Sequential(
            BasicBlock(16, 16, 1), BasicBlock(16, 16, 1), BasicBlock(16, 16, 2), BasicBlock(16, 16, 1),
            BasicBlock(16, 32, 2), BasicBlock(32, 32, 1), BasicBlock(32, 32, 2), BasicBlock(32, 32, 1))
        self.head = nn.Linear(32, classes)

    def forward(self, x):
        x = F.max_pool2d(F.leaky_relu(self.norm(self.conv(x)), SLOPE), 3, 2, 1)
        return self.head(self.blocks(x).mean((2, 3)))


class Attention(nn.Module):
    def __init__(self, width, head):
        super().__init__()
        self.query, self.key, self.value = nn.Linear(width, head), nn.Linear(width, head), nn.Linear(width, head)

    def forward(self, x):
        q, k = self.query(x), self.key(x)
        return torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[-1]), -1) @ self.value(x)


class Layer(nn.Module):
    def __init__(self, width, head):
        super().__init__()
        self.heads = nn.ModuleList([Attention(width, head) for _ in range(4)])
        self.project, self.norm1 = nn.Linear(4 * head, width), nn.LayerNorm(width)
        self.up, self.down, self.norm2 = nn.Linear(width, width), nn.Linear(width, width), nn.LayerNorm(width)

    def forward(self, x):
        x = self.norm1(x + self.project(torch.cat([head(x) for head in self.heads], -1)))
        return self.norm2(x + self.down(F.leaky_relu(self.up(x), SLOPE)))


class Transformer(nn.Module):
    """Four layers of width 32 with four heads of width 16 on patches of 4; its head averages the features and keeps the tokens."""

    def __init__(self, shape, classes):
        super().__init__()
        tokens = (shape[1] // 4) * (shape[2] // 4)
        self.patches = nn.Conv2d(shape[0], 32, 4, 4)
        self.positions = nn.Parameter(torch.empty(1, tokens, 32))
        self.layers = nn.Sequential(*[Layer(32, 16) for _ in range(4)])
        self.head = nn.Linear(tokens, classes)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2) + self.positions
        return self.head(self.layers(x).mean(2))

    def in_order(self):
        """Parameters of a module itself come before those of its parts: the positions belong between patches and layers."""
        return [*self.patches.parameters(), self.positions, *self.layers.parameters(), *self.head.parameters()]


def read(folder, name, dtype):
    path = os.path.join(folder, name)
    return torch.from_file(path, size=os.path.getsize(path) // torch.empty(0, dtype=dtype).element_size(), dtype=dtype).clone()


def load(network, weights):
    parameters = network.in_order() if hasattr(network, "in_order") else list(network.parameters())
    start = 0
    with torch.no_grad():
        for parameter in parameters:
            parameter.copy_(weights[start:start + parameter.numel()].view(parameter.shape))
            start += parameter.numel()
    if start != weights.numel() or len(parameters) != len(list(network.parameters())):
        raise ValueError(f"{weights.numel()} weights were given, the network has {start}")


def train(job, variant, weights, train_x, train_y, validation_x, validation_y):
    network = {"resnet": ResNet, "transformer": Transformer}[job["network"]](job["input"], job["classes"])
    load(network, weights)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = variant.get("batchnorm_momentum", module.momentum)
    optimiser = torch.optim.SGD(
        network.parameters(), job["rate"], momentum=variant.get("momentum", job["momentum"]), weight_decay=variant.get("decay", job["decay"]))
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, len(job["epochs"]))
    for _ in range(variant.get("schedule_offset", 0)):
        optimiser.step()
        schedule.step()
    steps, validation = [], []
    for batches in job["epochs"]:
        network.train()
        for batch in batches:
            optimiser.zero_grad()
            loss = F.cross_entropy(network(train_x[batch]), train_y[batch])
            loss.backward()
            optimiser.step()
            steps.append(loss.item())
        schedule.step()
        network.eval()
        with torch.no_grad():
            validation.append(F.cross_entropy(network(validation_x), validation_y).item())
    return {"steps": steps, "validation": validation}


def main(folder):
    torch.set_num_threads(1)
    with open(os.path.join(folder, "job.json")) as file:
        job = json.load(file)
    weights = read(folder, "weights.f32", torch.float32)
    data = []
    for split in ("train", "validation"):
        data += [read(folder, f"{split}-x.f32", torch.float32).view(-1, *job["input"]), read(folder, f"{split}-y.i64", torch.int64)]
    print(json.dumps({name: train(job, variant, weights, *data) for name, variant in job["variants"].items()}))


if __name__ == "__main__":
    main(sys.argv[1])
