import {
  BaseRegressor,
  BaseTransformer,
  type DataLike,
  type FitOptions,
  InvalidParameterError,
  LogisticRegression,
  type Matrix,
  makePipeline,
  NotFittedError,
  Pipeline,
  Ridge,
  SchemaError,
  StandardScaler,
  type Step,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';

const X = [
  [1, 200],
  [2, 100],
  [3, 400],
  [4, 300],
  [5, 100],
];
const y = [1, 2, 3, 4, 6];

/** Records what a last step is given. */
class Recorder extends BaseRegressor<object, { rows: number }> {
  override readonly name = 'Recorder';
  seen: FitOptions[] = [];
  override get tags() {
    return { validation: true };
  }
  protected override learnTarget(input: Matrix, _y: Float64Array, { options }: { options: FitOptions }) {
    seen.push(options);
    return { rows: input.rows };
  }
  protected override predictTarget(input: Matrix) {
    return new Float64Array(input.rows);
  }
}
const seen: FitOptions[] = [];

/** Fails whenever it is fitted. */
class Failing extends BaseTransformer<object, object> {
  override readonly name = 'Failing';
  protected override learn(): object {
    throw new InvalidParameterError('Failing', 'x', 'Failing always fails.');
  }
  protected override apply(input: Matrix) {
    return input;
  }
}

const pipe = () =>
  new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new Ridge({ alpha: 0.5 })],
  ]);

