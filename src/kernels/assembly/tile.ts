/** Columns of a packed panel, and rows and columns of a tile. */
export const WIDE = 4;

/**
 * Adds to a tile of a row-major matrix (at most 4 x 4) the products of a panel of rows and a panel of columns,
 * `depth` terms each. Both panels hold four values a term.
 */
export function addTile(
  left: usize,
  right: usize,
  depth: i32,
  at: usize,
  stride: i32,
  height: i32,
  width: i32,
): void {
  let c00 = f64x2.splat(0);
  let c01 = f64x2.splat(0);
  let c10 = f64x2.splat(0);
  let c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0);
  let c21 = f64x2.splat(0);
  let c30 = f64x2.splat(0);
  let c31 = f64x2.splat(0);
  const end = left + ((<usize>depth) << 5);
  while (left < end) {
    const b0 = v128.load(right);
    const b1 = v128.load(right, 16);
    let a = v128.load64_splat(left);
    c00 = f64x2.add(c00, f64x2.mul(a, b0));
    c01 = f64x2.add(c01, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 8);
    c10 = f64x2.add(c10, f64x2.mul(a, b0));
    c11 = f64x2.add(c11, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 16);
    c20 = f64x2.add(c20, f64x2.mul(a, b0));
    c21 = f64x2.add(c21, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 24);
    c30 = f64x2.add(c30, f64x2.mul(a, b0));
    c31 = f64x2.add(c31, f64x2.mul(a, b1));
    left += 32;
    right += 32;
  }
  const step = (<usize>stride) << 3;
  addRow(at, c00, c01, width);
  if (height > 1) addRow(at + step, c10, c11, width);
  if (height > 2) addRow(at + 2 * step, c20, c21, width);
  if (height > 3) addRow(at + 3 * step, c30, c31, width);
}

function addRow(at: usize, first: v128, second: v128, width: i32): void {
  if (width === WIDE) {
    v128.store(at, f64x2.add(v128.load(at), first));
    v128.store(at, f64x2.add(v128.load(at, 16), second), 16);
    return;
  }
  store<f64>(at, load<f64>(at) + f64x2.extract_lane(first, 0));
  if (width > 1) store<f64>(at, load<f64>(at, 8) + f64x2.extract_lane(first, 1), 8);
  if (width > 2) store<f64>(at, load<f64>(at, 16) + f64x2.extract_lane(second, 0), 16);
}
