/** What a contestant of `benchmarks/neural.ts` is to do; data are files of 32-bit floats in the folder. */
export interface NeuralJob {
  readonly folder: string;
  readonly columns: number;
  /** Units of the hidden layers. */
  readonly layers: readonly number[];
  readonly batchSize: number;
  readonly epochs: number;
}

/** What it answers. */
export interface NeuralAnswer {
  /** Milliseconds of each epoch but the first. */
  readonly epochs: readonly number[];
  /** On rows that were not trained on. */
  readonly accuracy: number;
  /** The mean loss of the last epoch. */
  readonly loss: number;
  /** Microseconds of predictions of one row. */
  readonly single: readonly number[];
  /** The most memory that the process held. */
  readonly megabytes: number;
}
