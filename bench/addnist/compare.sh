#!/usr/bin/env bash
# What does a small search find on real images? For each seed: regularised evolution, its best network retrained; the median
# of random architectures, retrained alike; softmax regression on the pixels. Prints one line of test accuracies a seed.
#
# usage: bench/addnist/compare.sh MNIST_FOLDER [OUTPUT_FOLDER] [SEED...]        (2 cores: about half an hour for three seeds)
# Needs Debian's python3-torch for the linear classifier.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
mnist="$(realpath "${1:?usage: compare.sh MNIST_FOLDER [OUTPUT_FOLDER] [SEED...]}")"
output="${2:-artifacts/addnist}"
shift $(($# < 2 ? $# : 2))
seeds=("${@:-0}")
[[ $# -gt 0 ]] || seeds=(0 1 2)
python="${PYTHON:-/usr/bin/python3}" # Debian's, which has its torch
mkdir -p "$output"
cd "$output"

samples=8000 final=4 randoms=8
limits=(--max-parameters 5M --max-multiply-adds 40M --max-activation-memory 4MB --trial-timeout 5m)
training=(--task addnist --data addnist --epochs 2 --final-epochs "$final" --train-samples "$samples" "${limits[@]}")
accuracy() { # study: the test accuracy of its final retraining
    "$root/einspace" show "$1" --json | "$python" -c 'import json, sys; print(json.load(sys.stdin)["final"]["metrics"]["test-accuracy"])'
}

[[ -d addnist ]] || "$root/einspace" data make addnist --from "$mnist" --out addnist --train 12000 --valid 3000 --test 5000 --seed 0
for seed in "${seeds[@]}"; do
    "$root/einspace" search "${training[@]}" --strategy regularized-evolution --trials 30 --seed "$seed" --study "evolution-$seed" > "evolution-$seed.log"
    for ((i = 0; i < randoms; i++)); do
        number=$((100 * (seed + 1) + i))
        "$root/einspace" search "${training[@]}" --strategy random --trials 1 --jobs 1 --seed "$number" --study "random-$number" > "random-$number.log"
    done
    found="$(accuracy "evolution-$seed")"
    median="$(for ((i = 0; i < randoms; i++)); do accuracy "random-$((100 * (seed + 1) + i))"; done | sort -n | awk '{ a[NR] = $1 } END { print (a[NR / 2] + a[NR / 2 + 1]) / 2 }')"
    linear="$("$python" "$root/bench/addnist/linear.py" addnist --train-samples "$samples" --epochs "$final" --seed "$seed" | awk 'END { print $NF }')"
    echo "seed $seed: found network $found, median of $randoms random architectures $median, linear classifier on the pixels $linear"
done
