/**
 * Blocks of rows of [1 | (X - shifts) / scales | y], each row times its root weight, packed into panels of four columns
 * as products.ts has them: what Gram matrices and QR by rows are made of.
 */
import { WIDE } from './tile';

/**
 * Packs `rows` rows of a row-major X and as many targets. `shifts`, `scales` and `roots` are 0 for none; the column of
 * ones comes first where `lead` is 1. Targets are only multiplied by their root weight.
 */
export function packCentred(
  source: usize,
  target: usize,
  rows: i32,
  cols: i32,
  shifts: usize,
  scales: usize,
  roots: usize,
  lead: i32,
  panels: usize,
): void {
  const width = lead + cols + 1;
  const step = (<usize>cols) << 3;
  for (let j = 0; j < width; j += WIDE) {
    const first = j - lead;
    if (first >= 0 && first + WIDE <= cols) {
      const at = (<usize>first) << 3;
      packFour(
        source + at,
        step,
        rows,
        shifts === 0 ? 0 : shifts + at,
        scales === 0 ? 0 : scales + at,
        roots,
        panels,
      );
    } else {
      for (let c = 0; c < WIDE; c++) {
        packOne(source, target, rows, cols, first + c, shifts, scales, roots, panels + ((<usize>c) << 3));
      }
    }
    panels += (<usize>rows) << 5;
  }
}

function packFour(
  source: usize,
  step: usize,
  rows: i32,
  shifts: usize,
  scales: usize,
  roots: usize,
  panel: usize,
): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const shift0 = shifts === 0 ? zero : v128.load(shifts);
  const shift1 = shifts === 0 ? zero : v128.load(shifts, 16);
  const scale0 = scales === 0 ? one : v128.load(scales);
  const scale1 = scales === 0 ? one : v128.load(scales, 16);
  for (let i = 0; i < rows; i++) {
    let a = f64x2.sub(v128.load(source), shift0);
    let b = f64x2.sub(v128.load(source, 16), shift1);
    if (scales !== 0) {
      a = f64x2.div(a, scale0);
      b = f64x2.div(b, scale1);
    }
    if (roots !== 0) {
      const root = v128.load64_splat(roots + ((<usize>i) << 3));
      a = f64x2.mul(a, root);
      b = f64x2.mul(b, root);
    }
    v128.store(panel, a);
    v128.store(panel, b, 16);
    source += step;
    panel += 32;
  }
}

/** One column: -1 is the ones, 0..cols-1 are those of X, then comes the target, and zeros. */
function packOne(
  source: usize,
  target: usize,
  rows: i32,
  cols: i32,
  column: i32,
  shifts: usize,
  scales: usize,
  roots: usize,
  to: usize,
): void {
  const at = (<usize>column) << 3;
  const inX = column >= 0 && column < cols;
  const shift: f64 = inX && shifts !== 0 ? load<f64>(shifts + at) : 0;
  const scale: f64 = inX && scales !== 0 ? load<f64>(scales + at) : 1;
  for (let i = 0; i < rows; i++) {
    let value: f64 = 0;
    if (column < 0) value = 1;
    else if (inX) value = (load<f64>(source + ((<usize>i * <usize>cols) << 3) + at) - shift) / scale;
    else if (column === cols) value = load<f64>(target + ((<usize>i) << 3));
    if (roots !== 0) value *= load<f64>(roots + ((<usize>i) << 3));
    store<f64>(to, value);
    to += 32;
  }
}
