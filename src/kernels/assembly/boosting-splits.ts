/**
 * The best split of a node from its histogram. Arrays of f64 carry what belongs together:
 * - rules: l2, fewest rows of a leaf, least Hessian of a leaf, unit of gradients, unit of Hessians, bits of counts
 * - node: gradient, Hessian, rows, value, lower and upper bound of the children's values
 * - result: gain, feature, bin, missing go left (1 or 0), gradient and Hessian to the left, value to the left, value
 *   to the right, is categorical (1 or 0), then 8 u32 with a bit for each bin of categories that goes left
 * `spare` has room for three arrays of 256 f64.
 */

/** Added to Hessians, so that nothing is divided by 0. */
const TINY = 1e-15;

/** Room for the rounding of products of some numbers. */
const ALMOST = 1 - 1e-9;

/** Categories with less support go right; it also pulls the order of categories towards 0, against noise. */
const CATEGORY_SUPPORT = 10.0;

const FEATURE_SHIFT = 12;

/** Bytes of an array of 256 f64. */
const ROOM = 2048;

/**
 * Looks for the split that gains most over the listed features, from the `first` to before the `last` of the list,
 * and writes it to `result` if it gains more than what stands there. Of equals the first one found stays.
 */
export function findSplit(
  histogram: usize,
  features: usize,
  first: i32,
  last: i32,
  lastBins: usize,
  hasMissing: usize,
  isCategorical: usize,
  monotone: usize,
  rules: usize,
  node: usize,
  spare: usize,
  result: usize,
): void {
  for (let p = first; p < last; p++) {
    const f = load<i32>(features + ((<usize>p) << 2));
    const bins = histogram + ((<usize>f) << FEATURE_SHIFT);
    const known = load<i32>(lastBins + ((<usize>f) << 2));
    const missing = load<u8>(hasMissing + <usize>f) !== 0;
    if (load<u8>(isCategorical + <usize>f) !== 0) {
      scanCategories(bins, f, known, missing, rules, node, spare, result);
      continue;
    }
    const direction = <i32>load<i8>(monotone + <usize>f);
    scanRight(bins, f, known - 1 + <i32>missing, direction, rules, node, spare, result);
    if (missing) scanLeft(bins, f, known, direction, rules, node, result);
  }
}

/** Splits after each bin from the left; what is missing goes right. */
function scanRight(
  bins: usize,
  feature: i32,
  end: i32,
  direction: i32,
  rules: usize,
  node: usize,
  spare: usize,
  result: usize,
): void {
  const hessians = spare + ROOM;
  sumFromLeft(bins, end, rules, spare);
  const from = firstSplit(spare, end, rules);
  const to = endOfSplits(spare, from, end, rules, node);
  const l2 = load<f64>(rules);
  const gradient = load<f64>(node);
  const hessian = load<f64>(node, 8);
  const plain = direction === 0 && load<f64>(node, 32) === -Infinity && load<f64>(node, 40) === Infinity;
  const current = load<f64>(node, 24) * gradient;
  const allGradient = f64x2.splat(gradient);
  const allHessian = f64x2.splat(hessian + l2);
  const ridge = f64x2.splat(l2);
  let best = load<f64>(result);
  let bestBin = -1;
  let limit = f64x2.splat((best - current) * ALMOST);
  for (let pair = from; pair < to; pair += 2) {
    const at = (<usize>pair) << 3;
    if (plain) {
      // The gain times both denominators tells most losers apart without a division.
      const left = v128.load(spare + at);
      const right = f64x2.sub(allGradient, left);
      const leftHessian = v128.load(hessians + at);
      const rightHessian = f64x2.sub(allHessian, leftHessian);
      const below = f64x2.add(leftHessian, ridge);
      const won = f64x2.add(
        f64x2.mul(f64x2.mul(left, left), rightHessian),
        f64x2.mul(f64x2.mul(right, right), below),
      );
      if (!v128.any_true(f64x2.gt(won, f64x2.mul(f64x2.mul(below, rightHessian), limit)))) continue;
    }
    for (let bin = pair; bin < min(pair + 2, to); bin++) {
      const left = load<f64>(spare + ((<usize>bin) << 3));
      const leftHessian = load<f64>(hessians + ((<usize>bin) << 3));
      const gain = boundedGain(
        left,
        leftHessian,
        gradient - left,
        hessian - leftHessian,
        direction,
        l2,
        node,
      );
      if (gain <= best) continue;
      best = gain;
      bestBin = bin;
      limit = f64x2.splat((best - current) * ALMOST);
    }
  }
  if (bestBin < 0) return;
  const at = (<usize>bestBin) << 3;
  writeSplit(
    best,
    feature,
    bestBin,
    false,
    load<f64>(spare + at),
    load<f64>(hessians + at),
    l2,
    node,
    result,
  );
}

