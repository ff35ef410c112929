import {
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  Matrix,
} from 'pipefit';
import { describe, it } from 'vitest';
import { breastCancer, diabetes } from '../support/data-sets.js';
import { fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';

const known = fixture<Record<string, RecordedScores>>('ensemble/boosting-scores');

const early = { earlyStopping: true, maxIter: 60, minSamplesLeaf: 10 } as const;
const drawn = { subsample: 0.5, maxFeatures: 0.5, nEstimators: 60 } as const;

const cases = {
  histRegressor: [
    diabetes,
    (randomState: number) => new HistGradientBoostingRegressor({ ...early, randomState }),
  ],
  histClassifier: [
    breastCancer,
    (randomState: number) => new HistGradientBoostingClassifier({ ...early, randomState }),
  ],
  regressor: [diabetes, (randomState: number) => new GradientBoostingRegressor({ ...drawn, randomState })],
  classifier: [
    breastCancer,
    (randomState: number) => new GradientBoostingClassifier({ ...drawn, randomState }),
  ],
} as const;

describe('boosting that draws rows scores like scikit-learn over ten seeds', () => {
  for (const [name, [data, make]] of Object.entries(cases)) {
    it(name, async () => {
      const { train, test, scores: theirs } = known[name]!;
      const X = Matrix.fromArrays(data.X);
      const targets = (rows: readonly number[]) => rows.map((row) => data.y[row]!);
      const ours: number[] = [];
      for (let seed = 0; seed < 10; seed++) {
        const model = make(seed);
        await model.fit(X.selectRows(train), targets(train));
        ours.push(model.score(X.selectRows(test), targets(test)));
      }
      expectSameBand(ours, theirs);
    });
  }
});
