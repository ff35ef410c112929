import fc from 'fast-check';
import { InvalidDataError, type Label, LabelEncoder, NotFittedError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { fixture } from '../support/fixture.js';

const known = fixture<{ cases: { y: Label[]; classes: Label[]; codes: number[] }[] }>(
  'preprocessing/label-encoder',
);

describe('LabelEncoder', () => {
  it.each(known.cases)('agrees with scikit-learn on $classes', async ({ y, classes, codes }) => {
    const encoder = await new LabelEncoder().fit(y);
    expect(encoder.classes).toEqual(classes);
    expect([...encoder.transform(y)]).toEqual(codes);
    expect(encoder.inverseTransform(codes)).toEqual(y);
    expect([...(await new LabelEncoder().fitTransform(y))]).toEqual(codes);
  });

  it('is undone by inverseTransform, whatever the labels', async () => {
    const labels = fc.oneof(
      fc.array(fc.string(), { minLength: 1 }),
      fc.array(fc.integer(), { minLength: 1 }),
      fc.array(fc.constantFrom('__proto__', 'constructor', 'toString', ''), { minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(labels, async (y) => {
        const encoder = await new LabelEncoder().fit(y);
        expect(encoder.inverseTransform(encoder.transform(y))).toEqual(y);
        expect([...encoder.transform(encoder.classes)]).toEqual(encoder.classes.map((_, code) => code));
      }),
    );
  });

  it('can be awaited in one go', async () => {
    expect([...(await new LabelEncoder().fit(['b', 'a']).transform(['a', 'b', 'a']))]).toEqual([0, 1, 0]);
  });

  it('names labels that fit did not see', async () => {
    const encoder = await new LabelEncoder().fit(['a', 'b']);
    const transform = () => encoder.transform(['a', 'z', 'constructor', 'z']);
    expect(transform).toThrow(InvalidDataError);
    expect(transform).toThrow(/did not see: \["constructor", "z"\], first in row 1/);
    expect(() => encoder.transform([1])).toThrow(/did not see: \[1\]/);
  });

  it('refuses what it cannot use', async () => {
    await expect(new LabelEncoder().fit([])).rejects.toThrow(/0 labels/);
    await expect(new LabelEncoder().fit(['a', null])).rejects.toThrow(/missing at row 1/);
    await expect(new LabelEncoder().fit(['a', 1])).rejects.toThrow(/mixes/);
    expect(() => new LabelEncoder().classes).toThrow(NotFittedError);
    expect(() => new LabelEncoder().transform(['a'])).toThrow(NotFittedError);
    expect(() => new LabelEncoder().inverseTransform([0])).toThrow(NotFittedError);
    const encoder = await new LabelEncoder().fit(['a', 'b']);
    for (const code of [2, -1, 0.5, Number.NaN, 'length' as unknown as number]) {
      expect(() => encoder.inverseTransform([0, code])).toThrow(/from 0 to 1. Row 1/);
    }
    await expect(encoder.fit([null])).rejects.toThrow(InvalidDataError);
    expect(encoder.classes).toEqual(['a', 'b']);
    expect(String(encoder)).toBe('LabelEncoder()');
  });
});
