"""Softmax regression on the pixels of a task folder: the least that a found network must beat.

usage: linear.py FOLDER [--train-samples N] [--epochs N] [--seed N]
Trains on N examples of training and validation together, as the framework's final retraining does, and prints test accuracy.
Needs numpy and torch (Debian: python3-torch).
"""
import argparse
import numpy as np
import torch

arguments = argparse.ArgumentParser()
arguments.add_argument("folder")
arguments.add_argument("--train-samples", type=int)
arguments.add_argument("--epochs", type=int, default=4)
arguments.add_argument("--seed", type=int, default=0)
arguments.add_argument("--batch-size", type=int, default=64)
options = arguments.parse_args()


def load(split):
    x = np.load(f"{options.folder}/{split}_x.npy", mmap_mode="r")
    y = np.load(f"{options.folder}/{split}_y.npy")
    return np.asarray(x, dtype=np.float32), y.astype(np.int64)


torch.set_num_threads(1)
torch.manual_seed(options.seed)
train_x, train_y = load("train")
valid_x, valid_y = load("valid")
test_x, test_y = load("test")
mean = train_x.mean(axis=(0, 2, 3), keepdims=True)
std = train_x.std(axis=(0, 2, 3), keepdims=True)
x = torch.from_numpy((np.concatenate([train_x, valid_x]) - mean) / std).flatten(1)
y = torch.from_numpy(np.concatenate([train_y, valid_y]))
if options.train_samples:
    chosen = torch.randperm(len(x))[: options.train_samples]
    x, y = x[chosen], y[chosen]
test = torch.from_numpy((test_x - mean) / std).flatten(1)

best = None
for rate in (0.04, 0.01, 0.001):
    model = torch.nn.Linear(x.shape[1], int(y.max()) + 1)
    optimiser = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9, weight_decay=3e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, options.epochs)
    for _ in range(options.epochs):
        for batch in torch.randperm(len(x)).split(options.batch_size):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            optimiser.step()
        schedule.step()
    with torch.no_grad():
        accuracy = (model(test).argmax(1).numpy() == test_y).mean()
    best = max(best or 0, accuracy)
    print(f"lr {rate}: test accuracy {accuracy:.4f}")
print(f"linear classifier, {len(x)} images, {options.epochs} epochs: best test accuracy {best:.4f}")
