"""Row numbers of train_test_split, and of a second split of the training rows into training and validation."""

from math import ceil

import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

from oracle import save

iris = load_iris().target
words = np.array(["no"] * 31 + ["yes"] * 9 + ["maybe"] * 13)


def two(labels, stratified=False, **options):
    rows = np.arange(len(labels))
    train, test = train_test_split(rows, stratify=labels if stratified else None, **options)
    return {"rows": len(labels), "stratify": labels if stratified else None, "train": train, "test": test}


def record(labels, stratified, test_size=None, train_size=None, shuffle=True, random_state=None):
    options = {"test_size": test_size, "train_size": train_size, "shuffle": shuffle, "random_state": random_state}
    split = two(labels, stratified, **options)
    given = {"testSize": test_size, "trainSize": train_size, "shuffle": shuffle, "randomState": random_state}
    return {**split, "options": given}


def record_three(labels, stratified, test_size, validation_size, train_size=None, seed=0):
    rows = np.arange(len(labels))
    rest, test = train_test_split(
        rows, stratify=labels if stratified else None, test_size=test_size, random_state=seed
    )
    count = ceil(validation_size * len(rows)) if validation_size < 1 else validation_size
    train, validation = train_test_split(
        rest,
        stratify=labels[rest] if stratified else None,
        test_size=count,
        train_size=train_size,
        random_state=seed,
    )
    return {
        "rows": len(rows),
        "stratify": labels if stratified else None,
        "options": {
            "testSize": test_size,
            "validationSize": validation_size,
            "trainSize": train_size,
            "randomState": seed,
        },
        "train": train,
        "validation": validation,
        "test": test,
    }


SEEDS = [0, 42, 2**32 - 1]
save(
    "model-selection/train-test-split",
    {
        "two": [
            record(labels, stratified, random_state=seed, **sizes)
            for labels in [iris, words]
            for stratified in [False, True]
            for sizes in [{}, {"test_size": 0.2}, {"train_size": 0.61}, {"test_size": 7, "train_size": 0.5}]
            for seed in SEEDS
        ]
        + [record(words, False, shuffle=False, **sizes) for sizes in [{}, {"test_size": 5, "train_size": 9}]],
        "three": [
            record_three(labels, stratified, 0.2, validation, train, seed)
            for labels in [iris, words]
            for stratified in [False, True]
            for validation, train in [(0.2, None), (8, None), (0.15, 20)]
            for seed in SEEDS
        ],
    },
)
