import type { Matrix } from 'pipefit';

/** Images, one a row, with what they show. */
export interface Images {
  readonly X: Matrix;
  readonly y: number[];
  /** Height, width and channels. */
  readonly shape: readonly [number, number, number];
}
