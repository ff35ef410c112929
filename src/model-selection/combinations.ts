/** Every choice of `size` of the numbers below `count`, ascending within, in lexicographic order. */
export function* combinations(count: number, size: number): Generator<Int32Array> {
  const chosen = Int32Array.from({ length: size }, (_, i) => i);
  for (;;) {
    yield chosen.slice();
    let place = size - 1;
    while (place >= 0 && chosen[place] === count - size + place) place--;
    if (place < 0) return;
    chosen[place]!++;
    for (let next = place + 1; next < size; next++) chosen[next] = chosen[next - 1]! + 1;
  }
}

/** How many choices of `size` of `count` things there are; exact up to 2^53. */
export function countCombinations(count: number, size: number): number {
  const taken = Math.min(size, count - size);
  let choices = 1;
  for (let i = 1; i <= taken; i++) choices = Math.round((choices * (count - taken + i)) / i);
  return choices;
}
