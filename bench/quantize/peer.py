"""Quantizes a model with onnxruntime's Python quantizer and prints what it cost as one line of JSON.

Takes one argument, a JSON object: model, output, folder of samples (`<input>.npy`), states (input -> shape, fed as zeros),
preprocess, activation, weight, perChannel, method.
"""

import json
import logging
import os
import sys
import time

begin = time.perf_counter()

import numpy as np
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process


class Samples(CalibrationDataReader):
    """Reads one sample at a time from the files, so that memory is the quantizer's own."""

    def __init__(self, folder, states):
        self.arrays = {}
        for name in os.listdir(folder):
            file = os.path.join(folder, name)
            array = np.load(file, mmap_mode="r")
            self.arrays[name.removesuffix(".npy")] = (file, array.shape, array.dtype, getattr(array, "offset", 0))
        self.states = {name: np.zeros(shape, np.float32) for name, shape in states.items()}
        self.count = max(shape[0] for _, shape, _, _ in self.arrays.values() if shape)
        self.index = 0

    def get_next(self):
        if self.index == self.count:
            return None
        feeds = dict(self.states)
        for name, (file, shape, dtype, offset) in self.arrays.items():
            if not shape:
                feeds[name] = np.load(file)
                continue
            size = int(np.prod(shape[1:]))
            row = np.fromfile(file, dtype, size, offset=offset + self.index * size * dtype.itemsize)
            feeds[name] = row.reshape(1, *shape[1:])
        self.index += 1
        return feeds


def peak_bytes():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    raise RuntimeError("no VmHWM in /proc/self/status")


def main(task):
    logging.disable(logging.WARNING)
    start = time.perf_counter()
    model = task["model"]
    if task["preprocess"]:
        model = task["output"] + ".preprocessed.onnx"
        try:
            quant_pre_process(task["model"], model)
        except Exception:
            # Its symbolic shape inference does not know every model; the rest of the preprocessing does without.
            quant_pre_process(task["model"], model, skip_symbolic_shape=True)
    quantize_static(
        model,
        task["output"],
        Samples(task["folder"], task["states"]),
        activation_type=QuantType[task["activation"]],
        weight_type=QuantType[task["weight"]],
        per_channel=task["perChannel"],
        calibrate_method=CalibrationMethod[task["method"]],
    )
    end = time.perf_counter()
    if task["preprocess"]:
        os.remove(model)
    print(json.dumps({"seconds": end - start, "processSeconds": end - begin, "peakBytes": peak_bytes()}))


if len(sys.argv) == 2:
    main(json.loads(sys.argv[1]))
else:
    import onnx
    import onnxruntime

    version = sys.version.split()[0]
    print(json.dumps({"python": version, "onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__}))
