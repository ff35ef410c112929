/**
 * Adds trees to the scores of `rows` rows of numbers, `rowBytes` bytes each. A node takes 32 bytes: threshold or leaf
 * value (f64); then as i32 the places of the left and the right child in bytes from `nodes`, that of the column in
 * bytes from the row (-1 for leaves), the child for missing values, and the place of a set of categories in bytes from
 * `sets` (-1 where there is none). Tree t, whose root has the place `roots[t]`, adds to score t % width; scores are
 * laid out score after score.
 */
export function addTrees(
  table: usize,
  rows: i32,
  rowBytes: i32,
  nodes: usize,
  sets: usize,
  roots: usize,
  trees: i32,
  width: i32,
  scores: usize,
): void {
  let k = 0;
  for (let t = 0; t < trees; t++) {
    const root = load<i32>(roots + ((<usize>t) << 2));
    let score = scores + ((<usize>k * rows) << 3);
    let row = table;
    for (let i = 0; i < rows; i++) {
      const leaf = leafOf(row, nodes, nodes + <usize>root, sets);
      store<f64>(score, load<f64>(score) + load<f64>(leaf));
      score += 8;
      row += <usize>rowBytes;
    }
    if (++k === width) k = 0;
  }
}

function leafOf(row: usize, nodes: usize, node: usize, sets: usize): usize {
  let column = load<i32>(node, 16);
  while (column >= 0) {
    const cell = load<f64>(row + <usize>column);
    const set = load<i32>(node, 24);
    let next: i32;
    if (set >= 0 && !Number.isNaN(cell)) {
      const category = <i32>cell;
      const word = load<u32>(sets + <usize>set + ((<usize>(category >> 5)) << 2));
      next = ((word >> (<u32>category & 31)) & 1) !== 0 ? load<i32>(node, 8) : load<i32>(node, 12);
    } else {
      next = select<i32>(load<i32>(node, 8), load<i32>(node, 12), cell <= load<f64>(node));
      next = select<i32>(next, load<i32>(node, 20), !Number.isNaN(cell));
    }
    node = nodes + <usize>next;
    column = load<i32>(node, 16);
  }
  return node;
}
