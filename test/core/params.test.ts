import { clone, InvalidParameterError, KFold, makePipeline, param, StandardScaler } from 'pipefit';
import { describe, expect, it } from 'vitest';

const sentence = (spec: param.ParamSpec, value: unknown) => {
  const [name, declared] = Object.entries(spec)[0]!;
  return declared.accepts(value) ? 'accepted' : `${name} must be ${declared.describe}`;
};

describe('parameter declarations say what they allow', () => {
  it('numbers', () => {
    const alpha = { alpha: param.real({ min: 0, above: true, default: 1, doc: '' }) };
    expect(sentence(alpha, 0.5)).toBe('accepted');
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, 1n, [1]]) {
      expect(sentence(alpha, value)).toBe('alpha must be a number greater than 0');
    }
    expect(sentence({ q: param.real({ min: 0, max: 1, below: true, default: 0, doc: '' }) }, 1)).toBe(
      'q must be a number in [0, 1)',
    );
    expect(sentence({ q: param.real({ max: 1, default: 0, doc: '' }) }, 2)).toBe(
      'q must be a number of at most 1',
    );
  });

  it('integers', () => {
    const trees = { trees: param.integer({ min: 1, default: 1, doc: '' }) };
    expect(sentence(trees, 3)).toBe('accepted');
    for (const value of [0, 1.5, '3', 2 ** 60])
      expect(sentence(trees, value)).toBe('trees must be an integer of at least 1');
  });

  it('words, lists, null and either', () => {
    const solver = param.oneOf(['auto', 'svd'], { default: 'auto', doc: '' });
    expect(sentence({ solver }, 'lu')).toBe('solver must be one of "auto", "svd"');
    expect(sentence({ solver: param.optional(solver) }, null)).toBe('accepted');
    expect(sentence({ solver: param.optional(solver) }, 0)).toBe(
      'solver must be one of "auto", "svd" or null',
    );
    const list = param.listOf(param.integer({ min: 0, default: 0, doc: '' }), { default: [], doc: '' });
    expect(sentence({ sizes: list }, [1, 2])).toBe('accepted');
    expect(sentence({ sizes: list }, [1, -2])).toBe(
      'sizes must be a list, each item of it an integer of at least 0',
    );
    const mixed = param.either(param.boolean({ default: true, doc: '' }), solver, { default: true, doc: '' });
    expect([true, 'svd', 'lu'].map((value) => sentence({ mixed }, value))).toEqual([
      'accepted',
      'accepted',
      'mixed must be true or false or one of "auto", "svd"',
    ]);
  });

  it('tell a search the range they allow', () => {
    expect(param.real({ min: 0, max: 1, default: 0, doc: '' }).domain).toEqual({
      type: 'real',
      min: 0,
      max: 1,
    });
    expect(param.boolean({ default: true, doc: '' }).domain).toEqual({
      type: 'choice',
      options: [true, false],
    });
  });
});

describe('parameters of an estimator', () => {
  it('are stored by the constructor and checked by fit', async () => {
    const wrong = new StandardScaler({ withMean: 'yes' as unknown as boolean });
    await expect(wrong.fit([[1]])).rejects.toThrow(
      'The parameter \'withMean\' of StandardScaler must be true or false. Got "yes".',
    );
    expect(wrong.isFitted).toBe(false);
  });

  it('must be known, to the constructor too', () => {
    expect(() => new StandardScaler({ withMaen: true } as object)).toThrow(
      /no parameter 'withMaen'. Did you mean 'withMean'/,
    );
  });

  it('are not given when undefined', () => {
    expect(new StandardScaler({ withMean: undefined } as object).params.withMean).toBe(true);
  });

  it('cannot be changed from outside', () => {
    const scaler = new StandardScaler();
    expect(() => Object.assign(scaler.params, { withMean: false })).toThrow(TypeError);
  });

  it('survive getters, proxies and cycles', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['withMean'] = cyclic;
    expect(() => clone(new StandardScaler({ withMean: true }))).not.toThrow();
    const proxy = new Proxy({ withMean: false }, {});
    expect(new StandardScaler(proxy).params.withMean).toBe(false);
    expect(String(new StandardScaler(cyclic as object))).toMatch(/StandardScaler/);
  });

  it('are copied by clone, arrays too', () => {
    const pipe = makePipeline(new StandardScaler({ withStd: false }));
    const copy = clone(pipe);
    expect(copy.getParams()).toEqual(pipe.getParams());
    expect(copy.step(0)).not.toBe(pipe.step(0));
  });
});

describe('errors of splitters', () => {
  it('come from the same declarations', () => {
    expect(() => new KFold({ nSplits: 1 })).toThrow(InvalidParameterError);
  });
});
