import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  exportText,
  fromMlCart,
  InvalidDataError,
  InvalidParameterError,
  ModelFileError,
  toMlCart,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';
import { MlTreeClassifier, MlTreeRegression, written } from '../support/ml-packages.js';
import { tiedData } from '../support/tied-data.js';

/** Rows of other values than those trained on, so that leaves of all kinds are reached. */
const moved = (X: number[][]) => [
  ...X,
  ...X.map((row, i) => row.map((value, j) => value + ((i + j) % 5) - 2)),
];

function trainedClassifier(X: number[][], y: number[], options = {}) {
  const model = new MlTreeClassifier(options);
  model.train(X, y);
  return model;
}

function trainedRegression(X: number[][], y: number[], options = {}) {
  const model = new MlTreeRegression(options);
  model.train(X, y);
  return model;
}

const small = { X: diabetes.X.slice(0, 150), y: diabetes.y.slice(0, 150) };
const names = ['setosa', 'versicolor', 'virginica'];

describe('a tree trained by ml-cart predicts the same here', () => {
  it.each([{}, { minNumSamples: 1, gainThreshold: -1 }, { maxDepth: 2 }, { maxDepth: 0 }])(
    'classes of iris with %o',
    (options) => {
      const theirs = trainedClassifier(iris.X, iris.y, options);
      const rows = moved(iris.X);
      for (const model of [
        theirs,
        theirs.toJSON(),
        written(theirs),
        MlTreeClassifier.load(written(theirs)),
      ]) {
        const ours = fromMlCart(model, { nFeatures: 4 }) as DecisionTreeClassifier;
        expect(ours.predict(rows)).toEqual(theirs.predict(rows));
        expect(ours.classes).toEqual([0, 1, 2]);
        expect(ours.predictOne(iris.X[80]!)).toBe(theirs.predict([iris.X[80]!])[0]);
      }
    },
  );

  it.each([{}, { minNumSamples: 1, gainThreshold: -1 }, { maxDepth: 20, gainThreshold: -1 }])(
    'numbers of diabetes with %o',
    (options) => {
      const theirs = trainedRegression(small.X, small.y, options);
      for (const model of [theirs, theirs.toJSON(), written(theirs)]) {
        const ours = fromMlCart(model, { nFeatures: 10 }) as DecisionTreeRegressor;
        expect(ours).toBeInstanceOf(DecisionTreeRegressor);
        expect(Array.from(ours.predict(diabetes.X))).toEqual(theirs.predict(diabetes.X));
      }
    },
  );

  it('classes and numbers of tied columns, at the split values too', () => {
    const { X, y, target } = tiedData(200, 4, 3, 2);
    const rows = [...X, ...X.map((row) => row.map((value) => value - 0.5)), [0, -0, 1, 1.5]];
    const classes = trainedClassifier(X, y, { gainThreshold: -1 });
    expect(fromMlCart(classes, { nFeatures: 4 }).predict(rows)).toEqual(classes.predict(rows));
    const numbers = trainedRegression(X, target);
    expect(Array.from(fromMlCart(numbers, { nFeatures: 4 }).predict(rows))).toEqual(numbers.predict(rows));
  });

  it('rows with missing values, which go right', () => {
    const theirs = trainedClassifier(iris.X, iris.y);
    const rows = iris.X.map((row, i) => row.map((value, j) => ((i + j) % 3 === 0 ? Number.NaN : value)));
    expect(fromMlCart(theirs, { nFeatures: 4 }).predict(rows)).toEqual(theirs.predict(rows));
  });

  it('the first code of equal shares, whatever the order of the labels', () => {
    const theirs = trainedClassifier([[1], [1], [2], [2], [2]], [0, 1, 2, 1, 2], {
      maxDepth: 1,
      minNumSamples: 1,
    });
    const model = fromMlCart(theirs, { classes: ['z', 'b', 'a'] }) as DecisionTreeClassifier;
    expect(model.classes).toEqual(['a', 'b', 'z']);
    const wanted = theirs.predict([[1], [2]]).map((code) => ['z', 'b', 'a'][code]);
    expect(wanted).toEqual(['z', 'a']);
    expect(model.predict([[1], [2]])).toEqual(wanted);
    expectClose(model.predictProba([[1]]), [[0, 0.5, 0.5]], 1e-15);
  });
});

