"""Profiles a model with onnxruntime's profiler as its documentation shows, and adds up what the JSON says of the kernels.

Takes one argument, a JSON object: model, threads, inputs (name -> [type, shape]). Prints milliseconds as one line of JSON.
"""

import json
import os
import statistics
import sys
import tempfile
import time

import numpy as np
import onnxruntime

given = json.loads(sys.argv[1])
random = np.random.default_rng(1)
feeds = {
    name: (random.random(shape) if kind == "float32" else np.full(shape, 16000)).astype(kind)
    for name, (kind, shape) in given["inputs"].items()
}


def options():
    chosen = onnxruntime.SessionOptions()
    chosen.intra_op_num_threads = given["threads"]
    chosen.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return chosen


def run_for(session, seconds):
    times = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        before = time.perf_counter()
        session.run(None, feeds)
        times.append(1000 * (time.perf_counter() - before))
    return times


plain = onnxruntime.InferenceSession(given["model"], options(), providers=["CPUExecutionProvider"])
run_for(plain, 0.3)
latency = statistics.median(run_for(plain, 1))

with tempfile.TemporaryDirectory() as folder:
    chosen = options()
    chosen.enable_profiling = True
    chosen.profile_file_prefix = os.path.join(folder, "profile")
    session = onnxruntime.InferenceSession(given["model"], chosen, providers=["CPUExecutionProvider"])
    runs = len(run_for(session, 1))
    with open(session.end_profiling()) as file:
        events = json.load(file)

kernels = [event for event in events if event["cat"] == "Node" and event["name"].endswith("_kernel_time")]
print(json.dumps({"sum": sum(event["dur"] for event in kernels) / 1000 / runs, "latency": latency}))
