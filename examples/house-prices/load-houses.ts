import type { Frame } from 'pipefit';
import { readCsv } from 'pipefit/io';

const file = new URL('./data/lucas-houses.csv.gz', import.meta.url);

/** Columns that repeat others (`s1993`.., `age`) or would give the price away (`avalue`). */
const leftOut = ['avalue', 's1993', 's1994', 's1995', 's1996', 's1997', 's1998', 'age'];

/** Columns in which 0 stands for a value that nobody entered. */
const zeroIsMissing = ['depth', 'frontage'];

/** The sales as they are in the file. */
export function readSales(): Promise<Frame> {
  return readCsv(file, { types: { stories: 'category', wall: 'category', garage: 'category' } });
}

/** The sales without leaks, with missing values where they are missing. */
export function cleanSales(sales: Frame): Frame {
  let clean = sales.drop(leftOut);
  for (const name of zeroIsMissing) {
    clean = clean.withColumn(name, (row) => (row[name] === 0 ? null : row[name]!), 'number');
  }
  return clean;
}

/** The features and the prices. */
export function featuresAndPrices(sales: Frame): { X: Frame; y: Float64Array } {
  return { X: sales.drop(['price']), y: Float64Array.from(sales.values('price'), Number) };
}
