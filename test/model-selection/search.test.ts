import {
  BaseRegressor,
  distributions,
  FitFailedError,
  GridSearchCV,
  InvalidParameterError,
  KFold,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LogisticRegression,
  type Matrix,
  MinMaxScaler,
  NotFittedError,
  Pipeline,
  type Progress,
  param,
  RandomForestRegressor,
  RandomizedSearchCV,
  Ridge,
  StandardScaler,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  params: object[];
  bestIndex: number;
  bestScore: number;
  [column: string]: unknown;
}
const known =
  fixture<Record<'single' | 'multi' | 'steps' | 'random' | 'lists', Recorded>>('model-selection/searches');

const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const pipe = () =>
  new Pipeline([
    ['scale', new StandardScaler()],
    ['knn', new KNeighborsClassifier()],
  ]);

/** Compares all score columns and the choice with what scikit-learn recorded. */
function expectSame(
  search: { cvResults: { columns(): Map<string, unknown> }; bestIndex: number; bestScore: number },
  recorded: Recorded,
) {
  const columns = search.cvResults.columns();
  for (const [key, values] of Object.entries(recorded)) {
    if (!/^(split|mean|std|rank)/.test(key)) continue;
    const ours = columns.get(camel(key));
    expect(ours, camel(key)).toBeDefined();
    expectClose(ours as Float64Array, values as number[], 1e-7);
  }
  expect(search.bestIndex).toBe(recorded.bestIndex);
  expect(search.bestScore).toBeCloseTo(recorded.bestScore, 7);
}

describe('GridSearchCV agrees with scikit-learn', () => {
  it('on a pipeline, with training scores', async () => {
    const grid = { knn__nNeighbors: [1, 5, 15], scale__withMean: [true, false] };
    const search = await new GridSearchCV(pipe(), grid, { returnTrainScore: true }).fit(iris.X, iris.y);
    expectSame(search, known.single);
    expect(search.cvResults.params).toEqual(
      known.single.params.map((one) => ({
        knn__nNeighbors: one['knn__n_neighbors' as keyof object],
        scale__withMean: one['scale__with_mean' as keyof object],
      })),
    );
  });

  it('on a list of grids, with two metrics', async () => {
    const grids = [{ nNeighbors: [3, 9], weights: ['uniform', 'distance'] }, { p: [1] }] as const;
    const search = await new GridSearchCV(new KNeighborsRegressor(), grids, {
      scoring: ['r2', 'negMeanAbsoluteError'],
      refit: 'negMeanAbsoluteError',
      cv: new KFold({ nSplits: 4, shuffle: true, randomState: 3 }),
    }).fit(diabetes.X, diabetes.y);
    expectSame(search, known.multi);
  });

  it('when whole steps are swapped', async () => {
    const search = await new GridSearchCV(
      pipe(),
      [
        { scale: ['passthrough', new StandardScaler(), new MinMaxScaler()] },
        { knn: [new KNeighborsClassifier({ nNeighbors: 3 })] },
      ],
      { cv: 3 },
    ).fit(iris.X, iris.y);
    expectSame(search, known.steps);
  });
});

describe('RandomizedSearchCV agrees with scikit-learn', () => {
  it('on distributions', async () => {
    const grid = { alpha: distributions.logUniform(1e-4, 1e2), fitIntercept: [true, false] };
    const search = await new RandomizedSearchCV(new Ridge(), grid, { nIter: 6, randomState: 0 }).fit(
      diabetes.X,
      diabetes.y,
    );
    expectClose(
      search.cvResults.params.map(({ alpha }) => alpha),
      known.random.params.map((one) => one['alpha' as keyof object] as number),
      1e-12,
    );
    expectSame(search, known.random);
  });

  it('on lists, without replacement', async () => {
    const grid = { nNeighbors: [1, 2, 3, 5, 8], p: [1, 2] };
    const search = await new RandomizedSearchCV(new KNeighborsRegressor(), grid, {
      nIter: 4,
      randomState: 1,
    }).fit(diabetes.X, diabetes.y);
    expectSame(search, known.lists);
  });
});

const failing = { when: param.real({ default: 0, doc: 'Fails from here on.' }) };

