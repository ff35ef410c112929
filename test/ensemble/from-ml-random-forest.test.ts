import fc from 'fast-check';
import {
  fromMlRandomForest,
  InvalidParameterError,
  ModelFileError,
  RandomForestClassifier,
  RandomForestRegressor,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';
import { MlForestClassifier, MlForestRegression, written } from '../support/ml-packages.js';
import { tiedData } from '../support/tied-data.js';

const deep = { minNumSamples: 1, maxDepth: 20, gainThreshold: -1 };
const shared = { noOOB: true, seed: 3, treeOptions: deep };
const small = { X: diabetes.X.slice(0, 100), y: diabetes.y.slice(0, 100) };
const names = ['setosa', 'versicolor', 'virginica'];

function trainedClassifier(X: number[][], y: number[], options: object) {
  const model = new MlForestClassifier({ ...shared, ...options });
  model.train(X, y);
  return model;
}

function trainedRegression(X: number[][], y: number[], options: object) {
  const model = new MlForestRegression({ ...shared, ...options });
  model.train(X, y);
  return model;
}

describe('a forest trained by ml-random-forest predicts the same here', () => {
  it.each([
    { nEstimators: 10 },
    // Columns drawn once a tree, with repetition as the package does by default.
    { nEstimators: 20, maxFeatures: 0.6, replacement: true },
    { nEstimators: 2, maxFeatures: 2, replacement: false },
    { nEstimators: 10, useSampleBagging: false, treeOptions: { ...deep, maxDepth: 1 } },
  ])('classes of iris, ties of votes too: %o', (options) => {
    const theirs = trainedClassifier(iris.X, iris.y, options);
    const rows = [
      ...iris.X,
      ...iris.X.map((row) => row.map((value, j) => value + (j % 2 === 0 ? 0.4 : -0.3))),
    ];
    const wanted = theirs.predict(rows);
    for (const model of [
      theirs,
      theirs.toJSON(),
      written(theirs),
      MlForestClassifier.load(written(theirs)),
    ]) {
      const ours = fromMlRandomForest(model, { nFeatures: 4 }) as RandomForestClassifier;
      expect(ours).toBeInstanceOf(RandomForestClassifier);
      expect(ours.predict(rows)).toEqual(wanted);
      // The order of the labels is another than that of the codes.
      const labels = ['c', 'a', 'b'];
      const labelled = fromMlRandomForest(model, { nFeatures: 4, classes: labels });
      expect(labelled.predict(rows)).toEqual(wanted.map((code) => labels[code]));
    }
  });

  it('classes of tied columns, where many votes are a tie', () => {
    const { X, y } = tiedData(200, 4, 4, 6);
    const theirs = trainedClassifier(X, y, { nEstimators: 6, maxFeatures: 1, replacement: false, seed: 9 });
    const values = theirs.predictionValues(X).to2DArray();
    const ties = values.filter((row) => {
      const counts = [0, 1, 2, 3].map((code) => row.filter((value) => value === code).length);
      return counts.filter((count) => count === Math.max(...counts)).length > 1;
    });
    expect(ties.length).toBeGreaterThan(10);
    const ours = fromMlRandomForest(theirs, { classes: ['d', 'c', 'b', 'a'], nFeatures: 4 });
    expect(ours.predict(X)).toEqual(theirs.predict(X).map((code) => ['d', 'c', 'b', 'a'][code]));
    const shares = (ours as RandomForestClassifier).predictProba(X);
    const wanted = values.map((row) => [3, 2, 1, 0].map((code) => row.filter((v) => v === code).length / 6));
    expectClose(shares, wanted, 1e-15);
  });

  it.each([{ nEstimators: 10 }, { nEstimators: 20, maxFeatures: 0.5, replacement: true }])(
    'numbers of diabetes: %o',
    (options) => {
      const theirs = trainedRegression(small.X, small.y, options);
      for (const model of [theirs, theirs.toJSON(), written(theirs)]) {
        const ours = fromMlRandomForest(model, { nFeatures: 10 }) as RandomForestRegressor;
        expect(ours).toBeInstanceOf(RandomForestRegressor);
        expectClose(ours.predict(diabetes.X), theirs.predict(diabetes.X), 1e-14);
      }
    },
  );

  it('rows with missing values', () => {
    const rows = iris.X.map((row, i) => row.map((value, j) => ((i + j) % 3 === 0 ? Number.NaN : value)));
    const theirs = trainedClassifier(iris.X, iris.y, { nEstimators: 11 });
    expect(fromMlRandomForest(theirs).predict(rows)).toEqual(theirs.predict(rows));
  });
});

describe('an imported forest', () => {
  const theirs = trainedClassifier(iris.X, iris.y, { nEstimators: 9, treeOptions: { ...deep, maxDepth: 4 } });

  it('knows its columns and parameters, where the package does', () => {
    const forest = fromMlRandomForest(theirs, { classes: names }) as RandomForestClassifier;
    expect(forest.nFeaturesIn).toBe(4);
    expect(forest.params).toMatchObject({ nEstimators: 9, maxDepth: 4, bootstrap: true, randomState: 3 });
    expect(forest.estimators).toHaveLength(9);
    expect(forest.estimators[0]!.predict(iris.X)).toEqual(
      theirs
        .predictionValues(iris.X)
        .to2DArray()
        .map((row) => names[row[0]!]),
    );
  });

  it('has importances with the training data only', () => {
    const forest = fromMlRandomForest(theirs, { classes: names }) as RandomForestClassifier;
    expect(() => forest.featureImportances).toThrow(UnsupportedError);
    const labels = iris.y.map((code) => names[code]!);
    const measured = fromMlRandomForest(theirs, { classes: names, trainingData: [iris.X, labels] });
    const importances = (measured as RandomForestClassifier).featureImportances;
    expectClose(
      importances.reduce((sum, share) => sum + share),
      1,
    );
    expect(importances[2]! + importances[3]!).toBeGreaterThan(0.5);
    expect(measured.predict(iris.X)).toEqual(theirs.predict(iris.X).map((code) => names[code]));
  });

  it('can be refitted', async () => {
    const forest = fromMlRandomForest(theirs, { classes: names }) as RandomForestClassifier;
    const fresh = forest.clone();
    await forest.fit(iris.X, iris.y);
    await fresh.fit(iris.X, iris.y);
    expect(forest.predictProba(iris.X)).toEqual(fresh.predictProba(iris.X));
  });

  it('is refused options that do not fit', () => {
    expect(() => fromMlRandomForest(theirs, { nFeatures: 3 })).toThrow(InvalidParameterError);
    expect(() => fromMlRandomForest(theirs, { classes: ['a'] })).toThrow(/codes 0 to 2/);
  });

  it('of medians is refused, for there are only means here', () => {
    const median = trainedRegression(small.X, small.y, { nEstimators: 3, selectionMethod: 'median' });
    expect(() => fromMlRandomForest(median)).toThrow(UnsupportedError);
    expect(() => fromMlRandomForest(written(median))).toThrow(/median/);
  });
});

describe('what is no model of ml-random-forest', () => {
  const tree = () => ({
    root: { splitColumn: 0, splitValue: 1, left: { distribution: [[1]] }, right: { distribution: [[0, 1]] } },
  });
  const base = { isClassifier: true, nEstimators: 1, indexes: [[2]], estimators: [tree()] };
  const model = (changes: object) => ({
    name: 'RFClassifier',
    baseModel: { ...base, estimators: [tree()], ...changes },
  });

  it('is told from what is one', () => {
    const forest = fromMlRandomForest(model({}), { classes: ['a', 'b'] });
    expect(
      forest.predict([
        [9, 9, 0],
        [0, 0, 1],
      ]),
    ).toEqual(['a', 'b']);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'name'],
    ['a tree', { name: 'DTClassifier', root: {} }, 'name'],
    ['a name that the forest contradicts', { ...model({}), name: 'RFRegression' }, 'name'],
    ['text for the forest', { name: 'RFClassifier', baseModel: 'x' }, 'baseModel'],
    ['no trees', model({ estimators: undefined }), 'baseModel.estimators'],
    ['no columns', model({ indexes: null }), 'baseModel.indexes'],
    ['an empty forest', model({ estimators: [], indexes: [], nEstimators: 0 }), 'baseModel.nEstimators'],
    ['a wrong count', model({ nEstimators: 1e9 }), 'baseModel.nEstimators'],
    ['too few columns', model({ indexes: [] }), 'baseModel.nEstimators'],
    ['text for columns', model({ indexes: ['abc'] }), 'baseModel.indexes[0]'],
    ['text among columns', model({ indexes: [['0']] }), 'baseModel.indexes[0][0]'],
    ['a column beyond all bounds', model({ indexes: [[2 ** 40]] }), 'baseModel.indexes[0][0]'],
    [
      'a column that the tree does not see',
      model({ indexes: [[]] }),
      'baseModel.estimators[0].root.splitColumn',
    ],
    ['null for a tree', model({ estimators: [null] }), 'baseModel.estimators[0]'],
    ['a tree without a root', model({ estimators: [{}] }), 'baseModel.estimators[0].root'],
    [
      'numbers in a forest of classes',
      model({ estimators: [{ root: { distribution: 1 } }] }),
      'baseModel.estimators[0].root.distribution',
    ],
    [
      'an unknown mean',
      { name: 'RFRegression', baseModel: { ...base, isClassifier: false } },
      'selectionMethod',
    ],
  ])('is refused with its place: %s', (_, given, place) => {
    const call = () => fromMlRandomForest(given);
    expect(call).toThrow(ModelFileError);
    expect(call).toThrow(expect.objectContaining({ place }));
  });

  it('is refused for one tree that stands for many, and for a cycle', () => {
    const one = tree();
    const many = {
      nEstimators: 1e5,
      estimators: new Array(1e5).fill(one),
      indexes: new Array(1e5).fill([0]),
    };
    expect(() => fromMlRandomForest(model(many))).toThrow(
      /estimators\[1\]\.root is a node that the model has elsewhere/,
    );
    const cyclic = tree();
    Object.assign(cyclic.root, { left: cyclic.root });
    expect(() => fromMlRandomForest(model({ estimators: [cyclic] }))).toThrow(ModelFileError);
  });

  it('is refused with a ModelFileError whatever stands in its place', () => {
    const key = fc.constantFrom(
      'isClassifier',
      'nEstimators',
      'indexes',
      'estimators',
      '__proto__',
      'treeOptions',
      'seed',
    );
    fc.assert(
      fc.property(key, fc.anything({ withNullPrototype: true }), (name, part) => {
        const given = model({});
        Object.defineProperty(given.baseModel, name, { value: part, enumerable: true, configurable: true });
        try {
          expect(fromMlRandomForest(given, { nFeatures: 3 }).predict([[0, 0, 0]])).toEqual([0]);
        } catch (error) {
          if (!(error instanceof ModelFileError)) throw error;
        }
      }),
    );
  });
});

it('the votes of random forests of random leaves are counted as the package counts them', () => {
  const answers = fc.array(fc.nat(3), { minLength: 1, maxLength: 12 });
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 });
  fc.assert(
    fc.property(answers, order, (codes, classes) => {
      const options = { kind: 'classifier' };
      const estimators = codes.map((code) => {
        const shares = [0, 1, 2, 3].map((other) => (other === code ? 1 : 0));
        return { name: 'DTClassifier', options, root: { distribution: [shares] } };
      });
      const indexes = codes.map(() => [0]);
      const baseModel = { isClassifier: true, nEstimators: codes.length, indexes, estimators };
      const given = written({ name: 'RFClassifier' as const, baseModel });
      const wanted = MlForestClassifier.load(given)
        .predict([[1]])
        .map((code) => classes[code]);
      const ours = fromMlRandomForest(given, { classes });
      expect(ours.predict([[1]])).toEqual(wanted);
      expect([ours.predictOne([1])]).toEqual(wanted);
    }),
  );
});