describe('labels, columns and parameters of an imported tree', () => {
  const theirs = trainedClassifier(iris.X, iris.y, { maxDepth: 3, minNumSamples: 7 });

  it('are those that are given', () => {
    const tree = fromMlCart(theirs, { classes: names, featureNames: ['sl', 'sw', 'pl', 'pw'] });
    expect(tree.featureNamesIn).toEqual(['sl', 'sw', 'pl', 'pw']);
    const row = { sl: 5, sw: 3, pl: 1.5, pw: 0.2, note: 'extra' };
    expect(tree.predictOne(row)).toBe('setosa');
    expect(tree.getParams()).toMatchObject({ maxDepth: 3, minSamplesSplit: 8, engine: 'fast' });
  });

  it('may hold classes that the tree does not know', () => {
    const tree = fromMlCart(theirs, { nFeatures: 4, classes: [...names, 'other'] }) as DecisionTreeClassifier;
    expect(tree.predictProba(iris.X.slice(0, 1)).columnNames).toEqual(['other', ...names]);
    expect(
      tree.score(
        iris.X,
        iris.y.map((code) => names[code]!),
      ),
    ).toBeGreaterThan(0.95);
  });

  it('come from the model where pipefit wrote it', async () => {
    const rows = iris.X.map(([a, b, c, d]) => ({ a, b, c, d }));
    const labels = iris.y.map((code) => names[code]!);
    const tree = await new DecisionTreeClassifier({ maxDepth: 4 }).fit(rows, labels);
    const again = fromMlCart(written(toMlCart(tree)));
    expectTypeOf(again).toEqualTypeOf<DecisionTreeClassifier>();
    expect(again.predict(rows)).toEqual(tree.predict(rows));
    expect(again.classes).toEqual(tree.classes);
    expect(again.featureNamesIn).toEqual(['a', 'b', 'c', 'd']);
    expect(exportText(again)).toBe(exportText(tree));
    expect(again.tree.threshold).toEqual(tree.tree.threshold);
    expect(again.params.maxDepth).toBe(4);
  });

  it('can be refitted, and forget the import', async () => {
    const tree = fromMlCart(theirs, { nFeatures: 4, classes: names }) as DecisionTreeClassifier;
    const column = Array.from({ length: 20 }, (_, i) => [i]);
    await tree.fit(
      column,
      column.map(([i]) => (i! < 10 ? 'x' : 'y')),
    );
    expect(tree.predict([[1], [12]])).toEqual(['x', 'y']);
    expect(tree.featureImportances).toEqual(Float64Array.of(1));
  });

  it.each([
    [{ classes: ['a', 'b'] }, 'classes', /codes 0 to 2, but classes holds 2/],
    [{ classes: ['a', 'b', 'a'] }, 'classes', /distinct/],
    [{ nFeatures: 4, trainingData: iris.X[0] }, 'trainingData', /must be \[X, y\]/],
    [{ classes: 'abc' }, 'classes', /must be an array of labels/],
    [{ nFeatures: 2 }, 'nFeatures', /needs 4 columns or more/],
    [{ nFeatures: 4.5 }, 'nFeatures', /Got 4.5/],
    [{ nFeatures: 1e9 }, 'nFeatures', /Got 1000000000/],
    [{ featureNames: ['a'] }, 'featureNames', /needs 4 columns or more/],
    [{ featureNames: [1, 2, 3, 4] }, 'featureNames', /array of strings/],
    [{ featureNames: ['a', 'b', 'c', 'd'], nFeatures: 5 }, 'featureNames', /4 names for 5 columns/],
  ])('that do not fit are refused: %o', (options, parameter, message) => {
    const call = () => fromMlCart(theirs, options as object);
    expect(call).toThrow(InvalidParameterError);
    expect(call).toThrow(message);
    expect(call).toThrow(expect.objectContaining({ parameter, owner: 'fromMlCart' }));
  });

  it('refuses labels that are missing or of two types', () => {
    expect(() => fromMlCart(theirs, { classes: ['a', null, 'b'] as never })).toThrow(InvalidDataError);
    expect(() => fromMlCart(theirs, { classes: ['a', 1, 'b'] })).toThrow(/mixes labels/);
  });
});

