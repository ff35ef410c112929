/** Which products are made of how many columns; plain data. */
export interface PolynomialShape {
  readonly features: number;
  readonly minDegree: number;
  readonly maxDegree: number;
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/**
 * Products of columns, ordered by degree and then by their columns. Term 0 is the constant 1; every other term is
 * one column times an earlier term, whose columns all come at or after it.
 */
export interface PolynomialTerms {
  /** For each term the first of its columns; -1 for the constant. */
  readonly columns: Int32Array;
  /** For each term the term that is left without that column. */
  readonly parents: Int32Array;
  /** The terms below it are the constant and those of too low a degree. */
  readonly first: number;
}

/** `counts[m][s]`: how many products of m columns there are of the columns from s on. */
function productCounts(features: number, maxDegree: number, interactionOnly: boolean): Float64Array[] {
  const counts: Float64Array[] = [new Float64Array(features + 1).fill(1)];
  while (counts.length <= maxDegree) counts.push(oneDegreeMore(counts.at(-1)!, interactionOnly));
  return counts;
}

/** A product either has column s or has it not, so each count is the sum of two others, as in Pascal's triangle. */
function oneDegreeMore(fewer: Float64Array, interactionOnly: boolean): Float64Array {
  const counts = new Float64Array(fewer.length);
  for (let s = fewer.length - 2; s >= 0; s--)
    counts[s] = counts[s + 1]! + fewer[interactionOnly ? s + 1 : s]!;
  return counts;
}

/** How many columns come out; counting stops once it has passed the limit. */
export function countOutputs(shape: PolynomialShape, limit = Number.MAX_SAFE_INTEGER): number {
  const { features, minDegree, maxDegree, interactionOnly, includeBias } = shape;
  let counts: Float64Array = new Float64Array(features + 1).fill(1);
  let total = includeBias ? 1 : 0;
  for (let degree = 1; degree <= maxDegree && counts[0]! > 0 && total <= limit; degree++) {
    counts = oneDegreeMore(counts, interactionOnly);
    if (degree >= minDegree) total += counts[0]!;
  }
  return total;
}

/** All terms up to the greatest degree. */
export function polynomialTerms({
  features,
  minDegree,
  maxDegree,
  ...shape
}: PolynomialShape): PolynomialTerms {
  const counts = productCounts(features, maxDegree, shape.interactionOnly);
  const size = counts.reduce((sum, row) => sum + row[0]!, 0);
  const columns = new Int32Array(size).fill(-1);
  const parents = new Int32Array(size);
  let first = 1;
  let term = 1;
  for (let degree = 1; degree <= maxDegree; degree++) {
    const end = term;
    for (let column = 0; column < features; column++) {
      // What column may be multiplied with lies at the end of the block of one degree less.
      const others = counts[degree - 1]![shape.interactionOnly ? column + 1 : column]!;
      for (let parent = end - others; parent < end; parent++) {
        columns[term] = column;
        parents[term++] = parent;
      }
    }
    if (degree < minDegree) first = term;
  }
  return { columns, parents, first };
}

/** Names such as `1`, `a`, `a^2`, `a b`, for all terms. */
export function termNames({ columns, parents }: PolynomialTerms, names: readonly string[]): string[] {
  const made: string[] = ['1'];
  const powers = new Int32Array(columns.length);
  // The term that is left without any power of the first column.
  const rests = new Int32Array(columns.length);
  for (let term = 1; term < columns.length; term++) {
    const parent = parents[term]!;
    const again = columns[parent] === columns[term];
    powers[term] = again ? powers[parent]! + 1 : 1;
    rests[term] = again ? rests[parent]! : parent;
    const name = names[columns[term]!]!;
    const factor = powers[term] === 1 ? name : `${name}^${powers[term]}`;
    made.push(rests[term] === 0 ? factor : `${factor} ${made[rests[term]!]}`);
  }
  return made;
}

/** Rows of zero-heavy data, expanded; `stored` values only, for a product with a zero is zero. */
export function expandSparse(
  csr: { readonly data: Float64Array; readonly indices: Int32Array; readonly indptr: Int32Array },
  rows: number,
  shape: PolynomialShape,
): { data: Float64Array; indices: Int32Array; indptr: Int32Array } {
  const { features, maxDegree, interactionOnly, includeBias } = shape;
  const minDegree = Math.max(1, shape.minDegree);
  const counts = productCounts(features, maxDegree, interactionOnly);
  const sizes = new Map<number, number>();
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    const stored = csr.indptr[i + 1]! - csr.indptr[i]!;
    if (!sizes.has(stored)) sizes.set(stored, countOutputs({ ...shape, features: stored }));
    indptr[i + 1] = indptr[i]! + sizes.get(stored)!;
  }
  const data = new Float64Array(indptr[rows]!);
  const indices = new Int32Array(indptr[rows]!);
  let p = 0;
  const expand = (from: number, end: number, left: number, start: number, place: number, product: number) => {
    const ofLeft = counts[left]!;
    for (let k = from; k < end; k++) {
      const column = csr.indices[k]!;
      // The products that begin with a column before this one come first.
      const at = place + ofLeft[start]! - ofLeft[column]!;
      const value = product * csr.data[k]!;
      if (left > 1) {
        if (interactionOnly) expand(k + 1, end, left - 1, column + 1, at, value);
        else expand(k, end, left - 1, column, at, value);
      } else {
        indices[p] = at;
        data[p++] = value;
      }
    }
  };
  for (let i = 0; i < rows; i++) {
    if (includeBias) data[p++] = 1;
    let place = includeBias ? 1 : 0;
    for (let degree = minDegree; degree <= maxDegree; degree++) {
      expand(csr.indptr[i]!, csr.indptr[i + 1]!, degree, 0, place, 1);
      place += counts[degree]![0]!;
    }
  }
  return { data, indices, indptr };
}
