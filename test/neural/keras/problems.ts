import { RandomState } from '../../../src/random/index.js';

/** Points on a circle, labelled by whether their signs agree: two classes that no straight line tells apart. */
export function quadrants(rows = 60): { X: number[][]; y: string[] } {
  const X = Array.from({ length: rows }, (_, i) => [Math.cos(i), Math.sin(i)]);
  return { X, y: X.map(([a, b]) => (a! * b! > 0 ? 'same' : 'other')) };
}

/** Images of 6 x 6 with a bar in noise: 'row', 'column', or 'both' where the bars cross. */
export function bars(rows = 60): { X: number[][]; y: string[] } {
  const random = new RandomState(0);
  const y = Array.from({ length: rows }, (_, i) => ['row', 'column', 'both'][i % 3]!);
  const X = y.map((label) => {
    const image = Array.from({ length: 36 }, () => 0.2 * random.normal());
    const [across, down] = [random.integer(0, 6), random.integer(0, 6)];
    for (let k = 0; k < 6; k++) {
      if (label !== 'column') image[across * 6 + k]! += 1;
      if (label !== 'row') image[k * 6 + down]! += 1;
    }
    return image;
  });
  return { X, y };
}

/** Sequences of 8 codes below 10, which are 'up' when they hold the code 7. */
export function sequences(rows = 80): { X: number[][]; y: string[] } {
  const random = new RandomState(1);
  const X = Array.from({ length: rows }, (_, i) => {
    const codes = Array.from({ length: 8 }, () => random.integer(0, 7));
    if (i % 2 === 0) codes[random.integer(0, 8)] = 7;
    return codes;
  });
  return { X, y: X.map((codes) => (codes.includes(7) ? 'up' : 'down')) };
}
