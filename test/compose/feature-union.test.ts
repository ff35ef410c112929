import { FeatureUnion, Frame, SchemaError, StandardScaler } from 'pipefit';
import { describe, expect, it } from 'vitest';

describe('FeatureUnion', () => {
  const rows = [
    { a: 1, b: 10 },
    { a: 3, b: 30 },
  ];
  const union = new FeatureUnion([
    ['same', 'passthrough'],
    ['scaled', new StandardScaler()],
  ]);

  it('passes columns through by name: in the order of fit, without those it did not see', async () => {
    await union.fit(rows);
    const expected = union.transform(rows);
    expect(expected.columnNames).toEqual(['same__a', 'same__b', 'scaled__a', 'scaled__b']);
    const others = union.transform(Frame.fromRows(rows.map(({ a, b }) => ({ z: 'z', b, a }))));
    expect(others.columnNames).toEqual(expected.columnNames);
    expect(others.toArray()).toEqual(expected.toArray());
  });

  it('misses a column that is only passed through', async () => {
    const own = await new FeatureUnion([['same', 'passthrough']]).fit(rows);
    expect(() => own.transform([{ a: 1 }])).toThrow(SchemaError);
  });
});
