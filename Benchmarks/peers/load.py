"""Reads a JSON file with Python's json: load.py FILE"""

import json
import sys

with open(sys.argv[1]) as file:
    print(len(json.load(file)))
