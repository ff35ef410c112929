import { LANES, type PackedForest } from './packed-forest.js';

// The ways down all trees of a packed forest, to 2 * leaf of each in `ends`. For speed the lanes are written out in
// place of calls, and forests of numbers have a way of their own, which looks for no bits (`benchmarks/one-row.ts`).

/** For forests without splits by categories. */
export function walkNumbers(
  { numbers, links, roots }: PackedForest,
  cells: Float64Array,
  ends: Int32Array,
): void {
  for (let t = 0; t < roots.length; t += LANES) {
    let a = roots[t]!;
    let b = roots[t + 1]!;
    let c = roots[t + 2]!;
    let d = roots[t + 3]!;
    let e = roots[t + 4]!;
    let f = roots[t + 5]!;
    let g = roots[t + 6]!;
    let h = roots[t + 7]!;
    let i = roots[t + 8]!;
    let j = roots[t + 9]!;
    for (let moved = 1; moved !== 0; ) {
      const nextA = links[2 * a + 2]! + (Number(cells[links[2 * a + 3]!]! > numbers[a]!) << 1);
      const nextB = links[2 * b + 2]! + (Number(cells[links[2 * b + 3]!]! > numbers[b]!) << 1);
      const nextC = links[2 * c + 2]! + (Number(cells[links[2 * c + 3]!]! > numbers[c]!) << 1);
      const nextD = links[2 * d + 2]! + (Number(cells[links[2 * d + 3]!]! > numbers[d]!) << 1);
      const nextE = links[2 * e + 2]! + (Number(cells[links[2 * e + 3]!]! > numbers[e]!) << 1);
      const nextF = links[2 * f + 2]! + (Number(cells[links[2 * f + 3]!]! > numbers[f]!) << 1);
      const nextG = links[2 * g + 2]! + (Number(cells[links[2 * g + 3]!]! > numbers[g]!) << 1);
      const nextH = links[2 * h + 2]! + (Number(cells[links[2 * h + 3]!]! > numbers[h]!) << 1);
      const nextI = links[2 * i + 2]! + (Number(cells[links[2 * i + 3]!]! > numbers[i]!) << 1);
      const nextJ = links[2 * j + 2]! + (Number(cells[links[2 * j + 3]!]! > numbers[j]!) << 1);
      moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d) | (nextE ^ e);
      moved |= (nextF ^ f) | (nextG ^ g) | (nextH ^ h) | (nextI ^ i) | (nextJ ^ j);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
      e = nextE;
      f = nextF;
      g = nextG;
      h = nextH;
      i = nextI;
      j = nextJ;
    }
    ends[t] = a;
    ends[t + 1] = b;
    ends[t + 2] = c;
    ends[t + 3] = d;
    ends[t + 4] = e;
    ends[t + 5] = f;
    ends[t + 6] = g;
    ends[t + 7] = h;
    ends[t + 8] = i;
    ends[t + 9] = j;
  }
}

/** For forests with some. What sends a row right is its cell, of a number, or the bit, of a category; the other never does. */
export function walkCategories(
  { numbers, links, roots }: PackedForest,
  cells: Float64Array,
  bits: Int32Array,
  ends: Int32Array,
): void {
  for (let t = 0; t < roots.length; t += LANES) {
    let a = roots[t]!;
    let b = roots[t + 1]!;
    let c = roots[t + 2]!;
    let d = roots[t + 3]!;
    let e = roots[t + 4]!;
    let f = roots[t + 5]!;
    let g = roots[t + 6]!;
    let h = roots[t + 7]!;
    let i = roots[t + 8]!;
    let j = roots[t + 9]!;
    for (let moved = 1; moved !== 0; ) {
      const bitA = bits[links[2 * a + 3]!]!;
      const aboveA = Number(cells[links[2 * a + 3]!]! > numbers[a]!);
      const nextA = links[2 * a + 2]! + ((aboveA | ((links[2 * a + (bitA >> 5)]! >>> bitA) & 1)) << 1);
      const bitB = bits[links[2 * b + 3]!]!;
      const aboveB = Number(cells[links[2 * b + 3]!]! > numbers[b]!);
      const nextB = links[2 * b + 2]! + ((aboveB | ((links[2 * b + (bitB >> 5)]! >>> bitB) & 1)) << 1);
      const bitC = bits[links[2 * c + 3]!]!;
      const aboveC = Number(cells[links[2 * c + 3]!]! > numbers[c]!);
      const nextC = links[2 * c + 2]! + ((aboveC | ((links[2 * c + (bitC >> 5)]! >>> bitC) & 1)) << 1);
      const bitD = bits[links[2 * d + 3]!]!;
      const aboveD = Number(cells[links[2 * d + 3]!]! > numbers[d]!);
      const nextD = links[2 * d + 2]! + ((aboveD | ((links[2 * d + (bitD >> 5)]! >>> bitD) & 1)) << 1);
      const bitE = bits[links[2 * e + 3]!]!;
      const aboveE = Number(cells[links[2 * e + 3]!]! > numbers[e]!);
      const nextE = links[2 * e + 2]! + ((aboveE | ((links[2 * e + (bitE >> 5)]! >>> bitE) & 1)) << 1);
      const bitF = bits[links[2 * f + 3]!]!;
      const aboveF = Number(cells[links[2 * f + 3]!]! > numbers[f]!);
      const nextF = links[2 * f + 2]! + ((aboveF | ((links[2 * f + (bitF >> 5)]! >>> bitF) & 1)) << 1);
      const bitG = bits[links[2 * g + 3]!]!;
      const aboveG = Number(cells[links[2 * g + 3]!]! > numbers[g]!);
      const nextG = links[2 * g + 2]! + ((aboveG | ((links[2 * g + (bitG >> 5)]! >>> bitG) & 1)) << 1);
      const bitH = bits[links[2 * h + 3]!]!;
      const aboveH = Number(cells[links[2 * h + 3]!]! > numbers[h]!);
      const nextH = links[2 * h + 2]! + ((aboveH | ((links[2 * h + (bitH >> 5)]! >>> bitH) & 1)) << 1);
      const bitI = bits[links[2 * i + 3]!]!;
      const aboveI = Number(cells[links[2 * i + 3]!]! > numbers[i]!);
      const nextI = links[2 * i + 2]! + ((aboveI | ((links[2 * i + (bitI >> 5)]! >>> bitI) & 1)) << 1);
      const bitJ = bits[links[2 * j + 3]!]!;
      const aboveJ = Number(cells[links[2 * j + 3]!]! > numbers[j]!);
      const nextJ = links[2 * j + 2]! + ((aboveJ | ((links[2 * j + (bitJ >> 5)]! >>> bitJ) & 1)) << 1);
      moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d) | (nextE ^ e);
      moved |= (nextF ^ f) | (nextG ^ g) | (nextH ^ h) | (nextI ^ i) | (nextJ ^ j);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
      e = nextE;
      f = nextF;
      g = nextG;
      h = nextH;
      i = nextI;
      j = nextJ;
    }
    ends[t] = a;
    ends[t + 1] = b;
    ends[t + 2] = c;
    ends[t + 3] = d;
    ends[t + 4] = e;
    ends[t + 5] = f;
    ends[t + 6] = g;
    ends[t + 7] = h;
    ends[t + 8] = i;
    ends[t + 9] = j;
  }
}
