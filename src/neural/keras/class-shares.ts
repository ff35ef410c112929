import { Matrix } from '../../data/index.js';
import { logSumExp, sigmoid } from '../../math/log-sum-exp.js';
import type { Head } from './head.js';

/** The probability of each class for each row, which sum to 1, of the raw outputs of a network. */
export function probabilitiesOf(raw: Float32Array, rows: number, classes: number, head: Head): Matrix {
  const shares = Matrix.zeros(rows, classes);
  const { data } = shares;
  if (raw.length === rows && classes === 2) {
    for (let i = 0; i < rows; i++) {
      const value = raw[i]!;
      const second = head === 'none' ? Math.min(1, Math.max(0, value)) : sigmoid(value);
      data[2 * i] = head === 'none' ? 1 - second : sigmoid(-value);
      data[2 * i + 1] = second;
    }
    return shares;
  }
  const logits = new Float64Array(raw);
  for (let start = 0; start < data.length; start += classes) {
    if (head === 'softmax') {
      const total = logSumExp(logits, start, classes);
      for (let k = start; k < start + classes; k++) data[k] = Math.exp(logits[k]! - total);
    } else {
      for (let k = start; k < start + classes; k++) {
        data[k] = head === 'sigmoid' ? sigmoid(logits[k]!) : Math.max(0, logits[k]!);
      }
    }
    normalise(data.subarray(start, start + classes));
  }
  return shares;
}

/** Makes shares sum to 1; where there are none at all, all are the same. */
function normalise(shares: Float64Array): void {
  const sum = shares.reduce((so, each) => so + each, 0);
  for (let k = 0; k < shares.length; k++) shares[k] = sum > 0 ? shares[k]! / sum : 1 / shares.length;
}