/** Fails for large parameters, and scores by its parameter otherwise. */
class Fragile extends BaseRegressor<param.ParamsOf<typeof failing>, { value: number }> {
  static override readonly paramSpec = failing;
  override readonly name = 'Fragile';
  protected override learnTarget() {
    if (this.params.when > 5) throw new InvalidParameterError('Fragile', 'when', 'Fragile broke.');
    return { value: this.params.when };
  }
  protected override predictTarget(X: Matrix) {
    return new Float64Array(X.rows).fill(this.fitted.value);
  }
}
const X = Array.from({ length: 12 }, (_, i) => [i]);
const y = X.map(([value]) => value!);

describe('searches', () => {
  it('predict like their best estimator, and know nothing before fit', async () => {
    const search = new GridSearchCV(pipe(), { knn__nNeighbors: [1, 5] });
    expect(() => search.predict(iris.X)).toThrow(NotFittedError);
    expect(() => search.bestParams).toThrow(NotFittedError);
    await search.fit(iris.X, iris.y);
    expect(search.predict(iris.X)).toEqual(search.bestEstimator.predict(iris.X));
    expect(search.score(iris.X, iris.y)).toBe(search.bestEstimator.score(iris.X, iris.y));
    expect(search.classes).toEqual([0, 1, 2]);
    expect(search.kind).toBe('classifier');
    expect(search.predictOne(iris.X[0]!)).toBe(0);
    expect(search.predictProba(iris.X).rows).toBe(150);
  });

  it('leave the estimator they were given as it was', async () => {
    const given = pipe();
    const put = new KNeighborsClassifier();
    await new GridSearchCV(given, { knn: [put], knn__nNeighbors: [3] }).fit(iris.X, iris.y);
    expect(given.isFitted).toBe(false);
    expect(put.isFitted).toBe(false);
    expect(put.params.nNeighbors).toBe(5);
    expect(given.getParams().knn__nNeighbors).toBe(5);
  });

  it('give a failing fold errorScore, and tell its parameters', async () => {
    const warnings: string[] = [];
    const search = await new GridSearchCV(
      new Fragile(),
      { when: [1, 9] },
      { cv: 3, showProgress: false },
    ).fit(X, y, {
      onWarning: ({ message }) => warnings.push(message),
    });
    expect(search.cvResults.test.score.mean[1]).toBeNaN();
    expect([...search.cvResults.test.score.rank]).toEqual([1, 2]);
    expect(search.bestParams.when).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /3 of 6 fits failed; their score is NaN.\n3 times, first when=9 \(fold 0\): Fragile broke/,
    );
  });

  it('raise when told so, and when every fit fails', async () => {
    const grid = { when: [8, 9] };
    await expect(new GridSearchCV(new Fragile(), grid).fit(X, y)).rejects.toThrow(FitFailedError);
    await expect(new GridSearchCV(new Fragile(), grid).fit(X, y)).rejects.toThrow(/all 10 fits failed/);
    const raising = new GridSearchCV(new Fragile(), { when: [1, 9] }, { errorScore: 'raise' });
    await expect(raising.fit(X, y)).rejects.toThrow('Fragile broke.');
    expect(raising.isFitted).toBe(false);
  });

  it('report a parameter that cannot be set like a fit that fails', async () => {
    const grid = { knn__nNeighbours: [1] } as object as { knn__nNeighbors: number[] };
    await expect(new GridSearchCV(pipe(), grid).fit(iris.X, iris.y)).rejects.toThrow(
      /Did you mean 'nNeighbors'/,
    );
  });

  it('choose by a function of the results, and can leave the choice', async () => {
    const grid = { knn__nNeighbors: [1, 5, 9] };
    const simplest = await new GridSearchCV(pipe(), grid, { refit: ({ params }) => params.length - 1 }).fit(
      iris.X,
      iris.y,
    );
    expect(simplest.bestParams.knn__nNeighbors).toBe(9);
    expect(() => simplest.bestScore).toThrow(UnsupportedError);
    const none = await new GridSearchCV(pipe(), grid, { refit: false }).fit(iris.X, iris.y);
    expect(() => none.predict(iris.X)).toThrow(/told not to refit/);
    const outside = new GridSearchCV(pipe(), grid, { refit: () => 7 });
    await expect(outside.fit(iris.X, iris.y)).rejects.toThrow(/from 0 to 2. Got 7/);
    const two = new GridSearchCV(pipe(), grid, { scoring: ['accuracy', 'f1Macro'] });
    await expect(two.fit(iris.X, iris.y)).rejects.toThrow(/refit must be one of them/);
  });

  it('tell how far they are, and stop within a second when cancelled', async () => {
    const seen: Progress[] = [];
    await new GridSearchCV(pipe(), { knn__nNeighbors: [1, 5] }, { cv: 3 }).fit(iris.X, iris.y, {
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen.map(({ done }) => done)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seen[0]).toMatchObject({ stage: 'GridSearchCV', total: 6, message: 'knn__nNeighbors=1 (fold 0)' });
    const long = new GridSearchCV(new RandomForestRegressor({ nEstimators: 500 }), {
      maxDepth: [5, 10, 15, 20],
    });
    const started = performance.now();
    const cancelled = long.fit(diabetes.X, diabetes.y, { signal: AbortSignal.timeout(200) });
    await expect(cancelled).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(performance.now() - started).toBeLessThan(1200);
    expect(long.isFitted).toBe(false);
  });

  it('are estimators themselves: cloned, nested, searched', async () => {
    const search = new GridSearchCV(pipe(), { knn__nNeighbors: [1, 5] }, { cv: 3 });
    const copy = search.clone();
    expect(copy.getParams().estimator__knn__nNeighbors).toBe(5);
    copy.setParams({ estimator__knn__weights: 'distance', cv: 2 });
    await copy.fit(iris.X, iris.y);
    expect(copy.nSplits).toBe(2);
    const outer = await new Pipeline([['search', search]]).fit(iris.X, iris.y);
    expect(outer.score(iris.X, iris.y)).toBeGreaterThan(0.9);
    expect(outer.named.search.bestParams.knn__nNeighbors).toBeTypeOf('number');
  });

  it('do not depend on the order of the candidates', async () => {
    const forest = () => new RandomForestRegressor({ nEstimators: 5, randomState: 0 });
    const there = await new GridSearchCV(forest(), { maxDepth: [2, 4, 8] }).fit(diabetes.X, diabetes.y);
    const back = await new GridSearchCV(forest(), { maxDepth: [8, 4, 2] }).fit(diabetes.X, diabetes.y);
    expect([...there.cvResults.test.score.mean]).toEqual([...back.cvResults.test.score.mean].reverse());
    expect(there.bestParams).toEqual(back.bestParams);
  });

  it('refuse an empty grid before anything is fitted', async () => {
    const empty = new GridSearchCV(pipe(), { knn__nNeighbors: [] });
    await expect(empty.fit(iris.X, iris.y)).rejects.toThrow(InvalidParameterError);
  });

  it('refuse a grid of more combinations than anyone can wait for, without listing them', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => i + 1);
    const grid = { knn__nNeighbors: many, knn__leafSize: many, knn__p: many };
    await expect(new GridSearchCV(pipe(), grid).fit(iris.X, iris.y)).rejects.toThrow(
      /has 8000000000 combinations/,
    );
  });

  it('print their results as a table, best first', async () => {
    const search = await new GridSearchCV(pipe(), { knn__nNeighbors: [1, 50] }, { cv: 3 }).fit(
      iris.X,
      iris.y,
    );
    const [header, , first] = String(search.cvResults).split('\n');
    expect(header).toMatch(/knn__nNeighbors +mean score +std score +rank score/);
    expect(first!.trim()).toMatch(/^1 .* 1$/);
  });

  it('take a scoring function and scorers under names of their own', async () => {
    const search = await new GridSearchCV(
      new LogisticRegression(),
      { C: [0.01, 1] },
      {
        scoring: {
          mine: (model, input, target) =>
            -model.predict!(input).filter((p, i) => p !== target[i as never]).length,
          acc: 'accuracy',
        },
        refit: 'acc',
      },
    ).fit(iris.X, iris.y);
    expect(search.metrics).toEqual(['mine', 'acc']);
    expect([...search.cvResults.test.mine.mean].every((value) => value <= 0)).toBe(true);
  });
});
