import { readFileSync } from 'node:fs';
import {
  clone,
  crossValScore,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  LogisticRegression,
  Matrix,
  ModelFileError,
  Pipeline,
  SchemaError,
  StandardScaler,
  UnsupportedError,
} from 'pipefit';
import { OnnxModel } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { threadSession } from '../../../src/neural/models/onnx/thread-session.js';
import { expectClose, fixture } from '../../support/fixture.js';
import { modelPath } from './paths.js';

interface Answers {
  readonly mlp: { X: number[][]; logits: number[][]; probabilities: number[][] };
  readonly images: { X: number[][]; chance: number[][] };
  readonly heads: { X: number[][]; features: number[][]; score: number[][]; label: number[] };
  readonly forest: {
    rows: { city: string; age: number; income: number }[];
    kind: string[];
    classes: string[];
    labels: string[];
    probabilities: number[][];
    size: number[];
    sizes: number[];
  };
}

const { mlp, images, heads, forest } = fixture<Answers>('neural-models/onnx');
const names = ['a', 'b', 'c'];

describe('OnnxModel with a network of PyTorch', () => {
  it('classifies by logits', async () => {
    const model = await OnnxModel.load(modelPath('mlp.onnx'), {
      task: 'classifier',
      classes: names,
      fromLogits: true,
    });
    expectClose(model.predictProba(mlp.X), mlp.probabilities, 1e-6);
    expectClose(
      model.predictLogProba(mlp.X),
      mlp.probabilities.map((row) => row.map(Math.log)),
      1e-5,
    );
    const expected = mlp.logits.map((row) => names[row.indexOf(Math.max(...row))]);
    expect(model.predict(mlp.X)).toEqual(expected);
    expect(model.predictOne(mlp.X[0]!)).toBe(expected[0]);
    expectClose(model.predictProbaOne(mlp.X[1]!), mlp.probabilities[1]!, 1e-6);
    expect(model.predictProba(mlp.X).columnNames).toEqual(names);
    expect(model.score(mlp.X, expected as string[])).toBe(1);
    expect(model.classes).toEqual(names);
  });

  it('transforms, with columns named after the output', async () => {
    const model = await new OnnxModel({ file: modelPath('mlp.onnx') }).fit(mlp.X);
    expectClose(model.transform(mlp.X), mlp.logits, 1e-6);
    expect(model.featureNamesOut()).toEqual(['logits_0', 'logits_1', 'logits_2']);
    expect(model.nFeaturesIn).toBe(4);
  });

  it('reads weights that lie in a file beside it, and keeps them', async () => {
    const model = await OnnxModel.load(modelPath('mlp-beside.onnx'));
    expectClose(model.transform(mlp.X), mlp.logits, 1e-6);
    const bytes = new Uint8Array(readFileSync(modelPath('mlp-beside.onnx')));
    await expect(OnnxModel.load(bytes)).rejects.toThrow(/in a file beside it, 'mlp-beside.onnx.data'/);
  });

  it('is asked for as many rows at a time as it takes', async () => {
    const model = await OnnxModel.load(modelPath('images.onnx'), { task: 'classifier' });
    const probabilities = model.predictProba(images.X);
    expectClose(probabilities.column(1), images.chance.flat(), 1e-6);
    expectClose(
      probabilities.column(0),
      images.chance.map(([p]) => 1 - p!),
      1e-6,
    );
    expect(model.classes).toEqual([0, 1]);
    expectClose(model.predictProbaOne(images.X[4]!)[1]!, images.chance[4]![0]!, 1e-6);
  });

  it('takes outputs by name', async () => {
    const file = modelPath('heads.onnx');
    const both = await new OnnxModel({ file, output: ['score', 'features'] }).fit(heads.X);
    expectClose(
      both.transform(heads.X),
      heads.score.map((row, i) => [...row, ...heads.features[i]!]),
      1e-6,
    );
    expect(both.featureNamesOut()).toEqual(['score', ...[0, 1, 2, 3, 4].map((j) => `features_${j}`)]);
    const score = await new OnnxModel({ file, task: 'regressor', output: 'score' }).fit(heads.X);
    expectClose(score.predict(heads.X), heads.score.flat(), 1e-6);
    expect(score.predictOne(heads.X[2]!)).toBeCloseTo(heads.score[2]![0]!, 6);
    const label = await OnnxModel.load(file, { task: 'classifier', output: 'label', classes: ['no', 'yes'] });
    expect(label.predict(heads.X)).toEqual(heads.label.map((code) => ['no', 'yes'][code]));
    expect(() => label.predictProba(heads.X)).toThrow(UnsupportedError);
    const several = await new OnnxModel({ file, task: 'regressor', output: 'features' }).fit(heads.X);
    const predicted: unknown = several.predict(heads.X);
    expect(predicted).toBeInstanceOf(Matrix);
    expectClose(predicted as Matrix, heads.features, 1e-6);
    expect(several.nOutputs).toBe(5);
  });

  it('gives the same in blocks of any size', async () => {
    const rows = Array.from({ length: 23 }, (_, i) => mlp.X[i % mlp.X.length]!);
    const whole = await OnnxModel.load(modelPath('mlp.onnx'));
    const parts = await OnnxModel.load(modelPath('mlp.onnx'), { batchSize: 5 });
    expectClose(parts.transform(rows), whole.transform(rows), 1e-6);
  });

  it('stands before other steps and after them', async () => {
    const X = Array.from({ length: 40 }, (_, i) => [i % 7, (i * i) % 5, i % 3, -i % 4]);
    const y = X.map(([a, b]) => (a! > b! ? 'over' : 'under'));
    const pipeline = new Pipeline([
      ['scale', new StandardScaler()],
      ['network', new OnnxModel({ file: modelPath('heads.onnx'), output: 'features' })],
      ['model', new LogisticRegression({ C: 10 })],
    ]);
    await pipeline.fit(X, y);
    expect(pipeline.named.network.featureNamesOut()).toHaveLength(5);
    expect(pipeline.predict(X)).toHaveLength(40);
    const scores = await crossValScore(pipeline, X, y, { cv: 4 });
    expect(scores).toHaveLength(4);
    expect(Math.min(...scores)).toBeGreaterThan(0.4);
  });

  it('is cloned, and its clone does not know the data', async () => {
    const model = await OnnxModel.load(modelPath('mlp.onnx'), { task: 'classifier', fromLogits: true });
    const other = clone(model);
    expect(other.isFitted).toBe(false);
    await other.fit(mlp.X);
    expectClose(other.predictProba(mlp.X), mlp.probabilities, 1e-6);
    model.dispose();
    expectClose(model.predictProba(mlp.X), mlp.probabilities, 1e-6);
  });
});

