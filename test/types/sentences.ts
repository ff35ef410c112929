// Each call here is wrong; test/package/types.test.ts checks that the compiler says so in a sentence.
import { GridSearchCV, LogisticRegression, makePipeline, Pipeline, Ridge, StandardScaler } from 'pipefit';

declare const X: number[][];
const pipe = makePipeline(new StandardScaler(), new Ridge());
new Pipeline([
  ['model', new Ridge()],
  ['scale', new StandardScaler()],
]);
new Pipeline([]);
makePipeline(new StandardScaler()).predict(X);
pipe.transform(X);
pipe.predictProba(X);
new GridSearchCV(pipe, { ridge__alhpa: [1] });
new Ridge().fit(X, X);
new GridSearchCV(makePipeline(new LogisticRegression()), { logisticRegression__alpha: [1] });
