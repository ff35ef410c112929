/**
 * Walks rows down a tree of numbers. A node is 16 bytes: its threshold (f64), its column with a mark in the sign bit
 * where missing values go left (i32), and where its left child is (i32); the right child follows the left one. A leaf
 * is its own left child, and nothing gets past it: its threshold is Infinity, and missing values go left. Eight rows
 * go down together, so that the waits for memory overlap; those that have arrived wait in their leaves.
 */

/** Adds the `width` values of each row's leaf to `sums`; node n has its own from `values + 8 n width` on. */
export function addLeafValues(
  nodes: usize,
  values: usize,
  width: i32,
  data: usize,
  rows: i32,
  cols: i32,
  sums: usize,
): void {
  const stride = (<usize>cols) << 3;
  const step = (<usize>width) << 3;
  let i = 0;
  for (; i + 8 <= rows; i += 8) {
    const r0 = data + <usize>i * stride;
    const r1 = r0 + stride;
    const r2 = r1 + stride;
    const r3 = r2 + stride;
    const r4 = r3 + stride;
    const r5 = r4 + stride;
    const r6 = r5 + stride;
    const r7 = r6 + stride;
    let n0 = next(nodes, 0, r0);
    let n1 = next(nodes, 0, r1);
    let n2 = next(nodes, 0, r2);
    let n3 = next(nodes, 0, r3);
    let n4 = next(nodes, 0, r4);
    let n5 = next(nodes, 0, r5);
    let n6 = next(nodes, 0, r6);
    let n7 = next(nodes, 0, r7);
    for (;;) {
      const m0 = next(nodes, n0, r0);
      const m1 = next(nodes, n1, r1);
      const m2 = next(nodes, n2, r2);
      const m3 = next(nodes, n3, r3);
      const m4 = next(nodes, n4, r4);
      const m5 = next(nodes, n5, r5);
      const m6 = next(nodes, n6, r6);
      const m7 = next(nodes, n7, r7);
      const moved =
        (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3) | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7);
      n0 = m0;
      n1 = m1;
      n2 = m2;
      n3 = m3;
      n4 = m4;
      n5 = m5;
      n6 = m6;
      n7 = m7;
      if (moved === 0) break;
    }
    let to = sums + <usize>i * step;
    to = addValue(values, n0, step, to);
    to = addValue(values, n1, step, to);
    to = addValue(values, n2, step, to);
    to = addValue(values, n3, step, to);
    to = addValue(values, n4, step, to);
    to = addValue(values, n5, step, to);
    to = addValue(values, n6, step, to);
    addValue(values, n7, step, to);
  }
  for (; i < rows; i++) {
    const row = data + <usize>i * stride;
    let node = 0;
    for (let after = next(nodes, node, row); after !== node; after = next(nodes, node, row)) node = after;
    addValue(values, node, step, sums + <usize>i * step);
  }
}

function next(nodes: usize, node: i32, row: usize): i32 {
  const at = nodes + ((<usize>node) << 4);
  const column = load<i32>(at, 8);
  const value = load<f64>(row + ((<usize>(column & 0x7fffffff)) << 3));
  const isMissing = <i32>Number.isNaN(value);
  const isRight = <i32>(value > load<f64>(at)) | (isMissing & <i32>(column >= 0));
  return load<i32>(at, 12) + isRight;
}

function addValue(values: usize, node: i32, step: usize, to: usize): usize {
  const end = to + step;
  let from = values + <usize>node * step;
  for (; to < end; to += 8) {
    store<f64>(to, load<f64>(to) + load<f64>(from));
    from += 8;
  }
  return end;
}
