/**
 * pipefit beside scikit-learn, LightGBM and XGBoost: `npm run bench:python [WORD]`, with a word only the workloads
 * whose names hold it, and nothing is written. Makes a virtual environment in `benchmarks/.venv` on first use.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare, inTurns, showRow, showSeconds } from './compare.js';
import { makeData } from './data.js';
import { thisMachine } from './machine.js';
import { Contestant } from './protocol.js';
import { exponentOf, type Growth, type Row, writeResults } from './results.js';
import { startup } from './startup.js';
import { growth, workloads } from './workloads.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const word = process.argv[2] ?? '';

const tables = makeData();
const python = makePython();
// A processor type that was chosen for an older OpenBLAS would slow NumPy's own.
const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
const pythonSide = (name: string, library: string) =>
  new Contestant(name, python, [here('contestants/python.py'), library, JSON.stringify(workloads)], env);

const pipefit = new Contestant('pipefit', process.execPath, [
  ...['--expose-gc', '--import', 'tsx'],
  here('contestants/pipefit.ts'),
  JSON.stringify(workloads),
]);
const sklearn = pythonSide('scikit-learn', 'sklearn');
const boosters = [pythonSide('LightGBM', 'lightgbm'), pythonSide('XGBoost', 'xgboost')];

const versions: Record<string, Readonly<Record<string, string>>> = {};
const present: Contestant[] = [];
for (const contestant of [pipefit, sklearn, ...boosters]) {
  const about = await contestant.ask({ do: 'about' });
  if (about.versions === undefined) console.log(`${contestant.name}: ${about.skipped}`);
  else {
    versions[contestant.name] = about.versions;
    present.push(contestant);
  }
}

const rows: Row[] = [];
for (const workload of workloads.filter(({ name }) => name.includes(word))) {
  const contestants = workload.name === 'histogram boosting' ? present : [pipefit, sklearn];
  const measured = await compare(workload, tables[workload.table]!.cols, contestants);
  for (const row of measured) console.log(showRow(row));
  rows.push(...measured);
}

const grown: Growth[] = [];
for (const name of growth.names.filter((each) => each.includes(word))) {
  const seconds: Record<string, number[]> = { pipefit: [], 'scikit-learn': [] };
  for (const size of growth.sizes) {
    const measured = await inTurns([pipefit, sklearn], 3, { do: 'fit', workload: name, rows: size });
    for (const [contestant, { seconds: median }] of Object.entries(measured))
      seconds[contestant]!.push(median!);
  }
  const measured = Object.fromEntries(
    Object.entries(seconds).map(([contestant, times]) => [
      contestant,
      { seconds: times, exponent: exponentOf(growth.sizes, times) },
    ]),
  );
  grown.push({ workload: name, rows: growth.sizes, measured });
  for (const [contestant, { seconds: times, exponent }] of Object.entries(measured)) {
    const shown = times.map(showSeconds).join(', ');
    console.log(
      `${name} by ${contestant} at ${growth.sizes.join(', ')} rows: ${shown}; rows ^ ${exponent.toFixed(2)}`,
    );
  }
}
for (const contestant of [pipefit, sklearn, ...boosters]) contestant.end();

const started = startup(python);
for (const { name, load, firstPrediction } of started) {
  console.log(
    `${name}: loaded in ${showSeconds(load)}, first prediction after ${showSeconds(firstPrediction)}`,
  );
}
if (word === '') {
  const date = new Date().toISOString().slice(0, 10);
  writeResults('python', { date, machine: thisMachine(), versions, rows, growth: grown, startup: started });
}

/** The virtual environment's interpreter; XGBoost is taken along where it can be had. */
function makePython(): string {
  const folder = here('.venv');
  const interpreter = `${folder}/bin/python`;
  if (!existsSync(`${folder}/complete`)) {
    execFileSync('python3', ['-m', 'venv', '--clear', folder], { stdio: 'inherit' });
    const install = (...packages: string[]) =>
      execFileSync(interpreter, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' });
    install('--requirement', here('contestants/requirements.txt'));
    try {
      install('xgboost');
    } catch {
      console.log('XGBoost cannot be installed here: its rows are skipped.');
    }
    execFileSync('touch', [`${folder}/complete`]);
  }
  return interpreter;
}
