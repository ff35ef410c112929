/** The JavaScript packages' side of the comparisons: `node peer.mjs LIBRARY WORKLOADS`, one library a process. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const folder = new URL('../../.data/', import.meta.url);
const { tables } = JSON.parse(readFileSync(new URL('tables.json', folder), 'utf8'));
const [library, listed] = process.argv.slice(2);
const workloads = new Map(JSON.parse(listed).map((each) => [each.name, each]));

/** For each library its models: made and trained, then asked for predictions as an array. */
const libraries = {
  'ml-*': {
    'decision tree': async ({ X, y }) => {
      const { DecisionTreeClassifier } = require('ml-cart');
      const model = new DecisionTreeClassifier();
      model.train(X, y);
      return (rows) => model.predict(rows);
    },
    'random forest (50)': async ({ X, y }) => {
      const { RandomForestClassifier } = require('ml-random-forest');
      const model = new RandomForestClassifier({ nEstimators: 50, seed: 0, noOOB: true });
      model.train(X, y);
      return (rows) => model.predict(rows);
    },
    'nearest neighbours': async ({ X, y }) => {
      const KNN = require('ml-knn');
      const model = new KNN(X, y, { k: 5 });
      return (rows) => model.predict(rows);
    },
    'logistic regression': async ({ X, y }) => {
      const LogisticRegression = require('ml-logistic-regression');
      const { Matrix } = require('ml-matrix');
      const model = new LogisticRegression();
      model.train(new Matrix(X), Matrix.columnVector(y));
      return (rows) => model.predict(new Matrix(rows));
    },
    LinearRegression: async ({ X, y }) => {
      const { default: MLR } = await import('ml-regression-multivariate-linear');
      const model = new MLR(
        X,
        y.map((value) => [value]),
      );
      return (rows) => model.predict(rows).map(([value]) => value);
    },
  },
  scikitjs: {
    'decision tree': ({ X, y }) => trained('DecisionTreeClassifier', {}, X, y),
    'nearest neighbours': ({ X, y }) => trained('KNeighborsClassifier', {}, X, y),
    'logistic regression': ({ X, y }) => trained('LogisticRegression', {}, X, y),
    LinearRegression: ({ X, y }) => trained('LinearRegression', {}, X, y),
  },
};

async function trained(name, options, X, y) {
  const sk = require('scikitjs');
  sk.setBackend(require('@tensorflow/tfjs'));
  const model = new sk[name](options);
  await model.fit(X, y);
  return (rows) => {
    const answer = model.predict(rows);
    return answer.arraySync ? answer.arraySync() : answer;
  };
}

let predict = null;
let XTest = [];

const answers = {
  about: () => {
    const packages =
      library === 'scikitjs'
        ? ['scikitjs', '@tensorflow/tfjs']
        : [
            'ml-cart',
            'ml-random-forest',
            'ml-knn',
            'ml-logistic-regression',
            'ml-regression-multivariate-linear',
            'ml-matrix',
          ];
    return { versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])) };
  },
  fit: async ({ workload: name }) => {
    const workload = workloads.get(name);
    const train = libraries[library][name];
    if (train === undefined) return { skipped: `${library} has no such model` };
    const info = tables[workload.table];
    const from = info.rows - info.testRows;
    const X = readRows(workload.table, info.cols, 0, workload.rows);
    const y = [...numbers(workload.table, 'y', 0, workload.rows)];
    XTest = readRows(workload.table, info.cols, from, workload.testRows);
    const yTest = [...numbers(workload.table, 'y', from, workload.testRows)];
    const began = performance.now();
    predict = await train({ X, y });
    // Neighbours learn by keeping the rows: there the queries are the work.
    if (name === 'nearest neighbours') predict(XTest);
    const seconds = (performance.now() - began) / 1000;
    const found = predict(XTest);
    return { seconds, quality: workload.metric === 'R2' ? r2(yTest, found) : accuracy(yTest, found) };
  },
  predict: () => {
    const began = performance.now();
    predict(XTest);
    return { seconds: (performance.now() - began) / 1000 };
  },
  one: () => {
    const times = [];
    const until = performance.now() + 3000;
    for (let k = 0; (k < 5000 && performance.now() < until) || k < 20; k++) {
      const row = [XTest[k % XTest.length]];
      const began = performance.now();
      predict(row);
      times.push((performance.now() - began) / 1000);
    }
    return { seconds: times.sort((a, b) => a - b)[times.length >> 1] };
  },
};

function versionOf(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'))
    .version;
}

function numbers(table, part, start, count) {
  const bytes = readFileSync(new URL(`${table}.${part}.bin`, folder));
  return new Float64Array(bytes.buffer, bytes.byteOffset + 8 * start, count);
}

function readRows(table, cols, start, rows) {
  const values = numbers(table, 'X', start * cols, rows * cols);
  return Array.from({ length: rows }, (_, i) => [...values.subarray(i * cols, (i + 1) * cols)]);
}

function accuracy(wanted, found) {
  return wanted.filter((value, i) => value === found[i]).length / wanted.length;
}

function r2(wanted, found) {
  const mean = wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
  const left = wanted.reduce((sum, value, i) => sum + (value - found[i]) ** 2, 0);
  return 1 - left / wanted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

// The packages print as they like: answers have the real standard output for themselves.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await answers[request.do](request);
  } catch (error) {
    answer = { skipped: String(error) };
  }
  write(`${JSON.stringify(answer)}\n`);
}