describe('Pipeline', () => {
  it('is the same as its steps by hand', async () => {
    const scaler = await new StandardScaler().fit(X);
    const ridge = await new Ridge({ alpha: 0.5 }).fit(scaler.transform(X), y);
    const fitted = await pipe().fit(X, y);
    expectClose(fitted.predict(X), ridge.predict(scaler.transform(X)), 1e-14);
    expect(fitted.score(X, y)).toBeCloseTo(ridge.score(scaler.transform(X), y), 12);
  });

  it('clones the steps it is given and shows the fitted ones in named', async () => {
    const scaler = new StandardScaler();
    const fitted = await new Pipeline([
      ['scale', scaler],
      ['model', new Ridge()],
    ]).fit(X, y);
    expect(scaler.isFitted).toBe(false);
    expect(fitted.named.scale.isFitted).toBe(true);
    expect(fitted.named.scale.mean).toEqual(Float64Array.of(3, 220));
    expect(fitted.steps[0][1]).toBe(scaler);
  });

  it('names bare steps after their classes and tells the second of a class from the first', () => {
    const bare = makePipeline(new StandardScaler(), new StandardScaler(), new Ridge());
    expect(bare.steps.map(([name]) => name)).toEqual(['standardScaler', 'standardScaler2', 'ridge']);
  });

  it('reaches nested parameters and swaps steps, without changing what it was given', () => {
    const ridge = new Ridge({ alpha: 1 });
    const own = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', ridge],
    ]);
    expect(own.setParams({ model__alpha: 7, scale: 'passthrough' })).toBe(own);
    expect(own.getParams().model__alpha).toBe(7);
    expect(own.step('scale')).toBe('passthrough');
    expect(ridge.params.alpha).toBe(1);
    expect(Object.keys(own.getParams())).toEqual(
      expect.arrayContaining(['steps', 'scale', 'model', 'model__alpha']),
    );
  });

  it('changes all parameters or none', () => {
    const own = pipe();
    const wrong = { model__alpha: 9, model__alhpa: 1 } as object;
    expect(() => own.setParams(wrong)).toThrow(/has no parameter 'alhpa'. Did you mean 'alpha'/);
    expect(own.getParams().model__alpha).toBe(0.5);
  });

  it('refuses parameters that walk the prototype', () => {
    for (const key of ['__proto__', 'constructor__name', 'a____b', 'scale____proto__', 'toString']) {
      const changes = Object.defineProperty({}, key, { value: 1, enumerable: true });
      expect(() => pipe().setParams(changes), key).toThrow(InvalidParameterError);
    }
  });

  it("passes through: 'passthrough' anywhere leaves the data as they are", async () => {
    const only = await new Pipeline([
      ['a', 'passthrough'] as const,
      ['b', new StandardScaler()],
    ]).fitTransform(X);
    expectClose(only as Matrix, (await new StandardScaler().fitTransform(X)) as Matrix);
    const last = await new Pipeline<readonly Step[]>([
      ['a', new StandardScaler()],
      ['b', 'passthrough'],
    ]).fit(X);
    expectClose(last.transform(X) as Matrix, only as Matrix);
    expect(last.kind).toBe('transformer');
  });

  it('slices to a pipeline that is fitted when it starts with the first step', async () => {
    const fitted = await pipe().fit(X, y);
    const head = fitted.slice(0, -1);
    expect(head.isFitted).toBe(true);
    expectClose(head.transform(X) as Matrix, fitted.named.scale.transform(X) as Matrix);
    expect(fitted.slice(1).isFitted).toBe(false);
    expect(fitted.length).toBe(2);
  });

  it('grows by pipe and stays as it was', () => {
    const start = makePipeline(new StandardScaler());
    const longer = start.pipe(new Ridge());
    expect([start.length, longer.length]).toEqual([1, 2]);
    expect(longer.kind).toBe('regressor');
  });

  it('nests', async () => {
    const nested = await new Pipeline([
      ['inner', makePipeline(new StandardScaler())],
      ['model', new Ridge({ alpha: 0.5 })],
    ]).fit(X, y);
    expectClose(nested.predict(X), (await pipe().fit(X, y)).predict(X), 1e-14);
  });

  it('gives the last step a validation set that went through the transformers', async () => {
    seen.length = 0;
    await makePipeline(new StandardScaler(), new Recorder()).fit(X, y, { validation: [[[3, 220]], [1]] });
    const [validation] = seen[0]!.validation!;
    expectClose(validation as Matrix, [[0, 0]]);
  });

  it('refuses a validation set or weights that nobody would use', async () => {
    await expect(pipe().fit(X, y, { validation: [X, y] })).rejects.toThrow(/does not use validation/);
    await expect(makePipeline(new Recorder()).fit(X, y, { sampleWeight: y })).rejects.toThrow(
      /does not use sampleWeight/,
    );
  });

  it('gives weights to every step that uses them: a weight of k is k copies', async () => {
    const weights = [1, 2, 1, 3, 1];
    const copies = weights.flatMap((weight, i) => Array<number>(weight).fill(i));
    const weighted = await pipe().fit(X, y, { sampleWeight: weights });
    const repeated = await pipe().fit(
      copies.map((i) => X[i]!),
      copies.map((i) => y[i]!),
    );
    expectClose(weighted.predict(X), repeated.predict(X), 1e-10);
  });

  it('stays as it was when a step fails, and the error names the step', async () => {
    const own = new Pipeline<readonly Step[]>([
      ['scale', new StandardScaler()],
      ['model', new Ridge()],
    ]);
    await own.fit(X, y);
    const before = own.predict(X);
    own.setParams({ scale: new Failing() });
    await expect(own.fit(X, y)).rejects.toMatchObject({
      path: ['scale'],
      message: '[scale] Failing always fails.',
    });
    expect(own.predict(X)).toEqual(before);
    const nested = new Pipeline([['outer', own]]);
    await expect(nested.fit(X, y)).rejects.toThrow('[outer > scale] Failing always fails.');
  });

  it('has at run time only the methods of its last step', async () => {
    const predictor = (await pipe().fit(X, y)) as unknown as {
      transform(X: DataLike): unknown;
      classes: unknown;
    };
    expect(() => predictor.transform(X)).toThrow(UnsupportedError);
    expect(() => predictor.transform(X)).toThrow(/Ridge has no transform/);
    expect(() => predictor.classes).toThrow(/no classifier/);
    const transformer = (await makePipeline(new StandardScaler()).fit(X)) as unknown as {
      predict(X: DataLike): unknown;
    };
    expect(() => transformer.predict(X)).toThrow(/StandardScaler has no predict/);
  });

  it('refuses faulty steps in words', async () => {
    const build = (steps: unknown) => new Pipeline(steps as [Ridge]);
    expect(() => build('scale')).toThrow(/takes a list of steps/);
    expect(() => build([['a__b', new Ridge()]])).toThrow(/contains '__'/);
    expect(() =>
      build([
        ['a', new StandardScaler()],
        ['a', new Ridge()],
      ]),
    ).toThrow(/is there twice/);
    expect(() => build([['steps', new Ridge()]])).toThrow(/is the name of a parameter/);
    expect(() => build([StandardScaler])).toThrow(/construct it with new/);
    await expect(
      build([
        ['a', new Ridge()],
        ['b', new Ridge()],
      ]).fit(X, y),
    ).rejects.toThrow(/step 'a' of Pipeline must be a transformer/);
    await expect(
      build([
        ['a', makePipeline(new Ridge())],
        ['b', new Ridge()],
      ]).fit(X, y),
    ).rejects.toThrow(/must be a transformer/);
    await expect(build([]).fit(X, y)).rejects.toThrow(InvalidParameterError);
  });

  it('keeps step names that are names of prototype members', async () => {
    const own = await new Pipeline([['constructor', new StandardScaler()]]).fit(X);
    expect(Object.keys(own.named)).toEqual(['constructor']);
    expect(() => new Pipeline([['__proto__', new StandardScaler()]])).toThrow(/contains '__'/);
  });

  it('leaves the check of columns to the step that uses them', async () => {
    const rows = X.map(([a, b]) => ({ a: a!, b: b! }));
    const fitted = await pipe().fit(rows, y);
    expectClose(fitted.predict([{ b: 200, a: 1, more: 'x' }]), fitted.predict([[1, 200]]));
    expect(() => fitted.predict([{ a: 1 }])).toThrow(SchemaError);
    expect(() => fitted.predict([{ a: 1 }])).toThrow(/\[scale\] .*lacks the column 'b'/);
    expect(() => fitted.predict([{ a: 1, b: 2 }, { a: 1 }])).toThrow(
      /rows 0 and 1 of X do not both have 'b'/,
    );
  });

  it('predicts one row as predict does', async () => {
    const labels = ['a', 'b', 'a', 'b', 'b'];
    const classifier = await makePipeline(new StandardScaler(), new LogisticRegression()).fit(X, labels);
    expect(classifier.predictOne(X[0]!)).toBe(classifier.predict(X)[0]);
    expect(classifier.classes).toEqual(['a', 'b']);
    expect(classifier.predictProba(X).columnNames).toEqual(['a', 'b']);
  });

  it('is undone by inverseTransform, and names its output', async () => {
    const both = makePipeline(new StandardScaler(), new StandardScaler({ withMean: false }));
    const out = await both.fitTransform(X);
    expectClose(both.inverseTransform(out) as Matrix, X);
    expect(both.featureNamesOut()).toEqual(['x0', 'x1']);
  });

  it('shows itself with its steps', () => {
    expect(String(pipe())).toMatchInlineSnapshot(`
      "Pipeline({
        steps: [
          ["scale", StandardScaler()],
          ["model", Ridge({ alpha: 0.5 })],
        ],
      })"
    `);
  });

  it('throws NotFittedError before fit', () => {
    expect(() => pipe().predict(X)).toThrow(NotFittedError);
  });
});
