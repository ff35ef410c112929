/** How mixed the targets of a node are, and what a cut gains: the criteria of random cuts, each as in its TypeScript class. */

/** Kinds of criteria. */
const NUMBERS = 0;
const TWO_CLASSES = 1;
const GINI = 2;

/** Gains that differ by less than this share of what a node has to lose are ties. */
const TIE = 1e-12;

let kind = NUMBERS;
let width = 1;
let minRows = 1;
let minWeight: f64 = 0;
/** Targets or codes and weights (0: all 1) in the order of the rows; room for products of both; four rows of `width`. */
let targets: usize = 0;
let weights: usize = 0;
let shares: usize = 0;
let counts: usize = 0;

/** Of the node last entered. */
export let weight: f64 = 0;
export let impurity: f64 = 0;
export let tolerance: f64 = 0;
export let pure = false;
let total: f64 = 0;
let offset: f64 = 0;
/** Where its targets, weights and shares begin. */
let nodeTargets: usize = 0;
let nodeWeights: usize = 0;
let nodeShares: usize = 0;
/** Where all rows weigh 1 and are few enough, the counts of all classes are one number, with so many bits for each; else 0. */
let bits = 0;

/** Of the cut last measured. */
export let leftRows = 0;
let leftSum: f64 = 0;
let leftWeight: f64 = 0;

export function setMeasure(
  newKind: i32,
  newWidth: i32,
  leastRows: i32,
  leastWeight: f64,
  newTargets: usize,
  newWeights: usize,
  newShares: usize,
  newCounts: usize,
): void {
  kind = newKind;
  width = newWidth;
  minRows = leastRows;
  minWeight = leastWeight;
  targets = newTargets;
  weights = newWeights;
  shares = newShares;
  counts = newCounts;
}

/** Takes in the rows of a node. */
export function enterNode(start: i32, count: i32): void {
  nodeTargets = targets + ((<usize>start) << 3);
  nodeWeights = weights === 0 ? 0 : weights + ((<usize>start) << 3);
  if (kind === NUMBERS) enterNumbers(count);
  else if (kind === TWO_CLASSES) enterTwoClasses(count);
  else enterClasses(count);
}

/** Two passes: the targets are taken from their mean in the node, so that nothing cancels. */
function enterNumbers(count: i32): void {
  const end = (<usize>count) << 3;
  let sum: f64 = 0;
  let all: f64 = nodeWeights === 0 ? <f64>count : 0;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  for (let at: usize = 0; at < end; at += 8) {
    const target = load<f64>(nodeTargets + at);
    if (target < low) low = target;
    if (target > high) high = target;
    if (nodeWeights === 0) sum += target;
    else {
      const w = load<f64>(nodeWeights + at);
      all += w;
      sum += w * target;
    }
  }
  const mean = low === high ? low : sum / all;
  let squares: f64 = 0;
  let rest: f64 = 0;
  for (let at: usize = 0; at < end; at += 8) {
    const distance = load<f64>(nodeTargets + at) - mean;
    const share = nodeWeights === 0 ? distance : load<f64>(nodeWeights + at) * distance;
    store<f64>(shares + at, share);
    rest += share;
    squares += share * distance;
  }
  nodeShares = shares;
  offset = mean;
  weight = all;
  total = rest;
  pure = low === high;
  impurity = squares / all;
  tolerance = TIE * squares;
}

function enterTwoClasses(count: i32): void {
  const end = (<usize>count) << 3;
  let ones: f64 = 0;
  for (let at: usize = 0; at < end; at += 8) ones += load<f64>(nodeTargets + at);
  pure = ones === 0 || ones === <f64>count;
  weight = <f64>count;
  total = ones;
  nodeShares = nodeTargets;
  if (nodeWeights !== 0) {
    weight = 0;
    total = 0;
    nodeShares = shares;
    for (let at: usize = 0; at < end; at += 8) {
      const w = load<f64>(nodeWeights + at);
      const share = w * load<f64>(nodeTargets + at);
      store<f64>(shares + at, share);
      weight += w;
      total += share;
    }
  }
  const share = total / weight;
  impurity = pure ? 0 : 2 * share * (1 - share);
  tolerance = TIE * weight;
}

