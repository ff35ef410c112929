import { Matrix } from 'pipefit';
import type { RecordedScores } from './score-band.js';

interface Forest {
  readonly oobScore: number | null;
  fit(X: Matrix, y: number[]): Promise<unknown>;
  score(X: Matrix, y: number[]): number;
}

/** Test scores, and out-of-bag scores where the forest has them, for ten seeds on the rows that were recorded. */
export async function seedScores(
  make: (randomState: number) => Forest,
  data: { readonly X: number[][]; readonly y: readonly number[] },
  recorded: RecordedScores,
): Promise<{ scores: number[]; oobScores: number[] }> {
  const X = Matrix.fromArrays(data.X);
  const targets = (rows: number[]) => rows.map((row) => data.y[row]!);
  const scores: number[] = [];
  const oobScores: number[] = [];
  for (let randomState = 0; randomState < 10; randomState++) {
    const forest = make(randomState);
    await forest.fit(X.selectRows(recorded.train), targets(recorded.train));
    scores.push(forest.score(X.selectRows(recorded.test), targets(recorded.test)));
    if (forest.oobScore !== null) oobScores.push(forest.oobScore);
  }
  return { scores, oobScores };
}
