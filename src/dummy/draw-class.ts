import type { RandomState } from '../random/index.js';

/**
 * One class drawn with the given probabilities: NumPy's legacy multinomial of size 1, draw for draw. Class after
 * class is asked whether it is the one, given that those before are not.
 */
export function drawClass(probabilities: Float64Array, random: RandomState): number {
  const last = probabilities.length - 1;
  let remaining = 1;
  for (let c = 0; c < last; c++) {
    if (drawBernoulli(probabilities[c]! / remaining, random)) return c;
    remaining -= probabilities[c]!;
  }
  return last;
}

/** True with probability p, as NumPy draws a binomial of one trial: by inversion, on the rarer side. */
function drawBernoulli(p: number, random: RandomState): boolean {
  if (p === 0) return false;
  return p <= 0.5 ? drawRarer(p, random) : !drawRarer(1 - p, random);
}

function drawRarer(p: number, random: RandomState): boolean {
  const q = 1 - p;
  const none = Math.exp(Math.log(q));
  for (;;) {
    const u = random.random();
    if (!(u > none)) return false;
    if (!(u - none > (p * none) / q)) return true;
  }
}
