/**
 * MLPClassifier, native and on wasm, beside scikit-learn's and PyTorch on the same rows, epochs and batches:
 * `npm run bench:neural [UNITS ...]`; with units only networks of these, and nothing is written. Makes a virtual
 * environment in `benchmarks/.venv-neural` on first use. Contestants are processes of their own and take turns.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RandomState } from 'pipefit';
import { median, thisMachine } from './machine.js';
import type { NeuralAnswer, NeuralJob } from './neural-job.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const wanted = process.argv.slice(2).map(Number);

const ROWS = 10_000;
const TESTED = 2_000;
const COLUMNS = 20;
const BATCH = 200;
const TURNS = 3;
/** Units of both hidden layers, and epochs. */
const networks = [
  [8, 15],
  [64, 15],
  [256, 8],
  [512, 5],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'pipefit-neural-'));
try {
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function main(): void {
  writeData();
  const contestants = contestantsHere();
  const rows = networks
    .filter(([units]) => wanted.length === 0 || wanted.includes(units))
    .map(([units, epochs]) => {
      const job: NeuralJob = { folder, columns: COLUMNS, layers: [units, units], batchSize: BATCH, epochs };
      const answers: Record<string, NeuralAnswer[]> = {};
      for (let turn = 0; turn < TURNS; turn++) {
        for (const [name, run] of Object.entries(contestants)) (answers[name] ??= []).push(run(job));
      }
      const results = Object.fromEntries(
        Object.entries(answers).map(([name, each]) => [name, summary(each)]),
      );
      console.log(`${units} units`);
      console.table(results);
      return { units, epochs, results };
    });
  if (wanted.length > 0) return;
  const about = { machine: thisMachine(), rows: ROWS, columns: COLUMNS, batchSize: BATCH };
  writeFileSync(here('results/neural.json'), `${JSON.stringify({ ...about, networks: rows }, null, 1)}\n`);
  writeTable(rows);
}

interface Summary {
  readonly msPerEpoch: number;
  readonly accuracy: number;
  readonly loss: number;
  readonly singleRowMicroseconds: number;
  readonly megabytes: number;
}

function summary(answers: readonly NeuralAnswer[]): Summary {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    msPerEpoch: round(median(answers.flatMap(({ epochs }) => epochs)), 1),
    accuracy: round(median(answers.map(({ accuracy }) => accuracy)), 4),
    loss: round(median(answers.map(({ loss }) => loss)), 4),
    singleRowMicroseconds: round(median(answers.flatMap(({ single }) => single)), 1),
    megabytes: Math.round(median(answers.map(({ megabytes }) => megabytes))),
  };
}

/** Three classes by products and waves of some of the columns, a tenth of the rows in a class by chance. */
function writeData(): void {
  const random = new RandomState(0);
  for (const [suffix, rows] of [
    ['', ROWS],
    ['Test', TESTED],
  ] as const) {
    const X = Float32Array.from({ length: rows * COLUMNS }, () => random.normal());
    const y = Float32Array.from({ length: rows }, (_, i) => {
      const [a, b, c, d] = X.subarray(i * COLUMNS);
      const score = a! * b! + Math.sin(2 * c!) + 0.5 * d!;
      if (random.random() < 0.1) return random.integer(0, 3);
      return score < -0.6 ? 0 : score < 0.6 ? 1 : 2;
    });
    writeFileSync(`${folder}/X${suffix}`, X);
    writeFileSync(`${folder}/y${suffix}`, y);
  }
}

type Run = (job: NeuralJob) => NeuralAnswer;

/** The contestants that can run on this machine. */
function contestantsHere(): Record<string, Run> {
  const answer = (command: string, args: readonly string[]): NeuralAnswer => {
    const quiet = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
    const text = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: quiet,
    });
    return JSON.parse(text.trim().split('\n').at(-1)!);
  };
  const pipefit =
    (backend: string): Run =>
    (job) =>
      answer(process.execPath, [
        '--import',
        'tsx',
        here('contestants/neural.ts'),
        backend,
        JSON.stringify(job),
      ]);
  const python = makePython();
  const library =
    (name: string): Run =>
    (job) =>
      answer(python, [here('contestants/neural.py'), name, JSON.stringify(job)]);
  const all = {
    'pipefit, native': pipefit('tensorflow'),
    'pipefit, wasm': pipefit('wasm'),
    'scikit-learn': library('sklearn'),
    PyTorch: library('torch'),
  };
  const tiny: NeuralJob = { folder, columns: COLUMNS, layers: [2], batchSize: ROWS, epochs: 2 };
  return Object.fromEntries(
    Object.entries(all).filter(([name, run]) => {
      try {
        run(tiny);
        return true;
      } catch {
        console.log(`${name} cannot run here and is left out.`);
        return false;
      }
    }),
  );
}

function makePython(): string {
  const environment = here('.venv-neural');
  const interpreter = `${environment}/bin/python`;
  if (existsSync(`${environment}/complete`)) return interpreter;
  execFileSync('python3', ['-m', 'venv', '--clear', environment], { stdio: 'inherit' });
  for (const packages of [['scikit-learn==1.9.1'], ['torch']]) {
    try {
      execFileSync(interpreter, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' });
    } catch {
      console.log(`${packages.join(' ')} cannot be installed here.`);
    }
  }
  execFileSync('touch', [`${environment}/complete`]);
  return interpreter;
}

/** Puts the table into the page, between its marks. */
function writeTable(
  rows: readonly { readonly units: number; readonly results: Readonly<Record<string, Summary>> }[],
): void {
  const page = here('../docs/concepts/neural.md');
  const lines = rows.flatMap(({ units, results }) =>
    Object.entries(results).map(
      ([name, { msPerEpoch, accuracy, singleRowMicroseconds, megabytes }]) =>
        `| ${units} | ${name} | ${msPerEpoch} | ${accuracy} | ${singleRowMicroseconds} | ${megabytes} |`,
    ),
  );
  const table = [
    '| units | library | ms an epoch | accuracy | µs a single row | MB |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(/(<!-- bench:neural -->\n)[\s\S]*?(<!-- \/bench:neural -->)/, `$1${table}\n$2`),
  );
}
