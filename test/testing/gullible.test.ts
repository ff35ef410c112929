import type { DataLike, Estimator, FitPromise, Tags, TargetLike } from 'pipefit';
import { estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';
import { failures } from './third-party.js';

/** Takes whatever it is given, at any time, and says nothing. */
class Gullible implements Estimator<Record<string, unknown>> {
  readonly name = 'Gullible';
  readonly kind = 'regressor';
  readonly tags: Tags = { sampleWeight: true };
  readonly isFitted = true;
  readonly #params: Record<string, unknown> = {};

  fit(_X: DataLike, _y?: TargetLike): FitPromise<this> {
    return Promise.resolve(this) as unknown as FitPromise<this>;
  }

  getParams(): Record<string, unknown> {
    return this.#params;
  }

  setParams(params: Record<string, unknown>): this {
    return Object.assign(this, { params: Object.assign(this.#params, params) });
  }

  clone(): this {
    return this;
  }

  predict(X: DataLike): Float64Array {
    const rows = (X as { readonly rows?: number }).rows ?? (X as ArrayLike<unknown>)?.length ?? 0;
    return new Float64Array(typeof rows === 'number' ? rows : 0);
  }

  score(): number {
    return 1;
  }
}

/** Checks that even an estimator passes which takes everything and always gives zeros. */
const harmless = [
  'the name is the name of the class, and the kind one of the four',
  'tags are true or false',
  'fit resolves to the estimator itself',
];

describe('an estimator that takes anything', () => {
  it('fails every check of refusals', async () => {
    const found = await failures(new Gullible());
    const refusals = estimatorChecks.filter(
      ({ name, appliesTo }) => / (is|are) refused/.test(name) && appliesTo(new Gullible()),
    );
    expect(refusals.length).toBeGreaterThan(15);
    for (const { name } of refusals) expect(found).toContain(name);
  });

  it('fails most of the others', async () => {
    const found = await failures(new Gullible());
    for (const name of harmless) expect(found).not.toContain(name);
    for (const name of [
      'toString names the class',
      'isFitted is false before fit and true after it',
      "fit's promise forwards predict, transform and score",
      'methods before fit throw NotFittedError',
      'a clone is unfitted and has equal parameters',
      'a failed fit leaves an unfitted estimator unfitted',
      'a signal that is aborted already rejects fit with its reason',
      'setParams refuses an unknown parameter with the nearest name',
      'another number of columns than fit saw is refused',
      'a column that is lacking after fit is named',
      'score is R2 of predict',
      'a linear function is followed',
    ]) {
      expect(found).toContain(name);
    }
  });
});
