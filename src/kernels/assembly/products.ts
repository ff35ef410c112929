/**
 * Matrix products in the manner of Goto and van de Geijn (2008): operands are packed into panels four wide, and one
 * 4 x 4 tile of the result at a time is summed up in registers.
 */

/** Columns of a packed panel. */
const WIDE = 4;

/** Packs a row-major matrix into panels of four columns, each row by row; missing columns of the last are 0. */
export function packColumns(source: usize, rows: i32, cols: i32, stride: i32, panels: usize): void {
  for (let j = 0; j < cols; j += WIDE) {
    const width = min(WIDE, cols - j);
    let from = source + ((<usize>j) << 3);
    for (let i = 0; i < rows; i++) {
      if (width === WIDE) {
        v128.store(panels, v128.load(from));
        v128.store(panels, v128.load(from, 16), 16);
      } else {
        for (let c = 0; c < WIDE; c++) {
          store<f64>(panels + ((<usize>c) << 3), c < width ? load<f64>(from + ((<usize>c) << 3)) : 0);
        }
      }
      panels += 32;
      from += (<usize>stride) << 3;
    }
  }
}

/** Packs a row-major matrix into panels of four rows, each column by column; missing rows of the last are 0. */
export function packRows(source: usize, rows: i32, cols: i32, stride: i32, panels: usize): void {
  const step = (<usize>stride) << 3;
  for (let i = 0; i < rows; i += WIDE) {
    const height = min(WIDE, rows - i);
    for (let r = 0; r < WIDE; r++) {
      let to = panels + ((<usize>r) << 3);
      let from = source + <usize>(i + r) * step;
      for (let j = 0; j < cols; j++) {
        store<f64>(to, r < height ? load<f64>(from) : 0);
        from += 8;
        to += 32;
      }
    }
    panels += (<usize>cols) << 5;
  }
}

/** Adds to a row-major C (rows x cols) the product of packed rows and packed columns, `depth` terms each. */
export function addProduct(
  rowPanels: usize,
  columnPanels: usize,
  rows: i32,
  cols: i32,
  depth: i32,
  result: usize,
  stride: i32,
): void {
  const panel = (<usize>depth) << 5;
  for (let j = 0; j < cols; j += WIDE) {
    const right = columnPanels + <usize>(j >> 2) * panel;
    for (let i = 0; i < rows; i += WIDE) {
      const left = rowPanels + <usize>(i >> 2) * panel;
      const at = result + ((<usize>i * stride + j) << 3);
      addTile(left, right, depth, at, stride, min(WIDE, rows - i), min(WIDE, cols - j));
    }
  }
}

/** Adds X'X to the lower triangle of a row-major `gram` (cols x cols), X being packed into panels of columns. */
export function addGram(panels: usize, rows: i32, cols: i32, gram: usize): void {
  const panel = (<usize>rows) << 5;
  for (let i = 0; i < cols; i += WIDE) {
    const left = panels + <usize>(i >> 2) * panel;
    for (let j = 0; j <= i; j += WIDE) {
      const right = panels + <usize>(j >> 2) * panel;
      const at = gram + ((<usize>i * cols + j) << 3);
      addTile(left, right, rows, at, cols, min(WIDE, cols - i), min(WIDE, cols - j));
    }
  }
}

function addTile(
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
