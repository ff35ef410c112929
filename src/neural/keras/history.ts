/** The learning curves of a fit: one number an epoch in each. */
export interface History {
  readonly loss: readonly number[];
  /** Loss of the rows held out; null without such rows. */
  readonly validationLoss: readonly number[] | null;
  readonly learningRate: readonly number[];
  /** The metrics asked for, of the rows trained on, by name. */
  readonly metrics: readonly Curve[];
  /** The same of the rows held out. */
  readonly validationMetrics: readonly Curve[];
}

/** A metric's values. Names are users', so that they are no keys of an object. */
export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
}

/** What is known at the end of an epoch. */
export interface EpochLogs {
  /** Mean loss of the batches, penalties included. */
  readonly loss: number;
  readonly validationLoss: number | null;
  readonly learningRate: number;
  readonly metrics: ReadonlyMap<string, number>;
  readonly validationMetrics: ReadonlyMap<string, number>;
}

/** The curves of epochs, after those of a fit before. */
export function historyOf(epochs: readonly EpochLogs[], before: History | null): History {
  const curve = (of: (logs: EpochLogs) => number, known: readonly number[] = []) => [
    ...known,
    ...epochs.map(of),
  ];
  const held = epochs.some(({ validationLoss }) => validationLoss !== null);
  const curves = (
    of: (logs: EpochLogs) => ReadonlyMap<string, number>,
    known: readonly Curve[] = [],
  ): Curve[] => {
    const names = [...(epochs[0] === undefined ? [] : of(epochs[0]).keys())];
    return names.map((name) => ({
      name,
      values: curve((logs) => of(logs).get(name)!, known.find((each) => each.name === name)?.values),
    }));
  };
  return {
    loss: curve(({ loss }) => loss, before?.loss),
    validationLoss: held
      ? curve(({ validationLoss }) => validationLoss!, before?.validationLoss ?? [])
      : null,
    learningRate: curve(({ learningRate }) => learningRate, before?.learningRate),
    metrics: curves(({ metrics }) => metrics, before?.metrics),
    validationMetrics: curves(({ validationMetrics }) => validationMetrics, before?.validationMetrics),
  };
}
