import type { Host } from './host.js';

/** Loads tfjs-node and multiplies two matrices; in a process of its own, as a library that does not fit may end the process. */
const program = `
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value == null;
util.isArray ??= Array.isArray;
const tf = require(process.argv[1]);
const product = tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync();
if (tf.getBackend() !== 'tensorflow' || product[3] !== 3) throw new Error('wrong product');
console.log('TensorFlow ' + tf.backend().binding.TF_Version + ' works');
`;

export interface Check {
  /** Version of TensorFlow; null when it does not work. */
  readonly version: string | null;
  /** What it said. */
  readonly output: string;
}

/** Whether the tfjs-node in a folder works. */
export async function checkTfjsNode(host: Host, folder: string): Promise<Check> {
  const { code, output } = await host.run(host.node, ['-e', program, folder], { seconds: 120 });
  const version = code === 0 ? (/^TensorFlow (\S+) works$/m.exec(output)?.[1] ?? null) : null;
  return { version, output };
}

/** The line of an output that says most: the last one that names an error, else one that speaks of one, else the last. */
export function tellingLine(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const sign of [/\berror:/i, /error/i]) {
    const found = lines.filter((line) => sign.test(line)).at(-1);
    if (found !== undefined) return found;
  }
  return lines.at(-1) ?? 'it said nothing';
}