describe('counts and impurities, which ml-cart does not keep,', () => {
  const classes = trainedClassifier(iris.X, iris.y, { gainThreshold: -1, minNumSamples: 4 });
  const numbers = trainedRegression(small.X, small.y, { maxDepth: 4 });

  it('are not there without the training data', () => {
    const { tree } = fromMlCart(classes, { nFeatures: 4 });
    expect(tree.nNodeSamples.every((count) => count === 0)).toBe(true);
    expect(tree.impurity.every(Number.isNaN)).toBe(true);
    expect(tree.weightedNNodeSamples.every(Number.isNaN)).toBe(true);
    const imported = fromMlCart(classes, { nFeatures: 4 }) as DecisionTreeClassifier;
    expect(() => imported.featureImportances).toThrow(UnsupportedError);
    expect(() => imported.featureImportances).toThrow(/trainingData/);
    expect(() => exportText(imported, { showWeights: true })).toThrow(UnsupportedError);
    expect(exportText(imported)).toContain('class: 2');
  });

  it("are those of engine 'ml' with it", async () => {
    const labels = iris.y.map((code) => names[code]!);
    const tree = fromMlCart(classes, { classes: names, trainingData: [iris.X, labels] });
    const trained = await new DecisionTreeClassifier({ engine: 'ml', minSamplesSplit: 5 }).fit(
      iris.X,
      labels,
    );
    expect(tree.tree.nNodeSamples).toEqual(trained.tree.nNodeSamples);
    expect(tree.tree.impurity).toEqual(trained.tree.impurity);
    expectClose(tree.tree.value, trained.tree.value, 1e-12);
    expect(tree.featureImportances).toEqual(trained.featureImportances);
    expect(exportText(tree, { showWeights: true })).toContain('weights: [50.00, 0.00, 0.00] class: setosa');
    const regression = fromMlCart(numbers, { trainingData: [small.X, small.y] });
    expectClose(
      regression.featureImportances.reduce((sum, share) => sum + share),
      1,
    );
    expect(regression.tree.nNodeSamples[0]).toBe(150);
    expect(Array.from(regression.predict(diabetes.X))).toEqual(numbers.predict(diabetes.X));
  });

  it('tell the columns, where these are not told otherwise', () => {
    const rows = iris.X.map(([a, b, c, d]) => ({ a, b, c, d, last: 1 }));
    const named = fromMlCart(classes, { trainingData: [rows, iris.y] });
    expect(named.featureNamesIn).toEqual(['a', 'b', 'c', 'd', 'last']);
    expect(named.predict(rows)).toEqual(classes.predict(iris.X));
    const wide = iris.X.map((row) => [...row, 0, 0]);
    expect(fromMlCart(classes, { trainingData: [wide, iris.y] }).nFeaturesIn).toBe(6);
    const options = { nFeatures: 4, trainingData: [wide, iris.y] } as const;
    expect(() => fromMlCart(classes, options)).toThrow(/fit saw 4/);
  });

  it('are of whatever rows are given, also where leaves get none', () => {
    const tree = fromMlCart(classes, { trainingData: [iris.X.slice(0, 10), iris.y.slice(0, 10)] });
    expect(tree.tree.nNodeSamples[0]).toBe(10);
    expect(Array.from(tree.featureImportances)).toEqual([0, 0, 0, 0]);
    expect(tree.predict(iris.X)).toEqual(classes.predict(iris.X));
  });

  it('are refused for data that do not fit', () => {
    const options = (X: number[][], y: unknown[]) => ({ trainingData: [X, y] as never });
    expect(() => fromMlCart(classes, options([[1, 2]], [0]))).toThrow(
      /needs 4 columns or more, up to \d+. Got 2/,
    );
    expect(() => fromMlCart(classes, options(iris.X, [0]))).toThrow(InvalidDataError);
    expect(() => fromMlCart(classes, options(iris.X.slice(0, 1), [7]))).toThrow(/row 0 of y is 7/);
    expect(() => fromMlCart(numbers, options(small.X, ['a']))).toThrow(InvalidDataError);
    const infinite = [[1, 2, 3, Number.POSITIVE_INFINITY]];
    expect(() => fromMlCart(classes, options(infinite, [0]))).toThrow(InvalidDataError);
  });
});

