import {
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  makePipeline,
  Ridge,
  StandardScaler,
  TransformedTargetRegressor,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{ log: number[]; scaled: number[] }>('compose/transformed-target');
const { X, y } = diabetes;

describe('TransformedTargetRegressor', () => {
  it('agrees with scikit-learn for functions and for a transformer', async () => {
    const log = await new TransformedTargetRegressor({
      regressor: new Ridge(),
      func: Math.log,
      inverseFunc: Math.exp,
    }).fit(X, y);
    expectClose(log.predict(X.slice(0, 20)), known.log, 1e-7);
    const scaled = await new TransformedTargetRegressor({
      regressor: new Ridge(),
      transformer: new StandardScaler(),
    }).fit(X, y);
    expectClose(scaled.predict(X.slice(0, 20)), known.scaled, 1e-7);
    expect(scaled.regressor.coef).toHaveLength(10);
  });

  it('passes a warning on when the inverse is none', async () => {
    const warnings: string[] = [];
    const wrong = new TransformedTargetRegressor({
      regressor: new Ridge(),
      func: Math.log,
      inverseFunc: Math.sqrt,
    });
    await wrong.fit(X, y, { onWarning: ({ message }) => warnings.push(message) });
    expect(warnings[0]).toMatch(/does not undo the transformation/);
  });

  it('refuses half a pair, both ways at once, and targets that cannot be transformed', async () => {
    const regressor = new Ridge();
    const half = new TransformedTargetRegressor({ regressor, func: Math.log });
    await expect(half.fit(X, y)).rejects.toThrow(InvalidParameterError);
    const both = new TransformedTargetRegressor({
      regressor,
      transformer: new StandardScaler(),
      func: Math.log,
      inverseFunc: Math.exp,
    });
    await expect(both.fit(X, y)).rejects.toThrow(/not both/);
    const log = new TransformedTargetRegressor({ regressor, func: Math.log, inverseFunc: Math.exp });
    await expect(log.fit([[1], [2]], [1, -1])).rejects.toThrow(InvalidDataError);
    await expect(log.fit([[1], [2]], [1, -1])).rejects.toThrow(/makes NaN of the target -1 in row 1/);
  });

  it('hands columns on unchecked, weights and parameters down', async () => {
    const model = new TransformedTargetRegressor({
      regressor: makePipeline(new StandardScaler(), new Ridge()),
      func: (value) => value / 10,
      inverseFunc: (value) => value * 10,
    });
    model.setParams({ regressor__ridge__alpha: 0.1 });
    expect(model.getParams().regressor__ridge__alpha).toBe(0.1);
    const weights = y.map((_, i) => 1 + (i % 3));
    const copies = weights.flatMap((weight, i) => Array<number>(weight).fill(i));
    await model.fit(X, y, { sampleWeight: weights });
    const again = await model.clone().fit(
      copies.map((i) => X[i]!),
      copies.map((i) => y[i]!),
    );
    expectClose(model.predict(X), again.predict(X), 1e-8);
    expect(model.predict(Matrix.fromArrays(X)).length).toBe(X.length);
  });
});
