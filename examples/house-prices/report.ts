import { Frame } from 'pipefit';

const started = performance.now();

/** Announces a stage with the time since the start. */
export function stage(title: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n[${seconds.padStart(5)} s] ${title}`);
}

/** A price as people write it. */
export function dollars(price: number): string {
  return `$${Math.round(price).toLocaleString('en-US')}`;
}

/** Rows under a header. */
export function printRows(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  console.log(Frame.fromCells(rows, { columnNames: header }).toString().split('\n').slice(1).join('\n'));
}

/** The mean of some numbers. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
