import { type Param, param } from '../../core/index.js';
import { constantRate, cosineDecay, exponentialDecay, type Schedule } from '../training/index.js';

/** A learning rate that changes, as data. Steps are batches; `initial` is the rate of the first one. */
export type RateSchedule =
  /** initial * decay ** (step / steps); with `stairs` whole powers only. */
  | {
      readonly schedule: 'exponential';
      readonly initial: number;
      readonly decay: number;
      readonly steps: number;
      readonly stairs?: boolean;
    }
  /** Half a wave of the cosine down to `lowest` * initial, over `steps` steps or, unless given, the whole fit. */
  | {
      readonly schedule: 'cosine';
      readonly initial: number;
      readonly steps?: number;
      readonly lowest?: number;
    }
  /** initial * factor ** k after k times `every` epochs. */
  | { readonly schedule: 'step'; readonly initial: number; readonly every: number; readonly factor?: number }
  /** Times `factor` when `patience` epochs in a row have not lowered the loss (of the rows held out, if any). */
  | {
      readonly schedule: 'reduceOnPlateau';
      readonly initial: number;
      readonly factor?: number;
      readonly patience?: number;
      readonly minDelta?: number;
      readonly lowest?: number;
    };

/** A rate, a schedule, or a function of the epoch (from 1) and the step (from 0). */
export type LearningRate = number | RateSchedule | ((epoch: number, step: number) => number);

const positive = (value: unknown) => Number.isFinite(value) && (value as number) > 0;
const nonNegative = (value: unknown) => Number.isFinite(value) && (value as number) >= 0;
const share = (value: unknown) => positive(value) && (value as number) <= 1;
const count = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1;

type Check = (value: unknown) => boolean;

const needed: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  exponential: { initial: positive, decay: share, steps: count },
  cosine: { initial: positive },
  step: { initial: positive, every: count },
  reduceOnPlateau: { initial: positive },
};

const free: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  exponential: { stairs: (value) => typeof value === 'boolean' },
  cosine: { steps: count, lowest: (value) => value === 0 || share(value) },
  step: { factor: share },
  reduceOnPlateau: { factor: share, patience: count, minDelta: nonNegative, lowest: nonNegative },
};

/** The declaration of a `learningRate` parameter. */
export function learningRateParam(): Param<LearningRate> {
  return param.custom<LearningRate>({
    default: 0.001,
    doc: 'Learning rate: a number, a schedule, or a function of the epoch (from 1) and the step (from 0).',
    describe:
      "a number greater than 0, a function, or a schedule: { schedule: 'exponential', initial, decay, steps, stairs }, " +
      "{ schedule: 'cosine', initial, steps, lowest }, { schedule: 'step', initial, every, factor } or " +
      "{ schedule: 'reduceOnPlateau', initial, factor, patience, minDelta, lowest }",
    accepts: (value) => positive(value) || typeof value === 'function' || isSchedule(value),
  });
}

function isSchedule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { schedule, ...settings } = value as Readonly<Record<string, unknown>>;
  if (typeof schedule !== 'string' || !Object.hasOwn(needed, schedule)) return false;
  const all = { ...needed[schedule], ...free[schedule] };
  const given = Object.entries(settings).filter(([, each]) => each !== undefined);
  return (
    Object.keys(needed[schedule]!).every((name) => settings[name] !== undefined) &&
    given.every(([name, each]) => Object.hasOwn(all, name) && all[name]!(each))
  );
}

/** How the learning rate goes, and what it learns from the losses. */
export interface RateControl {
  readonly rate: Schedule;
  /** Takes in the loss of an epoch. */
  see(loss: number): void;
}

/** The rate of a fit that makes so many steps an epoch. */
export function rateControl(given: LearningRate, stepsAnEpoch: number, epochs: number): RateControl {
  const fixed = (rate: Schedule): RateControl => ({ rate, see: () => {} });
  if (typeof given === 'number') return fixed(constantRate(given));
  if (typeof given === 'function') return fixed(given);
  const { initial } = given;
  switch (given.schedule) {
    case 'exponential':
      return fixed(exponentialDecay(initial, given.decay, given.steps, given.stairs ?? false));
    case 'cosine':
      return fixed(
        cosineDecay(initial, given.steps ?? Math.max(1, stepsAnEpoch * epochs - 1), given.lowest ?? 0),
      );
    case 'step': {
      const { every, factor = 0.1 } = given;
      return fixed((epoch) => initial * factor ** Math.floor((epoch - 1) / every));
    }
    case 'reduceOnPlateau':
      return new PlateauRate(given);
  }
}

/** A rate that falls when the loss does not: Keras's ReduceLROnPlateau. */
class PlateauRate implements RateControl {
  readonly #settings: Extract<RateSchedule, { schedule: 'reduceOnPlateau' }>;
  #rate: number;
  #best = Number.POSITIVE_INFINITY;
  #without = 0;

  constructor(settings: Extract<RateSchedule, { schedule: 'reduceOnPlateau' }>) {
    this.#settings = settings;
    this.#rate = settings.initial;
  }

  readonly rate: Schedule = () => this.#rate;

  see(loss: number): void {
    const { factor = 0.1, patience = 10, minDelta = 1e-4, lowest = 0 } = this.#settings;
    if (loss < this.#best - minDelta) {
      this.#best = loss;
      this.#without = 0;
    } else if (++this.#without >= patience) {
      this.#rate = Math.max(lowest, this.#rate * factor);
      this.#without = 0;
    }
  }
}
