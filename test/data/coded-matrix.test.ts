import { describe, expect, it } from 'vitest';
import { categoryCounts, codedMatrix, Frame, Matrix, schemaOf } from '../../src/data/index.js';

const houses = Frame.fromRows([
  { area: 70, wall: 'brick', garage: true },
  { area: null, wall: 'wood', garage: null },
  { area: 90, wall: null, garage: false },
]);

describe('codedMatrix', () => {
  it('gives categories, booleans and missing values as numbers', () => {
    const coded = codedMatrix(houses, schemaOf(houses));
    expect(coded.toArray()).toEqual([
      [70, 0, 1],
      [Number.NaN, 1, Number.NaN],
      [90, Number.NaN, 0],
    ]);
    expect(coded.columnNames).toEqual(['area', 'wall', 'garage']);
  });

  it('counts categories as the schema does, and takes unknown ones for missing', () => {
    const others = Frame.fromRows([
      { area: 1, wall: 'wood', garage: false },
      { area: 2, wall: 'stone', garage: false },
    ]);
    expect(codedMatrix(others, schemaOf(houses)).column(1)).toEqual(Float64Array.of(1, Number.NaN));
  });

  it('leaves numbers as they are', () => {
    const numbers = new Matrix(Float64Array.of(1, 2), 1, 2);
    expect(codedMatrix(numbers, schemaOf(numbers))).toBe(numbers);
  });
});

it('categoryCounts gives 0 for columns that are no categories', () => {
  expect([...categoryCounts(schemaOf(houses))]).toEqual([0, 2, 0]);
});
