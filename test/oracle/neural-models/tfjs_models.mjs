/** tfjs models as tfjs itself writes them, and what they answer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs-core');
require('@tensorflow/tfjs-backend-cpu');
const layers = require('@tensorflow/tfjs-layers');
const converter = require('@tensorflow/tfjs-converter');
await tf.setBackend('cpu');

const fixtures = new URL('../../fixtures/neural-models/', import.meta.url);
let seed = 1;
/** Numbers that are the same at each run. */
function draw(shape) {
  const size = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length: size }, () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647 - 0.5;
  });
}

/** Writes a model.json with its weights in two files. */
function write(name, { modelTopology, weightSpecs, weightData, format, signature }) {
  const folder = new URL(`${name}/`, fixtures);
  mkdirSync(folder, { recursive: true });
  const bytes = Buffer.from(weightData);
  const half = Math.floor(bytes.length / 2);
  const paths = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
  writeFileSync(new URL(paths[0], folder), bytes.subarray(0, half));
  writeFileSync(new URL(paths[1], folder), bytes.subarray(half));
  const json = { format, generatedBy: `TensorFlow.js tfjs-layers v${layers.version_layers}`, modelTopology };
  const manifest = {
    ...json,
    ...(signature ? { signature } : {}),
    weightsManifest: [{ paths, weights: weightSpecs }],
  };
  writeFileSync(new URL('model.json', folder), `${JSON.stringify(manifest)}\n`);
}

const input = layers.layers.input ?? layers.input;
const make = layers.layers;
const sequence = input({ shape: [6, 2], name: 'steps' });
const numbers = input({ shape: [3], name: 'numbers' });
const convolved = make
  .conv1d({ filters: 4, kernelSize: 2, padding: 'same', activation: 'relu', name: 'conv' })
  .apply(sequence);
const both = make
  .bidirectional({
    layer: make.gru({
      units: 3,
      name: 'gru',
      recurrentActivation: 'hardSigmoid',
      recurrentInitializer: 'glorotUniform',
    }),
    mergeMode: 'concat',
    name: 'both',
  })
  .apply(convolved);
const spread = make
  .timeDistributed({ layer: make.dense({ units: 2, name: 'each' }), name: 'spread' })
  .apply(convolved);
const remembered = make.lstm({ units: 2, name: 'lstm', recurrentInitializer: 'glorotUniform' }).apply(spread);
const normed = make.batchNormalization({ name: 'norm' }).apply(numbers);
const joined = make.concatenate({ name: 'joined' }).apply([both, remembered, normed]);
const output = make.dense({ units: 2, activation: 'softmax', name: 'out' }).apply(joined);
const model = layers.model({ inputs: [sequence, numbers], outputs: output });
model.setWeights(
  model.weights.map((weight) => {
    const values = draw(weight.shape);
    if (/moving_variance/.test(weight.originalName ?? weight.name))
      for (const i of values.keys()) values[i] += 1;
    return tf.tensor(values, weight.shape);
  }),
);
await model.save({
  save: async (artifacts) => {
    write('tfjs-layers', { ...artifacts, format: 'layers-model' });
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  },
});
const X = Array.from({ length: 5 }, () => Array.from(draw([15]), (value) => 2 * value));
const fed = [
  tf.tensor(
    X.flatMap((row) => row.slice(0, 12)),
    [5, 6, 2],
  ),
  tf.tensor(
    X.flatMap((row) => row.slice(12)),
    [5, 3],
  ),
];
const answers = { versions: { tfjs: tf.version_core }, layers: { X, out: model.predict(fed).arraySync() } };

// A graph by hand, as the converter writes it: relu(x . kernel) . head + bias.
const float = { type: 'DT_FLOAT' };
const shapeOf = (...sizes) => ({ shape: { dim: sizes.map((size) => ({ size: String(size) })) } });
const constant = (name, ...sizes) => ({
  name,
  op: 'Const',
  attr: { dtype: float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: shapeOf(...sizes).shape } } },
});
const weights = [
  ['kernel', [3, 4]],
  ['head', [4, 2]],
  ['bias', [2]],
].map(([name, shape]) => ({ name, shape, values: draw(shape) }));
const product = (name, ...from) => ({
  name,
  op: 'MatMul',
  input: from,
  attr: { T: float, transpose_a: { b: false }, transpose_b: { b: false } },
});
const graph = {
  format: 'graph-model',
  modelTopology: {
    node: [
      { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: shapeOf(-1, 3) } },
      ...weights.map(({ name, shape }) => constant(name, ...shape)),
      product('first', 'x', 'kernel'),
      { name: 'hidden', op: 'Relu', input: ['first'], attr: { T: float } },
      product('second', 'hidden', 'head'),
      { name: 'Identity', op: 'AddV2', input: ['second', 'bias'], attr: { T: float } },
    ],
    library: {},
    versions: { producer: 1 },
  },
  signature: {
    inputs: { rows: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, 3).shape } },
    outputs: { amounts: { name: 'Identity:0', dtype: 'DT_FLOAT', tensorShape: shapeOf(-1, 2).shape } },
  },
  weightSpecs: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
  weightData: Float32Array.from(weights.flatMap(({ values }) => [...values])).buffer,
};
write('tfjs-graph', graph);
const rows = Array.from({ length: 5 }, () => Array.from(draw([3])));
const loaded = converter.loadGraphModelSync(graph);
const fedRows = tf.tensor(rows);
answers.graph = {
  X: rows,
  amounts: loaded.execute({ x: fedRows }, 'Identity').arraySync(),
  hidden: loaded.execute({ x: fedRows }, 'hidden').arraySync(),
};
writeFileSync(new URL('tfjs.json', fixtures), `${JSON.stringify(answers)}\n`);
