/**
 * Adds trees to the scores of `rows` rows of numbers, `rowBytes` bytes each. A node takes 32 bytes: threshold or leaf
 * value (f64); then as i32 the places of the left and the right child in bytes from `nodes`, that of the column in
 * bytes from the row (-1 for leaves), the child for missing values, and the place of a set of categories in bytes from
 * `sets` (-1 where there is none; `categorical` tells whether there are any). The children of a leaf are itself.
 * Tree t, whose root has the place `roots[t]`, adds to score t % width; scores are laid out score after score.
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
  categorical: bool,
  scores: usize,
): void {
  let k = 0;
  for (let t = 0; t < trees; t++) {
    const root = load<i32>(roots + ((<usize>t) << 2));
    let score = scores + ((<usize>k * rows) << 3);
    let row = table;
    let i = 0;
    if (!categorical) {
      for (; i + 4 <= rows; i += 4) {
        addToFour(row, <usize>rowBytes, nodes, nodes + <usize>root, score);
        score += 32;
        row += (<usize>rowBytes) << 2;
      }
    }
    for (; i < rows; i++) {
      const leaf = leafOf(row, nodes, nodes + <usize>root, sets);
      store<f64>(score, load<f64>(score) + load<f64>(leaf));
      score += 8;
      row += <usize>rowBytes;
    }
    if (++k === width) k = 0;
  }
}

/** Four rows go down a tree side by side, so that none waits for another; who has arrived stays where it is. */
function addToFour(row: usize, rowBytes: usize, nodes: usize, root: usize, score: usize): void {
  const secondRow = row + rowBytes;
  const thirdRow = secondRow + rowBytes;
  const fourthRow = thirdRow + rowBytes;
  let first = root;
  let second = root;
  let third = root;
  let fourth = root;
  let a = load<i32>(root, 16);
  let b = a;
  let c = a;
  let d = a;
  // Negative when all four are leaves.
  while ((a & b & c & d) >= 0) {
    first = nodes + <usize>childOf(load<f64>(row + <usize>a), first);
    second = nodes + <usize>childOf(load<f64>(secondRow + <usize>b), second);
    third = nodes + <usize>childOf(load<f64>(thirdRow + <usize>c), third);
    fourth = nodes + <usize>childOf(load<f64>(fourthRow + <usize>d), fourth);
    a = load<i32>(first, 16);
    b = load<i32>(second, 16);
    c = load<i32>(third, 16);
    d = load<i32>(fourth, 16);
  }
  store<f64>(score, load<f64>(score) + load<f64>(first));
  store<f64>(score, load<f64>(score, 8) + load<f64>(second), 8);
  store<f64>(score, load<f64>(score, 16) + load<f64>(third), 16);
  store<f64>(score, load<f64>(score, 24) + load<f64>(fourth), 24);
}

function childOf(cell: f64, node: usize): i32 {
  const next = select<i32>(load<i32>(node, 8), load<i32>(node, 12), cell <= load<f64>(node));
  return select<i32>(next, load<i32>(node, 20), !Number.isNaN(cell));
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
      next = childOf(cell, node);
    }
    node = nodes + <usize>next;
    column = load<i32>(node, 16);
  }
  return node;
}
