/**
 * The heap of the nearest rows of one query: `count` distances and row numbers, the farthest at the root. Of
 * equally far rows the one with the higher number counts as farther.
 */

/** Takes a row in, if it is nearer than the root. */
export function offerRow(distances: usize, indices: usize, count: i32, distance: f64, index: i32): void {
  const farthest = load<f64>(distances);
  if (distance > farthest || (distance === farthest && index > load<i32>(indices))) return;
  sink(distances, indices, count, distance, index);
}

/** Puts the places of each of `queries` heaps in order, the nearest first. */
export function sortNearest(distances: usize, indices: usize, count: i32, queries: i32): void {
  for (let q = 0; q < queries; q++) {
    for (let last = count - 1; last > 0; last--) {
      const at = distances + ((<usize>last) << 3);
      const idAt = indices + ((<usize>last) << 2);
      const distance = load<f64>(at);
      const index = load<i32>(idAt);
      store<f64>(at, load<f64>(distances));
      store<i32>(idAt, load<i32>(indices));
      sink(distances, indices, last, distance, index);
    }
    distances += (<usize>count) << 3;
    indices += (<usize>count) << 2;
  }
}

/** Takes away the root of a heap of `size` places and lets a new entry sink to where it belongs. */
function sink(distances: usize, indices: usize, size: i32, distance: f64, index: i32): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    let far = load<f64>(distances + ((<usize>child) << 3));
    let id = load<i32>(indices + ((<usize>child) << 2));
    if (child + 1 < size) {
      const other = load<f64>(distances + ((<usize>child) << 3), 8);
      const otherId = load<i32>(indices + ((<usize>child) << 2), 4);
      if (other > far || (other === far && otherId > id)) {
        child++;
        far = other;
        id = otherId;
      }
    }
    if (far < distance || (far === distance && id < index)) break;
    store<f64>(distances + ((<usize>hole) << 3), far);
    store<i32>(indices + ((<usize>hole) << 2), id);
    hole = child;
  }
  store<f64>(distances + ((<usize>hole) << 3), distance);
  store<i32>(indices + ((<usize>hole) << 2), index);
}
