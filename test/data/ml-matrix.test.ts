import { MatrixColumnSelectionView, Matrix as MlMatrix } from 'ml-matrix';
import {
  crossValScore,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  fromMlCart,
  LogisticRegression,
  makePipeline,
  RandomForestClassifier,
  StandardScaler,
  trainTestSplit,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { iris } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';
import { MlTreeClassifier } from '../support/ml-packages.js';

const X = new MlMatrix(iris.X);
const { y } = iris;
/** The same rows as a view: the transpose of the transpose. */
const view = new MlMatrix(iris.X).transpose().transpose();

describe('an ml-matrix Matrix, or a view of one, is data like nested arrays', () => {
  it.each([
    ['a tree', () => new DecisionTreeClassifier({ maxDepth: 4 })],
    ["a tree of engine 'ml'", () => new DecisionTreeClassifier({ engine: 'ml' })],
    ['a forest', () => new RandomForestClassifier({ nEstimators: 5, randomState: 0 })],
    ['a pipeline', () => makePipeline(new StandardScaler(), new LogisticRegression())],
  ])('to %s', async (_, make) => {
    const fromArrays = await make().fit(iris.X, y);
    const fromMatrix = await make().fit(X, y);
    const wanted = fromArrays.predict(iris.X);
    expect(fromMatrix.predict(iris.X)).toEqual(wanted);
    expect(fromMatrix.predict(X)).toEqual(wanted);
    expect(fromMatrix.predict(view)).toEqual(wanted);
    expect(fromMatrix.predictProba(X)).toEqual(fromArrays.predictProba(iris.X));
    expect(fromMatrix.score(X, y)).toBe(fromArrays.score(iris.X, y));
    expect(fromMatrix.nFeaturesIn).toBe(4);
  });

  it('to a regression tree, on some of the columns', async () => {
    const columns = new MatrixColumnSelectionView(X, [2, 0]);
    const nested = iris.X.map((row) => [row[2]!, row[0]!]);
    const target = iris.X.map((row) => row[3]!);
    const tree = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(columns, target);
    const wanted = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(nested, target);
    expect(tree.predict(columns)).toEqual(wanted.predict(nested));
    expect(tree.apply(columns)).toEqual(wanted.apply(nested));
  });

  it('to a scaler', async () => {
    const scaler = await new StandardScaler().fit(X);
    const wanted = await new StandardScaler().fit(iris.X);
    expect(scaler.mean).toEqual(wanted.mean);
    expect(scaler.transform(X)).toEqual(wanted.transform(iris.X));
    expect(
      scaler.inverseTransform(new MlMatrix(scaler.transform(view).toArray())).toArray()[0]![0],
    ).toBeCloseTo(5.1, 12);
  });

  it('to splits, cross-validation and the import of a tree', async () => {
    const split = trainTestSplit(X, y, { randomState: 0 });
    expectClose(split.XTrain, trainTestSplit(iris.X, y, { randomState: 0 }).XTrain);
    const scores = await crossValScore(new DecisionTreeClassifier({ randomState: 0 }), X, y, { cv: 3 });
    expect(scores).toEqual(
      await crossValScore(new DecisionTreeClassifier({ randomState: 0 }), iris.X, y, { cv: 3 }),
    );
    const theirs = new MlTreeClassifier();
    theirs.train(iris.X, y);
    const tree = fromMlCart(theirs, { trainingData: [X, y] });
    expect(tree.predict(X)).toEqual(theirs.predict(iris.X));
    expect(tree.tree.nNodeSamples[0]).toBe(150);
  });

  it('with missing values to trees, and refused where they cannot be', async () => {
    const holes = new MlMatrix([[1], [Number.NaN], [3], [4]]);
    const tree = await new DecisionTreeClassifier().fit(holes, [0, 0, 1, 1]);
    expect(tree.predict(holes)).toEqual([0, 0, 1, 1]);
    await expect(new LogisticRegression().fit(holes, [0, 0, 1, 1])).rejects.toThrow(/missing/);
  });
});
