"""What configs/mlp.yaml says, as a training script has it: import torch, build, freeze, print."""

import fnmatch

import torch

model = torch.nn.Sequential(
    torch.nn.Linear(10, 20), torch.nn.ReLU(), torch.nn.Linear(20, 30), torch.nn.ReLU(),
    torch.nn.Linear(30, 40))
frozen = ["0.weight", "0.bias", "2.weight", "2.bias"]
for name, parameter in model.named_parameters():
    parameter.requires_grad_(not any(fnmatch.fnmatchcase(name, glob) for glob in frozen))
    print(name, tuple(parameter.shape), parameter.requires_grad)
