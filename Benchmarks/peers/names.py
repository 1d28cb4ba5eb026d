"""Decides each name of a list by the last of a list of globs that matches it, as a script would.

names.py fnmatch|regex NAMES GLOBS
"""

import fnmatch
import re
import sys

how, names, globs = sys.argv[1], open(sys.argv[2]).read().splitlines(), open(sys.argv[3]).read().splitlines()
if how == "regex":
    tests = [re.compile(fnmatch.translate(glob)).match for glob in globs]
else:
    tests = [lambda name, glob=glob: fnmatch.fnmatchcase(name, glob) for glob in globs]
trains = [True] * len(names)
matched = [0] * len(tests)
for number, test in enumerate(tests):
    state = number % 2 == 1
    for index, name in enumerate(names):
        if test(name):
            trains[index] = state
            matched[number] += 1
print(sum(trains), sum(matched))