/** Writes the sums up to each bin: gradients, Hessians and, as i64, rows. Any check in this loop triples its time. */
function sumFromLeft(bins: usize, end: i32, rules: usize, sums: usize): void {
  const gradientUnit = load<f64>(rules, 24);
  const hessianUnit = load<f64>(rules, 32);
  const countBits = <i64>load<f64>(rules, 40);
  const mask = ((<i64>1) << countBits) - 1;
  let gradient: i64 = 0;
  let counted: i64 = 0;
  for (let bin = 0; bin < end; bin++) {
    gradient += load<i64>(bins);
    counted += load<i64>(bins, 8);
    store<f64>(sums, <f64>gradient * gradientUnit);
    store<f64>(sums, <f64>(counted >> countBits) * hessianUnit, ROOM);
    store<i64>(sums, counted & mask, 2 * ROOM);
    bins += 16;
    sums += 8;
  }
}

/** The first bin after which the left side is large enough. */
function firstSplit(sums: usize, end: i32, rules: usize): i32 {
  const fewest = <i64>load<f64>(rules, 8);
  const leastHessian = load<f64>(rules, 16);
  let bin = 0;
  while (bin < end) {
    const at = sums + ((<usize>bin) << 3);
    if (load<i64>(at, 2 * ROOM) >= fewest && load<f64>(at, ROOM) >= leastHessian) break;
    bin++;
  }
  return bin;
}

/** The bin after the last one after which the right side is large enough. */
function endOfSplits(sums: usize, first: i32, end: i32, rules: usize, node: usize): i32 {
  const mostRows = <i64>load<f64>(node, 16) - <i64>load<f64>(rules, 8);
  const leastHessian = load<f64>(rules, 16);
  const hessian = load<f64>(node, 8);
  while (end > first) {
    const at = sums + ((<usize>(end - 1)) << 3);
    if (load<i64>(at, 2 * ROOM) <= mostRows && hessian - load<f64>(at, ROOM) >= leastHessian) break;
    end--;
  }
  return end;
}

/** Splits before each bin from the right; what is missing goes left. */
function scanLeft(
  bins: usize,
  feature: i32,
  known: i32,
  direction: i32,
  rules: usize,
  node: usize,
  result: usize,
): void {
  const fewest = <i64>load<f64>(rules, 8);
  const leastHessian = load<f64>(rules, 16);
  const gradientUnit = load<f64>(rules, 24);
  const hessianUnit = load<f64>(rules, 32);
  const countBits = <i64>load<f64>(rules, 40);
  const mask = ((<i64>1) << countBits) - 1;
  const l2 = load<f64>(rules);
  const gradient = load<f64>(node);
  const hessian = load<f64>(node, 8);
  const rows = <i64>load<f64>(node, 16);
  let best = load<f64>(result);
  let bestBin = -1;
  let bestGradient = 0.0;
  let bestHessian = 0.0;
  let sums = i64x2.splat(0);
  for (let bin = known - 2; bin >= 0; bin--) {
    const pair = v128.load(bins + ((<usize>(bin + 1)) << 4));
    if (!v128.any_true(pair)) continue;
    sums = i64x2.add(sums, pair);
    const counted = i64x2.extract_lane(sums, 1);
    const rightRows = counted & mask;
    const leftRows = rows - rightRows;
    if (rightRows < fewest) continue;
    if (leftRows < fewest) break;
    const rightHessian = <f64>(counted >> countBits) * hessianUnit;
    const leftHessian = hessian - rightHessian;
    if (rightHessian < leastHessian) continue;
    if (leftHessian < leastHessian) break;
    const rightGradient = <f64>i64x2.extract_lane(sums, 0) * gradientUnit;
    const leftGradient = gradient - rightGradient;
    const gain = boundedGain(leftGradient, leftHessian, rightGradient, rightHessian, direction, l2, node);
    if (gain > best) {
      best = gain;
      bestBin = bin;
      bestGradient = leftGradient;
      bestHessian = leftHessian;
    }
  }
  if (bestBin < 0) return;
  writeSplit(best, feature, bestBin, true, bestGradient, bestHessian, l2, node, result);
}

/**
 * Orders the categories by gradient over Hessian and splits after each from either end, up to the middle: the ones
 * passed go left. What is missing is a category like the others. Source: Fisher, "On grouping for maximum
 * homogeneity", JASA 53, 1958.
 */
