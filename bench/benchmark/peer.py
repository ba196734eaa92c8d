"""Times models one after the other, as it is usually done: a session, some runs to warm up, then runs for a while, and the median.

Takes one argument, a JSON object: models, input, dims, seconds (for each model), threads. Prints the medians in milliseconds as
one line of JSON.
"""

import json
import statistics
import sys
import time

import numpy as np
import onnxruntime


def median(model, task):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = task["threads"]
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    feeds = {task["input"]: np.full(task["dims"], 0.1, np.float32)}
    for _ in range(10):
        session.run(None, feeds)
    times = []
    end = time.perf_counter() + task["seconds"]
    while time.perf_counter() < end:
        start = time.perf_counter()
        session.run(None, feeds)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


task = json.loads(sys.argv[1])
print(json.dumps([median(model, task) for model in task["models"]]))