describe('OnnxModel with operators of ai.onnx.ml', () => {
  it.each(['forest.onnx', 'forest-zipmap.onnx'])(
    'predicts as the pipeline of scikit-learn, from %s',
    async (file) => {
      const model = await new OnnxModel({ file: modelPath(file), task: 'classifier' }).fit(
        forest.rows,
        forest.kind,
      );
      expect(model.classes).toEqual(forest.classes);
      expect(model.predict(forest.rows)).toEqual(forest.labels);
      expectClose(model.predictProba(forest.rows), forest.probabilities, 1e-6);
      expect(model.predictOne(forest.rows[3]!)).toBe(forest.labels[3]);
    },
  );

  it('is loaded without data, and takes columns by name', async () => {
    const model = await OnnxModel.load(modelPath('forest.onnx'), { task: 'classifier' });
    expect(model.featureNamesIn).toEqual(['city', 'age', 'income']);
    const frame = Frame.fromRows(forest.rows).select(['income', 'city', 'age']);
    expectClose(model.predictProba(frame), forest.probabilities, 1e-6);
    expect(() => model.predict(frame.drop(['age']))).toThrow(SchemaError);
  });

  it('gives its classes other names', async () => {
    const model = await OnnxModel.load(modelPath('forest.onnx'), {
      task: 'classifier',
      classes: ['vielleicht', 'nein', 'ja'],
    });
    const renamed = new Map([
      ['maybe', 'vielleicht'],
      ['no', 'nein'],
      ['yes', 'ja'],
    ]);
    expect(model.predict(forest.rows)).toEqual(forest.labels.map((label) => renamed.get(label)));
  });

  it('predicts numbers', async () => {
    const model = await new OnnxModel({ file: modelPath('forest-regressor.onnx'), task: 'regressor' }).fit(
      forest.rows,
      forest.size,
    );
    expectClose(model.predict(forest.rows), forest.sizes, 1e-6);
    expect(model.score(forest.rows, forest.size)).toBeGreaterThan(0.3);
  });

  it('fills whole numbers, doubles and flags in order', async () => {
    const model = await OnnxModel.load(modelPath('mixed.onnx'));
    const made = model.transform([
      [2, 3, 0.5, 0.25, 1],
      [4, 5, 0.1, 0.2, 0],
    ]);
    expectClose(made, [
      [2, 1.75],
      [0.4, 1],
    ]);
  });

  it('says what is wrong with a table', async () => {
    const file = modelPath('forest.onnx');
    const numbers = forest.rows.map(({ age, income }) => [1, age, income]);
    await expect(new OnnxModel({ file, task: 'classifier' }).fit(numbers)).rejects.toThrow(
      "OnnxModel: the model's input 'city' takes text",
    );
    await expect(
      new OnnxModel({ file, task: 'classifier' }).fit(forest.rows.map(({ city, age }) => ({ city, age }))),
    ).rejects.toThrow(/take 3 columns, city \(1\), age \(1\), income \(1\), but X has 2/);
    const missing = [{ city: 'Bonn', age: null, income: 1 }, ...forest.rows];
    await expect(new OnnxModel({ file, task: 'classifier' }).fit(missing)).rejects.toThrow(InvalidDataError);
    const tolerant = await new OnnxModel({ file, task: 'classifier', allowMissing: true }).fit(missing);
    expect(tolerant.predict(missing)).toHaveLength(missing.length);
  });
});