function scanCategories(
  bins: usize,
  feature: i32,
  known: i32,
  missing: bool,
  rules: usize,
  node: usize,
  spare: usize,
  result: usize,
): void {
  const fewest = <i64>load<f64>(rules, 8);
  const leastHessian = load<f64>(rules, 16);
  const gradientUnit = load<f64>(rules, 24);
  const hessianUnit = load<f64>(rules, 32);
  const countBits = <i64>load<f64>(rules, 40);
  const mask = ((<i64>1) << countBits) - 1;
  const l2 = load<f64>(rules);
  const gradient = load<f64>(node);
  const hessian = load<f64>(node, 8);
  const rows = <i64>load<f64>(node, 16);
  const order = spare + ROOM;
  const used = orderCategories(bins, known + <i32>missing, <f64>rows / hessian, rules, spare, order);
  if (used <= 1) return;
  let best = load<f64>(result);
  let bestPlace = -1;
  let bestForward = true;
  let bestGradient = 0.0;
  let bestHessian = 0.0;
  for (let way = 0; way < 2; way++) {
    const middle = (used + 1) / 2 - way;
    let sums = i64x2.splat(0);
    for (let i = 0; i < middle; i++) {
      const place = way === 0 ? i : used - 1 - i;
      const bin = load<i32>(order + ((<usize>place) << 2));
      sums = i64x2.add(sums, v128.load(bins + ((<usize>bin) << 4)));
      const counted = i64x2.extract_lane(sums, 1);
      const leftRows = counted & mask;
      const leftHessian = <f64>(counted >> countBits) * hessianUnit;
      const rightHessian = hessian - leftHessian;
      if (leftRows < fewest || leftHessian < leastHessian) continue;
      if (rows - leftRows < fewest || rightHessian < leastHessian) break;
      const leftGradient = <f64>i64x2.extract_lane(sums, 0) * gradientUnit;
      const rightGradient = gradient - leftGradient;
      const gain = boundedGain(leftGradient, leftHessian, rightGradient, rightHessian, 0, l2, node);
      if (gain > best) {
        best = gain;
        bestPlace = place;
        bestForward = way === 0;
        bestGradient = leftGradient;
        bestHessian = leftHessian;
      }
    }
  }
  if (bestPlace < 0) return;
  writeSplit(best, feature, 0, false, bestGradient, bestHessian, l2, node, result);
  store<f64>(result, 1, 64);
  const from = bestForward ? 0 : bestPlace;
  const to = bestForward ? bestPlace : used - 1;
  for (let place = from; place <= to; place++) {
    const bin = load<i32>(order + ((<usize>place) << 2));
    const word = result + 72 + ((<usize>(bin >> 5)) << 2);
    store<u32>(word, load<u32>(word) | ((<u32>1) << (<u32>bin & 31)));
    if (bin === known) store<f64>(result, 1, 24);
  }
}

/** Lists the bins with support, by their gradient over their Hessian; returns how many. */
function orderCategories(
  bins: usize,
  count: i32,
  rowsPerHessian: f64,
  rules: usize,
  values: usize,
  order: usize,
): i32 {
  const gradientUnit = load<f64>(rules, 24);
  const hessianUnit = load<f64>(rules, 32);
  const countBits = <i64>load<f64>(rules, 40);
  let used = 0;
  for (let bin = 0; bin < count; bin++) {
    const at = bins + ((<usize>bin) << 4);
    const hessian = <f64>(load<i64>(at, 8) >> countBits) * hessianUnit;
    if (!(hessian * rowsPerHessian >= CATEGORY_SUPPORT)) continue;
    const value = (<f64>load<i64>(at) * gradientUnit) / (hessian + CATEGORY_SUPPORT);
    let place = used++;
    while (place > 0 && load<f64>(values + ((<usize>(place - 1)) << 3)) > value) {
      store<f64>(values + ((<usize>place) << 3), load<f64>(values + ((<usize>(place - 1)) << 3)));
      store<i32>(order + ((<usize>place) << 2), load<i32>(order + ((<usize>(place - 1)) << 2)));
      place--;
    }
    store<f64>(values + ((<usize>place) << 3), value);
    store<i32>(order + ((<usize>place) << 2), bin);
  }
  return used;
}

/** What a split takes off the loss, the children's values being kept within their bounds; -1 against the direction. */
function boundedGain(
  leftGradient: f64,
  leftHessian: f64,
  rightGradient: f64,
  rightHessian: f64,
  direction: i32,
  l2: f64,
  node: usize,
): f64 {
  const left = boundedValue(leftGradient, leftHessian, l2, node);
  const right = boundedValue(rightGradient, rightHessian, l2, node);
  if ((direction > 0 && left > right) || (direction < 0 && left < right)) return -1;
  return load<f64>(node, 24) * load<f64>(node) - left * leftGradient - right * rightGradient;
}

function boundedValue(gradient: f64, hessian: f64, l2: f64, node: usize): f64 {
  const value = -gradient / (hessian + l2 + TINY);
  const lower = load<f64>(node, 32);
  const upper = load<f64>(node, 40);
  return value < lower ? lower : value > upper ? upper : value;
}

function writeSplit(
  gain: f64,
  feature: i32,
  bin: i32,
  missingLeft: bool,
  leftGradient: f64,
  leftHessian: f64,
  l2: f64,
  node: usize,
  result: usize,
): void {
  store<f64>(result, gain);
  store<f64>(result, <f64>feature, 8);
  store<f64>(result, <f64>bin, 16);
  store<f64>(result, missingLeft ? 1 : 0, 24);
  store<f64>(result, leftGradient, 32);
  store<f64>(result, leftHessian, 40);
  store<f64>(result, boundedValue(leftGradient, leftHessian, l2, node), 48);
  store<f64>(
    result,
    boundedValue(load<f64>(node) - leftGradient, load<f64>(node, 8) - leftHessian, l2, node),
    56,
  );
  store<f64>(result, 0, 64);
  memory.fill(result + 72, 0, 32);
}
