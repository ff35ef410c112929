import {
  BaseTransformer,
  type DataLike,
  type FitContext,
  type FitOptions,
  type FitPromise,
  Matrix,
  param,
  type Tags,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { Centre, type CentreState, failures, NearestMean, Slopes } from './third-party.js';

type Context<P extends object> = FitContext<P>;
type Factor = { readonly factor: number };

/** Each class breaks one rule; the names are those of the checks that must notice. */
const broken: readonly [string, { new (): Centre | NearestMean | Slopes }, string[]][] = [
  [
    'a name that is not that of the class',
    class Misnamed extends Centre {
      override readonly name = 'Center';
    },
    [
      'the name is the name of the class, and the kind one of the four',
      'the constructor refuses an unknown parameter with the nearest name',
    ],
  ],
  [
    'a tag that is not a boolean',
    class Tagged extends Centre {
      override get tags(): Tags {
        return { sampleWeight: true, poorScore: 'no' as unknown as boolean };
      }
    },
    ['tags are true or false'],
  ],
  [
    'toString without the name',
    class Mute extends Centre {
      override toString(): string {
        return '[object Object]';
      }
    },
    ['toString names the class'],
  ],
  [
    'a plain promise',
    class Unforwarding extends Centre {
      override fit(...args: Parameters<Centre['fit']>) {
        return super.fit(...args).then((self) => self) as unknown as FitPromise<this>;
      }
    },
    ["fit's promise forwards predict, transform and score"],
  ],
  [
    'placeholders before fit',
    class Placeholder extends NearestMean {
      override get means(): Float64Array {
        return this.isFitted ? this.model.means : new Float64Array(0);
      }
    },
    ['getters before fit throw NotFittedError or do not depend on fit'],
  ],
  [
    'a getter that fails in its own way before fit',
    class Careless extends Centre {
      get first(): number {
        if (!this.isFitted) throw new TypeError('cannot read properties of undefined');
        return this.means[0]!;
      }
    },
    ['getters before fit throw NotFittedError or do not depend on fit'],
  ],
  [
    'zeros instead of NotFittedError',
    class Eager extends Slopes {
      override predict(X: DataLike): Float64Array {
        return this.isFitted ? super.predict(X) : new Float64Array(2);
      }
    },
    ['methods before fit throw NotFittedError', 'a failed fit leaves an unfitted estimator unfitted'],
  ],
  [
    'what was learnt in a public property',
    class Leaky extends Centre {
      learnt: number[] = [];
      protected override learn(X: Matrix, y: undefined, context: Context<Factor>): CentreState {
        const state = super.learn(X, y, context);
        this.learnt = Array.from(state.means);
        return state;
      }
    },
    ['fit changes no public property of the estimator'],
  ],
  [
    'a Map in the fitted state',
    class Mapped extends Centre {
      protected override learn(X: Matrix, y: undefined, context: Context<Factor>): CentreState {
        return { ...super.learn(X, y, context), names: new Map() } as CentreState;
      }
    },
    ['the fitted state is plain data'],
  ],
  [
    'a clone without the parameters',
    class Forgetful extends Centre {
      override clone(): this {
        return super.clone().setParams({ factor: this.params.factor + 1 });
      }
    },
    ['a clone is unfitted and has equal parameters', 'fit does not change the parameters'],
  ],
];

describe('the checks of the interface notice', () => {
  it.each(broken)('%s', async (_, Class, expected) => {
    expect(await failures(new Class())).toEqual(expected);
  });

  it('a clone that shares a list', async () => {
    class Sharing extends NearestMean {
      override clone(): this {
        return super.clone().setParams({ order: this.params.order });
      }
    }
    expect(await failures(new Sharing({ order: [1] }))).toEqual([
      'a clone shares no estimator, array, object or Map with the original',
    ]);
  });

  it('half a fit that is kept', async () => {
    class Half extends Slopes {
      #level: number | null = null;
      protected override async learnTarget(...args: Parameters<Slopes['learnTarget']>) {
        this.#level = args[1][0]!;
        return super.learnTarget(...args);
      }
      protected override predictTarget(X: Matrix): Float64Array {
        return super.predictTarget(X).fill(this.#level!, 0, 1);
      }
    }
    expect(await failures(new Half())).toContain('a failed fit keeps what was learnt before');
  });

  it('a fit that forgets before it has learnt', async () => {
    class Hasty extends Centre {
      #ready = false;
      override get isFitted(): boolean {
        return this.#ready;
      }
      override fit(X: DataLike, y?: undefined, options?: FitOptions) {
        this.#ready = false;
        return super.fit(X, y, options);
      }
      protected override learn(X: Matrix, y: undefined, context: Context<Factor>): CentreState {
        this.#ready = true;
        return super.learn(X, y, context);
      }
    }
    const found = await failures(new Hasty());
    expect(found).toContain('a failed fit keeps what was learnt before');
  });

  it('a signal that is not heeded', async () => {
    class Deaf extends Centre {
      override fit(X: DataLike, y?: undefined, options: FitOptions = {}) {
        return super.fit(X, y, { ...options, signal: undefined });
      }
    }
    expect(await failures(new Deaf())).toEqual([
      'a signal that is aborted already rejects fit with its reason',
    ]);
  });

  it('an error that is none of ours', async () => {
    class Raw extends Slopes {
      protected override learn(X: Matrix, y: number[], context: Context<{ readonly intercept: boolean }>) {
        if (y && Array.isArray(y) && y.length === 47) throw new TypeError('undefined is not a function');
        return super.learn(X, y, context);
      }
    }
    expect(await failures(new Raw())).toEqual([
      'a failed fit leaves an unfitted estimator unfitted',
      'a failed fit keeps what was learnt before',
    ]);
  });

  it('progress that goes back', async () => {
    class Backwards extends Centre {
      protected override learn(X: Matrix, y: undefined, context: Context<Factor>): CentreState {
        context.progress(2, 3);
        context.progress(1, 3);
        return super.learn(X, y, context);
      }
    }
    expect(await failures(new Backwards())).toEqual(['progress never goes back and never beyond its total']);
  });
});

describe('the checks of parameters notice', () => {
  it('a declaration that takes anything', async () => {
    class Anything extends Centre {
      static override readonly paramSpec = {
        factor: param.custom({ default: 1, describe: 'anything', doc: 'A factor.', accepts: () => true }),
      };
    }
    expect(await failures(new Anything())).toContain(
      'a bad value is stored, and refused by fit with a sentence that names it',
    );
  });

  it('a declaration that throws', async () => {
    class Throwing extends Centre {
      static override readonly paramSpec = {
        factor: param.custom<number>({
          default: 1,
          describe: 'a number',
          doc: 'A factor.',
          accepts: (value) => (value as number).toFixed() !== '' && Number.isFinite(value),
        }),
      };
    }
    expect(await failures(new Throwing())).toContain('declarations answer true or false for any value');
  });

  it('a default that is not allowed', async () => {
    class Unusable extends Centre {
      static override readonly paramSpec = { factor: { ...Centre.paramSpec['factor']!, default: -1 } };
    }
    expect(await failures(new Unusable({ factor: 1 }))).toEqual(['defaults are what the declaration allows']);
  });

  it('a constructor that refuses values', async () => {
    class Strict extends Centre {
      constructor(params: { factor?: number } = {}) {
        super(params);
        if (!(this.params.factor > 0)) throw new RangeError('factor must be positive');
      }
    }
    expect(await failures(new Strict())).toEqual([
      'a bad value is stored, and refused by fit with a sentence that names it',
    ]);
  });

  it('parameters that are read after fit', async () => {
    class Late extends Centre {
      protected override apply(X: Matrix): Matrix {
        return new Matrix(
          super.apply(X).data.map((value) => value * this.params.factor),
          X.rows,
          X.cols,
        );
      }
      override inverseTransform = undefined as never;
    }
    expect(await failures(new Late())).toEqual(['setParams takes effect at the next fit only']);
  });

  it('a list that is sorted in place', async () => {
    class Sorting extends NearestMean {
      protected override learnClasses(...args: Parameters<NearestMean['learnClasses']>) {
        (this.params.order as number[]).sort();
        return super.learnClasses(...args);
      }
    }
    expect(await failures(new Sorting({ order: [2, 1] }))).toEqual(['fit does not change the parameters']);
  });

  it('a parameter object that can be written to', async () => {
    class Open extends Centre {
      #live: { factor: number } | null = null;
      override getParams(): { factor: number } {
        this.#live ??= { ...super.getParams() };
        return this.#live;
      }
    }
    expect(await failures(new Open())).toContain(
      'changing what getParams gave does not change the estimator',
    );
  });

  it('an estimator in a parameter that is fitted itself', async () => {
    const innerParam: param.Param<Centre> = {
      ...param.custom<Centre>({
        describe: 'a Centre',
        doc: 'What is wrapped.',
        accepts: (value) => value instanceof Centre,
      }),
      holds: 'estimator',
    };
    class Wrapper extends BaseTransformer<{ readonly inner: Centre }, { readonly done: true }> {
      static override readonly paramSpec = { inner: innerParam };
      override readonly name = 'Wrapper';
      protected override async learn(X: Matrix): Promise<{ readonly done: true }> {
        await this.params.inner.fit(X);
        return { done: true };
      }
      protected override apply(X: Matrix): Matrix {
        return this.params.inner.transform(X);
      }
    }
    const found = await failures(new Wrapper({ inner: new Centre() }));
    expect(found).toContain('fit does not change the parameters');
  });
});