function enterClasses(count: i32): void {
  const end = (<usize>count) << 3;
  const first = load<f64>(nodeTargets);
  for (let at: usize = 0; at < (<usize>width) << 3; at += 8) store<f64>(counts + at, 0);
  weight = nodeWeights === 0 ? <f64>count : 0;
  bits = min(64 / width, 31);
  if (nodeWeights !== 0 || count >> bits !== 0) bits = 0;
  let others = 0;
  if (bits > 0) others = packClasses(end, first);
  else {
    for (let at: usize = 0; at < end; at += 8) {
      const code = load<f64>(nodeTargets + at);
      const w = nodeWeights === 0 ? 1 : load<f64>(nodeWeights + at);
      const to = counts + ((<usize>code) << 3);
      store<f64>(to, load<f64>(to) + w);
      if (nodeWeights !== 0) weight += w;
      others += <i32>(code !== first);
    }
  }
  pure = others === 0;
  impurity = pure ? 0 : impurityOf(counts, weight);
  tolerance = TIE * weight;
}

/** Counts the classes of the node and leaves a packed 1 for each row; says how many rows are not of the first class. */
function packClasses(end: usize, first: f64): i32 {
  let all: u64 = 0;
  let others = 0;
  nodeShares = shares;
  for (let at: usize = 0; at < end; at += 8) {
    const code = load<f64>(nodeTargets + at);
    const one = (<u64>1) << (<u64>(<i32>code * bits));
    store<u64>(shares + at, one);
    all += one;
    others += <i32>(code !== first);
  }
  unpack(all, counts);
  return others;
}

/** Writes the counts of the classes apart; says what they come to. */
function unpack(all: u64, to: usize): i32 {
  const mask = ((<u64>1) << (<u64>bits)) - 1;
  let rows = 0;
  for (const end = to + ((<usize>width) << 3); to < end; to += 8) {
    const part = <i32>(all & mask);
    store<f64>(to, <f64>part);
    rows += part;
    all >>= <u64>bits;
  }
  return rows;
}

/** Writes the value of the node last entered. */
export function writeValue(to: usize): void {
  if (kind === NUMBERS) store<f64>(to, offset);
  else if (kind === TWO_CLASSES) {
    store<f64>(to, (weight - total) / weight);
    store<f64>(to, total / weight, 8);
  } else {
    const end = (<usize>width) << 3;
    for (let at: usize = 0; at < end; at += 8) store<f64>(to + at, load<f64>(counts + at) / weight);
  }
}

/** What it gains to send values up to a threshold left; -Infinity where the sides would be too small. */
export function gainAt(values: usize, count: i32, threshold: f64): f64 {
  return kind >= GINI ? gainOfClasses(values, count, threshold) : gainOfMeans(values, count, threshold);
}

function gainOfMeans(values: usize, count: i32, threshold: f64): f64 {
  sumUpTo(values, count, threshold);
  const left = leftWeight;
  const right = weight - left;
  if (!isAllowed(count, right)) return -Infinity;
  const rest = total - leftSum;
  const between = (leftSum * leftSum * right + rest * rest * left) / (left * right);
  const gain = between - (total * total) / weight;
  return kind === TWO_CLASSES ? 2 * gain : gain;
}

function isAllowed(count: i32, rightWeight: f64): bool {
  return (
    leftRows >= minRows && count - leftRows >= minRows && leftWeight >= minWeight && rightWeight >= minWeight
  );
}

