/** A point on the line of search. */
export interface LinePoint {
  readonly step: number;
  readonly value: number;
  /** Derivative along the line. */
  readonly slope: number;
}

/** Share of the first slope by which the value must fall (Armijo), and to which the slope must flatten (Wolfe). */
const DECREASE = 1e-3;
const CURVATURE = 0.9;
/** Ends when the bracket is this narrow, relative to its upper end. */
const WIDTH = 0.1;
const LONGEST = 1e10;

/**
 * A step that meets the strong Wolfe conditions, or null when `maxEvaluations` do not find one. Moré and
 * Thuente, Line search algorithms with guaranteed sufficient decrease, ACM TOMS 20 (1994), 286-307.
 */
export function lineSearch(
  evaluate: (step: number) => LinePoint,
  origin: LinePoint,
  firstStep: number,
  maxEvaluations: number,
): LinePoint | null {
  const descent = DECREASE * origin.slope;
  let bracket: Bracket = { best: origin, other: origin, closed: false };
  let widths = [2 * LONGEST, LONGEST];
  let [least, most] = [0, 5 * firstStep];
  // Until a step has fallen enough with a rising slope, values are taken relative to the line of descent.
  let relative = true;
  let step = firstStep;
  for (let count = 0; count < maxEvaluations; count++) {
    const trial = evaluate(step);
    if (!Number.isFinite(trial.value)) return null;
    const target = origin.value + step * descent;
    if (relative && trial.value <= target && trial.slope >= 0) relative = false;
    const enough = trial.value <= target;
    if (enough && Math.abs(trial.slope) <= CURVATURE * -origin.slope) return trial;
    const narrow = bracket.closed && (step <= least || step >= most || most - least <= WIDTH * most);
    if (narrow || (step === LONGEST && enough && trial.slope <= descent)) return trial;

    if (relative && trial.value <= bracket.best.value && !enough) {
      const tilt = (p: LinePoint, by: number): LinePoint => ({
        step: p.step,
        value: p.value - by * p.step * descent,
        slope: p.slope - by * descent,
      });
      const tilted = { best: tilt(bracket.best, 1), other: tilt(bracket.other, 1), closed: bracket.closed };
      const next = refine(tilted, tilt(trial, 1), least, most);
      step = next.step;
      bracket = {
        best: tilt(next.bracket.best, -1),
        other: tilt(next.bracket.other, -1),
        closed: next.bracket.closed,
      };
    } else {
      ({ step, bracket } = refine(bracket, trial, least, most));
    }
    const { best, other, closed } = bracket;
    if (closed) {
      const width = Math.abs(other.step - best.step);
      if (width >= 0.66 * widths[0]!) step = best.step + 0.5 * (other.step - best.step);
      widths = [widths[1]!, width];
      least = Math.min(best.step, other.step);
      most = Math.max(best.step, other.step);
    } else {
      least = step + 1.1 * (step - best.step);
      most = step + 4 * (step - best.step);
    }
    step = Math.min(LONGEST, Math.max(0, step));
    if (closed && (step <= least || step >= most || most - least <= WIDTH * most)) step = best.step;
  }
  return null;
}

/** The best point so far and, once `closed`, one beyond a minimum. */
interface Bracket {
  readonly best: LinePoint;
  readonly other: LinePoint;
  readonly closed: boolean;
}

/** The next trial step and bracket: the four cases of section 4 of the paper. */
function refine(
  bracket: Bracket,
  trial: LinePoint,
  least: number,
  most: number,
): { readonly step: number; readonly bracket: Bracket } {
  const { best, other } = bracket;
  if (trial.value > best.value) {
    // Higher: a minimum lies between. The cubic's, if it is nearer to the best point, else halfway to the parabola's.
    const cubic = cubicMinimum(best, trial);
    const parabola = parabolaMinimum(best, trial);
    const near = Math.abs(cubic - best.step) < Math.abs(parabola - best.step);
    return {
      step: near ? cubic : cubic + (parabola - cubic) / 2,
      bracket: { best, other: trial, closed: true },
    };
  }
  const secant = trial.step + (trial.slope / (trial.slope - best.slope)) * (best.step - trial.step);
  if (trial.slope * Math.sign(best.slope) < 0) {
    // Lower with a slope of the other sign: a minimum lies between. The farther of the two guesses.
    const cubic = cubicMinimum(trial, best);
    const far = Math.abs(cubic - trial.step) > Math.abs(secant - trial.step);
    return { step: far ? cubic : secant, bracket: { best: trial, other: best, closed: true } };
  }
  const onward = trial.step > best.step ? most : least;
  const moved = { best: trial, other, closed: bracket.closed };
  if (Math.abs(trial.slope) < Math.abs(best.slope)) {
    // Lower and flatter: the cubic is used only where it has a minimum ahead.
    const guess = cubicMinimum(trial, best);
    const ahead = Number.isFinite(guess) && (guess - trial.step) * (best.step - trial.step) < 0;
    const cubic = ahead ? guess : onward;
    const cubicNearer = Math.abs(cubic - trial.step) < Math.abs(secant - trial.step);
    if (!bracket.closed) {
      return { step: Math.min(most, Math.max(least, cubicNearer ? secant : cubic)), bracket: moved };
    }
    const nearer = cubicNearer ? cubic : secant;
    const limit = trial.step + 0.66 * (other.step - trial.step);
    return {
      step: trial.step > best.step ? Math.min(limit, nearer) : Math.max(limit, nearer),
      bracket: moved,
    };
  }
  // Lower but not flatter.
  return { step: bracket.closed ? cubicMinimum(trial, other) : onward, bracket: moved };
}

/** Where the cubic through two points with their slopes has its minimum; measured from `a`. */
function cubicMinimum(a: LinePoint, b: LinePoint): number {
  const theta = (3 * (a.value - b.value)) / (b.step - a.step) + a.slope + b.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const discriminant = (theta / scale) ** 2 - (a.slope / scale) * (b.slope / scale);
  const gamma = Math.sign(b.step - a.step) * scale * Math.sqrt(Math.max(0, discriminant));
  const share = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope);
  return a.step + share * (b.step - a.step);
}

/** Where the parabola through two values with the slope at `a` has its minimum. */
function parabolaMinimum(a: LinePoint, b: LinePoint): number {
  const chord = (a.value - b.value) / (b.step - a.step);
  return a.step + (a.slope / (chord + a.slope) / 2) * (b.step - a.step);
}
