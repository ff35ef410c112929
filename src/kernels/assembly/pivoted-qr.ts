/** One column of Householder QR with pivoting, on a column-major matrix that lies in the cache. */
import { addScaled, dot } from './vectors';

/**
 * Reflects rows k..rows-1 so that column k becomes zero below row k, and the columns behind it and the right-hand side
 * along. `squares` becomes the squared length of what each column behind has left below row k: newly summed up, as
 * lengths that are only brought up to date lose their digits.
 */
export function reflectStep(
  matrix: usize,
  rows: i32,
  cols: i32,
  k: i32,
  target: usize,
  squares: usize,
): void {
  const step = (<usize>rows) << 3;
  const below = rows - k - 1;
  const own = matrix + <usize>k * step + ((<usize>k) << 3);
  const tail = own + 8;
  const rest = dot(tail, tail, below);
  let tau: f64 = 0;
  if (rest !== 0) {
    const alpha = load<f64>(own);
    const norm = Math.sqrt(alpha * alpha + rest);
    // The sign that makes alpha - beta a sum, so that nothing cancels.
    const beta = alpha > 0 ? -norm : norm;
    tau = (beta - alpha) / beta;
    const scale = 1 / (alpha - beta);
    for (let i = 0; i < below; i++) {
      const at = tail + ((<usize>i) << 3);
      store<f64>(at, load<f64>(at) * scale);
    }
    store<f64>(own, beta);
    reflect(target + ((<usize>k) << 3), tail, tau, below);
  }
  let column = own + step;
  for (let j = k + 1; j < cols; j++) {
    if (tau !== 0) reflect(column, tail, tau, below);
    store<f64>(squares + ((<usize>j) << 3), dot(column + 8, column + 8, below));
    column += step;
  }
}

/** Reflects a vector by the reflector whose first element, 1, is implied and whose others are `tail`. */
function reflect(vector: usize, tail: usize, tau: f64, below: i32): void {
  const moved = tau * (load<f64>(vector) + dot(tail, vector + 8, below));
  store<f64>(vector, load<f64>(vector) - moved);
  addScaled(vector + 8, -moved, tail, below);
}