describe('what is no model of ml-cart', () => {
  const leaf = { distribution: [[0.5, 0.5]] };
  const split = (left: unknown, right: unknown) => ({ splitColumn: 0, splitValue: 1, left, right });
  const model = (root: unknown) => ({ name: 'DTClassifier', options: { kind: 'classifier' }, root });

  it.each<[string, unknown, string]>([
    ['null', null, 'the model'],
    ['text', '{"name":"DTClassifier"}', 'the model'],
    ['an array', [], 'the model'],
    ['nothing', {}, 'name'],
    ['another name', { ...model(leaf), name: 'RFClassifier' }, 'name'],
    ['a name that is a key of prototypes', { ...model(leaf), name: '__proto__' }, 'name'],
    ['a name that its kind contradicts', { ...model(leaf), name: 'DTRegression' }, 'name'],
    ['a model by inheritance', Object.create(model(leaf)), 'name'],
    ['no root', { name: 'DTClassifier' }, 'root'],
    [
      'a root under __proto__',
      JSON.parse('{"name":"DTClassifier","__proto__":{"root":{"distribution":[[1]]}}}'),
      'root',
    ],
    ['a list for a root', model([leaf]), 'root'],
    ['an empty node', model({}), 'root.splitColumn'],
    ['an empty child', model(split({}, leaf)), 'root.left.splitColumn'],
    ['no child', model(split(leaf, undefined)), 'root.right'],
    ['null for a child', model(split(null, leaf)), 'root.left'],
    ['text for a column', model({ ...split(leaf, leaf), splitColumn: '0' }), 'root.splitColumn'],
    ['a negative column', model({ ...split(leaf, leaf), splitColumn: -1 }), 'root.splitColumn'],
    ['a column beyond all bounds', model({ ...split(leaf, leaf), splitColumn: 2 ** 31 }), 'root.splitColumn'],
    ['text for a value', model({ ...split(leaf, leaf), splitValue: '1' }), 'root.splitValue'],
    ['null for a value', model({ ...split(leaf, leaf), splitValue: null }), 'root.splitValue'],
    ['a value that is not finite', model({ ...split(leaf, leaf), splitValue: Infinity }), 'root.splitValue'],
    ['a node that is both', model({ ...split({ ...leaf }, { ...leaf }), ...leaf }), 'root'],
    ['null for shares', model({ distribution: null }), 'root.distribution'],
    ['a number for shares', model({ distribution: 1 }), 'root.distribution'],
    ['no shares', model({ distribution: [[]] }), 'root.distribution'],
    ['two rows of shares', model({ distribution: [[1], [1]] }), 'root.distribution'],
    ['counts for shares', model({ distribution: [[3, 4]] }), 'root.distribution'],
    ['text among the shares', model({ distribution: [['1']] }), 'root.distribution'],
    ['negative shares', model({ distribution: [[2, -1]] }), 'root.distribution'],
    ['shares that are not finite', model({ distribution: [[Number.NaN]] }), 'root.distribution'],
    ['shares with holes', model({ distribution: [new Array(3)] }), 'root.distribution'],
    ['shares by inheritance', model({ distribution: Object.create({ data: [[1]] }) }), 'root.distribution'],
    ['a matrix of others', model({ distribution: { data: 5 } }), 'root.distribution'],
    ['text for a number', { name: 'DTRegression', root: { distribution: '5' } }, 'root.distribution'],
    ['shares for a number', { name: 'DTRegression', root: leaf }, 'root.distribution'],
    ['wrong classes of its own', { ...model(leaf), classes: ['a'] }, 'classes'],
    ['mixed classes of its own', { ...model(leaf), classes: ['a', 1] }, 'classes'],
    ['text for classes', { ...model(leaf), classes: 'ab' }, 'classes'],
    ['a number of columns beyond all bounds', { ...model(leaf), nFeatures: 1e12 }, 'nFeatures'],
    ['text for the number of columns', { ...model(leaf), nFeatures: '4' }, 'nFeatures'],
    ['wrong names of its own', { ...model(leaf), featureNames: [{}] }, 'nFeatures'],
  ])('is refused with its place: %s', (_, given, place) => {
    const call = () => fromMlCart(given as object);
    expect(call).toThrow(ModelFileError);
    expect(call).toThrow(/^fromMlCart: /);
    expect(call).toThrow(expect.objectContaining({ place, code: 'MODEL_FILE' }));
  });

  it('is refused for cycles and for branches that are there twice', () => {
    const cyclic = split({ ...leaf }, null);
    cyclic.right = cyclic;
    expect(() => fromMlCart(model(cyclic))).toThrow(/root\.right is a node that the model has elsewhere too/);
    let doubling: object = { ...leaf };
    for (let i = 0; i < 60; i++) doubling = split(doubling, doubling);
    expect(() => fromMlCart(model(doubling))).toThrow(ModelFileError);
  });

  it('is not called', () => {
    const called: string[] = [];
    const trap = { ...model({ ...leaf }), toJSON: () => called.push('toJSON') };
    Object.defineProperty(trap, 'valueOf', { value: () => called.push('valueOf') });
    fromMlCart(trap);
    expect(called).toEqual([]);
  });

  it('does not reach prototypes through its keys', () => {
    const text =
      '{"name":"DTClassifier","options":{"__proto__":{"maxDepth":1}},"root":{"__proto__":{"polluted":1},"distribution":[[1]]}}';
    const tree = fromMlCart(JSON.parse(text), { classes: ['__proto__'] });
    expect(tree.predict([[1]])).toEqual(['__proto__']);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(tree.params.maxDepth).toBeNull();
  });

  it('may be a million levels deep, sound or not', { timeout: 120_000 }, () => {
    const chain = (levels: number, end: unknown) => {
      let root: object = { distribution: end };
      for (let i = 1; i <= levels; i++) {
        root = { splitColumn: 0, splitValue: -i, left: { distribution: i }, right: root };
      }
      return { name: 'DTRegression' as const, root };
    };
    const tree = fromMlCart(chain(1_000_000, 0.5));
    expect([tree.depth, tree.nLeaves]).toEqual([1_000_000, 1_000_001]);
    expect(Array.from(tree.predict([[-1e9], [-3.5], [-1000], [-1]]))).toEqual([1_000_000, 3, 999, 0.5]);
    const broken = () => fromMlCart(chain(100_000, 'x'));
    expect(broken).toThrow(ModelFileError);
    expect(broken).toThrow(
      /root(\.right){6}\.\(99991 more\)(\.right){3}\.distribution must be a finite number/,
    );
  });

  it('has at most a gigabyte of values', () => {
    let root: object = { distribution: [Array.from({ length: 40_000 }, (_, i) => (i === 0 ? 1 : 0))] };
    for (let i = 0; i < 4000; i++) root = split({ distribution: [[1]] }, root);
    expect(() => fromMlCart(model(root))).toThrow(/8001 nodes of 40000 classes/);
  });
});

