import { accuracyScore, crossValScore, StratifiedKFold } from 'pipefit';
import { backendInfo, KerasClassifier, type LayerDescription, loadNeuralBackend } from 'pipefit/neural';
import { readDigits } from './load-digits.js';
import { garments, readFashion } from './load-fashion.js';

const convolutional = (filters: number, units: number): LayerDescription[] => [
  { layer: 'conv2d', filters, kernelSize: 3, padding: 'same', activation: 'relu' },
  { layer: 'batchNormalization' },
  { layer: 'maxPooling2d', poolSize: 2 },
  { layer: 'conv2d', filters: 2 * filters, kernelSize: 3, padding: 'same', activation: 'relu' },
  { layer: 'maxPooling2d', poolSize: 2 },
  { layer: 'dropout', rate: 0.3 },
  { layer: 'flatten' },
  { layer: 'dense', units, activation: 'relu' },
  { layer: 'dropout', rate: 0.4 },
];

await loadNeuralBackend();
console.log(`Networks run on ${backendInfo().name}.`);

console.log('\nDigits: 1,797 images of 8 x 8 dots, stratified 5-fold cross-validation');
const digits = await readDigits();
const reader = new KerasClassifier({
  model: convolutional(32, 64),
  inputShape: digits.shape,
  epochs: 20,
  batchSize: 64,
  learningRate: { schedule: 'cosine', initial: 0.003 },
  randomState: 0,
});
const folds = new StratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 });
const scores = await crossValScore(reader, digits.X, digits.y, { cv: folds });
const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
console.log(`accuracy ${mean.toFixed(4)} (${Array.from(scores, (score) => score.toFixed(3)).join(', ')})`);

const fashion = readFashion();
if (fashion === null) {
  console.log(
    '\nFashion-MNIST is not installed, so this part is left out. On Debian: apt install dataset-fashion-mnist',
  );
} else {
  const { train, test } = fashion;
  console.log(`\nFashion-MNIST: ${train.X.rows} images of 28 x 28 to learn from, ${test.X.rows} to judge by`);
  const model = new KerasClassifier({
    model: convolutional(32, 128),
    inputShape: train.shape,
    epochs: Number(process.argv[2] ?? 5),
    batchSize: 128,
    learningRate: { schedule: 'cosine', initial: 0.002 },
    randomState: 0,
    callbacks: {
      onEpochEnd: (epoch, { loss }) => console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
    },
  });
  await model.fit(train.X, train.y);
  const predicted = model.predict(test.X);
  console.log(`test accuracy ${accuracyScore(test.y, predicted).toFixed(4)}`);
  const first = Array.from({ length: 3 }, (_, i) => garments[predicted[i] as number]);
  console.log(`the first three test images show: ${first.join(', ')}`);
}
