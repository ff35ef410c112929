import type { DataLike, Estimator, Label, RowLike } from 'pipefit';
import { expect } from 'vitest';

/** A fitted model as it is asked here. */
export interface Model {
  predict(X: DataLike): ArrayLike<Label>;
  predictOne(row: RowLike): Label;
  predictProba?(X: DataLike): { row(index: number): Float64Array };
  predictProbaOne?(row: RowLike): Float64Array;
}

export type Target = readonly (number | string | boolean)[];

/** The estimator, fitted without a word. */
export async function trained(model: Estimator, data: DataLike, target: Target): Promise<Model> {
  return (await model.fit(data, target as number[], { onWarning: () => {} })) as unknown as Model;
}

/** What the way without tables answers: undefined where it leaves the row to tables, null where there is none. */
export function withoutTables(model: Model, row: unknown): Label | undefined | null {
  const path = (
    model as unknown as { rowPath(): { predict(row: unknown): Label | undefined } | null }
  ).rowPath();
  return path === null ? null : path.predict(row);
}

/** What a call gives: its value, or the error with all it tells. */
export function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { name, message, code, place, path } = error as Record<string, unknown>;
    return { name, message, code, place, path };
  }
}

/** What a call gives while the model has no other way than tables. */
function withTables<T>(model: Model, call: () => T): T {
  Object.defineProperty(model, 'rowPath', { value: () => null, configurable: true });
  try {
    return call();
  } finally {
    Reflect.deleteProperty(model, 'rowPath');
  }
}

/** The prediction of tables for a row, or their error. */
export function byTables(model: Model, row: RowLike): unknown {
  return withTables(model, () => outcome(() => model.predict([row] as DataLike)[0]));
}

/** Asserts that single rows get to the last bit what tables give, with probabilities where there are some. */
export function expectSame(model: Model, row: RowLike): void {
  expect(outcome(() => model.predictOne(row))).toBe(byTables(model, row));
  expect(outcome(() => model.predict([row] as DataLike)[0])).toBe(byTables(model, row));
  if (!hasProbabilities(model)) return;
  const probabilities = withTables(model, () => model.predictProba!([row] as DataLike).row(0));
  expect(Array.from(model.predictProbaOne!(row))).toEqual(Array.from(probabilities));
  expect(Array.from(model.predictProba!([row] as DataLike).row(0))).toEqual(Array.from(probabilities));
}

function hasProbabilities(model: Model): boolean {
  return (model as { kind?: unknown }).kind === 'classifier' && model.predictProbaOne !== undefined;
}
