"""Compares the activations of a model with those of its quantized form by onnxruntime's qdq_loss_debug, and prints what that
cost as one line of JSON. Quantizing itself is not counted.

Takes one argument, a JSON object: model, folder of samples (`<input>.npy`), states (input -> shape, fed as zeros).
"""

import json
import logging
import os
import shutil
import sys
import tempfile
import time

import numpy as np
from onnxruntime.quantization import CalibrationDataReader, QuantType, qdq_loss_debug, quantize_static


class Samples(CalibrationDataReader):
    """Reads one sample at a time."""

    def __init__(self, folder, states):
        self.arrays = {name.removesuffix(".npy"): np.load(os.path.join(folder, name)) for name in os.listdir(folder)}
        self.states = {name: np.zeros(shape, np.float32) for name, shape in states.items()}
        self.count = max(array.shape[0] for array in self.arrays.values() if array.shape)
        self.index = 0

    def get_next(self):
        if self.index == self.count:
            return None
        feeds = dict(self.states)
        for name, array in self.arrays.items():
            feeds[name] = array[self.index : self.index + 1] if array.shape else array
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
    scratch = tempfile.mkdtemp()
    try:
        samples = lambda: Samples(task["folder"], task["states"])
        quantized, before, after = (os.path.join(scratch, name) for name in ("int8.onnx", "before.onnx", "after.onnx"))
        quantize_static(
            task["model"], quantized, samples(), activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8
        )
        start = time.perf_counter()
        qdq_loss_debug.modify_model_output_intermediate_tensors(task["model"], before)
        qdq_loss_debug.modify_model_output_intermediate_tensors(quantized, after)
        matched = qdq_loss_debug.create_activation_matching(
            qdq_loss_debug.collect_activations(after, samples()), qdq_loss_debug.collect_activations(before, samples())
        )
        errors = qdq_loss_debug.compute_activation_error(matched)
        print(
            json.dumps(
                {"seconds": time.perf_counter() - start, "peakBytes": peak_bytes(), "tensors": len(errors)}
            )
        )
    finally:
        shutil.rmtree(scratch)


main(json.loads(sys.argv[1]))
