"""Makes the numbers that the test of the landmarks' filter is compared with, by another way than the program's: numpy fits each line.

    python make_gauss_reference.py > gauss.csv

Needs numpy. Sixty frames of a made-up landmark at uneven times, in three runs of sight of which one is a single frame; a tick is
1/90000 s. Prints, for each frame, its time in ticks, the number (empty: not seen), and the number filtered with a sigma of 25 ms, at
life's speed and in a video that plays four times slower than life.
"""

import math
import random

import numpy

TICKS_PER_SECOND = 90_000
SIGMA_S = 0.025
REACH = 3
GAPS = {17, 18, 40, 42}


def filtered(frames, frame, slow_motion):
    """The value at that frame of the line fitted to the frames of its run within three sigma; frames: (ticks, number or None)."""
    first = last = frame
    while first > 0 and frames[first - 1][1] is not None:
        first -= 1
    while last + 1 < len(frames) and frames[last + 1][1] is not None:
        last += 1
    run = frames[first : last + 1]
    seconds = numpy.array([(ticks - frames[frame][0]) / TICKS_PER_SECOND / slow_motion for ticks, _ in run])
    numbers = numpy.array([number for _, number in run], dtype=float)
    assert min(abs(abs(seconds) - REACH * SIGMA_S)) > 1e-6, "too near to the edge to be decided"
    near = abs(seconds) < REACH * SIGMA_S
    if near.sum() == 1:
        return frames[frame][1]
    # numpy's weights multiply the residuals, so they are the roots of those that multiply their squares.
    roots = numpy.exp(-(seconds[near] ** 2) / (4 * SIGMA_S**2))
    return float(numpy.polyfit(seconds[near] / SIGMA_S, numbers[near], 1, w=roots)[1])


def main():
    chance = random.Random(25)
    ticks = 12_345
    frames = []
    for i in range(60):
        number = numpy.float32(0.5 + 0.2 * math.sin(i / 4) + chance.gauss(0, 0.02))
        frames.append((ticks, None if i in GAPS else float(number)))
        ticks += chance.randrange(400, 3200)
    print("pts,number,filtered,filtered_slow_motion_4")
    for i, (at, number) in enumerate(frames):
        if number is None:
            print(f"{at},,,")
        else:
            print(f"{at},{number!r},{filtered(frames, i, 1):.12f},{filtered(frames, i, 4):.12f}")


main()
