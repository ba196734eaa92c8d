"""Groups, ranks and takes away channels of a ResNet-50 with Torch-Pruning.

Takes one argument, a JSON object: ratio, threads. Prints milliseconds, bytes and counts as one line of JSON. A process of its own for each
measurement.
"""

import json
import resource
import sys
import time

import torch
import torch_pruning
from torch import nn

given = json.loads(sys.argv[1])
torch.set_num_threads(given["threads"])
torch.manual_seed(1)


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = 4 * width
        self.reduce = nn.Sequential(nn.Conv2d(inputs, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU())
        spatial = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.spatial = nn.Sequential(spatial, nn.BatchNorm2d(width), nn.ReLU())
        self.expand = nn.Sequential(nn.Conv2d(width, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu(self.expand(self.spatial(self.reduce(x))) + self.shortcut(x))


def resnet50():
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for blocks, width, first in ((3, 64, 1), (4, 128, 2), (6, 256, 2), (3, 512, 2)):
        for block in range(blocks):
            layers.append(Bottleneck(inputs, width, first if block == 0 else 1))
            inputs = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, 1000))


def peak():
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


model = resnet50().eval()
images = torch.randn(1, 3, 224, 224)
parameters = sum(parameter.numel() for parameter in model.parameters())
before = peak()

start = time.perf_counter()
graph = torch_pruning.DependencyGraph().build_dependency(model, example_inputs=images)
groups = list(graph.get_all_groups(ignored_layers=[model[-1]]))
grouped = time.perf_counter()
importance = torch_pruning.importance.GroupMagnitudeImportance(p=2)
ranks = [importance(group) for group in groups]
ranked = time.perf_counter()
for group, rank in zip(groups, ranks):
    count = round(given["ratio"] * len(rank))
    gone = torch.argsort(rank)[:count].tolist()
    graph.get_pruning_group(group[0].dep.target.module, group[0].dep.handler, gone).prune()
removed = time.perf_counter()
memory = peak() - before
# What is left has to run.
with torch.no_grad():
    model(images)

print(
    json.dumps(
        {
            "group": 1000 * (grouped - start),
            "rank": 1000 * (ranked - grouped),
            "remove": 1000 * (removed - ranked),
            "memory": memory,
            "groups": len(groups),
            "parametersBefore": parameters,
            "parametersAfter": sum(parameter.numel() for parameter in model.parameters()),
        }
    )
)
