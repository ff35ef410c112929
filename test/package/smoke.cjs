const { LogisticRegression, makePipeline, RandomForestClassifier, StandardScaler } = require('pipefit');
const { parseCsv } = require('pipefit/io');

const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 7 > 3 ? 'x' : 'y'}`);
const table = parseCsv(`a,b,kind\n${rows.join('\n')}`);
const [X, y] = [table.drop(['kind']), table.values('kind')];
Promise.all([
  makePipeline(new StandardScaler(), new LogisticRegression()).fit(X, y).score(X, y),
  new RandomForestClassifier({ nEstimators: 10, randomState: 0, nJobs: 2 }).fit(X, y).score(X, y),
]).then((scores) => {
  if (scores.some((score) => score < 0.95)) throw new Error(`poor scores: ${scores}`);
  console.log(`require on Node ${process.version}: ${scores.map((score) => score.toFixed(3)).join(' ')}`);
});
