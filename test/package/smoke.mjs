import {
  GridSearchCV,
  LogisticRegression,
  makePipeline,
  RandomForestClassifier,
  StandardScaler,
} from 'pipefit';
import { parseCsv } from 'pipefit/io';

const table = parseCsv(
  `a,b,kind\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 7 > 3 ? 'x' : 'y'}`).join('\n')}`,
);
const [X, y] = [table.drop(['kind']), table.values('kind')];
const search = await new GridSearchCV(makePipeline(new StandardScaler(), new LogisticRegression()), {
  logisticRegression__C: [0.1, 1, 10],
}).fit(X, y);
const forest = await new RandomForestClassifier({ nEstimators: 10, randomState: 0, nJobs: 2 }).fit(X, y);
const scores = [search.score(X, y), forest.score(X, y)];
if (scores.some((score) => score < 0.95)) throw new Error(`poor scores: ${scores}`);
console.log(`import on Node ${process.version}: ${scores.map((score) => score.toFixed(3)).join(' ')}`);
