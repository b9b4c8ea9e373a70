"""Does each number mean what it says? Measured on real data where `KITHKIN_DATA` names a folder, else on made-up data.

`python -m benchmarks.validity` prints what was measured and fails where a number falls below its floor.
"""
