/** Gives the score of raw predictions against targets; larger is better. */
export type ScoreRaw = (raw: Float64Array, y: Float64Array, weights: Float64Array | null) => number;

/** Rows with the raw predictions that grow with the trees. */
export interface ScoredRows {
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  /** Raw predictions as they stand. */
  raw(): Float64Array;
}

/** Whether the last `patience` scores are all no better than the one before them, by more than `tol`. */
export function standsStill(scores: readonly number[], patience: number, tol: number): boolean {
  if (scores.length <= patience) return false;
  const reference = scores.at(-patience - 1)! + tol;
  return !scores.slice(-patience).some((score) => score > reference);
}

/** The scores of every iteration, from that before the first tree on. */
export class ScoreCurves {
  readonly train: number[];
  readonly validation: number[];
  readonly #score: ScoreRaw;
  readonly #trainRows: ScoredRows;
  readonly #validationRows: ScoredRows | null;

  constructor(
    score: ScoreRaw,
    trainRows: ScoredRows,
    validationRows: ScoredRows | null,
    known: { readonly trainScore: Float64Array; readonly validationScore: Float64Array } | null,
  ) {
    this.#score = score;
    this.#trainRows = trainRows;
    this.#validationRows = validationRows;
    this.train = [...(known?.trainScore ?? [])];
    this.validation = [...(known?.validationScore ?? [])];
  }

  /** Takes down the scores as they stand. */
  add(): void {
    this.train.push(this.#of(this.#trainRows));
    if (this.#validationRows !== null) this.validation.push(this.#of(this.#validationRows));
  }

  standStill(patience: number, tol: number): boolean {
    return standsStill(this.#validationRows === null ? this.train : this.validation, patience, tol);
  }

  #of(rows: ScoredRows): number {
    return this.#score(rows.raw(), rows.y, rows.weights);
  }
}