/** The number, the weight and the sum of the shares of the rows up to the threshold; four rows a turn, as NaN follow. */
function sumUpTo(values: usize, count: i32, threshold: f64): void {
  const limit = f64x2.splat(threshold);
  let rows = i64x2.splat(0);
  let sum = f64x2.splat(0);
  let sumToo = sum;
  let heavy = sum;
  const end = values + ((<usize>count) << 3);
  const bothWeights = nodeWeights;
  for (let from = nodeShares, at: usize = 0; values < end; values += 32, from += 32, at += 32) {
    const a = f64x2.le(v128.load(values), limit);
    const b = f64x2.le(v128.load(values, 16), limit);
    rows = i64x2.sub(rows, i64x2.add(a, b));
    sum = f64x2.add(sum, v128.and(a, v128.load(from)));
    sumToo = f64x2.add(sumToo, v128.and(b, v128.load(from, 16)));
    if (bothWeights === 0) continue;
    heavy = f64x2.add(heavy, v128.and(a, v128.load(bothWeights + at)));
    heavy = f64x2.add(heavy, v128.and(b, v128.load(bothWeights + at, 16)));
  }
  sum = f64x2.add(sum, sumToo);
  leftRows = <i32>(i64x2.extract_lane(rows, 0) + i64x2.extract_lane(rows, 1));
  leftSum = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  leftWeight =
    bothWeights === 0 ? <f64>leftRows : f64x2.extract_lane(heavy, 0) + f64x2.extract_lane(heavy, 1);
}

function gainOfClasses(values: usize, count: i32, threshold: f64): f64 {
  const bytes = (<usize>width) << 3;
  const left = counts + bytes;
  const right = left + bytes;
  if (bits > 0) leftRows = unpack(packedUpTo(values, count, threshold), left);
  else countUpTo(values, count, threshold, left);
  leftWeight = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const part = load<f64>(left + at);
    leftWeight += part;
    store<f64>(right + at, load<f64>(counts + at) - part);
  }
  const rightWeight = weight - leftWeight;
  if (!isAllowed(count, rightWeight)) return -Infinity;
  const lost = leftWeight * impurityOf(left, leftWeight) + rightWeight * impurityOf(right, rightWeight);
  return weight * impurity - lost;
}

/** The packed counts of the rows up to the threshold; four rows a turn, as NaN follow. */
function packedUpTo(values: usize, count: i32, threshold: f64): u64 {
  const limit = f64x2.splat(threshold);
  let sum = i64x2.splat(0);
  const end = values + ((<usize>count) << 3);
  for (let from = nodeShares; values < end; values += 32, from += 32) {
    const a = v128.and(f64x2.le(v128.load(values), limit), v128.load(from));
    const b = v128.and(f64x2.le(v128.load(values, 16), limit), v128.load(from, 16));
    sum = i64x2.add(sum, i64x2.add(a, b));
  }
  return <u64>i64x2.extract_lane(sum, 0) + <u64>i64x2.extract_lane(sum, 1);
}

/** Finds the weight of each class among the rows up to the threshold, and how many these are. */
function countUpTo(values: usize, count: i32, threshold: f64, left: usize): void {
  const end = (<usize>count) << 3;
  const ofRows = nodeWeights;
  let rows = 0;
  for (let at: usize = 0; at < (<usize>width) << 3; at += 8) store<f64>(left + at, 0);
  for (let at: usize = 0; at < end; at += 8) {
    const isLeft = <i32>(load<f64>(values + at) <= threshold);
    const w = ofRows === 0 ? <f64>isLeft : <f64>isLeft * load<f64>(ofRows + at);
    const to = left + ((<usize>load<f64>(nodeTargets + at)) << 3);
    store<f64>(to, load<f64>(to) + w);
    rows += isLeft;
  }
  leftRows = rows;
}

function impurityOf(parts: usize, all: f64): f64 {
  const end = parts + ((<usize>width) << 3);
  let sum: f64 = 0;
  if (kind === GINI) {
    for (let at = parts; at < end; at += 8) sum += load<f64>(at) * load<f64>(at);
    return 1 - sum / (all * all);
  }
  sum = nLogN(all);
  for (let at = parts; at < end; at += 8) sum -= nLogN(load<f64>(at));
  return sum / all;
}

/** n log2 n, which is 0 for nothing. */
function nLogN(n: f64): f64 {
  return n > 0 ? n * NativeMath.log2(n) : 0;
}
