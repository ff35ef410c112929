import { type FitContext, InvalidDataError, type Matrix, RandomState, type Tags } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { Centre, type CentreState, failures, NearestMean, Slopes, type SlopesState } from './third-party.js';

type Learn = [X: Matrix, y: undefined, context: FitContext<{ readonly factor: number }>];

/** Drops the first column, so that what happens to it does not show in the results. */
class Rest extends Centre {
  protected override apply(X: Matrix): Matrix {
    return super.apply(X).selectColumns([1]);
  }
  protected override namesOut(names: readonly string[]): readonly string[] {
    return names.slice(1, 2);
  }
  override inverseTransform = undefined as never;
}

describe('the checks of data notice', () => {
  it('an X that fit writes to', async () => {
    class Writing extends Rest {
      protected override learn(...[X, y, context]: Learn): CentreState {
        const state = super.learn(X, y, context);
        X.data[0] = 0;
        return state;
      }
    }
    expect(await failures(new Writing())).toEqual(['fit changes neither X nor y']);
  });

  it('an X that transform writes to', async () => {
    class Writing extends Rest {
      protected override apply(X: Matrix): Matrix {
        const out = super.apply(X);
        X.data[0] = 0;
        return out;
      }
    }
    expect(await failures(new Writing())).toEqual(['predict and transform do not change X']);
  });

  it('a tag for missing values that is not kept', async () => {
    class Tagged extends Slopes {
      override get tags(): Tags {
        return { missing: true };
      }
    }
    expect(await failures(new Tagged())).toEqual(['missing values are taken, as NaN and as null']);
  });

  it('missing values that are let in without the tag', async () => {
    class Lenient extends Centre {
      #checked = false;
      override get tags(): Tags {
        return { sampleWeight: true, missing: this.#checked };
      }
      override fit(...args: Parameters<Centre['fit']>) {
        this.#checked = true;
        const promise = super.fit(...args);
        this.#checked = false;
        return promise;
      }
    }
    expect(await failures(new Lenient())).toEqual(['missing values are refused by row and column']);
  });

  it('a tag for sparse data that is not kept', async () => {
    class Tagged extends Centre {
      override get tags(): Tags {
        return { sampleWeight: true, sparse: true };
      }
    }
    expect(await failures(new Tagged())).toEqual([
      'a SparseMatrix gives what a dense one gives, or is refused with what to do',
    ]);
  });

  it('a tag for mixed data that is not kept', async () => {
    class Tagged extends Centre {
      override get tags(): Tags {
        return { sampleWeight: true, mixed: true };
      }
    }
    expect(await failures(new Tagged())).toContain(
      'a Frame with columns of every type is taken, or refused by the name of a column',
    );
  });

  it('NaN from a constant column', async () => {
    class Scale extends Centre {
      protected override learn(...[X, y, context]: Learn): CentreState {
        const state = super.learn(X, y, context);
        return {
          ...state,
          means: state.means.map((mean, j) => (X.column(j).every((v) => v === 1) ? Number.NaN : mean)),
        };
      }
    }
    expect(await failures(new Scale())).toEqual(['constant columns give no NaN']);
  });

  it('columns that are taken by place', async () => {
    class Placed extends Centre {
      override transform(X: Parameters<Centre['transform']>[0]): Matrix {
        const bare = X instanceof Object && 'types' in X ? X.toMatrix().withColumnNames(null) : X;
        return super.transform(bare);
      }
    }
    const found = await failures(new Placed());
    expect(found).toContain('columns of a Frame are matched by name, extra ones ignored');
  });

  it('y that is not looked at', async () => {
    class Blind extends Slopes {
      protected override learn(...[X, , context]: Parameters<Slopes['learn']>) {
        return this.learnTarget(X, X.column(0), context);
      }
    }
    const found = await failures(new Blind());
    for (const name of [
      'fit without y is refused',
      'y of another length than X is refused with both lengths',
      'missing and infinite values in y are refused by row',
      'y that mixes types is refused by row',
      'y that is no vector is refused',
      'words as y are refused',
    ]) {
      expect(found).toContain(name);
    }
  });
});

describe('the checks of weights notice', () => {
  it('weights that are taken and not used', async () => {
    class Ignoring extends Centre {
      protected override learn(...[X, y, { params }]: Learn): CentreState {
        return super.learn(X, y, { params, sampleWeight: null } as Learn[2]);
      }
    }
    expect(await failures(new Ignoring())).toEqual([
      'a weight of k is k copies of the row',
      'a weight of zero is no row',
    ]);
  });

  it('weights that are refused in spite of the tag', async () => {
    class Refusing extends Centre {
      protected override learn(...[X, y, context]: Learn): CentreState {
        if (context.sampleWeight) throw new InvalidDataError('no weights, please');
        return super.learn(X, y, context);
      }
    }
    expect(await failures(new Refusing())).toContain('weights of one give what no weights give');
  });

  it('weights that are changed', async () => {
    class Normalising extends Centre {
      protected override learn(...[X, y, context]: Learn): CentreState {
        const { sampleWeight } = context.options;
        if (sampleWeight instanceof Float64Array) sampleWeight.fill(1 / sampleWeight.length);
        return super.learn(X, y, context);
      }
    }
    expect(await failures(new Normalising())).toEqual(['fit does not change the weights']);
  });
});

describe('the checks of what never changes a result notice', () => {
  it('randomness without a seed', async () => {
    class Unseeded extends Centre {
      protected override learn(...args: Learn): CentreState {
        const noise = new RandomState(null).random();
        return { ...super.learn(...args), factor: args[2].params.factor * (1 + noise) };
      }
    }
    const found = await failures(new Unseeded());
    expect(found).toContain('the same seed gives the same model');
    expect(found).toContain('fitting twice is fitting once');
  });

  it('what is left of an earlier fit', async () => {
    class Warm extends Centre {
      #seen = 0;
      protected override learn(...[X, y, context]: Learn): CentreState {
        if (this.#seen === 0) this.#seen = X.rows;
        const state = super.learn(X, y, context);
        return { ...state, factor: state.factor * (this.#seen === X.rows ? 1 : 2) };
      }
    }
    const found = await failures(new Warm());
    expect(found).toEqual(['fitting again forgets what was learnt before']);
  });

  it('fits that learn more each time', async () => {
    class Growing extends Centre {
      #fits = 0;
      protected override learn(...[X, y, context]: Learn): CentreState {
        this.#fits++;
        const state = super.learn(X, y, context);
        return { ...state, factor: state.factor * this.#fits };
      }
    }
    const found = await failures(new Growing());
    expect(found).toContain('fitting twice is fitting once');
    expect(found).not.toContain('the same seed gives the same model');
  });

  it('scratch memory that all estimators share', async () => {
    let scratch: SlopesState | null = null;
    class Shared extends Slopes {
      protected override async learnTarget(...args: Parameters<Slopes['learnTarget']>): Promise<SlopesState> {
        scratch = await super.learnTarget(...args);
        await new Promise((resolve) => setTimeout(resolve, 1));
        return scratch;
      }
    }
    expect(await failures(new Shared())).toEqual([
      'two estimators fitted at the same time do not disturb each other',
    ]);
  });

  it('results that depend on the other rows', async () => {
    class Batch extends Centre {
      protected override apply(X: Matrix): Matrix {
        const out = super.apply(X);
        out.data[0]! += X.rows;
        return out;
      }
      override inverseTransform = undefined as never;
    }
    const found = await failures(new Batch());
    expect(found).toContain('rows one by one give what all rows at once give');
    expect(found).toContain('results come in the order of the rows');
  });

  it('rows in another order', async () => {
    class Sorted extends Slopes {
      protected override predictTarget(X: Matrix): Float64Array {
        return super.predictTarget(X).sort();
      }
    }
    const found = await failures(new Sorted());
    expect(found).toContain('results come in the order of the rows');
  });

  it('a predictOne that goes its own way', async () => {
    class Rounding extends Slopes {
      override predictOne(row: Parameters<Slopes['predictOne']>[0]): number {
        return Math.round(super.predictOne(row));
      }
    }
    expect(await failures(new Rounding())).toEqual(['predictOne gives what predict gives for the row']);
  });

  it('an output buffer that is used again', async () => {
    class Reusing extends Slopes {
      #out = new Float64Array(0);
      protected override predictTarget(X: Matrix): Float64Array {
        if (this.#out.length !== X.rows) this.#out = new Float64Array(X.rows);
        this.#out.set(super.predictTarget(X));
        return this.#out;
      }
    }
    expect(await failures(new Reusing())).toEqual(['a later call leaves earlier results alone']);
  });

  it('a model that keeps the memory of X', async () => {
    class Keeping extends Centre {
      protected override learn(...[X, y, context]: Learn): CentreState {
        return { ...super.learn(X, y, context), means: X.row(0) };
      }
    }
    const found = await failures(new Keeping());
    expect(found).toContain('changing X, y or weights after fit does not change the model');
  });

  it('results that are views of the model', async () => {
    class Viewing extends Slopes {
      protected override async learnTarget(...args: Parameters<Slopes['learnTarget']>) {
        const state = await super.learnTarget(...args);
        return { ...state, slopes: state.slopes.fill(0), kept: new Float64Array(1000).fill(state.level) };
      }
      protected override predictTarget(X: Matrix): Float64Array {
        return (this.fitted as unknown as { kept: Float64Array }).kept.subarray(0, X.rows);
      }
    }
    const found = await failures(new Viewing());
    expect(found).toEqual(['a linear function is followed', 'changing a result does not change the model']);
  });
});

describe('a correct variant', () => {
  it('of a classifier passes all checks that the broken ones fail', async () => {
    class Same extends NearestMean {}
    expect(await failures(new Same())).toEqual([]);
    expect(await failures(new Rest())).toEqual([]);
  });
});
