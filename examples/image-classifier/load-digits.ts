import { Matrix } from 'pipefit';
import { readCsv } from 'pipefit/io';
import type { Images } from './images.js';

const file = new URL('./data/digits.csv.gz', import.meta.url);

/** 1,797 handwritten digits of 8 x 8 dots, from 0 (white) to 1 (black). */
export async function readDigits(): Promise<Images> {
  const table = (await readCsv(file, { header: false })).toMatrix();
  const dots = table.cols - 1;
  const pixels = table.selectColumns(Array.from({ length: dots }, (_, j) => j));
  const X = new Matrix(
    pixels.data.map((ink) => ink / 16),
    table.rows,
    dots,
  );
  return { X, y: Array.from(table.column(dots)), shape: [8, 8, 1] };
}
