import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

it('ten thousand small fits leave the process as large as one thousand did', {
  timeout: 240_000,
}, async () => {
  const script = fileURLToPath(new URL('many-fits.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', script]);
  const sizes = JSON.parse(stdout) as number[];
  expect(sizes).toHaveLength(100);
  // Medians of ten collections each, around the first thousand fits and at the end.
  const early = median(sizes.slice(5, 15));
  const late = median(sizes.slice(-10));
  expect(late / early, sizes.map((size) => (size / 2 ** 20).toFixed(0)).join(' ')).toBeLessThan(1.1);
});
