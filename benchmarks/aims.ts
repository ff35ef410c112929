/** What pipefit is to reach, and why a row does not. */
import type { Row } from './compare.js';

export interface Aim {
  /** Most that pipefit's time may be of the other's. */
  readonly ratio: number;
  readonly says: string;
}

/** The aim of a row beside another contestant; null where none was set. */
export function aimOf({ what }: Row, other: string): Aim | null {
  if (other === 'scikit-learn') {
    if (what === 'fit') return { ratio: 1, says: 'at or below' };
    if (what === 'one') return { ratio: 0.1, says: 'a tenth' };
    return null;
  }
  if (other === 'LightGBM') return what === 'fit' ? { ratio: 1.5, says: 'within 1.5 times' } : null;
  if (other === 'XGBoost') return null;
  return { ratio: 0.1, says: 'a tenth' };
}

/** Score that speed must not cost. */
export const QUALITY = 0.005;

/** Why a row misses its aim and what was tried, by `workload, what, other`. */
export const reasons: Readonly<Record<string, string>> = {
  'Ridge, fit, scikit-learn':
    'nearly all of it is one Gram matrix of 5 GFLOP, on one thread; scikit-learn has two threads and fused ' +
    'multiply-add, which WebAssembly has not. Blocks are centred and packed in cache and multiplied at 18 GFLOP/s, ' +
    'about what SIMD without fused multiply-add allows; threads for it were not tried.',
  'nearest neighbours, one, scikit-learn':
    'either side compares the row with each of 100,000 rows, which is reading 16 MB of memory. A kd-tree was measured ' +
    'and is slower with 20 columns; approximate indices would answer differently.',
};

export function keyOf({ workload, what }: Row, other: string): string {
  return `${workload}, ${what}, ${other}`;
}