describe('OnnxModel refuses', () => {
  it('what is no model', async () => {
    await expect(OnnxModel.load('/nowhere/model.onnx')).rejects.toThrow(
      "OnnxModel: cannot read '/nowhere/model.onnx': there is no such file.",
    );
    await expect(OnnxModel.load('/nowhere/model.onnx')).rejects.toThrow(ModelFileError);
    const whole = new Uint8Array(readFileSync(modelPath('mlp.onnx')));
    for (const bytes of [whole.slice(0, 600), Uint8Array.of(1, 2, 3), new Uint8Array(0), whole.slice(7)]) {
      await expect(OnnxModel.load(bytes)).rejects.toThrow(ModelFileError);
    }
  });

  it('other widths, outputs and labels', async () => {
    const file = modelPath('mlp.onnx');
    await expect(new OnnxModel({ file }).fit([[1, 2, 3]])).rejects.toThrow(/takes 4 columns, but X has 3/);
    const model = await OnnxModel.load(file);
    expect(() => model.transform([[1, 2, 3]])).toThrow(SchemaError);
    await expect(OnnxModel.load(file, { output: 'logit' })).rejects.toThrow(
      "OnnxModel: the model has no output 'logit'. Did you mean 'logits'?",
    );
    await expect(OnnxModel.load(file, { task: 'classifier', classes: ['a', 'b'] })).rejects.toThrow(
      'classes holds 2 labels, but the model has scores for 3 classes',
    );
    await expect(
      new OnnxModel({ file, task: 'classifier', classes: names }).fit(mlp.X, [...'abcabc']),
    ).rejects.toThrow(/6/);
    await expect(
      new OnnxModel({ file, task: 'classifier', classes: names }).fit(mlp.X, [...'abcabcd']),
    ).rejects.toThrow(/y holds "d" at row 6, which is none of the model's classes/);
    await expect(
      new OnnxModel({ file: modelPath('heads.onnx'), task: 'classifier' }).fit(heads.X),
    ).rejects.toThrow(InvalidParameterError);
    await expect(new OnnxModel().fit(mlp.X)).rejects.toThrow(InvalidParameterError);
  });

  it('what its task does not have, when it compiles and when it runs', async () => {
    const model = await OnnxModel.load(modelPath('mlp.onnx'));
    // @ts-expect-error a transformer does not predict
    expect(() => model.predict(mlp.X)).toThrow(UnsupportedError);
    // @ts-expect-error a transformer has no classes to give probabilities of
    expect(() => model.predictProba(mlp.X)).toThrow(UnsupportedError);
    const classifier = await OnnxModel.load(modelPath('mlp.onnx'), { task: 'classifier' });
    // @ts-expect-error a classifier does not transform
    expect(() => classifier.transform(mlp.X)).toThrow(UnsupportedError);
    // @ts-expect-error only the last step may predict
    expect(() => new Pipeline([classifier, new LogisticRegression()])).not.toThrow();
  });

  it('a failed fit leaves it as it was', async () => {
    const model = await OnnxModel.load(modelPath('mlp.onnx'));
    await expect(model.fit([[1, 2]])).rejects.toThrow(InvalidDataError);
    expectClose(model.transform(mlp.X), mlp.logits, 1e-6);
  });
});

describe('a session in a thread', () => {
  it('answers at once, as the one that is native', () => {
    const session = threadSession('onnxruntime-node', new Uint8Array(readFileSync(modelPath('mlp.onnx'))));
    const data = Float32Array.from(mlp.X.flat());
    const feeds = new Map([['rows', { type: 'float32', dims: [7, 4], data }]]);
    for (let i = 0; i < 3; i++) {
      const [logits] = session.run(feeds, ['logits']);
      expect(logits!.dims).toEqual([7, 3]);
      expectClose(Array.from(logits!.data as Float32Array), mlp.logits.flat(), 1e-6);
    }
    expect(() => session.run(new Map(), ['logits'])).toThrow(/rows/);
    session.dispose();
  });

  it('says what is wrong with a model', () => {
    expect(() => threadSession('onnxruntime-node', Uint8Array.of(1, 2, 3))).toThrow();
  });
});