describe('random trees', () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true });
  const shares = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }).map((counts) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return { distribution: [total === 0 ? [1] : counts.map((count) => count / total)] };
  });
  const treeOf = (leaf: fc.Arbitrary<object>) =>
    fc.letrec<{ node: object }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        leaf,
        fc.record({ splitColumn: fc.nat(2), splitValue: value, left: tie('node'), right: tie('node') }),
      ),
    })).node;
  /** Random rows, and rows made of the numbers in the tree. */
  const rowsFor = (root: object, rows: number[][]) => {
    const numbers = [...JSON.stringify(root).matchAll(/"splitValue":([^,]+)/g)].map(([, text]) =>
      Number(text),
    );
    return [...rows, ...numbers.map((number) => [number, number, number])];
  };
  const someRows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 });

  it('of classes: ml-cart, its import and the export of that agree', () => {
    const classOrder = fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 });
    fc.assert(
      fc.property(treeOf(shares), someRows, classOrder, (root, rows, classes) => {
        const model = { name: 'DTClassifier' as const, options: { kind: 'classifier' }, root };
        const theirs = MlTreeClassifier.load(written(model));
        const X = rowsFor(root, rows);
        const wanted = theirs.predict(X).map((code) => classes[code]);
        const ours = fromMlCart(model, { classes, nFeatures: 3 });
        expect(ours.predict(X)).toEqual(wanted);
        const exported = written(toMlCart(ours));
        const again = MlTreeClassifier.load(exported).predict(X);
        expect(again.map((code) => exported.classes[code])).toEqual(wanted);
      }),
    );
  });

  it('of numbers: ml-cart, its import and the export of that agree', () => {
    fc.assert(
      fc.property(treeOf(fc.record({ distribution: value })), someRows, (root, rows) => {
        const model = written({ name: 'DTRegression' as const, root, options: { kind: 'regression' } });
        const X = rowsFor(root, rows);
        const wanted = MlTreeRegression.load(model).predict(X);
        const ours = fromMlCart(model, { nFeatures: 3 });
        expect(Array.from(ours.predict(X))).toEqual(wanted);
        expect(MlTreeRegression.load(written(toMlCart(ours))).predict(X)).toEqual(wanted);
      }),
    );
  });

  it('with parts replaced by anything are read, or refused with a ModelFileError', () => {
    const anything = fc.anything({ withNullPrototype: true, withSparseArray: true, withTypedArray: true });
    const key = fc.constantFrom(
      'splitColumn',
      'splitValue',
      'left',
      'right',
      'distribution',
      '__proto__',
      'root',
    );
    fc.assert(
      fc.property(treeOf(shares), key, anything, fc.nat(20), (root, name, part, steps) => {
        let node = root as Record<string, unknown>;
        for (let i = 0; i < steps && 'left' in node; i++) {
          node = node[i % 2 === 0 ? 'left' : 'right'] as Record<string, unknown>;
        }
        Object.defineProperty(node, name, { value: part, enumerable: true, configurable: true });
        try {
          fromMlCart({ name: 'DTClassifier', root }).predict([Array.from({ length: 3 }, () => 0)]);
        } catch (error) {
          const isTold = error instanceof ModelFileError || (error as Error).name === 'SchemaError';
          if (!isTold) throw error;
        }
      }),
    );
  });
});
