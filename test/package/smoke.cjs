const { LogisticRegression, makePipeline, StandardScaler } = require('pipefit');
const { parseCsv } = require('pipefit/io');

const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 7 > 3 ? 'x' : 'y'}`);
const table = parseCsv(`a,b,kind\n${rows.join('\n')}`);
const [X, y] = [table.drop(['kind']), table.values('kind')];
makePipeline(new StandardScaler(), new LogisticRegression())
  .fit(X, y)
  .score(X, y)
  .then((score) => {
    if (score < 0.95) throw new Error(`poor score: ${score}`);
    console.log(`require on Node ${process.version}: ${score.toFixed(3)}`);
  });
