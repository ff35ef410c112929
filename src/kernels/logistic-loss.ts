/**
 * Log loss of two classes for `count` rows from row `from`: returns the weighted sum over the rows of
 * log(1 + exp(score)) - [code is 1] * score and puts its derivative in the place of each score. Nothing
 * overflows at any finite score.
 */
export function binaryLogLoss(
  scores: Float64Array,
  count: number,
  codes: Int32Array,
  weights: Float64Array | null,
  from: number,
): number {
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const score = scores[i]!;
    const positive = codes[from + i]!;
    const weight = weights === null ? 1 : weights[from + i]!;
    const e = Math.exp(-Math.abs(score));
    // With t the score towards the wrong class: log(1 + exp(t)), where nothing large is subtracted.
    const wrong = positive === 1 ? -score : score;
    loss += weight * (Math.max(wrong, 0) + Math.log1p(e));
    const share = (wrong < 0 ? e : 1) / (1 + e);
    scores[i] = weight * (positive === 1 ? -share : share);
  }
  return loss;
}

/**
 * Log loss of several classes by soft-max: returns the weighted sum over the rows of
 * log(sum(exp(scores))) - score[code] and puts its derivatives in the place of the scores.
 */
export function multinomialLogLoss(
  scores: Float64Array,
  count: number,
  classes: number,
  codes: Int32Array,
  weights: Float64Array | null,
  from: number,
): number {
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const start = i * classes;
    const weight = weights === null ? 1 : weights[from + i]!;
    const own = start + codes[from + i]!;
    const ownScore = scores[own]!;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = start; k < start + classes; k++) most = Math.max(most, scores[k]!);
    let sum = 0;
    for (let k = start; k < start + classes; k++) {
      const e = Math.exp(scores[k]! - most);
      scores[k] = e;
      sum += e;
    }
    loss += weight * (most - ownScore + Math.log(sum));
    for (let k = start; k < start + classes; k++) scores[k]! *= weight / sum;
    scores[own]! -= weight;
  }
  return loss;
}
